"""A client's words stay in the session: not in ids, names, errors or on standard error when something breaks."""

from __future__ import annotations

import re

import pytest

from orderless.decision import decide, parts
from orderless.documents import parted, shared
from orderless.interview import events
from orderless.lookahead import foresight
from orderless.session import conversation, recorder
from orderless.storage import disk
from orderless.storage.journal import Journal
from support.program import run_here

CANARY = "ZQCANARY4711"
FILE = f"""
request: {CANARY} request
answers:
  topic: {CANARY} topic
  trigger: {{value: going_wrong, note: {CANARY} note, quote: {CANARY} quote, who: {CANARY}}}
  scope: one_or_two
"""


def explode(*_: object, **__: object) -> None:
    """A fault whose message holds what it was given, as messages do."""
    raise RuntimeError(f"could not work with {CANARY}: {_!r}")


FAULTS = {
    "deciding": ((decide, "decide"), (recorder, "decide"), (parts, "decide"), (foresight, "decide")),
    "folding": ((events, "fold"), (recorder, "fold")),
    "summarising": ((shared, "summarise"), (parted, "summarise")),
    "saving": ((Journal, "append"),),
    "syncing": ((disk, "sync"),),
    "talking": ((conversation.Conversation, "enter"),),
}
"""What breaks: where it is made, and where it was imported from there, so that nothing keeps it for good."""


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("mode", ["file", "live"])
def test_a_fault_anywhere_tells_where_and_never_what(fault, mode, home, answers, monkeypatch):
    """Our own bug: exit 1, one line with the kind of error and the place in our code, no traceback, no client word."""
    answers.write_text(FILE, encoding="utf-8")
    for place in FAULTS[fault]:
        monkeypatch.setattr(*place, explode)
    args = ["--answers", str(answers)] if mode == "file" else []
    ran = run_here("-q", "interview", *args, stdin=f"{CANARY}\n~{CANARY}\n1\n:end\n:end\n", home=home)
    if mode == "file" and fault == "talking":
        assert ran.code == 0
        return
    assert ran.code == 1
    told = [line for line in ran.stderr.splitlines() if "fault" in line]
    assert len(told) == 1
    assert "RuntimeError in orderless." in told[0] or "RuntimeError" in told[0]
    assert "Traceback" not in ran.stderr
    assert CANARY not in told[0]
    if mode == "file":
        assert CANARY not in ran.stderr + ran.stdout


@pytest.mark.parametrize("code", [28, 30, 5, 13])
def test_a_disk_that_refuses_is_told_without_a_client_word(code, home, answers, monkeypatch):
    """Full, read-only, broken, forbidden: exit 1 and a sentence."""
    answers.write_text(FILE, encoding="utf-8")

    def refuse(fd: int) -> None:
        raise OSError(code, CANARY)

    monkeypatch.setattr(disk, "sync", refuse)
    ran = run_here("interview", "--answers", answers, home=home)
    assert ran.code == 1
    assert CANARY not in ran.stderr + ran.stdout
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        f"request: {CANARY}\nanswers:\n  scope: {{value: one_team, note: [{CANARY}]}}\n",
        f"request: {CANARY}\nanswers:\n  cases_per_month: {CANARY} forty\n",
        f"request: {CANARY}\nanswers:\n  scope: one_team\n  note: {{a: {CANARY}\n",
        f"request: {CANARY}\nanswers:\n  scope: {{value: one_team, quote: 1, note: {CANARY}}}\n",
        f"request: !!python/name {CANARY}\n",
        f"request: [{CANARY}]\n",
    ],
)
def test_an_answers_file_is_corrected_without_quoting_free_text(home, answers, wrong):
    """Ids and choices are repeated, notes and quotes are not."""
    answers.write_text(wrong, encoding="utf-8")
    ran = run_here("interview", "--answers", answers, home=home)
    assert ran.code == 2
    assert CANARY not in ran.stderr


def test_no_name_on_the_disk_holds_a_client_word(home, answers, tmp_path):
    """Neither of a folder nor of a file, whatever was said."""
    answers.write_text(FILE, encoding="utf-8")
    run_here("interview", "--answers", answers, home=home)
    run_here("interview", stdin=f"{CANARY}\n1\n", home=home)
    assert not [path for path in home.rglob("*") if CANARY.lower() in path.name.lower()]


def test_no_option_takes_free_text_from_the_command_line(home):
    """The command line is seen by others and kept in histories: notes come by prompt, standard input or a file."""
    for command in ("interview", "resume"):
        told = run_here(command, "--help", home=home).stdout
        assert not re.search(r"--(note|request|quote|text|who)\b", told)
