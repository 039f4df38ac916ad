"""From answers to facts and causes, counted again by hand on random interviews of the shipped knowledge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import interviews, often, pool, shipped, sometimes
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Effects
from orderless.decision.case import Case, holds
from orderless.interview.answers import Answer, State
from orderless.rules.trace import CauseEvidence, Evidence, Signal, Trace, weigh

WEIGHT = {"weak": 1, "moderate": 2, "strong": 4}


def picked(evidence: Evidence) -> Iterator[tuple[Effects, tuple[str, ...]]]:
    """What was chosen, on the path only, with the causes named along with it."""
    for question, answer in evidence.answers.items():
        asked = shipped().questions[question]
        if asked.choices:
            keys = answer.value if isinstance(answer.value, tuple) else (answer.value,)
            yield from ((asked.choices[str(key)], answer.causes) for key in keys)
        elif asked.bands:
            yield next(band for band in asked.bands if float(str(answer.value)) <= band.up_to), ()


@often
@given(interviews())
def test_value_of_a_fact_is_the_worst_that_was_set(state: State) -> None:
    """Where answers differ on a fact, the value that its list names first stands; where none sets it, it is unknown."""
    evidence = weigh(shipped(), state)
    given_values: dict[str, set[str]] = defaultdict(set)
    for effects, _ in picked(evidence):
        for fact, value in effects.sets.items():
            given_values[fact].add(value)
    worst = {fact: next(v for v in shipped().decision.facts[fact] if v in vs) for fact, vs in given_values.items()}
    assert evidence.facts == worst
    assert {fact: evidence.fact(fact) for fact in shipped().decision.facts if fact not in worst} == dict.fromkeys(
        (fact for fact in shipped().decision.facts if fact not in worst), "unknown"
    )


@often
@given(interviews())
def test_weight_of_a_cause_is_the_sum_of_what_was_said(state: State) -> None:
    """Weak counts 1, moderate 2, strong 4, for or against: over answers, causes named with them, and combinations."""
    evidence = weigh(shipped(), state)
    total: dict[str, int] = defaultdict(int)
    moved = [effects for effects, _ in picked(evidence)]
    moved += [c for c in shipped().decision.combine if holds(c.when, Case.of(shipped(), state))]  # type: ignore[misc]
    for effects in moved:
        for cause, strength in effects.supports.items():
            total[cause] += WEIGHT[strength]
        for cause, strength in effects.against.items():
            total[cause] -= WEIGHT[strength]
    for effects, causes in picked(evidence):
        tag = getattr(effects, "tag", None)
        for cause in causes if tag else ():
            total[cause] += WEIGHT[tag.strength] * (1 if tag.toward == "supports" else -1)
    assert {c.cause: c.weight for c in evidence.causes.values() if c.weight} == {c: w for c, w in total.items() if w}


@sometimes
@given(interviews(), st.data())
def test_an_answer_never_moves_the_path_before_it(state: State, data: st.DataObject) -> None:
    """Answering a question never decides whether an earlier one, or itself, is asked."""
    question, answer = data.draw(st.sampled_from(pool()))
    order = list(shipped().questions)
    upto = {*order[: order.index(question) + 1]}
    before = weigh(shipped(), state).path
    after = weigh(shipped(), replace(state, answers={**state.answers, question: answer})).path
    assert [q for q in before if q in upto] == [q for q in after if q in upto]


@sometimes
@given(interviews())
def test_a_question_is_on_the_path_when_its_condition_holds(state: State) -> None:
    """The path is in the author's order; a question with no condition is always on it."""
    path = weigh(shipped(), state).path
    order = list(shipped().questions)
    assert list(path) == sorted(path, key=order.index)
    assert not [q.id for q in shipped().questions.values() if q.when is None and q.id not in path]


@sometimes
@given(interviews())
def test_only_answers_on_the_path_are_evidence(state: State) -> None:
    """Don't know, parked, and whatever does not apply and does not always count, are not evidence."""
    evidence = weigh(shipped(), state)
    always = {question.id for question in shipped().questions.values() if question.counts == "always"}
    counted = {q for q, a in state.answers.items() if a.state == "answered" and q in {*evidence.path, *always}}
    in_their_words = {question.id for question in shipped().questions.values() if question.role == "request"}
    assert {*evidence.answers} - in_their_words == counted - in_their_words
    assert {signal.question for signal in evidence.signals} <= counted


