"""Text in cells: how wide it is, where it breaks; rows of it, and blocks of rows that give way."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from orderless.interview.clean import clean

__all__ = [
    "ASCII",
    "SIGNS",
    "Block",
    "Marks",
    "Row",
    "Span",
    "blank",
    "clusters",
    "cut",
    "fit",
    "fitted",
    "in_columns",
    "marks_for",
    "plain",
    "row_width",
    "shortened",
    "text_block",
    "width_of",
    "wrap",
]


class Marks(NamedTuple):
    """One sign for each thing to tell apart."""

    answered: str = "✓"
    unknown: str = "?"
    parked: str = "‖"
    must: str = "·"
    offered: str = "°"
    may: str = " "
    away: str = "–"
    here: str = "▸"
    best: str = "»"
    yours: str = "*"
    bar: str = "█"
    upright: str = "│"
    level: str = "─"
    more: str = "…"
    opens: str = "“"
    closes: str = "”"
    between: str = "·"
    hidden: str = "*"
    newline: str = "↵"

    def put(self, row: Row) -> Row:
        """A row with the signs there are, each as wide as before."""
        return row if self is not ASCII else tuple((style, text.translate(_IN_ASCII)) for style, text in row)


SIGNS = Marks()
ASCII = Marks(
    answered="x",
    parked="=",
    must=".",
    offered="o",
    away="-",
    here=">",
    best="+",
    bar="#",
    upright="|",
    level="-",
    more="~",
    opens='"',
    closes='"',
    between="-",
    newline=" ",
)

_IN_ASCII = str.maketrans("“”’‘…–—·", "\"\"''~---")
"""For the texts of the knowledge, which are written with proper quotes and dashes."""


def marks_for(encoding: str | None) -> Marks:
    """The signs, if this encoding has them all."""
    try:
        "".join(SIGNS).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return SIGNS


Span = tuple[str, str]
"""A style (words of `painter.SGR`, or nothing) and a text on one line."""

Row = tuple[Span, ...]

_TAB = "    "


_ALWAYS_ONE = (("\u2010", "\u203a"), ("\u2500", "\u25bf"), ("\u2713", "\u2713"))
"""Ranges, first to last, of signs that are one column wide: punctuation, lines and blocks, and the tick."""


@lru_cache(maxsize=4096)
def _cell_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    if char < "\u1100" or any(first <= char <= last for first, last in _ALWAYS_ONE):
        return 1
    from prompt_toolkit.utils import get_cwidth  # not needed for the first question

    return max(0, get_cwidth(char))


def width_of(text: str) -> int:
    """The columns this text takes; it must be on one line."""
    return len(text) if text.isascii() else sum(map(_cell_width, text))


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """The text in pieces, each a sign with all that combines with it and never split; each with its columns."""
    begin, width = 0, 0
    for place, char in enumerate(text):
        columns = _cell_width(char)
        if columns and place > begin:
            yield text[begin:place], width
            begin, width = place, 0
        width += columns
    if text:
        yield text[begin:], width


def plain(text: str) -> str:
    """The text made harmless by `clean`, with blanks for tabs; line ends stay."""
    return clean(text).replace("\t", _TAB)


def cut(text: str, width: int, more: str = "…") -> str:
    """At most so many columns of the text; a mark shows that something was cut off."""
    if width_of(text) <= width:
        return text
    room, kept = width - width_of(more), ""
    for piece, columns in clusters(text):
        room -= columns
        if room < 0:
            break
        kept += piece
    return (kept.rstrip() + more) if width >= width_of(more) else ""


def shortened(lines: Sequence[str], many: int, width: int, more: str = "…") -> Sequence[str]:
    """At most so many lines, the last with a mark if some had to go."""
    if len(lines) <= many:
        return lines
    last = lines[many - 1]
    last = last + more if width_of(last) + width_of(more) <= width else cut(f"{last} ", width_of(last), more)
    return [*lines[: many - 1], last]


@lru_cache(maxsize=4096)
def wrap(text: str, width: int, first: str = "", rest: str = "") -> tuple[str, ...]:
    """The text in lines of at most so many columns, broken between words where it can be.

    `first` stands before the first line, `rest` before the others, and both count.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        lines += _wrap_part(part, width, rest if lines else first, rest)
    return tuple(lines)


def _wrap_part(text: str, width: int, first: str, rest: str) -> list[str]:
    lines, line, used = [], first, width_of(first)
    empty = True
    for word in text.split():
        columns = width_of(word)
        if not empty and used + 1 + columns > width:
            lines.append(line)
            line, used, empty = rest, width_of(rest), True
        if not empty:
            line, used = f"{line} ", used + 1
        if used + columns <= width:
            line, used, empty = line + word, used + columns, False
            continue
        for piece, size in clusters(word):  # a word longer than the line
            if used + size > width and not empty:
                lines.append(line)
                line, used = rest, width_of(rest)
            line, used, empty = line + piece, used + size, False
    return [*lines, line]


def row_width(row: Row) -> int:
    """The columns a row takes."""
    return sum(width_of(text) for _, text in row)


def blank(width: int) -> Row:
    """An empty row of this width."""
    return (("", " " * width),)


@lru_cache(maxsize=1024)
def fit(row: Row, width: int) -> Row:
    """The row in exactly so many columns: filled up with blanks, or cut."""
    spans: list[Span] = []
    room = width
    for style, text in row:
        columns = width_of(text)
        if columns > room:
            text = cut(text, room)
            columns = width_of(text)
        if text:
            spans.append((style, text))
        room -= columns
        if room <= 0:
            break
    if room > 0:
        spans.append(("", " " * room))
    return tuple(spans)


class Block(NamedTuple):
    """Rows that belong together. The higher `may_go`, the sooner they go; 0: never."""

    rows: tuple[Row, ...]
    may_go: int = 0


def text_block(text: str, width: int, may_go: int = 0, style: str = "", first: str = "", rest: str = "") -> Block:
    """A wrapped text in one style, as a block."""
    return Block(tuple(((style, line),) for line in wrap(text, max(1, width), first, rest)), may_go)


def fitted(blocks: Iterable[Block], height: int) -> Sequence[Row]:
    """The rows of the blocks that stay: at most `height`, unless the blocks that never go need more."""
    kept = {place: block for place, block in enumerate(blocks) if block.rows}
    total = sum(len(block.rows) for block in kept.values())
    for place in sorted(kept, key=lambda place: -kept[place].may_go):
        if total <= height or not kept[place].may_go:
            break
        total -= len(kept.pop(place).rows)
    return [row for block in kept.values() for row in block.rows]


def in_columns(
    labels: Sequence[tuple[str, str]], armed: frozenset[str], width: int, columns: int, marks: Marks
) -> list[Row]:
    """Choices by number, cut to one row each, in so many columns, the numbers going down; those armed are marked."""
    each = max(4, width // columns)
    many = -(-len(labels) // columns)
    rows: list[Row] = []
    for line in range(many):
        spans = []
        for column in range(columns):
            place = column * many + line
            if place < len(labels):
                number, label = labels[place]
                here = number in armed
                text = cut(f"{marks.here if here else ' '}{number:>2} {label}", each - (columns > 1))
                spans.append(("bold reverse" if here else "", text))
                spans.append(("", " " * (each - width_of(text))))
        rows.append(tuple(spans))
    return rows
