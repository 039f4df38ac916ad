"""Pieces of the report: a section with how to count it again, a table of counts, shares in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orderless.documents.doc import Block, Heading, Paragraph, Table, em, plain

__all__ = ["amount", "amount_of", "counted_again", "many", "paragraph", "section", "share", "table"]


def paragraph(text: str) -> Paragraph:
    """One paragraph of plain words."""
    return Paragraph((plain(text),))


def counted_again(how: str) -> Paragraph:
    """How to find the same numbers in the file of decisions."""
    return Paragraph((em(f"To count it again: {how}"),))


def section(title: str, *blocks: Block | None) -> list[Block]:
    """A heading and what stands below it; what is None is left out."""
    return [Heading(title), *(block for block in blocks if block is not None)]


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A table; numbers are written with commas between thousands."""
    return Table(tuple(header), tuple(tuple(_cell(cell) for cell in row) for row in rows))


def _cell(cell: object) -> str:
    if isinstance(cell, bool) or cell is None:
        return ""
    return amount(cell) if isinstance(cell, int | float) else str(cell)


def amount(number: float) -> str:
    """A number with commas between thousands, and at most one digit after the point."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


def amount_of(role: str, number: float) -> str:
    """Hours with a tenth, money with its cents, so that a column of them can be compared and added up."""
    return f"{number:,.1f}" if role == "hours" else f"{number:,.2f}"


def share(part: int, whole: int) -> str:
    """A part of a whole in per cent, without a digit too many."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


def many(number: int, one: str, more: str = "") -> str:
    """`1 request`, `2 requests`."""
    return f"{amount(number)} {one if number == 1 else more or one + 's'}"
