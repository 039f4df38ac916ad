"""A document for a chat that reads a little Markdown but no headings, tables or tick boxes, such as Teams.

Escapes are those of Markdown. A line break inside a text is two spaces and a line break: a chat that takes the text as
it is shows nothing odd then. An address that Markdown wants in pointed brackets is escaped like other text: a chat that
does not know them could take it for a tag and leave it out.
"""

from __future__ import annotations

from typing import assert_never

from orderless.documents.doc import (
    Block,
    Bullets,
    Doc,
    Heading,
    Paragraph,
    Quote,
    Spans,
    has_text,
    one_line,
    plain,
    strong,
)
from orderless.documents.markdown import styled_lines
from orderless.documents.plainer import Plainer, plainer

__all__ = ["to_chat"]

_BREAK = "  \n"


def to_chat(doc: Doc) -> str:
    """The document as chat; the title, which is the answer, is the first line, in bold."""
    parts = [_bold(doc.title)]
    marker = "-"
    before: Block | None = None
    for block in plainer(doc.blocks):
        # two lists in a row would run together; another marker starts a new one
        marker = "*" if isinstance(block, Bullets) and isinstance(before, Bullets) and marker == "-" else "-"
        text = _block(block, marker)
        if text:
            parts.append(text)
            before = block
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Plainer, marker: str) -> str:
    match block:
        case Heading(text, _):
            return _bold(text)
        case Paragraph(spans):
            return _BREAK.join(_lines(spans))
        case Bullets(items):
            lines = (f"{_BREAK}  ".join(_lines(item)) for item in items if has_text(item))
            return "\n".join(f"{marker} {line}" for line in lines)
        case Quote(text):
            return _BREAK.join(f"> {line}" for line in _lines((plain(text),)))
    assert_never(block)


def _bold(text: str) -> str:
    return "".join(_lines((strong(one_line(text)),)))


def _lines(spans: Spans) -> list[str]:
    return styled_lines(spans, brackets=False)
