"""Run a conversation on a face to its end: nothing acknowledged is lost, and nothing typed is thrown away."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from orderless.errors import CannotDo
from orderless.interview.conversation import Conversation
from orderless.terminal.editor import write_in_editor
from orderless.terminal.half_typed import half_typed, keep_half_typed
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
    kept = _found_draft(talk, face, keeper)
    with saved_on_signals(lambda: _save_draft(talk, face, keeper)):
        while not talk.done:
            try:
                line = face.ask(talk, kept)
            except KeyboardInterrupt:
                _save_draft(talk, face, keeper)
                raise
            except EOFError:
                if talk.stage != "notes":
                    _save_draft(talk, face, keeper)
                    return False
                line = ""  # all that was asked is answered: what is offered last may be passed over
            kept = _enter(talk, face, keeper, line)
    return True


def _enter(talk: Conversation, face: Face, keeper: Keeper, line: str) -> str:
    """Enter one line. Returns the text to offer again: the line itself when it could not be kept."""
    try:
        face.tell(talk.enter(line))
    except CannotDo as problem:
        face.tell(problem.lines)
        _another_place(talk, face, keeper)
        return line
    if talk.editor_wanted:
        talk.editor_wanted = False
        return _edit(talk, face, keeper)
    if keeper.draft is not None:
        with contextlib.suppress(CannotDo):
            keeper.draft.delete()
    return ""


def _edit(talk: Conversation, face: Face, keeper: Keeper) -> str:
    """Enter what is written in the editor as a note. Returns it when it could not be kept."""
    try:
        text = write_in_editor(keeper.folder, f".{keeper.session}.draft-")
    except CannotDo as problem:
        face.tell(problem.lines)
        return ""
    if text:
        return _enter(talk, face, keeper, f" {text}")
    face.tell(["Nothing was written."])
    return ""


def _another_place(talk: Conversation, face: Face, keeper: Keeper) -> None:
    """Offer another folder until one works, or the person wants to try the same again."""
    while True:
        try:
            folder = face.ask_folder()
        except EOFError:
            raise CannotDo("The last line is not saved, and there is no one to ask for another folder.") from None
        if not folder:
            return
        try:
            home = Path(folder).expanduser().absolute()
            before = keeper.move_to(home, talk.knowledge)
        except CannotDo as problem:
            face.tell(problem.lines)
        except (RuntimeError, ValueError):  # ~somebody who is not there; a NUL
            face.tell(["There can be no such folder."])
        else:
            face.tell(
                [
                    f"It is kept in {home} from here on, as session {keeper.session}, with all that came before.",
                    f"To find it again later, set ORDERLESS_HOME to {home}.",
                    *([f"What was kept before is also still in {before}."] if before else []),
                ]
            )
            return


def _found_draft(talk: Conversation, face: Face, keeper: Keeper) -> str:
    if keeper.draft is None:
        return ""
    try:
        at, text = half_typed(keeper.draft)
    except CannotDo as problem:
        face.tell(problem.lines)
        return ""
    if at in talk.outlook.path:
        talk.route.at = at
    if text:
        face.tell(["What was half typed last time is back in the note line."])
    return text


def _save_draft(talk: Conversation, face: Face, keeper: Keeper) -> None:
    text = face.half_typed()
    if keeper.draft is not None and text:
        with contextlib.suppress(CannotDo):
            keep_half_typed(keeper.draft, talk.at, text)
