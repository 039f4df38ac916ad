"""The plain face has every function: each line of the grammar works there, in plain words, one fact a line."""

from __future__ import annotations

import io
import re
from typing import get_args

import pytest

from orderless.interview import grammar
from orderless.session.conversation import Conversation
from orderless.session.drive import converse
from orderless.session.recorder import Recorder
from orderless.terminal.cockpit.input_state import KEYMAP_LINE
from orderless.terminal.cockpit.keys import KEYS, LINES
from orderless.terminal.cockpit.text_rows import marks_for
from orderless.terminal.plain import PlainFace
from support.grammar import GRAMMAR
from support.talk import TODAY, shipped, talking

MARKS = {mark for mark in marks_for("utf-8") if not mark.isascii()} - set("“”…–")


class Overhears(Conversation):
    """Remembers each sentence that was told."""

    told: list[str]

    def enter(self, line):
        said = super().enter(line)
        self.told = said
        return said


@pytest.fixture
def editor(monkeypatch, tmp_path):
    """An editor that writes one line."""
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\necho "a long note" > "$1"\n', encoding="utf-8")
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))


def typed(lines):
    """What the face prints for the last of these lines, the sentences that were told, and the events it made."""
    recorder = Recorder(shipped())
    talk = Overhears(recorder, today=TODAY)
    out = io.StringIO()

    class Lines(io.StringIO):
        """Notes how much was printed and kept when the last line is read."""

        def readline(self, *_):
            line = super().readline()
            if line and not self.read(1):
                self.printed, self.kept = len(out.getvalue()), len(recorder.records)
            elif line:
                self.seek(self.tell() - 1)
            return line

    read = Lines("".join(f"{line}\n" for line in lines))
    converse(talk, PlainFace(read, out))
    after = recorder.records[read.kept :]
    return out.getvalue()[read.printed :], getattr(talk, "told", []), [event["k"] for event in after]


@pytest.mark.parametrize("row", GRAMMAR, ids=lambda row: f"{row.line or 'nothing'} after {len(row.before)}")
def test_each_line_of_the_grammar_works_in_plain_words(row, editor):
    """Its event is made, its words are printed; no escape, no mark; each fact that is told has a line of its own."""
    printed, told, kinds = typed([*row.before, row.line])
    assert row.says in printed
    kinds = [kind for kind in kinds if kind != "start"]  # one stands before what version 0.1 does not know
    assert kinds[:1] == ([row.kind] if row.kind else [kind for kind in kinds[:1] if kind == "finish"])
    assert "\x1b" not in printed
    assert not MARKS & set(printed)
    assert not re.search(r"[^\S\n]{3}", printed)  # no columns
    lines = [line.removeprefix("> ") for line in printed.splitlines()]
    assert all(sentence in lines for sentence in told)


def test_the_table_has_every_command_and_every_kind_of_line():
    """What is added to the grammar must be added to the table."""
    used = {word for row in GRAMMAR for word in re.findall(r"^:(\w+)", row.line)}
    names = {grammar.read_command(f":{word}") for word in used}
    known = {grammar.read_command(f":{word}") for word in grammar.COMMANDS}
    assert {getattr(one, "name", type(one)) for one in known} <= {getattr(one, "name", type(one)) for one in names}
    meant = set()
    for row in GRAMMAR:
        talk = talking(*row.before)
        if talk.stage != "notes":
            meant.add(type(talk.meaning(row.line)))
    assert meant == set(get_args(grammar.Intent))


def test_whatever_the_cockpit_lists_has_a_line_and_the_line_works_here():
    """No function exists as a key alone: each key that enters something names its line, and F1 names every command."""
    named = " ".join(typed for typed, _ in LINES) + " ".join(key.line for key in KEYS)
    rows = {word for row in GRAMMAR for word in re.findall(r"^:(\w+)", row.line)}
    listed = set(re.findall(r":(\w+)", named)) - {KEYMAP_LINE.removeprefix(":")}  # the cockpit's own keys
    assert listed == rows - {"nope"}
