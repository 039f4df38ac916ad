"""Worth and priority while answers are still open: the set of values that each judgement can have, as bits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.bank.rules import Factor
from orderless.decision.places import Places, Reached
from orderless.decision.sums import MONTHS, MOST_POINTS, band_of
from orderless.decision.three_valued import MET, UNMET, Conditions, Sight

__all__ = ["PriorityRange", "WorthRange"]

_WORTH = {value: 1 << place for place, value in enumerate(JUDGEMENTS["worth"])}
_PRIORITY = {value: 1 << place for place, value in enumerate(JUDGEMENTS["priority"])}
_NO_END = float("inf")


class WorthRange:
    """What the judgement of worth can still be: the break-even over ranges of amounts, else the rows of `otherwise`."""

    def __init__(self, knowledge: Knowledge, places: Places, conditions: Conditions) -> None:
        book = knowledge.decision.worth
        self._book = book
        self._numbers = tuple(places.numbers[name] for name in (book.cases, book.cost, book.fix))
        self._share = places.facts[book.share]
        known = places.bits[self._share].items()
        unknown: tuple[int, float] = (places.unknown[self._share], 1)
        self._shares = (*((bit, book.shares.get(value, 1)) for value, bit in known), unknown)
        self._rows = tuple((conditions.node(row.when), _WORTH[row.answer]) for row in book.otherwise)
        self.reach = Reached(frozenset([self._share]), frozenset(), frozenset(self._numbers))
        for node, _ in self._rows:
            self.reach |= node.reach

    def bits(self, seen: Sight) -> int:
        """The values that worth can have."""
        cases, cost, fix = (seen.numbers[place] for place in self._numbers)
        if not (cases[2] and cost[2] and fix[2]):
            return self._otherwise(seen)
        held = seen.facts[self._share]
        shares = [share for bit, share in self._shares if held & bit]
        least = cases[0] * MONTHS * cost[0] * min(shares)
        ends = (cases[1], cost[1], max(shares))
        most = 0.0 if 0 in ends else cases[1] * MONTHS * cost[1] * max(shares)  # no end of cases that cost nothing
        found = self._sum(fix[0], fix[1], least, most) if most > 0 else 0
        return found | (self._otherwise(seen) if least <= 0 or cases[3] or cost[3] or fix[3] else 0)

    def _sum(self, fix_least: float, fix_most: float, least: float, most: float) -> int:
        low = 0.0 if most == _NO_END else fix_least / most
        high = fix_most / least if least > 0 else _NO_END
        book = self._book
        found = _WORTH["no"] if high >= book.no_from else 0
        if low <= book.yes_up_to:
            found |= _WORTH["yes"]
        if low < book.no_from and high > book.yes_up_to:
            found |= _WORTH["unknown"]
        return found

    def _otherwise(self, seen: Sight) -> int:
        found = 0
        for node, answer in self._rows:
            met = node.test(seen)
            if met != UNMET:
                found |= answer
                if met == MET:
                    return found
        return found | _WORTH["unknown"]


class PriorityRange:
    """Which bands the priority can still fall in, over every value that the facts behind its factors can have."""

    def __init__(self, knowledge: Knowledge, places: Places) -> None:
        self._book = knowledge.decision.priority
        self._factors = tuple(
            (places.facts[factor.fact], tuple(_points(factor, places))) for factor in self._book.factors
        )
        self.reach = Reached(frozenset(place for place, _ in self._factors))
        self._found: dict[tuple[int, ...], int] = {}

    def bits(self, facts: Sequence[int]) -> int:
        """The values that the priority can have."""
        held = tuple(facts[place] for place, _ in self._factors)
        found = self._found.get(held)
        if found is None:
            found = self._found[held] = self._bands(held)
        return found

    def _bands(self, held: Sequence[int]) -> int:
        each = [
            {points for bit, points in known if bits & bit}
            for (_, known), bits in zip(self._factors, held, strict=True)
        ]
        found = 0
        for chosen in product(*each):
            low, high = sum(one[0] for one in chosen), sum(one[1] for one in chosen)
            sure = any(one[2] for one in chosen)
            found |= _PRIORITY["low" if sure else band_of(low, high, self._book.medium, self._book.high)]
        return found


def _points(factor: Factor, places: Places) -> Iterator[tuple[int, tuple[int, int, bool]]]:
    """For each value of the fact the least and most points, and whether it makes the priority low by itself."""
    place = places.facts[factor.fact]
    for value, bit in places.bits[place].items():
        points = factor.points.get(value)
        if points is None:
            yield bit, (0, MOST_POINTS, False)
        else:
            yield bit, (points, points, factor.zero_is_low and points == 0)
    yield places.unknown[place], (0, MOST_POINTS, False)
