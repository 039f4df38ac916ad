"""The full-screen face: prompt_toolkit reads the keys and edits the line; the frame is worked out and painted by us.

One application lives as long as the talk. Between two lines its loop stands still, while the line is entered and kept;
keys that come meanwhile wait in the terminal.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import sys
from collections.abc import Callable, Coroutine, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from orderless.errors import CannotDo
from orderless.interview.conversation import Conversation
from orderless.storage.draft import Draft
from orderless.terminal.cockpit.clock import clock_words
from orderless.terminal.cockpit.desk import Desk
from orderless.terminal.cockpit.keymap import keymap_lines
from orderless.terminal.cockpit.marks import marks_for
from orderless.terminal.cockpit.painter import LEAVE, Painter
from orderless.terminal.half_typed import keep_half_typed
from orderless.terminal.tty import on_other_screen

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.key_binding.key_processor import KeyPress

__all__ = ["CockpitFace"]

_ESCAPE_SECONDS = 0.04
_SEQUENCE_SECONDS = 0.2
_DRAFT_SECONDS = 0.2
"""Typing that a kill may cost."""
_READING_SECONDS = 0.3
"""Looking ahead begins when nothing has been typed for so long: each of its steps takes some hundredths of a second."""
_TICK_SECONDS = 20.0


class _Leave(Exception):
    """The person leaves."""


class CockpitFace:
    """The screen of a live call. Use it in a `with`: at its end the terminal is as it was."""

    def __init__(self, draft: Callable[[], Draft | None], first: Sequence[str] = ()) -> None:
        self._draft = draft
        self._desk = Desk(marks_for(sys.stdout.encoding), self._clock, first)
        self._painter = Painter(self._desk.frame, _write)
        self._told: list[str] = []
        self._at = ""
        self._carried = ""
        self._cleared = ""
        self._dirty = False
        self._reading = False
        self._typed_at = 0.0
        self._ahead: list[Callable[[], dict[str, Any]]] = []
        self._waiting: list[KeyPress] = []
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._app: Application[None] | None = None
        self._running: asyncio.Task[None] | None = None
        self._line: asyncio.Future[str] | None = None
        self._screen = contextlib.ExitStack()

    def __enter__(self) -> CockpitFace:
        self._screen.enter_context(on_other_screen(LEAVE, self._painter.left))
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._stop()
        finally:
            self._painter.leave()
            self._screen.close()

    # ---------------------------------------------------------------------------------------------------- face

    def draw_early(self, talk: Conversation) -> None:
        """Show the first question at once; what reads the keys takes a moment to load."""
        self._desk.show(talk, (), _size())
        self._paint()

    def tell(self, lines: Iterable[str]) -> None:
        """Kept until the screen is drawn next."""
        self._told += lines

    def half_typed(self) -> str:
        """What stands in the note line right now."""
        return "" if self._desk.asks_folder else self._desk.text or self._carried

    def ask(self, talk: Conversation, kept: str) -> str:
        """Show where the talk stands and read one line; Ctrl-C clears the line, and twice leaves."""
        self._desk.show(talk, self._take_told(), _size())
        self._at = talk.at if talk.stage in ("talk", "wrap_up") else ""
        self._ahead = self._steps(talk)
        carried, self._carried = self._carried, ""
        line = self._read(kept or carried)
        self._desk.first = ()
        return line

    def ask_folder(self) -> str:
        """Ask for another folder to keep the session in; empty to try the same again."""
        self._desk.ask_folder(self._take_told())
        return self._read("").strip()

    def _take_told(self) -> list[str]:
        told, self._told = self._told, []
        return told

    # ------------------------------------------------------------------------------------------------- reading

    def _read(self, kept: str) -> str:
        """One line from the running application."""
        loop = self._start()
        assert self._app is not None
        assert self._running is not None
        self._reading = True
        self._put(kept)
        self._line = loop.create_future()
        if self._waiting:
            keys, self._waiting = self._waiting, []
            loop.call_soon(self._feed, keys)
        elif _typed_ahead():
            self._later("paint", 0.0, self._paint)
        else:
            self._paint()
        self._later("ahead", _READING_SECONDS, self._look_ahead)
        self._later("tick", _TICK_SECONDS, self._tick)
        try:
            either: set[asyncio.Future[Any]] = {self._line, self._running}
            loop.run_until_complete(asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED))
            if not self._line.done():
                self._running.result()  # raises what ended the application, such as the end of input
                raise EOFError
            return self._line.result()
        except _Leave:
            raise KeyboardInterrupt from None
        finally:
            self._reading = False
            for name in list(self._timers):
                self._cancel(name)

    def _start(self) -> asyncio.AbstractEventLoop:
        """The loop, with the application running in it."""
        if self._loop is not None:
            return self._loop
        loop = self._loop = asyncio.new_event_loop()
        loop.set_exception_handler(self._failed)
        self._app = self._application()
        running: Coroutine[Any, Any, None] = self._app.run_async(set_exception_handler=False)
        self._running = loop.create_task(running)
        return loop

    def _application(self) -> Application[None]:
        from prompt_toolkit.application import Application
        from prompt_toolkit.buffer import Buffer
        from prompt_toolkit.layout import Layout, Window
        from prompt_toolkit.layout.controls import BufferControl

        from orderless.terminal.cockpit.keys import bindings
        from orderless.terminal.cockpit.stand_in import StandIn

        buffer = Buffer(multiline=False, on_text_changed=lambda _buffer: self._changed())
        self._desk.buffer = buffer
        app: Application[None] = Application(
            Layout(Window(BufferControl(buffer))),
            key_bindings=bindings(self._desk, self),
            max_render_postpone_time=None,
            terminal_size_polling_interval=None,
        )
        app.ttimeoutlen, app.timeoutlen = _ESCAPE_SECONDS, _SEQUENCE_SECONDS
        app.renderer = StandIn(self._paint, self._painter.forget)
        return app

    def _feed(self, keys: list[KeyPress]) -> None:
        """Go on with keys that came in one go with the Enter before them."""
        assert self._app is not None

        def process() -> None:
            assert self._app is not None
            self._app.key_processor.feed_multiple(keys)
            self._app.key_processor.process_keys()

        assert self._app.context is not None
        self._app.context.copy().run(process)
        self._paint_if_reading()

    def _paint_if_reading(self) -> None:
        if self._line is not None and not self._line.done():
            self._paint()

    def _failed(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A fault in a key is a fault of the program: it ends with one line, not with a traceback on the screen."""
        problem = context.get("exception")
        if self._line is not None and not self._line.done():
            self._line.set_exception(problem if isinstance(problem, Exception) else RuntimeError("the loop failed"))

    def _stop(self) -> None:
        if self._loop is None:
            return
        try:
            if self._running is not None and not self._running.done():
                if self._app is not None and self._app.is_running:
                    self._app.exit()
                with contextlib.suppress(EOFError, KeyboardInterrupt):
                    self._loop.run_until_complete(self._running)
        finally:
            self._loop.close()
            self._loop = None

    # --------------------------------------------------------------------------------------------------- board

    def enter(self, line: str, *, keep: bool = False) -> None:
        """Hand over a line. Keys that came with it wait until the next question is there to take them."""
        if self._line is None or self._line.done():
            return
        assert self._app is not None
        self._waiting = self._app.key_processor.empty_queue()
        self._carried = self._desk.text if keep else ""
        self._save_draft()
        self._line.set_result(line)
        self._reading = False
        self._put("")

    def interrupt(self) -> None:
        """Clear the line; on an empty line say that all is saved, and the next time leave."""
        if self._desk.text:
            self._cleared = self._desk.text
            self._put("")
            self._desk.say("Cleared. Ctrl-Z brings it back.")
        elif not self._desk.leaving:
            self._desk.leaving = True
            saved = "Everything entered is saved." if self._draft() is not None else "This session is not kept."
            self._desk.close_pager()
            self._desk.say(f"{saved} Ctrl-C again leaves; anything else goes on.")
        elif self._line is not None and not self._line.done():
            self._line.set_exception(_Leave())

    def turn(self, rows: int, pages: int = 0) -> None:
        """Scroll the pager."""
        self._desk.scroll(rows, pages, _size())

    def help(self) -> None:
        """All lines and keys; again closes them."""
        if self._desk.pager is not None:
            self._desk.close_pager()
        else:
            self._desk.page(keymap_lines())

    def bring_back(self) -> bool:
        """Put back what Ctrl-C cleared."""
        text, self._cleared = self._cleared, ""
        if text:
            self._put(text)
        return bool(text)

    def redraw(self) -> None:
        """Draw everything afresh."""
        self._painter.forget()

    # -------------------------------------------------------------------------------------------------- typing

    def _put(self, text: str) -> None:
        """Make this the line."""
        if self._desk.buffer is not None and self._desk.buffer.text != text:
            self._desk.buffer.set_document(_document(text), bypass_readonly=True)

    def _changed(self) -> None:
        """Keep what is typed, soon: not at each key, so that a key costs little, and never much later."""
        self._desk.changed()
        if not self._reading or self._loop is None:
            return
        self._typed_at = self._loop.time()
        self._dirty = True
        if self._desk.text:
            self._cleared = ""
        if "draft" not in self._timers:
            self._later("draft", _DRAFT_SECONDS, self._save_draft)

    def _save_draft(self) -> None:
        self._cancel("draft")
        draft = self._draft()
        if draft is None or not self._at or not self._dirty or self._desk.asks_folder:
            return
        self._dirty = False
        with contextlib.suppress(CannotDo):
            keep_half_typed(draft, self._at, self._desk.text) if self._desk.text else draft.delete()

    # ------------------------------------------------------------------------------------------- looking ahead

    def _steps(self, talk: Conversation) -> list[Callable[[], dict[str, Any]]]:
        """What takes a moment to work out, a step at a time."""
        outlook = talk.outlook
        if self._desk.scene is None or self._desk.scene.sharing or not talk.state.answers:
            return []
        return [
            lambda: {"possible": outlook.foresight.possible()},
            lambda: {"best": _named(talk, outlook.foresight.best())},
            lambda: {"flips": outlook.foresight.flips()},
        ]

    def _look_ahead(self) -> None:
        """One step, once nothing has been typed for a moment; then the next."""
        self._cancel("ahead")
        if not self._ahead or self._loop is None or self._desk.scene is None:
            return
        since = self._loop.time() - self._typed_at
        if since < _READING_SECONDS or _typed_ahead():
            self._later("ahead", _READING_SECONDS, self._look_ahead)
            return
        found = self._ahead.pop(0)()
        self._desk.scene = self._desk.scene._replace(ahead=self._desk.scene.ahead._replace(**found))
        self._paint_if_reading()
        self._later("ahead", 0.03, self._look_ahead)

    def _clock(self, talk: Conversation) -> str:
        return clock_words(talk.records, datetime.now(UTC))

    def _tick(self) -> None:
        self._cancel("tick")
        self._paint_if_reading()
        self._later("tick", _TICK_SECONDS, self._tick)

    def _later(self, name: str, seconds: float, act: Callable[[], None]) -> None:
        self._cancel(name)
        if self._loop is not None:
            self._timers[name] = self._loop.call_later(seconds, act)

    def _cancel(self, name: str) -> None:
        timer = self._timers.pop(name, None)
        if timer is not None:
            timer.cancel()

    def _paint(self) -> None:
        self._painter.paint(*_size())


def _named(talk: Conversation, best: tuple[str, str] | None) -> tuple[str, str, str] | None:
    return (best[0], talk.knowledge.questions[best[0]].label, best[1]) if best is not None else None


def _document(text: str) -> Any:
    from prompt_toolkit.document import Document

    return Document(text, len(text))


def _size() -> tuple[int, int]:
    """Columns and rows of the terminal."""
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        return 80, 24
    return size.columns or 80, size.lines or 24


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _typed_ahead() -> bool:
    """Whether keys are waiting in the terminal."""
    try:
        return bool(select.select([sys.stdin], [], [], 0)[0])
    except (OSError, ValueError):
        return False
