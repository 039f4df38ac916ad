"""A document as a person reads it on a terminal: set by Rich, and through their pager where the screen is too short.

Nothing but the words of the document and styles of our own goes to the terminal: its texts are cleaned as for every
format, and none of them is read as markup.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, assert_never

from rich.cells import cell_len
from rich.console import Console, Group
from rich.table import Table as Rows
from rich.text import Text

from orderless.bank.house import readable
from orderless.cli.talk import Talk, between_words, put_result, told_if_it_fails
from orderless.documents.doc import (
    Bars,
    Block,
    Bullets,
    Doc,
    Dots,
    Grid,
    Heading,
    Look,
    Months,
    Paragraph,
    Quote,
    Rule,
    Scale,
    Shares,
    Spans,
    Table,
    Tasks,
    Way,
    has_text,
    one_line,
    plain,
    tidy_lines,
)
from orderless.documents.plain_text import to_text
from orderless.documents.plainer import plainer, task_spans
from orderless.storage.config_file import settings
from orderless.terminal.other_programs import paged, pager_of

__all__ = ["BACKGROUNDS", "Marks", "background_of", "read_on_screen", "set_lines", "show"]

BACKGROUNDS = {"light": "#ffffff", "dark": "#000000"}
_CONTRAST = 4.5
"""What text needs to be read on its background (Web Content Accessibility Guidelines 2.2, criterion 1.4.3)."""
_WIDEST = 88
"""Columns of a line of prose: longer ones lose the eye on its way back. Tables may take the whole screen."""
_NARROWEST = 16
"""Columns that a cell gets before its table is better read as a list; a shorter cell needs no more than it has."""


class Marks(NamedTuple):
    """What stands before an item, something to do and a line of a quote, and what a line across is made of."""

    item: str = "• "
    box: str = "☐ "
    quote: str = "│ "
    across: str = "─"


_ASCII = Marks("- ", "[ ] ", "| ", "-")


def _marks(encoding: str) -> Marks:
    try:
        "".join(Marks()).encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return _ASCII
    return Marks()


# --------------------------------------------------------------------------------------------------------- the page


def set_lines(doc: Doc, console: Console, accent: str = "", marks: Marks | None = None) -> Iterator[Text | Rows]:
    """The document as lines and tables, an empty line between its parts. `accent` is the style of its headings."""
    page = _Page(console, f"bold {accent}".strip(), marks or Marks())
    yield from page.hung(Text(one_line(doc.title), page.heading))
    close = False  # what a heading is about follows it at once
    for block in doc.blocks:
        lines = list(page.block(block))
        if lines:
            yield from () if close else (Text(),)
            yield from lines
            close = isinstance(block, Heading)


class _Page(NamedTuple):
    """How the blocks of one document are set."""

    console: Console
    heading: str
    marks: Marks

    def block(self, block: Block) -> Iterable[Text | Rows]:
        match block:
            case Heading(text, level):
                style = self.heading if level == 2 else "bold"
                return self.hung(Text(one_line(text), style)) if one_line(text) else ()
            case Paragraph(spans):
                return self.hung(_text(spans)) if has_text(spans) else ()
            case Bullets(items):
                return self._items(filter(has_text, items), self.marks.item)
            case Tasks(tasks):
                return self._items(map(task_spans, tasks), self.marks.box)
            case Quote(text):
                return self.hung(_text((plain(text),)), self.marks.quote, self.marks.quote) if text.strip() else ()
            case Table():
                return self._table(block)
            case Rule():
                return (Text(self.marks.across * min(self.console.width, _WIDEST), "dim"),)
            case Bars() | Way() | Scale() | Shares() | Grid() | Months() | Dots():
                return ()  # what a picture shows stands in words beside it
        assert_never(block)

    def hung(self, text: Text, first: str = "", rest: str = "") -> Iterator[Text]:
        """The text in lines that fit, the first after `first`, those that follow after `rest`."""
        width = max(1, min(self.console.width, _WIDEST) - cell_len(first))
        for place, line in enumerate(text.wrap(self.console, width, overflow="fold")):
            line.rstrip()
            yield Text.assemble(rest if place else first, line)

    def _items(self, items: Iterable[Spans], mark: str) -> Iterator[Text]:
        for item in items:
            yield from self.hung(_text(item), mark, " " * cell_len(mark))

    def _table(self, table: Table) -> Iterator[Text | Rows]:
        cells = [[one_line(cell) for cell in row] for row in (table.header, *table.rows)]
        if not _fits(cells, self.console.width):
            for block in plainer((table,)):
                yield from self.block(block)
            return
        grid = Rows(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
        for name in cells[0]:
            grid.add_column(Text(name), overflow="fold")
        for row in cells[1:]:
            grid.add_row(*map(Text, row))
        yield grid


def _fits(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether each column has room for its longest word, and for a few more where it has them."""
    needed = 0
    for column in zip(*rows, strict=True):
        words = max((cell_len(word) for cell in column for word in cell.split()), default=0)
        needed += max(words, min(_NARROWEST, max(map(cell_len, column)))) + 2
    return needed - 2 <= width


_STYLES = {"plain": "", "strong": "bold", "emphasis": "italic"}


def _text(spans: Spans) -> Text:
    shown = [(_lines(span.text), _STYLES[span.style]) for span in spans if tidy_lines(span.text)]
    return Text(" ").join(Text(text, style) for text, style in shown)


def _lines(text: str) -> str:
    return "\n".join(tidy_lines(text))


# ---------------------------------------------------------------------------------------------------- on the screen


def background_of(environ: Mapping[str, str], chosen: str = "") -> str:
    """`light` or `dark` as it was chosen, else as the terminal says in COLORFGBG; empty where nobody says it."""
    if chosen in BACKGROUNDS:
        return chosen
    number = environ.get("COLORFGBG", "").rpartition(";")[2]
    if not number.isdecimal():
        return ""
    return "light" if number in ("7", "15") else "dark"


def read_on_screen(doc: Doc, accent: str, *, background: str = "", pager: str = "", height: int = 0) -> None:
    """Show the document on standard output, in `pager` where it has more than `height` lines (0: never).

    `accent` is a colour (#rrggbb), used only where `background` (light or dark) says what can be read on it.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    ground = BACKGROUNDS.get(background)
    style = readable(accent, ground, _CONTRAST, accent) if ground else ""
    with console.capture() as captured:
        console.print(Group(*set_lines(doc, console, style, _marks(console.encoding))))
    shown = captured.get()
    if not (height and shown.count("\n") >= height and paged(shown, console.encoding, pager)):
        sys.stdout.write(shown)
        sys.stdout.flush()


def show(doc: Doc, look: Look) -> None:
    """The document for a person at a terminal, paged where it is longer than the screen.

    For a screen reader, and where a terminal takes no styles, it is plain text, and nobody has to work a pager.
    """
    size, chosen = shutil.get_terminal_size(), settings()
    if _reads_plainly(os.environ):
        put_result(between_words(to_text(doc).rstrip("\n"), size.columns) + "\n", None, force=False)
        return
    with told_if_it_fails():
        read_on_screen(
            doc,
            look.accent,
            background=background_of(os.environ, chosen.background or ""),
            pager=pager_of(os.environ, chosen.pager),
            height=size.lines if Talk.may_ask() else 0,
        )


def _reads_plainly(environ: Mapping[str, str]) -> bool:
    dumb = environ.get("TERM", "").lower() in ("", "dumb", "unknown") and os.name != "nt"
    face = environ.get("ORDERLESS_UI") or settings().face
    return Talk.plainly or dumb or bool(environ.get("ACCESSIBLE")) or face == "plain"
