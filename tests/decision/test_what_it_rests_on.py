"""What a decision rests on: the compiled decision and the one that explains itself name the same answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from knowledge.interviews import shipped
from knowledge.small_worlds import WORLDS, world
from orderless.bank.knowledge import Knowledge
from orderless.batch.codegen.emit import Layout, full_layout, values_of
from orderless.batch.codegen.program import Decide, compile_decision
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State
from support.three_ways import TOLD, told


class _Behind:
    """A compiled decision that gives the answers its rule rests on in place of how sure they make us."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._layout: Layout = full_layout(knowledge)
        space: dict[str, Any] = {}
        exec(compile_decision(knowledge, self._layout, ("confidence",)).source, space)
        space["sure"] = lambda behind, *_rest: behind
        self._decide: Decide = space["decide"]

    def __call__(self, state: State) -> tuple[str, ...]:
        (behind,) = self._decide(values_of(state, self._layout, self._knowledge))
        assert isinstance(behind, int)
        return tuple(question for place, question in enumerate(self._knowledge.questions) if behind >> place & 1)


@cache
def behind(name: str) -> _Behind:
    return _Behind(world(name).knowledge)


@pytest.mark.parametrize("name", WORLDS)
def test_the_compiled_decision_rests_on_the_same_answers(name: str) -> None:
    rested = 0
    for state in world(name).states:
        wanted = decide(world(name).knowledge, state).rests_on
        assert behind(name)(state) == wanted, state
        rested += len(wanted)
    assert rested


def test_the_compiled_decision_rests_on_the_same_answers_in_the_shipped_knowledge() -> None:
    compiled = _Behind(shipped())
    for name in TOLD:
        assert compiled(told(name)) == decide(shipped(), told(name)).rests_on, name


def moved(name: str, state: State, fact: str) -> tuple[str, ...]:
    """By hand: the answered questions on the path with a choice that gives the fact the value that stands."""
    evidence = decide(world(name).knowledge, state).case.evidence
    return tuple(
        question
        for question, answer in evidence.answers.items()
        for choices in [world(name).knowledge.questions[question].choices]
        if any(choices[key].sets.get(fact) == evidence.fact(fact) for key in answer.keys if key in choices)
    )


@pytest.mark.parametrize("name", WORLDS)
def test_the_priority_rests_on_the_answers_to_its_factors_that_have_points(name: str) -> None:
    """An answer that says the least that it could, or for which the factor has no points, is none of them."""
    factors, rested = world(name).knowledge.decision.priority.factors, 0
    for state in world(name).states:
        case = decide(world(name).knowledge, state).case
        known = [factor.fact for factor in factors if factor.points.get(case.fact(factor.fact)) is not None]
        wanted = tuple(question for fact in known for question in moved(name, state, fact))
        assert tuple(case.behind_fact("priority")) == wanted, state
        rested += len(wanted)
    assert rested or "size_of_it" not in world(name).values


@pytest.mark.parametrize("name", WORLDS)
def test_a_fact_rests_on_the_answers_that_gave_it_the_value_that_stands(name: str) -> None:
    for state in world(name).states[::2]:
        case = decide(world(name).knowledge, state).case
        each: Mapping[str, tuple[str, ...]] = case.evidence.fact_from
        for fact in world(name).knowledge.decision.facts:
            assert each.get(fact, ()) == tuple(case.behind_fact(fact)) == moved(name, state, fact), state


@pytest.mark.parametrize("name", ["causes", "named_causes", "margins"])
def test_a_cause_rests_on_the_answers_that_speak_for_it_or_against_it(name: str) -> None:
    """Alone or through facts together: without one of them its sums are others, and without all others they are not."""
    tried = world(name)
    for state in tried.states[::3]:
        case = decide(tried.knowledge, state).case
        for cause in tried.knowledge.cause:
            found = set(case.behind_cause(cause))
            alone = {signal.question for signal in case.evidence.signals if signal.cause == cause}
            assert alone <= found <= set(case.evidence.answers), state
            assert bool(found) is (case.status(cause) != "unknown"), state
            together = [one for one in case.evidence.trace.signals if one.cause == cause and one.question is None]
            assert bool(found - alone) <= bool(together), state


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ({}, ()),
        ({"cases": 10}, ("cases",)),
        ({"cases": 10, "fix": 100, "haste": "today"}, ("haste",)),
        ({"cases": 10, "cost": 10, "fix": 100}, ("cases", "cost", "fix")),
        ({"cases": 10, "cost": 10, "fix": 100, "size_of_it": "small"}, ("cases", "cost", "fix", "size_of_it")),
        ({"size_of_it": "tiny"}, ("size_of_it",)),
        ({"size_of_it": "tiny", "fix": 100, "haste": "never"}, ("haste", "size_of_it")),
    ],
)
def test_the_worth_rests_on_the_amounts_or_on_the_row_that_judged_it(
    answers: dict[str, Any], wanted: tuple[str, ...]
) -> None:
    state = State(answers={question: Answer("answered", value) for question, value in answers.items()})
    assert tuple(decide(world("amounts").knowledge, state).case.behind_fact("worth")) == wanted
