"""What the report of orderless review says: of cells that could not be read, of spellings, of what it was made with."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from knowledge.interviews import shipped
from support.program import run_here
from support.review_reports import lines, reported, section, table

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
        ["fits", "sales", "SHIFT LEAD", "Workshop"],
        ["", "Sales ", "Shift  Lead", "workshop"],
        ["fits", "Ops", "team lead", ""],
        ["", "Sales", "Shift Lead", "Workshop"],
    ]
    columns = ("existing_content", "department", "requester", "format")
    text = reported(table(tmp_path / "a.csv", columns, rows), folder=tmp_path)[0]
    assert lines(section(text, "By department")) == [["Sales", "3", "0", "1", "2"], ["Ops", "1", "0", "1", "0"]]
    assert lines(section(text, "By requester"))[0] == ["Shift Lead", "3", "0", "1", "2"]
    assert lines(section(text, "By format")) == [["Workshop", "3", "0", "1", "2"], ["(empty)", "1", "0", "1", "0"]]


def test_what_could_not_be_read_is_told_by_file_with_the_key_that_may_help(tmp_path: Path) -> None:
    """What stands in the cells is the person's own, and in the report only."""
    columns = ("existing_content", "Came", "Took", "Price", "State")
    spoken = "as Klmno said on the phone, about half a day"
    one = table(tmp_path / "a.csv", columns, [["fits", "03/04/26", spoken, "1", "yes"], ["fits", "", "2", "1", "?"]])
    two = table(tmp_path / "b.csv", columns, [["fits", "2026-01-02", "1", "lots", "yep"], ["fits", "soon", "", "", ""]])
    mapping = tmp_path / "map.yaml"
    mapping.write_text(
        "columns: {existing_content: {question: existing_content}, Came: {role: date}, Took: {role: hours}, "
        "Price: {role: money}, State: {role: delivered}}",
        encoding="utf-8",
    )
    text, ran = reported(one, two, "--map", mapping, folder=tmp_path)
    assert (
        "1 in the column Came of a.csv (first in row 2), 1 in the column Took of a.csv (first in row 2)" in ran.stderr
    )
    assert "1 in the column Came of b.csv (first in row 3)" in ran.stderr
    assert "(`dates:` for Came, `decimal:` or `unit:` for Took, `decimal:` or `unit:` for Price" in ran.stderr
    assert "`values:` for State" in ran.stderr
    assert not any(word in ran.stderr for word in ("Klmno", "soon", "lots", "yep"))
    assert sorted(lines(section(text, "Cells that could not be read"))) == [
        ["a.csv", "Came", "1", "2", "03/04/26", "`dates:`"],
        ["a.csv", "Took", "1", "2", "as Klmno said on the phone, a…", "`decimal:` or `unit:`"],
        ["b.csv", "Came", "1", "3", "soon", "`dates:`"],
        ["b.csv", "Price", "1", "2", "lots", "`decimal:` or `unit:`"],
        ["b.csv", "State", "1", "2", "yep", "`values:`"],
    ]
    text, ran = reported(one, "--map", mapping, folder=tmp_path)
    assert "1 in the column Came (first in row 2)" in ran.stderr
    assert "a.csv" not in section(text, "Cells that could not be read")


WORDS = "It is mandatory, a course please"


def test_what_the_decisions_rest_on_is_said_as_it_is(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ("trigger", "request"), [["", WORDS], ["wish", WORDS], ["", "A course"]])
    only = "Only what the columns said was used"
    text = reported(path, folder=tmp_path)[0]
    assert only in text
    text = reported(path, "--accept-suggestions", folder=tmp_path)[0]
    assert only not in text
    assert "what the words of the request suggest: this counts in 1 decision." in section(text, "About these numbers")
    assert "(question=choice) is the answer that is suggested" in section(text, "What the words say")
    wordless = table(tmp_path / "b.csv", ("trigger", "note"), [["", WORDS]])
    assert only in reported(wordless, "--accept-suggestions", folder=tmp_path)[0]
    run_here("interview", "--example", "expense-report-vat", home=tmp_path / "home")
    text = reported("--sessions", folder=tmp_path)[0]
    assert "All that the interviews hold was used" in text
    assert only not in text


def other_knowledge(folder: Path) -> Path:
    own = folder / "Secret client"
    own.mkdir()
    text = (Path(__file__).parents[2] / "question_banks" / "decision.yaml").read_text(encoding="utf-8")
    flipped = text.replace("when: {scope: individuals, skill_likely", "when: {scope: team, skill_likely")
    own.joinpath("decision.yaml").write_text(flipped, encoding="utf-8")
    return own


