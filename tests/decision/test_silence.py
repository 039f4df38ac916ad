"""Silence never buys a yes: not asking, "don't know" and more evidence for the setting never create a clean yes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.interviews import Pair, clean_yeses, often, outcome, pool, shipped, starts
from orderless.bank.conditions import Holds
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.decision.case import holds
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State
from support.counts import by_night

CLEAN = "strategic_yes"
BLANKS = {"clear": None, "dont_know": Answer("unknown"), "park": Answer("parked")}
STRONG_ENOUGH = ("moderate", "strong")
IN_PARTS = 10
"""A long run is cut so that several workers can share it."""


@cache
def gated() -> frozenset[str]:
    """Every question whose answer a clean yes needs where it is on the path: core, or able to set harm or a mandate."""
    facts = {"harm", "mandate"}
    setters = (q.id for q in shipped().questions.values() if any(facts & {*c.sets} for c in q.choices.values()))
    return frozenset((*(q.id for q in shipped().questions.values() if q.core), *setters))


def environment() -> set[str]:
    return {cause.id for cause in shipped().causes.causes if cause.family == "environment"}


def _speaks_for_setting(question: Question) -> Iterator[Answer]:
    """Answers to this question that support a cause in the setting, moderately or more."""
    for key, choice in question.choices.items():
        value = (key,) if question.type == "choices" else key
        if any(choice.supports.get(cause) in STRONG_ENOUGH for cause in environment()):
            yield Answer("answered", value)
        if choice.tag and choice.tag.toward == "supports" and choice.tag.strength in STRONG_ENOUGH:
            yield from (Answer("answered", value, (cause,)) for cause in sorted(environment()))


@cache
def setting_pool() -> tuple[Pair, ...]:
    questions = shipped().questions.values()
    return tuple((question.id, answer) for question in questions for answer in _speaks_for_setting(question))


@cache
def gated_pool() -> tuple[Pair, ...]:
    return tuple(pair for pair in pool() if pair[0] in gated())


@st.composite
def near_a_clean_yes(draw: st.DrawFn) -> tuple[State, list[str], list[str]]:
    """A state, most often a clean yes with a little changed or taken out (both named): random ones never come there."""
    far = draw(st.booleans()) and draw(st.booleans())
    answers = dict(draw(st.sampled_from(starts() if far else [state.answers for state in clean_yeses().values()])))
    some, few = draw(st.sampled_from(((1, 0), (0, 1), (2, 0), (1, 1), (0, 2), (3, 2))))
    removed = draw(st.lists(st.sampled_from([*answers] or ["trigger"]), max_size=few, min_size=few))
    changes = st.sampled_from(gated_pool() if draw(st.booleans()) else pool())
    changed = dict(draw(st.lists(changes, max_size=some, min_size=some)))
    kept = {question: answer for question, answer in answers.items() if question not in removed}
    return State(answers=kept | changed), sorted(changed), removed


@st.composite
def silences(draw: st.DrawFn) -> tuple[State, State]:
    """A state and the same with one gated answer gone, or with one more answer that speaks for the setting.

    What was changed is likeliest cleared, and what was taken out is likeliest answered.
    """
    before, changed, removed = draw(near_a_clean_yes())
    move, likely = draw(st.sampled_from(("setting", *BLANKS))), draw(st.sampled_from((True, True, True, False)))
    if move == "setting":
        wanted = [pair for pair in setting_pool() if pair[0] in removed]
        question, answer = draw(st.sampled_from(wanted if wanted and likely else setting_pool()))
        return before, replace(before, answers={**before.answers, question: answer})
    at_stake = sorted(gated() & {*before.answers}) or ["trigger"]
    wanted_gone = sorted({*at_stake} & {*changed})
    return before, without(before, draw(st.sampled_from(wanted_gone if wanted_gone and likely else at_stake)), move)


def without(state: State, question: str, move: str) -> State:
    """The state with this answer cleared, or turned into don't know or parked."""
    rest = {q: a for q, a in state.answers.items() if q != question}
    blank = BLANKS[move]
    return replace(state, answers={**rest, question: blank} if blank else rest)


def check(case: tuple[State, State]) -> None:
    before, after = case
    if outcome(after) == CLEAN:
        assert outcome(before) == CLEAN, "a clean yes was bought by silence, or by evidence for the setting"


@often
@given(silences())
def test_silence_never_buys_a_yes(case: tuple[State, State]) -> None:
    """Clearing a gated answer, or adding evidence for the setting, never creates a clean yes."""
    check(case)


@pytest.mark.nightly
@pytest.mark.parametrize("_part", range(IN_PARTS))
def test_silence_never_buys_a_yes_nightly(_part: int) -> None:
    """The same very many times, with other examples each time."""
    many = settings(max_examples=by_night(10_000, soak=50_000) // IN_PARTS, deadline=None, database=None)
    many = settings(many, suppress_health_check=list(HealthCheck))
    many(given(silences())(check))()


@pytest.mark.parametrize("move", BLANKS)
@pytest.mark.parametrize("name", sorted(clean_yeses()))
def test_every_gated_answer_is_needed(name: str, move: str) -> None:
    """Whichever gated answer of a clean yes is missing: it is no longer one. So a bad answer never hides behind it."""
    state = clean_yeses()[name]
    path = {*decide(shipped(), state).case.evidence.path}
    needed = [question for question in state.answers if question in gated() & path]
    assert len(needed) > 15
    assert not [question for question in needed if outcome(without(state, question, move)) == CLEAN]


@pytest.mark.parametrize("name", sorted(clean_yeses()))
def test_every_answer_that_speaks_for_the_setting_is_heard(name: str) -> None:
    """Whichever such answer a clean yes is given, on the path it is no longer one."""
    state = clean_yeses()[name]
    path = {*decide(shipped(), state).case.evidence.path}
    tried = [(q, answer) for q, answer in setting_pool() if q in path]
    after = [(q, answer.value, outcome(replace(state, answers={**state.answers, q: answer}))) for q, answer in tried]
    assert len(tried) > 15
    assert not [pair for pair in after if pair[-1] == CLEAN]


@often
@given(silences())
def test_a_clean_yes_has_everything_answered(case: tuple[State, State]) -> None:
    """Counted by hand: each gated question on the path is answered, no answer speaks moderately for the setting."""
    verdict = decide(shipped(), case[0])
    if verdict.outcome != CLEAN:
        return
    evidence = verdict.case.evidence
    assert not [q for q in evidence.path if q in gated() and case[0].status(q) != "answered"]
    assert holds(Holds("gate_met"), verdict.case)
    assert holds(Holds("must_know_met"), verdict.case)
    spoken = [s for s in evidence.signals if s.cause in environment() and s.toward == "supports"]
    assert not [signal for signal in spoken if signal.strength in STRONG_ENOUGH]


def test_the_gate_asks_for_what_was_promised(knowledge: Knowledge) -> None:
    """The gate of the shipped table: every core question, and whatever can tell of harm or a mandate."""
    assert knowledge.decision.gate.core
    assert {"harm", "mandate"} <= {*knowledge.decision.gate.facts}
