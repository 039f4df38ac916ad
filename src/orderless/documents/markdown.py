"""A document as GitHub-flavoured Markdown. Text is escaped so that it reads as exactly that text and forges nothing.

An address links to itself or to nothing. It stands as it was typed where GitHub's autolinks take exactly that for the
address, else in pointed brackets; what only begins like one gets a backslash where GitHub looks for an address. None of
that shows, or is in what is copied from the page.

Later GitHub looks for people (@ana), issues (#12), commits and emoji (:tada:) in the text that shows, where nothing is
left of an escape. A zero-width space stops it: it does not show, but what is copied from the page holds it (ADR 16).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never

from orderless.documents.addresses import Part, parted
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
    tidy_lines,
)
from orderless.documents.plainer import task_spans

__all__ = ["styled_lines", "to_markdown"]

_GAP = "\u200b"
# $ opens mathematics on GitHub; an ampersand matters only where it would read as an entity, a colon or a point where it
# would make a link. !1, &1 and %1 are things on GitLab, which heeds the backslash.
_SPECIAL = re.compile(r"[\\`*_\[\]<~|$]|&(?=#?\w+;)|:(?=//)|(?<=[wW]{3})\.|(?<!\w)[!&%](?=\d)")
# a slash: a line that is a command to a robot of the place where it is posted
_LINE_START = re.compile(r"^(?:([#+\-=>:]|/(?=[A-Za-z_-]+(?:\s|$)))|(\d{1,9})([.)]))")
# a person or a mail address, an issue in three spellings, an emoji, a commit in full (what looks like a short one is
# mostly the number of something else, which people copy)
_CALLS = re.compile(
    r"@(?=[\w.-])|#(?=\d)|(?<!\w)[Gg][Hh]-(?=\d)|/(?:issues|pull|discussions)/(?=\d)"
    r"|:(?=(?:[\d+-]*[^\W\d][\w+-]*|100|1234|[+-]1):)"
    r"|(?<!\w)[0-9a-f](?=[0-9a-f]{39}(?!\w))"
)
# GitHub and GitLab shorten these, and say on the page over there that they were named here
_CALLING = re.compile(r"/(?:issues|pull|discussions|commit|compare|merge_requests|work_items|epics)/\w")
_ADDRESS = re.compile(r"://|www\.", re.IGNORECASE)
_CLOSING = re.compile(r"(?<!\S)#+$")
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
        case Bars() | Way() | Scale() | Shares() | Grid() | Months() | Dots():
            return ""  # what a picture shows stands in words beside it
    assert_never(block)


def _heading(level: int, text: str) -> str:
    inner = _CLOSING.sub(r"\\\g<0>", _one_line(text))
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
    return [line + _break(line) for line in lines[:-1]] + lines[-1:]


def _break(line: str) -> str:
    """A hard break, with a blank before it where GitHub would take it for the end of an address."""
    return " \\" if _ADDRESS.search(line.rpartition(" ")[2]) else "\\"


def styled_lines(spans: Spans, *, brackets: bool = True) -> list[str]:
    """The lines of some spans, escaped, with their styles, and none that would open a block.

    Without `brackets` an address that would need them links to nothing: for a program that may not know them.
    """
    joined = " ".join(styled for span in spans if (styled := _styled(span, brackets=brackets)))
    return [_LINE_START.sub(_held_down, line) for line in joined.split("\n")] if joined else []


def _held_down(match: re.Match[str]) -> str:
    """What would open a block at the start of a line, made plain."""
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def _styled(span: Span, *, brackets: bool) -> str:
    mark = _MARKS[span.style]
    inner = "\n".join(_escaped(line, brackets=brackets) for line in tidy_lines(span.text))
    return f"{mark}{inner}{mark}" if inner else ""


def _one_line(text: str) -> str:
    return _escaped(one_line(text), brackets=True)


def _escaped(line: str, *, brackets: bool) -> str:
    """The line, with its addresses as they are; what is between them is escaped in one piece, as it will be read."""
    stretches = groupby(parted(line), lambda part: _linked(part, brackets=brackets))
    return "".join(
        "".join(map(_bracketed, stretch)) if linked else _held("".join(part.text for part in stretch))
        for linked, stretch in stretches
    )


def _linked(part: Part, *, brackets: bool) -> bool:
    return (part.kind == "plain" or (part.kind == "marked" and brackets)) and not _CALLING.search(part.text)


def _bracketed(part: Part) -> str:
    return part.text if part.kind == "plain" else f"<{part.text}>"


def _held(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", _CALLS.sub(rf"\g<0>{_GAP}", text))
