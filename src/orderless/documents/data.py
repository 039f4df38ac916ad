"""Documents as JSON for scripts: what a document holds, by name, with the version of the form."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, assert_never

from orderless.documents.doc import Block, Bullets, Doc, Heading, Paragraph, Quote, Rule, Spans, Table, Tasks
from orderless.documents.picture import Bars, Scale, Shares, Way
from orderless.documents.shared import SharedSummary
from orderless.documents.stakeholder import how_sure
from orderless.documents.tidy import has_text, one_line, tidy_lines

__all__ = ["SCHEMA", "doc_as_data", "in_json", "summary_as_data"]

SCHEMA = 1
"""The version of both forms; docs/documents.md says what is in them."""


def in_json(data: dict[str, Any]) -> str:
    """As text: two spaces a level, letters as they are, ending with one newline."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def summary_as_data(summary: SharedSummary) -> dict[str, Any]:
    """The fields of the shared page, those of the allow-list and no other; how sure we are in words, as on the page."""
    unsaid = ("response", "confidence", "diagnosed")
    fields = {name: value for name, value in asdict(summary).items() if name not in unsaid}
    return {"schema": SCHEMA, "document": "summary", **_clean(fields), "how_sure": how_sure(summary)}


def doc_as_data(doc: Doc, kind: str) -> dict[str, Any]:
    """Any other document: its title and its blocks in order. Pictures are left out; their data stands in words."""
    blocks = (_block(block) for block in doc.blocks)
    return {
        "schema": SCHEMA,
        "document": kind,
        "title": one_line(doc.title),
        "blocks": [block for block in blocks if block is not None],
    }


def _block(block: Block) -> dict[str, Any] | None:
    match block:
        case Heading(text, level):
            return {"type": "heading", "level": level, "text": one_line(text)}
        case Paragraph(spans):
            return {"type": "paragraph", "spans": _spans(spans)}
        case Bullets(items):
            return {"type": "bullets", "items": [_spans(item) for item in items if has_text(item)]}
        case Tasks(tasks):
            return {
                "type": "tasks",
                "tasks": [_clean({"who": task.who, "what": task.what, "by": task.by}) for task in tasks],
            }
        case Quote(text):
            return {"type": "quote", "text": _clean(text)}
        case Table(header, rows):
            return {"type": "table", "header": _clean(header), "rows": _clean(rows)}
        case Rule() | Bars() | Way() | Scale() | Shares():
            return None
    assert_never(block)


def _spans(spans: Spans) -> list[dict[str, str]]:
    return [{"text": _clean(span.text), "style": span.style} for span in spans if tidy_lines(span.text)]


def _clean(value: Any) -> Any:
    """The same with every text as it shows."""
    match value:
        case str():
            return "\n".join(tidy_lines(value))
        case dict():
            return {key: _clean(one) for key, one in value.items()}
        case list() | tuple():
            return [_clean(one) for one in value]
    return value
