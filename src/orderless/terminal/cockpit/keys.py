"""Every line and every key in one table, for F1, the bindings and the documentation; and what each key does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from prompt_toolkit.filters import Condition, FilterOrBool
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from orderless.terminal.cockpit.input_state import InputState

__all__ = ["FIRST_LINES", "KEYS", "LINES", "ON_EMPTY_LINE", "Board", "Key", "bindings", "keymap_lines"]


class Key(NamedTuple):
    """A key as it is called, the line it stands for (nothing where it only moves or edits), and what it does."""

    name: str
    line: str
    does: str


FIRST_LINES = (
    "Type a number and Enter to answer; any other text is a note. The hint at the bottom says what Enter will do.",
    "Enter alone goes on, < goes back, / finds a question, - parks it, :undo takes back, :end wraps up.",
    "F1 shows every line and key. ? tells why we ask; :share hides what is private while others see the screen.",
)
"""How to use it, in three lines: shown once."""

LINES: tuple[tuple[str, str], ...] = (
    ("2 · 1 3 · 2d", "answer; several; and how it is known: s they saw it, d from data, p the people doing the work"),
    ("2=tools,time", "answer, and name the causes where the choice asks for them"),
    ("0 · :dk", "don't know yet"),
    ("any other text", "a note; on a question that wants text, a number or a date, the answer"),
    ("a leading blank", "a note, whatever it looks like"),
    ("an empty line", "on to the next question"),
    ('"words · ~text', "their words · a private note, never shared"),
    ("= sentence · =3", "a finding: on the page in these words · note 3 of :notes is one"),
    ("2d = sentence", "an answer and a finding in one line"),
    ("< · /words", "back · go to the question that fits, and return when it is answered"),
    ("@question text", "an answer, note or finding for another question, by its name on the screen or its id"),
    ("- · - sales lead", "park it · with whom to find out"),
    ("+ who: what by when", "a promise"),
    ("?", "why we ask, and what to probe"),
    (":why · :whatif", "the decision so far · what would change it"),
    (":list · :notes", "all questions with where each stands · all notes"),
    (":quote · :quote 2", "the newest note, or note 2 of :notes, is their words"),
    (":note 2 words · :move 2 question · :drop 2", "word note 2 anew · file it elsewhere · take it away"),
    (":take · :offers · :take a c", "what they wrote or what is known here is the answer · list all · keep these"),
    (":keep · :keep 1 3", "take what the last line with figures could fill (22% now, 90 a month), or some of it"),
    (":undo · :clear", "take back the last thing entered · clear the answer here"),
    (":edit", "a long note in your editor"),
    (":share", "share view on or off: nothing private is shown while it is on"),
    (":brought · :told · :override", "they bring a diagnosis · you were told to go ahead · you decide otherwise"),
    (":part NAME · :part", "begin a part of the order for some of the people, or go to it · list the parts"),
    (":part - · :part drop NAME · :part rename NAME", "the whole order again · drop a part · name it otherwise"),
    (":end", "wrap up"),
)
"""What can be typed before Enter, and what it means."""

KEYS: tuple[Key, ...] = (
    Key("Enter", "", "what the hint below the line says"),
    Key("Up, Down", "", "point at a choice, for Enter to take; over a long text, a row up or down"),
    Key("Tab, Shift-Tab", "an empty line, <", "next, back"),
    Key("Ctrl-G", "/", "begin a search"),
    Key("Ctrl-R", ":share", "share view on or off, also while something is typed"),
    Key("Ctrl-O", ":edit", "a long note in your editor"),
    Key("Ctrl-Z", ":undo", "undo: while something is typed, the typing; else the last thing entered"),
    Key("Ctrl-D", ":end", "wrap up"),
    Key("F1", ":keys", "every line and key; again closes it"),
    Key("PageUp, PageDown", "", "turn the pages of a long text; Esc closes it, and so does Enter on an empty line"),
    Key("Ctrl-C", "", "clear the line (Ctrl-Z brings it back); on an empty line, twice leaves"),
    Key("Ctrl-L", "", "draw the screen afresh"),
)

ON_EMPTY_LINE: tuple[tuple[str, str], ...] = (
    ("tab", ""),
    ("s-tab", "<"),
    ("c-o", ":edit"),
    ("c-d", ":end"),
)
"""Keys, as prompt_toolkit calls them, that enter a line: only while nothing is typed that it would throw away."""


def keymap_lines() -> Iterator[str]:
    """The whole keymap, a sentence each."""
    yield "Type, then Enter. The hint below the line always says what Enter will do."
    yield from (f"{typed}: {means}" for typed, means in LINES)
    yield "Keys, each for a line or for moving:"
    yield from (f"{key.name}: {key.does}{f' ({key.line})' if key.line else ''}" for key in KEYS)
    yield "Marks: ✓ answered, ? don't know yet, ‖ parked, · to ask, ° to ask and something is offered,"
    yield "» best asked next, * for yourself, ▸ here."


class Board(Protocol):
    """What keys can ask for beyond what is typed."""

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


def bindings(typing: InputState, board: Board) -> KeyBindings:
    """All keys that are not plain editing."""
    keys = KeyBindings()
    empty = Condition(lambda: not typing.text)
    paged = Condition(lambda: typing.pager is not None)
    scrolls = Condition(lambda: typing.scrolls)

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
    on(lambda: typing.point(-1), "up", only=empty & ~scrolls)
    on(lambda: typing.point(1), "down", only=empty & ~scrolls)
    on(lambda: board.turn(-1), "up", only=empty & scrolls)
    on(lambda: board.turn(1), "down", only=empty & scrolls)
    on(lambda: board.turn(0, -1), "pageup", only=scrolls)
    on(lambda: board.turn(0, 1), "pagedown", only=scrolls)
    on(typing.close_pager, "escape", only=paged)
    _editing(keys, typing, board, empty)
    return keys


def _entering(board: Board, line: str) -> Callable[[], None]:
    return lambda: board.enter(line)


def _nothing() -> None:
    """So that no key throws away what is typed."""


def _editing(keys: KeyBindings, typing: InputState, board: Board, empty: Condition) -> None:
    @keys.add("enter", eager=True)
    def _enter(_event: KeyPressEvent) -> None:
        if typing.pager_closes:
            typing.close_pager()
        else:
            board.enter(typing.line)

    @keys.add("c-g", eager=True, filter=empty)
    def _find(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("/")

    @keys.add("c-z", eager=True)
    def _undo(event: KeyPressEvent) -> None:
        if typing.text:
            event.current_buffer.undo()
        elif not board.bring_back():
            board.enter(":undo")

    @keys.add(Keys.BracketedPaste, eager=True)
    def _paste(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(typing.pasted(event.data))
