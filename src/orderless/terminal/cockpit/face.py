"""The full-screen face: shows where the talk stands, turns keys into lines, and keeps time and a look ahead."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from orderless.errors import CannotDo, OrderlessError
from orderless.interview.events import Record
from orderless.session.conversation import Conversation
from orderless.session.drive import keep_half_typed
from orderless.storage.draft import Draft
from orderless.terminal.cockpit.input_state import KEYMAP_LINE, Aside, InputState
from orderless.terminal.cockpit.keys import keymap_lines
from orderless.terminal.cockpit.painter import LEAVE, Painter
from orderless.terminal.cockpit.running import Running, keys_waiting, terminal_size, write
from orderless.terminal.cockpit.scene import Ahead
from orderless.terminal.cockpit.text_rows import marks_for
from orderless.terminal.other_programs import write_in_editor
from orderless.terminal.pasting import Early
from orderless.terminal.tty import on_other_screen

__all__ = ["CockpitFace", "Step", "ToRead", "began", "clock_words", "steps"]

_PAUSE = timedelta(minutes=30)
"""A silence that is longer than this ends a sitting."""


def began(records: Sequence[Record], now: datetime) -> datetime:
    """When this sitting began: the time of the first event without a long silence between it and now."""
    start = now
    for record in reversed(records):
        at = _when(record)
        if at is None:
            continue
        if start - at > _PAUSE:
            break
        start = min(start, at)
    return start


def clock_words(records: Sequence[Record], now: datetime) -> str:
    """The minutes since the beginning; if minutes were given for the talk, also how many are left or over."""
    words = f"{_minutes(now - began(records, now))} min"
    given = next((record for record in reversed(records) if record["k"] == "start" and "minutes" in record), None)
    at = _when(given) if given is not None else None
    minutes = given["minutes"] if given is not None else 0
    if at is None or isinstance(minutes, bool) or not isinstance(minutes, int | float) or minutes <= 0:
        return words
    left = _minutes(timedelta(minutes=minutes) - (now - at))
    return f"{words}, {left} left" if left >= 0 else f"{words}, {-left} over"


def _minutes(time: timedelta) -> int:
    return int(time.total_seconds() // 60)


def _when(record: Record) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(record.get("at", "")))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


Step = Callable[[Ahead], Ahead]
"""One step of looking ahead: it adds what it finds, and takes some hundredths of a second."""


def steps(talk: Conversation) -> list[Step]:
    """The steps of looking ahead from here; none before the first answer, or while the screen is shared."""
    if talk.sharing or not talk.state.answers:
        return []
    outlook = talk.outlook

    def best(ahead: Ahead) -> Ahead:
        found = outlook.best
        if found is None:
            return ahead
        question, why = found
        return ahead._replace(best=(question, talk.knowledge.questions[question].label, why))

    return [
        lambda ahead: ahead._replace(possible=outlook.possible),
        best,
        lambda ahead: ahead._replace(flips=outlook.flips),
    ]


class ToRead(NamedTuple):
    """A document that can be read at the end: what it is called, its text, and what has it edited, if it can be.

    To edit it returns what is to be said afterwards.
    """

    name: str
    text: Callable[[], str]
    edit: Callable[[], Sequence[str]] | None = None


def _edited(document: ToRead) -> Sequence[str]:
    try:
        return document.edit() if document.edit else ()
    except OrderlessError as problem:
        return problem.lines


_DRAFT_SECONDS = 0.2
"""Seconds of typing that a kill may cost."""
_READING_SECONDS = 0.3
"""Looking ahead begins when nothing has been typed for so many seconds."""
_BETWEEN_STEPS = 0.03
_TICK_SECONDS = 20.0
_FOLDER_HINT = "Enter: keep it in this folder; an empty line tries the same one again"


class CockpitFace:
    """The screen of a live call. Use it in a `with`: at its end the terminal is as it was."""

    def __init__(
        self, draft: Callable[[], Draft | None], first: Sequence[str] = (), early: Early | None = None
    ) -> None:
        """`first` is said until a line comes; `early` takes what is typed or pasted before keys are read."""
        self._draft = draft
        self._early = early
        self._input = InputState(marks_for(sys.stdout.encoding), _clock, first)
        self._painter = Painter(self._input.frame, write)
        self._running = Running(self._paint, self._painter.forget)
        self._screen = contextlib.ExitStack()
        self._told: list[str] = []
        self._steps: list[Step] = []
        self._at = ""
        self._carried = ""
        self._cleared = ""
        self._dirty = False
        self._typed_at = 0.0

    def __enter__(self) -> CockpitFace:
        self._screen.enter_context(on_other_screen(LEAVE, self._painter.left))
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._running.stop()
        finally:
            self._painter.leave()
            self._screen.close()

    # ---------------------------------------------------------------------------------------------------- face

    def draw_early(self, talk: Conversation) -> None:
        """Show the first question at once; what reads the keys takes a moment to load."""
        if self._early is not None:
            self._early.draws()
        self._input.show(talk, (), terminal_size())
        self._paint()

    def tell(self, lines: Iterable[str]) -> None:
        """Kept until the screen is drawn next."""
        self._told += lines

    def write_long(self, folder: Path | None, prefix: str) -> str:
        """Have a long note written in the editor. Raises CannotDo."""
        return write_in_editor(folder, prefix)

    def half_typed(self) -> str:
        """What stands in the note line right now."""
        return "" if self._input.aside is not None else self._input.text or self._carried

    def ask(self, talk: Conversation, kept: str) -> str:
        """Show where the talk stands and read one line; Ctrl-C clears the line, and twice leaves."""
        self._input.show(talk, self._take_told(), terminal_size())
        self._at = talk.at if talk.stage in ("talk", "wrap_up") else ""
        self._steps = steps(talk)
        carried, self._carried = self._carried, ""
        line = self._read(kept or carried)
        self._input.first = ()
        return line

    def ask_folder(self) -> str:
        """Ask for another folder to keep the session in; empty to try the same again."""
        self._steps = []
        self._input.ask(Aside("folder> ", lambda _line: _FOLDER_HINT), self._take_told())
        return self._read("").strip()

    def offer(self, talk: Conversation, documents: Sequence[ToRead]) -> None:
        """Say how it came out, and show these documents to who wants to read them, or have them edited.

        Raises KeyboardInterrupt or EOFError when the person leaves otherwise than by an empty line.
        """
        numbers = {str(number): document for number, document in enumerate(documents, 1)}
        edits = {f"{number}e": document for number, document in numbers.items() if document.edit}
        told = [*self._take_told(), "", *(f"{number}. {document.name}" for number, document in numbers.items())]
        to_edit = f", {' or '.join(edits)} to edit it" if edits else ""
        told.append(f"Type a number to read it here{to_edit}; Enter leaves." if numbers else "Enter leaves.")

        def hint(line: str) -> str:
            typed = line.strip().lower()
            if typed in numbers or typed in edits:
                does, document = ("read", numbers[typed]) if typed in numbers else ("edit", edits[typed])
                return f"Enter: {does} {document.name}"
            return "Enter: leave; all is saved" if not typed else "A number, or an empty line to leave"

        self._at, self._steps = "", []
        self._input.show(talk, (), terminal_size())
        self._input.ask(Aside("> ", hint), ())
        self._input.show_list(told)
        while True:
            line = self._read("").strip().lower()
            if line in numbers:
                self._input.page(numbers[line].text().splitlines())
            elif line in edits:
                self._input.say(*_edited(edits[line]))
            elif not line or line.startswith(":"):
                return

    def _take_told(self) -> list[str]:
        told, self._told = self._told, []
        return told

    def _read(self, kept: str) -> str:
        """Read one line, and look ahead meanwhile."""
        if self._input.buffer is None:
            self._load()
        self._put(kept)
        self._dirty = bool(kept)
        if keys_waiting() or self._running.has_waiting:
            self._running.later("paint", 0.0, self._paint)  # keys wait: they may answer it before it is drawn
        else:
            self._paint()
        self._running.later("ahead", _READING_SECONDS, self._look_ahead)
        self._running.later("tick", _TICK_SECONDS, self._tick)
        return self._running.read()

    def _load(self) -> None:
        """Load what reads the keys. Importing it takes a moment, so the first question is on the screen before."""
        from prompt_toolkit.buffer import Buffer

        from orderless.terminal.cockpit.keys import bindings

        self._input.buffer = Buffer(multiline=False, on_text_changed=lambda _buffer: self._changed())
        self._running.start(self._input.buffer, bindings(self._input, self))
        if self._early is not None:
            self._early.hand_over()

    # --------------------------------------------------------------------------------------------------- board

    def enter(self, line: str, *, keep: bool = False) -> None:
        """Hand over a line; with `keep`, what is typed stays in the note line."""
        if not self._running.reading:
            return
        if line.strip() == KEYMAP_LINE and self._input.aside is None:
            self._put("")
            self._input.page(keymap_lines())
            return
        self._carried, self._cleared = self._input.text if keep else "", ""
        self._save_draft()
        self._running.hand_over(line)
        self._put("")

    def interrupt(self) -> None:
        """Clear the line; on an empty line say that all is saved, and the next time leave."""
        if self._input.text:
            cleared = self._input.text
            self._put("")
            self._cleared = cleared
            self._input.say("Cleared. Ctrl-Z brings it back.")
        elif not self._input.leaving:
            self._input.leaving = True
            saved = "Everything entered is saved." if self._draft() is not None else "This session is not kept."
            self._input.close_pager()
            self._input.say(f"{saved} Ctrl-C again leaves; anything else goes on.")
        else:
            self._save_draft()  # what was cleared a moment ago must not come back
            self._running.leave()

    def turn(self, rows: int, pages: int = 0) -> None:
        """Scroll the pager."""
        self._input.scroll(rows, pages, terminal_size())

    def help(self) -> None:
        """All lines and keys; again closes them."""
        if self._input.pager is not None:
            self._input.close_pager()
        else:
            self._input.page(keymap_lines())

    def bring_back(self) -> bool:
        """Put back what Ctrl-C cleared; False if there is nothing."""
        text, self._cleared = self._cleared, ""
        if text:
            self._put(text)
            self._input.say()
        return bool(text)

    def redraw(self) -> None:
        """Draw everything afresh."""
        self._painter.forget()

    # -------------------------------------------------------------------------------------------------- typing

    def _put(self, text: str) -> None:
        """Put this text into the note line."""
        from prompt_toolkit.document import Document

        if self._input.buffer is not None and self._input.buffer.text != text:
            self._input.buffer.set_document(Document(text, len(text)), bypass_readonly=True)

    def _changed(self) -> None:
        """Keep what is typed within a moment: not at each key, so that a key costs little, but soon after it."""
        self._input.changed()
        if not self._running.reading:
            return
        self._typed_at = self._running.now
        self._dirty, self._cleared = True, ""
        if not self._running.waits_for("draft"):
            self._running.later("draft", _DRAFT_SECONDS, self._save_draft)

    def _save_draft(self) -> None:
        self._running.cancel("draft")
        draft = self._draft()
        if draft is None or not self._at or not self._dirty or self._input.aside is not None:
            return
        self._dirty = False
        with contextlib.suppress(CannotDo):
            keep_half_typed(draft, self._at, self._input.text) if self._input.text else draft.delete()

    # ------------------------------------------------------------------------------------------------- drawing

    def _look_ahead(self) -> None:
        """One step, once nothing has been typed for a moment; then the next."""
        if not self._steps or self._input.scene is None:
            return
        if self._running.now - self._typed_at < _READING_SECONDS or keys_waiting():
            self._running.later("ahead", _READING_SECONDS, self._look_ahead)
            return
        self._input.scene = self._input.scene._replace(ahead=self._steps.pop(0)(self._input.scene.ahead))
        self._paint()
        self._running.later("ahead", _BETWEEN_STEPS, self._look_ahead)

    def _tick(self) -> None:
        """The clock goes on."""
        self._paint()
        self._running.later("tick", _TICK_SECONDS, self._tick)

    def _paint(self) -> None:
        self._painter.paint(*terminal_size())


def _clock(talk: Conversation) -> str:
    return clock_words(talk.records, datetime.now(UTC))
