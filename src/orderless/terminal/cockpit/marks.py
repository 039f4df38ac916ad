"""The signs that carry meaning: narrow ones that every font has, and others where the encoding has none of them."""

from __future__ import annotations

from typing import NamedTuple

from orderless.terminal.cockpit.cells import Row

__all__ = ["ASCII", "SIGNS", "Marks", "marks_for"]


class Marks(NamedTuple):
    """One sign for each thing to tell apart."""

    answered: str = "✓"
    unknown: str = "?"
    parked: str = "‖"
    must: str = "·"
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
