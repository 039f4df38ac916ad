"""Tables, tick boxes, lines across and pictures as formats have them that know none of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, assert_never, overload

from orderless.documents.doc import (
    Bars,
    Block,
    Bullets,
    Dots,
    Grid,
    Heading,
    Months,
    Paragraph,
    Quote,
    Rule,
    Scale,
    Shares,
    Span,
    Spans,
    Table,
    Task,
    Tasks,
    Way,
    em,
    has_text,
    one_line,
    plain,
    strong,
    tidy_lines,
)

__all__ = ["TICK_BOX", "Plainer", "plainer", "task_spans"]

Plainer = Heading | Paragraph | Bullets | Quote
"""The blocks that every format knows."""

TICK_BOX = "☐"


@overload
def plainer(blocks: Iterable[Block]) -> Iterator[Plainer]: ...


@overload
def plainer(blocks: Iterable[Block], *, boxes: Literal[True]) -> Iterator[Plainer | Tasks]: ...


def plainer(blocks: Iterable[Block], *, boxes: bool = False) -> Iterator[Plainer | Tasks]:
    """The same with headings, paragraphs, lists and quotes alone. What a picture shows stands in words beside it.

    With `boxes`, lists to tick off stay, for a format in which the box stands in the place of the bullet.
    """
    for block in blocks:
        match block:
            case Heading() | Paragraph() | Bullets() | Quote():
                yield block
            case Tasks(tasks):
                yield block if boxes else Bullets(tuple((plain(TICK_BOX), *task_spans(task)) for task in tasks))
            case Table(header, rows):
                yield Bullets(tuple(item for row in rows if has_text(item := _row(header, row))))
            case Rule() | Bars() | Way() | Scale() | Shares() | Grid() | Months() | Dots():
                pass
            case _:
                assert_never(block)


def task_spans(task: Task) -> Spans:
    """Who: what – by when, without what is empty."""
    who = "\n".join(tidy_lines(task.who))
    by = (Span("–"), em(task.by)) if tidy_lines(task.by) else ()
    return (strong(f"{who}:" if who else ""), plain(task.what), *by)


def _row(header: tuple[str, ...], row: tuple[str, ...]) -> Spans:
    """The first cell leads; the second follows it; a further one is named by its column. Empty cells are left out."""
    first, *others = row
    cells = [(name, one_line(cell)) for name, cell in zip(header[1:], others, strict=True) if one_line(cell)]
    said = [cell if place == 0 and name == header[1] else f"{name}: {cell}" for place, (name, cell) in enumerate(cells)]
    lead = one_line(first)
    return (strong(f"{lead}:" if lead and said else lead), plain("; ".join(said)))
