"""`kill -9` of the whole program while lines are typed: what a next prompt acknowledged is there, and it resumes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from orderless.storage.journal import read
from support.counts import by_night
from support.figures import keep_figures
from support.program import environment, run

PROMPT = b"> "
LONGEST_LIFE = 0.25  # seconds of typing before a kill; a fifth of the kills come before the first question is up
NOTES_TYPED_AHEAD = 40


def prompts_in(told: bytes) -> int:
    """How often a line was asked for: each prompt stands at the start of a line, or behind the one before."""
    return sum(line.startswith(PROMPT) for line in told.split(b"\n"))


def live(home: Path, dice: random.Random, life: int) -> tuple[list[str], bool]:
    """Start or resume, type notes one after another, kill at a random moment; what a next prompt acknowledged."""
    arguments = ["resume", "last"] if list((home / "sessions").glob("*.jsonl")) else ["interview"]
    process = subprocess.Popen(
        [sys.executable, "-m", "orderless", "-q", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(home),
    )
    assert process.stdin is not None
    assert process.stderr is not None
    early = dice.random() < 0.2
    told = b""
    if early:
        time.sleep(dice.uniform(0, 0.8))
    else:
        while prompts_in(told) < 1:
            told += os.read(process.stderr.fileno(), 1 << 16)
    notes = [f" note {life}.{number} {'ü' * dice.randrange(300)}" for number in range(NOTES_TYPED_AHEAD)]
    try:
        process.stdin.write("".join(f"{note}\n" for note in notes).encode())
        process.stdin.flush()
        if not early:
            time.sleep(dice.uniform(0, LONGEST_LIFE))
    finally:
        process.send_signal(signal.SIGKILL)
        told += process.stderr.read()
        process.wait()
        process.stdin.close()
        process.stderr.close()
    return [note.strip() for note in notes[: max(0, prompts_in(told) - 1)]], early


def kill_again_and_again(home: Path, kills: int, seed: int) -> dict[str, int]:
    """Each life resumes the session of the one before; every acknowledged note of every life is checked each time."""
    dice = random.Random(seed)
    count = {"kills": 0, "acknowledged": 0, "before the first question": 0}
    acknowledged: list[str] = []
    while count["kills"] < kills:
        new, early = live(home, dice, count["kills"])
        acknowledged += new
        count["kills"] += 1
        count["acknowledged"] += len(new)
        count["before the first question"] += early
        journals = list((home / "sessions").glob("*.jsonl"))
        held = [record.get("text") for path in journals for record in read(path).records]
        assert len(held) == len(set(held) - {None}) + held.count(None), "something was kept twice"
        lost = set(acknowledged) - set(held)
        assert not lost, f"seed {seed}, kill {count['kills']}: {len(lost)} acknowledged notes lost"
    return count


def check(home: Path, kills: int, seed: int, capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    count = kill_again_and_again(home, kills, seed)
    with capsys.disabled():
        print(f"\n{count['kills']} kills of the program, {count['acknowledged']} acknowledged notes, 0 lost")
    assert count["acknowledged"] > kills, "killed too early to mean anything"
    finished = run("resume", "last", "--json", stdin=":end\n" * 4, home=home)
    assert finished.code == 0, finished.stderr
    assert json.loads(finished.stdout)["schema"] == 2
    return count


def test_kills_of_the_program_lose_no_acknowledged_line(tmp_path, capsys):
    """12 lives of one session over pipes, each killed at a random moment; then it is resumed and finished."""
    check(tmp_path, 12, 1, capsys)


@pytest.mark.nightly
def test_many_kills_of_the_program_lose_no_acknowledged_line(tmp_path, capsys):
    """The same with many lives, and another seed each time."""
    seed = int.from_bytes(os.urandom(4), "big")
    print(f"seed {seed}")
    count = check(tmp_path, by_night(60, soak=500), seed, capsys)
    keep_figures("kills of a talk", "pipe", tried=count["kills"], acknowledged=count["acknowledged"], lost=0)
