"""`python -m benchmarks.long_texts [ROUNDS] [WORDS]`: how the time for a text grows with its length.

For all that looks at people's text, and for texts of every kind: the CPU time for nearly 200,000 characters against
that for nearly 20,000. Only what has WORDS in its name is taken, or in that of a kind of text. Exit code 1 when a ratio
is over its bound.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from benchmarks.long_texts.looks import Act, Look, looks
from benchmarks.long_texts.texts import KINDS, text_of

SHORT, LONG = 19_990, 199_900
"""Nearly 20,000 and 200,000: a line holds 200,000 characters, and a sign before the text must not cut its end off."""
BOUND = 15.0
ROUNDS = 3
QUICK = 0.002
"""Seconds below which a clock tells little: so short a look is taken again and again till it comes to that."""


class Grown(NamedTuple):
    """How one look grows with the length of one kind of text, and how long it takes for the long one."""

    look: str
    kind: str
    ratio: float
    seconds: float


def seconds(act: Act, times: int) -> float:
    """CPU time of one of so many: what else runs on the machine does not count."""
    began = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - began) / times


def grown(look: Look, kind: str, rounds: int) -> Grown:
    """The ratio of the least times, both lengths in turn, after a short one to warm up: load only adds to a time."""
    short, long = look.ready(text_of(kind, SHORT)), look.ready(text_of(kind, LONG))
    short()
    each = max(1, round(QUICK / max(seconds(short, 1), 1e-6)))
    times = [(seconds(short, each), seconds(long, 1 if each < 10 else each // 10)) for _ in range(rounds)]
    of_short, of_long = map(min, zip(*times, strict=True))
    return Grown(look.name, kind, of_long / of_short, of_long)


def wanted(words: str) -> Iterator[tuple[Look, list[str]]]:
    """The looks, and the kinds of text for each."""
    for look in looks():
        kinds = [kind for kind in KINDS if words in look.name or words == kind]
        if kinds:
            yield look, kinds


def row(look: str, kind: str, ratio: str, ms: str, ok: str) -> str:
    return f"{look:42}{kind:14}{ratio:>7}{ms:>10}  {ok}"


def as_row(found: Grown) -> str:
    ok = "yes" if found.ratio <= BOUND else "NO"
    return row(found.look, found.kind, f"{found.ratio:.1f}", f"{found.seconds * 1000:.1f} ms", ok)


def worst(found: Iterable[Grown]) -> Grown:
    return max(found, key=lambda one: one.ratio)


def main() -> int:
    """Take each look over each kind of text, and print the worst kind for each look as soon as it is there."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    words = " ".join(word for word in sys.argv[1:] if not word.isdecimal())
    rounds = max(1, *numbers) if numbers else ROUNDS
    print(f"CPU time for {LONG:,} characters against {SHORT:,}, at most {BOUND:g}: the least of {rounds} rounds.")
    print(f"The worst of {len(KINDS)} kinds of text: {', '.join(KINDS)}.\n")
    print(row("what looks at it", "worst kind", "ratio", "the long", "ok"))
    every: list[Grown] = []
    for look, kinds in wanted(words):
        every.append(worst(grown(look, kind, rounds) for kind in kinds))
        print(as_row(every[-1]), flush=True)
    if not every:
        print(f"Nothing has {words!r} in its name.")
        return 1
    print(f"\nThe worst: {worst(every).look}, {worst(every).kind}: {worst(every).ratio:.1f}.")
    return 0 if worst(every).ratio <= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
