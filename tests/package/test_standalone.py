"""The folder of `make standalone`, run as where no Python is: nothing on the PATH, nothing in the environment."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl import Workbook

from orderless.bank.tours import read_tour, tour_files
from support.talk import shipped
from support.toured import lines_of

pytestmark = pytest.mark.nightly
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "standalone" / "orderless"
PROGRAM = FOLDER / ("orderless.exe" if sys.platform == "win32" else "orderless")
_TWICE = 2.0
"""The most that the folder may take to its first question, as a multiple of what the installed program takes."""
_ROUNDS = 9


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    if not PROGRAM.is_file():
        pytest.fail("There is no folder to try: run `make standalone` first (`make nightly` does).")


def bare(home: Path) -> dict[str, str]:
    """What the program is given: its home, and a PATH with nothing on it."""
    of_windows = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}  # nothing starts without
    ours = {
        "PATH": "",
        "HOME": str(home),
        "ORDERLESS_HOME": str(home / "kept"),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    return {**of_windows, **ours}


def ran(home: Path, *arguments: str | Path, stdin: str = "") -> str:
    """Standard output of a run that went well, in an empty folder."""
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)],
        input=stdin, capture_output=True, text=True, encoding="utf-8", env=bare(home), cwd=home, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", sorted(tour_files()))
def test_a_tour_comes_to_its_page(name: str, tmp_path: Path) -> None:
    tour, problems = read_tour(tour_files()[name], shipped())
    assert tour is not None, problems
    assert ran(tmp_path, "tour", name, stdin="".join(f"{line}\n" for line in lines_of(tour))).startswith("# ")


@pytest.mark.parametrize("ending", ["md", "html", "docx", "adoc"])
def test_an_example_is_written_in_each_form(ending: str, tmp_path: Path) -> None:
    assert ran(tmp_path, "interview", "--example", "late-notes").startswith("# ")
    written = tmp_path / f"page.{ending}"
    ran(tmp_path, "summary", "last", "-o", written)
    if ending == "docx":
        with ZipFile(written) as packed:
            assert "last half hour of the day" in packed.read("word/document.xml").decode()
    else:
        assert "last half hour of the day" in written.read_text(encoding="utf-8")


def test_a_workbook_is_reviewed_by_two_processes(tmp_path: Path) -> None:
    """Also a day in another language, which needs the names of its months."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Ticket", "When", "Could they?", "Stops them"])
    for number in range(400):
        sheet.append([f"T{number}", "3. März 2026", "Yes", "The tool"])
    book.save(tmp_path / "asked.xlsx")
    meaning = """columns:
  Ticket: {role: id}
  When: {role: date, dates: day_first}
  Could they?: {question: can_do, values: {"Yes": most_could}}
  Stops them: {question: in_the_way, values: {The tool: system_or_tool}}
"""
    (tmp_path / "map.yaml").write_text(meaning, encoding="utf-8")
    told = ("--map", "map.yaml", "-o", "decided.xlsx", "--report", "report.md", "--workers", "2")
    ran(tmp_path, "review", "asked.xlsx", *told)
    rows = list(openpyxl.load_workbook(tmp_path / "decided.xlsx").active.iter_rows(values_only=True))
    assert len(rows) == 401
    assert {row[rows[0].index("orderless_leading_cause_id")] for row in rows[1:]} == {"tools_resources"}
    assert {row[rows[0].index("orderless_refused")] for row in rows[1:]} == {None}
    assert "| 2026-03 | 400 |" in (tmp_path / "report.md").read_text(encoding="utf-8")


def test_the_knowledge_and_its_checks_are_there(tmp_path: Path) -> None:
    ran(tmp_path, "banks", "check")
    assert "L001" in ran(tmp_path, "banks", "check", "--explain", "all")


def test_days_go_into_a_calendar(tmp_path: Path) -> None:
    ran(tmp_path, "interview", "--example", "late-notes")
    ran(tmp_path, "due", "--ics", tmp_path / "due.ics")
    assert "BEGIN:VEVENT" in (tmp_path / "due.ics").read_text(encoding="utf-8")


def test_every_library_inside_is_listed_with_its_licence() -> None:
    """Each folder of compiled or data files inside has its line, and each line names a licence."""
    text = (FOLDER / "LICENCES.txt").read_text(encoding="utf-8")
    listed, _, texts = text.partition("PyInstaller is only")
    names = {line.partition(" ")[0].lower().replace("-", "_") for line in listed.splitlines() if ": " in line}
    wanted = {"python", "typer", "rich", "pydantic", "pydantic_core", "pyyaml", "questionary", "prompt_toolkit"}
    wanted |= {
        "platformdirs",
        "rapidfuzz",
        "openpyxl",
        "icalendar",
        "python_docx",
        "lxml",
        "babel",
        "tzdata",
        "pyinstaller",
    }
    assert wanted - names == set()
    assert not [line for line in listed.splitlines() if line.endswith(":") and " " in line and "folder" not in line]
    assert "Permission is hereby granted" in texts


def test_nothing_inside_would_put_the_folder_under_the_gpl() -> None:
    assert not list(FOLDER.rglob("*readline*"))


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")
def test_the_first_question_comes_in_at_most_twice_the_time_of_the_installed_program(tmp_path: Path) -> None:
    """Both in turn on a terminal, after one start that reads the knowledge; medians."""
    from benchmarks.terminal import Terminal

    def until_read(command: Sequence[str], home: Path) -> float:
        home.mkdir(exist_ok=True)
        given = {**bare(home), **({"PYTHONPATH": str(ROOT / "src")} if len(command) > 2 else {})}
        terminal = Terminal(command, given)
        try:
            return terminal.wait_for("What did they ask for") - terminal.started
        finally:
            terminal.close()

    sides = {"folder": [str(PROGRAM), "interview"], "installed": [sys.executable, "-m", "orderless", "interview"]}
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(1 + _ROUNDS):
        for name, command in sides.items():
            taken[name].append(until_read(command, tmp_path / name))
            time.sleep(0.02)
    folder, installed = (median(times[1:]) for times in taken.values())
    print(
        f"first question: folder {folder * 1000:.0f} ms, installed {installed * 1000:.0f} ms, {folder / installed:.2f}"
    )
    assert folder <= _TWICE * installed


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")
def test_a_pager_is_given_the_libraries_of_the_system_and_not_those_inside(tmp_path: Path) -> None:
    from benchmarks.terminal import Terminal

    ran(tmp_path, "interview", "--example", "late-notes")
    pager = tmp_path / "pager"
    pager.write_text('#!/bin/sh\necho "libraries=[$LD_LIBRARY_PATH]"\n', encoding="utf-8")
    pager.chmod(0o700)
    command = [str(PROGRAM), "summary", "last"]
    terminal = Terminal(command, {**bare(tmp_path), "ORDERLESS_PAGER": str(pager)}, (80, 12))
    try:
        terminal.wait_for("libraries=[]")
    finally:
        terminal.close()
