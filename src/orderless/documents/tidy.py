"""The text of a document as it shows: what every renderer does to it before it escapes anything."""

from __future__ import annotations

import re
from collections.abc import Iterable

from orderless.documents.doc import Span
from orderless.interview.clean import clean

__all__ = ["has_text", "one_line", "tidy_lines"]


def tidy_lines(text: str) -> list[str]:
    """The lines that show: single spaces, none at the ends, no empty line."""
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in clean(text).split("\n"))
    return [line for line in lines if line]


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(tidy_lines(text))


def has_text(spans: Iterable[Span]) -> bool:
    """Whether there is anything to read in these."""
    return any(tidy_lines(span.text) for span in spans)
