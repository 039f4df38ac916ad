"""The cells that could not be read and that no sum of the report holds: what they look like, and what may help."""

from __future__ import annotations

from collections.abc import Sequence

from orderless.batch.report.matter import Matter
from orderless.batch.report.parts import counted_again, paragraph, section, table
from orderless.documents.doc import Block

__all__ = ["not_read"]


def not_read(matter: Matter) -> Sequence[Block]:
    """By file and column, with the first of their values."""
    if not matter.gaps:
        return []
    several = any(gap.file for gap in matter.gaps)
    rows = [
        (
            *((gap.file,) if several else ()),
            gap.column,
            gap.many,
            gap.first,
            "; ".join(gap.values) or "(no value)",
            gap.key,
        )
        for gap in matter.gaps
    ]
    return section(
        "Cells that could not be read",
        paragraph(
            "Their rows were decided, since no decision needs these cells; they stand in no sum and no month above. "
            "If they are right as they are, say in the mapping how to read them; the last column names the key."
        ),
        table((*(("File",) if several else ()), "Column", "Cells", "First row", "Such as", "In the mapping"), rows),
        counted_again("filter your own column for such values; orderless_row is the row in your file."),
    )
