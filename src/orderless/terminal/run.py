"""Run a conversation on a face to its end: nothing acknowledged is lost, and nothing typed is thrown away."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from orderless.errors import CannotDo
from orderless.interview.conversation import Conversation
from orderless.terminal.editor import write_in_editor
from orderless.terminal.keeping import Keeper
from orderless.terminal.tty import saved_on_signals

__all__ = ["Face", "converse"]


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


def converse(talk: Conversation, face: Face, keeper: Keeper) -> bool:
    """Go on until the talk is wrapped up. Returns False when the input ended before that.

    Raises KeyboardInterrupt when the person leaves; all that was acknowledged is kept then.
    """
    kept = _found_draft(face, keeper)
    with saved_on_signals(lambda: _save_draft(keeper, face.half_typed())):
        while not talk.done:
            try:
                line = face.ask(talk, kept)
            except (KeyboardInterrupt, EOFError) as leaving:
                _save_draft(keeper, face.half_typed())
                if isinstance(leaving, EOFError):
                    return False
                raise
            kept = _enter(talk, face, keeper, line)
    return True


def _enter(talk: Conversation, face: Face, keeper: Keeper, line: str) -> str:
    """Enter one line. Returns the text to offer again: the line itself when it could not be kept."""
    try:
        face.tell(talk.enter(line))
        if talk.editor_wanted:
            talk.editor_wanted = False
            text = write_in_editor(keeper.folder)
            face.tell(talk.enter(f" {text}") if text else ["Nothing was written."])
    except CannotDo as problem:
        face.tell(problem.lines)
        if line.strip() == ":edit":
            return ""
        _another_place(face, keeper)
        return line
    if keeper.draft is not None:
        with contextlib.suppress(CannotDo):
            keeper.draft.delete()
    return ""


def _another_place(face: Face, keeper: Keeper) -> None:
    """Offer another folder until one works, or the person wants to try the same again."""
    while True:
        try:
            folder = face.ask_folder()
        except EOFError:
            raise CannotDo("The last line is not saved, and there is no one to ask for another folder.") from None
        if not folder:
            return
        try:
            keeper.move_to(Path(folder).expanduser().absolute())
        except CannotDo as problem:
            face.tell(problem.lines)
        else:
            face.tell([f"It is kept in {folder} from here on, as session {keeper.session}, with all that came before."])
            return


def _found_draft(face: Face, keeper: Keeper) -> str:
    if keeper.draft is None:
        return ""
    try:
        text = keeper.draft.read() or ""
    except CannotDo as problem:
        face.tell(problem.lines)
        return ""
    if text:
        face.tell(["What was half typed last time is back in the note line."])
    return text


def _save_draft(keeper: Keeper, text: str) -> None:
    if keeper.draft is not None and text:
        with contextlib.suppress(CannotDo):
            keeper.draft.write(text)
