"""Reports of a review as tests read them: without the signs of Markdown, by section, by cell."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from support.program import Ran, run_here


def table(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def reported(*args: str | Path, folder: Path) -> tuple[str, Ran]:
    """The report without the signs that Markdown needs, and how the program ended."""
    report = folder / "report.md"
    ran = run_here("review", *args, "-o", folder / "out.csv", "--report", report, "--force", home=folder / "home")
    assert ran.code in (0, 3), ran.stderr
    return report.read_text(encoding="utf-8").replace("\\", ""), ran


def section(text: str, title: str) -> str:
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def lines(part: str) -> list[list[str]]:
    """The cells of its tables, headers left out."""
    rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in part.splitlines() if line[:1] == "|"]
    return [row for row, below in pairwise([*rows, []]) if "---" not in row + below]
