"""Work that is shared out comes back in order, and however it ends no process is left and nobody waits."""

from __future__ import annotations

import contextlib
import errno
import multiprocessing
import multiprocessing.spawn
import os
import re
import shutil
import time
from collections.abc import Iterator

import pytest

from orderless.batch.parallel import ProcessLost, share_out
from orderless.errors import BadInput, CannotDo, FaultElsewhere
from support.shared_work import Deadly, complaining, ending_itself, faulty, of_that_size, opening, slept, the_same


@pytest.fixture(params=["fork", "spawn", "forkserver"], autouse=True)
def started(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.param not in multiprocessing.get_all_start_methods():
        pytest.skip("this system begins processes in one way only")
    before = multiprocessing.get_start_method()
    multiprocessing.set_start_method(request.param, force=True)
    yield
    multiprocessing.set_start_method(before, force=True)
    assert multiprocessing.active_children() == []


def test_in_the_order_of_the_work_however_long_each_takes() -> None:
    assert list(share_out([0.1, 0, 0, 0.05, 0, 0, 0], 2, slept, "slept")) == [
        ("slept", 0.1),
        ("slept", 0),
        ("slept", 0),
        ("slept", 0.05),
        ("slept", 0),
        ("slept", 0),
        ("slept", 0),
    ]


def test_no_work() -> None:
    assert list(share_out([], 2, slept, "")) == []


def test_work_is_asked_for_only_a_little_ahead() -> None:
    asked: list[int] = []

    def works() -> Iterator[int]:
        for number in range(100):
            asked.append(number)
            yield 0

    with contextlib.closing(share_out(works(), 2, slept, "")) as made:
        next(made)
        assert len(asked) <= 4
        next(made)
        assert len(asked) <= 5


def test_answers_that_no_pipe_holds_at_once() -> None:
    sizes = [3_000_000, 1, 2_000_000, 5, 4_000_000]
    assert [len(made) for made in share_out(sizes, 2, of_that_size, None)] == sizes


def test_works_and_answers_that_no_pipe_holds_at_once() -> None:
    """Neither side waits for the other to take what it sends."""
    works = [bytes([number]) * 3_000_000 for number in range(8)]
    assert list(share_out(works, 2, the_same, None)) == works


@pytest.mark.parametrize("workers", [1, 3])
def test_what_was_wrong_is_told_in_its_turn(workers: int) -> None:
    """What comes before it has been handed on; of two faults the first is told, whoever met which one first."""
    made = share_out([0, 1, 2, 3, 4], workers, complaining, None)
    assert [next(made), next(made)] == [0, 1]
    with pytest.raises(BadInput, match=r"^row 2 is wrong\nsay otherwise$"):
        next(made)


@pytest.mark.parametrize("begin", ["preparing", "working", "answering", "an odd error of the system"])
def test_a_fault_of_ours_comes_without_the_values_it_was_about(begin: str) -> None:
    with pytest.raises(FaultElsewhere) as told:
        list(share_out(["what a client said"], 1, faulty, begin))
    assert re.fullmatch(r"\w+Error in orderless\.batch\.parallel, line \d+", str(told.value))
    assert told.value.__cause__ is None


def test_an_error_of_the_system_keeps_its_file_and_its_reason() -> None:
    with pytest.raises(FileNotFoundError) as told:
        list(share_out(["there is no such file"], 1, opening, None))
    assert told.value.filename == "there is no such file"
    assert told.value.strerror


def test_a_process_that_is_ended_is_missed() -> None:
    with pytest.raises(ProcessLost):
        list(share_out([1, 2, 3], 2, ending_itself, None))


def test_a_process_that_is_ended_in_the_middle_of_an_answer_is_missed() -> None:
    """Nothing waits for the rest of what it began to say."""
    made = share_out([10_000_000] * 8, 2, of_that_size, None)
    next(made)
    time.sleep(0.3)  # by now both are writing into pipes that nobody reads
    multiprocessing.active_children()[0].kill()
    with pytest.raises(ProcessLost):
        list(made)


def test_a_process_that_is_ended_while_it_learns_what_to_do_is_missed() -> None:
    with pytest.raises(ProcessLost):
        list(
            share_out(
                [1, 2, 3],
                2,
                the_same,
                Deadly(),
            )
        )


def test_a_process_that_never_really_began_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its plan, which is more than a pipe holds, is not waited for by anybody."""
    if multiprocessing.get_start_method() != "spawn":
        pytest.skip("a forked process has begun already")
    monkeypatch.setattr(multiprocessing.spawn, "_python_exe", os.fsencode(shutil.which("false") or "false"))
    with pytest.raises(ProcessLost):
        list(share_out([1, 2, 3], 2, the_same, b"x" * 1_000_000))


def test_a_system_that_begins_no_more_processes_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_more(*_: object) -> None:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(multiprocessing.Process, "start", no_more)
    with pytest.raises(CannotDo, match=r"^No more processes can be begun: .*; use fewer --workers\.$"):
        list(share_out([1], 2, the_same, None))
