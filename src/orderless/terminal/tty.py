"""The terminal's own settings: quiet between questions, and put right again whatever happens."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

__all__ = [
    "ask_where",
    "interrupted",
    "interrupts_wait",
    "lent",
    "mark_pastes",
    "on_other_screen",
    "quiet",
    "remember_settings",
    "restore_settings",
    "saved_on_signals",
    "unechoed",
]

_MARK_PASTES, _NO_MARKS = "\x1b[?2004h", "\x1b[?2004l"
_WHERE = "\x1b[6n"

_as_found: list[Any] | None = None
"""The terminal's settings before `unechoed` changed them; None outside it."""


@contextlib.contextmanager
def unechoed() -> Iterator[None]:
    """Keys typed while nothing reads them are kept, and not shown twice; a paste is marked as one from here on.

    Ctrl-C and Ctrl-Z are such keys: the prompt that reads them next says what they do. No effect where there is no
    such terminal.
    """
    global _as_found
    _as_found = settings = _settings()
    if settings is None:
        yield
        return
    import termios

    # also not line by line: there, a Ctrl-D that is typed ahead would mean the end of input, and be lost
    silent = [*settings[:3], settings[3] & ~(termios.ECHO | termios.ICANON), *settings[4:6], list(settings[6])]
    for key in (termios.VINTR, termios.VSUSP):
        silent[6][key] = _no_such_key()
    try:
        with saved_on_signals(lambda: None):  # nobody can have typed yet, and the terminal is changed from here on
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, silent)
            _send(_MARK_PASTES)
            yield
    finally:
        _send(_NO_MARKS)
        _restore(settings)
        _as_found = None


def _no_such_key() -> bytes:
    """What a terminal is told instead of a character, so that no key sends the signal."""
    with contextlib.suppress(OSError, ValueError):
        return bytes([os.fpathconf(sys.stdin.fileno(), "PC_VDISABLE")])
    return b"\0"


_waits = False
"""Whether an interrupt waits for the next prompt."""


@contextlib.contextmanager
def interrupts_wait() -> Iterator[None]:
    """An interrupt from outside (`kill -INT`) that comes between two prompts waits for the next: see `interrupted`.

    Raised where it falls, it may fall into a callback of Python's own, whose errors are dropped. The second that waits
    is raised all the same, so that work which does not end can be ended.
    """

    def wait(_number: int, _frame: object) -> None:
        global _waits
        if _waits:
            _waits = False
            raise KeyboardInterrupt
        _waits = True

    before = signal.signal(signal.SIGINT, wait)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def interrupted() -> bool:
    """Whether an interrupt waited; it is taken by whoever asks."""
    global _waits
    waited, _waits = _waits, False
    return waited


def quiet() -> bool:
    """Whether the terminal was made so by `unechoed`, and what stands in its queue can be taken."""
    return _as_found is not None


def ask_where() -> None:
    """Ask the terminal where its cursor is: it answers `ESC [ row ; column R`, after all that was typed before."""
    _send(_WHERE)


def mark_pastes() -> None:
    """A prompt has ended, and with it the marks around a paste: the next paste may come before the next prompt."""
    if _as_found is not None:
        _send(_MARK_PASTES)


def _send(text: str) -> None:
    with contextlib.suppress(OSError):
        sys.stdout.write(text)
        sys.stdout.flush()


_leave_screen = b""
_left: Callable[[], None] = lambda: None  # noqa: E731
"""How to leave the other screen, while a face draws on one; and who must be told that it was left."""


@contextlib.contextmanager
def on_other_screen(leave: str, left: Callable[[], None]) -> Iterator[None]:
    """A face draws on the terminal's other screen; `leave` brings the usual one back, `left` hears that it was."""
    global _leave_screen, _left
    before = _leave_screen, _left
    _leave_screen, _left = leave.encode("ascii"), left
    try:
        yield
    finally:
        _leave_screen, _left = before


@contextlib.contextmanager
def lent() -> Iterator[None]:
    """The terminal as it was found, for another program to use meanwhile."""
    ours = _settings() if _as_found is not None else None
    if _leave_screen:
        sys.stdout.flush()
        os.write(sys.stdout.fileno(), _leave_screen)
        _left()
    elif ours is not None:  # leaving the other screen takes the marks away, too
        _send(_NO_MARKS)
    _restore(_as_found)
    try:
        yield
    finally:
        _restore(ours)
        mark_pastes()


_ours: list[Any] | None = None
"""The terminal's settings while a face reads its keys."""


def remember_settings() -> None:
    """A face has made the terminal as it needs it."""
    global _ours
    _ours = _settings()


def restore_settings() -> None:
    """As it was remembered: a shell that had the terminal meanwhile has changed it."""
    _restore(_ours)


def _settings() -> list[Any] | None:
    if os.name == "nt" or not sys.stdin.isatty():
        return None
    import termios

    try:
        return termios.tcgetattr(sys.stdin.fileno())
    except termios.error:
        return None


def _restore(settings: list[Any] | None) -> None:
    if settings is None:
        return
    import termios

    with contextlib.suppress(termios.error, OSError):
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, settings)


@contextlib.contextmanager
def saved_on_signals(save: Callable[[], None]) -> Iterator[None]:
    """On SIGTERM or SIGHUP: save what is half typed, put the terminal right, and end at once.

    Ending through the event loop was tried and left the process alive after its terminal had gone.
    """
    drawn = _as_found is not None
    settings = _as_found if drawn else _settings()

    def end(number: int, _frame: object) -> None:
        with contextlib.suppress(Exception):
            save()
        _restore(settings)
        with contextlib.suppress(OSError):
            if drawn:  # a prompt may have hidden the cursor; the plain face sends no escape, not even now
                os.write(sys.stdout.fileno(), _leave_screen or b"\x1b[?25h\x1b[?2004l\r\n")
        os._exit(128 + number)

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
