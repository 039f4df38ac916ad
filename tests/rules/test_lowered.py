"""The lowered knowledge: what stands in its slots before any answer, what hangs on causes, and that it is made once."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from typing import Any, cast

import pytest

from knowledge.small_worlds import WORLDS, made, world
from orderless.bank.causes import CauseBook
from orderless.bank.conditions import names, read_condition
from orderless.bank.knowledge import Knowledge
from orderless.batch.codegen.emit import Emitter, full_layout
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State
from orderless.lookahead.model import _looked_at, model_of
from orderless.lookahead.range_terms import RangeTerms
from orderless.rules.evaluate import NO_ANSWER, evaluator_of
from orderless.rules.predicates import Predicates
from orderless.rules.rulebook import Rulebook, rulebook_of
from orderless.rules.terms import NOT_DIRECTED, STATUSES, Between, CountBetween, terms_in
from orderless.rules.trace import weigh


@pytest.mark.parametrize("name", WORLDS)
def test_before_any_answer_nothing_is_known(name: str) -> None:
    """Every fact, judgement and status is unknown, nobody was told to go ahead, and no name was worked out."""
    evaluator = evaluator_of(world(name).knowledge)
    index, blank = evaluator.rulebook.index, evaluator.blank
    assert {index.value(slot, blank[slot]) for slot in index.facts.values()} == {"unknown"}
    assert blank[index.statuses : index.directed] == [1 << STATUSES.index("unknown")] * len(index.causes)
    assert blank[index.directed :] == [NOT_DIRECTED] + [0] * len(evaluator.rulebook.named)


@pytest.mark.parametrize("name", WORLDS)
def test_before_any_answer_nothing_is_counted(name: str) -> None:
    """No amount is known, nothing weighs, and no single answer speaks for a cause."""
    evaluator = evaluator_of(world(name).knowledge)
    index, causes = evaluator.rulebook.index, len(evaluator.rulebook.index.causes)
    amounts = [None] * len(index.amounts)
    assert evaluator._no_numbers == [*amounts, *[0] * causes, *[NO_ANSWER] * causes, 0]
    assert len(evaluator._no_numbers) == index.gaps + 1


@pytest.mark.parametrize("name", WORLDS)
def test_a_factor_of_the_priority_that_nobody_answered_may_add_three_points(name: str) -> None:
    """The most that any value of a factor adds (`decision.yaml`, priority)."""
    evaluator = evaluator_of(world(name).knowledge)
    factors = evaluator.rulebook.priority.factors
    assert evaluator.evaluate(State()).points == (0, 3 * len(factors))


@pytest.mark.parametrize(
    ("when", "counts"),
    [
        ({"cause": {"tools": "supported"}}, True),
        ({"cause": {"will": "unknown"}}, True),
        ({"count": {"family": "skill", "looked_at": True, "at_least": 1}}, True),
        ({"margin": {"of": "skill", "over": "environment", "at_least": 1}}, True),
        ({"margin": {"of": "person", "by": "sum", "less_than": 2}}, True),
        ({"no_skill": True}, True),
        ({"any": [{"able": "once"}, {"not": "no_skill"}]}, True),
        ({"margin": {"of": "environment", "at_least": 1}}, True),
        ({"evidence": {"family": "skill", "at_least": "strong"}}, False),
        ({"evidence": {"causes": ["tools"], "at_least": "strong"}}, False),
        ({"able": "once"}, False),
        ({"known": ["able", "size"]}, False),
        ({"directed": True}, False),
        ({"gate_met": True}, False),
        ({"fix": {"at_least": 4}}, False),
        ({"priority": "high"}, False),
        ({}, False),
    ],
)
def test_a_condition_counts_where_it_looks_at_the_status_or_the_weight_of_a_cause(when: Any, counts: bool) -> None:
    """Those must be worked out before it is asked; facts, amounts and single answers are there already."""
    book = rulebook_of(world("causes").knowledge)
    assert book.counts(book.term(read_condition(when))) is counts


@pytest.mark.parametrize("parts", [("able", "count"), ("count", "able"), ("count", "not able")])
def test_what_looks_at_one_slot_is_asked_first(parts: tuple[str, ...]) -> None:
    """A table is gone through row by row, and most rows end there."""
    each = {
        "able": {"able": "once"},
        "not able": {"not": {"able": "once"}},
        "count": {"count": {"family": "skill", "looked_at": True, "at_least": 1}},
    }
    book = rulebook_of(world("causes").knowledge)
    slot, _, rest = Predicates(None).guarded(book.term(read_condition({"all": [each[part] for part in parts]})))
    assert slot == book.index.facts["able"]
    assert rest is not None


@pytest.mark.parametrize(
    ("which", "which_too", "asked"),
    [
        (Answer("answered", "this", ("skill",)), None, True),
        (None, Answer("answered", ("skill",), ("skill",)), True),
        (Answer("answered", "this", ("skill",)), Answer("answered", ("none",)), True),
        (Answer("answered", "this", ("tools",)), None, False),
        (Answer("answered", "none"), Answer("answered", ("skill",), ("skill",)), False),
        (None, None, False),
    ],
)
def test_a_question_about_a_cause_is_asked_once_the_answers_before_it_speak_for_that(
    which: Answer | None, which_too: Answer | None, asked: bool
) -> None:
    given = {"which": which, "which_too": which_too}
    state = State(answers={question: answer for question, answer in given.items() if answer is not None})
    assert ("if_skill" in weigh(world("named_causes").knowledge, state).path) is asked


@pytest.mark.parametrize(
    ("seen", "what_fails", "asked"),
    [("stuck", None, True), ("slow", ("tools",), False), ("slow", None, True), ("fine", None, False)],
)
def test_a_question_about_a_lead_is_asked_once_the_answers_before_it_give_one(
    seen: str | None, what_fails: tuple[str, ...] | None, asked: bool
) -> None:
    """Slow work is a lead of two, as long as nothing in the setting was said to fail."""
    given = {"seen": seen, "what_fails": what_fails}
    state = State(answers={question: Answer("answered", value) for question, value in given.items() if value})
    assert ("if_ahead" in decide(world("margins").knowledge, state).case.found.path) is asked


OF_KNOWLEDGE: list[Callable[[Knowledge], object]] = [rulebook_of, evaluator_of, model_of]


@pytest.mark.parametrize("of", OF_KNOWLEDGE)
def test_it_is_made_once_for_each_knowledge(of: Callable[[Knowledge], object]) -> None:
    knowledge = made(WORLDS["causes"]).knowledge
    assert of(knowledge) is of(knowledge)
    other = made(WORLDS["causes"]).knowledge
    assert of(other) is not of(knowledge)


@pytest.mark.parametrize("of", OF_KNOWLEDGE)
def test_only_the_last_one_is_held(of: Callable[[Knowledge], object]) -> None:
    """A process that is given one knowledge after the other does not fill up with them."""
    knowledge = made(WORLDS["margins"]).knowledge
    held = weakref.ref(of(knowledge))
    gc.collect()
    assert held() is not None
    for each in OF_KNOWLEDGE:
        each(world("causes").knowledge)
    del knowledge
    gc.collect()
    assert held() is None


def test_the_function_of_a_condition_is_made_once() -> None:
    evaluator = evaluator_of(world("causes").knowledge)
    tree = read_condition({"able": "once"})
    assert evaluator.test_of(tree) is evaluator.test_of(tree)
    assert evaluator.test_of(read_condition({"able": "never"})) is not evaluator.test_of(tree)
    found = evaluator.evaluate(State(answers={"could_they": Answer("answered", "once")}))
    once, never = (evaluator.rulebook.term(read_condition({"able": value})) for value in ("once", "never"))
    for _ in range(2):
        assert evaluator.holds(once, found)
        assert not evaluator.holds(never, found)


def test_what_is_no_condition_and_no_term_is_refused_by_whoever_takes_one() -> None:
    """A kind that one of them has forgotten is an error, and never a condition that does not hold."""
    knowledge, nothing = world("causes").knowledge, cast("Any", object())
    book = Rulebook(knowledge)
    emit = Emitter(book, full_layout(knowledge), ("confidence",), traced=True)
    trace = weigh(knowledge, State()).trace
    takes: list[Callable[[Any], object]] = [
        book.term,
        Predicates(None).test,
        trace.rests_on,
        emit.holds,
        emit.rests_on,
        RangeTerms(book.index, {}).node,
        RangeTerms(book.index, {})._leaf,
        lambda one: list(terms_in(one)),
        lambda one: list(names(one)),
    ]
    for take in takes:
        with pytest.raises(AssertionError):
            take(nothing)


BOUNDS = [
    {"supported": 4, "possible": 2, "weak": 1, "ruled_out": -4},
    {"supported": 5, "possible": 3, "weak": 2, "ruled_out": -1},
    {"supported": 2, "possible": 1, "weak": 0, "ruled_out": -2},
    {"supported": 3, "possible": 3, "weak": -1, "ruled_out": -3},
]


def book_of(bounds: dict[str, int]) -> CauseBook:
    return world("causes").knowledge.causes.model_copy({"status": bounds})


@pytest.mark.parametrize("bounds", BOUNDS)
@pytest.mark.parametrize("speaks_for", range(8))
def test_the_status_of_a_cause_follows_its_sum_and_is_unknown_where_nothing_was_said(
    bounds: dict[str, int], speaks_for: int
) -> None:
    book = book_of(bounds)
    for against in range(-8, 1):
        total, found = speaks_for + against, book.status_of(speaks_for, against)
        if speaks_for == against == 0:
            assert found == "unknown"
        elif total <= bounds["ruled_out"]:
            assert found == "ruled_out"
        elif total >= min(bounds[one] for one in ("supported", "possible", "weak")):
            assert found == next(one for one in ("supported", "possible", "weak") if total >= bounds[one])
        else:
            assert found == ("weak" if total == 0 else "not_indicated")
        if speaks_for or against:
            assert book.status_from(total) == found


@pytest.mark.parametrize("name", WORLDS)
def test_a_count_of_facts_is_looked_at_and_does_not_hang_on_causes(name: str) -> None:
    """No kind of condition counts facts yet; the next one that does must not be left out of looking ahead."""
    rulebook = rulebook_of(world(name).knowledge)
    index = rulebook.index
    some = tuple(slot for slot in index.facts.values() if slot < index.worth)[:2]  # judgements are made of facts
    facts = CountBetween(some, 1, Between(1, None))
    statuses = CountBetween((index.statuses,), 1, Between(1, None))
    assert not rulebook.counts(facts)
    assert rulebook.counts(statuses)
    looked_at, _ = _looked_at(rulebook, (facts,))
    assert looked_at.issuperset(some)
    assert not {index.statuses} & _looked_at(rulebook, (statuses,))[0]
