"""What the cockpit costs: a key, an Enter, Esc, and doing nothing. Each in a pseudo-terminal, as a person has it."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

from benchmarks.sides import Limit, Measure, Script, Side, p95
from benchmarks.terminal import Terminal

HERE = Path(__file__).parent
PROGRAM = (str(Path(sys.executable).parent / "orderless"), "interview", "--ui", "cockpit")
SENTENCE = "they fill it in at night, two days late, from memory"
SIZE = 80, 24
"""The smallest terminal on which the cockpit is the usual face: there, prompt_toolkit alone is quickest."""
IDLE_SECONDS = 4.0
_AT_REST = 1.0
"""Seconds without output after which a screen is at rest: looking ahead begins 0.3 s after the last key."""


def cockpit_measures(environment: Mapping[str, str], script: Script, asked: Path) -> list[Measure]:
    """Those that have a yardstick."""
    return [
        Measure("cockpit: key to repaint", "bare prompt_toolkit app", 2.5, *_key(environment), most=(16, "ms", p95)),
        Measure("cockpit: answer, next question", "questionary alone", 1.2, *_enter(environment, script, asked)),
    ]


def cockpit_limits(environment: Mapping[str, str]) -> list[Limit]:
    """Those that a person, a line or a battery notices by themselves."""
    return [
        Limit("cockpit: bytes sent a key", 100, "bytes", lambda: _bytes_a_key(environment)),
        Limit("cockpit: Esc closes a page", 80, "ms", lambda: _escape(environment)),
        Limit(f"cockpit: CPU of {IDLE_SECONDS:g} s idle", 0, "ms", lambda: _idle(environment)),
    ]


@contextlib.contextmanager
def _running(environment: Mapping[str, str], *command: str) -> Iterator[Terminal]:
    terminal = Terminal(command, environment, SIZE)
    try:
        terminal.first_byte()
        terminal.settle(_AT_REST)
        yield terminal
    finally:
        terminal.close()


def _key(environment: Mapping[str, str]) -> tuple[Side, Side]:
    """From a key of a sentence to what it changes on the screen; a repaint is sent in one piece."""

    def typing(*command: str) -> list[float]:
        with _running(environment, *command) as terminal:
            return [seconds for seconds, _ in _typed(terminal)]

    return lambda: typing(*PROGRAM), lambda: typing(sys.executable, str(HERE / "bare_app.py"))


def _typed(terminal: Terminal) -> Iterator[tuple[float, int]]:
    """Seconds and bytes of each key but the first, which makes the hint another one."""
    for place, key in enumerate(SENTENCE):
        began = terminal.type(key)
        seconds = terminal.first_byte() - began
        terminal.settle(0.02)
        if place:
            yield seconds, terminal.sent


def _enter(environment: Mapping[str, str], script: Script, asked: Path) -> tuple[Side, Side]:
    """From Enter on a choice until the last byte of the next question, where both are questions with choices."""

    def through(choose: str, *command: str) -> list[float]:
        times = []
        with _running(environment, *command) as terminal:
            for place, (_, labels) in enumerate(script[:-1]):
                terminal.type(choose if labels else "x")
                terminal.settle()
                began = terminal.type("\r")
                terminal.first_byte()
                ended = terminal.settle(0.2)
                if labels and script[place + 1][1]:
                    times.append(ended - began)
        return times

    return lambda: through("1", *PROGRAM), lambda: through(
        "", sys.executable, str(HERE / "questionary_alone.py"), str(asked)
    )


def _bytes_a_key(environment: Mapping[str, str]) -> float:
    with _running(environment, *PROGRAM) as terminal:
        return median(sent for _, sent in _typed(terminal))


def _escape(environment: Mapping[str, str]) -> float:
    """The median of closing the page of all keys, which F1 opens."""
    times = []
    with _running(environment, *PROGRAM) as terminal:
        for _ in range(11):
            terminal.type("\x1bOP")
            terminal.first_byte()
            terminal.settle(0.3)
            began = terminal.type("\x1b")
            times.append(terminal.first_byte() - began)
            terminal.settle(0.3)
    return median(times) * 1000


def _idle(environment: Mapping[str, str]) -> float:
    """Milliseconds of CPU that the process uses while nothing is typed; Linux counts in hundredths of a second."""
    with _running(environment, *PROGRAM) as terminal:
        terminal.type("We need a course.\r1\r")
        terminal.settle(3 * _AT_REST)
        before = _cpu(terminal.process)
        time.sleep(IDLE_SECONDS)
        return 1000 * (_cpu(terminal.process) - before)


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
