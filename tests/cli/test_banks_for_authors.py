"""banks check, test, schema and new, as an author runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

BANK = """\
bank: noise
title: The place
version: 1
order: 1
questions:
  - id: noise
    ask: {ask}
    label: Noise
    heading: The place
    why: Nobody can listen through a wall of noise.
    type: text
"""
NOTHING = "answers: {}\nexpect: {outcome: not_yet}\n"


@pytest.fixture
def bank(tmp_path: Path):
    def write(ask: str = "How loud is it?", more: str = "") -> Path:
        path = tmp_path / "noise.yaml"
        path.write_text(BANK.replace("{ask}", ask) + more, encoding="utf-8")
        return path

    return write


def test_a_clean_bank_exits_0(orderless, bank):
    """And says what was looked at."""
    ran = orderless("banks", "check", bank())
    assert (ran.code, ran.stdout) == (0, "")
    assert "Nothing wrong: 9 banks" in ran.stderr


def test_a_warning_exits_5_with_file_line_column_and_code(orderless, bank):
    """On standard output, in the form of compilers; how many on standard error."""
    path = bank('"Which KPI is it?"')
    ran = orderless("banks", "check", path)
    assert ran.code == 5
    assert ran.stdout == f'{path}:7:10: [W504] "KPI" is a word of our trade; say what it means\n'
    assert "1 warning; `orderless banks check --explain CODE`" in ran.stderr


def test_a_hint_alone_exits_0(orderless, bank):
    """It is printed all the same."""
    ran = orderless("banks", "check", bank("How loud is it?  # orderless: ignore[W504] it was a KPI once"))
    assert ran.code == 0
    assert "[S601]" in ran.stdout
    assert "1 hint" in ran.stderr


def test_an_error_exits_2_and_stops_an_interview(orderless, bank):
    """Whatever else is there waits."""
    path = bank('"Which KPI is it?"', "    typ: text\n")
    ran = orderless("banks", "check", path)
    assert ran.code == 2
    assert [line.split(": ", 1)[1][:6] for line in ran.stdout.splitlines()] == ["[L002]"]
    assert "1 error" in ran.stderr
    assert orderless("interview", "--banks", path, stdin="").code == 2


def test_a_warning_stops_no_interview(orderless, bank):
    """Only errors keep the knowledge from being used."""
    assert orderless("banks", "show", "--banks", bank('"Which KPI is it?"')).code == 0


def test_findings_as_json_have_code_and_severity(orderless, bank):
    """With the same exit code."""
    ran = orderless("banks", "check", bank('"Which KPI is it?"'), "--json")
    (row,) = json.loads(ran.stdout)
    assert ran.code == 5
    assert {key: row[key] for key in ("line", "column", "code", "severity")} == {
        "line": 7,
        "column": 10,
        "code": "W504",
        "severity": "warning",
    }


def test_phrases_of_ones_own_are_checked_where_they_lie(orderless, tmp_path):
    """Alone or in their folder, by their own name, with line and code; no interview minds."""
    path = tmp_path / "phrases.yaml"
    line = "  - {says: x, counts: format, suggests: {question: triger, choice: wish}, phrases: [a]}\n"
    path.write_text(f"version: 1\nlines:\n{line}", encoding="utf-8")
    for target in (path, tmp_path):
        ran = orderless("banks", "check", target)
        assert ran.code == 2
        assert ran.stdout == f'{path}:3:52: [P801] there is no question "triger"; did you mean "trigger"?\n'
    assert orderless("banks", "show", "--banks", tmp_path).code == 0
    path.write_text("version: 1\nlines:\n  - {says: x, counts: format, phrases: [a, A]}\n", encoding="utf-8")
    ran = orderless("banks", "check", tmp_path, "--json")
    found = [(row["line"], row["code"], row["severity"]) for row in json.loads(ran.stdout)]
    assert (ran.code, found) == (5, [(3, "P811", "warning")])
    path.write_bytes(b"\xff\xfev")
    assert "[L001]" in orderless("banks", "check", path).stdout


def test_a_check_explains_itself(orderless):
    """One, in either case of letters; or all; a code that does not exist is refused with the nearest."""
    page = orderless("banks", "check", "--explain", "w504")
    assert (page.code, page.stdout.splitlines()[0]) == (0, "### W504: Jargon said aloud")
    assert page.stdout in orderless("banks", "check", "--explain", "all").stdout
    refused = orderless("banks", "check", "--explain", "W5O4")
    assert refused.code == 2
    assert "W504" in refused.stderr


def test_the_shipped_conversations_pass(orderless):
    """And what they show of the knowledge is counted."""
    ran = orderless("banks", "test")
    assert (ran.code, ran.stdout) == (0, "")
    assert "108 of 108 conversations come to what they expect." in ran.stderr
    assert "outcomes: " in ran.stderr


def test_a_conversation_that_comes_to_something_else_exits_5(orderless, tmp_path):
    """With file, line, column and code, and the rule it came to."""
    (tmp_path / "good.yaml").write_text(NOTHING, encoding="utf-8")
    bad = tmp_path / "bad.yaml"
    bad.write_text(NOTHING.replace("not_yet", "not_now"), encoding="utf-8")
    ran = orderless("banks", "test", tmp_path)
    assert ran.code == 5
    assert ran.stdout == f"{bad}:2:19: [T702] outcome: expected not_now, came to not_yet (rule Z1)\n"
    assert "1 of 2 conversations" in ran.stderr
    assert orderless("banks", "test", tmp_path / "good.yaml").code == 0
    assert orderless("banks", "test", tmp_path / "none").code == 2


def test_an_edit_shows_which_verdicts_it_flips(orderless, tmp_path):
    """Old and new outcome; flips alone exit 0, since an edit is meant to change something."""
    shipped = (Path(__file__).parents[2] / "question_banks" / "decision.yaml").read_text(encoding="utf-8")
    start = shipped.index("  - id: Z1")
    edited = tmp_path / "banks" / "decision.yaml"
    edited.parent.mkdir()
    edited.write_text(
        shipped[:start] + shipped[start:].replace("outcome: not_yet", "outcome: not_now", 1), encoding="utf-8"
    )
    talk = tmp_path / "talk.yaml"
    talk.write_text(NOTHING, encoding="utf-8")
    ran = orderless("banks", "test", talk, "--against", edited.parent)
    assert (ran.code, ran.stdout) == (0, f"{talk}: not_yet -> not_now\n")
    assert "1 of 1 verdicts would change" in ran.stderr
    as_json = json.loads(orderless("banks", "test", talk, "--against", edited.parent, "--json").stdout)
    assert as_json["flips"] == [{"file": str(talk), "part": "", "was": "not_yet", "becomes": "not_now"}]
    assert as_json["conversations"][0]["rule"] == "Z1"
    assert as_json["coverage"]["rules"]["shown"] == 1
    assert json.loads(orderless("banks", "test", talk, "--json").stdout)["flips"] is None


def test_schemas_are_listed_and_printed(orderless):
    """For every kind of file; a kind that does not exist is refused with the nearest."""
    kinds = [line.split(":")[0] for line in orderless("banks", "schema").stdout.splitlines()]
    books = [
        "causes",
        "decision",
        "replies",
        "references",
        "content",
        "share_check",
        "house",
        "follow_up",
        "areas",
        "map",
        "area",
        "private",
        "portfolio",
        "self_check",
        "vision",
        "phrases",
    ]
    assert kinds == ["bank", *books, "answers"]
    for kind in kinds:
        assert json.loads(orderless("banks", "schema", kind).stdout)["$schema"].endswith("2020-12/schema")
    refused = orderless("banks", "schema", "banks")
    assert (refused.code, refused.stdout) == (2, "")
    assert 'did you mean "bank"' in refused.stderr


def test_a_new_bank_is_written_passes_and_is_never_overwritten(orderless, tmp_path):
    """Into a folder that is made; what to do next stands on standard error."""
    folder = tmp_path / "mine"
    ran = orderless("banks", "new", "noise", "-o", folder)
    assert (ran.code, ran.stdout) == (0, "")
    assert f"orderless banks check {folder / 'noise.yaml'}" in ran.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["bank.schema.json", "noise.yaml"]
    assert orderless("banks", "check", folder).code == 0
    (folder / "noise.yaml").write_text("precious", encoding="utf-8")
    refused = orderless("banks", "new", "noise", "-o", folder)
    assert refused.code == 2
    assert "--force" in refused.stderr
    assert (folder / "noise.yaml").read_text(encoding="utf-8") == "precious"
    assert orderless("banks", "new", "noise", "-o", folder, "--force").code == 0
    assert orderless("banks", "new", "triage", "-o", folder).code == 2
    assert not (folder / "triage.yaml").exists()
