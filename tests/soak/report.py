"""`python -m soak.report` (`make reliability`): the page about the attacks that are kept, from what they measured.

The tests keep their figures (`support/figures.py`) where `make soak` says; a folder with such figures can be named.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from soak.tree import KEPT, ROOT
from support.figures import figures_in

__all__ = ["ATTACKS", "FOLDER", "PAGE", "Attack", "main", "page"]

FOLDER = KEPT / "figures"
PAGE = ROOT / "docs" / "reliability.md"


class Attack(NamedTuple):
    """An attack: its name in the figures, and as the page tells it. `of` says what one trial is."""

    name: str
    told: str
    of: str


ATTACKS = (
    Attack("failing disk", "A disk that is full, breaks off in a write, or fails to sync or to rename", "faults"),
    Attack("kills while saving", "`kill -9` of a process that saves answers without a pause", "kills"),
    Attack("kills of a talk", "`kill -9` of the whole program while lines are typed", "kills"),
    Attack("damaged sessions", "Files of sessions cut off, zeroed, or with a bit flipped, at bytes all over", "files"),
    Attack(
        "odd environments", "Homes, rights, locales, clocks, screens and streams that nobody would choose", "places"
    ),
)

_HEAD = """\
# How much was tried to lose your words

<!-- Written by `make reliability` from what the tests measured: change tests/soak/report.py, not this page. -->

What a client said once is not said again. So the program is attacked by tests that are kept with the source. Each fails
where something that was kept before, or an answer that was acknowledged, is not there any more. The figures are
those of the runs that this page was written from.
"""

_TABLE = """
| what was tried | how many | acknowledged | lost | ended with |
|---|---:|---:|---:|---|
"""

_AFTER = """
*Acknowledged* counts the answers and notes that the program had said were kept; where nothing stands, what was there
before the attack is what is looked for. *Lost* counts these, half-written files and changed words. *Ended with* has the
[exit codes](interview.md#exit-codes): 0 where the fault was no matter; 1 and 2 with a line that says what is wrong; 4
where the input ended early, and the talk can be gone on with. A traceback fails the test.
"""

_MEMORY = """
## Memory

A review of hard tables (150 MB of texts in a workbook of 160 kB, cells of nearly a million characters, 500 columns,
200,000 rows), from each form into each other, in megabytes above the interpreter; from or into Parquet, above an
interpreter that has loaded pyarrow, which takes 42 MB by itself. The bound is 100 MB of 1,048,576 bytes.
Where nothing stands, that run did not measure it.

"""

_NOT_TRIED = """
What may still take more is named in the [record of that decision](adr/0015-tables-of-strangers.md): a Parquet file
whose pages are larger than usual, or which has very many columns, and one piece of JSON.

## What was not tried

- **Windows and macOS.** All of this ran on Linux. Locks, rights and the renaming of open files work otherwise there.
- **A power cut.** A failing disk and a killed program were tried, not a machine that lost its power: whether what was
  synced is on the disk is up to the disk.
- **Network drives, and folders that a service synchronises.**
- **A clock that jumps during a talk.** Talks were held in years from 1969 to 9998, each on one day.
- **A disk that fails under every command.** Faults were put at each write of sixteen commands that write.
"""


def page(figures: Sequence[Mapping[str, Any]]) -> str:
    """The page from these figures (`figures_in`). Raises ValueError where an attack has none."""
    by_attack: dict[str, list[Mapping[str, Any]]] = {}
    for one in figures:
        by_attack.setdefault(one["attack"], []).append(one)
    missing = [name for name in (*(attack.name for attack in ATTACKS), "memory") if name not in by_attack]
    if missing:
        raise ValueError(f"No figures of: {', '.join(missing)}.")
    rows = "".join(_row(attack, by_attack[attack.name]) for attack in ATTACKS)
    return f"{_HEAD}{_TABLE}{rows}{_AFTER}{_MEMORY}{_memory(by_attack['memory'])}{_NOT_TRIED}"


def _row(attack: Attack, kept: Sequence[Mapping[str, Any]]) -> str:
    total = _total(kept)
    codes = [f"{key[5:]}: {total[key]:,}" for key in sorted(total) if key.startswith("code_") and total[key]]
    said = f"{total['acknowledged']:,}" if "acknowledged" in total else ""
    return f"| {attack.told} | {total['tried']:,} {attack.of} | {said} | {total['lost']:,} | {', '.join(codes)} |\n"


def _total(kept: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    names = {name for one in kept for name, value in one.items() if isinstance(value, int)}
    return {name: sum(one.get(name, 0) for one in kept) for name in names}


def _memory(kept: Sequence[Mapping[str, Any]]) -> str:
    took = {tuple(one["what"].split(" to ")): one["megabytes"] for one in kept}
    forms = sorted({form for _, form in took})
    lines = [f"| table | {' | '.join(f'to {form}' for form in forms)} |", f"|---|{'---:|' * len(forms)}"]
    for table in sorted({table for table, _ in took}):
        cells = " | ".join(str(took.get((table, form), "")) for form in forms)
        lines.append(f"| {table} | {cells} |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page from the figures of the last soak, or of the folder that is named."""
    parser = argparse.ArgumentParser(prog="python -m soak.report", description=main.__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    figures = figures_in(parser.parse_args(arguments).folder)
    try:
        text = page(figures)
    except ValueError as error:
        print(f"{error} `make soak` measures them.", file=sys.stderr)
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
