"""Numbered slots: where each thing that a condition can look at stands.

There are two kinds. A *value slot* holds one of a few values, each with a bit of its own: facts and judgements (worst
value first, `unknown` last, so that the worse of two values is the lower bit), the status of each cause, and whether
the consultant was told to go ahead. A *number slot* holds a number: an amount that was answered, the weight of a cause,
the strongest single answer for a cause, and how many questions of the gate are open.

A set of values is the union of their bits, so that one condition serves for plain values and for sets of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, get_args

from orderless.bank.conditions import Among
from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.bank.shape import UNKNOWN, Status

__all__ = ["DIRECTED", "NOT_DIRECTED", "STATUSES", "Index", "index_of", "status_bits"]

STATUSES: tuple[Status, ...] = get_args(Status)
"""The values of a status slot, in the order of their bits."""

NOT_DIRECTED, DIRECTED = 1, 2
"""The values of the slot that says whether the consultant was told to go ahead."""


class Index(NamedTuple):
    """The slots of one knowledge.

    Value slots: each fact, then worth and priority (`facts` has them all, with their values in `values`), then a status
    for each cause, then `directed`. Number slots: each amount, then a weight for each cause, then the strongest answer
    for each cause, then `gaps`. Causes have numbers from 0 up, in the order to look in.
    """

    facts: Mapping[str, int]
    values: tuple[tuple[str, ...], ...]
    causes: Mapping[str, int]
    families: Mapping[str, tuple[int, ...]]
    amounts: Mapping[str, int]

    @property
    def worth(self) -> int:
        """The value slot of the judgement of worth."""
        return self.facts["worth"]

    @property
    def priority(self) -> int:
        """The value slot of the priority."""
        return self.facts["priority"]

    @property
    def statuses(self) -> int:
        """The value slot of the first cause's status; those of the others follow."""
        return len(self.facts)

    @property
    def directed(self) -> int:
        """The value slot that says whether the consultant was told to go ahead: the last one."""
        return len(self.facts) + len(self.causes)

    @property
    def weights(self) -> int:
        """The number slot of the first cause's weight; those of the others follow."""
        return len(self.amounts)

    @property
    def strongest(self) -> int:
        """The number slot of the strongest single answer for the first cause; those of the others follow."""
        return len(self.amounts) + len(self.causes)

    @property
    def gaps(self) -> int:
        """The number slot that counts the open questions of the gate: the last one."""
        return len(self.amounts) + 2 * len(self.causes)

    def bits(self, fact: str, values: Iterable[str]) -> int:
        """The bits of these values of a fact or judgement. A value that it does not have has none."""
        known = self.values[self.facts[fact]]
        return sum(1 << known.index(value) for value in set(values) if value in known)

    def unknown(self, slot: int) -> int:
        """The bit of `unknown` in the slot of a fact or judgement: the highest."""
        return 1 << (len(self.values[slot]) - 1)

    def value(self, slot: int, bit: int) -> str:
        """The value of a fact or judgement that this bit stands for."""
        return self.values[slot][bit.bit_length() - 1]

    def among(self, among: Among) -> tuple[int, ...]:
        """The causes that are meant: those listed, or a family, or all, in the order to look in unless listed."""
        if among.causes:
            return tuple(self.causes[cause] for cause in among.causes)
        return self.families.get(among.family or "any", ())


def status_bits(statuses: Iterable[str]) -> int:
    """The bits of these statuses; of none, those of all but unknown."""
    wanted = set(statuses) or {status for status in STATUSES if status != UNKNOWN}
    return sum(1 << place for place, status in enumerate(STATUSES) if status in wanted)


def index_of(knowledge: Knowledge) -> Index:
    """The slots of this knowledge."""
    book, causes = knowledge.decision, knowledge.causes.causes
    values = {fact: (*each, UNKNOWN) for fact, each in book.facts.items()} | dict(JUDGEMENTS)
    counted = (question.id for question in knowledge.questions.values() if question.kind.numeric)
    families: dict[str, tuple[int, ...]] = {"any": tuple(range(len(causes)))}
    for place, cause in enumerate(causes):
        families[cause.family] = (*families.get(cause.family, ()), place)
    return Index(
        facts={fact: slot for slot, fact in enumerate(values)},
        values=tuple(values.values()),
        causes={cause.id: place for place, cause in enumerate(causes)},
        families=families,
        amounts={name: slot for slot, name in enumerate(counted)},
    )
