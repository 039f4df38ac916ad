"""What something depends on or can move: facts, causes and amounts by slot, and whether the gate is one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["SMALL", "Reach", "bits_of"]

SMALL = 1e-6
"""Amounts below this are kept apart, so that sums may divide by the others."""


class Reach(NamedTuple):
    """A bit for each fact (by value slot), cause (by number) and amount (by number slot); whether it is the gate."""

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
        """Whether both name a fact, cause or amount."""
        return bool(self.facts & other.facts or self.causes & other.causes or self.amounts & other.amounts)


def bits_of(places: Iterable[int]) -> int:
    """A bit for each of these."""
    found = 0
    for place in places:
        found |= 1 << place
    return found
