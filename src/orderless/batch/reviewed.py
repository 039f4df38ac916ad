"""What a review makes of each request (a row of the output, or a refusal), and what it comes to in numbers."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from orderless.batch.columns import COLUMNS, PREFIX, REFUSED, SUGGESTED
from orderless.batch.decider import Decided, Job
from orderless.batch.mapping.bind import Cells
from orderless.batch.tables.table import Cell, Refused

__all__ = [
    "AGAINST",
    "FILE",
    "NAMED",
    "ROW",
    "Account",
    "Refusals",
    "Reviewed",
    "Tally",
    "added_cells",
    "added_columns",
    "lost_row",
    "new_account",
]

AGAINST = ("response", "outcome")
"""What is decided with other knowledge, for comparison."""

ROW, FILE = PREFIX + "row", PREFIX + "file"
"""Where the request stands in its file, and which file that is where there are several."""


class Reviewed(NamedTuple):
    """One request that was read: where it stands, its own cells, and what was decided.

    `otherwise` is the same with other knowledge, where that is asked for.
    """

    row: int
    cells: Cells
    decided: Decided
    otherwise: Decided | None = None


def added_columns(job: Job, *, several: bool, against: bool) -> tuple[str, ...]:
    """The names of the columns that follow the requester's own."""
    names = [PREFIX + column for column in job.compiled.columns]
    if against:
        names += [f"{PREFIX}against_{column}" for column in AGAINST]
    if job.phrases is not None:
        names.append(SUGGESTED)
    return (*names, REFUSED, *((FILE,) if several else ()), ROW)


def added_cells(job: Job, one: Reviewed, file: str) -> tuple[Cell, ...]:
    """The cells for the columns of `added_columns`; `file` is empty where there is one file only."""
    decided = one.decided
    if job.phrases is None and one.otherwise is None and not decided.misfits and not file:
        return (*decided.cells, "", one.row)  # what nearly every row is
    why = "; ".join(f"{misfit.column}: {misfit.reason}{_shown(misfit.value)}" for misfit in decided.misfits)
    otherwise = one.otherwise.cells if one.otherwise is not None else ()
    suggested = (decided.suggested,) if job.phrases is not None else ()
    return (*decided.cells, *otherwise, *suggested, why, *((file,) if file else ()), one.row)


def _shown(value: str) -> str:
    return f" ({value})" if value else ""


def lost_row(columns: Sequence[str], own: int, refused: Refused) -> tuple[Cell, ...]:
    """The output row for a row that could not be read: its place, and why.

    Its own cells, the first `own` ones, are empty, as they may be in the wrong columns; those of a row that is no
    request are whole.
    """
    said: dict[str, Cell] = {REFUSED: refused.reason, FILE: refused.file, ROW: refused.row or None}
    if refused.column:
        said[REFUSED] = f"{refused.column}: {refused.reason}"
    return (*(refused.cells if refused.aside else [None] * own), *(said.get(name, "") for name in columns[own:]))


NAMED = 1_000
"""How many refusals are kept to be named one by one. All are counted."""