@pytest.mark.parametrize(
    ("supporting", "opposing", "status"),
    [
        (0, 0, "unknown"),
        (4, 0, "supported"),
        (6, -2, "supported"),
        (4, -1, "possible"),
        (2, 0, "possible"),
        (1, 0, "weak"),
        (2, -2, "weak"),
        (0, -1, "not_indicated"),
        (1, -4, "not_indicated"),
        (0, -4, "ruled_out"),
        (2, -6, "ruled_out"),
    ],
)
def test_status_from_a_sum(knowledge: Knowledge, supporting: int, opposing: int, status: str) -> None:
    """From 4 supported, from 2 possible, from 1 weak, below 0 not indicated, from -4 down ruled out."""
    assert knowledge.causes.status_of(supporting, opposing) == status


def test_one_hunch_is_not_a_cause(knowledge: Knowledge) -> None:
    """A single tick of what slows people down never supports a cause; a second that agrees does."""
    tick = {"in_the_way": Answer("answered", ("system_or_tool",))}
    assert weigh(knowledge, State(answers=tick)).status("tools_resources") == "possible"
    agreed = {**tick, "one_change": Answer("answered", "named", ("tools_resources",))}
    assert weigh(knowledge, State(answers=agreed)).status("tools_resources") == "supported"


@pytest.mark.parametrize(
    ("question", "key", "cause", "status"),
    [
        ("can_do", "most_could", "knowledge_skill", "ruled_out"),
        ("can_do", "most_could_not", "knowledge_skill", "possible"),
        ("can_do", "too_new", "knowledge_skill", "possible"),
        ("taught", "never_shown", "knowledge_skill", "supported"),
        ("taught", "recent_practised", "knowledge_skill", "ruled_out"),
        ("taught", "over_six_months", "practice_fluency", "possible"),
        ("standard_known", "depends_whom", "expectations", "supported"),
        ("standard_known", "told_once", "expectations", "possible"),
        ("found_out", "straight_away", "feedback", "ruled_out"),
        ("found_out", "at_review", "feedback", "possible"),
        ("found_out", "may_never_know", "feedback", "supported"),
        ("right_way_cost", "hurts_numbers", "consequences", "supported"),
        ("managers_do", "old_way", "norms_leadership", "supported"),
        ("process_works", "works", "process_design", "ruled_out"),
        ("process_works", "not_every_case", "process_design", "supported"),
        ("busy_day", "enough", "workload_time", "ruled_out"),
        ("busy_day", "not_enough", "workload_time", "supported"),
        ("want_enough", "still_stuck", "motivation", "ruled_out"),
        ("job_fit", "other_role", "capacity_fit", "supported"),
        ("best_person", "work_round", "process_design", "possible"),
        ("history", "slipped", "knowledge_skill", "not_indicated"),
    ],
)
def test_one_answer_alone_says_as_much_as_the_guide_gives_it(
    knowledge: Knowledge, question: str, key: str, cause: str, status: str
) -> None:
    """The anchors of the domain guide: what is strong alone supports or rules out, what is moderate does not."""
    assert weigh(knowledge, State(answers={question: Answer("answered", key)})).status(cause) == status


def test_evidence_on_both_sides_is_called_mixed(knowledge: Knowledge) -> None:
    """A cause with a good deal for it and against it is mixed."""
    answers = {
        "can_do": Answer("answered", "most_could"),
        "taught": Answer("answered", "never_shown"),
    }
    found = weigh(knowledge, State(answers=answers)).cause("knowledge_skill")
    assert (found.mixed, found.weight, found.status) == (True, 0, "weak")


@pytest.mark.parametrize(
    ("weights", "mixed"),
    [((2, -2), True), ((1, 1, -2), True), ((4, -1, -1), True), ((1, -2), False), ((2, -1), False), ((4,), False)],
)
def test_evidence_is_mixed_from_two_on_each_side(weights: tuple[int, ...], mixed: bool) -> None:
    """However large the one side is, a single weak sign on the other is not enough."""
    signals = tuple(Signal("feedback", "supports" if w > 0 else "against", "weak", w) for w in weights)
    trace = cast("Trace", SimpleNamespace(signals=signals))
    assert CauseEvidence("feedback", "weak", sum(weights), trace).mixed is mixed


def test_an_answer_comes_back_when_its_branch_reopens(knowledge: Knowledge) -> None:
    """A changed answer hides what no longer applies; changed back, it counts again."""

    def answers(trigger: str) -> dict[str, Answer]:
        return {"trigger": Answer("answered", trigger), "steps_frozen": Answer("answered", "still_moving")}

    stable = [weigh(knowledge, State(answers=answers(t))).fact("stable") for t in ("new_thing", "wish", "new_thing")]
    assert stable == ["moving", "unknown", "moving"]
