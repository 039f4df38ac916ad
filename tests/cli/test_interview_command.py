"""interview: from a file, from a shipped example, from piped lines; what it prints, keeps and returns."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from support.contract import TO_COME, UNDOCUMENTED, VERDICT_KEYS

EXAMPLE = sorted((Path(__file__).parents[2] / "question_banks" / "examples").glob("*.yaml"))[0].stem


def test_answers_from_a_file_give_the_summary_on_standard_output_and_a_session(orderless, answers, journal):
    """Exit 0 whatever the verdict; talk names the session; the record ends with the verdict."""
    ran = orderless("interview", "--answers", answers)
    assert ran.code == 0
    assert ran.stdout.startswith("# ")
    assert "Session" not in ran.stdout
    assert f"orderless reply {ran.session}" in ran.stderr
    records = journal(ran.session)
    assert [record["k"] for record in records] == ["start", "request", *["answer"] * 6, "finish"]
    assert records[-1]["count"] == len(records)
    assert records[-1]["verdict"]["response"] == "no"


def test_answers_from_standard_input(orderless, answers):
    """`--answers -`."""
    from_stdin = orderless("interview", "--answers", "-", stdin=answers.read_text(encoding="utf-8"))
    assert from_stdin.code == 0
    assert from_stdin.stdout == orderless("interview", "--answers", answers).stdout


def test_answers_may_be_json(orderless, tmp_path):
    """The same file as JSON."""
    file = tmp_path / "a.json"
    file.write_text('{"answers": {"scope": "one_or_two"}}', encoding="utf-8")
    ran = orderless("interview", "--answers", file, "--json")
    assert ran.code == 0
    assert json.loads(ran.stdout)["facts"] == {"scope": "individuals"}


def test_json_has_exactly_the_documented_keys(orderless, answers):
    """`--json`, versioned by `schema`."""
    verdict = json.loads(orderless("interview", "--answers", answers, "--json").stdout)
    assert set(verdict) == VERDICT_KEYS - TO_COME | UNDOCUMENTED
    assert verdict["schema"] == 2
    assert verdict["response"] == "no"
    assert verdict["headline"] == "strategic no"
    assert verdict["leaning"] is None
    assert set(verdict["knowledge"]) == {"id", "version", "digest"}
    assert set(verdict["priority"]) == {"low", "high", "band"}
    assert set(verdict["worth"]) == {"answer", "break_even"}


def test_json_of_a_live_interview_is_the_same_and_names_the_session(orderless):
    """Nothing but JSON on standard output, though the whole talk went on meanwhile."""
    ran = orderless("interview", "--json", stdin="We need a course.\n" + ":end\n" * 3)
    verdict = json.loads(ran.stdout)
    assert set(verdict) == VERDICT_KEYS - TO_COME | UNDOCUMENTED
    assert verdict["session"] == ran.session


def test_no_save_keeps_nothing(orderless, answers, home):
    """Neither a session nor a copy of the knowledge, live or from a file."""
    ran = orderless("interview", "--answers", answers, "--no-save", "--json")
    assert ran.code == 0
    assert json.loads(ran.stdout)["session"] is None
    live = orderless("interview", "--no-save", stdin="We need a course.\n:end\n:end\n")
    assert live.code == 0
    assert "not kept" in live.stderr
    assert not home.exists()


def test_a_shipped_example_runs(orderless):
    """`--example NAME`."""
    assert orderless("interview", "--example", EXAMPLE, "--no-save").code == 0


@pytest.mark.parametrize("name", ["nothing-like-it", "../triage", "/etc/passwd", "", EXAMPLE[:-1]])
def test_an_unknown_example_is_refused_with_the_likeliest_and_how_to_list_all(orderless, name):
    """A name is looked up, never made a path."""
    ran = orderless("interview", "--example", name)
    assert ran.code == 2
    assert "The likeliest: " in ran.stderr
    assert "orderless interview --example list" in ran.stderr
    assert ran.stdout == ""


def test_answers_and_example_together_are_refused(orderless, answers):
    """One or the other."""
    assert orderless("interview", "--answers", answers, "--example", EXAMPLE).code == 2


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("answers:\n  can_doo: most_could\n", 2, 'no question "can_doo"'),
        ("answers:\n  scope: one_team\n  can_do: most_culd\n", 3, "most_could"),
        ("answers:\n  can_do: [most_could, some_could]\n", 2, "one choice"),
        ("answers:\n  tried: [nothing_yet, warned]\n", 2, "stands alone"),
        ("answers:\n  matters_now: 11\n", 2, "0 to 10"),
        ("answers:\n  follow_up_date: 2027-13-01\n", 2, "date"),
        ("answers:\n  one_change: {value: named, causes: [tols]}\n", 2, 'no cause "tols"'),
        ("answers:\n  can_do: {value: most_could, bases: saw}\n", 2, "basis"),
        ("answers:\n  can_do: {value: most_could, basis: heard}\n", 2, "basis"),
        ("answers:\n  can_do: \n", 2, "missing"),
        ("anwsers: {}\n", 1, "answers"),
        ("answers: [1, 2]\n", 1, "answers"),
        ("request: x\nrequest: y\n", 2, "request"),
    ],
)
def test_what_is_wrong_in_an_answers_file_is_told_with_file_and_line(orderless, tmp_path, home, text, line, says):
    """Exit 2, nothing on standard output, and no session was begun."""
    file = tmp_path / "wrong.yaml"
    file.write_text(text, encoding="utf-8")
    ran = orderless("interview", "--answers", file)
    assert (ran.code, ran.stdout) == (2, "")
    assert re.search(rf"^{re.escape(str(file))}:{line}(:\d+)?: ", ran.stderr, re.M), ran.stderr
    assert says in ran.stderr
    assert not (home / "sessions").exists()


def test_all_problems_of_a_file_come_at_once(orderless, tmp_path):
    """Three wrong answers, three lines, in the order of the file."""
    file = tmp_path / "wrong.yaml"
    file.write_text("answers:\n  a: 1\n  can_do: b\n  c: 2\n", encoding="utf-8")
    found = orderless("interview", "--answers", file).stderr.splitlines()
    assert [line.removeprefix(f"{file}:")[0] for line in found] == ["2", "3", "4"]


@pytest.mark.parametrize("make", ["missing", "folder", "binary"])
def test_an_answers_file_that_cannot_be_read_is_one_sentence(orderless, tmp_path, make):
    """Exit 2, and which file."""
    file = tmp_path / "input.yaml"
    if make == "folder":
        file.mkdir()
    elif make == "binary":
        file.write_bytes(b"\xff\xfe\x00\x01\x02" * 20)
    ran = orderless("interview", "--answers", file)
    assert ran.code == 2
    assert str(file) in ran.stderr
    assert "Traceback" not in ran.stderr


def test_piped_lines_run_a_whole_interview_without_a_terminal(orderless, journal):
    """Questions on standard error, the summary alone on standard output."""
    ran = orderless("interview", stdin="We need a course.\n1\n1\n3\n1\n1\n4\n:end\n:end\n")
    assert ran.code == 0
    assert ran.stdout.startswith("# ")
    assert "Ask: " not in ran.stdout
    assert "Ask: " in ran.stderr
    assert journal(ran.session)[-1]["k"] == "finish"


def test_piped_input_that_ends_early_is_saved_and_exits_4(orderless, journal):
    """It says how to go on."""
    ran = orderless("interview", stdin="We need a course.\n1\n")
    assert (ran.code, ran.stdout) == (4, "")
    assert f"orderless resume {ran.session}" in ran.stderr
    assert [record["k"] for record in journal(ran.session)] == ["start", "request", "answer"]


def test_no_input_needs_a_file(orderless, home):
    """Exit 4, nothing begun, and the sentence names --answers."""
    ran = orderless("--no-input", "interview")
    assert (ran.code, ran.stdout) == (4, "")
    assert "--answers" in ran.stderr
    assert not home.exists()


def test_quiet_says_nothing_that_is_not_wrong(orderless, answers):
    """`-q`."""
    assert orderless("-q", "interview", "--answers", answers).stderr == ""
    assert orderless("-q", "interview", "--answers", answers).stdout != ""


@pytest.mark.parametrize("wrong", [("--ui", "cockpitt"), ("--nonsense",), ("one", "extra")])
def test_a_wrong_option_exits_2(orderless, wrong, home):
    """Without a session begun."""
    ran = orderless("interview", *wrong)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr
    assert not (home / "sessions").exists()


def test_ui_from_the_environment_is_checked_too(orderless):
    """ORDERLESS_UI."""
    ran = orderless("interview", env={"ORDERLESS_UI": "cinema"})
    assert ran.code == 2
    assert "line, plain" in ran.stderr


def test_session_ids_are_a_day_and_four_letters_or_digits(begun):
    """No client word can be in them."""
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-[a-z0-9]{4}", begun)


def test_everything_kept_is_for_its_owner_only(begun, home):
    """Folders 0700, files 0600."""
    for path in (home, *home.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
