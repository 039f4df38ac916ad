"""A document as GitHub-flavoured Markdown. Text is escaped so that it reads as exactly that text and forges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from orderless.documents.doc import (
    Block,
    Bullets,
    Doc,
    Heading,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    Table,
    Task,
    Tasks,
)
from orderless.interview.clean import clean

__all__ = ["to_markdown"]

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
            return "\n".join(_item(marker, items_spans) for items_spans in items if _has_text(items_spans))
        case Tasks(tasks):
            return "\n".join(_item(f"{marker} [ ]", _task(task)) for task in tasks)
        case Quote(text):
            return "\n".join(f"> {line}" for line in _lines((Span(text),)))
        case Table(header, rows):
            return "\n".join(_table(header, rows))
        case Rule():
            return "---"
    raise TypeError(f"not a block: {type(block).__name__}")


def _heading(level: int, text: str) -> str:
    inner = _one_line(text).replace("#", r"\#")
    return f"{'#' * level} {inner}" if inner else ""


def _item(marker: str, spans: Spans) -> str:
    first, *more = _lines(spans) or [""]
    return "\n".join([f"{marker} {first}", *(f"  {line}" for line in more)])


def _task(task: Task) -> Spans:
    who = "\n".join(_tidy(task.who))
    by = (Span("–"), Span(task.by, "emphasis")) if _tidy(task.by) else ()
    return (Span(f"{who}:" if who else "", "strong"), Span(task.what), *by)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _row(_one_line(cell) for cell in header)
    yield _row("---" for _ in header)
    for row in rows:
        yield _row(_one_line(cell) for cell in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _lines(spans: Spans) -> list[str]:
    """The lines of some spans, each but the last with a hard break."""
    joined = " ".join(styled for styled in map(_styled, spans) if styled)
    lines = [_LINE_START.sub(_held_down, line) for line in joined.split("\n")] if joined else []
    return [line + "\\" for line in lines[:-1]] + lines[-1:]


def _held_down(match: re.Match[str]) -> str:
    """What would open a block at the start of a line, made plain."""
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def _styled(span: Span) -> str:
    mark = _MARKS[span.style]
    inner = "\n".join(_escaped(line) for line in _tidy(span.text))
    return f"{mark}{inner}{mark}" if inner else ""


def _one_line(text: str) -> str:
    return _escaped(" ".join(_tidy(text)))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _tidy(text: str) -> list[str]:
    """The lines that show: single spaces, none at the ends, no empty line."""
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in clean(text).split("\n"))
    return [line for line in lines if line]


def _has_text(spans: Spans) -> bool:
    return any(_tidy(span.text) for span in spans)
