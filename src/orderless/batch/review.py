"""Review tables of past requests: every row decided or reported, in order, in memory that does not grow."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from orderless.batch.collecting import seldom_collected
from orderless.batch.columns import PREFIX, REFUSED, SUGGESTED
from orderless.batch.decider import Decided, Decider, Job, Picked
from orderless.batch.mapping.bind import Cells
from orderless.batch.tables.table import Cell, Refuse, Refused, Row, Table
from orderless.errors import BadInput

__all__ = [
    "AGAINST",
    "FILE",
    "ROW",
    "Reviewed",
    "Tally",
    "added_cells",
    "added_columns",
    "lost_row",
    "refuse_reviewed",
    "review_table",
]

AGAINST = ("response", "outcome")
"""What is decided with other knowledge, for comparison."""

ROW, FILE = PREFIX + "row", PREFIX + "file"
"""Where the request stands in its file, and which file that is where there are several."""

_AT_ONCE = 1_000
"""Rows that are decided together, and handed to another process together."""
_AHEAD = 2
"""Such heaps for each process that are under way at a time."""


class Reviewed(NamedTuple):
    """One request that was read: where it stands, its own cells, and what was decided.

    `otherwise` is the same with other knowledge, where that is asked for.
    """

    row: int
    cells: Cells
    decided: Decided
    otherwise: Decided | None = None


@dataclass
class Tally:
    """What came out, in numbers that do not grow with the file."""

    columns: tuple[str, ...]
    rows: int = 0
    refused: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    responses: Counter[str] = field(default_factory=Counter)
    flips: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often the outcome of the first becomes that of the second with the other knowledge."""

    suggested: int = 0
    """Requests in whose decision something counts that their words suggest."""

    def add(self, one: Reviewed) -> None:
        """Count one request that was read."""
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

    def of(self, decided: Decided) -> tuple[str, str]:
        """Response and outcome of a decision."""
        cells, (response, outcome) = decided.cells, self._places
        return str(cells[response]), str(cells[outcome])

    @cached_property
    def _places(self) -> tuple[int, int]:
        """Where response and outcome stand."""
        return self.columns.index("response"), self.columns.index("outcome")


def refuse_reviewed(table: Table) -> None:
    """Raises BadInput if the table was reviewed before."""
    before = next((name for name in table.header if name.startswith(PREFIX)), None)
    if before is not None:
        raise BadInput(f"{table.name} was reviewed before: it has a column {before}. Review the original.")


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


def review_table(
    table: Table, job: Job, refuse: Refuse, *, against: Job | None = None, workers: int = 1
) -> Iterator[Reviewed]:
    """Decide each row of a table, in order. `refuse` is told of each cell that the mapping cannot read.

    Raises BadInput if a column that counts is not there.
    """
    jobs = [job] if against is None else [job, against]
    deciders = [Decider(one, table.header, table.name) for one in jobs]
    decided = _here if workers <= 1 else _elsewhere
    with seldom_collected():
        for heap, results in decided(table, deciders, jobs, workers):
            others: Sequence[Decided | None] = results[1] if len(results) > 1 else [None] * len(heap)
            for (number, cells), found, other in zip(heap, results[0], others, strict=True):
                for misfit in found.misfits:
                    refuse(Refused(table.name, number, misfit.column, misfit.reason, value=misfit.value))
                yield Reviewed(number, cells, found, other)


Heap = tuple[list[Row], list[list[Decided]]]


def _heaps(table: Table) -> Iterator[list[Row]]:
    while heap := list(islice(table.rows, _AT_ONCE)):
        yield heap


def _here(table: Table, deciders: Sequence[Decider], _jobs: Sequence[Job], _workers: int) -> Iterator[Heap]:
    for heap in _heaps(table):
        yield heap, [decider.decide([decider.pick(cells) for _, cells in heap]) for decider in deciders]


# ------------------------------------------------------------------------------------------------ other processes

_own: list[Decider] = []
"""The deciders of this process, where it is one of several."""


def _begin(jobs: Sequence[Job], header: Sequence[str], shown: str) -> None:
    _own[:] = [Decider(job, header, shown) for job in jobs]


def _decide(rows: Sequence[Sequence[Picked]]) -> list[list[Decided]]:
    return [decider.decide(picked) for decider, picked in zip(_own, rows, strict=True)]


def _elsewhere(table: Table, deciders: Sequence[Decider], jobs: Sequence[Job], workers: int) -> Iterator[Heap]:
    """The same by several processes. This one reads and hands out whole rows, so that none can be cut in two."""
    from concurrent.futures import Future, ProcessPoolExecutor

    with ExitStack() as stack:
        pool = ProcessPoolExecutor(workers, initializer=_begin, initargs=(jobs, table.header, table.name))
        stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        under_way: deque[tuple[list[Row], Future[list[list[Decided]]]]] = deque()
        for heap in _heaps(table):
            picked = [[decider.pick(cells) for _, cells in heap] for decider in deciders]
            under_way.append((heap, pool.submit(_decide, picked)))
            if len(under_way) > workers * _AHEAD:
                oldest, result = under_way.popleft()
                yield oldest, result.result()
        for oldest, result in under_way:
            yield oldest, result.result()
