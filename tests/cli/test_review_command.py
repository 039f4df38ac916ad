"""orderless review: files of past requests in, a decision for each and a report out."""

from __future__ import annotations

import csv
import errno
import json
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from knowledge.interviews import shipped
from orderless.batch.columns import COLUMNS, flat
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State
from orderless.storage import disk, export
from support.program import Ran, run, run_here

MAP = """
columns:
  Ticket: {role: id}
  Submitted: {role: date, dates: day_first}
  Department: {role: department}
  Asked by: {role: requester}
  For whom: {role: audience}
  Topic: {role: topic}
  What do you need?: {role: request}
  Why now?:
    question: trigger
    values: {Broken: going_wrong, New system: new_thing, A boss asked: senior_asked}
  Could they?:
    question: can_do
    values: {"Yes": most_could, "No": most_could_not}
  Stops them:
    question: in_the_way
    values: {The tool: system_slow, No time: no_time}
  How many: {question: scope, values: {A few: one_or_two, Many: several_teams}}
  Hours: {role: hours}
  Cost: {role: money, unit: thousands}
  Status: {role: delivered}
"""

HEADER = [
    "Ticket",
    "Submitted",
    "Department",
    "Asked by",
    "For whom",
    "Topic",
    "What do you need?",
    "Why now?",
    "Could they?",
    "Stops them",
    "How many",
    "Hours",
    "Cost",
    "Status",
]


