"""`kill -9` while answers are saved: every answer that was acknowledged is there, byte for byte."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import orderless
from support.counts import by_night
from support.figures import keep_figures

HARNESS = Path(__file__).with_name("kill_journal.py")


def kill(folder: Path, *options: str) -> dict[str, Any]:
    # a small process of its own: forking pytest with all it has loaded would make each kill dear
    environment = os.environ | {"PYTHONPATH": str(Path(orderless.__file__).parents[1])}
    folder.mkdir(exist_ok=True)
    command = [sys.executable, str(HARNESS), str(folder), *options]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def check(found: dict[str, Any], kills: int, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(
            f"\n{found['kills']} kills, {found['acknowledged']} acknowledged answers, {found['lost']} lost "
            f"({found['torn']} torn ends, {found['while_opening']} kills before the session was open)"
        )
    assert found["problems"] == []
    assert (found["kills"], found["lost"], found["changed"]) == (kills, 0, 0)


def kill_until(
    folder: Path, capsys: pytest.CaptureFixture[str], kills: int, least: dict[str, int], *options: str
) -> None:
    """Kill until so much was seen in all; a busy machine gets less done before each kill."""
    seen = dict.fromkeys(least, 0)
    for attempt in range(6):
        found = kill(folder / str(attempt), "--kills", str(kills), *options)
        check(found, kills, capsys)
        seen = {what: seen[what] + found[what] for what in least}
        if all(seen[what] >= least[what] for what in least):
            return
    pytest.fail(f"killed too early to mean anything: {seen}, wanted {least}")


def test_a_hundred_kills_lose_no_acknowledged_answer(tmp_path, capsys):
    kill_until(tmp_path, capsys, 100, {"acknowledged": 100, "while_opening": 1})


def test_kills_in_the_middle_of_long_answers_leave_torn_ends_that_are_repaired(tmp_path, capsys):
    """A line of 200 kB takes long enough to write that many kills cut it off."""
    kill_until(tmp_path, capsys, 40, {"acknowledged": 40, "torn": 1}, "--big")


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("kills", "options"),
    [(by_night(500, soak=10_000), ()), (by_night(100, soak=500), ("--big",))],
    ids=["short", "long answers"],
)
def test_many_kills_lose_no_acknowledged_answer(tmp_path, capsys, kills, options):
    """With another seed each time."""
    seed = str(int.from_bytes(os.urandom(4), "big"))
    print(f"seed {seed}")
    found = kill(tmp_path, "--kills", str(kills), *options, "--seed", seed)
    check(found, kills, capsys)
    kept = {name: found[name] for name in ("acknowledged", "lost", "torn")}
    keep_figures("kills while saving", options[0] if options else "short", tried=kills, **kept)
