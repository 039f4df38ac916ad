"""The whole program as a user runs it: arguments and input in; output, talk and exit code out."""

from __future__ import annotations

import contextlib
import functools
import io
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import orderless
from orderless import __main__ as program
from orderless.bank import load
from orderless.cli.talk import Talk

__all__ = ["SOURCE", "Ran", "environment", "in_shell", "run", "run_here"]

SOURCE = Path(orderless.__file__).parents[1]


@dataclass(frozen=True)
class Ran:
    """What a run left: standard output, standard error, and the exit code (negative: ended by that signal)."""

    stdout: str
    stderr: str
    code: int

    @property
    def session(self) -> str:
        """The id of the session that the run began or went on with."""
        return next(
            word.strip(".,")
            for line in self.stderr.splitlines()
            if line.startswith("Session ")
            for word in line.split()[1:2]
        )


def environment(home: Path | str, env: Mapping[str, str] | None = None) -> dict[str, str]:
    """A small, known environment: nothing of whoever runs the tests gets in, and nothing of theirs is written to."""
    base = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(SOURCE),
        "HOME": str(home),
        "ORDERLESS_HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    return {key: value for key, value in (base | dict(env or {})).items() if value}


@contextlib.contextmanager
def _home(home: Path | None) -> Iterator[Path]:
    if home is not None:
        yield home
        return
    with tempfile.TemporaryDirectory(prefix="orderless-test-") as folder:
        yield Path(folder)


def run(
    *args: str | Path,
    stdin: str | bytes = "",
    env: Mapping[str, str] | None = None,
    home: Path | None = None,
    cwd: Path | None = None,
) -> Ran:
    """Run `orderless ARGS` as a process of its own. Without `home` it gets one that is thrown away."""
    with _home(home) as folder:
        done = subprocess.run(
            [sys.executable, "-m", "orderless", *map(str, args)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            env=environment(folder, env),
            cwd=cwd,
            timeout=60,
            check=False,
        )
    return Ran(_text(done.stdout), _text(done.stderr), done.returncode)


def in_shell(line: str, home: Path, *, before: tuple[str, ...] = (), cwd: Path | None = None, **env: str) -> Ran:
    """A line of bash in which `orderless` is the program, with pipefail off as it is for everybody.

    `before` is a command that runs the shell, such as one that takes rights away.
    """
    script = f'orderless() {{ "{sys.executable}" -m orderless "$@"; }}; {line}'
    done = subprocess.run(
        [*before, "bash", "-c", script],
        capture_output=True,
        env=environment(home, env),
        cwd=cwd,
        timeout=120,
        check=False,
    )
    return Ran(_text(done.stdout), _text(done.stderr), done.returncode)


def run_here(
    *args: str | Path, stdin: str | bytes = "", env: Mapping[str, str] | None = None, home: Path | None = None
) -> Ran:
    """The same in this process, four times as fast; for all that does not hang on streams, signals or start-up.

    The shipped knowledge is read once for all runs.
    """
    raw = stdin.encode() if isinstance(stdin, str) else stdin
    inp = io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with _home(home) as folder, contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, environment(folder, env), clear=True))
        stack.enter_context(mock.patch.object(sys, "argv", ["orderless", *map(str, args)]))
        for name, stream in (("stdin", inp), ("stdout", out), ("stderr", err)):
            stack.enter_context(mock.patch.object(sys, name, stream))
        stack.enter_context(mock.patch.object(load, "load_knowledge", _load_once))
        pipe_before = signal.getsignal(signal.SIGPIPE)
        try:
            program.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            signal.signal(signal.SIGPIPE, pipe_before)
            Talk.quiet = Talk.no_input = Talk.plainly = False
    return Ran(_text(out.buffer.getvalue()), _text(err.buffer.getvalue()), code)


_load = load.load_knowledge


@functools.cache
def _shipped() -> object:
    return _load(None)


def _load_once(overlay: Path | None = None) -> object:
    return _load(overlay) if overlay is not None else _shipped()


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
