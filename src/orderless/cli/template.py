"""--template: a firm's own Word file to take the styles from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orderless.cli.in_format import Format
from orderless.errors import BadInput, why

if TYPE_CHECKING:
    from orderless.cli.in_format import Wanted
    from orderless.documents.formats import Setting

__all__ = ["Template", "with_template"]

Template = Annotated[Path | None, typer.Option("--template", help="A Word file of your own to take the styles from.")]


def with_template(setting: Setting, wanted: Wanted) -> Setting:
    """The setting with the template that was named. Raises BadInput if it is for no Word file or cannot be read."""
    if wanted.template is None:
        return setting
    if wanted.name != Format.DOCX:
        raise BadInput("--template is for Word files; add --format docx, or name a .docx file with -o.")
    return setting._replace(template=_read(wanted.template))


def _read(path: Path) -> bytes:
    """At most one byte more than a template may have, which tells that it is too large."""
    from orderless.documents.word_template import LARGEST

    try:
        if not path.is_file():
            raise BadInput(f"{path}: there is no such file.")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {why(error)}.") from error
