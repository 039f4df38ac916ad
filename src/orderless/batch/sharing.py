"""Share work out among processes, each with a pipe of its own, and take what they made of it in the order of the work.

In the standard library's pool all processes answer through one pipe, and one that is killed in the middle of an answer
leaves the others waiting for its rest without end. Here the end of a process ends its pipe, which is noticed.
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
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, NamedTuple, TypeVar

from orderless.errors import FaultElsewhere, OrderlessError, place_of

__all__ = ["ProcessLost", "share_out"]

Plan = TypeVar("Plan")
Work = TypeVar("Work")
Made = TypeVar("Made")

_AHEAD = 2
"""Pieces of work for each process that are under way, or made and not yet asked for, at a time."""


class ProcessLost(Exception):
    """A process was ended from outside before it had answered: mostly by a system that lacks memory."""


class _Failed(NamedTuple):
    error: Exception


class _Worker(NamedTuple, Generic[Work, Made]):
    process: BaseProcess
    pipe: Connection[Work, Made | _Failed]
    under_way: deque[int]
    """The numbers of the pieces of work it has, in the order in which it answers."""

    def begin(self, number: int, work: Work) -> None:
        self.under_way.append(number)
        try:
            self.pipe.send(work)
        except OSError as error:
            raise ProcessLost from error

    def finish(self) -> tuple[int, Made | _Failed]:
        try:
            return self.under_way.popleft(), self.pipe.recv()
        except (EOFError, OSError) as error:
            raise ProcessLost from error

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


def share_out(
    works: Iterable[Work], workers: int, prepare: Callable[[Plan], Callable[[Work], Made]], plan: Plan
) -> Iterator[Made]:
    """What `prepare(plan)`, called once in each process, makes of each work, in order.

    Raises what it raises, if that is an OrderlessError or an OSError; FaultElsewhere for any other error, whose values
    stay where it was; and ProcessLost. However it ends, the processes are gone then.
    """
    with ExitStack() as stack:
        crew: list[_Worker[Work, Made]] = []
        for _ in range(workers):
            crew.append(_begun(prepare, plan))
            stack.callback(crew[-1].end)
        left, made = enumerate(works), dict[int, Made | _Failed]()
        for wanted in count():
            for number, work in left:
                min(crew, key=lambda one: len(one.under_way)).begin(number, work)
                if number + 1 >= wanted + workers * _AHEAD:
                    break
            while wanted not in made:
                busy = [one for one in crew if one.under_way]
                if not busy:
                    return
                ready = wait([one.pipe for one in busy])
                made.update(one.finish() for one in busy if one.pipe in ready)
            answer = made.pop(wanted)
            if isinstance(answer, _Failed):
                raise answer.error
            yield answer


def _begun(prepare: Callable[[Plan], Callable[[Work], Made]], plan: Plan) -> _Worker[Work, Made]:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_work, args=(theirs, prepare, plan), daemon=True)
    with theirs, _undisturbed():
        process.start()
    return _Worker(process, ours, deque())


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A process that begins here never sees a Ctrl-C, which a terminal sends to all; this one does, afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# ---------------------------------------------------------------------------------------------- in the other process


def _work(pipe: Connection[bytes, Work], prepare: Callable[[Plan], Callable[[Work], Made]], plan: Plan) -> None:
    _leave_signals_to_parent()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    make: Callable[[Work], Made] | None = None
    with suppress(EOFError, OSError):  # the parent is gone
        while True:
            work = pipe.recv()
            try:
                make = make or prepare(plan)
                answer = pickle.dumps(make(work))
            except Exception as error:  # noqa: BLE001 (the last handler here; what it was is said by the parent)
                answer = pickle.dumps(_failed(error))
            pipe.send_bytes(answer)


def _failed(error: Exception) -> _Failed:
    return _Failed(error if isinstance(error, OrderlessError | OSError) else FaultElsewhere(place_of(error)))


def _leave_signals_to_parent() -> None:
    """What the parent does about a signal is not for this process; what a group is sent, the parent sees to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(os, "setsid"):
        os.setsid()


def _end_with_parent() -> None:
    """A parent that is killed cannot end its children: they notice by themselves, and leave nothing."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
