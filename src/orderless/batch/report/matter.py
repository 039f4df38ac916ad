"""All that a report is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.batch.account import Tally
from orderless.batch.mapping.shape import Role
from orderless.batch.refusals import Refusals
from orderless.batch.report.gaps import Gap
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
    gaps: Sequence[Gap]
    """The cells with a role that could not be read."""
    columns: Mapping[Role, str]
    """The names of the columns with these roles."""
    worded: bool
    """Whether the words of requests were looked at."""
    accepted: bool
    """Whether what they suggest was let count."""
    sessions: bool
    """Whether these are finished interviews instead of files."""
    other: Knowledge | None = None
    """The knowledge that everything was decided with again, for comparison."""
    only: tuple[str, ...] = ()

    @property
    def decided(self) -> int:
        """How many requests were decided."""
        return self.tally.rows - self.tally.refused
