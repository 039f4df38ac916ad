"""What a look has seen so far, for many scenarios at once: each scenario is a bit, and a mask is a set of scenarios.

Scenarios differ in a question or two that each narrows to some of its answers. So nearly everything is the same in all
of them, and one pass with masks costs little more than a pass for one scenario alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from orderless.lookahead.effects import CauseMoved, Effects
from orderless.rules.evaluate import NO_ANSWER
from orderless.rules.terms import DIRECTED, NOT_DIRECTED, STATUSES, Index

__all__ = ["AbstractState", "Split", "joint", "masks_of", "sets_of"]

T = TypeVar("T")
Split = dict[T, int]
"""Each value that something has, with the mask of the scenarios in which it has it. Each scenario is in one mask."""

Amount = tuple[float, float, bool, bool]
"""From, to, whether it may be known, whether it may be unknown."""

Sums = tuple[int, int, int, int]
"""The least and most that speaks for a cause, the least and most against it."""

Span = tuple[int, int]
"""The least and the most of a whole number."""

_NO_AMOUNT: Amount = (0.0, 0.0, False, True)


class AbstractState:
    """What a look has seen so far, by slot; range terms read it.

    `values`: for each value slot, a mask for each of its values: the scenarios in which the value is possible. `gaps`:
    how many questions of the gate are open. `along`: how far answers move each axis; `leads`: the same with
    combinations. `memo`: what each named condition came to, once the tables are reached; None before. `tested`: what
    nodes came to that were tested again afterwards. `same`: the masks of `everywhere`.
    """

    __slots__ = ("all", "along", "amounts", "gaps", "leads", "memo", "same", "strongest", "sums", "tested", "values")

    def __init__(self, index: Index, axes: int, *, directed: bool, scenarios: int = 1) -> None:
        whole = self.all = (1 << scenarios) - 1
        self.values: list[list[int]] = [[0] * (len(values) - 1) + [whole] for values in index.values]
        self.values += ([0] * len(STATUSES) for _ in index.causes)
        told = DIRECTED if directed else NOT_DIRECTED
        self.values.append([whole if 1 << rank == told else 0 for rank in range(2)])
        self.amounts: list[Split[Amount]] = [{_NO_AMOUNT: whole} for _ in index.amounts]
        self.sums: list[Split[Sums]] = [{(0, 0, 0, 0): whole} for _ in index.causes]
        self.strongest: list[Split[Span]] = [{(NO_ANSWER, NO_ANSWER): whole} for _ in index.causes]
        self.along: list[Split[Span]] = [{(0, 0): whole} for _ in range(axes)]
        self.leads = self.along
        self.gaps: Split[Span] = {(0, 0): whole}
        self.memo: list[tuple[int, int] | None] | None = None
        self.tested: dict[int, tuple[int, int]] = {}
        self.same: dict[int, list[int]] = {}

    def take(self, moved: Effects, mask: int) -> None:
        """Add what one question moves in these scenarios."""
        for fact, bits, top in moved.facts:
            self._set(self.values[fact], bits, top, mask)
        for one in moved.causes:
            self.sums[one.cause] = self.added(self.sums[one.cause], one, mask)
            if one.perhaps > NO_ANSWER:
                self.strongest[one.cause] = self._stronger(self.strongest[one.cause], one, mask)
        for slot, low, high, known, unknown in moved.amounts:
            kept = {held: left for held, each in self.amounts[slot].items() if (left := each & ~mask)}
            key = (low, high, known, unknown)
            kept[key] = kept.get(key, 0) | mask
            self.amounts[slot] = kept
        for axis, least, most in moved.axes:
            self.along[axis] = self.shifted(self.along[axis], least, most, mask)

    def everywhere(self, held: int) -> list[int]:
        """A mask for each status, if these statuses (as bits) are possible in every scenario and no others are."""
        found = self.same.get(held)
        if found is None:
            found = self.same[held] = [self.all if held >> rank & 1 else 0 for rank in range(len(STATUSES))]
        return found

    @staticmethod
    def _set(held: list[int], bits: int, top: int, mask: int) -> None:
        """A fact takes the worse of two values: one of `bits`, and the one it had. Ranks begin with the worst."""
        above = 0
        for rank in range(len(held) - 1, -1, -1):
            had = held[rank]
            above |= had
            now = had if rank < top else 0
            if bits >> rank & 1:
                now |= above
            held[rank] = (now & mask) | (had & ~mask)

    @staticmethod
    def added(sums: Split[Sums], one: CauseMoved, mask: int) -> Split[Sums]:
        """The sums of a cause, with this move added in these scenarios."""
        _, least_for, most_for, least_against, most_against, _, _ = one
        if len(sums) == 1:
            ((key, each),) = sums.items()
            if each == mask:  # the usual case, and much quicker
                a, b, c, d = key
                return {(a + least_for, b + most_for, c + least_against, d + most_against): mask}
        found: Split[Sums] = {}
        for key, each in sums.items():
            inside = each & mask
            if inside:
                a, b, c, d = key
                moved = (a + least_for, b + most_for, c + least_against, d + most_against)
                found[moved] = found.get(moved, 0) | inside
            if inside != each:
                found[key] = found.get(key, 0) | (each & ~mask)
        return found

    @staticmethod
    def _stronger(strongest: Split[Span], one: CauseMoved, mask: int) -> Split[Span]:
        found: Split[Span] = {}
        for key, each in strongest.items():
            inside = each & mask
            if inside:
                moved = (max(key[0], one.surely), max(key[1], one.perhaps))
                found[moved] = found.get(moved, 0) | inside
            if inside != each:
                found[key] = found.get(key, 0) | (each & ~mask)
        return found

    @staticmethod
    def shifted(split: Split[Span], least: int, most: int, mask: int) -> Split[Span]:
        """A whole number, with something from `least` to `most` added in these scenarios."""
        found: Split[Span] = {}
        for key, each in split.items():
            inside = each & mask
            if inside:
                moved = (key[0] + least, key[1] + most)
                found[moved] = found.get(moved, 0) | inside
            if inside != each:
                found[key] = found.get(key, 0) | (each & ~mask)
        return found


def sets_of(masks: Sequence[int], whole: int) -> Split[int]:
    """Turns a mask for each value into sets of values (as bits), each with the scenarios in which it is possible."""
    found: Split[int] = {0: whole}
    for rank, mask in enumerate(masks):
        if not mask:
            continue
        split: Split[int] = {}
        for held, each in found.items():
            if inside := each & mask:
                split[held | 1 << rank] = inside
            if left := each & ~mask:
                split[held] = split.get(held, 0) | left
        found = split
    return found


def masks_of(sets: Iterable[tuple[int, int]], values: int) -> list[int]:
    """Turns sets of values (as bits), each with its scenarios, back into a mask for each value."""
    masks = [0] * values
    for held, mask in sets:
        for rank in range(values):
            if held >> rank & 1:
                masks[rank] |= mask
    return masks


def joint(splits: Iterable[Mapping[T, int]], whole: int) -> Iterator[tuple[tuple[T, ...], int]]:
    """Each combination of values that several things have at once, with the scenarios in which they have it."""
    found: list[tuple[tuple[T, ...], int]] = [((), whole)]
    for split in splits:
        if len(split) == 1:
            (value,) = split
            found = [((*values, value), mask) for values, mask in found]
            continue
        found = [
            ((*values, value), both) for values, mask in found for value, each in split.items() if (both := mask & each)
        ]
    return iter(found)
