"""Every face says which part of the order is open, also in a narrow window; on a shared screen it is stars."""

from __future__ import annotations

import io

import pytest

from orderless.session.drive import converse
from orderless.session.view import screen_of
from orderless.terminal import line as line_face
from orderless.terminal.cockpit.frame import Typing, frame
from orderless.terminal.cockpit.scene import scene_of
from orderless.terminal.cockpit.text_rows import SIGNS
from orderless.terminal.plain import PlainFace
from support.talk import talking
from support.term import Terminal

HERE, REST = "the 410 people in California", "the rest"
SIZES = ((40, 12), (44, 24), (71, 20), (80, 24), (120, 40))


def top(talk, columns, rows):
    """The first row of the cockpit."""
    shown = frame(scene_of(talk, (), ()), Typing(clock="12 min"), columns, rows, SIGNS)
    return "".join(text for _, text in shown.rows[0])


def heading(talk, columns, rows, monkeypatch):
    """What stands above the choices in the line face."""
    monkeypatch.setattr(line_face, "_columns", lambda: columns)
    return line_face._heading(screen_of(talk), rows)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
@pytest.mark.parametrize("ending", [False, True])
def test_the_first_row_of_the_cockpit_tells_the_parts_apart(columns, rows, ending):
    lines = ["We need a course.", "a note", f":part {HERE}", f":part {REST}", *([":end", ":end"] if ending else [])]
    talk = talking(*lines)
    assert talk.stage == ("notes" if ending else "talk")
    assert REST in top(talk, columns, rows)
    if not ending:
        talk.enter(":part 1")
        assert "the 410" in top(talk, columns, rows)
        assert " left " in top(talk, columns, rows)
        talk.enter(":part -")
        assert "the who" in top(talk, columns, rows)
    talk.enter(":share")
    assert "****" in top(talk, columns, rows)


@pytest.mark.parametrize("columns", [20, 44, 100])
def test_the_line_face_has_it_above_all_and_never_leaves_it_out(columns, monkeypatch):
    talk = talking("We need a course.", f":part {HERE}", "?")
    assert heading(talk, columns, 1, monkeypatch).splitlines()[0].startswith(f"[{HERE[: min(15, columns - 6)]}")
    assert max(map(len, heading(talk, columns, 20, monkeypatch).splitlines())) < columns
    talk.enter(":share")
    assert heading(talk, columns, 1, monkeypatch).splitlines()[0] == "[****]"


@pytest.mark.parametrize("columns", [44, 100])
def test_the_line_face_on_a_terminal_says_it_also_where_notes_are_ticked(columns, tmp_path):
    with Terminal("interview", "--ui", "line", home=tmp_path, columns=columns) as terminal:
        terminal.wait_for("What did they ask for")
        terminal.type(f"We need a course.\ra note\r:part {REST}\r")
        terminal.wait_for(f"[{REST}]")
        terminal.type(":end\r:end\r")
        terminal.wait_for(f"For the shared page · {REST}")
        terminal.type("\r")
        terminal.wait_for("Show now:")
        terminal.type("\r")
        assert terminal.wait_end() == 0


def test_the_plain_face_says_it_when_it_changes_and_nothing_where_there_are_none():
    out = io.StringIO()
    talk = talking()
    lines = ["We need a course.", f":part {HERE}", ":part -", ":share", ":part 1"]
    converse(talk, PlainFace(io.StringIO("".join(f"{line}\n" for line in lines)), out))
    said = [line for line in out.getvalue().splitlines() if line.startswith("Part: ")]
    assert said == [f"Part: {HERE}", "Part: the whole order", "Part: ****", "Part: ****"]