def written(path: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def a_row(number: int, **cells: str) -> list[str]:
    row = {
        "Ticket": f"T-{number:03}",
        "Submitted": f"{1 + number % 28:02}/{1 + number % 12:02}/2026",
        "Department": ("Sales", "Ops", "HR")[number % 3],
        "Asked by": "team lead",
        "For whom": "Reps",
        "Topic": f"Topic {number}",
        "What do you need?": "A course",
        "Status": "Delivered",
    }
    return [{**row, **cells}.get(name, "") for name in HEADER]


@pytest.fixture
def map_file(tmp_path: Path) -> Path:
    keys = list(shipped().questions["in_the_way"].choices)
    slow = next(key for key in keys if "slow" in key or "system" in key or "tool" in key)
    time = next(key for key in keys if "time" in key)
    path = tmp_path / "map.yaml"
    path.write_text(MAP.replace("system_slow", slow).replace("no_time", time), encoding="utf-8")
    return path


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    whys, coulds, stops = ("Broken", "New system", "A boss asked", ""), ("Yes", "No", ""), ("The tool", "No time", "")
    rows = [
        a_row(
            n,
            **{
                "Why now?": whys[n % 4],
                "Could they?": coulds[n % 3],
                "Stops them": stops[n % 5 % 3],
                "How many": ("Many", "", "A few", "")[n % 4],
                "Hours": str(n),
                "Cost": "1.5",
            },
        )
        for n in range(60)
    ]
    return written(tmp_path / "requests.csv", rows)


def reviewed(*args: str | Path, home: Path, code: int = 0) -> Ran:
    ran = run_here("review", *args, home=home)
    assert ran.code == code, ran.stderr
    return ran


def test_every_row_is_decided_as_the_interview_would_be(requests: Path, map_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    reviewed(requests, "--map", map_file, "-o", out, home=tmp_path / "home")
    rows, meant = read(out), {"Broken": "going_wrong", "New system": "new_thing", "A boss asked": "senior_asked"}
    could = {"Yes": "most_could", "No": "most_could_not"}
    assert len(rows) == 60
    for row in rows:
        answers = {}
        if row["Why now?"]:
            answers["trigger"] = Answer("answered", meant[row["Why now?"]])
        if row["Could they?"]:
            answers["can_do"] = Answer("answered", could[row["Could they?"]])
        if row["How many"]:
            answers["scope"] = Answer("answered", {"A few": "one_or_two", "Many": "several_teams"}[row["How many"]])
        if not row["Stops them"]:
            verdict = decide(shipped(), State(request=row["What do you need?"], answers=answers))
            wanted = [str(cell) for cell in flat(verdict, COLUMNS)]
            assert [row[f"orderless_{column}"] for column in COLUMNS] == wanted


def test_the_requesters_own_columns_and_the_order_stay(requests: Path, map_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    reviewed(requests, "--map", map_file, "-o", out, home=tmp_path / "home")
    before, after = read(requests), read(out)
    assert [{name: row[name] for name in HEADER} for row in after] == before
    assert [row["orderless_row"] for row in after] == [str(n) for n in range(2, 62)]
    assert out.stat().st_mode & 0o777 == 0o600


def test_several_processes_give_the_same_file_and_the_same_report(
    requests: Path, map_file: Path, tmp_path: Path
) -> None:
    for many in ("1", "2"):
        out, report = tmp_path / f"{many}.csv", tmp_path / f"{many}.md"
        options = ("--map", map_file, "-o", out, "--report", report, "--workers", many)
        assert run("review", requests, *options, home=tmp_path / "home").code == 0
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()
    assert (tmp_path / "1.md").read_bytes() == (tmp_path / "2.md").read_bytes()


def test_several_processes_without_an_output(requests: Path, map_file: Path, tmp_path: Path) -> None:
    ran = run("review", requests, "--map", map_file, "--json", "--workers", "2", home=tmp_path / "home")
    assert (ran.code, json.loads(ran.stdout)["decided"]) == (0, 60)


def test_what_cannot_be_shared_out_is_decided_by_one_process_and_said(
    requests: Path, map_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    ran = run("review", requests, "--map", map_file, "-o", out, "--workers", "2", home=tmp_path / "home")
    assert (ran.code, out.exists()) == (0, True)
    assert "requests.csv: --workers has no effect; write CSV, TSV or JSON lines to share the work out." in ran.stderr
    book = openpyxl.Workbook()
    for row in [HEADER, a_row(1)]:
        book.active.append(row)
    book.save(tmp_path / "in.xlsx")
    ran = run("review", tmp_path / "in.xlsx", "--map", map_file, "--json", "--workers", "2", home=tmp_path / "home")
    assert "in.xlsx: --workers has no effect; files of CSV, TSV and JSON lines only" in ran.stderr


def test_what_the_mapping_does_not_know_is_refused_and_still_written(tmp_path: Path, map_file: Path) -> None:
    rows = [a_row(1, **{"Why now?": "Broken"}), a_row(2, **{"Why now?": "Secret words"}), a_row(3)]
    path, out = written(tmp_path / "requests.csv", rows), tmp_path / "out.csv"
    ran = reviewed(path, "--map", map_file, "-o", out, home=tmp_path / "home", code=3)
    assert "requests.csv, row 3, column Why now?:" in ran.stderr
    assert "Secret" not in ran.stderr
    refused = [row for row in read(out) if row["orderless_refused"]]
    assert len(read(out)) == 3
    assert [row["Ticket"] for row in refused] == ["T-002"]
    assert all(not refused[0][f"orderless_{column}"] for column in COLUMNS)


def test_the_numbers_can_be_had_as_json(requests: Path, map_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    found = json.loads(reviewed(requests, "--map", map_file, "-o", out, "--json", home=tmp_path / "home").stdout)
    counted = Counter(row["orderless_outcome"] for row in read(out))
    assert found["rows"] == found["decided"] == 60
    assert {name: many for name, many in found["outcomes"].items() if many} == counted


def test_only_keeps_what_is_named_and_counts_all(requests: Path, map_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    ran = reviewed(requests, "--map", map_file, "-o", out, "--only", "no", "--json", home=tmp_path / "home")
    assert {row["orderless_response"] for row in read(out)} == {"no"}
    assert json.loads(ran.stdout)["rows"] == 60
    assert len(read(out)) == json.loads(ran.stdout)["responses"]["no"]


def test_fail_on_ends_with_its_own_code(requests: Path, map_file: Path, tmp_path: Path) -> None:
    reviewed(requests, "--map", map_file, "--json", "--fail-on", "strategic_yes", home=tmp_path / "home")
    reviewed(requests, "--map", map_file, "--json", "--fail-on", "no", home=tmp_path / "home", code=5)


def test_decisions_go_to_standard_output_where_no_file_is_named(tmp_path: Path) -> None:
    ran = run("review", "-", stdin="trigger,can_do\nwish,most_could\n", home=tmp_path / "home")
    assert ran.code == 0
    assert ran.stdout.splitlines()[0].startswith("trigger,can_do,orderless_response")
    assert len(ran.stdout.splitlines()) == 2
    assert ran.stderr.strip().endswith("1 decided: 0 yes, 0 no, 1 not yet.")


def test_several_files_with_the_same_columns_become_one(tmp_path: Path) -> None:
    one = written(tmp_path / "a.csv", [["wish"]], ["trigger"])
    two = written(tmp_path / "b.csv", [["going_wrong"], ["wish"]], ["trigger"])
    out = tmp_path / "out.csv"
    reviewed(one, two, "-o", out, home=tmp_path / "home")
    places = [(row["orderless_file"], row["orderless_row"]) for row in read(out)]
    assert places == [("a.csv", "2"), ("b.csv", "2"), ("b.csv", "3")]
    other = written(tmp_path / "c.csv", [["wish"]], ["can_do"])
    assert "other columns" in run_here("review", one, other, home=tmp_path / "home").stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "Which requests?"),
        (("a.csv", "--sessions"), "leave out the files"),
        (("nothing.csv",), "nothing.csv"),
        (("a.csv", "--only", "noo"), 'no outcome or response "noo"'),
        (("a.csv", "-o", "a.csv"), "never overwritten"),
        (("a.csv", "-o", "-", "--json"), "both want standard output"),
        (("a.csv", "--report", "r.exe"), "its ending should say"),
        (("a.csv", "--map", "no.yaml"), "no.yaml"),
        (("a.csv", "-o", "x.doc"), "its ending should say"),
        (("b.csv",), "no column is called like a question"),
        (("a.csv", "./a.csv"), "named twice"),
        (("a.csv", "sub/../a.csv"), "named twice"),
        (("a.csv", "link.csv"), "named twice"),
        (("a.csv", "-o", "sub/../a.csv", "--force"), "never overwritten"),
        (("link.csv", "-o", "a.csv", "--force"), "never overwritten"),
        (("a.csv", "--report", "sub/../a.csv", "--force"), "never overwritten"),
        (("a.csv", "--suggest-map", "-o", "sub/../a.csv", "--force"), "never overwritten"),
        (("a.csv", "--map", "roles.yaml", "--report", "sub/../roles.yaml"), "The mapping is never overwritten"),
        (("a.csv", "-o", "new.txt", "--report", "sub/../new.txt"), "cannot go to the same file"),
        (("a.csv", "-o", "-", "--report", "-"), "both want standard output"),
        (("a.csv", "--json", "--report", "-"), "both want standard output"),
        (("a.csv", "--workers", "0"), "workers"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(args: tuple[str, ...], told: str, tmp_path: Path) -> None:
    written(tmp_path / "a.csv", [["wish"]], ["trigger"])
    written(tmp_path / "b.csv", [["wish"]], ["Why"])
    (tmp_path / "roles.yaml").write_text("columns: {Why: {role: topic}}", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.csv").symlink_to("a.csv")
    before = (tmp_path / "a.csv").read_bytes()
    ran = run("review", *args, home=tmp_path / "home", cwd=tmp_path)
    assert ran.code == 2
    assert told in ran.stderr
    assert "Traceback" not in ran.stderr
    assert (tmp_path / "a.csv").read_bytes() == before


def test_what_was_reviewed_is_not_reviewed_again(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [["wish", "no"]], ["trigger", "orderless_outcome"])
    ran = run_here("review", path, home=tmp_path / "home")
    assert ran.code == 2
    assert "reviewed before" in ran.stderr


def test_suggestions_stay_out_unless_they_are_accepted(tmp_path: Path) -> None:
    words = "A 30-minute refresher, it is mandatory"
    path = written(tmp_path / "a.csv", [["most_could", words]], ["can_do", "request"])
    plain, counted = tmp_path / "plain.csv", tmp_path / "counted.csv"
    reviewed(path, "-o", plain, home=tmp_path / "home")
    reviewed(path, "-o", counted, "--accept-suggestions", home=tmp_path / "home")
    suggested = "format: 30 minute; format: refresher; rule (trigger=rule_said): mandatory"
    assert read(plain)[0]["orderless_suggested"] == read(counted)[0]["orderless_suggested"] == suggested
    answers = {"can_do": Answer("answered", "most_could")}
    without = decide(shipped(), State(request=words, answers=answers))
    with_it = decide(shipped(), State(request=words, answers={**answers, "trigger": Answer("answered", "rule_said")}))
    assert read(plain)[0]["orderless_rule"] == without.rule.id
    assert read(counted)[0]["orderless_rule"] == with_it.rule.id != without.rule.id


def test_accepted_suggestions_fill_empty_cells_and_leave_answers_alone(tmp_path: Path) -> None:
    words = "It is mandatory"
    rows = [["", words], ["wish", words], ["unknown", words], ["", "A course"]]
    path = written(tmp_path / "a.csv", rows, ["trigger", "request"])
    plain, counted, report = tmp_path / "plain.csv", tmp_path / "counted.csv", tmp_path / "r.md"
    reviewed(path, "-o", plain, home=tmp_path / "home")
    reviewed(path, "-o", counted, "--accept-suggestions", "--report", report, home=tmp_path / "home")
    with_it = decide(shipped(), State(request=words, answers={"trigger": Answer("answered", "rule_said")}))
    without, found = read(plain), read(counted)
    assert found[0]["orderless_rule"] == with_it.rule.id != without[0]["orderless_rule"]
    assert found[1:] == without[1:]
    assert "this is so in 1 decision" in report.read_text(encoding="utf-8")
    known = tmp_path / "map.yaml"
    known.write_text("basis: saw\ncolumns: {trigger: {question: trigger}, request: {role: request}}", encoding="utf-8")
    seen = tmp_path / "seen.csv"
    reviewed(path, "-o", seen, "--map", known, "--accept-suggestions", home=tmp_path / "home")
    assert read(seen)[0]["orderless_rule"] == without[0]["orderless_rule"]


def test_rows_that_cannot_be_read_stand_in_their_place_with_the_reason(tmp_path: Path) -> None:
    one, two = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_text("trigger,id\nwish,1\nwish\nwish,3\nwish,4,5\n", encoding="utf-8")
    two.write_text("trigger,id\nwish\n", encoding="utf-8")
    out, only = tmp_path / "out.csv", tmp_path / "only.csv"
    reviewed(one, two, "-o", out, home=tmp_path / "home", code=3)
    rows = read(out)
    places = [(row["orderless_file"], row["orderless_row"], bool(row["orderless_refused"])) for row in rows]
    assert places == [
        ("a.csv", "2", False),
        ("a.csv", "3", True),
        ("a.csv", "4", False),
        ("a.csv", "5", True),
        ("b.csv", "2", True),
    ]
    assert "it has 1 cell where the header has 2" in rows[1]["orderless_refused"]
    reviewed(one, "-o", only, "--only", "not_yet", home=tmp_path / "home", code=3)
    assert [row["orderless_row"] for row in read(only)] == ["2", "4"]


@pytest.mark.parametrize("code", [2, 1])
def test_neither_file_is_written_where_one_cannot_be(code: int, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [["wish"]], ["trigger"])
    report = written(tmp_path / "there.md", []) if code == 2 else tmp_path / "nowhere" / "r.md"
    reviewed(path, "-o", tmp_path / "out.xlsx", "--report", report, home=tmp_path / "home", code=code)
    assert not (tmp_path / "out.xlsx").exists()


def test_a_row_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    """Whoever opens the file in an editor finds it, also where several processes read it."""
    path = tmp_path / "a.csv"
    path.write_text(
        'note,existing_content\n"of\ntwo",fits\nalone\n"of\ntwo",fits,,,\nx,fits,see mail\n', encoding="utf-8"
    )
    for workers in ("1", "2"):
        ran = reviewed(path, "--json", "--workers", workers, home=tmp_path / "home", code=3)
        assert "a.csv, row 3 (line 4): it has 1 cell where the header has 2" in ran.stderr
        assert (
            "a.csv, row 5 (line 7): it has 3 cells where the header has 2, and those beyond are not all empty"
            in ran.stderr
        )
        assert json.loads(ran.stdout)["decided"] == 2


def test_cells_that_only_the_report_needs_refuse_no_row_and_are_told(tmp_path: Path) -> None:
    rows = [["wish", "soon", "1"], ["wish", "03/04/2026", "many"], ["wish", "2026-01-02", "3"]]
    path = written(tmp_path / "a.csv", rows, ["trigger", "date", "hours"])
    ran = reviewed(path, "-o", tmp_path / "o.csv", "--report", tmp_path / "r.md", home=tmp_path / "home")
    assert "2 in the column date (first in row 2), 1 in the column hours (first in row 3)" in ran.stderr
    assert "| (not readable) | 2 |" in (tmp_path / "r.md").read_text(encoding="utf-8").replace("\\", "")


def test_a_value_without_a_meaning_is_named_in_the_persons_own_files_only(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [["Secret"], ["Secret"], ["wish"]], ["trigger"])
    ran = reviewed(path, "-o", tmp_path / "o.csv", "--report", tmp_path / "r.md", home=tmp_path / "home", code=3)
    assert "Secret" not in ran.stderr
    assert "(Secret)" in read(tmp_path / "o.csv")[0]["orderless_refused"]
    assert "| Secret | 2 |" in (tmp_path / "r.md").read_text(encoding="utf-8")


def test_hours_and_money_keep_their_digits(tmp_path: Path) -> None:
    answers = {"existing_content": "fits"}
    path = written(tmp_path / "a.csv", [[*answers.values(), "119.5", "2058.25"]], [*answers, "hours", "money"])
    reviewed(path, "-o", tmp_path / "o.csv", "--report", tmp_path / "r.md", home=tmp_path / "home")
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert read(tmp_path / "o.csv")[0]["orderless_response"] == "no"
    assert "It took 119.5 hours and 2,058.25 in money" in text
    assert "| 119.5 | 2,058.25 |" in text


def test_what_took_most_of_hours_or_of_money_is_looked_at_first(tmp_path: Path) -> None:
    header = ["existing_content", "hours", "money", "delivered"]
    rows = [
        ["fits", "10", "", "yes"],
        ["fits", "", "9000", "yes"],
        ["fits", "many", "1000", "yes"],
        ["fits", "1", "", "yes"],
        ["fits", "", "", "yes"],
        ["fits", "some", "70000", "no"],
    ]
    path = written(tmp_path / "a.csv", rows, header)
    reviewed(path, "-o", tmp_path / "o.csv", "--report", tmp_path / "r.md", home=tmp_path / "home")
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert re.search(r"took the largest share of all their hours .* \| 4 \| orderless\\_response for no, and", text)
    first = [line for line in text.splitlines() if ", and would now be a no." in line]
    assert [line.split(" | ")[0].strip("| ") for line in first] == ["2", "3", "4", "5"]
    assert "It took 9,000.00 in money, and would now be a no." in first[1]
    assert "could not be read: 1 cell in hours." in text  # the other one is not among what is added up


def test_a_weak_hint_is_no_cause_in_the_report(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [["some_could"], ["most_could_not"]], ["can_do"])
    reviewed(path, "-o", tmp_path / "o.csv", "--report", tmp_path / "r.md", home=tmp_path / "home")
    weak, possible = read(tmp_path / "o.csv")
    assert weak["orderless_leading_cause_id"]
    assert not weak["orderless_causes"]
    assert possible["orderless_causes"].startswith(possible["orderless_leading_cause_id"])
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "1 request points to no cause, or only faintly to one." in text


def test_what_it_is_about_is_no_phrase_and_harm_is_no_order(tmp_path: Path) -> None:
    rows = [
        ["A workshop on complaint calls, please", "Complaint calls"],
        ["A workshop on complaint calls: complaints are up", "Complaint calls"],
        ["A course, please: somebody was nearly hurt", "Forklifts"],
        ["Mandatory refresher for everyone, as each year", "Mandatory refresher for everyone, as each year"],
    ]
    path = written(tmp_path / "a.csv", [["wish", *row] for row in rows], ["trigger", "request", "topic"])
    reviewed(path, "-o", tmp_path / "o.csv", "--report", tmp_path / "r.md", home=tmp_path / "home")
    kinds = [
        {part.split(":")[0].split(" ")[0] for part in row["orderless_suggested"].split("; ")}
        for row in read(tmp_path / "o.csv")
    ]
    assert kinds == [{"format"}, {"format", "problem"}, {"format", "harm"}, {"format", "rule"}]
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "An order: a format or length, and neither a problem nor harm | 2 | 50 %" in text


def test_denied_harm_decides_nothing_and_is_looked_at_last(tmp_path: Path) -> None:
    rows = [
        ["1", "A course, please. Nobody was injured.", "2026-03-03"],
        ["2", "A course, please. Somebody was injured.", "2026-03-02"],
        ["3", "A course, please. No one noticed the injury.", "2026-03-01"],
    ]
    path = written(tmp_path / "a.csv", rows, ["id", "request", "date"])
    for more in ((), ("--accept-suggestions",)):
        out, report = tmp_path / f"o{len(more)}.csv", tmp_path / f"r{len(more)}.md"
        reviewed(path, "-o", out, "--report", report, *more, home=tmp_path / "home")
        found = read(out)
        assert [row["orderless_suggested"].split("; ")[1] for row in found] == [
            "perhaps harm: nobody was injured",
            "harm (stakes=harm_possible): injured",
            "harm (stakes=harm_possible): injury",
        ]
        text = report.read_text(encoding="utf-8")
        assert "Possible harm | 2 | 67 %" in text
        assert "Harm that is denied, or only in the name of a topic or an audience | 1 | 33 %" in text
        first = text.split("## Look at these first")[1].split("\n## ")[0]
        looks = [line.split(" | ") for line in first.splitlines() if line.startswith("| ")][2:5]
        assert [look[1] for look in looks] == ["2", "3", "1"]
        assert "deny harm" in looks[2][3]
    rules = [row["orderless_rule"] for row in found]
    assert rules[0] != rules[1] == rules[2]  # with what the words suggest, harm decides where it is not denied


def test_plain_amounts_and_days_of_a_text_file_are_typed_in_a_workbook_and_ids_never(tmp_path: Path) -> None:
    """What the mapping reads as an amount or a day; in CSV they stay what they were, and so do texts of JSON lines."""
    header = ["id", "existing_content", "hours", "money", "date", "other"]
    row = ["12", "fits", "30", "1,200", "2026-03-01", "7"]
    path = written(tmp_path / "a.csv", [row, ["13", "fits", "4", "900", "2026-03-02", "8"]], header)
    ran = reviewed(path, "-o", tmp_path / "o.xlsx", home=tmp_path / "home")
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").active
    own = [cells[: len(header)] for cells in sheet.iter_rows(min_row=2, values_only=True)]
    assert own[0] == ("12", "fits", 30, "1,200", datetime(2026, 3, 1), "7")
    assert own[1][2:4] == (4, 900)
    assert "Column money: 1 cell stays a text, since a spreadsheet would show" in ran.stderr
    reviewed(path, "-o", tmp_path / "o.csv", home=tmp_path / "home")
    assert list(read(tmp_path / "o.csv")[0].values())[: len(header)] == row
    lines = tmp_path / "a.jsonl"
    lines.write_text(json.dumps(dict(zip(header, row, strict=True))) + "\n", encoding="utf-8")
    reviewed(lines, "-o", tmp_path / "l.xlsx", home=tmp_path / "home")
    sheet = openpyxl.load_workbook(tmp_path / "l.xlsx").active
    assert next(sheet.iter_rows(min_row=2, values_only=True))[: len(header)] == tuple(row)


@pytest.mark.parametrize("order", [("texts.csv", "typed.xlsx"), ("typed.xlsx", "texts.csv")])
def test_texts_are_typed_by_the_file_they_come_from_and_not_by_the_first(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    row = ["wish", "1300"]
    written(tmp_path / "texts.csv", [row], ["trigger", "hours"])
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["trigger", "hours"])
    book.active.append(row)
    book.save(tmp_path / "typed.xlsx")
    reviewed(*(tmp_path / name for name in order), "-o", tmp_path / "o.xlsx", home=tmp_path / "home")
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").active
    assert sheet is not None
    found = {str(line[-2]): line[1] for line in sheet.iter_rows(min_row=2, values_only=True)}
    assert found == {"texts.csv": 1300, "typed.xlsx": "1300"}


def test_other_knowledge_shows_what_it_flips(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = (Path(__file__).parents[2] / "question_banks" / "decision.yaml").read_text(encoding="utf-8")
    own.joinpath("decision.yaml").write_text(
        text.replace("when: {scope: individuals, skill_likely", "when: {scope: team, skill_likely"), encoding="utf-8"
    )
    path = written(tmp_path / "a.csv", [["one_or_two", ""], ["one_team", ""], ["", "wish"]], ["scope", "trigger"])
    out = tmp_path / "out.csv"
    found = json.loads(reviewed(path, "-o", out, "--against", own, "--json", home=tmp_path / "home").stdout)
    assert sum(flip["rows"] for flip in found["flips"]) == 2
    pairs = [(row["orderless_outcome"], row["orderless_against_outcome"]) for row in read(out)]
    assert [was != becomes for was, becomes in pairs] == [True, True, False]
    own.joinpath("decision.yaml").unlink()
    same = reviewed(path, "-o", out, "--force", "--against", own, home=tmp_path / "home")
    assert "0 come out otherwise with the other knowledge." in same.stderr


def test_a_choice_that_other_knowledge_calls_otherwise_is_refused_there(tmp_path: Path) -> None:
    """With a mapping and without; its own phrases are those that count."""
    own, shipped = tmp_path / "own", Path(__file__).parents[2] / "question_banks"
    own.mkdir()
    for name in ("triage.yaml", "phrases.yaml"):
        text = (shipped / name).read_text(encoding="utf-8")
        own.joinpath(name).write_text(text.replace("rule_said", "rule_told"), encoding="utf-8")
    rows = [["rule_said", ""], ["wish", ""], ["", "It is mandatory."]]
    path, out = written(tmp_path / "a.csv", rows, ["trigger", "request"]), tmp_path / "out.csv"
    map_file = tmp_path / "map.yaml"
    lines = "columns: {trigger: {question: trigger, values: {Rule: rule_said}}, request: {role: request}}"
    map_file.write_text(lines, encoding="utf-8")
    for more in ((), ("--map", map_file), ("--accept-suggestions",)):
        ran = reviewed(path, "-o", out, "--force", "--against", own, *more, home=tmp_path / "home")
        assert [bool(row["orderless_against_outcome"]) for row in read(out)] == [False, True, True]
        assert not any(row["orderless_refused"] for row in read(out))
        assert ("trigger has no choice rule_said: rows whose trigger means it" in ran.stderr) == ("--map" in more)
    map_file.write_text(f"{lines}\nconstants: {{gone: x}}", encoding="utf-8")
    assert "map.yaml" in reviewed(path, "--map", map_file, home=tmp_path / "home", code=2).stderr
    map_file.write_text("columns: {request: {question: request}}\nconstants: {trigger: rule_said}", encoding="utf-8")
    ran = reviewed(path, "--map", map_file, "--against", own, home=tmp_path / "home", code=2)
    assert f"With --against {own}: `constants` of the mapping give trigger an answer" in ran.stderr


def test_own_finished_interviews_can_be_reviewed(tmp_path: Path) -> None:
    told = run_here("interview", "--example", "expense-report-vat", "--json", home=tmp_path / "home")
    verdict = json.loads(told.stdout)
    ran = reviewed("--sessions", home=tmp_path / "home")
    row = next(csv.DictReader(ran.stdout.splitlines()))
    assert row["session"] == verdict["session"]
    assert row["orderless_outcome"] == verdict["outcome"]
    assert row["orderless_confidence"] == verdict["confidence"]
    assert row["orderless_unknown"] == ";".join(verdict["unknown"])
    assert row["day"][:4] == str(date.today().year)


def test_a_column_with_a_usual_name_is_proposed_with_its_choices_and_no_doubtful_value(tmp_path: Path) -> None:
    whys = ["Problem", "Idea", "Onboarding", "Yes"]
    rows = [[whys[n % 4], "2026-03-01", str(n % 3)] for n in range(40)]
    path = written(tmp_path / "a.csv", [*rows, ["short"]], ["Reason", "Submitted", "Size"])
    suggested, out = tmp_path / "map.yaml", tmp_path / "out.csv"
    reviewed(path, "--suggest-map", "-o", suggested, home=tmp_path / "home")
    text = suggested.read_text(encoding="utf-8")
    assert "question: trigger" in text
    assert f"# choices: {', '.join(shipped().questions['trigger'].choices)}" in text
    assert '# "Problem":  # 10 times' in text
    assert "dates:" not in text
    assert "not counted below: 1" in text
    reviewed(path, "--map", suggested, "-o", out, home=tmp_path / "home", code=3)
    assert all(row["orderless_refused"] for row in read(out))


def test_a_cell_without_its_result_takes_no_row_out_of_the_first_mapping(tmp_path: Path) -> None:
    """Values in such rows are offered, and what counts as unread is what the run cannot read."""
    book = Workbook()
    assert book.active is not None
    book.active.append(["Severity", "Notes"])
    for n in range(30):
        book.active.append([("High", "Low")[n % 2], "=1+1" if n % 2 else "fine"])
    path, text = tmp_path / "a.xlsx", tmp_path / "map.yaml"
    book.save(path)
    reviewed(path, "--suggest-map", "-o", text, home=tmp_path / "home")
    suggested = text.read_text(encoding="utf-8")
    assert '"Low":  # 15 times' in suggested
    assert "15 of 30 filled; 15 more hold no value that can be read" in suggested
    assert "Rows that could not be read" not in suggested


def test_the_likeliest_question_stands_ready_as_a_comment(tmp_path: Path) -> None:
    rows = [[("Some annoyance felt", "Middling", "Harm")[n % 3]] for n in range(30)]
    path = written(tmp_path / "a.csv", rows, ["What waiting costs us all"])
    suggested = tmp_path / "map.yaml"
    reviewed(path, "--suggest-map", "-o", suggested, home=tmp_path / "home")
    text = suggested.read_text(encoding="utf-8")
    assert '\n  # "What waiting costs us all":\n  #   question: stakes' in text
    live = text.replace('\n  # "What', '\n  "What').replace("\n  #   ", "\n    ").replace("columns: {}", "columns:")
    suggested.write_text(live, encoding="utf-8")
    reviewed(path, "--map", suggested, "-o", tmp_path / "o.csv", home=tmp_path / "home", code=3)


def test_a_first_mapping_is_suggested_and_can_be_used_as_it_is(tmp_path: Path) -> None:
    choices = shipped().questions["stakes"].choices
    labels = [choice.label for choice in choices.values()]
    words = "We have had so many complaints about this that a course is needed as soon as possible, number "
    rows = [[f"R{n}", labels[n % len(labels)].upper(), words + str(n), f"2026-03-{1 + n % 28:02}"] for n in range(60)]
    path = written(tmp_path / "a.csv", rows, ["Ref", "Cost of waiting", "Tell us more", "Submitted"])
    suggested, out = tmp_path / "map.yaml", tmp_path / "out.csv"
    reviewed(path, "--suggest-map", "-o", suggested, home=tmp_path / "home")
    text = suggested.read_text(encoding="utf-8")
    assert "question: stakes" in text
    assert "role: request" in text
    assert "role: date" in text
    reviewed(path, "--map", suggested, "-o", out, home=tmp_path / "home")
    by_label = {choice.label.upper(): key for key, choice in choices.items()}
    for row in read(out):
        verdict = decide(
            shipped(),
            State(request="x", answers={"stakes": Answer("answered", by_label[row["Cost of waiting"]])}),
        )
        assert row["orderless_rule"] == verdict.rule.id


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    files = [tmp_path / folder / "x.csv" for folder in ("a", "b")]
    for file in files:
        file.parent.mkdir()
        written(file, [["zzz"]], ["can_do"])
    for workers in ("1", "2"):
        out = tmp_path / f"{workers}.csv"
        ran = run("review", *files, "-o", out, "--json", "--workers", workers, home=tmp_path / "home")
        assert json.loads(ran.stdout)["refused"] == 2
        assert [row["orderless_file"] for row in read(out)] == [str(file) for file in files]


def test_no_formula_is_left_whatever_stands_between_the_cells(tmp_path: Path) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "o.csv"
    path.write_text("sep=~\ntrigger~note~more\nwish~=1+cmd|x~b\n", encoding="utf-8")
    ran = reviewed(path, "-o", out, home=tmp_path / "home")
    assert "'=1+cmd|x" in out.read_text(encoding="utf-8-sig")
    assert "1 cell begins as a formula does" in ran.stderr


def test_what_is_called_csv_is_parted_by_commas_though_the_input_has_tabs(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("id\ttrigger\n007\twish\n", encoding="utf-8")
    for workers in ("1", "2"):
        out = tmp_path / f"{workers}.csv"
        reviewed(path, "-o", out, "--workers", workers, home=tmp_path / "home")
        assert read(out)[0]["id"] == "007"
        reviewed(path, "-o", out.with_suffix(".tsv"), "--workers", workers, home=tmp_path / "home")
        assert "007\twish\tnot_yet" in out.with_suffix(".tsv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("refused", ["out.csv", "report.md"])
def test_decisions_and_report_appear_together_or_not_at_all(
    refused: str, requests: Path, map_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever of them the disk does not take at the last moment."""
    folder = tmp_path / "out"
    folder.mkdir()
    put = export._put

    def no_room(temporary: Path, path: Path, *, force: bool) -> None:
        if path.name == refused == "out.csv":
            raise OSError(errno.ENOSPC, "No space left on device")
        put(temporary, path, force=force)

    def no_room_for_the_report(fd: int, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(export, "_put", no_room)
    if refused == "report.md":
        monkeypatch.setattr(disk, "write_all", no_room_for_the_report)
    ran = run_here("review", requests, "--map", map_file, "-o", folder / "out.csv", "--report", folder / "report.md")
    assert ran.code == 1
    assert f"{refused} cannot be written" in ran.stderr
    assert list(folder.iterdir()) == []


def test_the_example_of_the_guide_comes_to_what_the_guide_says(tmp_path: Path, home: Path) -> None:
    """docs/review.md: its file, its mapping and its command give the decisions of its table."""
    guide = (
        (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8").partition("## What it does")[0]
    )
    blocks = dict(re.findall(r"```(\w+)\n(.*?)```", guide, re.DOTALL))
    (tmp_path / "requests.csv").write_text(blocks["csv"], encoding="utf-8")
    (tmp_path / "map.yaml").write_text(blocks["yaml"], encoding="utf-8")
    assert run(*blocks["sh"].split()[1:], home=home, cwd=tmp_path).code == 0
    header, _, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in guide.splitlines() if line.startswith("|")
    ]
    with (tmp_path / "decided.csv").open(encoding="utf-8", newline="") as file:
        assert [[row[name] for name in header] for row in csv.DictReader(file)] == rows


def test_a_sheet_can_be_named_on_the_command_line_and_in_the_mapping(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Cover"
    book.active.append(["trigger", "existing_content"])
    book.active.append(["wish", "fits"])
    book.create_sheet("Data").append(["trigger"])
    book["Data"].append(["going_wrong"])
    file, mapping = tmp_path / "a.xlsx", tmp_path / "map.yaml"
    book.save(file)
    named = run_here("review", file, "--sheet", "data", home=tmp_path / "home")
    assert named.stdout.splitlines()[1].startswith("going_wrong,")
    mapping.write_text("sheet: Data\ncolumns: {trigger: {question: trigger}}\n", encoding="utf-8")
    mapped = run_here("review", file, "--map", mapping, home=tmp_path / "home")
    assert mapped.stdout.splitlines()[1].startswith("going_wrong,")
    other = run_here("review", file, "--map", mapping, "--sheet", "Cover", home=tmp_path / "home")
    assert other.stdout.splitlines()[1].startswith("wish,")
    suggested = run_here("review", file, "--suggest-map", home=tmp_path / "home").stdout
    assert 'sheet: "Cover"' in suggested


@pytest.mark.parametrize("constants", ["", "constants: {trigger: wish}"])
def test_a_file_without_answers_gets_its_report(constants: str, tmp_path: Path) -> None:
    rows = [["We need an e-learning, people make errors", "Sales"], ["A course on Excel", "Ops"]]
    file = written(tmp_path / "a.csv", rows, ["What", "Team"])
    mapping, report = tmp_path / "map.yaml", tmp_path / "r.md"
    mapping.write_text(
        f"columns: {{What: {{role: request}}, Team: {{role: department}}}}\n{constants}\n", encoding="utf-8"
    )
    ran = run_here("review", file, "--map", mapping, "--report", report, home=tmp_path / "home")
    assert ran.code == 0, ran.stderr
    assert "no column answers a question" in ran.stderr
    assert "2 requests were read; 2 could be decided" in report.read_text(encoding="utf-8")
    assert "| A format or a length | 2 |" in report.read_text(encoding="utf-8")