def test_the_other_knowledge_is_named_by_its_digest_and_never_by_its_place(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ("scope", "id"), [["one_or_two", "1"], ["one_team", "2"], ["", "3"]])
    text, ran = reported(path, "--against", other_knowledge(tmp_path), "--json", folder=tmp_path)
    numbers = json.loads(ran.stdout)
    digest = numbers["knowledge_against"]["digest"]
    assert digest != numbers["knowledge"]["digest"]
    part = section(text, "With the other knowledge")
    assert f"2 requests of 3 would come out otherwise with the knowledge {numbers['knowledge']['id']}" in part
    assert f"({digest})" in part
    assert "Secret client" not in text + ran.stdout
    (tmp_path / "Secret client" / "decision.yaml").unlink()
    text, ran = reported(path, "--against", tmp_path / "Secret client", "--json", folder=tmp_path)
    numbers = json.loads(ran.stdout)
    assert numbers["knowledge_against"] == numbers["knowledge"]
    assert "all 3 come out the same" in section(text, "With the other knowledge")
    text, ran = reported(path, "--json", folder=tmp_path)
    assert json.loads(ran.stdout)["knowledge_against"] is None
    assert "With the other knowledge" not in text


@pytest.mark.parametrize("only", [("no",), ("no", "no_existing_content"), ("not_yet", "no_existing_content"), ("yes",)])
def test_only_says_how_many_rows_it_has_written(only: tuple[str, ...], tmp_path: Path) -> None:
    rows = [["fits", ""], ["fits", ""], ["", "one_or_two"], ["", "one_team"], ["partly", ""], ["what?", ""]]
    path = table(tmp_path / "a.csv", ("existing_content", "scope"), rows)
    options = [option for name in only for option in ("--only", outcome_of(name))]
    ran = reported(path, *options, folder=tmp_path)[1]
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        written = len(list(csv.DictReader(file)))
    assert f"--only: {written} of the 5 decided rows were written." in ran.stderr
    ran = run_here("review", path, *options, "--json", home=tmp_path / "home")
    assert "--only" not in ran.stderr


def outcome_of(name: str) -> str:
    """A response, or the outcome to which a rule leads."""
    return next((rule.outcome for rule in shipped().decision.rules if rule.id == name), name)


def test_reasons_to_look_overlap_and_say_so_and_the_newest_comes_first_among_equals(tmp_path: Path) -> None:
    harm = "Somebody was nearly hurt"
    rows = [
        ["fits", "5", "100", "2026-01-02", harm],
        ["fits", "5", "100", "", "A course"],
        ["fits", "5", "100", "2026-03-02", "A course"],
        ["fits", "10", "", "2025-01-02", "A course"],
        ["fits", "", "", "2026-05-02", "A course"],
        ["partly", "", "", "2026-05-02", harm],
    ]
    columns = ("existing_content", "hours", "money", "date", "request")
    text = reported(table(tmp_path / "a.csv", columns, rows), folder=tmp_path)[0]
    part = section(text, "Look at these first")
    found = lines(part)
    shown, reasons = found[:-2], {row[0].split(";")[0]: row[1:] for row in found[-2:]}
    # harm first, the newest of it; then the larger share of hours and money, then the newest, and what has no day last
    assert [row[0] for row in shown] == ["7", "2", "4", "3", "5"]
    assert part.strip().startswith("5 of 5 requests for which there is a reason to look.")
    assert "so these numbers do not add up" in part
    assert "of all their hours and of all their money, the two shares added" in part
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        out = list(csv.DictReader(file))
    spoken = [row for row in out if "harm" in row["orderless_suggested"]]
    spent = [row for row in out if row["orderless_response"] == "no" and (row["hours"] or row["money"])]
    assert reasons["Its words alone speak of harm"][0] == str(len(spoken)) == "2"
    assert reasons["It took hours or money and would now be a no"][0] == str(len(spent)) == "4"
    assert (
        "your column hours or your column money for more than 0"
        in reasons["It took hours or money and would now be a no"][1]
    )


@pytest.mark.parametrize(
    ("shape", "cell", "named", "not_named"),
    [
        ("role: date", "soon", "`dates:` for A", "already"),
        ("role: date, dates: day_first", "soon", "The mapping says already how A is written", "`dates:`"),
        ("role: hours, unit: days", "many", "`decimal:` for A", "`unit:`"),
        ("role: money, unit: thousands, decimal: comma", "many", "The mapping says already", "`unit:`"),
    ],
)
def test_the_advice_after_an_unread_cell_names_no_key_that_the_mapping_has(
    shape: str, cell: str, named: str, not_named: str, tmp_path: Path
) -> None:
    path = table(tmp_path / "a.csv", ("A", "trigger"), [[cell, "wish"]])
    mapping = tmp_path / "map.yaml"
    mapping.write_text(f"columns: {{A: {{{shape}}}, trigger: {{question: trigger}}}}", encoding="utf-8")
    told = reported(path, "--map", mapping, folder=tmp_path)[1].stderr
    assert named in told
    assert not_named not in told
