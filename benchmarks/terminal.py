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

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int] = (COLUMNS, ROWS)
    ) -> None:
        columns, rows = size
        self._seen = b""
        self.sent = 0  # bytes that came up to the last time it was settled, since the wait before
        self.started = time.perf_counter()
        self.process, self.screen = pty.fork()
        if self.process == 0:
            os.execvpe(command[0], list(command), {**environment, "COLUMNS": str(columns), "LINES": str(rows)})
        fcntl.ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, text: str) -> float:
        """Press these keys. Returns when that was."""
        now = time.perf_counter()
        os.write(self.screen, text.encode())
        return now

    def wait_for(self, *texts: str) -> float:
        """Read until these texts have come, one after another, since the last wait. Returns when that was."""
        wanted = [text.encode() for text in texts]
        while not _one_after_another(_ESCAPES.sub(b"", self._seen), wanted):
            self._take(f"never came: {texts}")
        now = time.perf_counter()
        self._seen = b""
        return now

    def first_byte(self) -> float:
        """Wait until anything comes that was not read yet. Returns when that was."""
        self._take("nothing came")
        return time.perf_counter()

    def settle(self, quiet: float = _QUIET) -> float:
        """Read until nothing has come for so many seconds: what is typed has been shown. Returns when the last came."""
        last = time.perf_counter()
        while select.select([self.screen], [], [], quiet)[0]:
            self._take("")
            last = time.perf_counter()
        self.sent = len(self._seen)
        self._seen = b""
        return last

    def _take(self, problem: str) -> None:
        """Read what is there, and answer as a terminal does."""
        if not select.select([self.screen], [], [], _PATIENCE)[0]:
            raise TimeoutError(f"{problem}; instead: {self._seen[-500:]!r}")
        try:
            new = os.read(self.screen, 65536)
        except OSError:  # how Linux says that the program has gone
            new = b""
        if not new:
            raise EOFError(f"the program ended: {problem}; it said: {self._seen[-500:]!r}")
        self._seen += new
        for _ in range(new.count(_WHERE_IS_THE_CURSOR)):
            os.write(self.screen, b"\x1b[1;1R")

    def close(self) -> None:
        """End the program."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.screen)


def _one_after_another(seen: bytes, wanted: Sequence[bytes]) -> bool:
    place = 0
    for text in wanted:
        place = seen.find(text, place)
        if place < 0:
            return False
        place += len(text)
    return True
