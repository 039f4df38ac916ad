"""How text is set on a sheet of paper, and how much of one page a document fills.

Nobody knows beforehand which font a reader's system puts in, so a text is measured in the widest letters that are in
common use, those of DejaVu Sans and Verdana: what fits in them fits. In narrow ones, as of Carlito and Calibri, a page
is up to a sixth shorter than it is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, assert_never
from unicodedata import east_asian_width

from orderless.documents.doc import (
    Bars,
    Block,
    Bullets,
    Doc,
    Dots,
    Grid,
    Heading,
    Months,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Scale,
    Shares,
    Span,
    Table,
    Tasks,
    Way,
    tidy_lines,
)
from orderless.documents.plainer import task_spans
from orderless.documents.svg import WIDTH, height_of

__all__ = ["Sheet", "fitting", "millimetres", "pages", "surely_fits"]

_MAY_FIT = 1.2
"""How long a page may be as it is measured, and still turn out to be one in narrow letters."""


class _Advances(dict[str, float]):
    """How wide letters are, in parts of the size of the text. A full one, as in Chinese, takes all of it."""

    def __missing__(self, letter: str) -> float:
        self[letter] = 1.0 if east_asian_width(letter) in "WF" else 0.64
        return self[letter]


_ADVANCES = _Advances(
    {
        **dict.fromkeys(" ijl.,:;'|!", 0.32),
        **dict.fromkeys('frtI-()[]/"“”‘’', 0.42),
        **dict.fromkeys("acesvxyzk", 0.59),
        **dict.fromkeys("mMW@%", 0.97),
        **dict.fromkeys("wABCDGHKNOQRUVX", 0.75),
    }
)
_BOLD = 1.13


class Sheet(NamedTuple):
    """How text is set; lengths in points. `width` and `height` are what is left for text within the margins.

    What stands before the first heading goes over all columns.
    """

    width: float
    height: float
    text: float
    title: float
    heading: float
    line: float
    """From one line to the next, as a multiple of the size of its letters."""
    above_heading: float
    below: float
    """Below a paragraph, a heading or a list."""
    between: float
    """Below an item of a list."""
    picture: float = 0
    """How wide a picture is; 0 where there are none."""
    columns: int = 1
    gap: float = 0
    """Between two columns."""


def millimetres(length: float) -> float:
    """That many millimetres in points."""
    return length / 25.4 * 72


def fitting(doc: Doc, sheets: Sequence[Sheet], head: float = 0) -> Sheet:
    """The first of these on which the document surely fits on one page; else the last one, if it may fit there.

    What is longer than a page in any case is set as the first. `head`: what a firm's name and logo take.
    """
    sure = (sheet for sheet in sheets if surely_fits(doc, sheet, head))
    return next(sure, sheets[-1] if pages(doc, sheets[-1], head) <= _MAY_FIT else sheets[0])


def surely_fits(doc: Doc, sheet: Sheet, head: float = 0) -> bool:
    """Whether it is one page in every common font, with a head as high as this."""
    return pages(doc, sheet, head) <= 1


def pages(doc: Doc, sheet: Sheet, head: float = 0) -> float:
    """How many pages the document fills, and what part of a last one, in wide letters."""
    first = next((place for place, block in enumerate(doc.blocks) if isinstance(block, Heading)), len(doc.blocks))
    column = (sheet.width - sheet.gap * (sheet.columns - 1)) / sheet.columns
    over_all, in_columns = _Measure(sheet, sheet.width), _Measure(sheet, column)
    top = head + over_all.lines((Span(doc.title, "strong"),), sheet.title) + sheet.below
    top += sum(over_all.block(block) for block in doc.blocks[:first])
    rest = sum(in_columns.block(block) for block in doc.blocks[first:])
    if sheet.columns > 1:
        rest += 3 * sheet.text * sheet.line  # an item that is not split between columns leaves a hole
    return (top + rest / sheet.columns) / sheet.height


class _Measure:
    """Heights of blocks in a column, in points."""

    def __init__(self, sheet: Sheet, width: float) -> None:
        self.sheet, self.width = sheet, width
        self.indent = 1.8 * sheet.text

    def block(self, block: Block) -> float:
        sheet = self.sheet
        match block:
            case Heading(text):
                return sheet.above_heading + self.lines((Span(text, "strong"),), sheet.heading) + sheet.below
            case Paragraph(spans):
                return self.lines(spans, sheet.text) + sheet.below
            case Bullets(items):
                return self.items(items)
            case Tasks(tasks):
                return self.items(task_spans(task) for task in tasks)
            case Quote(text):
                return self.lines((Span(text),), sheet.text, self.indent) + 2 * sheet.below
            case Table(header, rows):
                return sum(self.row(row) for row in (header, *rows)) + sheet.below
            case Rule():
                return 2 * sheet.text
            case Bars() | Way() | Scale() | Shares() | Grid() | Months() | Dots():
                return self.picture(block)
        assert_never(block)

    def items(self, items: Iterable[tuple[Span, ...]]) -> float:
        sheet = self.sheet
        return sum(self.lines(item, sheet.text, self.indent) + sheet.between for item in items) + sheet.below

    def row(self, cells: tuple[str, ...]) -> float:
        """As high as its highest cell."""
        out = self.width * (len(cells) - 1) / max(1, len(cells))
        return max((self.lines((Span(cell),), self.sheet.text, out + self.sheet.text) for cell in cells), default=0)

    def picture(self, picture: Picture) -> float:
        """With the line of words above it."""
        wide = min(self.sheet.picture, self.width)
        return wide / WIDTH * height_of(picture) + 2 * self.sheet.text * self.sheet.line if wide else 0

    def lines(self, spans: tuple[Span, ...], size: float, indent: float = 0) -> float:
        """The height of these, broken between words as every program does."""
        room = max(1.0, (self.width - indent) / size)
        many, used = 0, 0.0
        for span in spans:
            bold = _BOLD if span.style == "strong" else 1
            for row, line in enumerate(tidy_lines(span.text)):
                if row or not many:
                    many, used = many + 1, 0.0
                for word in line.split():
                    wide = sum(map(_ADVANCES.__getitem__, word)) * bold
                    if used and used + wide > room:
                        many, used = many + 1, 0.0
                    many += int(wide // room)
                    used += wide % room + _ADVANCES[" "]
        return many * size * self.sheet.line
