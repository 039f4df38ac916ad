"""Text in cells, and painting by difference: held to an emulated terminal and to what must always hold."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderless.interview.clean import clean
from orderless.terminal.cockpit.frame import note_rows
from orderless.terminal.cockpit.painter import Frame, Painter
from orderless.terminal.cockpit.text_rows import (
    ASCII,
    SIGNS,
    Block,
    clusters,
    cut,
    fit,
    fitted,
    marks_for,
    row_width,
    shortened,
    width_of,
    wrap,
)

WORDS = st.text(alphabet="ab é日本e\u0301😀–“\t", max_size=60)
ROWS = st.lists(
    st.tuples(st.sampled_from(["", "bold", "bold reverse"]), st.text(alphabet="ab 日é", max_size=12)), max_size=3
)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("日本", 4), ("e\u0301", 1), ("größer", 6), ("✓▸»‖·█│─…", 9), ("😀", 2), ("", 0)],
)
def test_width_is_that_of_a_terminal(text, columns):
    """Wide signs take two columns, combining ones none, and our marks one each."""
    assert width_of(text) == columns
    assert sum(size for _, size in clusters(text)) == columns


@given(WORDS, st.integers(4, 30))
def test_wrapping_loses_no_word_and_fits(text, width):
    """Whatever the words are."""
    lines = wrap(text, width, "- ", "  ")
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "-" + "".join(text.split())


@given(WORDS.map(lambda text: text.replace("\t", " ")), st.integers(0, 30))
def test_cutting_and_fitting_never_take_more_room_than_there_is(text, width):
    """And a row that was fitted takes exactly what there is."""
    assert width_of(cut(text, width)) <= width
    assert row_width(fit((("bold", text), ("", text)), width)) == width
    assert len(shortened([text, text], 1, width or 1)) == 1


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 9)), max_size=8), st.integers(0, 20))
def test_blocks_go_by_priority_and_those_that_may_not_stay(sizes, height):
    """The rows that stay are in order, and no block that stays could have gone before one that went."""
    blocks = [Block(tuple(((("", f"{place}"),),) * many), may_go) for place, (many, may_go) in enumerate(sizes)]
    rows = fitted(blocks, height)
    kept = {int(row[0][1]) for row in rows}
    gone = set(range(len(blocks))) - kept
    assert all(blocks[place].may_go for place in gone)
    assert len(rows) <= height or not any(blocks[place].may_go for place in kept)
    assert all(blocks[one].may_go >= blocks[other].may_go for one in gone for other in kept)


@given(st.text(max_size=80), st.integers(0, 80), st.integers(12, 40), st.integers(1, 4), st.booleans())
def test_the_cursor_is_on_the_screen_and_behind_what_was_typed(text, cursor, width, height, masked):
    """With any characters at all, and any width."""
    text = text.replace("\r", "\n")
    cursor = min(cursor, len(text))
    rows, (x, y) = note_rows(text, cursor, "note> ", width, height, SIGNS, masked=masked)
    assert 1 <= len(rows) <= height
    assert 0 <= y < len(rows)
    assert 6 <= x < width
    assert all(row_width(row) <= width for row in rows)
    shown = "".join(part for row in rows for _, part in row[1:])
    assert clean(shown) == shown.encode("utf-8", "surrogatepass").decode("utf-8") or not shown.isprintable()
    if masked:
        assert set(shown) <= {"*"}


def test_a_long_line_is_broken_between_words_and_the_cursor_follows():
    """As it is read."""
    rows, cursor = note_rows("the form has forty fields", 25, "note> ", 20, 4, SIGNS)
    assert ["".join(text for _, text in row).rstrip() for row in rows] == ["note> the form has", "      forty fields"]
    assert cursor == (18, 1)
    rows, cursor = note_rows("one\ntwo", 7, "note> ", 20, 4, SIGNS)
    assert cursor == (9, 1)


class _Emulated:
    """An emulated terminal that is painted on."""

    def __init__(self, columns, rows):
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        self.frame = Frame((), (0, 0))
        self.written = 0
        self.painter = Painter(lambda _columns, _rows: self.frame, self.write)

    def write(self, data):
        self.written += len(data.encode())
        self.stream.feed(data.replace("\x1b[22;0t", "").replace("\x1b[23;0t", ""))

    def show(self, rows, columns=20):
        self.frame = Frame(tuple(fit(tuple(row), columns) for row in rows), (0, 0))
        self.painter.paint(columns, len(rows))


@given(st.lists(ROWS, min_size=3, max_size=3), st.lists(ROWS, min_size=3, max_size=3))
def test_painting_the_difference_shows_the_same_as_painting_it_all(before, after):
    """Wide signs that come and go among them, and styles."""
    changed, whole = _Emulated(20, 3), _Emulated(20, 3)
    changed.show(before)
    changed.show(after)
    whole.show(after)
    assert changed.screen.display == whole.screen.display
    assert whole.screen.display == ["".join(text for _, text in row) for row in whole.frame.rows]
    for y in range(3):
        for x in range(20):
            one, other = changed.screen.buffer[y][x], whole.screen.buffer[y][x]
            assert (one.reverse, one.bold) == (other.reverse, other.bold)


def test_a_key_costs_few_bytes_and_nothing_costs_none():
    """One letter more in one row."""
    terminal = _Emulated(80, 24)
    rows = [(("", f"row {place}"),) for place in range(24)]
    terminal.show(rows, 80)
    before = terminal.written
    terminal.show(rows, 80)
    assert terminal.written == before
    terminal.show([*rows[:20], (("", "row 20x"),), *rows[21:]], 80)
    assert terminal.written - before < 30


def test_encodings_without_the_signs_get_others():
    """And those that are not known."""
    assert marks_for("utf-8") is SIGNS
    assert marks_for("ascii") is marks_for("latin-1") is marks_for("nonsense") is marks_for(None) is ASCII
    assert "".join(ASCII).isascii()
    assert all(len(mark) == width_of(mark) == 1 for mark in (*SIGNS, *ASCII))
