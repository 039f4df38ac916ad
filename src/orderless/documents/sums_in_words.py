"""The sums written out, for the consultant's own record."""

from __future__ import annotations

from orderless.decision.sums import PrioritySum
from orderless.decision.verdict import Verdict
from orderless.documents.wording import listed, money_words, number_words, percent_words

__all__ = ["priority_words", "worth_words"]


def priority_words(priority: PrioritySum) -> str:
    """`medium, 5 to 8 points; not known: reach and effort`."""
    points = str(priority.low) if priority.low == priority.high else f"{priority.low} to {priority.high}"
    band = "not known yet" if priority.band == "unknown" else priority.band
    missing = f"; not known: {listed([name.lower() for name in priority.unknown])}" if priority.unknown else ""
    return f"{band}, {points} {'point' if points == '1' else 'points'}{missing}"


def worth_words(verdict: Verdict) -> str:
    """The sum as it was made, with its break-even; or the judgement that stood in for it."""
    answer = {"yes": "yes", "no": "no", "unknown": "not known yet"}[verdict.worth.answer]
    return ". ".join(
        part for part in (answer, _problem(verdict), _fix(verdict), verdict.worth.because.rstrip(".")) if part
    )


def _problem(verdict: Verdict) -> str:
    book, case = verdict.case.knowledge.decision.worth, verdict.case
    cases, cost, yearly = case.number(book.cases), case.number(book.cost), verdict.worth.yearly_cost
    if cases is None or cost is None or yearly is None:
        return ""
    share = book.shares.get(case.fact(book.share), 1)
    times = f" x {percent_words(share)} that comes from these people" if share != 1 else ""
    return f"Cost in a year: {number_words(cases)} a month x 12 x {money_words(cost)}{times} = {money_words(yearly)}"


def _fix(verdict: Verdict) -> str:
    fix, share = verdict.worth.fix_cost, verdict.worth.break_even
    if fix is None:
        return ""
    if share is None:
        even = ""
    elif share > 1:
        even = "; it would not pay back in a year"
    else:
        even = f"; it pays back in a year if it removes {percent_words(share)} of the problem"
    return f"Cost of the fix: {money_words(fix)}{even}"