class Refusals:
    """Collects refusals as they are met. Counts are in the order of the rows in which each was first met."""

    def __init__(self, *, of_a_part: bool = False) -> None:
        """`of_a_part`: these are of few rows, and will be joined with others; until then all values are kept."""
        self._most_values = sys.maxsize if of_a_part else NAMED
        self.first: list[Refused] = []
        self.cells = 0
        self.rows = 0
        self.unread = 0
        """Rows of these that the reader could not take as a request at all."""
        self.unread_cells = 0
        """Cells without a value in rows that were taken all the same; the mapping knows whether it needs them."""
        self.by_reason: Counter[tuple[str, str]] = Counter()
        """How often for each column and reason."""
        self.by_value: Counter[tuple[str, str, str]] = Counter()
        """The same, for each value; values met after the first NAMED are counted together, with "" for the value."""
        self.first_row: dict[tuple[str, str], Refused] = {}
        """The first of them for each column and reason."""

    def add(self, cells: Iterable[Refused]) -> None:
        """Note a row that was read and cannot be decided, for each of these cells."""
        self.rows += 1
        for refused in cells:
            self._note(refused)

    def add_unread(self, refused: Refused) -> None:
        """Note a row that cannot be read at all, by the reader that met it."""
        self.rows += 1
        self.unread += 1
        self._note(refused)

    def join(self, other: Refusals) -> None:
        """Take in what was refused of later rows."""
        self.cells += other.cells
        self.rows += other.rows
        self.unread += other.unread
        self.unread_cells += other.unread_cells
        self.by_reason.update(other.by_reason)
        for (column, reason, value), many in other.by_value.items():
            self.by_value[self._kept(column, reason, value)] += many
        for key, first in other.first_row.items():
            self.first_row.setdefault(key, first)
        self.first += other.first[: NAMED - len(self.first)]

    def most_common(self) -> list[tuple[Refused, int]]:
        """The first of each column and reason and how often it was met, the most frequent first.

        Those met equally often are in the order of the rows, and within a row in the order of the mapping.
        """
        return [(self.first_row[key], many) for key, many in self.by_reason.most_common()]

    def _kept(self, column: str, reason: str, value: str) -> tuple[str, str, str]:
        """The key under which a value is counted: with the value while there is room, then without it."""
        key = (column, reason, value)
        return key if len(self.by_value) < self._most_values or key in self.by_value else (column, reason, "")

    def _note(self, refused: Refused) -> None:
        self.cells += 1
        self.by_reason[refused.column, refused.reason] += 1
        self.by_value[self._kept(refused.column, refused.reason, refused.value)] += 1
        self.first_row.setdefault((refused.column, refused.reason), refused)
        if len(self.first) < NAMED:
            self.first.append(refused)


@dataclass
class Tally:
    """What came out of the requests that were read."""

    columns: tuple[str, ...]
    """The columns of the decisions."""
    rows: int = 0
    refused: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    responses: Counter[str] = field(default_factory=Counter)
    flips: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often the first outcome becomes the second with the other knowledge. Flips are in the order of the rows in
    which each was first met, so that the most frequent are the same however many processes count."""

    suggested: int = 0
    """Requests in whose decision an answer counts that their words suggest."""

    def add(self, one: Reviewed) -> None:
        """Count one request."""
        self.rows += 1
        if one.decided.misfits:
            self.refused += 1
            return
        self.suggested += one.decided.taken > 0
        response, outcome = self.of(one.decided)
        self.responses[response] += 1
        self.outcomes[outcome] += 1
        if one.otherwise is not None:
            becomes = "refused" if one.otherwise.misfits else str(one.otherwise.cells[AGAINST.index("outcome")])
            if becomes != outcome:
                self.flips[outcome, becomes] += 1

    def join(self, other: Tally) -> None:
        """Count what another has counted."""
        self.rows += other.rows
        self.refused += other.refused
        self.outcomes.update(other.outcomes)
        self.responses.update(other.responses)
        self.flips.update(other.flips)
        self.suggested += other.suggested

    def of(self, decided: Decided) -> tuple[str, str]:
        """Response and outcome of a decision."""
        cells, (response, outcome) = decided.cells, self._places
        return str(cells[response]), str(cells[outcome])

    @cached_property
    def _places(self) -> tuple[int, int]:
        """Where response and outcome stand."""
        return self.columns.index("response"), self.columns.index("outcome")


class Account(NamedTuple):
    """What came out, and what was refused."""

    tally: Tally
    refusals: Refusals

    def join(self, other: Account) -> None:
        """Take in what was counted of later rows."""
        self.tally.join(other.tally)
        self.refusals.join(other.refusals)


def new_account(columns: tuple[str, ...] = COLUMNS, *, of_a_part: bool = False) -> Account:
    """An account with nothing counted; `columns` are those of the decisions. `of_a_part`: it will join others."""
    return Account(Tally(columns), Refusals(of_a_part=of_a_part))
