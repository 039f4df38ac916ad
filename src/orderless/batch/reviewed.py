"""One request that was reviewed, and the row of the output that it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from orderless.batch.columns import PREFIX, REFUSED, SUGGESTED
from orderless.batch.decider import Decided, Job
from orderless.batch.mapping.bind import Cells
from orderless.batch.tables.table import Cell, Refused

__all__ = ["AGAINST", "FILE", "ROW", "Reviewed", "added_cells", "added_columns", "lost_row"]

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
    """The row of the output for one that could not be read: where it stands and why. `own` columns come first."""
    said: dict[str, Cell] = {REFUSED: refused.reason, FILE: refused.file, ROW: refused.row or None}
    if refused.column:
        said[REFUSED] = f"{refused.column}: {refused.reason}"
    return (*[None] * own, *(said.get(name, "") for name in columns[own:]))
