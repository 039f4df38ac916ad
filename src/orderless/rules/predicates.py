"""Terms made into functions of the slots, for plain values.

Terms are asked about at two times. During the walk through the questions facts still change, so a named condition is
worked out each time. After the walk nothing changes: each named condition is worked out once and has a slot of its own,
and asking for it means looking there. A part that looks at one slot only is tested first, without a call; the order of
the parts never changes what `all` and `any` come to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar, assert_never

from orderless.rules.terms import All, Any, Between, CountBetween, NotTerm, NumberBetween, Once, Sum, Term, ValueIn

__all__ = [
    "ALWAYS",
    "FAILS",
    "HOLDS",
    "Guarded",
    "Numbers",
    "Predicates",
    "Table",
    "Test",
    "Values",
    "first_row",
    "lead",
]

Values = list[int]
"""A bit in each value slot. Then, for each named condition: 0 if not yet worked out, 1 if it holds, 2 if not."""

Numbers = list[float | None]
"""A number in each number slot; None where an amount is not known."""

Test = Callable[[Values, Numbers], object]
"""Whether a term holds, as a value that is true or false."""

HOLDS, FAILS = 1, 2


class Guarded(NamedTuple):
    """A term as the values (as bits) that a slot must have, and a test for whatever else must hold, if anything."""

    slot: int
    wanted: int
    rest: Test | None

    def holds(self, values: Values, numbers: Numbers) -> bool:
        """Whether the whole term holds."""
        return bool(values[self.slot] & self.wanted and (self.rest is None or self.rest(values, numbers)))


ALWAYS = Guarded(0, -1, None)
"""A term that always holds, as no slot is ever without a value."""

Row = TypeVar("Row")

Table = tuple[tuple[Guarded, Row], ...]
"""The rows of a table, each with its condition."""


def first_row(table: Table[Row], values: Values, numbers: Numbers) -> tuple[int, Row] | None:
    """The place of the first row whose condition holds, and the row."""
    for place, ((slot, wanted, rest), row) in enumerate(table):
        if values[slot] & wanted and (rest is None or rest(values, numbers)):
            return place, row
    return None


class Predicates:
    """Makes terms into functions. `named`: the slot of the first named condition; None during the walk."""

    def __init__(self, named: int | None) -> None:
        self._named = named

    def test(self, term: Term) -> Test:
        """The term as a function."""
        term = self._in_its_slot(term)
        match term:
            case All(parts):
                return self._all(self._quick_first(parts))
            case Any(parts):
                return self._any(self._quick_first(parts))
            case NotTerm(part):
                inner = self.test(part)
                return lambda values, numbers: not inner(values, numbers)
            case ValueIn(slot, wanted):
                return lambda values, numbers: values[slot] & wanted  # noqa: ARG005 (every test takes both)
            case CountBetween(slots, wanted, between):
                return _count(slots, wanted, between)
            case NumberBetween(rows, between):
                return _number(rows, between)
            case Once(_, _, part):
                return self.test(part)
            case _:
                assert_never(term)

    def guarded(self, term: Term) -> Guarded:
        """The term, with what it wants in one slot kept apart, for a table that is gone through row by row."""
        term = self._in_its_slot(term)
        parts = self._quick_first(term.parts if isinstance(term, All) else (term,))
        if parts and isinstance(parts[0], ValueIn):
            return Guarded(parts[0].slot, parts[0].values, self._all(parts[1:]) if parts[1:] else None)
        return ALWAYS._replace(rest=self._all(parts)) if parts else ALWAYS

    def _all(self, parts: Sequence[Term]) -> Test:
        if not parts:
            return lambda values, numbers: True  # noqa: ARG005
        if len(parts) == 1:
            return self.test(parts[0])
        rest = self._all(parts[1:])
        if isinstance(parts[0], ValueIn):
            slot, wanted, _ = parts[0]
            return lambda values, numbers: values[slot] & wanted and rest(values, numbers)
        first = self.test(parts[0])
        return lambda values, numbers: first(values, numbers) and rest(values, numbers)

    def _any(self, parts: Sequence[Term]) -> Test:
        if not parts:
            return lambda values, numbers: False  # noqa: ARG005
        if len(parts) == 1:
            return self.test(parts[0])
        rest = self._any(parts[1:])
        if isinstance(parts[0], ValueIn):
            slot, wanted, _ = parts[0]
            return lambda values, numbers: values[slot] & wanted or rest(values, numbers)
        first = self.test(parts[0])
        return lambda values, numbers: first(values, numbers) or rest(values, numbers)

    def _in_its_slot(self, term: Term) -> Term:
        """The term as a ValueIn, if it asks only for the value of one slot: a name or `not` then costs nothing."""
        match term:
            case Once(place, _, part):
                if self._named is not None:
                    return ValueIn(self._named + place, HOLDS)
                inner = self._in_its_slot(part)
                return inner if isinstance(inner, ValueIn) else term
            case NotTerm(part):
                inner = self._in_its_slot(part)
                return ValueIn(inner.slot, ~inner.values) if isinstance(inner, ValueIn) else term
            case _:
                return term

    def _quick_first(self, parts: Iterable[Term]) -> list[Term]:
        return sorted(map(self._in_its_slot, parts), key=lambda part: not isinstance(part, ValueIn))


def _count(slots: tuple[int, ...], wanted: int, between: Between) -> Test:
    if between == (1, None):
        return _some(slots, wanted)

    def test(values: Values, numbers: Numbers) -> object:  # noqa: ARG001 (every test takes both)
        found = 0
        for slot in slots:
            if values[slot] & wanted:
                found += 1
        return between.holds(found)

    return test


def _some(slots: tuple[int, ...], wanted: int) -> Test:
    def test(values: Values, numbers: Numbers) -> object:  # noqa: ARG001
        for slot in slots:  # noqa: SIM110 (any() over a generator takes twice as long)
            if values[slot] & wanted:
                return True
        return False

    return test


def _number(rows: tuple[tuple[Sum, ...], ...], between: Between) -> Test:
    """Whether the largest row lies between bounds. If each row is one slot, only those that are known count."""
    if all(len(row) == 1 and len(row[0].plus) == 1 and not row[0].minus for row in rows):
        return _largest(tuple(row[0].plus[0] for row in rows), between)

    def test(values: Values, numbers: Numbers) -> object:  # noqa: ARG001
        return between.holds(lead(rows, numbers))

    return test


def _largest(slots: tuple[int, ...], between: Between) -> Test:
    def test(values: Values, numbers: Numbers) -> object:  # noqa: ARG001
        known = [number for slot in slots if (number := numbers[slot]) is not None]
        return bool(known) and between.holds(max(known))

    return test


def lead(rows: tuple[tuple[Sum, ...], ...], numbers: Numbers) -> float:
    """The largest row; a row is the least of its sums. The sums hold no amounts, and all other numbers are known."""
    return max(min(_sum(one, numbers) for one in row) for row in rows)


def _sum(one: Sum, numbers: Numbers) -> float:
    return sum(numbers[slot] or 0 for slot in one.plus) - sum(numbers[slot] or 0 for slot in one.minus)
