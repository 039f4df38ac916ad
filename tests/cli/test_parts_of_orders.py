"""An order in parts, through the program: from a file, resumed, as JSON, in the list of sessions and in a review."""

from __future__ import annotations

import csv
import json

import pytest

from support.talk import answer_to

HERE = "the 410 people in California"
FILE = f"""
request: A course for everybody.
answers: {{trigger: rule_said, can_do: know_not_do, existing_content: nothing_fits}}
parts:
  - name: {HERE}
    answers: {{rule_confirmed: owner_confirms}}
    findings: [{{question: rule_confirmed, text: Counsel named the clause}}]
    override: {{outcome: not_now, because: it is not due before the summer}}
  - name: %s
    answers: {{trigger: wish}}
    directed: true
"""
SOME, REST = FILE % "the warehouse", FILE % "the rest"


@pytest.fixture
def written(tmp_path):
    def write(text):
        file = tmp_path / "parts.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def shown(orderless, *args):
    return json.loads(orderless(*args).stdout)


def test_the_verdict_as_json_holds_each_part_and_names_only_if_asked(orderless, written):
    told = shown(orderless, "interview", "--answers", written(SOME), "--json")
    assert told["outcome"] == "not_yet"
    assert [(part["id"], part["outcome"]) for part in told["parts"]] == [
        ("p1", "yes_required_minimum"),
        ("p2", "yes_required_minimum"),
    ]
    assert [part["rule"] for part in told["parts"]] == ["M3", "T1"]
    assert [part["override"] and part["override"]["outcome"] for part in told["parts"]] == ["not_now", None]
    assert told["parts_cover_all"] is False
    for words in (HERE, "the warehouse", "Counsel"):
        assert words not in json.dumps(told)
    session = told["session"]
    for command in (["explain", session], ["explain", session, "--format", "json"], ["sessions", "show", session]):
        json_wanted = [] if "--format" in command else ["--json"]
        named = shown(orderless, *command, *json_wanted, "--words")
        parts = named.get("verdict", named)["parts"]
        assert [part["name"] for part in parts] == [HERE, "the warehouse"]
        plain = shown(orderless, *command, *json_wanted)
        assert "name" not in plain.get("verdict", plain)["parts"][0]


def test_the_explanation_explains_each_part_under_its_name_and_not_what_the_parts_cover(orderless, written):
    session = orderless("interview", "--answers", written(REST)).session
    told = orderless("explain", session).stdout
    assert [line[3:] for line in told.splitlines() if line in (f"## T{HERE[1:]}", "## The rest")] == [
        f"T{HERE[1:]}",
        "The rest",
    ]
    assert ("Rule M3:" in told, "Rule T1:" in told, "Rule M5:" in told) == (True, True, False)


def test_the_record_of_a_file_ends_with_a_wrap_up_of_all_and_the_verdict_with_its_parts(orderless, written, journal):
    ran = orderless("interview", "--answers", written(REST))
    ends = [record for record in journal(ran.session) if record["k"] == "finish"]
    assert [record.get("in") for record in ends] == ["p1", "p2"]
    assert ends[-1]["verdict"]["parts_cover_all"] is True
    assert [part["id"] for part in ends[-1]["verdict"]["parts"]] == ["p1", "p2"]
    assert "finished" in orderless("sessions", "list").stdout


@pytest.mark.parametrize("command", [["interview", "--example", "x"], ["resume"], ["explain"], ["sessions", "show"]])
def test_names_without_json_are_refused(orderless, finished, command):
    ran = orderless(*command, "--words")
    assert ran.code == 2
    assert "add --json" in ran.stderr


def test_a_slip_in_a_part_is_named_with_its_line(orderless, written):
    ran = orderless("interview", "--answers", written(REST.replace("{trigger: wish}", "{request: x, trigger: wsh}")))
    assert ran.code == 2
    request, choice = (line.partition("parts.yaml:")[2] for line in ran.stderr.splitlines())
    assert request.startswith("10:15: the request is that of the whole order")
    assert choice.startswith('10:36: "wsh" is not a choice here')


def test_a_review_of_sessions_has_a_row_for_each_part_and_one_for_the_whole_unless_they_cover_all(orderless, written):
    for text in (SOME, REST, "answers: {trigger: wish}"):
        assert orderless("interview", "--answers", written(text)).code == 0
    ran = orderless("review", "--sessions")
    rows = list(csv.DictReader(ran.stdout.splitlines()))
    assert sorted(row["part"] for row in rows) == ["", "", "p1", "p1", "p2", "p2"]
    assert [row["orderless_row"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    outcomes = {(row["part"], row["orderless_outcome"]) for row in rows}
    assert {("p1", "yes_required_minimum"), ("p2", "yes_required_minimum")} < outcomes
    assert HERE not in ran.stdout


LEFT = ("A course for everybody.", answer_to("trigger", "rule_said"), f":part {HERE}", "a note")


def test_resume_opens_the_part_it_was_left_in_and_the_session_is_open_until_all_is_wrapped_up(orderless, journal):
    begun = orderless("interview", stdin="".join(f"{line}\n" for line in LEFT))
    assert begun.code == 4
    ran = orderless("resume", begun.session, stdin=":end\n:end\n\n")
    assert f"Part: {HERE}" in ran.stderr
    assert "still to be wrapped up: the whole order" in ran.stderr
    assert [record["in"] for record in journal(begun.session) if record["k"] == "finish"] == ["p1"]
    (listed,) = shown(orderless, "sessions", "list", "--json")
    assert listed["finished"] is False
    ran = orderless("resume", begun.session, stdin=":end\n:end\n:end\n:end\n")
    assert ran.code == 0
    (listed,) = shown(orderless, "sessions", "list", "--json")
    assert listed["finished"] is True


def test_deciding_again_with_newer_knowledge_says_it_for_each_part(orderless, written):
    session = orderless("interview", "--answers", written(REST)).session
    ran = orderless("--no-input", "resume", session, "--upgrade")
    told = [line for line in ran.stderr.splitlines() if "Before: " in line]
    assert [line.partition(". Before")[0] for line in told] == [HERE, "the rest"]
