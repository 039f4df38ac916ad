"""The report as a document: what many past requests come to together, every number countable again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from orderless.batch.report import attention, counts, intake, spending, unread
from orderless.batch.report.matter import Matter
from orderless.documents.doc import Block, Doc

__all__ = ["report"]

Section = Callable[[Matter], Sequence[Block]]


def report(matter: Matter) -> Doc:
    """The whole report. It holds cells of the files it was made from: it is for the consultant."""
    sections: tuple[Section, ...] = (
        counts.overview,
        counts.by_outcome,
        counts.by_cause,
        spending.spent,
        intake.missing,
        intake.orders,
        counts.repeats,
        attention.first,
        counts.by_group,
        counts.flips,
        unread.not_read,
        attention.refused,
        intake.about,
    )
    return Doc("Past requests, decided again", tuple(block for make in sections for block in make(matter)))
