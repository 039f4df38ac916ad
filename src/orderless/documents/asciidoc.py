"""A document as AsciiDoc. Text is written so that it reads as exactly that text, forges nothing and fetches nothing.

A backslash in AsciiDoc shows itself where there was nothing to escape, so what would be markup is written as a decimal
character reference (`&#42;`). References become signs only after marks, attributes and directives have been looked for.
A semicolon is always one: a plain one after a reference would make the `;;` of a description list, and after `&amp` an
entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

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
    plain,
    tidy_lines,
)
from orderless.documents.plainer import task_spans

__all__ = ["to_asciidoc"]

_BREAK = " +\n"
_MARKS = {"plain": "", "strong": "*", "emphasis": "_"}
_ALWAYS = r"[*_`#^~+{}\[\]<>|\\@=;']"
# $$, --, ..., macros and addresses (a colon with something after it), :: of a list, (( )) and (C) (R) (TM)
_BESIDE = r"\$(?=\$)|-(?=-)|\.(?=\.)|:(?=\S)|(?<=:):|\((?=\(|C\)|R\)|TM\))"
_SPECIAL = re.compile(f"{_ALWAYS}|{_BESIDE}")
# an item, a block title, a comment, a quote; the items "1. ", "a. ", "iv)"; "NOTE:" and its like
_LINE_START = re.compile(r'^((?:\d+|[A-Za-z])(?=\.(?:\s|$))|[IVXivx]+(?=\))|[A-Z]+(?=:)|)([-./"•):])')


def to_asciidoc(doc: Doc) -> str:
    """The document as AsciiDoc; the same document always gives the same text, which ends with one newline."""
    # a colon in the title of a document would make a subtitle
    parts = [_heading(1, doc.title).replace(":", "&#58;")]
    before: Block | None = None
    for block in doc.blocks:
        text = _block(block)
        if not text:
            continue
        if isinstance(block, Bullets | Tasks) and isinstance(before, Bullets | Tasks):
            parts.append("//-")  # two lists in a row would run together; an empty comment parts them
        parts.append(text)
        before = block
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return _heading(level, text)
        case Paragraph(spans):
            return _lines(spans)
        case Bullets(items):
            return "\n".join(f"* {_lines(item)}" for item in items if has_text(item))
        case Tasks(tasks):
            return "\n".join(f"* [ ] {_lines(task_spans(task))}" for task in tasks)
        case Quote(text):
            inner = _lines((plain(text),))
            return f"____\n{inner}\n____" if inner else ""
        case Table(header, rows):
            return "\n".join(_table(header, rows))
        case Rule():
            return "'''"
        case Bars() | Way() | Scale() | Shares() | Grid() | Months() | Dots():
            return ""  # what a picture shows stands in words beside it
    assert_never(block)


def _heading(level: int, text: str) -> str:
    inner = _escaped(one_line(text))
    return f"{'=' * level} {inner}" if inner else ""


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """One cell a line: the end of a cell before another on its line could be read as the style of that one."""
    yield f'[%header,cols="{len(header)}*"]'
    yield "|==="
    yield from map(_cell, header)
    for row in rows:
        yield ""
        yield from map(_cell, row)
    yield "|==="


def _cell(text: str) -> str:
    return f"|{_escaped(one_line(text))}"


def _lines(spans: Spans) -> str:
    """The lines of some spans, escaped, with their styles, each but the last with a hard break; none opens a block."""
    joined = " ".join(styled for styled in map(_styled, spans) if styled)
    return _BREAK.join(_LINE_START.sub(_held_down, line) for line in joined.split("\n"))


def _styled(span: Span) -> str:
    """Each line in the style of its own, so that no mark has to reach over a hard break."""
    mark = _MARKS[span.style]
    return "\n".join(f"{mark}{_escaped(line)}{mark}" for line in tidy_lines(span.text))


def _held_down(match: re.Match[str]) -> str:
    """What would open a block at the start of a line, made plain."""
    return f"{match[1]}{_reference(match[2])}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _reference(found[0]), text)


def _reference(sign: str) -> str:
    return f"&#{ord(sign)};"
