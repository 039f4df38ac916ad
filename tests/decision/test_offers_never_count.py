"""An offer that nobody took never counts: the same verdict and the same look ahead, whatever is offered."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.interviews import Pair, interviews, often, pool, random_state, shipped, sometimes
from orderless.decision.decide import decide
from orderless.decision.parts import decided_parts
from orderless.decision.verdict import Verdict
from orderless.interview.answers import Part, State
from orderless.interview.offered import Offer, Proposal
from orderless.lookahead.counterfactual import counterfactual
from orderless.lookahead.foresight import order_as_json
from orderless.lookahead.next_question import worth_asking
from orderless.lookahead.outcomes import look_ahead

OFFERS = st.lists(st.sampled_from(pool()), min_size=1, max_size=30)
"""Of all sorts of answers, those to questions that have one and those on no path included."""


def offering(state: State, offered: list[Pair]) -> State:
    """The same state with these offered before."""
    proposals = (
        Proposal(
            question, answer.value, answer.causes, answer.basis, text="some words", who="sales VP", source="the form"
        )
        for question, answer in offered
    )
    return replace(state, offers=tuple(Offer(n, proposal) for n, proposal in enumerate(proposals, 1)))


def told(verdict: Verdict) -> object:
    """All that is decided; the case holds the state itself, which differs by what is offered."""
    return replace(verdict, case=replace(verdict.case, state=replace(verdict.case.state, offers=())))


@often
@given(interviews(), OFFERS)
def test_the_verdict_its_gate_its_leaning_and_its_confidence_are_those_without_any_offer(state, offered):
    with_them, without = decide(shipped(), offering(state, offered)), decide(shipped(), state)
    assert told(with_them) == told(without)
    assert with_them.case.must_know_open == without.case.must_know_open
    assert (with_them.confidence, with_them.leaning, with_them.unknown) == (
        without.confidence,
        without.leaning,
        without.unknown,
    )


@settings(sometimes, max_examples=25)
@given(interviews(), OFFERS)
def test_what_can_still_come_is_the_same_and_its_question_is_open(state, offered):
    """Only which of equals is asked first may differ, since one to which something is offered is cheap to ask."""
    other = offering(state, offered)
    ahead, before = look_ahead(shipped(), other), look_ahead(shipped(), state)
    assert (ahead.possible_outcomes, ahead.settled) == (before.possible_outcomes, before.settled)
    assert [one.question.id for one in ahead.movers] == [one.question.id for one in before.movers]
    found = worth_asking(decide(shipped(), other), ahead)
    wanted = worth_asking(decide(shipped(), state), before)
    assert [one.left for one in found] == [one.left for one in wanted]
    assert {(one.question, one.left) for one in found} == {(one.question, one.left) for one in wanted}


@settings(sometimes, max_examples=15)
@given(interviews(), OFFERS)
def test_what_would_change_it_and_its_json_are_the_same(state, offered):
    other = offering(state, offered)
    assert counterfactual(decide(shipped(), other)) == counterfactual(decide(shipped(), state))
    found, wanted = (order_as_json(shipped(), one, None) for one in (other, state))
    assert {**found, "next": None} == {**wanted, "next": None}


def test_the_same_in_a_part_of_an_order():
    dice = random.Random(3)
    for _ in range(40):
        whole, own = random_state(dice), random_state(dice)
        whole = replace(whole, parts=(Part("p1", "the north", answers=own.answers),))
        other = offering(whole, dice.choices(pool(), k=20))
        for found, wanted in zip(decided_parts(shipped(), other), decided_parts(shipped(), whole), strict=True):
            assert told(found.verdict) == told(wanted.verdict)


def test_of_equals_the_one_to_which_something_is_offered_is_asked_first_and_says_so():
    state = State()
    verdict, ahead = decide(shipped(), state), look_ahead(shipped(), state)
    plain = worth_asking(verdict, ahead)
    equals = [one for one in plain if sum(other.left == one.left for other in plain) > 1]
    last = max(equals, key=plain.index)
    other = offering(state, [next(pair for pair in pool() if pair[0] == last.question and pair[1].value is not None)])
    found = worth_asking(decide(shipped(), other), look_ahead(shipped(), other))
    among = [one for one in found if one.left == last.left]
    assert among[0].question == last.question
    assert "offered" in among[0].why
    assert not any("offered" in one.why for one in found if one.question != last.question)
