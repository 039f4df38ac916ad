"""The best question to ask next, in the shipped knowledge and in one that can be worked out by hand."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings

from knowledge.interviews import completed, interviews, nearly_done, random_state, shipped
from knowledge.tiny_knowledge import FILES, checked
from orderless.bank.knowledge import Knowledge
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State
from orderless.lookahead.next_question import next_best, worth_asking
from orderless.lookahead.outcomes import look_ahead

_some = settings(
    max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def tiny() -> Knowledge:
    knowledge, _ = checked(FILES)
    assert knowledge is not None
    return knowledge


def possible(knowledge: Knowledge, **answers: str) -> tuple[str, ...]:
    state = State(answers={question: Answer("answered", value) for question, value in answers.items()})
    return look_ahead(knowledge, state).possible_outcomes


def best(knowledge: Knowledge, **answers: str) -> tuple[str, str] | None:
    state = State(answers={question: Answer("answered", value) for question, value in answers.items()})
    found = next_best(decide(knowledge, state), look_ahead(knowledge, state))
    return (found.question, found.why) if found else None


@_some
@given(interviews())
def test_it_is_open_applies_and_can_still_change_the_outcome(state: State) -> None:
    """And there is one as long as it is not settled and something that matters applies now."""
    verdict = decide(shipped(), state)
    ahead = look_ahead(shipped(), state)
    found = worth_asking(verdict, ahead)
    movers = {asked.question.id for asked in ahead.movers}
    for one in found:
        assert one.question in verdict.case.evidence.path
        assert state.status(one.question) != "answered"
        assert one.question in movers
        assert one.why.endswith(".")
    assert [one.left for one in found] == sorted(one.left for one in found)
    assert not (ahead.settled and found)


@settings(_some, max_examples=10)
@given(interviews())
def test_asking_the_best_question_until_it_is_settled_ends(state: State) -> None:
    """Answering exactly what is named settles it, however the answers fall."""
    dice = random.Random(len(state.answers))
    answers = dict(completed(state, dice).answers)
    full = {question: answer for question, answer in answers.items() if answer.state == "answered"}
    held = State(answers={q: a for q, a in state.answers.items() if a.state == "answered"}, directed=state.directed)
    for _ in range(len(shipped().questions)):
        ahead = look_ahead(shipped(), held)
        found = next_best(decide(shipped(), held), ahead)
        if found is None:
            break
        answer = full.get(found.question) or _any(found.question)
        held = State(answers={**held.answers, found.question: answer}, directed=state.directed)
    assert look_ahead(shipped(), held).settled


def _any(question: str) -> Answer:
    asked = shipped().questions[question]
    if not asked.choices:
        return Answer("answered", 3 if asked.type in ("scale", "number", "money") else "some words")
    key = next(iter(asked.choices))
    return Answer("answered", (key,) if asked.type == "choices" else key)


def test_by_hand_what_is_possible() -> None:
    """Whoever could not is not asked about tools, so they cannot be mended; whoever could has no lack of skill."""
    assert possible(tiny()) == ("build_it", "mend_it", "ask_first")
    assert possible(tiny(), can_they="they_could_not") == ("build_it",)
    assert possible(tiny(), can_they="they_could") == ("mend_it", "ask_first")
    assert possible(tiny(), can_they="they_could", tools_now="they_work") == ("ask_first",)
    assert possible(tiny(), can_they="they_could", tools_now="they_fail") == ("mend_it",)


def test_by_hand_what_is_best_asked() -> None:
    """First whether they could; then, if so, the tools; and then nothing."""
    question, why = best(tiny()) or ("", "")
    assert question == "can_they"
    left = "only “Build it” is left of 3 possible outcomes; any answer leaves at most 2."
    assert why == f"If the answer is “Could not”, {left}"
    assert (best(tiny(), can_they="they_could") or ("",))[0] == "tools_now"
    assert best(tiny(), can_they="they_could_not") is None


def test_an_amount_is_told_as_a_person_would_say_it() -> None:
    """Nothing, or more than nothing: never the smallest number that the sums can divide by."""
    dice, told = random.Random(1), set()
    for _ in range(40):
        state = nearly_done(dice, 2)
        amount = dice.choice(("cases_per_month", "cost_per_case", "fix_cost"))
        answers = {question: answer for question, answer in state.answers.items() if question != amount}
        state = State(answers=answers)
        for one in worth_asking(decide(shipped(), state), look_ahead(shipped(), state)):
            if shipped().questions[one.question].type in ("number", "money") and one.why.startswith("If "):
                told.add(one.why[: one.why.index(",")])
    assert told == {"If the answer is 0", "If the answer is more than 0"}


def test_many_outcomes_are_counted_and_few_are_named() -> None:
    """A sentence that lists seven outcomes tells nobody anything."""
    dice, named = random.Random(4), set()
    for _ in range(40):
        state = random_state(dice)
        for one in worth_asking(decide(shipped(), state), look_ahead(shipped(), state)):
            named.add(one.why.count("“") - 1)
            assert "at most 1." not in one.why
    assert max(named) == 4
