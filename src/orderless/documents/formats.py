"""The formats of documents: name, file ending, and what writes each, loaded when it is used; and JSON for scripts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, NamedTuple, assert_never

from orderless.documents.doc import (
    DEFAULT,
    Bars,
    Block,
    Bullets,
    Doc,
    Dots,
    Grid,
    Heading,
    Look,
    Months,
    Paragraph,
    Quote,
    Rule,
    Scale,
    Shares,
    Spans,
    Table,
    Tasks,
    Way,
    has_text,
    one_line,
    tidy_lines,
)
from orderless.documents.shared import SharedSummary
from orderless.documents.stakeholder import how_sure

__all__ = [
    "BLOCK_OF",
    "FORMATS",
    "SCHEMA",
    "Format",
    "Setting",
    "doc_as_data",
    "format_of",
    "in_json",
    "render",
    "summary_as_data",
]

SCHEMA = 2
"""The version of both forms; docs/documents.md says what is in them."""


def in_json(data: dict[str, Any]) -> str:
    """The data as JSON text: two spaces for each level, letters as they are, one newline at the end."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


BLOCK_OF: Mapping[str, str] = {
    "title": "title",
    **dict.fromkeys(("topic", "present", "order", "reason", "caution", "urgent", "lean"), "answer"),
    "request": "asked",
    "behind": "behind",
    **dict.fromkeys(("quotes", "heard", "remarks"), "heard"),
    **dict.fromkeys(("not_known", "not_known_more"), "not_known"),
    "how_sure": "sure",
    **{name: name for name in ("aim", "cost", "conditions", "settle", "steps", "agreed", "needed", "know", "will_not")},
}
"""The block of the page in which each of its fields stands; of the parts of an order each has a block of its own."""


def summary_as_data(summary: SharedSummary, edited: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    """The fields of the shared page, as the allow-list has them, and no others. How sure we are is in words.

    `edited` are words by the block in whose place they stand; the fields of that block are empty then, since what was
    taken out of the page must not leave in another way.
    """
    unsaid = ("response", "confidence", "diagnosed")
    fields = {name: value for name, value in asdict(summary).items() if name not in unsaid}
    data = _clean(fields) | {"how_sure": how_sure(summary)}
    shown = {name: _emptied(value) if BLOCK_OF.get(name) in edited else value for name, value in data.items()}
    shown["parts"] = [
        {name: value if name == "id" else _emptied(value) for name, value in one.items()}
        if part.block in edited
        else one
        for part, one in zip(summary.parts, data["parts"], strict=True)
    ]
    return {"schema": SCHEMA, "document": "summary", **shown, **({"edited": dict(edited)} if edited else {})}


def _emptied(value: Any) -> Any:
    """Nothing to say, as this field has it."""
    return None if isinstance(value, dict) else type(value)()


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
        case Rule() | Bars() | Way() | Scale() | Shares() | Grid() | Months() | Dots():
            return None
    assert_never(block)


def _spans(spans: Spans) -> list[dict[str, str]]:
    return [{"text": _clean(span.text), "style": span.style} for span in spans if tidy_lines(span.text)]


def _clean(value: Any) -> Any:
    """The same value, with every text as it is shown."""
    match value:
        case str():
            return "\n".join(tidy_lines(value))
        case dict():
            return {key: _clean(one) for key, one in value.items()}
        case list() | tuple():
            return [_clean(one) for one in value]
    return value


class Setting(NamedTuple):
    """What a format may want to know beside the document; most need none of it.

    `kind` names the document in JSON (`reply`, `record`); `day` is the date that a Word file says it was made on;
    `template` is a Word file to take the styles from.
    """

    kind: str = "document"
    day: date | None = None
    look: Look = DEFAULT
    template: bytes | None = None


class Format(NamedTuple):
    """One format. What is `binary` is no text and does not belong on a terminal."""

    name: str
    ending: str
    media_type: str
    write: Callable[[Doc, Setting], str | bytes]
    binary: bool = False


_PLAINLY = Setting()


def render(doc: Doc, name: str, setting: Setting = _PLAINLY) -> bytes:
    """The document in the format of this name, as bytes (text as UTF-8).

    Raises KeyError if there is no such format, CannotDo if it needs a package that is not installed, and BadInput if
    the Word template cannot be used.
    """
    written = FORMATS[name].write(doc, setting)
    return written if isinstance(written, bytes) else written.encode("utf-8")


def format_of(file: PurePath) -> str | None:
    """The name of the format that this file's ending stands for, or None. Of several with one ending, the first."""
    ending = file.suffix.lower()
    wanted = {".markdown": ".md", ".htm": ".html", ".asciidoc": ".adoc"}.get(ending, ending)
    return next((one.name for one in FORMATS.values() if one.ending == wanted), None)


def _plainly(module: str, function: str) -> Callable[[Doc, Setting], str]:
    """A renderer that needs the document alone, loaded when it is used."""

    def write(doc: Doc, _setting: Setting) -> str:
        text: str = getattr(import_module(f"orderless.documents.{module}"), function)(doc)
        return text

    return write


def _data(doc: Doc, setting: Setting) -> str:
    return in_json(doc_as_data(doc, setting.kind))


def _html(doc: Doc, setting: Setting) -> str:
    from orderless.documents.html import to_html

    return to_html(doc, setting.look)


def _word(doc: Doc, setting: Setting) -> bytes:
    from orderless.documents.word import to_word

    return to_word(doc, setting.look, day=setting.day, template=setting.template)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FORMATS: Mapping[str, Format] = {
    made.name: made
    for made in (
        Format("md", ".md", "text/markdown", _plainly("markdown", "to_markdown")),
        Format("text", ".txt", "text/plain", _plainly("plain_text", "to_text")),
        Format("chat", ".txt", "text/plain", _plainly("chat", "to_chat")),
        Format("slack", ".txt", "text/plain", _plainly("slack", "to_slack")),
        Format("html", ".html", "text/html", _html),
        Format("docx", ".docx", _WORD, _word, binary=True),
        Format("asciidoc", ".adoc", "text/asciidoc", _plainly("asciidoc", "to_asciidoc")),
        Format("json", ".json", "application/json", _data),
    )
}
"""All formats by name."""
