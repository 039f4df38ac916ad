"""`python -m benchmarks.register [REQUESTS] [ROUNDS]`: the register and what is due, from the index and without it.

Made-up requests: each shipped example and conversation again and again, begun on another day, and a sixth of them only
logged. Exit code 1 when a bound is missed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from benchmarks.terminal import Terminal
from orderless.bank.files import shipped_folder
from orderless.bank.load import load_knowledge
from orderless.interview.answers_file import read_answers
from orderless.interview.versions import start_record
from orderless.storage import disk
from orderless.storage.journal import encode
from orderless.storage.register_index import INDEX

REQUESTS, ROUNDS = 5000, 7
FASTER = 10.0
"""Times that a list from the index takes less time than one for which all journals are read."""
LATER = 1.03
"""Of the time until the first question with no request there."""
_ONLY_LOGGED = 6
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def fill(home: Path, requests: int) -> None:
    """Write so many journals. They are written at once, and not synced: nobody waits for their words."""
    knowledge = load_knowledge()
    files = sorted(
        (*(shipped_folder() / "examples").glob("*.yaml"), *Path("tests/conversations").glob("*.yaml")),
    )
    talks = []
    for path in files:
        read, problems = read_answers(path.read_bytes(), path.name, knowledge, date(2027, 1, 4))
        assert read is not None, problems
        talks.append([dict(event) for event in read.events])
    folder = home / "sessions"
    folder.mkdir(parents=True, mode=disk.PRIVATE_FOLDER)
    for number in range(requests):
        day = date(2025, 1, 1) + timedelta(days=number * 700 // requests)
        at = f"{day.isoformat()}T10:00:00.000+00:00"
        letters = "".join(_LETTERS[number >> 5 * place & 31] for place in range(4))
        asked = {"k": "asked", "words": f"We need something on {number}.", "topic": f"Topic {number}", "day": str(day)}
        asked |= {"area": f"Area {number % 9}", "wanted_by": (day + timedelta(days=40)).isoformat()}
        events = [start_record({}, schema=2), asked]
        if number % _ONLY_LOGGED:
            promise = {"k": "commit", "who": "planner", "what": "send", "by": (day + timedelta(days=9)).isoformat()}
            talk = talks[number % len(talks)]
            events += [start_record(knowledge.pinned), *talk, promise, {"k": "finish", "count": 1, "verdict": {}}]
        lines = (encode(n, {"k": event["k"], "at": at, **event}) for n, event in enumerate(events, 1))
        (folder / f"{day.isoformat()}-{letters}.jsonl").write_bytes(b"".join(lines))


def environment(home: Path) -> dict[str, str]:
    """Whose sessions lie in this folder."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "HOME", "LANG")}
    return {**kept, "TERM": "xterm-256color", "ORDERLESS_HOME": str(home)}


def seconds(home: Path, *args: str) -> float:
    """Of the whole command."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "orderless", *args], env=environment(home), stdout=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - began


def until_first_question(home: Path) -> float:
    """Until its words are on the screen of the cockpit."""
    terminal = Terminal([sys.executable, "-m", "orderless", "interview", "--ui", "cockpit"], environment(home))
    try:
        return terminal.wait_for("What did they ask for") - terminal.started
    finally:
        terminal.close()


def compared(
    one: Callable[[], float], other: Callable[[], float], rounds: int, before: Callable[[], object] = lambda: None
) -> tuple[float, float]:
    """The medians of both, taken in turn after a round that does not count; `before` comes before each `other`."""
    taken: list[tuple[float, float]] = []
    for _ in range(rounds + 1):
        before()
        of_other = other()
        taken.append((one(), of_other))
    ones, others = zip(*taken[1:], strict=True)
    return median(ones), median(others)


def rows(home: Path, empty: Path, rounds: int) -> Iterator[tuple[str, float, float, float, bool]]:
    """What was compared, both times, the ratio, and whether the bound is kept."""
    index = home / INDEX
    for name, args in (("requests", ("requests", "--json")), ("due", ("due", "--json"))):
        warm, cold = compared(
            lambda args=args: seconds(home, *args),
            lambda args=args: seconds(home, *args),
            rounds,
            before=lambda: index.unlink(missing_ok=True),
        )
        yield f"{name}, from the index", warm, cold, cold / warm, cold / warm >= FASTER
    full, none = compared(lambda: until_first_question(home), lambda: until_first_question(empty), rounds * 3)
    yield "until the first question", full, none, full / none, full / none <= LATER


def main() -> int:
    """Print a row for each, and whether all bounds are kept."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    requests, rounds = numbers[0] if numbers else REQUESTS, numbers[1] if len(numbers) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        home, empty = Path(folder, "full"), Path(folder, "empty")
        fill(home, requests)
        (empty / "sessions").mkdir(parents=True)
        print(f"{requests} requests; medians of {rounds} rounds, both sides in turn.")
        ok = True
        for name, one, other, ratio, kept in rows(home, empty, rounds):
            print(
                f"{name:28}{one * 1000:9.0f} ms{other * 1000:9.0f} ms{ratio:8.2f}  {'yes' if kept else 'NO'}",
                flush=True,
            )
            ok = ok and kept
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
