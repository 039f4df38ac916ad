"""What is judged from the evidence as a whole, as tables over slots: worth, priority, and the status of a cause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from orderless.bank.causes import CauseBook
from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.rules.index import STATUSES, Index
from orderless.rules.terms import Lowering, Term

__all__ = [
    "MONTHS",
    "MOST_POINTS",
    "Band",
    "Factored",
    "PriorityTable",
    "Statuses",
    "WorthRow",
    "WorthTable",
    "band_of",
    "priority_table",
    "worth_table",
]

Band = Literal["high", "medium", "low", "unknown"]

BANDS: tuple[Band, ...] = get_args(Band)
"""The values of the priority, in the order of their bits (`JUDGEMENTS`)."""

MONTHS = 12
MOST_POINTS = 3
"""The most points of a factor: what one that nobody has answered may still add."""


class WorthRow(NamedTuple):
    """A judgement of worth (as the bit of its value) where the sum cannot be made."""

    when: Term
    answer: int
    because: str


class WorthTable(NamedTuple):
    """The break-even: the number slots of cases a month, cost of a case and of the fix; shares by rank of a fact."""

    cases: int
    cost: int
    fix: int
    share: int
    shares: tuple[float, ...]
    yes_up_to: float
    no_from: float
    otherwise: tuple[WorthRow, ...]

    def answer(self, break_even: float) -> int:
        """The bit of the judgement that a break-even (a share) comes to."""
        return NO if break_even >= self.no_from else YES if break_even <= self.yes_up_to else UNDECIDED


YES, NO, UNDECIDED = (1 << JUDGEMENTS["worth"].index(answer) for answer in ("yes", "no", "unknown"))


class Factored(NamedTuple):
    """One factor of the priority: the points for each value of its fact, by rank; None where it is not known."""

    name: str
    fact: int
    points: tuple[int | None, ...]
    zero_is_low: bool


class PriorityTable(NamedTuple):
    """The factors, and the points from which the priority is medium and high."""

    factors: tuple[Factored, ...]
    medium: int
    high: int


class Statuses(dict[tuple[int, int], int]):
    """The status of a cause, as the bit of its value, by the weights for it (>= 0) and against it (<= 0).

    What was worked out once is remembered: sums are small.
    """

    def __init__(self, book: CauseBook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, weights: tuple[int, int]) -> int:
        """The bit of a status that nobody has asked for yet."""
        bit = self[weights] = 1 << STATUSES.index(self._book.status_of(*weights))
        return bit


def worth_table(knowledge: Knowledge, index: Index, lowering: Lowering) -> WorthTable:
    """The judgement of worth, lowered."""
    book = knowledge.decision.worth
    share = index.facts[book.share]
    return WorthTable(
        cases=index.amounts[book.cases],
        cost=index.amounts[book.cost],
        fix=index.amounts[book.fix],
        share=share,
        shares=tuple(book.shares.get(value, 1) for value in index.values[share]),
        yes_up_to=book.yes_up_to,
        no_from=book.no_from,
        otherwise=tuple(
            WorthRow(lowering.term(row.when), index.bits("worth", (row.answer,)), row.because) for row in book.otherwise
        ),
    )


def priority_table(knowledge: Knowledge, index: Index) -> PriorityTable:
    """The priority, lowered."""
    book = knowledge.decision.priority
    return PriorityTable(
        factors=tuple(
            Factored(
                factor.name,
                index.facts[factor.fact],
                tuple(factor.points.get(value) for value in index.values[index.facts[factor.fact]]),
                factor.zero_is_low,
            )
            for factor in book.factors
        ),
        medium=book.medium,
        high=book.high,
    )


def band_of(low: int, high: int, table: PriorityTable) -> Band:
    """The band both ends agree on; medium once it can no longer be low; else unknown."""
    if low >= table.high:
        return "high"
    if low >= table.medium:
        return "medium"
    return "low" if high < table.medium else "unknown"


def points_of(table: PriorityTable, values: Sequence[int]) -> tuple[int, int, bool]:
    """The least and most points over the factors, and whether one alone makes the priority low."""
    low = high = 0
    certainly_low = False
    for _, fact, points, zero_is_low in table.factors:
        known = points[values[fact].bit_length() - 1]
        if known is None:
            high += MOST_POINTS
            continue
        low, high = low + known, high + known
        certainly_low = certainly_low or (zero_is_low and known == 0)
    return low, high, certainly_low
