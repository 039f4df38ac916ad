"""The sums as they are shown: worth with its break-even, priority with its range, confidence from the answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from orderless.bank.rules import Confidence
from orderless.interview.answers import Answer
from orderless.rules.judgements import Band

__all__ = ["Level", "PrioritySum", "WorthSum", "confidence"]

Level = Literal["high", "medium", "low"]


class WorthSum(NamedTuple):
    """Is the problem worth more than its fix? Money in the consultant's own currency; `break_even` is a share.

    `because` says why where no sum could be made.
    """

    answer: str
    yearly_cost: float | None = None
    fix_cost: float | None = None
    break_even: float | None = None
    because: str = ""


class PrioritySum(NamedTuple):
    """The priority as a range of points, and the band it certainly falls in."""

    low: int
    high: int
    band: Band
    unknown: tuple[str, ...] = ()  # names of the factors that nobody has answered


def confidence(book: Confidence, answers: Collection[Answer]) -> Level:
    """How sure these answers make us: by how many kinds of source, and whether any is firm."""
    kinds = {answer.basis for answer in answers}
    firm = sum(answer.basis in book.firm for answer in answers)
    for level in book.levels:
        if len(kinds) >= level.kinds and firm >= level.firm and _people(answers) >= level.people:
            return level.level
    return "low"


def _people(answers: Iterable[Answer]) -> int:
    return len({answer.who.casefold() for answer in answers if answer.who})
