"""The plain face: print and read lines, nothing else. For screen readers, dumb terminals, pipes and scripts.

No escape byte, no redrawing, one fact a line, words instead of marks. What must be seen comes before what may be.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from orderless.errors import CannotDo, why
from orderless.interview.clean import clean
from orderless.session.conversation import Conversation
from orderless.session.telling import SETTLED
from orderless.session.view import Screen, masked, part_shown, screen_of
from orderless.terminal.other_programs import write_in_editor

__all__ = ["PlainFace"]

FIRST_LINES = (
    "Type a number and Enter to answer; any other text is a note. ? tells why we ask and what to probe.",
    "Enter alone goes on, < goes back, / finds a question, - parks it, :undo takes back, :end wraps up.",
    '"words keeps their words, ~text stays private, + who: what by when keeps a promise.',
)


_NO_CURTAIN = (
    "What stands above can still be read, and what you type here is seen: clear the window before you share it."
)
_CHOICE = re.compile(r"\d+\. ")


class PlainFace:
    """Talks on `out`, reads lines from `inp`. `width` is the columns to wrap at; 0 leaves lines whole."""

    def __init__(self, inp: TextIO, out: TextIO, width: int = 0) -> None:
        self._inp = inp
        self._out = out
        self._width = width
        self._shown: tuple[object, ...] | None = None
        self._shared = False

    def greet(self, lines: Sequence[str] = FIRST_LINES) -> None:
        """Say once how this works."""
        self.tell(lines)

    def tell(self, lines: Iterable[str]) -> None:
        """Print these, one sentence a line."""
        for line in lines:
            self._print(line)
        self._out.flush()

    def ask(self, talk: Conversation, kept: str) -> str:
        """Show what changed, and read one line. `kept` is text that could not be saved; an empty line enters it again.

        Raises EOFError at the end of the input, KeyboardInterrupt on Ctrl-C.
        """
        if talk.sharing and not self._shared:
            self._print(_NO_CURTAIN)
        self._shared = talk.sharing
        if talk.stage == "notes":
            self._shown = None  # after a list, the question is no longer in sight
        else:
            self._show(talk)
        if kept:
            self._print(f"Not saved yet: {masked(talk, kept)}")
            self._print("Enter alone tries again.")
        self._out.write("> ")
        self._out.flush()
        return self._line().rstrip("\r\n") or kept

    def write_long(self, folder: Path | None, prefix: str) -> str:
        """Have a long note written in the editor. Raises CannotDo."""
        return write_in_editor(folder, prefix)

    def half_typed(self) -> str:
        """Nothing: until Enter, what is typed lies with the terminal."""
        return ""

    def ask_folder(self) -> str:
        """Ask for another folder to keep the session in; empty to try the same again.

        Raises EOFError, also where lines come from a pipe: the next of them is about the request, and names no folder.
        """
        if not self._inp.isatty():
            raise EOFError
        self._out.write("Another folder to keep it in (Enter tries the same again): ")
        self._out.flush()
        return self._line().strip()

    def _line(self) -> str:
        """The next line, with its end. Raises EOFError at the end of the input, CannotDo if it cannot be read."""
        try:
            line = self._inp.readline()
        except OSError as error:
            raise CannotDo(f"Standard input cannot be read: {why(error)}. What was acknowledged is saved.") from error
        if not line:
            raise EOFError
        return line

    def _show(self, talk: Conversation) -> None:
        route = talk.route
        part = (part_shown(talk), talk.recorder.whole.part)  # shared, each is shown as the same stars
        now = (talk.at, talk.stage, route.help_shown, route.intake is None, talk.sharing, part)
        if now == self._shown:
            return
        self._shown = now
        for line in _lines(screen_of(talk), settled=talk.settled()):
            self._print(line)

    def _print(self, line: str) -> None:
        whole = clean(line).splitlines() or [""]
        for part in whole:
            indent = "   " if _CHOICE.match(part) else ""
            wrapped = textwrap.wrap(part, self._width, subsequent_indent=indent) if self._width else [part]
            for piece in wrapped or [""]:
                self._out.write(piece + "\n")


def _lines(screen: Screen, *, settled: bool) -> Iterable[str]:
    yield ""
    if screen.part:
        yield f"Part: {screen.part}"
    left = "1 question" if screen.to_ask == 1 else f"{screen.to_ask} questions"
    whose = "for you now" if screen.for_you_now else "to ask"
    yield " ".join(filter(None, (screen.bank and f"{screen.bank}.", f"{left} left {whose}.", screen.standing)))
    if settled:
        yield SETTLED
    if screen.opening:
        yield f"To open: {screen.opening}"
    if screen.taking_in:
        yield f"Their findings on: {screen.ask}"
    else:
        yield f"For you: {screen.ask}" if screen.for_you else f"Ask: {screen.ask}"
    if screen.why:
        yield f"Why: {screen.why}"
    yield from (f"Probe: {probe}" for probe in screen.probes)
    for one in screen.found:
        yield f"Exists: {', '.join(filter(None, (one.title, one.audience, one.owner, one.link)))}"
    for choice in screen.choices:
        yield f"{choice.number}. {choice.label}{', chosen' if choice.chosen else ''}"
    yield from (offer.sentences for offer in screen.offers)
    if screen.answer:
        yield f"Answer so far: {screen.answer}"
    yield from (f"Note: {note}" for note in screen.notes)
    yield f"({screen.how}; Enter goes on)" if screen.how else "(Enter goes on)"
