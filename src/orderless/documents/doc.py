"""The one model of a document that every renderer reads, with its look and pictures. All text in it is data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from orderless.interview.clean import clean

__all__ = [
    "DEFAULT",
    "Bar",
    "Bars",
    "Block",
    "Bullets",
    "Doc",
    "Dot",
    "Dots",
    "Grid",
    "Heading",
    "Logo",
    "Look",
    "Month",
    "Months",
    "Paragraph",
    "Part",
    "Picture",
    "Placed",
    "Quote",
    "Rule",
    "Scale",
    "Shares",
    "Span",
    "Spans",
    "Station",
    "Table",
    "Task",
    "Tasks",
    "Way",
    "em",
    "has_text",
    "one_line",
    "plain",
    "strong",
    "tidy_lines",
]


class Logo(NamedTuple):
    """A picture that stands at the top: its bytes as they are, `image/png` or `image/jpeg`, and what it says."""

    data: bytes
    media_type: str
    words: str = ""


class Look(NamedTuple):
    """The firm's own look. `accent` is a colour as #rrggbb; where it would be hard to read, a nearby one is taken.

    `font` is a list of font names as in CSS, the last one generic; Word takes the first that is a name.
    """

    firm: str = ""
    accent: str = "#1f5673"
    font: str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
    logo: Logo | None = None


DEFAULT = Look()
"""The look of a firm that has set none."""


class Bar(NamedTuple):
    """One thing with what speaks for it and what speaks against it (both 0 or more), and what both come to in words."""

    label: str
    supports: int
    against: int = 0
    words: str = ""


class Bars(NamedTuple):
    """What speaks for and against several things, on one scale."""

    title: str
    says: str
    """The same in a sentence, for those who do not see it."""
    bars: tuple[Bar, ...]


class Station(NamedTuple):
    """One stop on a way: what kind of stop it is, and its lines."""

    name: str
    lines: tuple[str, ...]


class Way(NamedTuple):
    """How one thing leads to the next, from the first to the last."""

    title: str
    says: str
    stations: tuple[Station, ...]


class Scale(NamedTuple):
    """A range (`low` to `high`) on a scale from 0 to `most`, in its unit, and its name in words."""

    title: str
    says: str
    low: int
    high: int
    most: int
    words: str


class Part(NamedTuple):
    """How many there are of one kind; `hollow` where what is counted is missing."""

    label: str
    many: int
    hollow: bool = False


class Shares(NamedTuple):
    """Things that were counted, by kind; `key` says what one square stands for."""

    title: str
    says: str
    parts: tuple[Part, ...]
    key: str = ""


class Placed(NamedTuple):
    """Something that stands in a grid: what it is called, and in which column and row, from 0."""

    label: str
    column: int
    row: int


class Grid(NamedTuple):
    """Where several things stand on two axes. `columns` and `rows` are their steps, the least first."""

    title: str
    says: str
    across: str
    upwards: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    things: tuple[Placed, ...]


class Month(NamedTuple):
    """A row over the months: what it is, and how many there are in each; those over `room` are hollow."""

    label: str
    many: tuple[int, ...]
    room: int | None = None


class Months(NamedTuple):
    """Things that last, by the month; every row has a number for each month."""

    title: str
    says: str
    months: tuple[str, ...]
    rows: tuple[Month, ...]
    key: str = ""


class Dot(NamedTuple):
    """One case: it came, it did not, or (None) that cannot be told."""

    came: bool | None


class Dots(NamedTuple):
    """Cases one beside the other, a row for each degree with its name and its dots."""

    title: str
    says: str
    rows: tuple[tuple[str, tuple[Dot, ...]], ...]
    key: str = ""


Picture = Bars | Way | Scale | Shares | Grid | Months | Dots


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


@dataclass(frozen=True)
class Span:
    """A run of text in one style."""

    text: str
    style: Literal["plain", "strong", "emphasis"] = "plain"


Spans = tuple[Span, ...]
"""Runs of one line or paragraph. A renderer sets one space between them, and none before or after."""


@dataclass(frozen=True)
class Heading:
    """A heading below the title: level 2 for a section, 3 for a part of one.

    `id` names the section for who edits it; it is nowhere to be read.
    """

    text: str
    level: Literal[2, 3] = 2
    id: str = field(default="", compare=False)


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
