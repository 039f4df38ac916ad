"""What a report is made of, and its pieces: a section with how to count it again, a table of counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.batch.mapping.mapping_file import Role
from orderless.batch.report.kept_rows import Gap, Store
from orderless.batch.reviewed import Refusals, Tally
from orderless.documents.doc import Block, Heading, Paragraph, Table, em, plain

__all__ = ["Matter", "amount", "counted_again", "many", "paragraph", "section", "share", "table"]


class Matter(NamedTuple):
    """All that a report is made of."""

    knowledge: Knowledge
    store: Store
    tally: Tally
    refusals: Refusals
    roles: frozenset[Role]
    """The roles that some column has."""
    gaps: Sequence[Gap]
    """The cells with a role that could not be read."""
    columns: Mapping[Role, str]
    """The names of the columns with these roles."""
    worded: bool
    """Whether the words of requests were looked at."""
    accepted: bool
    """Whether what they suggest was let count."""
    sessions: bool
    """Whether these are finished interviews instead of files."""
    other: Knowledge | None = None
    """The knowledge that everything was decided with again, for comparison."""
    only: tuple[str, ...] = ()

    @property
    def decided(self) -> int:
        """How many requests were decided."""
        return self.tally.rows - self.tally.refused


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


def share(part: int, whole: int) -> str:
    """A part of a whole in per cent, without a digit too many."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


def many(number: int, one: str, more: str = "") -> str:
    """`1 request`, `2 requests`."""
    return f"{amount(number)} {one if number == 1 else more or one + 's'}"
