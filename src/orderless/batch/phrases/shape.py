"""phrases.yaml: plain phrases that may suggest facts about a request itself, never a cause."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from orderless.bank.shape import Id, Seq, Shape, Text

__all__ = ["SLOTS", "Counts", "PhraseLine", "PhraseShape", "Suggested"]

Counts = Literal["format", "problem", "number", "goal", "rule", "date", "harm", "arrival"]
"""What the report counts: a format or length ordered; a problem told; a number, goal, rule or date named; possible
harm; how it arrived."""

SLOTS = ("number", "month", "weekday", "word")
"""What may stand in braces in a phrase."""


class Suggested(Shape):
    """A choice of a question, believed."""

    question: Id
    choice: Id


class PhraseLine(Shape):
    """Phrases that say the same, what they are counted as, and what they suggest, if anything."""

    says: Text
    counts: Counts
    suggests: Suggested | None = None
    phrases: Annotated[Seq[Text], Field(min_length=1)]


class PhraseShape(Shape):
    """The keys of phrases.yaml."""

    version: int
    lines: Annotated[Seq[PhraseLine], Field(min_length=1)]
    columns: dict[Id, Seq[Text]] = {}
    """What columns are called that answer these questions; only a first mapping looks at it."""
