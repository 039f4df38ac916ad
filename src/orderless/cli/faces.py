"""Which face a talk is held in, and its making: by what was asked for, the settings, and what the terminal can do."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Literal

from orderless.cli.talk import Talk
from orderless.errors import BadInput, likely_names

if TYPE_CHECKING:
    from orderless.session.conversation import Conversation
    from orderless.session.recorder import Recorder
    from orderless.terminal.cockpit.face import CockpitFace
    from orderless.terminal.line import LineFace
    from orderless.terminal.pasting import Early
    from orderless.terminal.plain import PlainFace

__all__ = [
    "FACES",
    "FaceName",
    "choose_face",
    "cockpit_face",
    "early_keys",
    "face_to_use",
    "line_face",
    "plain_face",
]

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
    chosen: str | None = None,
) -> FaceName:
    """The face to use: `--ui`, else ORDERLESS_UI, else as `chosen` in the settings, else by the terminal.

    No terminal means plain, whatever was asked.

    Raises BadInput for a face that does not exist.
    """
    wanted = asked or environ.get("ORDERLESS_UI") or chosen
    if wanted is not None and wanted not in FACES:
        likely = likely_names(wanted, FACES, most=1)[0]
        raise BadInput(f'There is no face "{wanted}"; did you mean {likely}? The faces are: {", ".join(FACES)}.')
    if wanted == "plain" or not (stdin_tty and stdout_tty):
        return "plain"
    if wanted == "cockpit" and not _dumb(environ, windows=windows):
        return "cockpit" if (columns >= _LEAST_ASKED[0] and rows >= _LEAST_ASKED[1]) else "line"
    if wanted == "line":
        return "line"
    if environ.get("ACCESSIBLE") or _dumb(environ, windows=windows):
        return "plain"
    faces = _LEAST[1:] if windows else _LEAST  # on Windows the cockpit is untried: only if it is asked for
    return next((face for face, wide, high in faces if columns >= wide and rows >= high), "plain")


def _dumb(environ: Mapping[str, str], *, windows: bool) -> bool:
    """A terminal that cannot move its cursor; on Windows also mintty without a console behind it."""
    term = environ.get("TERM", "")
    if windows:
        return term.startswith(("xterm", "cygwin")) and "WT_SESSION" not in environ
    return term.lower() in ("", "dumb", "unknown")


def face_to_use(ui: str | None) -> FaceName:
    """The face for this terminal, or the one that was asked for. Raises BadInput if there is no such face."""
    from orderless.storage.config_file import settings

    size = shutil.get_terminal_size()
    chosen = choose_face(
        ui,
        os.environ,
        stdin_tty=sys.stdin.isatty(),
        stdout_tty=sys.stdout.isatty(),
        columns=size.columns,
        rows=size.lines,
        windows=os.name == "nt",
        chosen=settings().face,
    )
    wanted = ui or os.environ.get("ORDERLESS_UI") or settings().face
    if wanted == "cockpit" and chosen == "line":
        wide, high = _LEAST_ASKED
        Talk.say(
            f"The cockpit needs {wide} columns and {high} rows, and this window has {size.columns} and {size.lines}: "
            "here is the line face. For the cockpit, leave with Ctrl-C twice, make the window larger, and type "
            "`orderless resume`."
        )
    return chosen


def plain_face(recorder: Recorder, *, new: bool) -> PlainFace:
    """The plain face. If standard output is not a terminal, it talks on standard error, so the result stays clean."""
    from orderless.terminal.plain import PlainFace

    out = sys.stdout if sys.stdout.isatty() else sys.stderr
    width = shutil.get_terminal_size().columns - 1 if out.isatty() else 0
    face = PlainFace(sys.stdin, out, width)
    if new and sys.stdin.isatty() and _explains(recorder):
        face.greet()
    return face


def line_face(talk: Conversation, recorder: Recorder, early: Early, *, new: bool) -> LineFace:
    """The line face, with its first question drawn."""
    from orderless.terminal.line import LineFace

    face = LineFace(lambda: recorder.draft, early)
    if new and _explains(recorder):
        face.greet()
    face.draw_early(talk)
    return face


def cockpit_face(recorder: Recorder, early: Early, *, new: bool) -> CockpitFace:
    """The cockpit; the first time, it says how it works."""
    from orderless.terminal.cockpit.face import CockpitFace
    from orderless.terminal.cockpit.keys import FIRST_LINES

    return CockpitFace(lambda: recorder.draft, FIRST_LINES if new and _explains(recorder) else (), early)


def _explains(recorder: Recorder) -> bool:
    """Whether to say how it works: only the first time. This is remembered, unless nothing is to be kept."""
    from orderless.storage.places import explained, is_first_run

    first = is_first_run()
    if first and recorder.session is not None:
        explained()
    return first


def early_keys(face_name: FaceName, terminal: ExitStack) -> Early:
    """Takes what is typed before the first question. For all but the plain face, the terminal is quiet from here on."""
    from orderless.terminal.pasting import Early
    from orderless.terminal.tty import unechoed

    if face_name != "plain":
        terminal.enter_context(unechoed())
    return Early()
