"""The application behind the note line, one for the whole talk, and the terminal it runs on.

Between two lines its loop stands still, while the line is entered and kept; keys that come meanwhile wait in the
terminal. Keys that were read together with an Enter, or before the loop stood still, wait here, because their meaning
may depend on the next question.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from prompt_toolkit.output import DummyOutput
from prompt_toolkit.renderer import Renderer
from prompt_toolkit.styles import DummyStyle

from orderless.terminal.tty import lent, remember_settings, restore_settings

if TYPE_CHECKING:
    import asyncio

    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.key_binding.key_processor import KeyPress

__all__ = ["Leaves", "Running", "StandIn", "keys_waiting", "terminal_size", "write"]


def terminal_size() -> tuple[int, int]:
    """Columns and rows now."""
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        return 80, 24
    return size.columns or 80, size.lines or 24


def write(text: str) -> None:
    """Show this at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def keys_waiting() -> bool:
    """Whether keys were typed that nobody has read yet."""
    try:
        return bool(select.select([sys.stdin], [], [], 0)[0])
    except (OSError, ValueError):
        return False


class StandIn(Renderer):
    """Paints when it is asked to render, and forgets what is shown when it is asked to erase."""

    def __init__(self, paint: Callable[[], None], forget: Callable[[], None]) -> None:
        super().__init__(DummyStyle(), DummyOutput(), full_screen=True)
        self._paint = paint
        self._forget = forget

    def render(self, app: Any, layout: Any, is_done: bool = False) -> None:  # noqa: ARG002
        """Bring the screen up to date. At the end it paints nothing: the face leaves the screen itself."""
        if not is_done:
            self._paint()

    def erase(self, leave_alternate_screen: bool = True) -> None:  # noqa: ARG002
        """The size has changed, or another program was here."""
        self._forget()

    def clear(self) -> None:
        """The same as `erase`."""
        self._forget()

    def request_absolute_cursor_position(self) -> None:
        """Nothing to ask: the painter knows where the cursor is."""


_ESCAPE_SECONDS = 0.04
_SEQUENCE_SECONDS = 0.2


class Leaves(Exception):
    """The person leaves."""


class Running:
    """Reads lines. `paint` brings the screen up to date; `forget` says that nobody knows what is on it now."""

    def __init__(self, paint: Callable[[], None], forget: Callable[[], None]) -> None:
        self._paint = paint
        self._forget = forget
        self._app: Application[None] | None = None
        self._task: asyncio.Task[None] | None = None
        self._line: asyncio.Future[str] | None = None
        self._waiting: list[KeyPress] = []
        self._timers: dict[str, asyncio.TimerHandle] = {}

    @property
    def reading(self) -> bool:
        """Whether a line is being waited for."""
        return self._line is not None and not self._line.done()

    @property
    def now(self) -> float:
        """Seconds on the loop's clock."""
        return self._loop.time()

    def start(self, buffer: Buffer, keys: KeyBindings) -> None:
        """Make the application; it begins to run with the first line that is read.

        What it needs is imported here: the first question is on the screen before.
        """
        import asyncio

        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import Layout, Window
        from prompt_toolkit.layout.controls import BufferControl

        app: Application[None] = Application(
            Layout(Window(BufferControl(buffer))),
            key_bindings=keys,
            max_render_postpone_time=None,
            terminal_size_polling_interval=None,  # the system says so when the size changes
        )
        app.ttimeoutlen, app.timeoutlen = _ESCAPE_SECONDS, _SEQUENCE_SECONDS
        app.renderer = StandIn(self._paint, self._forget)
        process = app.key_processor.process_keys
        app.key_processor.process_keys = lambda: process() if self.reading else None  # type: ignore[method-assign]
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(self._failed)
        running: Coroutine[Any, Any, None] = app.run_async(set_exception_handler=False)
        self._task = self._loop.create_task(running)
        if sys.platform != "win32":
            self._loop.add_signal_handler(signal.SIGTSTP, self._stop_for_the_shell)
            self._loop.add_signal_handler(signal.SIGCONT, self._go_on)

    def read(self) -> str:
        """The next line. Raises KeyboardInterrupt when the person leaves, EOFError at the end of the input."""
        assert self._task is not None
        line: asyncio.Future[str] = self._loop.create_future()
        self._line = line
        self._task.add_done_callback(self._ended)
        if self.has_waiting:
            keys, self._waiting = [*self._waiting, *self._queued()], []
            self._loop.call_soon(self._feed, keys)
        try:
            return self._loop.run_until_complete(line)
        except Leaves:
            raise KeyboardInterrupt from None
        finally:
            self._task.remove_done_callback(self._ended)
            line.cancel()
            for name in list(self._timers):
                self.cancel(name)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """The application ended by itself, such as at the end of the input: no line will come any more."""
        if self.reading and self._line is not None and not task.cancelled():
            self._line.set_exception(task.exception() or EOFError())

    @property
    def has_waiting(self) -> bool:
        """Whether keys wait for the next question."""
        return bool(self._waiting or (self._app is not None and self._app.key_processor.input_queue))

    def _queued(self) -> list[KeyPress]:
        """Take the keys that were not looked at yet out of the queue."""
        return self._app.key_processor.empty_queue() if self._app is not None else []

    def hand_over(self, line: str) -> None:
        """End the wait for a line with this one."""
        if self.reading and self._line is not None:
            self._waiting = self._queued()
            self._line.set_result(line)

    def leave(self) -> None:
        """End the wait without a line: the person leaves."""
        if self.reading and self._line is not None:
            self._line.set_exception(Leaves())

    def later(self, name: str, seconds: float, act: Callable[[], None]) -> None:
        """Do this after so many seconds, if a line is still being read then. A new call with this name replaces it."""
        self.cancel(name)

        def due() -> None:
            self._timers.pop(name, None)
            act()

        self._timers[name] = self._loop.call_later(seconds, due)

    def waits_for(self, name: str) -> bool:
        """Whether what was put off under this name is still to be done."""
        return name in self._timers

    def cancel(self, name: str) -> None:
        """Drop what was put off under this name."""
        timer = self._timers.pop(name, None)
        if timer is not None:
            timer.cancel()

    def stop(self) -> None:
        """End the application and the loop, if they have begun."""
        if self._app is None or self._task is None:
            return
        import asyncio

        try:
            if not self._task.done():
                if self._app.is_running:
                    self._app.exit()
                else:
                    self._task.cancel()
                with contextlib.suppress(EOFError, KeyboardInterrupt, asyncio.CancelledError):
                    self._loop.run_until_complete(self._task)
        finally:
            self._loop.close()

    def _feed(self, keys: list[KeyPress]) -> None:
        """Process keys that were read together with the Enter before them."""
        app = self._app
        assert app is not None

        def process() -> None:
            app.key_processor.feed_multiple(keys)
            app.key_processor.process_keys()

        assert app.context is not None
        app.context.copy().run(process)
        if self.reading:
            self._paint()

    def _failed(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A fault in a key is a fault of the program: it ends with one line, not with a traceback on the screen."""
        problem = context.get("exception")
        if self.reading and self._line is not None:
            self._line.set_exception(problem if isinstance(problem, Exception) else RuntimeError("the loop failed"))

    def _stop_for_the_shell(self) -> None:
        """Stopped from outside (`kill -TSTP`): the shell gets the terminal as it was, until we go on."""
        remember_settings()
        with lent():
            os.kill(os.getpid(), signal.SIGSTOP)
        self._paint()

    def _go_on(self) -> None:
        """Go on after a stop: another program had the terminal meanwhile and may have changed it."""
        restore_settings()
        self._forget()
        self._paint()
