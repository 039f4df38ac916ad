"""Worth, priority and statuses while answers are still open: the set of values that each can have, as bits."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from orderless.bank.causes import CauseBook
from orderless.bank.knowledge import JUDGEMENTS
from orderless.bank.shape import UNKNOWN
from orderless.lookahead.abstract_state import AbstractState, Amount, joint, sets_of
from orderless.lookahead.range_terms import RangeTerms
from orderless.lookahead.reach import Reach, bits_of
from orderless.rules.index import STATUSES
from orderless.rules.judgements import (
    MONTHS,
    MOST_POINTS,
    NO,
    UNDECIDED,
    YES,
    Factored,
    PriorityTable,
    WorthTable,
    band_of,
)

__all__ = ["PriorityRange", "StatusRange", "WorthRange"]

_NO_END = float("inf")


class WorthRange:
    """What the judgement of worth can still be: the break-even over ranges of amounts, else the rows of `otherwise`."""

    def __init__(self, table: WorthTable, terms: RangeTerms) -> None:
        self._table = table
        self._rows = tuple((terms.node(row.when), row.answer) for row in table.otherwise)
        self.reach = Reach(1 << table.share, 0, bits_of((table.cases, table.cost, table.fix)))
        for node, _ in self._rows:
            self.reach |= node.reach

    def masks(self, seen: AbstractState) -> list[int]:
        """For each value of worth the scenarios in which it is possible."""
        table = self._table
        found = [0, 0, 0]
        amounts = [seen.amounts[slot] for slot in (table.cases, table.cost, table.fix)]
        shares = sets_of(seen.values[table.share], seen.all)
        open_ones = 0
        for (cases, cost, fix), mask in joint(amounts, seen.all):
            for held, each in shares.items():
                both = mask & each
                if both:
                    bits, otherwise = self._summed(cases, cost, fix, held)
                    _add(found, bits, both)
                    open_ones |= both if otherwise else 0
        if open_ones:
            self._otherwise(seen, open_ones, found)
        return found

    def _summed(self, cases: Amount, cost: Amount, fix: Amount, held: int) -> tuple[int, bool]:
        """The values that the sum can come to, and whether it is perhaps not made at all."""
        if not fix[2]:  # cases and a cost that are not known are 0, and come to no sum either
            return 0, True
        shares = [share for rank, share in enumerate(self._table.shares) if held >> rank & 1]
        least = cases[0] * MONTHS * cost[0] * min(shares)
        ends = (cases[1], cost[1], max(shares))
        most = 0.0 if 0 in ends else cases[1] * MONTHS * cost[1] * max(shares)  # no end of cases that cost nothing
        found = self._break_even(fix[0], fix[1], least, most) if most > 0 else 0
        return found, least <= 0 or cases[3] or cost[3] or fix[3]

    def _break_even(self, fix_least: float, fix_most: float, least: float, most: float) -> int:
        low = fix_least / most
        high = fix_most / least if least > 0 else _NO_END
        found = NO if high >= self._table.no_from else 0
        if low <= self._table.yes_up_to:
            found |= YES
        if low < self._table.no_from and high > self._table.yes_up_to:
            found |= UNDECIDED
        return found

    def _otherwise(self, seen: AbstractState, left: int, found: list[int]) -> None:
        """The first row that holds, in the scenarios that are left."""
        for node, answer in self._rows:
            met, unmet = node.test(seen)
            _add(found, answer, met & left)
            left &= ~met | unmet
            if not left:
                return
        _add(found, UNDECIDED, left)


def _add(found: list[int], bits: int, mask: int) -> None:
    for rank in range(len(found)):
        if bits >> rank & 1:
            found[rank] |= mask


class PriorityRange:
    """Which bands the priority can still fall in, over every value that the facts behind its factors can have."""

    def __init__(self, table: PriorityTable) -> None:
        self._table = table
        self._facts = tuple(one.fact for one in table.factors)
        self._points = tuple(_points(one) for one in table.factors)
        self.reach = Reach(bits_of(self._facts))
        self._found: dict[tuple[int, ...], int] = {}

    def masks(self, seen: AbstractState) -> list[int]:
        """For each value of the priority the scenarios in which it is possible."""
        found = [0] * len(JUDGEMENTS["priority"])
        for held, mask in joint([sets_of(seen.values[fact], seen.all) for fact in self._facts], seen.all):
            bits = self._found.get(held)
            if bits is None:
                bits = self._found[held] = self._bands(held)
            _add(found, bits, mask)
        return found

    def _bands(self, held: Sequence[int]) -> int:
        each = [
            {points for rank, points in enumerate(known) if bits >> rank & 1}
            for known, bits in zip(self._points, held, strict=True)
        ]
        found = 0
        for chosen in product(*each):
            low, high = sum(one[0] for one in chosen), sum(one[1] for one in chosen)
            sure = any(one[2] for one in chosen)
            found |= 1 << JUDGEMENTS["priority"].index("low" if sure else band_of(low, high, self._table))
        return found


def _points(factor: Factored) -> tuple[tuple[int, int, bool], ...]:
    """For each value of the fact the least and most points, and whether it makes the priority low by itself."""
    return tuple(
        (0, MOST_POINTS, False) if points is None else (points, points, factor.zero_is_low and points == 0)
        for points in factor.points
    )


class StatusRange:
    """Which statuses a cause can have, by the least and most for it and against it."""

    def __init__(self, book: CauseBook) -> None:
        self._book = book
        self._found: dict[tuple[int, int, int, int], int] = {}

    def bits(self, sums: tuple[int, int, int, int]) -> int:
        """The statuses as bits. What was worked out once is remembered: sums are small."""
        found = self._found.get(sums)
        if found is None:
            found = self._found[sums] = self._bits(*sums)
        return found

    def _bits(self, least_for: int, most_for: int, least_against: int, most_against: int) -> int:
        found = 0 if least_for or least_against else 1 << STATUSES.index(UNKNOWN)
        if most_for or most_against:
            for total in range(least_for - most_against, most_for - least_against + 1):
                found |= 1 << STATUSES.index(self._book.status_from(total))
        return found
