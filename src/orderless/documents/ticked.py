"""The notes and quotes that the consultant ticked to stand on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from orderless.decision.verdict import Verdict
from orderless.documents.heard import may_be_named
from orderless.interview.answers import Note

__all__ = ["ticked"]


def ticked(verdict: Verdict, kind: Literal["note", "quote"]) -> Iterator[Note]:
    """Those of this kind, in their order; none that is private, or at a question that the stakeholder must not know."""
    knowledge = verdict.case.knowledge
    for note in verdict.case.state.notes:
        placed = note.question is None or may_be_named(knowledge, note.question)
        if note.kind == kind and note.shared and not note.private and placed and note.text.strip():
            yield note
