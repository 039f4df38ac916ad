"""A review that is ended in the middle leaves no file and no process behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.program import environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no such signals")

ROWS = 200_000
"""So many that it is still at work when the signal comes."""


@pytest.fixture(scope="module")
def requests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("requests") / "requests.csv"
    row = "wish,most_could,words of a request that mean nothing to anybody\n"
    path.write_text("trigger,can_do,note\n" + row * ROWS, encoding="utf-8")
    return path


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_ended_in_the_middle(requests: Path, tmp_path: Path, number: signal.Signals, workers: str) -> None:
    """As a terminal and a scheduler do it: all processes of the group are told, and impatient people do it twice."""
    ran = _begun(requests, tmp_path, workers)
    os.killpg(ran.pid, number)
    time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(ran.pid, number)
    talk = ran.communicate(timeout=30)[1]  # its children hold this pipe, too: it ends when all of them have
    assert ran.returncode == 128 + number
    assert _left(tmp_path) == []
    assert talk.decode() == ("Interrupted; no file was written.\n" if number == signal.SIGINT else "")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_killed_in_the_middle(requests: Path, tmp_path: Path, workers: str) -> None:
    """What it had written stays as a temporary file, nothing can help that; processes and the report's file go."""
    ran = _begun(requests, tmp_path, workers)
    ran.kill()
    assert ran.communicate(timeout=30)[1] == b""
    assert [path.suffix for path in _left(tmp_path)] == [".tmp"]


@pytest.mark.parametrize("answering", [False, True])
def test_a_process_that_shares_the_work_is_killed(requests: Path, tmp_path: Path, answering: bool) -> None:
    """As a system without memory does it; also where that process has said only half of what it was to say."""
    ran = _begun(requests, tmp_path, "2")
    children = Path(f"/proc/{ran.pid}/task/{ran.pid}/children")
    if not children.exists():
        ran.kill()
        ran.communicate()
        pytest.skip("children are named on Linux only")
    if answering:
        os.kill(ran.pid, signal.SIGSTOP)
        time.sleep(0.5)  # by now both write into pipes that nobody reads
    os.kill(int(children.read_text(encoding="ascii").split()[0]), signal.SIGKILL)
    os.kill(ran.pid, signal.SIGCONT)
    talk = ran.communicate(timeout=30)[1].decode()
    assert ran.returncode == 1
    assert talk.endswith("perhaps for want of memory; use fewer --workers.\n")
    assert talk.count("\n") == 1
    assert _left(tmp_path) == []


def test_what_it_was_begun_to_ignore_it_ignores(requests: Path, tmp_path: Path) -> None:
    """As `nohup` does it."""
    ran = _begun(requests, tmp_path, "2", ignoring=signal.SIGHUP)
    os.killpg(ran.pid, signal.SIGHUP)
    time.sleep(0.3)
    assert ran.poll() is None
    ran.terminate()
    ran.communicate(timeout=30)
    assert ran.returncode == 128 + signal.SIGTERM


def _begun(
    requests: Path, folder: Path, workers: str, ignoring: signal.Signals | None = None
) -> subprocess.Popen[bytes]:
    """A review that has written something already."""
    out, temporary = folder / "out", folder / "tmp"
    out.mkdir()
    temporary.mkdir()

    def prepared() -> None:
        for one in (signal.SIGINT, signal.SIGHUP):  # whatever whoever runs the tests ignores
            signal.signal(one, signal.SIG_IGN if one is ignoring else signal.SIG_DFL)

    options = ("-o", out / "o.csv", "--report", out / "r.md", "--workers", workers)
    ran = subprocess.Popen(
        [sys.executable, "-m", "orderless", "review", requests, *options],
        env=environment(folder / "home", {"TMPDIR": str(temporary)}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=prepared,
    )
    for _ in range(1200):
        if any(path.stat().st_size > 100_000 for path in out.iterdir()):
            return ran
        time.sleep(0.05)
    raise AssertionError("nothing was ever written")


def _left(folder: Path) -> list[Path]:
    return [*(folder / "out").iterdir(), *(folder / "tmp").iterdir()]
