"""The format of a document: as it is asked for or as the file's ending says, and out with it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from orderless.cli.talk import put_bytes, put_document, put_result
from orderless.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from orderless.documents.doc import Doc
    from orderless.documents.formats import Setting

__all__ = ["Force", "Format", "In", "Output", "Wanted", "made_in_format", "put_in_format"]


class Format(StrEnum):
    """The formats by name. What they are is in `documents/formats.py`, which is read when a document is written."""

    MD = "md"
    TEXT = "text"
    CHAT = "chat"
    SLACK = "slack"
    HTML = "html"
    DOCX = "docx"
    JSON = "json"


Output = Annotated[Path | None, typer.Option("-o", "--output", help="A file to write; - for standard output.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")]
In = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="md, text (e-mail), chat (Teams), slack, html, docx or json; without it as the file's ending says.",
    ),
]


class Wanted(NamedTuple):
    """In which format a document is wanted, and where."""

    format: Format | None = None
    output: Path | None = None
    force: bool = False
    template: Path | None = None

    @property
    def name(self) -> str:
        """The name of the format: the one that was asked for, else that of the file's ending, else Markdown."""
        from orderless.documents.formats import format_of

        return self.format or (format_of(self.output) if self.output else None) or Format.MD

    @property
    def on_terminal(self) -> bool:
        """Whether it would go to a terminal."""
        return (self.output is None or str(self.output) == "-") and sys.stdout.isatty()


def made_in_format(
    doc: Callable[[], Doc], name: str, setting: Setting, data: Callable[[], dict[str, Any]] | None = None
) -> bytes:
    """The document in this format; `data` makes what its JSON holds where that is not its blocks."""
    from orderless.documents.data import in_json as json_of
    from orderless.documents.formats import render

    return json_of(data()).encode("utf-8") if name == Format.JSON and data else render(doc(), name, setting)


def put_in_format(
    doc: Callable[[], Doc], wanted: Wanted, setting: Setting, data: Callable[[], dict[str, Any]] | None = None
) -> None:
    """Write the document as it is wanted; `data` as for `made_in_format`."""
    from orderless.documents.formats import FORMATS

    name = wanted.name
    if FORMATS[name].binary and wanted.on_terminal:
        raise BadInput(f"{name} is no text and cannot be shown on a terminal; name a file with -o.")
    made = made_in_format(doc, name, setting, data)
    if FORMATS[name].binary:
        put_bytes(made, wanted.output, force=wanted.force)
    elif name == Format.MD:
        put_document(made.decode("utf-8"), wanted.output, force=wanted.force)
    else:
        put_result(made.decode("utf-8"), wanted.output, force=wanted.force)
