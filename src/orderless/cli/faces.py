"""Which face a live interview has, and how it begins and ends on it."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from orderless.cli.loading import Opened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from orderless.documents.doc import Doc
    from orderless.session.conversation import Conversation
    from orderless.session.recorder import Recorder
    from orderless.terminal.choose import FaceName
    from orderless.terminal.cockpit.face import CockpitFace
    from orderless.terminal.early import Early
    from orderless.terminal.line import LineFace
    from orderless.terminal.plain import PlainFace

__all__ = ["cockpit_face", "face_to_use", "line_face", "plain_face", "to_read"]


def face_to_use(ui: str | None) -> FaceName:
    """The face for this terminal, or the one that was asked for. Raises BadInput if there is no such face."""
    from orderless.terminal.choose import choose_face

    size = shutil.get_terminal_size()
    return choose_face(
        ui,
        os.environ,
        stdin_tty=sys.stdin.isatty(),
        stdout_tty=sys.stdout.isatty(),
        columns=size.columns,
        rows=size.lines,
        windows=os.name == "nt",
    )


def plain_face(recorder: Recorder, *, new: bool) -> PlainFace:
    """Talk goes to standard error when standard output is not a terminal, so that the result there stays clean."""
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
    from orderless.terminal.cockpit.keymap import FIRST_LINES

    return CockpitFace(lambda: recorder.draft, FIRST_LINES if new and _explains(recorder) else (), early)


def to_read(talk: Conversation, recorder: Recorder) -> Sequence[tuple[str, Callable[[], str]]]:
    """What can be read at the end, each with its text; nothing while others see the screen."""
    from orderless.cli.decided import decided
    from orderless.documents.formats import FORMATS, Setting

    if talk.sharing:
        return []
    verdict, held = decided(Opened(recorder.session or "", talk.records, talk.knowledge))

    def as_text(doc: Doc) -> str:
        return str(FORMATS["text"].write(doc, Setting()))

    def page() -> str:
        from orderless.documents.shared import summarise
        from orderless.documents.stakeholder import stakeholder_page

        return as_text(stakeholder_page(summarise(verdict, held), verdict.case.knowledge.house.headings))

    def answer() -> str:
        from orderless.documents.reply import advice, reply

        alone = advice(verdict)
        return (f"For you alone: {alone}\n\n" if alone else "") + as_text(reply(verdict, None))

    def record() -> str:
        from orderless.documents.private import private_record

        return as_text(private_record(verdict, held))

    return [("the page to share", page), ("the reply, to say and to send", answer), ("your own record", record)]


def _explains(recorder: Recorder) -> bool:
    """Whether to say how it works: the first time, which is remembered unless nothing is to be kept."""
    from orderless.storage.first_run import explained, is_first_run

    first = is_first_run()
    if first and recorder.session is not None:
        explained()
    return first
