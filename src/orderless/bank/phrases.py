"""phrases.yaml: plain phrases that may suggest facts about a request itself, never a cause; and how they are compared.

Only a review of past requests looks for them, so no interview imports this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from orderless.bank.shape import Id, Limits, Seq, Shape, Text

__all__ = [
    "SHORT_MONTHS",
    "SLOTS",
    "Counts",
    "Denials",
    "Doubted",
    "PhraseLine",
    "PhraseShape",
    "Suggested",
    "expression",
    "folded",
]

Counts = Literal["format", "problem", "number", "goal", "rule", "date", "harm", "arrival"]
"""What the report counts: a format or length ordered; a problem told; a number, goal, rule or date named; possible
harm; how it arrived."""

Doubted = Literal["out", "perhaps", "counts"]
"""What a phrase is where it may mean nothing: not there; counted apart, suggesting nothing; or what it is elsewhere."""

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
SHORT_MONTHS = "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH_AND_DAY = rf"{_DAY}(?: of)? (?:{_MONTHS}|{SHORT_MONTHS})|(?:{_MONTHS}|{SHORT_MONTHS}) {_DAY}"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
SLOTS: Mapping[str, str] = {
    "number": r"\d{1,12}(?:[.,]\d{1,3})?",
    "month": _MONTHS,
    "weekday": _DAYS,
    "date": rf"\d{{1,2}}[./]\d{{1,2}}[./]20\d\d|\d{{1,2}}/\d{{1,2}}/\d\d|20\d\d \d\d \d\d|{_MONTH_AND_DAY}",
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


class Denials(Shape):
    """The words that deny a phrase after them, and those that may be in between.

    Which words deny, and how far they reach, is our own list, tried on sentences. The program knows no grammar.
    """

    words: Annotated[Seq[Text], Limits(min_length=1)]
    """These deny what follows them, if only words of `over` are in between."""
    things: Seq[Text] = ()
    """The same, but one word of any kind may also be in between: "no customer complaints"."""
    over: Seq[Text] = ()
    but_not: Seq[Text] = ()
    """These begin like a denial but are none: "no doubt"."""


class PhraseLine(Shape):
    """Phrases that say the same, what they are counted as, and what they suggest, if anything."""

    says: Text
    counts: Counts
    suggests: Suggested | None = None
    if_denied: Doubted = "out"
    in_names: Doubted = "out"
    """Where the whole phrase is part of the name of a topic or an audience."""
    phrases: Annotated[Seq[Text], Limits(min_length=1)]


class PhraseShape(Shape):
    """The keys of phrases.yaml."""

    version: int
    lines: Annotated[Seq[PhraseLine], Limits(min_length=1)]
    denials: Denials | None = None
    """Without it, nothing is denied."""
    columns: dict[Id, Seq[Text]] = {}
    """For a question, the usual names of columns that answer it; only a first mapping looks at this."""


def folded(text: str) -> str:
    """The form in which texts and phrases are compared: small letters, plain apostrophes, single blanks, no hyphens."""
    plain = text[:_LOOKED_AT].casefold().translate(_PLAIN)
    return " ".join(plain.split())


def expression(phrase: str) -> str:
    """A phrase as a regular expression. What is not a slot stands for itself. Raises KeyError for an unknown slot."""
    parts = re.split(r"\{(\w+)\}", folded(phrase))
    return "".join(f"(?:{SLOTS[part]})" if place % 2 else re.escape(part) for place, part in enumerate(parts))
