"""Hold a conversation through a face: nothing acknowledged is lost, and nothing half typed either.

A program that hands in lines as they come needs no face: it uses `Conversation.enter` alone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from orderless.errors import CannotDo
from orderless.session.conversation import Conversation
from orderless.storage.draft import Draft

__all__ = ["Face", "converse", "half_typed", "keep_half_typed", "save_half_typed"]


def keep_half_typed(draft: Draft, question: str, text: str) -> None:
    """Keep this text and where it was typed. Raises CannotDo."""
    draft.write(f"@{question}\n{text}")


def half_typed(draft: Draft) -> tuple[str, str]:
    """The question and the text that were kept; both empty if nothing was. Raises CannotDo."""
    kept = draft.read() or ""
    place, line_end, text = kept.partition("\n")
    return (place[1:], text) if line_end and place.startswith("@") else ("", kept)


class Face(Protocol):
    """What a person sees and types on."""

    def ask(self, talk: Conversation, kept: str) -> str:
        """Show where the talk stands and read one line; `kept` is text to begin with.

        Raises EOFError when there is nothing more to read, KeyboardInterrupt when the person leaves.
        """

    def tell(self, lines: Iterable[str]) -> None:
        """Say these, one sentence a line."""

    def ask_folder(self) -> str:
        """Ask for another folder; empty to try the same one again. Raises EOFError."""

    def half_typed(self) -> str:
        """What stands in the note line right now."""

    def write_long(self, folder: Path | None, prefix: str) -> str:
        """Have a long note written, such as in an editor; empty where nothing was written.

        A file that this takes lies in `folder`, and its name begins with `prefix`. Raises CannotDo.
        """


def converse(talk: Conversation, face: Face, aside: Callable[[], Sequence[str]] = tuple) -> bool:
    """Go on until the talk is wrapped up. Returns False when the input ended before that.

    What `aside` finds is said once, with what is said of a first line, so that no question waits for it; and never
    while others see the screen. Raises KeyboardInterrupt when the person leaves; what was acknowledged is kept then.
    """
    asides = iter((aside,))
    kept = _found_draft(talk, face)
    while not talk.done:
        try:
            line = face.ask(talk, kept)
        except KeyboardInterrupt:
            save_half_typed(talk, face)
            raise
        except EOFError:
            if talk.stage != "notes":
                save_half_typed(talk, face)
                return False
            line = ":end"  # all questions are dealt with; the lists may be passed over
        kept = _enter(talk, face, line, asides)
    return True


def _enter(talk: Conversation, face: Face, line: str, asides: Iterator[Callable[[], Sequence[str]]]) -> str:
    """Enter one line. Returns the text to offer again: the line itself when it could not be kept."""
    try:
        told = talk.enter(line)
        face.tell([*told, *(() if talk.sharing or talk.done else next(asides, tuple)())])
    except CannotDo as problem:
        face.tell(problem.lines)
        _another_place(talk, face)
        return line
    if talk.editor_wanted:
        talk.editor_wanted = False
        return _edit(talk, face, asides)
    if talk.recorder.draft is not None:
        with contextlib.suppress(CannotDo):
            talk.recorder.draft.delete()
    return ""


def _edit(talk: Conversation, face: Face, asides: Iterator[Callable[[], Sequence[str]]]) -> str:
    """Enter what is written in the editor as a note. Returns the text if it could not be kept."""
    try:
        text = face.write_long(talk.recorder.folder, f".{talk.recorder.session}.draft-")
    except CannotDo as problem:
        face.tell(problem.lines)
        return ""
    if text:
        return _enter(talk, face, f" {text}", asides)
    face.tell(["Nothing was written."])
    return ""


def _another_place(talk: Conversation, face: Face) -> None:
    """Offer another folder until one works, or until the person wants to try the same folder again."""
    while True:
        try:
            folder = face.ask_folder()
        except EOFError:
            raise CannotDo("The last line is not saved, and there is no one to ask for another folder.") from None
        if not folder:
            return
        try:
            home = Path(folder).expanduser().absolute()
            before = talk.recorder.move_to(home)
        except CannotDo as problem:
            face.tell(problem.lines)
        except (RuntimeError, ValueError):  # the home of a user who does not exist; a NUL
            face.tell(["There can be no such folder."])
        else:
            session = talk.recorder.session
            face.tell(
                [
                    f"It is kept in {home} from here on, as session {session}, with all that came before.",
                    f"To find it again later, set ORDERLESS_HOME to {home}.",
                    *([f"What was kept before is also still in {before}."] if before else []),
                ]
            )
            return


def _found_draft(talk: Conversation, face: Face) -> str:
    if talk.recorder.draft is None:
        return ""
    try:
        at, text = half_typed(talk.recorder.draft)
    except CannotDo as problem:
        face.tell(problem.lines)
        return ""
    if at in talk.outlook.path:
        talk.route.at = at
    if text:
        face.tell(["What was half typed last time is back in the note line."])
    return text


def save_half_typed(talk: Conversation, face: Face) -> None:
    """Keep the text in the note line, if it can be kept."""
    text = face.half_typed()
    if talk.recorder.draft is not None and text:
        with contextlib.suppress(CannotDo):
            keep_half_typed(talk.recorder.draft, talk.at, text)
