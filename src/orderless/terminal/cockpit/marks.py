"""The signs that carry meaning: narrow ones that every font has, and others where the encoding has none of them."""

from __future__ import annotations

from typing import NamedTuple

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

    def own(self, text: str) -> str:
        """A text of ours or of the knowledge with the signs there are."""
        return text if self is not ASCII else text.translate(_IN_ASCII)


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

_IN_ASCII = {
    ord(sign): plain
    for sign, plain in {"“": '"', "”": '"', "’": "'", "‘": "'", "…": "...", "–": "-", "—": "-", "·": "-"}.items()
}


def marks_for(encoding: str | None) -> Marks:
    """The signs, if this encoding has them all."""
    try:
        "".join(SIGNS).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return SIGNS
