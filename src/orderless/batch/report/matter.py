"""All that a report is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.batch.account import Tally
from orderless.batch.mapping.shape import Role
from orderless.batch.refusals import Refusals
from orderless.batch.report.store import Store

__all__ = ["Matter"]


class Matter(NamedTuple):
    """All that a report is made of."""

    knowledge: Knowledge
    store: Store
    tally: Tally
    refusals: Refusals
    roles: frozenset[Role]
    """The roles that some column has."""
    unreadable: Mapping[Role, int]
    """How many cells with this role could not be read."""
    columns: Mapping[Role, str]
    """The names of the columns with these roles."""
    worded: bool
    """Whether the words of requests were looked at."""
    accepted: bool
    """Whether what they suggest was let count."""
    only: tuple[str, ...] = ()

    @property
    def decided(self) -> int:
        """How many requests were decided."""
        return self.tally.rows - self.tally.refused
