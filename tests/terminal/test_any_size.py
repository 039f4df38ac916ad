"""Every face takes a window of any size, when it begins and while the talk goes on: nothing is lost, nothing fails."""

from __future__ import annotations

import random

import pytest

from support.counts import examples
from support.talk import answer_to, events
from support.term import Terminal

EDGES = ((1, 1), (2, 1), (1, 40), (3, 2), (120, 1), (40, 12), (80, 24), (500, 200))
"""Columns and rows."""

FACES = ("cockpit", "line", "plain")


@pytest.mark.nightly
@pytest.mark.parametrize("face", FACES)
def test_it_begins_at_any_size(face, tmp_path):
    """What is typed blind is kept all the same."""
    for place, size in enumerate(EDGES):
        home = tmp_path / str(place)
        with Terminal("interview", "--ui", face, home=home, columns=size[0], rows=size[1]) as terminal:
            terminal.wait_for(lambda _, home=home: kinds(home) == ["start"])
            terminal.look(1.0)
            answered(terminal, home)


@pytest.mark.parametrize("face", FACES)
def test_it_may_have_any_size_while_one_talks(face, tmp_path):
    with Terminal("interview", "--ui", face, home=tmp_path) as terminal:
        terminal.wait_for("What did they ask for")
        terminal.type("We need a course.\r")
        sizes = [
            *EDGES[: examples(len(EDGES)) + 2],
            *((random.Random(1).randrange(1, 500), random.Random(2).randrange(1, 200)) for _ in range(2)),
        ]
        for number, size in enumerate(sizes):
            terminal.resize(*size)
            terminal.look(0.15)
            terminal.type(f"note {number}\r")
            terminal.look(0.1)
        (journal,) = (tmp_path / "sessions").glob("*.jsonl")
        terminal.resize(80, 24)
        terminal.wait_for(lambda _: notes(journal) == [f"note {number}" for number in range(len(sizes))])
        sane(terminal)


def notes(journal):
    return [event["text"] for event in events(journal) if event["k"] == "note"]


def answered(terminal, home):
    """A request and an answer are taken."""
    terminal.type("We need a course.\r")
    terminal.wait_for(lambda _: kinds(home) == ["start", "request"])
    terminal.type(answer_to("trigger", "going_wrong") + "\r")
    terminal.wait_for(lambda _: kinds(home) == ["start", "request", "answer"])
    sane(terminal)


def kinds(home):
    return [event["k"] for journal in (home / "sessions").glob("*.jsonl") for event in events(journal)]


def sane(terminal):
    """No traceback, and no word of a fault."""
    raw = terminal.raw.replace(b"\r", b"").replace(b"\n", b"")
    assert b"Traceback" not in raw
    assert b"Unhandled" not in raw
    assert b"has a fault" not in raw
