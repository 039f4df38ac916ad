"""Review a text table by several processes: each reads, decides, counts and writes out stretches of it on its own.

What goes between processes is the place of a stretch and, back, its finished text, what was counted, and what a report
keeps of each request. The parent puts the texts one after the other and joins the counts.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from orderless.batch.account import Account, new_account
from orderless.batch.intake import Intake
from orderless.batch.report.rows import Gaps, Keeper, Kept
from orderless.batch.review import Reviewer, Task
from orderless.batch.reviewed import Reviewed
from orderless.batch.tables.finished import Finished
from orderless.batch.tables.table import Part, Table
from orderless.batch.tables.text_table import read_part
from orderless.batch.tables.writing import TextForm, finished_text
from orderless.errors import CannotDo

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

__all__ = ["Piece", "Plan", "review_parts"]

_BYTES = 1 << 18
"""About the size of a stretch: its text is held in memory as a whole."""
_AHEAD = 2
"""Stretches for each process that are under way at a time."""


class Plan(NamedTuple):
    """What each process is told once."""

    task: Task
    form: TextForm | None
    """In which the rows are written out; None where no rows are written."""
    report: bool
    """Whether a report wants to know of each request."""


class Piece(NamedTuple):
    """One stretch, reviewed."""

    finished: Finished | None
    account: Account
    unread_cells: int
    kept: list[Kept]
    """What a report keeps of each request that was decided."""
    gaps: Gaps


def review_parts(table: Table, plan: Plan, workers: int) -> Iterator[Piece]:
    """The pieces of a table that can be split, in order. Raises BadInput or CannotDo as reading does."""
    from concurrent.futures.process import BrokenProcessPool

    assert table.split is not None
    try:
        with ExitStack() as stack:
            pool = _pool(workers, plan, table.name)
            stack.callback(pool.shutdown, wait=True, cancel_futures=True)
            under_way: deque[Future[Piece]] = deque()
            for part in table.split(max(workers, table.size // _BYTES + 1)):
                with _undisturbed():
                    under_way.append(pool.submit(_review, part))
                if len(under_way) > workers * _AHEAD:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
    except BrokenProcessPool as error:
        lost = "a process that shared the work was ended, perhaps for want of memory"
        raise CannotDo(f"{table.name}: {lost}; use fewer --workers.") from error


def _pool(workers: int, plan: Plan, name: str) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor

    try:
        return ProcessPoolExecutor(workers, initializer=_begin, initargs=(plan,))
    except NotImplementedError as error:  # a system without semaphores
        raise CannotDo(f"{name}: this system cannot share work among processes; leave out --workers.") from error


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Processes that begin here never see Ctrl-C, which a terminal sends to all of them; this one does, afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_own: list[tuple[Plan, Reviewer]] = []
"""What this process was told, and made of it."""


def _begin(plan: Plan) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what the parent does about it is not for this process
    if hasattr(os, "setsid"):
        os.setsid()  # what is sent to all of a group is for the parent, which sees to its children
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _own[:] = [(plan, Reviewer(plan.task))]


def _end_with_parent() -> None:
    """A parent that is killed cannot end its children: they notice by themselves, and leave nothing."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _review(part: Part) -> Piece:
    ((plan, reviewer),) = _own
    account = new_account(plan.task.job.compiled.columns, of_a_part=True)
    keeper = Keeper(plan.task.job, reviewer.bound, part.name)
    kept: list[Kept] = []

    def seen(one: Reviewed) -> None:
        if plan.report and not one.decided.misfits:
            kept.append(keeper.keep(one))

    intake = Intake()
    rows = reviewer.rows(read_part(part, intake.take), intake, account, seen)
    if plan.form is None:
        deque(rows, maxlen=0)
        finished = None
    else:
        finished = finished_text(rows, plan.task.columns, plan.form)
    return Piece(finished, account, intake.unread_cells, kept, keeper.gaps)
