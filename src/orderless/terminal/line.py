"""The line face: questionary's select or text prompt for each question, with the note line always in focus.

Every key ends up as a line of the grammar; the hint below the note line says what Enter will do with it. Nothing is
armed until an arrow or a digit arms it, so that Enter alone can never answer.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from orderless.errors import CannotDo
from orderless.interview.clean import clean
from orderless.session.conversation import Conversation
from orderless.session.drive import keep_half_typed
from orderless.session.view import Screen, screen_of
from orderless.storage.draft import Draft
from orderless.terminal.other_programs import write_in_editor
from orderless.terminal.pasting import Early
from orderless.terminal.plain import FIRST_LINES
from orderless.terminal.tty import mark_pastes

__all__ = ["LineFace"]

_LEAST_WIDTH = 20


def _columns() -> int:
    return max(_LEAST_WIDTH, shutil.get_terminal_size().columns)


def _wrap(text: str, first: str = "", rest: str = "", margin: int = 2) -> str:
    lines: list[str] = []
    for part in text.splitlines() or [""]:
        lines += textwrap.wrap(part, _columns() - margin, initial_indent=first, subsequent_indent=rest) or [first]
    return "\n".join(lines)


def _heading(screen: Screen, rows: int) -> str:
    """The text above the choices, wrapped. Parts that may go are left out until it fits into so many rows."""
    parts = list(_parts(screen))
    for part in sorted((part for part in parts if part.may_go), key=lambda part: -part.may_go):
        if sum(1 + one.text.count("\n") for one in parts) > rows:
            parts.remove(part)
    return "\n".join(part.text for part in parts)


class _Part(NamedTuple):
    """A piece of the heading. The higher `may_go`, the sooner it gives way to the choices; 0: never."""

    text: str
    may_go: int = 0


def _asking(screen: Screen) -> str:
    if screen.taking_in:
        return f"[their findings] {screen.ask}?"
    return f"[for you] {screen.ask}" if screen.for_you else f"“{screen.ask}”"


def _parts(screen: Screen) -> Iterator[_Part]:
    """The parts of the heading. What is shown in quotes may be said; a question for oneself has no spoken form."""
    left = f"{screen.to_ask} left" if screen.to_ask else "optional"
    if screen.for_you_now:
        left = f"{screen.to_ask or 'none'} left for you now"
    if screen.part:
        room = _columns() - 4
        yield _Part(f"[{screen.part if len(screen.part) <= room else f'{screen.part[: room - 1]}…'}]")
    yield _Part(_wrap(f"{screen.bank} · {left}" if screen.bank else left), 1)
    if screen.opening:
        yield _Part(_wrap(f"to open: {screen.opening}", "  ", "  "), 3)
    yield _Part(_wrap(_asking(screen), "  ", "  "))
    if screen.several:
        yield _Part(_wrap("several may be chosen, as 1 3", "  ", "  "), 4)
    if screen.why:
        yield _Part(_wrap(f"why: {screen.why}", "  ", "  "))
    yield from (_Part(_wrap(f"probe: {probe}", "  ", "    ")) for probe in screen.probes)
    for one in screen.found:
        yield _Part(_wrap(f"exists: {', '.join(filter(None, (one.title, one.owner, one.link)))}", "  ", "    "))
    yield from (_Part(_wrap(f"note: {note}", "  ", "    "), 2) for note in screen.notes[-3:])
    if screen.answer and not screen.choices:
        yield _Part(_wrap(f"so far: {screen.answer}", "  ", "    "))


class LineFace:
    """Draws on the terminal's own lines. Each keystroke is kept as a draft until its line is saved."""

    def __init__(self, draft: Callable[[], Draft | None], early: Early | None = None) -> None:
        """`early` takes what is typed or pasted before there is a prompt."""
        self._draft = draft
        self._early = early
        self._text = ""
        self._at = ""
        self._leaving = False
        self._drawn_early = 0
        self._shared = False

    def greet(self) -> None:
        """Say once how this works."""
        self.tell(FIRST_LINES)

    def tell(self, lines: Iterable[str]) -> None:
        """Print these, one sentence a line, wrapped at words."""
        self._erase_early()
        for line in lines:
            print(_wrap(clean(line), "  ", "    "))  # noqa: T201
        sys.stdout.flush()

    def write_long(self, folder: Path | None, prefix: str) -> str:
        """Have a long note written in the editor. Raises CannotDo."""
        return write_in_editor(folder, prefix)

    def half_typed(self) -> str:
        """What stands in the note line right now."""
        return self._text

    def draw_early(self, talk: Conversation) -> None:
        """Show the first question at once; the prompt that follows draws over it when its library has loaded."""
        if self._early is not None:
            self._early.draws()
        text = _heading(screen_of(talk), shutil.get_terminal_size().lines // 2)
        print(text, flush=True)  # noqa: T201
        self._drawn_early = text.count("\n") + 1

    def ask(self, talk: Conversation, kept: str) -> str:
        """Show the question and read one line; Ctrl-C clears the line, and twice leaves."""
        while True:
            try:
                line = self._read(talk, kept)
            except KeyboardInterrupt:
                if self._leaving:
                    raise
                self._leaving, kept = True, ""
                saved = "Everything entered is saved." if self._draft() is not None else "This session is not kept."
                self.tell([f"{saved} Ctrl-C again leaves; anything else goes on."])
                continue
            self._leaving = False
            return line

    def ask_folder(self) -> str:
        """Ask for another folder to keep the session in; empty to try the same again."""
        import questionary

        prompt = questionary.text("Another folder to keep it in (Enter tries the same again):", qmark="!")
        try:
            return str(prompt.unsafe_ask()).strip()
        finally:
            mark_pastes()

    def _read(self, talk: Conversation, kept: str) -> str:
        from orderless.terminal.prompt import build

        self._erase_early()
        self._draw_the_curtain(talk)
        if self._early is not None:
            self._early.hand_over()
        self._text = kept
        self._at = "" if talk.stage == "notes" else talk.at
        prompt = build(talk, None if talk.stage == "notes" else screen_of(talk), _heading, kept, self._changed)
        try:
            line = str(prompt.unsafe_ask())
        finally:
            mark_pastes()
        self._text = ""
        return line

    def _draw_the_curtain(self, talk: Conversation) -> None:
        """When sharing begins: clear the screen, and the text that others could scroll back to."""
        if talk.sharing and not self._shared:
            sys.stdout.write("\x1b[H\x1b[2J\x1b[3J")
            sys.stdout.flush()
        self._shared = talk.sharing

    def _erase_early(self) -> None:
        if self._drawn_early:
            sys.stdout.write(f"\x1b[{self._drawn_early}A\x1b[J")
            sys.stdout.flush()
            self._drawn_early = 0

    def _changed(self, text: str) -> None:
        """Keep each keystroke, so that even a kill loses none of the words."""
        self._text = text
        draft = self._draft()
        if draft is not None and self._at:
            with contextlib.suppress(CannotDo):
                keep_half_typed(draft, self._at, text) if text else draft.delete()
