"""Where everything that a decision can depend on has its place, so that looking ahead reckons with numbers, not names.

Each fact, cause and number that some condition looks at gets a place: its index in the lists of a look. The values of
a fact get a bit each, worst first as declared, with `unknown` last; so a set of values is one integer, and the worse
of two values is the lower bit. What no condition looks at has no place: it cannot change a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from orderless.bank.conditions import Number, Tree, names, walk
from orderless.bank.knowledge import Knowledge

__all__ = ["SMALL", "Places", "Reached", "places_of"]

SMALL = 1e-6
"""Amounts below this are kept apart, so that sums may divide by the others."""


class Places(NamedTuple):
    """The place of each fact, cause and number, and the bit of each value of a fact (`unknown` is the last)."""

    facts: Mapping[str, int]
    bits: tuple[Mapping[str, int], ...]
    unknown: tuple[int, ...]
    causes: Mapping[str, int]
    numbers: Mapping[str, int]
    ends: Mapping[str, tuple[float, ...]]  # where conditions cut the range of a number
    scale: Mapping[str, int]
    families: Mapping[str, tuple[str, ...]]  # `any` and each family: the causes that may be named


class Reached(NamedTuple):
    """Facts and causes (by place) that something depends on or can move, the numbers, and whether the gate is one."""

    facts: frozenset[int] = frozenset()
    causes: frozenset[int] = frozenset()
    numbers: frozenset[int] = frozenset()
    gate: bool = False

    def __or__(self, other: object) -> Reached:
        if not isinstance(other, Reached):
            return NotImplemented
        return Reached(
            self.facts | other.facts,
            self.causes | other.causes,
            self.numbers | other.numbers,
            self.gate or other.gate,
        )

    def meets(self, other: Reached) -> bool:
        """Whether both name a fact, cause or number."""
        return not (
            self.facts.isdisjoint(other.facts)
            and self.causes.isdisjoint(other.causes)
            and self.numbers.isdisjoint(other.numbers)
        )


def places_of(knowledge: Knowledge, conditions: Iterable[Tree], facts: Iterable[str]) -> Places:
    """Places for all that these conditions look at, and for these facts; nothing else can change a decision."""
    book = knowledge.decision
    conditions = tuple(conditions)
    used = {*facts, *(one.name for condition in conditions for one in names(condition) if one.kind == "fact")}
    looked_at = {fact: values for fact, values in book.facts.items() if fact in used}
    bits = tuple({value: 1 << rank for rank, value in enumerate(values)} for values in looked_at.values())
    ends: dict[str, set[float]] = {name: {SMALL} for name in (book.worth.cases, book.worth.cost, book.worth.fix)}
    for node in (node for condition in conditions for node in walk(condition)):
        if isinstance(node, Number):
            ends.setdefault(node.name, set()).update(end for end in (node.at_least, node.less_than) if end is not None)
    causes = knowledge.causes.causes
    families: dict[str, tuple[str, ...]]
    families = {family: tuple(c.id for c in causes if c.family == family) for family in {c.family for c in causes}}
    return Places(
        facts={fact: place for place, fact in enumerate(looked_at)},
        bits=bits,
        unknown=tuple(1 << len(values) for values in looked_at.values()),
        causes={cause.id: place for place, cause in enumerate(causes)},
        numbers={name: place for place, name in enumerate(ends)},
        ends={name: tuple(sorted(end for end in found if end > 0)) for name, found in ends.items()},
        scale={str(strength): weight for strength, weight in knowledge.causes.scale.items()},
        families={**families, "any": tuple(c.id for c in causes)},
    )
