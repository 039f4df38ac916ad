"""phrases.yaml: plain phrases that may suggest facts about a request itself, never a cause; and how they are compared.

Only a review of past requests looks for them, so no interview imports this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from orderless.bank.shape import Id, Seq, Shape, Text

__all__ = ["SLOTS", "Counts", "PhraseLine", "PhraseShape", "Suggested", "expression", "folded"]

Counts = Literal["format", "problem", "number", "goal", "rule", "date", "harm", "arrival"]
"""What the report counts: a format or length ordered; a problem told; a number, goal, rule or date named; possible
harm; how it arrived."""

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
SLOTS: Mapping[str, str] = {
    "number": r"\d{1,12}(?:[.,]\d{1,3})?",
    "month": _MONTHS,
    "weekday": _DAYS,
    "word": r"\w{1,40}",
}
"""What may stand in braces in a phrase, and the expression for it.

One step for each sign of the text and each sign of a phrase: nothing in these expressions can go back and forth.
"""
_LOOKED_AT = 20_000
_PLAIN = str.maketrans({**dict.fromkeys("-\u2010\u2011\u2012\u2013", " "), "\u2019": "'"})


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


def folded(text: str) -> str:
    """How texts and phrases are compared: small letters, plain apostrophes, single blanks, and none of the hyphens."""
    plain = text[:_LOOKED_AT].casefold().translate(_PLAIN)
    return " ".join(plain.split())


def expression(phrase: str) -> str:
    """A phrase as a regular expression. What is not a slot stands for itself. Raises KeyError for an unknown slot."""
    parts = re.split(r"\{(\w+)\}", folded(phrase))
    return "".join(f"(?:{SLOTS[part]})" if place % 2 else re.escape(part) for place, part in enumerate(parts))
