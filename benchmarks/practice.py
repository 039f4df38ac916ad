"""`python -m benchmarks.practice [REQUESTS] [ROUNDS]`: the portfolio, the record and the check, as requests grow.

Each command is taken whole with so many requests and with ten times as many, in turn, and what it takes with ten is
taken off both. It is CPU time, and the least of the rounds counts, since what else runs on a machine only adds to it.
Exit code 1 when ten times the requests take more than 15 times as long.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.register import environment, fill
from benchmarks.register import seconds as by_the_clock
from orderless.storage.journal import encode

REQUESTS, ROUNDS = 500, 3
MOST = 15.0
"""Of the time for ten times the requests, against the time for them."""
COMMANDS = {
    "portfolio": ("portfolio",),
    "portfolio --agenda": ("portfolio", "--agenda"),
    "portfolio --for others": ("portfolio", "--for", "others"),
    "practice record": ("practice", "record"),
    "practice check": ("practice", "check", "--format", "md"),
}
_BEGUN, _LOOKED_AT, _AGAIN = 40, 2, 5
"""Of how many one is under way, looked back at, and asked for again."""
_START = 10
_CHECK = "2\nlast week\n" * 4 + "2\n" * 6


def fill_practice(home: Path, requests: int) -> None:
    """So many requests, some of them begun or looked back at, room for three, and one check that was held."""
    fill(home, requests)
    (home / "practice.yaml").write_text("room: 3\n", encoding="utf-8")
    for number, path in enumerate(sorted((home / "sessions").glob("*.jsonl"))):
        day = date.fromisoformat(path.name[:10]) + timedelta(days=60)
        at, lines = f"{day.isoformat()}T10:00:00.000+00:00", path.read_bytes()
        events = list(_happened(number, day))
        start = lines.count(b"\n") + 1
        path.write_bytes(lines + b"".join(encode(n, {"at": at, **event}) for n, event in enumerate(events, start)))
    command = [sys.executable, "-m", "orderless", "practice", "check"]
    subprocess.run(
        command, env=environment(home), input=f"{_CHECK}:end\n\n\n\n", text=True, capture_output=True, check=False
    )


def _happened(number: int, day: date) -> Iterator[dict[str, object]]:
    if number % _AGAIN == 0:
        yield {"k": "asked_again", "why": "they called"}
    if number % _BEGUN == 0:
        yield {"k": "begin"}
    if number % _LOOKED_AT == 0:
        look: dict[str, object] = {"k": "look", "look": 1}
        came = ("came", "did_not")[number % 2]
        yield {**look, "does": "start", "day": day.isoformat(), "expected": 0}
        yield {**look, "does": "finish", "reading": "", "counts": came}


def seconds(home: Path, *args: str) -> float:
    """CPU time of the whole command."""
    before = os.times()
    by_the_clock(home, *args)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def rows(small: Path, large: Path, least: Path, rounds: int) -> Iterator[tuple[str, float, float, float]]:
    """What was taken, the seconds with few and with many requests, and how many times as long the many take."""
    for name, args in COMMANDS.items():
        taken = [[seconds(home, *args) for home in (small, large, least)] for _ in range(rounds)]
        few, many, start = map(min, zip(*taken, strict=True))
        yield name, few, many, (many - start) / (few - start)


def main() -> int:
    """Print a row for each command, and whether all bounds are kept."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    requests, rounds = numbers[0] if numbers else REQUESTS, numbers[1] if len(numbers) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        homes = [Path(folder, name) for name in ("small", "large", "least")]
        for home, many in zip(homes, (requests, 10 * requests, _START), strict=True):
            fill_practice(home, many)
        print(f"{requests} requests and {10 * requests}; CPU time, least of {rounds} rounds; at most {MOST:.0f} times.")
        ok = True
        for name, few, many, ratio in rows(*homes, rounds):
            kept = ratio <= MOST
            print(
                f"{name:28}{few * 1000:9.0f} ms{many * 1000:9.0f} ms{ratio:8.2f}  {'yes' if kept else 'NO'}", flush=True
            )
            ok = ok and kept
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
