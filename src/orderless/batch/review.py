"""Review the rows of a table of past requests, or one's own finished interviews: each decided or reported, in order."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import NamedTuple

from orderless import clock
from orderless.bank.knowledge import Knowledge
from orderless.batch.codegen.emit import full_layout, values_of
from orderless.batch.codegen.program import Decide, compile_decision
from orderless.batch.columns import COLUMNS, PREFIX
from orderless.batch.decider import Decided, Decider, Job
from orderless.batch.mapping.mapping import Column, Mapping
from orderless.batch.mapping.mapping_file import ColumnShape
from orderless.batch.reviewed import Account, Refusals, Reviewed, added_cells, added_columns, lost_row
from orderless.batch.tables.heaps import heaps, weight
from orderless.batch.tables.table import Cell, Read, Refused, Row, Table, Unread, as_row
from orderless.errors import BadInput, OrderlessError
from orderless.interview.answers import State
from orderless.interview.events import fold
from orderless.interview.overlay import to_decide, view_of
from orderless.storage.sessions import Sessions

__all__ = [
    "HEADER",
    "Reviewer",
    "Seen",
    "Task",
    "job_for_sessions",
    "refuse_reviewed",
    "review_sessions",
    "rows_to_write",
    "seldom_collected",
]

_YOUNG = 50_000
"""Python looks for rings after so many new objects. Its own number is 700, and one heap of rows has many thousands."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for rings of objects seldom, and never among objects that exist already, such as the knowledge.

    Rows make no rings: each is gone as soon as it is written. Looking for rings would take a fifth of the time.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


HEADER = ("session", "day", "part")
"""The id of the session, the day it began, the id of the part (empty: the whole order); and no words of a client."""

_NAME = "your sessions"


def job_for_sessions(knowledge: Knowledge, columns: Sequence[str] = COLUMNS) -> Job:
    """The job that decides interviews by all that they hold, their bases included."""
    compiled = compile_decision(knowledge, full_layout(knowledge), columns)
    roles = (Column("session", ColumnShape(role="id")), Column("day", ColumnShape(role="date")))
    return Job(compiled, knowledge, Mapping(roles), date.today())


def review_sessions(job: Job, against: Job | None = None) -> Iterator[Reviewed | Refused]:
    """Each finished interview, oldest first; one that cannot be read comes as a Refused in its place.

    One with parts is as many requests as it has verdicts: the whole order, unless the parts cover all, and each part.
    """
    sessions = Sessions()
    decides = [(one, one.compiled.load()) for one in (job, against) if one is not None]
    finished = [one for one in reversed(sessions.summaries()) if one.finished]
    rows = count(1)
    for one in finished:
        try:
            whole = fold(sessions.read(one.id).records)
        except OrderlessError:
            yield Refused(_NAME, next(rows), "", f"session {one.id} cannot be read; `sessions show` says why")
            continue
        for part in to_decide(whole):
            own, *other = [_decided(view_of(whole, part), with_, decide) for with_, decide in decides]
            cells = (one.id, f"{clock.day_of(one.started or '') or ''}", part)
            yield Reviewed(next(rows), cells, own, other[0] if other else None)


def _decided(state: State, job: Job, decide: Decide) -> Decided:
    return Decided(decide(values_of(state, job.compiled.layout, job.knowledge)))


_AT_ONCE = 256
"""Rows that are decided together, few enough to stay in a processor's cache."""

Seen = Callable[[Reviewed], None]
"""Is told of each request that was read, once it is counted."""


class Task(NamedTuple):
    """What is done with the rows of one table. It can travel to other processes."""

    name: str
    """The table's, for messages."""
    header: tuple[str, ...]
    """The requester's own columns."""
    job: Job
    against: Job | None = None
    """The same with other knowledge, for comparison."""
    several: bool = False
    """Whether it is one table of several, so that each row names it."""
    only: tuple[str, ...] = ()
    """Only rows with one of these outcomes or responses are written; all rows if this is empty."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the output."""
        return (*self.header, *added_columns(self.job, several=self.several, against=self.against is not None))


def refuse_reviewed(table: Table) -> None:
    """Raises BadInput if the table was reviewed before."""
    before = next((name for name in table.header if name.startswith(PREFIX)), None)
    if before is not None:
        raise BadInput(f"{table.name} was reviewed before: it has a column {before}. Review the original.")


class Reviewer:
    """A task, ready for rows: all of a table, or some. Raises BadInput if a column that counts is not there."""

    def __init__(self, task: Task) -> None:
        self.task = task
        jobs = [task.job] if task.against is None else [task.job, task.against]
        self._deciders = [Decider(job, task.header, task.name) for job in jobs]
        self.bound = self._deciders[0].bound
        """The mapping over the columns."""

    def rows(self, read: Iterator[Read], account: Account, seen: Seen) -> Iterator[tuple[Cell, ...]]:
        """Decide what was read, count it, and give the rows to write, in their order."""
        with seldom_collected():
            yield from rows_to_write(self.task, self._reviewed(read, account.refusals), account, seen)

    def _reviewed(self, read: Iterator[Read], refusals: Refusals) -> Iterator[Reviewed | Refused]:
        for heap in heaps(read, _AT_ONCE, _weight):
            rows = [one for one in heap if not isinstance(one, Refused)]
            yield from self._decided(rows) if len(rows) == len(heap) else self._with_refused(heap, refusals)

    def _with_refused(self, heap: list[Read], refusals: Refusals) -> Iterator[Reviewed | Refused]:
        """Decide a row with unread cells with the others: the mapping knows whether it needs those cells."""
        rest = [as_row(one) for one in heap]
        refusals.unread_cells += sum(
            isinstance(cell, Unread) for one in heap if isinstance(one, Refused) for cell in one.cells
        )
        decided = self._decided([one for one in rest if not isinstance(one, Refused)])
        for one in rest:
            yield one if isinstance(one, Refused) else next(decided)

    def _decided(self, rows: Sequence[Row]) -> Iterator[Reviewed]:
        results = [decider.decide([decider.pick(cells) for _, cells in rows]) for decider in self._deciders]
        others: Sequence[Decided | None] = results[1] if len(results) > 1 else [None] * len(rows)
        for (number, cells), found, other in zip(rows, results[0], others, strict=True):
            yield Reviewed(number, cells, found, other)


def _weight(one: Read) -> int:
    return weight(one.cells if isinstance(one, Refused) else one[1])


def rows_to_write(
    task: Task, reviewed: Iterable[Reviewed | Refused], account: Account, seen: Seen
) -> Iterator[tuple[Cell, ...]]:
    """Count each request, and give the row to write where it is wanted.

    Rows that could not be read are written as well, so that the output has the same rows as the file.
    """
    job, file, only = task.job, task.name if task.several else "", set(task.only)
    tally, refusals = account
    for one in reviewed:
        if isinstance(one, Refused):
            refusals.add_unread(one)
            if not only:
                yield lost_row(task.columns, len(task.header), one)
            continue
        tally.add(one)
        if one.decided.misfits:
            refusals.add(
                Refused(task.name, one.row, column, reason, value=value)
                for column, reason, value in one.decided.misfits
            )
        seen(one)
        if not only or (not one.decided.misfits and not only.isdisjoint(tally.of(one.decided))):
            yield (*one.cells, *added_cells(job, one, file))
