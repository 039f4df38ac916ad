"""What one look has seen so far: the values that facts can have, the evidence for each cause, ranges of numbers."""

from __future__ import annotations

from collections.abc import Sequence

from orderless.decision.moved import Moved
from orderless.decision.places import Places
from orderless.decision.three_valued import MET

__all__ = ["Sightings"]

_NO_NUMBER = (0.0, 0.0, False, True)


class Sightings:
    """What a look has seen so far; conditions read it (`three_valued.Sight`)."""

    __slots__ = (
        "against_least",
        "against_most",
        "directed",
        "facts",
        "for_least",
        "for_most",
        "gate",
        "memo",
        "numbers",
        "perhaps",
        "statuses",
        "surely",
    )

    def __init__(self, places: Places, directed: int) -> None:
        self.facts = [*places.unknown, 0, 0]  # worth and priority stand last
        self.numbers = [_NO_NUMBER] * len(places.numbers)
        causes = len(places.causes)
        self.for_least = [0] * causes
        self.for_most = [0] * causes
        self.against_least = [0] * causes
        self.against_most = [0] * causes
        self.surely = [0] * causes
        self.perhaps = [0] * causes
        self.statuses: Sequence[int] = ()
        self.memo: list[int] | None = None
        self.gate = MET
        self.directed = directed

    def take(self, moved: Moved) -> None:
        """Add what one question moves."""
        facts = self.facts
        for fact, bits, top in moved.facts:
            held = facts[fact]
            length = held.bit_length()
            facts[fact] = (held | bits) & ((1 << (top if top < length else length)) - 1)
        for cause, least_for, most_for, least_against, most_against, surely, perhaps in moved.causes:
            self.for_least[cause] += least_for
            self.for_most[cause] += most_for
            self.against_least[cause] += least_against
            self.against_most[cause] += most_against
            if surely > self.surely[cause]:
                self.surely[cause] = surely
            if perhaps > self.perhaps[cause]:
                self.perhaps[cause] = perhaps
        for place, low, high, known, unknown in moved.numbers:
            self.numbers[place] = (low, high, known, unknown)
