"""A real terminal: a pty with the program on one side and an emulator on the other, which answers as a terminal does.

The test keeps the program's side open too, as a shell would: so the terminal's settings can be read after the program
has ended, and closing the terminal is a hang-up like any other.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyte

from support.program import environment

__all__ = ["LIMIT", "Terminal"]

LIMIT = 40.0
"""Seconds that anything may take before the test gives up; a loaded machine is slow."""


class _Screen(pyte.Screen):
    """pyte's screen, sending its answers (where is the cursor?) to the program, as a terminal does."""

    answer: Callable[[str], None] | None = None

    def write_process_input(self, data: str) -> None:
        if self.answer is not None:
            self.answer(data)

    def set_margins(self, *args: Any, **options: Any) -> None:
        options.pop("private", None)
        super().set_margins(*args, **options)


class Terminal:
    """`orderless ARGS` on a terminal of this size. Use it in a `with`; nothing is left running after it."""

    def __init__(
        self,
        *args: str | Path,
        home: Path,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        command: list[str] | None = None,
    ) -> None:
        self._master, self._slave = os.openpty()
        self._screen = _Screen(columns, rows)
        self._screen.answer = self.type
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""
        self._size(columns, rows)
        self.settings_before = termios.tcgetattr(self._slave)
        self._process = subprocess.Popen(
            command or [sys.executable, "-m", "orderless", *map(str, args)],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env=environment(home, env),
            start_new_session=True,
            preexec_fn=_take_terminal,
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        self._close()

    # ------------------------------------------------------------------------------------------------- looking

    @property
    def text(self) -> str:
        """What is on the screen, without the blanks at the ends of lines."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    @property
    def lines(self) -> list[str]:
        """The same by line."""
        return self.text.split("\n")

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor, from 0; and it is visible, or the test has found a fault."""
        assert not self._screen.cursor.hidden
        return self._screen.cursor.x, self._screen.cursor.y

    def cell(self, x: int, y: int) -> Any:
        """What stands in a column of a row (from 0), with its style, as the emulator has it."""
        return self._screen.buffer[y][x]

    @property
    def settings(self) -> list[Any]:
        """The terminal's settings now."""
        return termios.tcgetattr(self._slave)

    def line_with(self, words: str) -> str:
        """The one line on the screen that holds these words."""
        found = [line for line in self.lines if words in line]
        assert len(found) == 1, f"{len(found)} lines with {words!r} on\n{self.text}"
        return found[0]

    # -------------------------------------------------------------------------------------------------- acting

    def type(self, keys: str | bytes) -> None:
        """Send keys; nothing is waited for."""
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._screen.resize(rows, columns)
        self._size(columns, rows)

    def signal(self, number: int) -> None:
        """Send a signal to the program alone."""
        os.kill(self._process.pid, number)

    def hang_up(self) -> int:
        """Close the terminal, as a closed window does, and wait for the program's end; returns its exit code."""
        self._close()
        return self._process.wait(LIMIT)

    def wait_for(self, wanted: str | Callable[[str], bool], limit: float = LIMIT) -> str:
        """Read until the words (however wrapped), or what is asked of the screen, are there; returns the screen."""
        there = wanted if callable(wanted) else lambda text: wanted in text or wanted in " ".join(text.split())
        ends = time.monotonic() + limit
        while not there(self.text):
            more = self._read(0.05)
            if time.monotonic() > ends or (not more and self._process.poll() is not None and not self._read(0)):
                assert there(self.text), f"waited in vain for {wanted!r}; on the screen:\n{self.text}"
        return self.text

    def look(self, seconds: float) -> None:
        """Read for so long, or until nothing more can come."""
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            with contextlib.suppress(OSError):
                self._read(min(left, 0.02))

    def drain(self) -> None:
        """Read what the program had sent already."""
        while self._read(0):
            pass

    @property
    def stopped(self) -> bool:
        """Whether the program is stopped, as by a shell."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8")
        return stat.rpartition(")")[2].split()[0] == "T"

    @property
    def running(self) -> bool:
        """Whether the program has not ended yet."""
        return self._process.poll() is None

    @property
    def hidden(self) -> bool:
        """Whether the cursor is hidden."""
        return bool(self._screen.cursor.hidden)

    def wait_until(self, true: Callable[[], bool], limit: float = LIMIT) -> None:
        """Read until something outside the screen is so, such as a line in a file."""
        self.wait_for(lambda _text: true(), limit)

    def wait_end(self) -> int:
        """Read until the program has ended; returns its exit code (negative: ended by that signal)."""
        ends = time.monotonic() + LIMIT
        while self._process.poll() is None:
            self._read(0.05)
            assert time.monotonic() < ends, f"still running; on the screen:\n{self.text}"
        while self._read(0):
            pass
        return self._process.returncode

    def kill(self) -> None:
        """kill -9."""
        self.signal(signal.SIGKILL)
        self.wait_end()

    # ------------------------------------------------------------------------------------------------- plumbing

    def _read(self, patience: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], patience)
        if not ready:
            return False
        data = os.read(self._master, 1 << 16)
        self.raw += data
        self._stream.feed(data)
        return bool(data)

    def _size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _close(self) -> None:
        for descriptor in (self._slave, self._master):
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self._slave = self._master = -1


def _take_terminal() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a script that starts the tests with & has it ignored
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
