"""A program in a pseudo-terminal, seen as a person sees it: type, and wait until a text can be read."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence

COLUMNS, ROWS = 200, 60
_PATIENCE = 20.0
_QUIET = 0.1
_ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>78]")
_WHERE_IS_THE_CURSOR = b"\x1b[6n"


class Terminal:
    """One program on a terminal of its own."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._seen = b""
        self.started = time.perf_counter()
        self._process, self._screen = pty.fork()
        if self._process == 0:
            os.execvpe(command[0], list(command), dict(environment))
        fcntl.ioctl(self._screen, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def type(self, text: str) -> float:
        """Press these keys. Returns when that was."""
        now = time.perf_counter()
        os.write(self._screen, text.encode())
        return now

    def wait_for(self, *texts: str) -> float:
        """Read until these texts have come, one after another, since the last wait. Returns when that was."""
        until = time.perf_counter() + _PATIENCE
        wanted = [text.encode() for text in texts]
        while not _one_after_another(_ESCAPES.sub(b"", self._seen), wanted):
            if not select.select([self._screen], [], [], max(0.0, until - time.perf_counter()))[0]:
                raise TimeoutError(f"never came: {texts}; instead: {self._seen[-500:]!r}")
            try:
                new = os.read(self._screen, 65536)
            except OSError:  # how Linux says that the program has gone
                new = b""
            if not new:
                raise EOFError(f"the program ended before: {texts}; it said: {self._seen[-500:]!r}")
            self._seen += new
            for _ in range(new.count(_WHERE_IS_THE_CURSOR)):
                os.write(self._screen, b"\x1b[1;1R")
        now = time.perf_counter()
        self._seen = b""
        return now

    def settle(self) -> None:
        """Read until nothing has come for a moment: what is typed has been shown."""
        while select.select([self._screen], [], [], _QUIET)[0]:
            self._seen += os.read(self._screen, 65536)
        self._seen = b""

    def close(self) -> None:
        """End the program."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._screen)


def _one_after_another(seen: bytes, wanted: Sequence[bytes]) -> bool:
    place = 0
    for text in wanted:
        place = seen.find(text, place)
        if place < 0:
            return False
        place += len(text)
    return True
