"""What answers move, as ranges over facts, causes and amounts; and what something depends on or can move.

A margin asks how far some causes are ahead of others. One answer often moves both sides at once. Then the range of the
difference is narrower than the ranges of the two sides would suggest. So each sum of weights that some condition looks
at is an axis, and what an answer moves is counted along the whole axis.

Effects are put together in three ways. Each is sound, because it never leaves out what could be. `Tally` adds up the
choices of one answer, those that are certain and those that may be made. `any_of` takes the widest where one of several
effects holds and nobody knows which. `together` adds up the effects of questions that all count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from orderless.rules.evaluate import NO_ANSWER
from orderless.rules.rulebook import Moves
from orderless.rules.terms import Index, NumberBetween, Sum, Term, terms_in

__all__ = [
    "SMALL",
    "AmountMoved",
    "Axis",
    "AxisMoved",
    "CauseMoved",
    "Effects",
    "LookedAt",
    "Reach",
    "Tally",
    "any_of",
    "axes_of",
    "bits_of",
    "together",
]

SMALL = 1e-6
"""Amounts below this have a range of their own, so that sums can divide by all other amounts."""


class Reach(NamedTuple):
    """Facts (by value slot), causes (by number) and amounts (by number slot), a bit for each; and whether the gate."""

    facts: int = 0
    causes: int = 0
    amounts: int = 0
    gate: bool = False

    def __or__(self, other: object) -> Reach:
        if not isinstance(other, Reach):
            return NotImplemented
        facts, causes, amounts, gate = other
        return Reach(self.facts | facts, self.causes | causes, self.amounts | amounts, self.gate or gate)

    def meets(self, other: Reach) -> bool:
        """Whether both name the same fact, cause or amount."""
        return bool(self.facts & other.facts or self.causes & other.causes or self.amounts & other.amounts)


def bits_of(places: Iterable[int]) -> int:
    """A bit for each of these."""
    found = 0
    for place in places:
        found |= 1 << place
    return found


class Axis(NamedTuple):
    """What each cause counts on this axis: 1, or -1; causes that are not named count nothing."""

    signs: Mapping[int, int]

    def moved(self, supports: Iterable[tuple[int, int]], against: Iterable[tuple[int, int]]) -> int:
        """How far these weights (each of a cause, and >= 0) move this axis."""
        signs = self.signs
        return sum(signs.get(cause, 0) * weight for cause, weight in supports) - sum(
            signs.get(cause, 0) * weight for cause, weight in against
        )


def axes_of(index: Index, terms: Iterable[Term]) -> dict[Sum, Axis]:
    """The axis of each sum of weights in these terms, in the order in which they are met."""
    found: dict[Sum, Axis] = {}
    for one in (one for term in terms for one in terms_in(term) if isinstance(one, NumberBetween)):
        for row in one.rows:
            for each in row:
                if all(index.weights <= slot < index.strongest for slot in (*each.plus, *each.minus)):
                    found.setdefault(each, _axis(index, each))
    return found


def _axis(index: Index, one: Sum) -> Axis:
    signs = {slot - index.weights: 1 for slot in one.plus}
    return Axis(signs | {slot - index.weights: -1 for slot in one.minus})


@dataclass(frozen=True)
class LookedAt:
    """What conditions look at, so that all else can be left out: facts and amounts by slot; the axes of sums.

    `strongest` are the causes for which some condition asks how strong a single answer is.
    """

    index: Index
    facts: frozenset[int]
    amounts: frozenset[int]
    strongest: frozenset[int]
    axes: tuple[Axis, ...]


class CauseMoved(NamedTuple):
    """The least and most that speaks for a cause and against it, and the strongest single answer for it."""

    cause: int
    least_for: int = 0
    most_for: int = 0
    least_against: int = 0
    most_against: int = 0
    surely: int = NO_ANSWER
    perhaps: int = NO_ANSWER


class AmountMoved(NamedTuple):
    """An amount from `low` to `high`; `known` and `unknown` say whether it may be given and may be missing."""

    slot: int
    low: float
    high: float
    known: bool
    unknown: bool


class AxisMoved(NamedTuple):
    """The least and the most that an axis is moved."""

    axis: int
    least: int
    most: int


class Effects(NamedTuple):
    """What answers within a range move. A fact comes with its bits, and how many bits there are up to the highest."""

    facts: tuple[tuple[int, int, int], ...] = ()
    causes: tuple[CauseMoved, ...] = ()
    amounts: tuple[AmountMoved, ...] = ()
    axes: tuple[AxisMoved, ...] = ()

    def maybe(self, index: Index) -> Effects:
        """The effects if the question may also be off the path."""
        unknown = [(fact, bits, index.unknown(fact)) for fact, bits, _ in self.facts]
        return Effects(
            tuple((fact, bits | bit, bit.bit_length()) for fact, bits, bit in unknown),
            tuple(one._replace(least_for=0, least_against=0, surely=NO_ANSWER) for one in self.causes),
            tuple(one._replace(unknown=True) for one in self.amounts),
            tuple(AxisMoved(axis, min(0, least), max(0, most)) for axis, least, most in self.axes),
        )

    @property
    def reach(self) -> Reach:
        """The facts, causes and amounts that these move."""
        return Reach(
            bits_of(fact for fact, _, _ in self.facts),
            bits_of(one.cause for one in self.causes),
            bits_of(one.slot for one in self.amounts),
        )


class Tally:
    """Adds up the effects of the choices of one answer: those that are made for certain, and those that may be."""

    def __init__(self, looked_at: LookedAt) -> None:
        self._looked_at = looked_at
        self._facts: dict[int, int] = {}
        self._causes: dict[int, list[int]] = {}
        self._axes: dict[int, list[int]] = {}

    def add(self, moves: Moves, *, sure: bool) -> None:
        """Add a choice that is made, or may be; the causes that can be named with it are left out."""
        for cause, weight in moves.supports:
            self._move(cause, weight, supports=True, sure=sure)
        for cause, weight in moves.against:
            self._move(cause, weight, supports=False, sure=sure)
        self._along_axes(moves.supports, moves.against, sure=sure)
        for fact, bit in moves.sets:
            if fact in self._looked_at.facts:
                unknown = self._looked_at.index.unknown(fact)
                self._facts[fact] = _worst(self._facts.get(fact, unknown), bit | (0 if sure else unknown))

    def name(self, moves: Moves, causes: Iterable[int], *, sure: bool) -> None:
        """Add these causes, named together with a choice: all for certain, or each of them perhaps."""
        tag = moves.tag
        if tag is None:
            return
        for cause in causes:
            self._move(cause, tag.weight, supports=tag.supports, sure=sure)
            each = ((cause, tag.weight),)
            self._along_axes(each if tag.supports else (), () if tag.supports else each, sure=sure)

    def _move(self, cause: int, weight: int, *, supports: bool, sure: bool) -> None:
        held = self._causes.setdefault(cause, [0, 0, 0, 0, NO_ANSWER, NO_ANSWER])
        least = 0 if supports else 2
        held[least + 1] += weight
        if sure:
            held[least] += weight
        if supports and cause in self._looked_at.strongest:
            held[5] = max(held[5], weight)
            held[4] = max(held[4], weight) if sure else held[4]

    def _along_axes(
        self, supports: Sequence[tuple[int, int]], against: Sequence[tuple[int, int]], *, sure: bool
    ) -> None:
        for number, axis in enumerate(self._looked_at.axes):
            moved = axis.moved(supports, against)
            if moved:
                held = self._axes.setdefault(number, [0, 0])
                held[0] += moved if sure else min(0, moved)
                held[1] += moved if sure else max(0, moved)

    def effects(self) -> Effects:
        """All that was added."""
        return Effects(
            tuple((fact, bits, bits.bit_length()) for fact, bits in self._facts.items()),
            tuple(CauseMoved(cause, *held) for cause, held in self._causes.items()),
            (),
            tuple(AxisMoved(axis, *held) for axis, held in self._axes.items()),
        )


def any_of(each: Iterable[Effects], index: Index) -> Effects:
    """The effects of a question if any one of these may be its effects: the widest range of each."""
    every = tuple(each)
    facts = {fact: 0 for one in every for fact, _, _ in one.facts}
    for fact in facts:
        for one in every:
            facts[fact] |= next((bits for held, bits, _ in one.facts if held == fact), index.unknown(fact))
    causes = sorted({moved.cause for one in every for moved in one.causes})
    axes = sorted({moved.axis for one in every for moved in one.axes})
    return Effects(
        tuple((fact, bits, bits.bit_length()) for fact, bits in facts.items()),
        tuple(_any_cause(cause, every) for cause in causes),
        _any_amount([one.amounts for one in every]),
        tuple(_any_axis(axis, every) for axis in axes),
    )


def _any_cause(cause: int, each: Sequence[Effects]) -> CauseMoved:
    found = [next((m for m in one.causes if m.cause == cause), CauseMoved(cause)) for one in each]
    return CauseMoved(
        cause,
        min(m.least_for for m in found),
        max(m.most_for for m in found),
        min(m.least_against for m in found),
        max(m.most_against for m in found),
        min(m.surely for m in found),
        max(m.perhaps for m in found),
    )


def _any_axis(axis: int, each: Sequence[Effects]) -> AxisMoved:
    found = [next((m for m in one.axes if m.axis == axis), AxisMoved(axis, 0, 0)) for one in each]
    return AxisMoved(axis, min(one.least for one in found), max(one.most for one in found))


def _any_amount(each: Sequence[tuple[AmountMoved, ...]]) -> tuple[AmountMoved, ...]:
    given = [one for held in each for one in held]  # each has at most one, since a question has one amount
    if not given:
        return ()
    return (
        AmountMoved(
            given[0].slot,
            min(one.low for one in given),
            max(one.high for one in given),
            known=any(one.known for one in given),
            unknown=len(given) < len(each) or any(one.unknown for one in given),
        ),
    )


def together(each: Iterable[Effects], index: Index) -> Effects:
    """The effects of several questions together, if each of them counts."""
    facts: dict[int, int] = {}
    causes: dict[int, CauseMoved] = {}
    axes: dict[int, AxisMoved] = {}
    amounts: tuple[AmountMoved, ...] = ()
    for moved in each:
        for fact, bits, _ in moved.facts:
            facts[fact] = _worst(facts.get(fact, index.unknown(fact)), bits)
        for one in moved.causes:
            held = causes.get(one.cause)
            causes[one.cause] = one if held is None else _both_causes(held, one)
        for axis, least, most in moved.axes:
            along = axes.get(axis, AxisMoved(axis, 0, 0))
            axes[axis] = AxisMoved(axis, along.least + least, along.most + most)
        amounts += moved.amounts
    return Effects(
        tuple((fact, bits, bits.bit_length()) for fact, bits in facts.items()),
        tuple(causes.values()),
        amounts,
        tuple(axes.values()),
    )


def _both_causes(one: CauseMoved, other: CauseMoved) -> CauseMoved:
    return CauseMoved(
        one.cause,
        one.least_for + other.least_for,
        one.most_for + other.most_for,
        one.least_against + other.least_against,
        one.most_against + other.most_against,
        max(one.surely, other.surely),
        max(one.perhaps, other.perhaps),
    )


def _worst(one: int, other: int) -> int:
    """The values (as bits) that the worse of two values can be, if each may be any of its own bits."""
    return (one | other) & ((1 << min(one.bit_length(), other.bit_length())) - 1)
