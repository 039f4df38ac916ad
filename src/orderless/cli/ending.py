"""Work that takes a while ends in order however it is ended: what it left on the disk goes, and so do its processes."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from orderless.cli.talk import Talk

__all__ = ["ended_in_order"]

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
"""What a person, a scheduler and a terminal that closes send; the last two end a program where it stands."""


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Inside, whoever ends the program does it by an exception, so that temporary files and processes go.

    What the program was begun to ignore, as `nohup` does, it goes on ignoring. A process of ours that dies must not
    end it either: what is written to that process meets a closed pipe. Where it is the reader of our output that has
    gone (`| head`), the program ends as it does outside, once all is in order.
    """
    alone = threading.current_thread() is threading.main_thread()  # only there a program may take signals
    taken = [number for number in _numbers() if alone and signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _end) for number in taken}
    if alone and hasattr(signal, "SIGPIPE"):
        before[signal.SIGPIPE] = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        yield
    except KeyboardInterrupt:
        Talk.say("Interrupted; no file was written.")
        raise
    except BrokenPipeError:
        if hasattr(signal, "SIGPIPE") and before.get(signal.SIGPIPE) is signal.SIG_DFL:
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            signal.raise_signal(signal.SIGPIPE)
        raise
    finally:
        for number, handler in before.items():
            if number not in taken or signal.getsignal(number) is _end:
                signal.signal(number, handler)


def _numbers() -> list[signal.Signals]:
    return [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    """End once: another signal while things are put in order would leave them as they are."""
    for one in _numbers():
        signal.signal(one, signal.SIG_IGN)
    raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)
