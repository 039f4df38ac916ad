"""Editing a draft on a real terminal: by a command, and at the end of a talk in every face."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from support.program import run_here
from support.talk import answer_to, events

ANSWERS = "request: We need a course.\nanswers:\n  stakes: nothing_much\n"
FAST_NO = ("We need a course.", "1", answer_to("stakes", "nothing_much"))
MAY_EDIT, OFFER = "1e edits the page before you share it, 2e the reply.", "Enter shows neither:"

ASKS = """
import pathlib, sys
file = pathlib.Path(sys.argv[1])
line = input("your title: ")
text = file.read_text(encoding="utf-8")
file.write_text(text.replace("title -->\\n", f"title -->\\n{line}, since ", 1), encoding="utf-8")
"""
"""An editor that wants the terminal as a shell would give it: it reads a line, and puts it before the title."""


@pytest.fixture
def editor(tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "asks.py"
    path.write_text(ASKS, encoding="utf-8")
    return {"EDITOR": f"{sys.executable} {path}"}


@pytest.fixture
def finished(home: Path, tmp_path: Path) -> str:
    file = tmp_path / "answers.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    return run_here("interview", "--answers", file, home=home).session


def hidden(home: Path) -> list[Path]:
    return [path for path in (home / "sessions").iterdir() if path.name.startswith(".")]


def test_the_editor_has_the_terminal_and_what_it_wrote_is_kept(terminal, finished, editor, journal, home):
    run = terminal("summary", "last", "--edit", ready="your title:", env=editor)
    assert [path.stat().st_mode & 0o777 for path in hidden(home)] == [0o600]
    run.type("Zqmine\n")
    assert run.wait_end() == 0
    assert "Edited: title." in run.text
    assert run.settings == run.settings_before
    assert events(journal())[-1]["text"].startswith("Zqmine, since ")
    assert hidden(home) == []
    assert b"Zqmine" not in run.raw.partition(b"Edited: title.")[2]
    assert "# Zqmine, since" in run_here("summary", "last", home=home).stdout


def test_a_window_that_was_closed_while_it_was_edited_loses_nothing(terminal, finished, editor, home):
    run = terminal("reply", "last", "--edit", ready="your title:", env=editor)
    (path,) = hidden(home)
    path.write_text(path.read_text(encoding="utf-8").replace("say -->\n- ", "say -->\n- Zqsay "), encoding="utf-8")
    run.hang_up()
    assert hidden(home) == [path]
    again = terminal("reply", "last", "--edit", ready="your title:", env=editor)
    assert "An edit that did not end was left in" in " ".join(again.text.split())
    again.type("Zqtitle\n")
    assert again.wait_end() == 0
    assert "Edited: title and say." in again.text
    assert hidden(home) == []
    assert "Zqsay" in run_here("reply", "last", home=home).stdout


@pytest.mark.parametrize("face", ["plain", "line"])
def test_at_the_end_of_a_talk_a_document_is_edited_and_then_shown(terminal, editor, home, face):
    run = terminal(
        "interview", "--ui", face, ready="\n>" if face == "plain" else None, env=editor, rows=60, columns=120
    )
    enter = "\n" if face == "plain" else "\r"
    run.type("".join(line + enter for line in (*FAST_NO, ":end", ":end")))
    assert MAY_EDIT in run.wait_for(OFFER)
    run.type("1e\n")
    run.wait_for("your title:")
    run.type("Zqmine\n")
    run.wait_for(lambda text: text.count(OFFER) == 2)
    assert "Edited: title." in run.text
    run.type("1\n")
    assert run.wait_end() == 0
    assert b"\nZqmine, since" in run.raw.replace(b"\x1b[1m", b"")
    assert run.settings == run.settings_before
    assert hidden(home) == []


def test_at_the_end_of_a_talk_what_goes_wrong_with_an_edit_is_said_and_the_offer_stands(terminal, home):
    run = terminal("interview", "--ui", "plain", ready="\n>", env={"EDITOR": "/bin/false"}, columns=120)
    run.type("We need a course.\n:end\n:end\n")
    run.wait_for(OFFER)
    run.type("2e\n")
    run.wait_for(lambda text: text.count(OFFER) == 2)
    assert "The editor ended with 1. Nothing was changed." in run.text
    run.type("\n")
    assert run.wait_end() == 0


def test_what_is_not_kept_is_not_offered_to_be_edited(terminal):
    run = terminal("interview", "--ui", "plain", "--no-save", ready="\n>", columns=120)
    run.type("We need a course.\n:end\n:end\n")
    run.wait_for(OFFER)
    assert "edits the page" not in run.text
    run.type("1e\n")
    run.wait_for(lambda text: text.count(OFFER) == 2)
    run.type("\n")
    assert run.wait_end() == 0


def test_the_cockpit_has_a_document_edited_and_shows_it_afterwards(terminal, editor, journal, home):
    run = terminal("interview", "--ui", "cockpit", env=editor, columns=100, rows=30)
    run.type("We need it.\r\x04:end\r")
    run.wait_for(lambda text: all(words in text for words in ("Type a number to read it here, 1e", "2e to edit it")))
    run.type("1e")
    run.wait_for("Enter: edit the page to share")
    run.type("\r")
    run.wait_for("your title:")
    run.type("Zqmine\n")
    run.wait_for("Edited: title.")
    run.type("1\r")
    run.wait_for("Zqmine, since")
    run.type("\r")
    run.wait_for("1. the page to share")
    run.type("\r")
    assert run.wait_end() == 0
    assert run.settings == run.settings_before
    assert events(journal())[-1]["block"] == "title"
    assert hidden(home) == []


def test_the_cockpit_says_what_went_wrong_with_an_edit(terminal):
    run = terminal("interview", "--ui", "cockpit", env={"EDITOR": "/no/such/editor"}, columns=120, rows=30)
    run.type("We need it.\r\x04:end\r")
    run.wait_for("1. the page to share")
    run.type("2e\r")
    run.wait_for("There is no program")
    run.type("3e\r")
    run.wait_for("1. the page to share")
    run.type("\r")
    assert run.wait_end() == 0
