"""A review that is ended in the middle leaves no file and no process behind."""

from __future__ import annotations

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
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL])
def test_ended_in_the_middle(requests: Path, tmp_path: Path, number: signal.Signals, workers: str) -> None:
    out, temporary = tmp_path / "out", tmp_path / "tmp"
    out.mkdir()
    temporary.mkdir()
    options = ("-o", out / "o.csv", "--report", out / "r.md", "--workers", workers)
    ran = subprocess.Popen(
        [sys.executable, "-m", "orderless", "review", requests, *options],
        env=environment(tmp_path / "home", {"TMPDIR": str(temporary)}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # what runs in the background ignores it
    )
    _wait_until_something_is_written(out)
    ran.send_signal(number)
    talk = ran.communicate(timeout=30)[1]  # its children hold this pipe, too: it ends when all of them have
    assert b"Traceback" not in talk
    assert list(temporary.iterdir()) == []
    if number == signal.SIGKILL:
        assert ran.returncode == -number  # what it had written stays as a temporary file; nothing can help that
        assert not (out / "o.csv").exists()
        return
    assert ran.returncode == 128 + number
    assert list(out.iterdir()) == []
    if number == signal.SIGINT:
        assert b"Interrupted; no file was written." in talk


def _wait_until_something_is_written(folder: Path) -> None:
    for _ in range(1200):
        if any(path.stat().st_size > 100_000 for path in folder.iterdir()):
            return
        time.sleep(0.05)
    raise AssertionError("nothing was ever written")
