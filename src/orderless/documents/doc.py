"""The one model of a document that every renderer reads. All text in it is data: no renderer may read markup in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from orderless.documents.picture import Picture

__all__ = [
    "Block",
    "Bullets",
    "Doc",
    "Heading",
    "Paragraph",
    "Picture",
    "Quote",
    "Rule",
    "Span",
    "Spans",
    "Table",
    "Task",
    "Tasks",
    "em",
    "plain",
    "strong",
]


@dataclass(frozen=True)
class Span:
    """A run of text in one style."""

    text: str
    style: Literal["plain", "strong", "emphasis"] = "plain"


Spans = tuple[Span, ...]
"""Runs of one line or paragraph. A renderer sets one space between them, and none before or after."""


@dataclass(frozen=True)
class Heading:
    """A heading below the title: level 2 for a section, 3 for a part of one."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. A line break in its text stays a line break inside it."""

    spans: Spans


@dataclass(frozen=True)
class Bullets:
    """A list in which the order does not matter."""

    items: tuple[Spans, ...]


@dataclass(frozen=True)
class Task:
    """Something to do: who does what, by when (any of the three may be empty). `yours` is for the reader to do."""

    who: str
    what: str
    by: str = ""
    yours: bool = False


@dataclass(frozen=True)
class Tasks:
    """A list to tick off."""

    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Quote:
    """Somebody's own words."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows of as many cells as the header has."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Rule:
    """A line across."""


Block = Heading | Paragraph | Bullets | Tasks | Quote | Table | Rule | Picture


@dataclass(frozen=True)
class Doc:
    """A document: its title and its blocks in order."""

    title: str
    blocks: tuple[Block, ...]


def plain(text: str) -> Span:
    """Text as it is."""
    return Span(text)


def strong(text: str) -> Span:
    """Text that stands out."""
    return Span(text, "strong")


def em(text: str) -> Span:
    """Text set apart a little."""
    return Span(text, "emphasis")
