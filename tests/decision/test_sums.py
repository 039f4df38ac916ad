"""The sums: is it worth more than its fix, what comes first, and how sure are we. Checked by counting again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import Pair, interviews, often, pool, shipped, sometimes
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.answers import Answer, State

SHARE = {"most_of_it": 1.0, "about_half": 0.5, "small_part": 0.15}
POINTS = {
    "stakes": {"nothing": 0, "annoyance": 1, "team_metric": 2, "business_target": 3, "law": 3, "harm": 3},
    "goal": {"none": 0, "general": 1, "outcome": 1, "team_goal": 2, "named_metric": 3},
    "scope": {"individuals": 0, "team": 1, "multi": 2, "org": 3},
    "urgency": {"none": 0, "wish": 1, "exec": 2, "fixed": 3},
}
MONEY = st.integers(0, 10**6)


def verdict_on(**given_answers: Any) -> Verdict:
    return decide(shipped(), State(answers={q: Answer("answered", value) for q, value in given_answers.items()}))


@pytest.mark.parametrize(
    ("fix", "answer", "break_even"),
    [(9_000, "yes", 0.5), (9_001, "unknown", 0.5001), (17_999, "unknown", 0.9999), (18_000, "no", 1.0)],
)
def test_break_even_as_in_the_guide(fix: int, answer: str, break_even: float) -> None:
    """40 cases a month of 75, half of it theirs: 18,000 a year; up to half of that pays, all of it does not."""
    given_answers = {"goal": "named_number", "line_of_sight": "about_half", "cases_per_month": 40, "cost_per_case": 75}
    found = verdict_on(**given_answers, fix_cost=fix).worth
    assert (found.answer, round(found.break_even or 0, 4), found.yearly_cost) == (answer, break_even, 18_000)


@often
@given(st.integers(1, 500), st.integers(1, 10_000), MONEY, st.sampled_from([*SHARE, None]))
def test_break_even_sums(cases: int, cost: int, fix: int, part: str | None) -> None:
    """The fix over cases x 12 x cost x the share that is theirs; all of it where the share is not known."""
    more = {"goal": "named_number", "line_of_sight": part} if part else {}
    found = verdict_on(cases_per_month=cases, cost_per_case=cost, fix_cost=fix, **more).worth
    share = fix / (cases * 12 * cost * SHARE.get(part or "", 1.0))
    assert found.break_even == pytest.approx(share)
    if abs(share - 0.5) > 1e-9 and abs(share - 1) > 1e-9:
        assert found.answer == ("yes" if share < 0.5 else "no" if share > 1 else "unknown")


@sometimes
@given(interviews(), st.sampled_from(["cases_per_month", "cost_per_case", "fix_cost"]))
def test_no_break_even_without_all_three_numbers(state: State, missing: str) -> None:
    """Without the cases, the cost of one or the cost of the fix there is no break-even, only a judgement."""
    rest = {question: answer for question, answer in state.answers.items() if question != missing}
    assert decide(shipped(), replace(state, answers=rest)).worth.break_even is None


@pytest.mark.parametrize("zero", ["cases_per_month", "cost_per_case"])
def test_nothing_lost_is_no_division_by_zero(zero: str) -> None:
    """A problem that costs nothing has no break-even."""
    numbers = {"cases_per_month": 40, "cost_per_case": 75, "fix_cost": 100} | {zero: 0}
    assert verdict_on(**numbers).worth.break_even is None


@often
@given(interviews())
def test_priority_is_the_sum_of_its_four_factors(state: State) -> None:
    """Known factors give their points to both ends of the range, unknown ones nothing to three."""
    verdict = decide(shipped(), state)
    points = [POINTS[fact].get(verdict.case.fact(fact)) for fact in POINTS]
    low, high = sum(p or 0 for p in points), sum(3 if p is None else p for p in points)
    found = verdict.priority
    assert (found.low, found.high) == (low, high)
    ends = {"high" if end >= 8 else "medium" if end >= 5 else "low" for end in (low, high)}
    if points[0] == 0:
        assert found.band == "low"
    elif len(ends) == 1:
        assert found.band == ends.pop()
    else:
        assert found.band == ("unknown" if "low" in ends else "medium")


@often
@given(interviews(), st.data())
def test_one_more_answer_never_widens_the_priority(state: State, data: st.DataObject) -> None:
    """Answering one more question keeps the range inside what it was."""
    still_open: list[Pair] = [pair for pair in pool() if pair[0] not in state.answers and pair[1].state == "answered"]
    question, answer = data.draw(st.sampled_from(still_open))
    before = decide(shipped(), state).priority
    after = decide(shipped(), replace(state, answers={**state.answers, question: answer})).priority
    assert before.low <= after.low <= after.high <= before.high


@sometimes
@given(interviews())
def test_confidence_counts_the_answers_that_the_rule_rests_on(state: State) -> None:
    """High: two kinds of source, one of them firm; medium: one firm, or two people; else low."""
    verdict = decide(shipped(), state)
    answers = [verdict.case.evidence.answers[q] for q in verdict.rests_on if q in verdict.case.evidence.answers]
    kinds = {answer.basis for answer in answers}
    firm = bool(kinds - {"believes"})
    people = {answer.who for answer in answers if answer.who}
    expected = "high" if firm and len(kinds) > 1 else "medium" if firm or len(people) > 1 else "low"
    assert verdict.confidence == expected
