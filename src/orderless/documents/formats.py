"""The formats of documents: name, file ending, and what writes it. A renderer is loaded when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple

from orderless.documents.doc import Doc
from orderless.documents.look import DEFAULT, Look

__all__ = ["FORMATS", "Format", "Setting", "format_of", "render"]


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
    wanted = {".markdown": ".md", ".htm": ".html"}.get(ending, ending)
    return next((one.name for one in FORMATS.values() if one.ending == wanted), None)


def _plainly(module: str, function: str) -> Callable[[Doc, Setting], str]:
    """A renderer that needs the document alone, loaded when it is used."""

    def write(doc: Doc, _setting: Setting) -> str:
        text: str = getattr(import_module(f"orderless.documents.{module}"), function)(doc)
        return text

    return write


def _data(doc: Doc, setting: Setting) -> str:
    from orderless.documents.data import doc_as_data, in_json

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
        Format("json", ".json", "application/json", _data),
    )
}
"""All formats by name."""
