"""Somebody types in the cockpit and it ends badly, at a random moment, again and again, in one and the same session.

Whatever the screen had acknowledged is in the journal, what was typed up to a second before is back in the note line,
and the terminal is as a shell wants it (but after kill -9, which no program can answer).
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import termios
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from orderless.storage.journal import read
from support.counts import by_night
from support.program import run
from support.term import Terminal

A_SECOND = 1.0
ROWS, COLUMNS = 24, 70  # without side panes, so that sentences stand whole
WORDS = tuple("they fill it in at night from memory and nobody reads what comes out".split(" "))  # noqa: SIM905
NOTE = re.compile(r"^(?:note|answer)> ?(.*)$", re.MULTILINE)
KEPT = re.compile(r": ([\d,]+) cases a month")


class Life:
    """One run of the program, and what its screen has shown: answers acknowledged, and the line at each moment."""

    def __init__(self, home: Path, dice: random.Random, first_number: int) -> None:
        self.dice = dice
        self.number = first_number
        self.acknowledged: set[int] = set()
        self.typed = ""
        self.shown: list[tuple[float, str]] = []
        session = list((home / "sessions").glob("*.jsonl"))
        command = ("resume", "last") if session else ("interview",)
        self.face = Terminal(*command, "--ui", "cockpit", home=home, columns=COLUMNS, rows=ROWS)

    def look(self, seconds: float) -> None:
        """Read the screen for so long, and remember what stands on it."""
        ends = time.monotonic() + seconds
        while True:
            self.face.look(min(0.02, seconds))
            self.remember()
            if time.monotonic() >= ends:
                return

    def remember(self) -> None:
        text = self.face.text
        self.acknowledged |= {int(number.replace(",", "")) for number in KEPT.findall(text)}
        line = NOTE.search(text)
        if line:
            self.shown.append((time.monotonic(), line[1]))

    def answer(self) -> None:
        """A number of its own, filed at a question from wherever we are; not every one is waited for."""
        self.number += 1
        self.face.type(f"@cases_per_month {self.number}\r")
        self.look(self.dice.uniform(0, 0.4))

    def type_words(self, seconds: float) -> None:
        """Type a note letter by letter, without an end."""
        ends = time.monotonic() + seconds
        for letter in " ".join(self.dice.sample(WORDS, 6)):
            if time.monotonic() >= ends:
                break
            self.face.type(letter)
            self.typed += letter
            self.look(self.dice.uniform(0.01, 0.06))
        if self.typed.endswith(" "):  # a blank at the end cannot be seen
            self.face.type("x")
            self.typed += "x"

    @property
    def line(self) -> str:
        """What stands in the line now."""
        found = NOTE.search(self.face.text)
        return found[1] if found else ""

    def all_shown(self) -> None:
        """Wait until the line is as it was typed."""
        self.face.wait_for(lambda _text: self.line == self.typed.rstrip())
        self.remember()

    def before(self, moment: float) -> str:
        """What stood in the line a second before this moment, as far as it still stood there at the end."""
        earlier = [line for at, line in self.shown if at <= moment - A_SECOND]
        last = self.shown[-1][1] if self.shown else ""
        return earlier[-1] if earlier and last.startswith(earlier[-1]) else last if earlier else ""


def killed(life: Life) -> None:
    life.face.kill()


def terminated(life: Life) -> None:
    life.face.signal(signal.SIGTERM)
    assert life.face.wait_end() == 128 + signal.SIGTERM
    sane(life.face)


def hung_up(life: Life) -> None:
    life.face.signal(signal.SIGHUP)
    assert life.face.wait_end() == 128 + signal.SIGHUP
    sane(life.face)


def window_closed(life: Life) -> None:
    assert life.face.hang_up() == 128 + signal.SIGHUP


def interrupted(life: Life) -> None:
    """Ctrl-C clears the line, says that all is saved, and leaves."""
    life.all_shown()
    if life.typed:
        life.face.type("\x03")
        life.face.wait_for("Cleared.")
    life.face.type("\x03")
    life.face.wait_for("Ctrl-C again leaves")
    life.face.type("\x03")
    assert life.face.wait_end() == 130
    sane(life.face)


def stopped_by_the_shell(life: Life) -> None:
    """While it is stopped, the terminal is the shell's; going on, everything is there again."""
    life.all_shown()
    life.face.signal(signal.SIGTSTP)
    life.face.wait_until(lambda: life.face.stopped)
    life.face.drain()
    sane(life.face)
    life.face.signal(signal.SIGCONT)
    life.all_shown()
    terminated(life)


def undone(life: Life) -> None:
    """Ctrl-Z takes typing back, as elsewhere, and stops nothing."""
    life.all_shown()
    life.face.type("\x1a")
    if life.typed:
        life.face.wait_for(lambda _text: life.line != life.typed.rstrip())
    life.remember()
    assert life.face.running
    assert not life.face.stopped
    terminated(life)


def reads_keys(face: Terminal) -> bool:
    """Whether keys reach the program as they are: from then on, Ctrl-C is a key and no signal."""
    return not face.settings[3] & termios.ISIG


def sane(face: Terminal) -> None:
    """Echo and lines are as they were, the usual screen is back, the cursor can be seen, a paste is a paste."""
    face.drain()
    assert face.settings == face.settings_before
    assert face.raw.rfind(b"\x1b[?1049l") >= face.raw.rfind(b"\x1b[?1049h")
    assert face.raw.rfind(b"\x1b[?2004l") >= face.raw.rfind(b"\x1b[?2004h")
    assert not face.hidden


