"""requests and due at a terminal: asked for line by line, days done and moved by the numbers on the screen."""

from __future__ import annotations

import json

import pytest

from support.program import run
from support.term import Terminal


@pytest.fixture
def home(tmp_path):
    """A data folder with a request that holds one day."""
    home = tmp_path / "home"
    request = run("requests", "add", stdin="We need a course.", home=home).stdout.strip()
    run("requests", "set", request, stdin="topic: Late notes\nwanted_by: 2020-03-02\n", home=home)
    return home


def due(home):
    return json.loads(run("due", "--json", home=home).stdout)["due"]


def test_days_are_moved_and_done_by_the_numbers_of_the_list(home):
    with Terminal("due", home=home) as terminal:
        terminal.wait_for("Enter ends:")
        assert "Overdue" in terminal.text
        assert "Late notes" in terminal.text
        terminal.type("move 1 2090-05-01\r")
        terminal.wait_for("Moved to Monday 1 May 2090")
        terminal.type("done 2\r")
        terminal.wait_for("numbers from 1 to 1")
        terminal.type("done 1\r")
        terminal.wait_for("Done: they want it, Late notes.")
        terminal.type("\r")
        assert terminal.wait_end() == 0
    assert due(home) == []


def test_a_request_is_asked_for_line_by_line(home):
    with Terminal("requests", "add", home=home) as terminal:
        terminal.wait_for("in their words?")
        for typed, following in (
            ("Something on safety", "in a few words?"),
            ("Safety", "area of the business?"),
            ("Operations", "by role?"),
            ("plant manager", "did they ask?"),
            ("never", "A day that has been"),
            ("1 march", "By when do they want it?"),
            ("+60", "Begin the talk about it now?"),
        ):
            terminal.type(f"{typed}\r")
            terminal.wait_for(following)
        terminal.type("n\r")
        assert terminal.wait_end() == 0
    rows = json.loads(run("requests", "--json", "--area", "operations", home=home).stdout)["requests"]
    assert [(row["topic"], row["asker"], row["status"]) for row in rows] == [("Safety", "plant manager", "asked")]
    assert rows[0]["asked_on"].endswith("-03-01")


def test_what_ends_before_all_was_asked_logs_nothing(home):
    with Terminal("requests", "add", home=home) as terminal:
        terminal.wait_for("in their words?")
        terminal.type("Something on safety\r")
        terminal.wait_for("in a few words?")
        terminal.type("\x04")
        assert terminal.wait_end() == 4
    assert len(json.loads(run("requests", "--json", home=home).stdout)["requests"]) == 1
