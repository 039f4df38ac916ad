"""Which face: a pure function of what was asked for, the environment, and the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from orderless.errors import BadInput

__all__ = ["FACES", "FaceName", "choose_face"]

FaceName = Literal["cockpit", "line", "plain"]
FACES: tuple[FaceName, ...] = ("cockpit", "line", "plain")

_LEAST: tuple[tuple[FaceName, int, int], ...] = (("cockpit", 80, 24), ("line", 40, 10))
"""The first face whose columns and rows are there; else plain."""

_LEAST_ASKED = (40, 12)
"""Columns and rows of the cockpit for who asks for it by name; below, it is the line face."""


def choose_face(
    asked: str | None,
    environ: Mapping[str, str],
    *,
    stdin_tty: bool,
    stdout_tty: bool,
    columns: int,
    rows: int,
    windows: bool,
) -> FaceName:
    """The face to use: `--ui`, else ORDERLESS_UI, else by the terminal. No terminal means plain, whatever was asked.

    Raises BadInput for a face that does not exist.
    """
    wanted = asked or environ.get("ORDERLESS_UI") or None
    if wanted is not None and wanted not in FACES:
        raise BadInput(f'There is no face "{wanted}"; the faces are: {", ".join(FACES)}.')
    if wanted == "plain" or not (stdin_tty and stdout_tty):
        return "plain"
    if wanted == "cockpit" and not _dumb(environ, windows=windows):
        return "cockpit" if (columns >= _LEAST_ASKED[0] and rows >= _LEAST_ASKED[1]) else "line"
    if wanted == "line":
        return "line"
    if environ.get("ACCESSIBLE") or _dumb(environ, windows=windows):
        return "plain"
    faces = _LEAST[1:] if windows else _LEAST  # there the cockpit is untried, and only for who asks for it
    return next((face for face, wide, high in faces if columns >= wide and rows >= high), "plain")


def _dumb(environ: Mapping[str, str], *, windows: bool) -> bool:
    """A terminal that cannot move its cursor; on Windows also mintty without a console behind it."""
    term = environ.get("TERM", "")
    if windows:
        return term.startswith(("xterm", "cygwin")) and "WT_SESSION" not in environ
    return term.lower() in ("", "dumb", "unknown")
