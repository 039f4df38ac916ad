"""A document as GitHub-flavoured Markdown. Text is escaped so that it reads as exactly that text and forges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from orderless.documents.doc import (
    Bars,
    Block,
    Bullets,
    Doc,
    Heading,
    Paragraph,
    Quote,
    Rule,
    Scale,
    Shares,
    Span,
    Spans,
    Table,
    Tasks,
    Way,
    has_text,
    one_line,
    tidy_lines,
)
from orderless.documents.plainer import task_spans

__all__ = ["styled_lines", "to_markdown"]

# $ opens mathematics on GitHub; an ampersand matters only where it would read as an entity.
_SPECIAL = re.compile(r"[\\`*_\[\]<~|$]|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?:([#+\-=>:])|(\d{1,9})([.)]))")
_MARKS = {"plain": "", "strong": "**", "emphasis": "*"}


def to_markdown(doc: Doc) -> str:
    """The document as Markdown; the same document always gives the same text, which ends with one newline."""
    parts = [_heading(1, doc.title)]
    marker = "-"
    before: Block | None = None
    for block in doc.blocks:
        # Two lists in a row would run together; another marker starts a new one.
        follows_list = isinstance(block, Bullets | Tasks) and isinstance(before, Bullets | Tasks)
        marker = "*" if follows_list and marker == "-" else "-"
        text = _block(block, marker)
        if text:
            parts.append(text)
            before = block
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block, marker: str) -> str:
    match block:
        case Heading(text, level):
            return _heading(level, text)
        case Paragraph(spans):
            return "\n".join(_lines(spans))
        case Bullets(items):
            return "\n".join(_item(marker, items_spans) for items_spans in items if has_text(items_spans))
        case Tasks(tasks):
            return "\n".join(_item(f"{marker} [ ]", task_spans(task)) for task in tasks)
        case Quote(text):
            return "\n".join(f"> {line}" for line in _lines((Span(text),)))
        case Table(header, rows):
            return "\n".join(_table(header, rows))
        case Rule():
            return "---"
        case Bars() | Way() | Scale() | Shares():
            return ""  # what a picture shows stands in words beside it
    assert_never(block)


def _heading(level: int, text: str) -> str:
    inner = _one_line(text).replace("#", r"\#")
    return f"{'#' * level} {inner}" if inner else ""


def _item(marker: str, spans: Spans) -> str:
    first, *more = _lines(spans) or [""]
    return "\n".join([f"{marker} {first}", *(f"  {line}" for line in more)])


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _row(_one_line(cell) for cell in header)
    yield _row("---" for _ in header)
    for row in rows:
        yield _row(_one_line(cell) for cell in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _lines(spans: Spans) -> list[str]:
    """The lines of some spans, each but the last with a hard break."""
    lines = styled_lines(spans)
    return [line + "\\" for line in lines[:-1]] + lines[-1:]


def styled_lines(spans: Spans) -> list[str]:
    """The lines of some spans, escaped, with their styles, and none that would open a block."""
    joined = " ".join(styled for styled in map(_styled, spans) if styled)
    return [_LINE_START.sub(_held_down, line) for line in joined.split("\n")] if joined else []


def _held_down(match: re.Match[str]) -> str:
    """What would open a block at the start of a line, made plain."""
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def _styled(span: Span) -> str:
    mark = _MARKS[span.style]
    inner = "\n".join(_escaped(line) for line in tidy_lines(span.text))
    return f"{mark}{inner}{mark}" if inner else ""


def _one_line(text: str) -> str:
    return _escaped(one_line(text))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)
