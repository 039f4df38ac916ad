"""The sums that rules may ask for: worth with its break-even, priority with its range, confidence from the answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from orderless.bank.shape import UNKNOWN
from orderless.evidence.conditions import holds, rests_on
from orderless.evidence.weigh import Evidence
from orderless.interview.answers import Answer

__all__ = [
    "MONTHS",
    "MOST_POINTS",
    "Band",
    "Level",
    "PrioritySum",
    "WorthSum",
    "band_of",
    "confidence",
    "priority",
    "worth",
]

Band = Literal["high", "medium", "low", "unknown"]
Level = Literal["high", "medium", "low"]

MONTHS = 12
MOST_POINTS = 3


class WorthSum(NamedTuple):
    """Is the problem worth more than its fix? Money in the consultant's own currency; `break_even` is a share.

    `rests_on` are the questions behind it; `because` says why where no sum could be made.
    """

    answer: Literal["yes", "no", "unknown"]
    yearly_cost: float | None = None
    fix_cost: float | None = None
    break_even: float | None = None
    because: str = ""
    rests_on: tuple[str, ...] = ()


class PrioritySum(NamedTuple):
    """The priority as a range of points, and the band it certainly falls in."""

    low: int
    high: int
    band: Band
    unknown: tuple[str, ...] = ()  # names of the factors that nobody has answered
    rests_on: tuple[str, ...] = ()


def worth(evidence: Evidence) -> WorthSum:
    """The break-even: which share of the problem the fix must remove to pay back in a year; else a judgement."""
    book = evidence.knowledge.decision.worth
    cases, cost, fix = (evidence.number(name) for name in (book.cases, book.cost, book.fix))
    yearly = None if cases is None or cost is None else cases * MONTHS * cost
    if yearly is not None:
        yearly *= book.shares.get(evidence.fact(book.share), 1)
    if yearly and fix is not None:
        share = fix / yearly
        answer: Literal["yes", "no", "unknown"] = (
            "no" if share >= book.no_from else "yes" if share <= book.yes_up_to else "unknown"
        )
        behind = (book.cases, book.cost, book.fix, *evidence.behind_fact(book.share))
        return WorthSum(answer, yearly, fix, share, "", behind)
    for row in book.otherwise:
        if holds(row.when, evidence):
            behind = tuple(sorted(rests_on(row.when, evidence)))
            return WorthSum(row.answer, yearly, fix, None, row.because, behind)
    return WorthSum("unknown", yearly, fix)


def priority(evidence: Evidence) -> PrioritySum:
    """Points of the factors that are known, and as a range what the unknown ones could still add."""
    book = evidence.knowledge.decision.priority
    low = high = 0
    unknown: list[str] = []
    behind: list[str] = []
    certainly_low = False
    for factor in book.factors:
        value = evidence.fact(factor.fact)
        points = factor.points.get(value)
        if value == UNKNOWN or points is None:
            unknown.append(factor.name)
            high += MOST_POINTS
            continue
        low, high = low + points, high + points
        behind += evidence.behind_fact(factor.fact)
        certainly_low = certainly_low or (factor.zero_is_low and points == 0)
    band = "low" if certainly_low else band_of(low, high, book.medium, book.high)
    return PrioritySum(low, high, band, tuple(unknown), tuple(behind))


def band_of(low: int, high: int, medium: int, top: int) -> Band:
    """The band both ends agree on; medium once it can no longer be low; else unknown."""
    if low >= top:
        return "high"
    if low >= medium:
        return "medium"
    return "low" if high < medium else "unknown"


def confidence(evidence: Evidence, questions: Collection[str]) -> Level:
    """How sure the answers to these questions make us: by how many kinds of source, and whether any is firm."""
    book = evidence.knowledge.decision.confidence
    answers = [evidence.answers[question] for question in questions if question in evidence.answers]
    kinds = {answer.basis for answer in answers}
    firm = sum(answer.basis in book.firm for answer in answers)
    for level in book.levels:
        if len(kinds) >= level.kinds and firm >= level.firm and _people(answers) >= level.people:
            return level.level
    return "low"


def _people(answers: Iterable[Answer]) -> int:
    return len({answer.who.casefold() for answer in answers if answer.who})
