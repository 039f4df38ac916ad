"""What answers move, as ranges: bits for each fact, a least and a most for each cause, from low to high for a number.

Three ways to put such moves together, and each is sound because it never leaves out what could be: `Tally` adds up the
choices of one answer, those that are certain and those that may be; `any_of` takes the widest where one of several
holds and nobody knows which; `together` adds up questions that all count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from orderless.bank.questions import Choice, Effects
from orderless.decision.places import Places

__all__ = ["CauseMoved", "Moved", "NumberMoved", "Tally", "any_of", "together"]


class CauseMoved(NamedTuple):
    """The least and most that speaks for a cause and against it, and the strongest single answer for it."""

    cause: int
    least_for: int = 0
    most_for: int = 0
    least_against: int = 0
    most_against: int = 0
    surely: int = 0
    perhaps: int = 0


class NumberMoved(NamedTuple):
    """A number from `low` to `high`; `known` and `unknown` say whether it may be given and may be missing."""

    number: int
    low: float
    high: float
    known: bool
    unknown: bool


class Moved(NamedTuple):
    """What answers within a range move. A fact comes with its bits and how many there are up to the highest."""

    facts: tuple[tuple[int, int, int], ...] = ()
    causes: tuple[CauseMoved, ...] = ()
    numbers: tuple[NumberMoved, ...] = ()

    def maybe(self, unknown: tuple[int, ...]) -> Moved:
        """The same where the question may not be on the path at all."""
        return Moved(
            tuple((fact, bits | unknown[fact], unknown[fact].bit_length()) for fact, bits, _ in self.facts),
            tuple(one._replace(least_for=0, least_against=0, surely=0) for one in self.causes),
            tuple(one._replace(unknown=True) for one in self.numbers),
        )


class Tally:
    """Adds up what certain choices move and what uncertain ones may."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._facts: dict[int, int] = {}
        self._causes: dict[int, list[int]] = {}

    def add(self, effects: Effects, *, sure: bool) -> None:
        """Add a choice that is made, or may be."""
        for cause, strength in effects.supports.items():
            self.move(cause, strength, supports=True, sure=sure)
        for cause, strength in effects.against.items():
            self.move(cause, strength, supports=False, sure=sure)
        for fact, value in effects.sets.items():
            place = self._places.facts.get(fact)
            if place is None:
                continue  # no condition looks at it
            unknown = self._places.unknown[place]
            bits = self._places.bits[place][value] | (0 if sure else unknown)
            self._facts[place] = _worst(self._facts.get(place, unknown), bits)

    def move(self, cause: str, strength: str, *, supports: bool, sure: bool) -> None:
        """Add one signal. A cause that the knowledge does not have has no place, and no effect."""
        place = self._places.causes.get(cause)
        if place is None:
            return
        weight = self._places.scale[strength]
        held = self._causes.setdefault(place, [0] * 6)
        least = 0 if supports else 2
        held[least + 1] += weight
        if sure:
            held[least] += weight
        if supports:
            held[5] = max(held[5], weight)
            held[4] = max(held[4], weight) if sure else held[4]

    def choose(self, choice: Choice, causes: Iterable[str], *, sure: bool = True, named: bool = True) -> None:
        """Add a choice and the causes named with it; `named` says whether these are certain too."""
        self.add(choice, sure=sure)
        if choice.tag is not None:
            supports = choice.tag.toward == "supports"
            for cause in causes:
                self.move(cause, choice.tag.strength, supports=supports, sure=sure and named)

    def moved(self) -> Moved:
        """All that was added."""
        facts = tuple((fact, bits, bits.bit_length()) for fact, bits in self._facts.items())
        return Moved(facts, tuple(CauseMoved(cause, *held) for cause, held in self._causes.items()))


def any_of(moves: Iterable[Moved], places: Places) -> Moved:
    """What a question moves when any one of these may be what it moves: the widest of each."""
    each = tuple(moves)
    facts = {fact: places.unknown[fact] for one in each for fact, _, _ in one.facts}
    causes = {moved.cause for one in each for moved in one.causes}
    for fact in facts:
        held = [{f: bits for f, bits, _ in one.facts}.get(fact, places.unknown[fact]) for one in each]
        facts[fact] = _all_bits(held)
    return Moved(
        tuple((fact, bits, bits.bit_length()) for fact, bits in facts.items()),
        tuple(_any_cause(cause, each) for cause in sorted(causes)),
        _any_number([one.numbers for one in each]),
    )


def _all_bits(held: Iterable[int]) -> int:
    bits = 0
    for one in held:
        bits |= one
    return bits


def _any_cause(cause: int, each: Sequence[Moved]) -> CauseMoved:
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


def _any_number(each: Sequence[tuple[NumberMoved, ...]]) -> tuple[NumberMoved, ...]:
    given = [one for held in each for one in held]  # at most one each: a question has one number
    if not given:
        return ()
    return (
        NumberMoved(
            given[0].number,
            min(one.low for one in given),
            max(one.high for one in given),
            known=any(one.known for one in given),
            unknown=len(given) < len(each) or any(one.unknown for one in given),
        ),
    )


def together(each: Iterable[Moved], places: Places) -> Moved:
    """What several questions move together when each of them counts."""
    facts: dict[int, int] = {}
    causes: dict[int, CauseMoved] = {}
    numbers: tuple[NumberMoved, ...] = ()
    for moved in each:
        for fact, bits, _ in moved.facts:
            facts[fact] = _worst(facts.get(fact, places.unknown[fact]), bits)
        for one in moved.causes:
            held = causes.get(one.cause, CauseMoved(one.cause))
            causes[one.cause] = CauseMoved(
                one.cause,
                held.least_for + one.least_for,
                held.most_for + one.most_for,
                held.least_against + one.least_against,
                held.most_against + one.most_against,
                max(held.surely, one.surely),
                max(held.perhaps, one.perhaps),
            )
        numbers += moved.numbers
    return Moved(
        tuple((fact, bits, bits.bit_length()) for fact, bits in facts.items()), tuple(causes.values()), numbers
    )


def _worst(one: int, other: int) -> int:
    """The values that the worse of two can have, where each may be any of its bits."""
    return (one | other) & ((1 << min(one.bit_length(), other.bit_length())) - 1)
