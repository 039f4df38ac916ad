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
    "interrupts_are_theirs",
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
    """Keep keys that are typed while nothing reads them, do not show them twice, and have pastes marked from here on.

    This includes Ctrl-C and Ctrl-Z: the prompt that reads them next decides what they do. No effect where there is no
    such terminal.
    """
    global _as_found
    _as_found = settings = _settings()
    if settings is None:
        yield
        return
    import termios

    # not line by line either: in that mode a Ctrl-D that is typed ahead would mean the end of input, and be lost
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
    """The value that a terminal takes in place of a key, so that no key sends the signal."""
    with contextlib.suppress(OSError, ValueError):
        return bytes([os.fpathconf(sys.stdin.fileno(), "PC_VDISABLE")])
    return b"\0"


_waits = False
"""Whether an interrupt waits for the next prompt."""


@contextlib.contextmanager
def interrupts_wait() -> Iterator[None]:
    """Let an interrupt from outside (`kill -INT`) that comes between two prompts wait for the next: see `interrupted`.

    If it were raised at once, it could be raised in a callback of Python's own, whose errors are dropped. A second one
    while the first still waits is raised at once, so that work which does not end can be ended.
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
        if interrupted():  # no prompt came after it
            raise KeyboardInterrupt
    finally:
        interrupted()
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def interrupts_are_theirs() -> Iterator[None]:
    """While another program has the terminal, a Ctrl-C is for that program, and says nothing to this one.

    A signal that is ignored would be ignored by the other program, too; one that is caught is not.
    """
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def interrupted() -> bool:
    """Whether an interrupt waited. After this call it waits no longer."""
    global _waits
    waited, _waits = _waits, False
    return waited


def quiet() -> bool:
    """Whether `unechoed` made the terminal quiet, so that what is in its queue can be taken."""
    return _as_found is not None


def ask_where() -> None:
    """Ask the terminal where its cursor is. Its answer, `ESC [ row ; column R`, comes after all keys typed before."""
    _send(_WHERE)


def mark_pastes() -> None:
    """Have pastes marked again: the end of a prompt ends it, and a paste may come before the next prompt."""
    if _as_found is not None:
        _send(_MARK_PASTES)


def _send(text: str) -> None:
    with contextlib.suppress(OSError):
        sys.stdout.write(text)
        sys.stdout.flush()


_leave_screen = b""
_left: Callable[[], None] = lambda: None  # noqa: E731
"""While a face draws on the other screen: the text that leaves that screen, and what to call once it was left."""


@contextlib.contextmanager
def on_other_screen(leave: str, left: Callable[[], None]) -> Iterator[None]:
    """While a face draws on the terminal's other screen: `leave` brings the usual one back, then `left` is called."""
    global _leave_screen, _left
    before = _leave_screen, _left
    _leave_screen, _left = leave.encode("ascii"), left
    try:
        yield
    finally:
        _leave_screen, _left = before


@contextlib.contextmanager
def lent() -> Iterator[None]:
    """Put the terminal back as it was found, while another program uses it."""
    ours = _settings() if _as_found is not None else None
    if _leave_screen:
        sys.stdout.flush()
        os.write(sys.stdout.fileno(), _leave_screen)
        _left()
    elif ours is not None:  # leaving the other screen ends the marking of pastes, too
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
    """Remember the settings that a face has given the terminal."""
    global _ours
    _ours = _settings()


def restore_settings() -> None:
    """Set the terminal as remembered, after a shell had it and changed it."""
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
