"""Share a text table out among processes, each with a pipe of its own; results come in the file's order.

In the standard library's pool all processes answer through one pipe, and one that is killed in the middle of an answer
leaves the others waiting for its rest without end. Here the end of a process ends its pipe, which is noticed.

What goes between processes is the place of a stretch and, back, its finished text, what was counted, and what a report
keeps of each request. The parent puts the texts one after the other and joins the counts.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from itertools import count
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NamedTuple, TypeVar

from orderless.batch.report.kept_rows import Gaps, Keeper, Kept
from orderless.batch.review import Reviewer, Task
from orderless.batch.reviewed import Account, Reviewed, new_account
from orderless.batch.tables.table import Part, Table
from orderless.batch.tables.text_out import Finished
from orderless.batch.tables.text_table import read_part
from orderless.batch.tables.writing import TextForm, finished_text
from orderless.errors import CannotDo, FaultElsewhere, OrderlessError, place_of, why

__all__ = ["Piece", "Plan", "ProcessLost", "review_parts", "share_out"]

Prepared = TypeVar("Prepared")
Work = TypeVar("Work")
Made = TypeVar("Made")

_AHEAD = 2
"""At most so many pieces of work for each process are under way, or finished and not yet taken, at a time."""


class ProcessLost(Exception):
    """A process was ended from outside before it had answered: mostly by a system that lacks memory."""


class _Failed(NamedTuple):
    error: Exception


class _Worker(Generic[Work, Made]):
    """A process that waits for work or does it. It is sent nothing while it may be answering."""

    def __init__(self) -> None:
        """Raises CannotDo if the system begins no more processes."""
        self.number: int | None = None
        """The number of the piece of work that it has; None while it waits."""
        try:
            self.pipe, theirs = multiprocessing.Pipe()
            self._process = multiprocessing.Process(target=_work, args=(theirs,), daemon=True)
            with theirs, _undisturbed():
                self._process.start()
        except BrokenPipeError as error:
            raise ProcessLost from error
        except OSError as error:
            raise CannotDo(f"No more processes can be begun: {why(error)}; use fewer --workers.") from error

    def send(self, what: object) -> None:
        try:
            self.pipe.send(what)
        except OSError as error:
            raise ProcessLost from error

    def begin(self, number: int, work: Work) -> None:
        self.number = number
        self.send(work)

    def finish(self) -> tuple[int, Made | _Failed]:
        assert self.number is not None
        number, self.number = self.number, None
        try:
            return number, self.pipe.recv()
        except (EOFError, OSError) as error:
            raise ProcessLost from error

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self.pipe.close()


def share_out(
    works: Iterable[Work], workers: int, prepare: Callable[[Prepared], Callable[[Work], Made]], plan: Prepared
) -> Iterator[Made]:
    """The results of all works, in order. Each process calls `prepare(plan)` once, and what that gives for each work.

    An OrderlessError or an OSError in a process is raised here, too. Any other error is raised as FaultElsewhere: the
    values in it stay in its process. Raises ProcessLost if a process was ended, and CannotDo if none can be begun.
    However this ends, the processes are gone.
    """
    with ExitStack() as stack:
        crew: list[_Worker[Work, Made]] = []
        for _ in range(workers):
            crew.append(_Worker())
            stack.callback(crew[-1].end)
        for one in crew:
            one.send((prepare, plan))
        made: dict[int, Made | _Failed] = {}
        left = enumerate(works)
        for wanted in count():
            _hand_out(left, crew, len(made) + sum(one.number is not None for one in crew))
            while wanted not in made and (busy := [one for one in crew if one.number is not None]):
                ready = wait([one.pipe for one in busy])
                made.update(one.finish() for one in busy if one.pipe in ready)
                _hand_out(left, crew, len(made) + sum(one.number is not None for one in crew))
            if wanted not in made:
                return
            answer = made.pop(wanted)
            if isinstance(answer, _Failed):
                raise answer.error
            yield answer


def _hand_out(left: Iterator[tuple[int, Work]], crew: list[_Worker[Work, Made]], held: int) -> None:
    """Give work to processes that have none. `held` pieces are under way, or finished and not yet taken."""
    idle = [one for one in crew if one.number is None]
    for one, (number, work) in zip(idle[: len(crew) * _AHEAD - held], left, strict=False):
        one.begin(number, work)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A process begun meanwhile never sees a Ctrl-C, which a terminal sends to all. This process sees it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    if multiprocessing.get_start_method() != "fork":
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # else it is begun later, and its start lets signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# ---------------------------------------------------------------------------------------------- in the other process


def _work(pipe: Connection[bytes, Any]) -> None:
    """Take `prepare` and the plan, then make each work that comes."""
    _leave_signals_to_parent()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    make: Callable[[Any], object] | None = None
    with suppress(EOFError, OSError):  # the parent is gone
        prepare, plan = pipe.recv()
        while True:
            work = pipe.recv()
            try:
                make = make or prepare(plan)
                answer = pickle.dumps(make(work))
            except Exception as error:  # noqa: BLE001 (the last handler here; what it was is said by the parent)
                answer = pickle.dumps(_Failed(_to_send(error)))
            pipe.send_bytes(answer)


def _to_send(error: Exception) -> Exception:
    """The error, or another in its place, that can be pickled whatever this one holds."""
    if isinstance(error, OrderlessError):
        return error
    if isinstance(error, OSError) and isinstance(error.filename, str | None):
        return OSError(error.errno, error.strerror, error.filename)
    return FaultElsewhere(place_of(error))


def _leave_signals_to_parent() -> None:
    """Leave it to the parent to act on signals, also on those that a terminal sends to the whole group."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(os, "setsid"):
        os.setsid()


def _end_with_parent() -> None:
    """End this process when the parent ends: a parent that is killed cannot end its children."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


_BYTES = 1 << 18
"""About the size of a stretch: its text is held in memory as a whole."""


class Plan(NamedTuple):
    """What each process is told once."""

    task: Task
    form: TextForm | None
    """The form of text in which the rows are written; None if no rows are written."""
    report: bool
    """Whether a report wants to know of each request."""


class Piece(NamedTuple):
    """One stretch, reviewed."""

    finished: Finished | None
    account: Account
    kept: list[Kept]
    """What a report keeps of each request that was decided."""
    gaps: Gaps


def review_parts(table: Table, plan: Plan, workers: int) -> Iterator[Piece]:
    """The pieces of a table that can be split, in order. Raises BadInput or CannotDo as reading does."""
    assert table.split is not None
    stretches = table.split(max(workers, table.size // _BYTES + 1))
    try:
        yield from share_out(stretches, workers, _prepare, plan)
    except ProcessLost as error:
        lost = "a process that shared the work was ended, perhaps for want of memory"
        raise CannotDo(f"{table.name}: {lost}; use fewer --workers.") from error


def _prepare(plan: Plan) -> Callable[[Part], Piece]:
    return partial(_review, plan, Reviewer(plan.task))


def _review(plan: Plan, reviewer: Reviewer, part: Part) -> Piece:
    account = new_account(plan.task.job.compiled.columns, of_a_part=True)
    keeper = Keeper(plan.task.job, reviewer.bound, part.name)
    kept: list[Kept] = []

    def seen(one: Reviewed) -> None:
        if plan.report and not one.decided.misfits:
            kept.append(keeper.keep(one))

    rows = reviewer.rows(read_part(part), account, seen)
    if plan.form is None:
        deque(rows, maxlen=0)
        finished = None
    else:
        finished = finished_text(rows, plan.task.columns, plan.form)
    return Piece(finished, account, kept, keeper.gaps)
