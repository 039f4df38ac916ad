"""What the report of orderless review says: of cells that could not be read, of spellings, of what it was made with."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

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


COLUMNS = ("existing_content", "hours", "delivered")


def test_that_nothing_says_what_was_built_is_not_told_as_nothing_built(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", COLUMNS, [["fits", "5", "yep"], ["fits", "6", "x"], ["fits", "7", "nope"]])
    part = section(reported(path, folder=tmp_path)[0], "Spent on what would now be a no")
    assert "Nothing can be added up: 3 of the 3 cells in delivered that should say whether a request" in part
    assert "as `values` of delivered" in part
    assert "No delivered request" not in part


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["fits", "5", "no"], ["fits", "6", "hm"], ["fits", "7", ""]], "1 of the 2 cells in delivered"),
        ([["fits", "5", "no"], ["fits", "7", ""]], "No delivered request came to a no"),
        ([["", "5", "hm"]], "No request came to a no"),
    ],
)
def test_why_there_is_nothing_to_add_up(rows: list[list[str]], said: str, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", COLUMNS, rows)
    assert said in section(reported(path, folder=tmp_path)[0], "Spent on what would now be a no")


def test_plain_words_for_built_and_not_built_are_known(tmp_path: Path) -> None:
    built = ["ja", "J", "OUI", "sí", "wahr", "TRUE", "1", "✓"]
    others = ["Nein", "n", "non", "falsch", "0", "not delivered"]
    path = table(tmp_path / "a.csv", COLUMNS, [["fits", "2", word] for word in (*built, *others)])
    part = section(reported(path, folder=tmp_path)[0], "Spent on what would now be a no")
    assert f"| {len(built)} | {2 * len(built)}.0 |" in part
    assert "could not be read" not in part


def test_a_series_is_told_in_the_spelling_of_a_row(tmp_path: Path) -> None:
    spelled = [("sales reps", "crm basics"), ("Sales reps", "CRM basics"), ("sales reps", "CRM, basics")]
    spelled += [("SALES REPS", "crm basics"), ("sales reps", "CRM, basics"), ("Sales reps", "CRM basics")]
    rows = [["wish", *pair, f"2026-0{month}-02"] for month, pair in enumerate(spelled, 1)]
    columns = ("trigger", "audience", "topic", "date")
    part = section(reported(table(tmp_path / "a.csv", columns, rows), folder=tmp_path)[0], "Ordered again")
    assert "| Sales reps | CRM basics | 6 | 2026-01-02 | 2026-06-02 |" in part


def test_groups_are_counted_without_case_and_blanks_and_told_in_the_usual_spelling(tmp_path: Path) -> None:
    rows = [
        ["fits", "sales", "TOM BECKER", "Workshop"],
        ["", "Sales ", "Tom  Becker", "workshop"],
        ["fits", "Ops", "Ana", ""],
        ["", "Sales", "Tom Becker", "Workshop"],
    ]
    columns = ("existing_content", "department", "requester", "format")
    text = reported(table(tmp_path / "a.csv", columns, rows), folder=tmp_path)[0]
    assert lines(section(text, "By department")) == [["Sales", "3", "0", "1", "2"], ["Ops", "1", "0", "1", "0"]]
    assert lines(section(text, "By requester"))[0] == ["Tom Becker", "3", "0", "1", "2"]
    assert lines(section(text, "By format")) == [["Workshop", "3", "0", "1", "2"], ["(empty)", "1", "0", "1", "0"]]
