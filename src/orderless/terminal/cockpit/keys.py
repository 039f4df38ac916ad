"""Keys, each of which does what a line does, or moves within what is on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from prompt_toolkit.filters import Condition, FilterOrBool
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from orderless.terminal.cockpit.desk import Desk
from orderless.terminal.cockpit.keymap import ON_EMPTY_LINE

__all__ = ["Board", "bindings"]


class Board(Protocol):
    """What keys can ask for beyond the desk."""

    def enter(self, line: str, *, keep: bool = False) -> None:
        """Enter a line; with `keep`, what is typed stays in the note line."""

    def interrupt(self) -> None:
        """Ctrl-C."""

    def turn(self, rows: int, pages: int = 0) -> None:
        """Scroll the pager."""

    def help(self) -> None:
        """Show all lines and keys, or close them."""

    def bring_back(self) -> bool:
        """Put back what Ctrl-C cleared; False if there is nothing."""

    def redraw(self) -> None:
        """Draw everything afresh."""


def bindings(desk: Desk, board: Board) -> KeyBindings:
    """All keys that are not plain editing."""
    keys = KeyBindings()
    empty = Condition(lambda: not desk.text)
    paged = Condition(lambda: desk.pager is not None)
    scrolls = Condition(lambda: desk.scrolls)

    def on(act: Callable[[], None], *names: str, only: FilterOrBool = True) -> None:
        for name in names:
            keys.add(name, eager=True, filter=only)(lambda _event: act())

    for name, line in ON_EMPTY_LINE:
        on(_entering(board, line), name, only=empty)
        on(_nothing, name, only=~empty)
    on(lambda: board.enter(":share", keep=True), "c-r")
    on(board.interrupt, "c-c", "<sigint>")
    on(board.help, "f1")
    on(board.redraw, "c-l")
    on(lambda: desk.point(-1), "up", only=empty & ~scrolls)
    on(lambda: desk.point(1), "down", only=empty & ~scrolls)
    on(lambda: board.turn(-1), "up", only=empty & scrolls)
    on(lambda: board.turn(1), "down", only=empty & scrolls)
    on(lambda: board.turn(0, -1), "pageup", only=scrolls)
    on(lambda: board.turn(0, 1), "pagedown", only=scrolls)
    on(desk.close_pager, "escape", only=paged)
    _editing(keys, desk, board, empty)
    return keys


def _entering(board: Board, line: str) -> Callable[[], None]:
    return lambda: board.enter(line)


def _nothing() -> None:
    """So that no key throws away what is typed."""


def _editing(keys: KeyBindings, desk: Desk, board: Board, empty: Condition) -> None:
    @keys.add("enter", eager=True)
    def _enter(_event: KeyPressEvent) -> None:
        if desk.pager_closes:
            desk.close_pager()
        else:
            board.enter(desk.line)

    @keys.add("c-g", eager=True, filter=empty)
    def _find(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("/")

    @keys.add("c-z", eager=True)
    def _undo(event: KeyPressEvent) -> None:
        if desk.text:
            event.current_buffer.undo()
        elif not board.bring_back():
            board.enter(":undo")

    @keys.add(Keys.BracketedPaste, eager=True)
    def _paste(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(desk.pasted(event.data))
