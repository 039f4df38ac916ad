"""Work that takes a while ends in order however it is ended: what it left on the disk goes, and that is said."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from orderless.cli.talk import Talk

__all__ = ["ended_in_order"]

_ENDING = ("SIGTERM", "SIGHUP")
"""What a scheduler or a terminal that closes sends; left alone, they end a program where it stands."""


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Inside, whoever ends the program does it by an exception, so that temporary files and processes go."""
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    alone = threading.current_thread() is threading.main_thread()  # only there a program may take signals
    before = {number: signal.signal(number, _end) for number in numbers} if alone else {}
    try:
        yield
    except KeyboardInterrupt:
        Talk.say("Interrupted; no file was written.")
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
