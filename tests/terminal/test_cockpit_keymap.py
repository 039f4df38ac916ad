"""One table of lines and keys: the bindings, F1 and the documentation say the same. And the picture loads nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from prompt_toolkit.keys import ALL_KEYS, KEY_ALIASES

from orderless.terminal.cockpit.face import clock_words
from orderless.terminal.cockpit.keys import FIRST_LINES, KEYS, LINES, ON_EMPTY_LINE, keymap_lines
from support.talk import talking

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def test_every_key_of_the_table_is_documented_with_its_line():
    """In the table of the cockpit, word for word."""
    text = (ROOT / "docs" / "interview.md").read_text(encoding="utf-8")
    for key in KEYS:
        row = next(line for line in text.splitlines() if line.startswith(f"| {key.name} |") and line.count("|") == 4)
        assert row.replace("`", "").split("|")[2].strip() == key.line
        assert row.split("|")[3].strip() == key.does


def test_every_line_of_the_table_is_documented():
    """Each sign and command somewhere among what can be typed."""
    text = (ROOT / "docs" / "interview.md").read_text(encoding="utf-8")
    for typed, _ in LINES:
        for part in re.findall(r'[:<>?~/@+"][a-z]*', typed):
            assert f"`{part}" in text, part


def test_no_key_has_a_function_of_its_own():
    """What a key enters is a line that the table has."""
    assert {name for name, _ in ON_EMPTY_LINE} <= {*ALL_KEYS, *KEY_ALIASES}
    told = " ".join(key.line for key in KEYS) + " an empty line"
    assert all(line in told for _, line in ON_EMPTY_LINE)
    shown = " ".join(keymap_lines())
    assert all(key.name in shown for key in KEYS)


def test_every_line_in_the_table_is_understood():
    """No command in it that the grammar does not know."""
    talk = talking("We need it.")
    for typed, _ in LINES:
        for command in re.findall(r":[a-z]+", typed):
            assert "no such command" not in talk.hint(command), command


def test_three_lines_say_how_to_use_it():
    """Three."""
    assert len(FIRST_LINES) == 3
    assert "F1" in FIRST_LINES[2]


def test_the_picture_loads_nothing_and_is_of_the_real_screen():
    """No font, no script, no address but the name space; and its words are those of the screen."""
    text = (ROOT / "docs" / "cockpit.svg").read_text(encoding="utf-8")
    assert re.findall(r"https?://[^\"']+", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"@font-face|@import|<script|<image|url\(", text)
    words = " ".join(ElementTree.fromstring(text).itertext())
    for wanted in ("The system or tool", "Not yet, leans", "note>", "Best asked next"):
        assert wanted in words


def record(minutes_ago, **fields):
    return {"k": "note", "n": 1, "at": (NOW - timedelta(minutes=minutes_ago)).isoformat(), **fields}


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ([], "0 min"),
        ([record(12), record(3)], "12 min"),
        ([record(300), record(200), record(12), record(3)], "12 min"),  # a call this morning, and one now
        ([record(12, k="start", minutes=20)], "12 min, 8 left"),
        ([record(25, k="start", minutes=20)], "25 min, 5 over"),
        ([record(40, k="start", minutes=20), record(5, k="start", minutes=0)], "5 min"),
        ([record(12, at="nonsense"), record(3)], "3 min"),
        ([record(12, k="start", minutes="many")], "12 min"),
        ([record(-5)], "0 min"),
    ],
)
def test_the_clock_counts_this_call_and_what_is_left(records, words):
    """From the first event that no silence of half an hour parts from now."""
    assert clock_words(records, NOW) == words
