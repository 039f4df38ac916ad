"""The report leads with what one would say aloud, and tells what is open by the way it leans."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from support.program import run_here
from support.review_reports import lines, reported, section, table

MAP = """columns:
  department: {role: department}
  requester: {role: requester}
  date: {role: date}
  audience: {role: audience}
  topic: {role: topic}
  request: {role: request}
  hours: {role: hours}
  in_the_way: {question: in_the_way}
  taught: {question: taught}
"""
COLUMNS = ("department", "requester", "date", "audience", "topic", "request", "hours", "in_the_way", "taught")
ROWS = [
    ["Sales", "head", "2025-01-02", "Clerks", "Claims", "We need a 30 minute video", "10", "too_many_steps", ""],
    ["sales ", "lead", "2025-01-09", "Clerks", "Claims", "We need a workshop", "5", "too_many_steps", ""],
    ["Depot", "head", "2025-02-01", "Pickers", "Stacking", "People make errors", "7", "", "never_shown"],
    ["Depot", "head", "2025-02-03", "Pickers", "Lifting", "Something on lifting", "1", "", ""],
]


def of_rows(tmp_path: Path, rows: list[list[str]]) -> str:
    path = table(tmp_path / "a.csv", COLUMNS, rows)
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    return reported(path, "--map", tmp_path / "map.yaml", folder=tmp_path)[0]


def test_the_report_leads_with_five_sentences_and_their_filters(tmp_path: Path) -> None:
    lead = [line for line in of_rows(tmp_path, ROWS).split("\n## ")[0].splitlines() if line.startswith("- ")]
    assert len(lead) == 5
    assert all(line.endswith(")*") for line in lead)
    assert lead[0].startswith("- All 4 requests came without what a fair answer needs; 2 of these lean to no and 1 to")
    assert lead[1].startswith("- 15.0 hours went into what leans to no, which is no answer yet.")
    assert lead[2].startswith("- 2 of 4 (50 %) came as an order")
    assert "the longest series is Claims for Clerks, 2 times" in lead[3]
    assert "4 requests do not say" in lead[4]


def test_what_is_open_stands_by_its_leaning_and_adds_up_in_each_group(tmp_path: Path) -> None:
    text = of_rows(tmp_path, ROWS)
    part = section(text, "Which way the open ones lean")
    found = lines(part)
    assert found[:3] == [
        ["Leaning to no", "2", "50 %", "15.0"],
        ["Leaning to yes", "1", "25 %", "7.0"],
        ["Neither way", "1", "25 %", "1.0"],
    ]
    assert ["Sales", "2", "2", "15.0", "0", "0.0", "0"] in found
    assert ["Depot", "2", "0", "0.0", "1", "7.0", "1"] in found
    assert ["2025-02", "2", "0", "0.0", "1", "7.0", "1"] in found
    assert [row[1] for row in found if row[0] in ("head", "lead")] == ["3", "1"]


def test_what_is_open_stands_by_what_would_have_come_first(tmp_path: Path) -> None:
    rows = [
        ["10", "too_many_steps", "", "rule_said"],
        ["7", "", "never_shown", ""],
        ["1", "", "", ""],
        ["2", "too_many_steps", "", ""],
        ["3", "supplies_missing", "", ""],
    ]
    path = table(tmp_path / "a.csv", ("hours", "in_the_way", "taught", "trigger"), rows)
    out = tmp_path / "out.csv"
    text = reported(path, "-o", out, folder=tmp_path)[0]
    found = lines(section(text, "Which way the open ones lean"))
    steps = {row[0]: row[1:] for row in found if row[-1] in ("M5", "K4", "Z1")}
    rule, goal = (next(step for step in steps if step.endswith(f"Ask first: {what}.")) for what in _FIRST)
    assert steps[rule] == ["1", "20 %", "10.0", "M5"]
    assert steps[goal] == ["1", "20 %", "7.0", "K4"]
    assert steps["A talk: nothing points to a cause yet"] == ["1", "20 %", "1.0", "Z1"]
    assert steps["A talk, first about the setting"] == ["2", "40 %", "5.0", "Z1"]
    with out.open(encoding="utf-8-sig", newline="") as file:
        decided = Counter(row["orderless_rule"] for row in csv.DictReader(file))
    assert decided == {"M5": 1, "K4": 1, "Z1": 3}


_FIRST = ("The rule, named", "Goal it serves")


def test_where_all_is_settled_nothing_leans(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ["existing_content", "hours"], [["fits", "5"]])
    text = reported(path, folder=tmp_path)[0]
    assert "Which way the open ones lean" not in text
    lead = [line for line in text.split("\n## ")[0].splitlines() if line.startswith("- ")]
    assert lead[0].startswith("- Of 1 request, 0 would be a yes today, 1 a no. ")
    assert lead[1].startswith("- 5.0 hours went into what would now be a no.")


def test_a_file_of_texts_departments_and_dates_alone_leads_with_what_it_holds(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ["department", "date", "request"], [["Depot", "2025-01-02", "A video, please"]])
    text = reported(path, folder=tmp_path)[0]
    assert "1 of 1 (100 %) came as an order" in text
    assert "went into" not in text.split("\n## ")[0]
    assert ["Depot", "1", "0", "0", "1"] in lines(section(text, "Which way the open ones lean"))


def test_the_html_shows_verdicts_months_departments_and_what_nobody_asked(tmp_path: Path) -> None:
    of_rows(tmp_path, ROWS)
    page = tmp_path / "report.html"
    ran = run_here(
        *("review", tmp_path / "a.csv", "--map", tmp_path / "map.yaml", "-o", tmp_path / "out.csv"),
        *("--report", page, "--force"),
        home=tmp_path / "home",
    )
    assert ran.code == 0, ran.stderr
    text = page.read_text(encoding="utf-8")
    captions = [part.split("<")[0] for part in text.split("<figcaption>")[1:]]
    assert captions == [
        "What the verdicts come to",
        "What nobody asked",
        "Ordered by month",
        "Ordered by department",
    ]
    assert "Requests by answer and leaning: Yes 0, No 0, Not yet, leaning to no 2, Not yet, leaning to yes 1" in text
    assert "Requests by month: 2025-01 2, 2025-02 2." in text
    assert "Requests by department: Sales 2, Depot 2." in text
