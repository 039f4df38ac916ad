"""A document as plain text, as it is pasted into an e-mail. There are no marks in it but hyphens and tick boxes.

Lines are as long as they are: mail programs break them. A line break inside a text indents what follows it, so nothing
in a text can look like a heading or a list of ours.
"""

from __future__ import annotations

from typing import assert_never

from orderless.documents.doc import (
    Bullets,
    Doc,
    Heading,
    Paragraph,
    Quote,
    Spans,
    Tasks,
    has_text,
    one_line,
    tidy_lines,
)
from orderless.documents.plainer import TICK_BOX, Plainer, plainer, task_spans

__all__ = ["to_text"]

_INDENT = "  "


def to_text(doc: Doc) -> str:
    """The document as plain text; the title, which is the answer, is the first line."""
    parts = [one_line(doc.title)]
    leads = after_heading = False
    for block in plainer(doc.blocks, boxes=True):
        text = _block(block)
        if text:
            parts.append(f"{parts.pop()}\n{text}" if leads and (after_heading or isinstance(block, Bullets)) else text)
            after_heading = isinstance(block, Heading)
            leads = after_heading or (isinstance(block, Paragraph) and text.endswith(":"))
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Plainer | Tasks) -> str:
    match block:
        case Heading(text, _):
            return one_line(text)
        case Paragraph(spans):
            return _joined(spans)
        case Bullets(items):
            return "\n".join(f"- {_joined(item)}" for item in items if has_text(item))
        case Tasks(tasks):
            return "\n".join(f"{TICK_BOX} {_joined(task_spans(task))}" for task in tasks)
        case Quote(text):
            lines = f"\n{_INDENT}".join(tidy_lines(text))
            return f'"{lines}"' if lines else ""
    assert_never(block)


def _joined(spans: Spans) -> str:
    texts = ("\n".join(tidy_lines(span.text)) for span in spans)
    return " ".join(text for text in texts if text).replace("\n", f"\n{_INDENT}")
