"""`python -m benchmarks [ROUNDS] [WORDS]`: ratios and limits with their bounds; only those whose name holds WORDS.

Exit code 1 when one is over its bound.
"""

from __future__ import annotations

import sys

from benchmarks.measures import measures
from benchmarks.sides import Found, Limit, take

ROUNDS = 21
LEAST = 15


def _row(name: str, yardstick: str, bound: str, measured: str, ok: str) -> str:
    return f"{name:32}{yardstick:26}{bound:>9}{measured:>10}  {ok}"


def _as_row(found: Found) -> str:
    of = found.measure
    ms = f", {found.ms:.1f} {of.most[1]} of at most {of.most[0]:g}" if of.most is not None else ""
    return _row(of.name, of.yardstick, f"{of.bound:.1f}", f"{found.ratio:.2f}", ("yes" if found.ok else "NO") + ms)


def _as_limit(limit: Limit, found: float) -> str:
    ok = "yes" if found <= limit.most else "NO"
    return _row(limit.name, "", f"{limit.most:g} {limit.unit}", f"{found:.0f}", ok)


def main() -> int:
    """Take every measure and print it as soon as it is there."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    words = " ".join(word for word in sys.argv[1:] if not word.isdecimal())
    rounds = max(LEAST, *numbers) if numbers else ROUNDS
    print(f"Ratios of medians over {rounds} rounds, both sides in turn.\n")
    print(_row("what", "against", "at most", "measured", "ok"))
    ok = True
    with measures() as (compared, limits):
        for measure in (one for one in compared if words in one.name):
            found = take(measure, rounds)
            print(_as_row(found), flush=True)
            ok = ok and found.ok
        for limit in (one for one in limits if words in one.name):
            value = limit.found()
            print(_as_limit(limit, value), flush=True)
            ok = ok and value <= limit.most
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
