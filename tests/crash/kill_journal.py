"""Kill a process that saves answers, at random moments, again and again, and count what is missing.

    python kill_journal.py FOLDER [--kills 500] [--seed 1] [--big]

A forked child opens the session (or makes it) and appends answers; each time `append` has returned, it writes the
number to a pipe. The parent kills it with SIGKILL, reads the pipe, and checks the file byte for byte: every
acknowledged answer is there with exactly its text, and nothing that was there before has changed. The next child
continues the same session. Prints one line of JSON.
"""

import argparse
import json
import os
import random
import signal
import sys
import time
import zlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from orderless.storage.journal import Journal, encode, read

ANSWERS_PER_SESSION = 200
LONGEST_LIFE = 0.015  # seconds from the fork, or from the moment the session is open
LONGEST_LIFE_BIG = 0.1
KILLED_AT_ANY_TIME = 0.2  # so many children may be killed while opening, the others only once they have opened
TEXT = 'They said: “most can do it” 日本 😀\nand\ttabs, a NUL \0, \x1b[2J, \udce9, \\ and ","crc":"00000000"}. '


@dataclass
class Count:
    """What was done and found; `lost` and `changed` have to be 0."""

    kills: int = 0
    sessions: int = 1
    acknowledged: int = 0
    lost: int = 0
    changed: int = 0
    torn: int = 0
    while_opening: int = 0
    unacknowledged_but_kept: int = 0
    problems: list[str] = field(default_factory=list)


def record_of(seed: int, session: int, number: int, *, big: bool) -> dict[str, Any]:
    """The answer with this number, the same in parent and child."""
    own = f"{seed} {session} {number} "
    chance = zlib.crc32(own.encode("ascii"))
    length = 100_000 + chance % 200_000 if big else chance % 400
    start = chance % len(TEXT)
    text = TEXT[start:] + TEXT * (length // len(TEXT) + 1)
    return {"k": "answer", "at": "2026-11-22T10:00:00Z", "value": own + text[:length]}


def child(path: Path, pipe: int, seed: int, session: int, *, big: bool) -> None:
    """Append until killed, acknowledging each answer after `append` has returned."""
    if big:
        # a disk that takes a little at a time, as a system may: so a good part of the kills falls into a write
        write = os.write
        os.write = lambda fd, data: write(fd, data[:128])
    with Journal.open(path) if path.exists() else Journal.create(path) as journal:
        os.write(pipe, b"0\n")
        number = len(journal.records) + 1
        while True:
            saved = journal.append(record_of(seed, session, number, big=big))
            os.write(pipe, b"%d\n" % saved)
            number = saved + 1


def run_child(path: Path, dice: random.Random, seed: int, session: int, *, big: bool) -> list[int]:
    """Start a child, kill it at a random moment, and return what it acknowledged (0: the journal was open)."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        try:
            child(path, writer, seed, session, big=big)
        finally:
            # only an error ends a child before it is killed: no clean-up of the parent's may run in it
            sys.excepthook(*sys.exc_info())
            os._exit(1)
    os.close(writer)
    opened = b"" if dice.random() < KILLED_AT_ANY_TIME else os.read(reader, 2)
    time.sleep(dice.uniform(0, LONGEST_LIFE_BIG if big else LONGEST_LIFE))
    os.kill(pid, signal.SIGKILL)
    with os.fdopen(reader, "rb") as acknowledged:
        numbers = [int(line) for line in (opened + acknowledged.read()).split()]
    _, status = os.waitpid(pid, 0)
    if not os.WIFSIGNALED(status):
        raise SystemExit("the child ended by itself: see its error above")
    return numbers


def verify(path: Path, before: bytes, last: int, count: Count, make: Any) -> bytes:
    """Check the file after a kill; returns the bytes that must stay as they are from now on."""
    raw = path.read_bytes() if path.exists() else b""
    if not raw.startswith(before):
        count.changed += 1
        count.problems.append(f"kill {count.kills}: bytes that were on the disk have changed")
    held = {record["n"]: record for record in read(path).records} if raw else {}
    for number in range(before.count(b"\n") + 1, last + 1):
        if held.get(number) != {"n": number, **make(number)}:
            count.lost += 1
            count.problems.append(f"kill {count.kills}: acknowledged answer {number} is lost or changed")
    kept = raw[: raw.rfind(b"\n") + 1]
    # lines are compared as written, so that an equal value in other bytes does not pass
    expected = b"".join(encode(n, make(n)) for n in range(before.count(b"\n") + 1, len(held) + 1))
    if kept[len(before) :] != expected[: len(kept) - len(before)]:
        count.changed += 1
        count.problems.append(f"kill {count.kills}: the new lines are not the ones appended")
    count.torn += len(kept) < len(raw)
    count.unacknowledged_but_kept += len(held) > last > 0
    return kept


def run(folder: Path, kills: int, seed: int, *, big: bool = False) -> Count:
    """Kill `kills` children one after another and count."""
    dice = random.Random(seed)
    count = Count()
    before = b""
    while count.kills < kills:
        path = folder / f"2026-11-22-{count.sessions:04}.jsonl"
        numbers = run_child(path, dice, seed, count.sessions, big=big)
        count.kills += 1
        count.while_opening += not numbers
        count.acknowledged += sum(number > 0 for number in numbers)
        session = count.sessions
        last = max(numbers, default=0) or before.count(b"\n")
        before = verify(path, before, last, count, lambda n, s=session: record_of(seed, s, n, big=big))
        if before.count(b"\n") >= (ANSWERS_PER_SESSION if not big else 8):
            count.sessions += 1
            before = b""
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--big", action="store_true", help="answers of 100,000 to 300,000 characters, written slowly")
    options = parser.parse_args()
    print(json.dumps(asdict(run(options.folder, options.kills, options.seed, big=options.big))))


if __name__ == "__main__":
    main()
