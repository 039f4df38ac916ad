"""A firm's own Word template: what is checked before it is opened, and what is taken out before it is filled.

What stays is the look: styles, numbering, theme, fonts, headers and footers. The template's own text goes, and with it
whatever names a person or leads outside: comments, authors, the path of another template, sources of mail merge.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from orderless.errors import BadInput

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["LARGEST", "checked", "emptied"]

LARGEST = 20_000_000
"""Bytes of a template as it lies on the disk."""

_UNPACKED = 200_000_000
_PARTS = 3_000
_TYPES = "[Content_Types].xml"
_KEPT = frozenset(
    {
        "styles",
        "numbering",
        "settings",
        "fontTable",
        "theme",
        "header",
        "footer",
        "webSettings",
        "footnotes",
        "endnotes",
    }
)
"""The parts of a document that make its look; footnotes and endnotes hold the lines that separate them."""


def checked(template: bytes) -> bytes:
    """The template as a .docx. Raises BadInput if it is no Word file, too large packed or unpacked, or has macros."""
    if len(template) > LARGEST:
        raise BadInput(f"The Word template is larger than {LARGEST:,} bytes.")
    try:
        with zipfile.ZipFile(BytesIO(template)) as packed:
            parts = packed.infolist()
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
                raise BadInput("The Word template is far larger unpacked than a template can be; it is not opened.")
            texts = {part.filename: packed.read(part) for part in parts}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as error:
        raise BadInput("The Word template is no .docx or .dotx file, or it is damaged.") from error
    if _TYPES not in texts or b"wordprocessingml" not in texts[_TYPES]:
        raise BadInput("The Word template is no .docx or .dotx file.")
    if b"macroEnabled" in texts[_TYPES] or any(name.lower().endswith("vbaproject.bin") for name in texts):
        raise BadInput("The Word template holds macros; save it as .docx or .dotx first.")
    if any(b"<!DOCTYPE" in text for name, text in texts.items() if name.endswith((".xml", ".rels"))):
        raise BadInput("The Word template holds a document type, which no Word file does; it is not opened.")
    return _as_document(texts)


def _as_document(texts: dict[str, bytes]) -> bytes:
    """A .dotx differs from a .docx in one word."""
    texts[_TYPES] = texts[_TYPES].replace(b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml")
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, text in texts.items():
            packed.writestr(name, text)
    return made.getvalue()


def emptied(made: Document) -> None:
    """Take out the template's own text, and every part that is not its look.

    Raises BadInput if a header or footer shows something from outside, which would tell somebody that it was opened.
    """
    from docx.oxml.ns import qn

    body = made.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    _keep_only(made.part, _KEPT)
    settings = made.settings.element  # there from here on, if it was not
    for kind, part in [(_kind(relation), relation.target_part) for relation in made.part.rels.values()]:
        if kind == "settings":
            _keep_only(part, frozenset())
        elif any(relation.is_external and _kind(relation) != "hyperlink" for relation in part.rels.values()):
            raise BadInput("The Word template shows something that lies outside of it; put it into the file.")
    for name in ("w:attachedTemplate", "w:mailMerge", "w:rsids", "w:documentProtection", "w:writeProtection"):
        for element in settings.findall(qn(name)):
            settings.remove(element)


def _keep_only(part: Any, kinds: frozenset[str]) -> None:
    for name in [name for name, relation in part.rels.items() if _kind(relation) not in kinds or relation.is_external]:
        del part.rels[name]


def _kind(relation: Any) -> str:
    return str(relation.reltype).rsplit("/", 1)[-1]
