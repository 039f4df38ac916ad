"""`python -m benchmarks [ROUNDS]`: a table of ratios and their bounds. Exit code 1 when one is over its bound."""

from __future__ import annotations

import sys

from benchmarks.measures import Found, measures, take

ROUNDS = 21
LEAST = 15


def _row(name: str, yardstick: str, bound: str, measured: str, ok: str) -> str:
    return f"{name:30}{yardstick:26}{bound:>8}{measured:>10}  {ok}"


def _as_row(found: Found) -> str:
    of = found.measure
    ms = f", {found.ms:.0f} ms of at most {of.most_ms:.0f}" if of.most_ms is not None else ""
    return _row(of.name, of.yardstick, f"{of.bound:.1f}", f"{found.ratio:.2f}", ("yes" if found.ok else "NO") + ms)


def main() -> int:
    """Take every measure and print it as soon as it is there."""
    rounds = max(LEAST, int(sys.argv[1])) if len(sys.argv) > 1 else ROUNDS
    print(f"Ratios of medians over {rounds} rounds, both sides in turn.\n")
    print(_row("what", "against", "at most", "measured", "ok"))
    ok = True
    with measures() as wanted:
        for measure in wanted:
            found = take(measure, rounds)
            print(_as_row(found), flush=True)
            ok = ok and found.ok
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