FAULTS: dict[str, Callable[[Life], None]] = {
    "kill -9": killed,
    "SIGTERM": terminated,
    "SIGHUP": hung_up,
    "window closed": window_closed,
    "Ctrl-C": interrupted,
    "stopped by the shell": stopped_by_the_shell,
    "Ctrl-Z": undone,
}


def live(home: Path, dice: random.Random, fault: str, first_number: int, draft: str) -> tuple[Life, str]:
    """One life: the line that was half typed is back; a few answers; words being typed; the fault.

    Returns the life, and what must be in the draft after it.
    """
    life = Life(home, dice, first_number)
    with life.face:
        life.face.wait_for(lambda text: "Enter" in text and life.line == draft.rstrip())
        life.face.wait_until(lambda: reads_keys(life.face))
        if draft:
            life.face.type("\x03")  # it is back; the next words begin afresh
            life.face.wait_for("Cleared.")
        for _ in range(dice.randrange(4)):
            life.answer()
        life.shown.clear()
        life.type_words(dice.uniform(0, 2.5))
        moment = time.monotonic()
        FAULTS[fault](life)
        if fault != "window closed":
            life.face.drain()
            life.acknowledged |= {int(number.replace(",", "")) for number in KEPT.findall(life.face.text)}
    return life, "" if fault == "Ctrl-C" else life.before(moment)


def check(home: Path, times: int, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Every fault so many times, in any order."""
    dice = random.Random(seed)
    order = [fault for fault in FAULTS for _ in range(times)]
    dice.shuffle(order)
    acknowledged: set[int] = set()
    count: Counter[str] = Counter()
    number, kept = 1000, ""
    for fault in order:
        where = f"seed {seed}, fault {count.total() + 1}, {fault}"
        life, expected = live(home, dice, fault, number, kept)
        number = life.number
        acknowledged |= life.acknowledged
        (journal,) = (home / "sessions").glob("*.jsonl")
        held = {record.get("value") for record in read(journal).records if record.get("q") == "cases_per_month"}
        assert acknowledged <= held, f"{where}: {len(acknowledged - held)} acknowledged answers lost"
        draft = journal.with_suffix(".draft")
        kept = draft.read_text(encoding="utf-8").partition("\n")[2] if draft.exists() else ""
        assert kept.startswith(expected), f"{where}: more than a second of typing lost: {kept!r} of {expected!r}"
        count[fault] += 1
        count["words back"] += bool(expected)
    finished = run("resume", "last", "--json", stdin=":end\n" * 4, home=home)
    assert finished.code == 0, finished.stderr
    assert json.loads(finished.stdout)["schema"] == 2
    words = count.pop("words back")
    with capsys.disabled():
        print(
            f"\n{count.total()} faults in the cockpit, {len(acknowledged)} acknowledged answers, 0 lost; {words} drafts"
        )
    assert len(acknowledged) > times
    assert words


def test_faults_at_random_moments_lose_nothing_and_leave_the_terminal_sane(tmp_path, capsys):
    """Each of the seven once."""
    check(tmp_path, 1, 1, capsys)


@pytest.mark.nightly
def test_many_faults_lose_nothing_and_leave_the_terminal_sane(tmp_path, capsys):
    """Each of the seven many times, with another seed each time."""
    seed = int.from_bytes(os.urandom(4), "big")
    print(f"seed {seed}")
    check(tmp_path, by_night(4, soak=20), seed, capsys)


AT_THE_START = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def came_up(face: Terminal) -> bool:
    """Whether a Ctrl-C met a program that answers it as a key: a moment before it reads keys, a signal is one, too."""
    face.wait_until(lambda: not face.running or "Ctrl-C again leaves" in " ".join(face.text.split()))
    return face.running


def start_and_fault(home: Path, dice: random.Random) -> str:
    """One life that ends before anybody could type; returns how far it had come."""
    number = dice.choice(AT_THE_START)
    life = Life(home, dice, 0)
    with life.face:
        drawn = dice.random() < 0.7
        if drawn:
            life.face.wait_for("What")
        life.face.look(dice.uniform(0, 0.6))
        life.face.signal(number)
        if number == signal.SIGINT and came_up(life.face):
            life.face.kill()
            return "up"
        assert life.face.wait_end() in (-number, 128 + number)
        sane(life.face)
        if b"1049h" not in life.face.raw:
            return "not drawn"  # a Ctrl-C may even have met Python before us
        assert b"Traceback" not in life.face.raw
        assert b"Warning" not in life.face.raw
        return "drawn"


def starts(home: Path, times: int, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    """The screen may be drawn already, and nothing reads the keys yet."""
    dice = random.Random(seed)
    count = Counter(start_and_fault(home, dice) for _ in range(times))
    with capsys.disabled():
        print(f"\n{times} faults while the cockpit starts: {dict(count)}")


def test_faults_while_it_starts_leave_the_terminal_sane(tmp_path, capsys):
    """Three of them."""
    starts(tmp_path, 3, 1, capsys)


@pytest.mark.nightly
def test_many_faults_while_it_starts_leave_the_terminal_sane(tmp_path, capsys):
    """With another seed each time."""
    seed = int.from_bytes(os.urandom(4), "big")
    print(f"seed {seed}")
    starts(tmp_path, by_night(20, soak=60), seed, capsys)
