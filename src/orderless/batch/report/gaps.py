"""Cells that the report needs and that could not be read: how many, where the first is, and what some hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from orderless.batch.mapping.shape import Role

__all__ = ["Gap", "Gaps"]

_SHOWN = 2
_LONGEST = 30

_KEYS: Mapping[Role, str] = {
    "date": "`dates:`",
    "hours": "`decimal:` or `unit:`",
    "money": "`decimal:` or `unit:`",
    "delivered": "`values:`",
}


class Gaps(NamedTuple):
    """Cells of one table that could not be read, by the role of their column."""

    many: Counter[Role]
    first: dict[Role, int]
    """The first row of them."""
    values: dict[Role, list[str]]
    """The first different values, cut: some of a person's own words, for their own report only."""

    @classmethod
    def none(cls) -> Gaps:
        """None so far."""
        return cls(Counter(), {}, {})

    def add(self, role: Role, row: int, value: str) -> None:
        """Note one."""
        self.many[role] += 1
        self.first.setdefault(role, row)
        self._show(role, value)

    def join(self, other: Gaps) -> None:
        """Take in those of later rows."""
        self.many.update(other.many)
        for role, row in other.first.items():
            self.first.setdefault(role, row)
            for value in other.values.get(role, ()):
                self._show(role, value)

    def _show(self, role: Role, value: str) -> None:
        shown = self.values.setdefault(role, [])
        if len(shown) < _SHOWN:
            cut = " ".join(value.split())
            cut = cut if len(cut) <= _LONGEST else cut[: _LONGEST - 1] + "…"
            if cut and cut not in shown:
                shown.append(cut)


class Gap(NamedTuple):
    """The cells of one column of one file that could not be read."""

    file: str
    """Empty where there is one only."""
    column: str
    role: Role
    many: int
    first: int
    values: tuple[str, ...]

    @property
    def key(self) -> str:
        """What in the mapping can say how they are read; empty where there is nothing in them to be read."""
        return _KEYS.get(self.role, "") if self.values else ""
