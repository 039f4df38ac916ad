"""Sums of weights that conditions compare, as one number each, so that an answer's whole effect on one is bounded.

A margin asks how far some causes are ahead of others. One answer often moves both sides at once, and then the range of
the difference is narrower than the two ranges apart say. So each sum of weights that some condition looks at is an
axis, and what an answer moves is reckoned along it as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from orderless.rules.index import Index
from orderless.rules.terms import NumberBetween, Sum, Term, terms_in

__all__ = ["Axis", "axes_of"]


class Axis(NamedTuple):
    """What each cause counts on this axis: 1, or -1; causes that are not named count nothing."""

    signs: Mapping[int, int]

    def moved(self, supports: Iterable[tuple[int, int]], against: Iterable[tuple[int, int]]) -> int:
        """How far these weights (of a cause, >= 0) move it."""
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
