"""summary, reply and banks: options, output files, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from orderless.cli.app import COMMANDS, GROUPS

SHIPPED = Path(__file__).parents[2] / "question_banks"


def test_a_summary_is_for_the_stakeholder_unless_it_is_for_me(orderless, finished):
    """`--for stakeholder`, `--for me`."""
    shared = orderless("summary", finished).stdout
    assert shared == orderless("summary", finished, "--for", "stakeholder").stdout
    private = orderless("summary", finished, "--for", "me").stdout
    assert "They do it on Mondays." in private
    assert "They do it on Mondays." not in shared
    assert orderless("summary", finished, "--for", "everybody").code == 2


def test_a_reply_is_to_say_and_to_send_or_either(orderless, finished):
    """Both by default; `--spoken`, `--email`."""
    both, spoken, email = (orderless("reply", finished, *o).stdout for o in ([], ["--spoken"], ["--email"]))
    assert len({both, spoken, email}) == 3
    assert orderless("reply", finished, "--spoken", "--email").stdout == both


@pytest.mark.parametrize("command", ["summary", "reply"])
def test_a_document_goes_to_a_file_which_is_never_overwritten_without_force(orderless, finished, tmp_path, command):
    """0600; then refused with --force named; then replaced."""
    file = tmp_path / "out.md"
    ran = orderless(command, finished, "-o", file)
    assert (ran.code, ran.stdout) == (0, "")
    assert file.read_text(encoding="utf-8") == orderless(command, finished).stdout
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text("precious", encoding="utf-8")
    refused = orderless(command, finished, "-o", file)
    assert refused.code == 2
    assert "--force" in refused.stderr
    assert file.read_text(encoding="utf-8") == "precious"
    assert orderless(command, finished, "-o", file, "--force").code == 0
    assert file.read_text(encoding="utf-8") != "precious"


@pytest.mark.parametrize("command", ["summary", "reply"])
def test_a_dash_is_standard_output(orderless, finished, command):
    """`-o -`."""
    assert orderless(command, finished, "-o", "-").stdout == orderless(command, finished).stdout


@pytest.mark.parametrize("target", ["missing/folder/out.md", ".", "/dev/null", "link.md"])
def test_a_place_that_cannot_be_written_is_one_sentence(orderless, finished, tmp_path, target):
    """A missing folder, a folder, a device, a link: exit 1, also with --force, and nothing is followed."""
    (tmp_path / "victim.md").write_text("precious", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "victim.md")
    ran = orderless("summary", finished, "--yes", "-o", tmp_path / target, "--force")
    assert ran.code == 1
    assert len(ran.stderr.splitlines()) == 1
    assert (tmp_path / "victim.md").read_text(encoding="utf-8") == "precious"


def test_an_empty_session_has_no_summary_and_says_so(orderless, home):
    """A kill right at the beginning leaves one; exit 2."""
    orderless("interview", stdin="")
    (path,) = (home / "sessions").glob("*.jsonl")
    path.write_bytes(b"")
    ran = orderless("summary")
    assert ran.code == 2
    assert "nothing yet" in ran.stderr


def test_banks_show_holds_enough_to_fill_in_an_answers_file(orderless):
    """Every question with its choices, as text and as JSON."""
    text = orderless("banks", "show").stdout
    assert "  can_do: If they really had to get it right today, could they? (choice, core)" in text
    assert "    most_could: Most could" in text
    shown = json.dumps(json.loads(orderless("banks", "show", "--json").stdout))
    for key in ("can_do", "most_could", "cases_per_month", "tools_resources"):
        assert f'"{key}"' in shown


def test_banks_check_of_the_shipped_knowledge_finds_nothing(orderless):
    """Exit 0; an empty list as JSON."""
    assert orderless("banks", "check").code == 0
    assert json.loads(orderless("banks", "check", "--json").stdout) == []


def test_banks_check_tells_every_problem_with_file_and_line(orderless, tmp_path):
    """Exit 2; the same as JSON; and an interview with that folder is refused in the same words, but for the codes."""
    bank = tmp_path / "banks" / "triage.yaml"
    bank.parent.mkdir()
    shipped = (SHIPPED / "triage.yaml").read_text(encoding="utf-8")
    bank.write_text(
        shipped.replace("type: text\n", "type: txt\n", 1).replace("minutes: 3", "minuets: 3"), encoding="utf-8"
    )
    ran = orderless("banks", "check", bank.parent)
    assert ran.code == 2
    assert len(ran.stdout.splitlines()) == 2
    assert all(line.startswith(f"{bank}:") for line in ran.stdout.splitlines())
    rows = json.loads(orderless("banks", "check", bank.parent, "--json").stdout)
    assert [set(row) for row in rows] == [{"file", "line", "column", "code", "severity", "message"}] * 2
    refused = orderless("interview", "--banks", bank.parent, stdin="")
    assert refused.code == 2
    assert refused.stderr.splitlines()[:2] == [re.sub(r" \[L\d+\]", "", line) for line in ran.stdout.splitlines()]


def test_banks_check_takes_one_file(orderless, tmp_path):
    """Checked with the shipped rest."""
    file = tmp_path / "causes.yaml"
    file.write_text((SHIPPED / "causes.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert orderless("banks", "check", file).code == 0
    assert orderless("banks", "check", tmp_path / "none.yaml").code == 2


@pytest.mark.parametrize("how", ["option", "variable"])
def test_a_folder_of_banks_that_is_not_there_exits_2(orderless, tmp_path, how):
    """Named by --banks or by ORDERLESS_BANKS."""
    missing = str(tmp_path / "missing")
    options = ["--banks", missing] if how == "option" else []
    ran = orderless("banks", "show", *options, env={"ORDERLESS_BANKS": missing} if how == "variable" else None)
    assert ran.code == 2
    assert missing in ran.stderr


@pytest.mark.parametrize("args", [[], ["--help"], ["sessions"], ["banks"], ["interview", "--help"], ["resume", "-h"]])
def test_help_is_plain_text(orderless, args):
    """No boxes, no escapes."""
    ran = orderless(*args)
    assert "Usage:" in ran.stdout + ran.stderr
    assert "\x1b" not in ran.stdout + ran.stderr
    assert "╭" not in ran.stdout + ran.stderr


@pytest.mark.parametrize("name", [*COMMANDS, *GROUPS])
def test_the_list_of_commands_says_what_each_says_itself(orderless, name):
    """The list is shown without reading the commands, so its words stand twice."""
    words = {**COMMANDS, **GROUPS}[name][1]
    assert words in " ".join(orderless(name, "--help").stdout.split())


def test_the_version_is_that_of_the_package(orderless):
    """`--version`."""
    from orderless import __version__

    assert orderless("--version").stdout == f"orderless {__version__}\n"


@pytest.mark.parametrize(
    "args", [["nonsense"], ["--nonsense"], ["sessions", "nonsense"], ["summary", "a", "b"], ["-o"]]
)
def test_a_wrong_command_line_exits_2_on_standard_error(orderless, args):
    """And standard output stays empty for whatever reads it."""
    ran = orderless(*args)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr
