"""Which rows of a table name its columns, and which of the others are no requests: totals, repeated names, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median_high
from typing import NamedTuple

from orderless.bank.answer_types.cells import as_text, fold
from orderless.batch.tables.table import MOST_COLUMNS, Cell, is_empty, told_apart
from orderless.errors import BadInput

__all__ = ["Asides", "Header", "find_header"]

_MOST_NAMELESS = 50
_LOOKED_AT = 60
"""Rows of the file among which the header must be, and by which it is judged."""


class Asides(NamedTuple):
    """Tells rows that are no requests, by what the first rows of the table look like."""

    names: tuple[str, ...] = ()
    """The folded names of the columns."""
    numbered: bool = False
    """Whether the first column holds short texts without blanks, such as ids or dates."""
    worded: bool = False
    """Whether some columns hold texts in nearly every row."""

    def may_be_aside(self, cells: Sequence[str]) -> bool:
        """Whether a half empty row of texts needs a closer look; most are requests, and are quickly told."""
        first = cells[0].strip()
        return (
            not first or cells.count("") >= len(cells) - 1 or _TOTAL.fullmatch(first[:_LONG].strip(_AROUND)) is not None
        )

    def reason(self, cells: Sequence[Cell]) -> str:
        """Why this row is no request; "" if it is one. Only a row that is half empty or repeats the names is none."""
        filled = [(place, cell) for place, cell in enumerate(cells) if not is_empty(cell)]
        again = as_text(cells[0]).casefold() == self.names[0] and len(filled) > 1
        if again and all(fold(as_text(cell)) == self.names[place] for place, cell in filled):
            return "it repeats the names of the columns"
        if not filled or len(filled) * 2 > len(cells) or len(cells) < _NARROWEST:
            return ""
        place, first = filled[0]
        text = "" if _is_number(first) else as_text(first).strip()
        if all(_is_number(cell) for _, cell in filled[1:]):
            if _TOTAL.fullmatch(text[:_LONG].strip(_AROUND)) and (len(filled) > 1 or place == 0):
                return "it looks like a row of totals"
            if not text and place and len(filled) > 1 and self.worded:
                return "it holds nothing but numbers, as a row of totals does"
        return "it looks like a note and no request" if len(filled) == 1 and self._is_note(place, text) else ""

    def _is_note(self, place: int, text: str) -> bool:
        """Whether the only text in a row is no part of the table."""
        words = text.count(" ")
        return bool(words and _NOTE.match(text)) or (place == 0 and self.numbered and words >= _WORDS)


_NARROWEST = 3
"""Columns of a table in which a row with one cell says something."""
_LONG = 60
_WORDS = 2
"""Blanks between the words of a note, at least."""
_TOTALS = (
    r"totals?|sums?|subtotals?|summe|gesamt|gesamtsumme|gesamtergebnis|zwischensumme|insgesamt|ergebnis|somme|sous-total"
    r"|total général|suma|total general|subtotal|totale|totaal|summa|razem|итого|average|mean|median|mittelwert"
    r"|durchschnitt|moyenne|promedio|media"
)
_AROUND = " \t.:*-=–—()…"
_TOTAL = re.compile(
    rf"(?:(?:grand|overall|running|sub)[ -]?)?(?:{_TOTALS})(?:[ :(]{{1,3}}(?:\d[\d.,]*(?: \w+)?|of \w+|hours|costs?))?"
    rf"|[^\d\W][\w ./&-]{{0,40}} (?:total|summe|ergebnis|gesamt|subtotal)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\W*(?:export(?:ed|iert|é)?\b|generated\b|printed\b|downloaded\b|created (?:by|with|on)\b|report (?:run|generated)"
    r"|source\b|notes?\b\s*:|legend\b|page \d|seite \d|applied filters?\b|filters?\b\s*:|©|copyright\b|confidential\b"
    r"|last updated|as of \d|data as of|end of (?:report|file|list)|stand\b\s*:|quelle\b|erstellt (?:am|von)|gedruckt\b"
    r"|hinweis\b|anmerkung|vertraulich|remarque|confidentiel|fuente\b|nota\b\s*:|généré|generado|\* )",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\s€$£(]*[-+]?\d[\d.,'’\s]*(?:%|[^\W\d_]{1,12})?[\s€$£)]*", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ,].*)?|\d{1,2}[-/. ][^\W\d_]{3,9}\.?[-/. ]\d{2,4}(?:[ ,].*)?")


def _is_number(cell: Cell) -> bool:
    """Whether it is a number, or a text that is one, with its unit."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return True
    return isinstance(cell, str) and len(cell) <= _LONG and _NUMBER.fullmatch(cell) is not None


def _is_typed(cell: Cell) -> bool:
    """Whether it is a number, a date or a moment: what no name of a column is."""
    if isinstance(cell, str):
        text = cell[:_LONG]
        return bool(_NUMBER.fullmatch(text) or _DATE.fullmatch(text))
    return isinstance(cell, int | float | date) and not isinstance(cell, bool)


class Header(NamedTuple):
    """The columns of a table."""

    row: int
    """The number of its last row; the requests begin after it."""
    names: tuple[str, ...]
    notices: tuple[str, ...]
    said: tuple[str, ...] = ()
    """What a second line says of each column; empty where nothing, and where there is no such line."""
    groups: tuple[str, ...] = ()
    """What stands over several columns, for each of them."""
    asides: Asides = Asides()


class _Lines(NamedTuple):
    """The lines of a header, by their places among the rows."""

    upper: int
    """The line that stands over the other, or the only one."""
    lower: int
    last: int
    named_above: bool
    """Whether the upper line names the columns, and the lower one says more of them."""


def find_header(rows: Sequence[Sequence[Cell]], name: str, numbers: Sequence[int] = ()) -> Header:
    """The header among the first rows of a table. `numbers` are their numbers; if there are none, they begin with 1.

    It is the first row that fills at least half as many cells as rows here usually reach across: titles, dates of
    export and names of groups above it fill fewer. A line that says more of the columns belongs to it. Raises BadInput
    if all rows are empty.
    """
    first = [_without_empty_end(row) for row in rows[:_LOOKED_AT]]
    reaches = [len(row) for row in first if row]
    if not reaches:
        if len(rows) >= _LOOKED_AT:
            raise BadInput(
                f"{name}: its first {_LOOKED_AT} rows are empty; take them out above the names of the columns."
            )
        raise BadInput(f"{name} is empty: there is no row that names the columns.")
    usual = median_high(reaches)
    wanted = min((usual + 1) // 2, max(map(_filled, first)))
    at = next(index for index, row in enumerate(first) if _filled(row) >= wanted)
    lines = _lines_of(first, at)
    width = max(len(first[lines.upper]), len(first[lines.lower]))
    farthest = width + _MOST_NAMELESS if numbers else len(rows[at])  # a row of text says how wide it is
    below = first[lines.last + 1 :]
    reach = _reach(below, min(width, farthest), farthest)
    upper, lower = (_padded(first[place], reach) for place in (lines.upper, lines.lower))
    given, said, groups = _named(upper, lower, lines)
    names, notices = told_apart(given, name)
    if len(names) > MOST_COLUMNS:
        raise BadInput(f"{name}: it has more than {MOST_COLUMNS} columns; this is not a table of requests.")
    counted = [numbers[place] if numbers else place + 1 for place in (at, *range(lines.upper + 1, lines.last + 1))]
    titled = any(first[:at]) if lines.named_above or lines.upper == lines.lower else any(first[: lines.upper])
    more = [*_said_of_titles(name, counted[0], titled=titled), *_said_of_lines(name, counted[1:], lines, at)]
    last = numbers[lines.last] if numbers else lines.last + 1
    return Header(last, names, (*more, *notices), said, groups, _asides(names, below))


def _said_of_titles(name: str, number: int, *, titled: bool) -> Iterator[str]:
    if titled:
        yield f"{name}: row {number} was taken for the header, and what stands above it for a title."


def _said_of_lines(name: str, numbers: Sequence[int], lines: _Lines, at: int) -> Iterator[str]:
    if lines.last == at:
        return
    which = f"row {numbers[0]} is" if len(numbers) == 1 else f"rows {numbers[0]} to {numbers[-1]} are"
    yield f"{name}: {which} a second line of the header, and no request; what it says of a column helps to name it."


# ------------------------------------------------------------------------------------------------- a second line

_ORIGIN = re.compile(r"\s*\{\W*ImportId\b", re.IGNORECASE)
"""What a line holds that Qualtrics adds for machines."""
_GENERIC = frozenset({"response", "responses", "open-ended response", "answer", "antwort", "réponse", "respuesta"})
_PLACEHOLDERS = frozenset({"n/a", "na", "tbd", "tba", "-", "--", "?", "none", "null", "unknown", "k.a.", "offen", "x"})
_SOME, _MOSTLY = 3, 0.9
_FEWEST_TYPED = 2


def _lines_of(first: list[Sequence[Cell]], at: int) -> _Lines:
    """The header's lines: a line above that stands over groups of columns, or lines below that say more of them."""
    for place in range(at + 1, min(at + 3, len(first))):
        origin = [cell for cell in first[place] if isinstance(cell, str) and _ORIGIN.match(cell)]
        if origin and len(origin) * 2 >= _filled(first[place]):
            return _Lines(at, at + 1 if place > at + 1 else at, place, named_above=True)
    below = [row for row in first[at + 2 :] if row]
    if at + 1 < len(first) and below and _says_more(first[at], first[at + 1], below):
        return _Lines(at, at + 1, at + 1, named_above=True)
    if at and _filled(first[at - 1]) > 1 and not any(_is_typed(cell) for cell in first[at - 1] if cell):
        return _Lines(at - 1, at, at, named_above=False)
    return _Lines(at, at, at, named_above=True)


def _says_more(upper: Sequence[Cell], lower: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> bool:
    """Whether the row below the names says more of the columns, and is no request.

    Either it names columns that have no name above, and leaves out a column that every request fills; or it holds texts
    where all requests have numbers or days.
    """
    if not lower or any(isinstance(cell, bool) or _is_typed(cell) for cell in lower if not is_empty(cell)):
        return False
    if _is_like_below(lower[0], below):
        return False
    width = max(len(upper), len(lower))
    up, low = _padded(upper, width), _padded(lower, width)
    new = [place for place in range(width) if is_empty(low[place]) or low[place] == up[place]]
    texts = [place for place in range(width) if place not in new]
    if any(fold(as_text(low[place])) in _PLACEHOLDERS for place in texts):
        return False
    typed = [place for place in texts if _all_typed(place, below)]
    nameless = [place for place in texts if is_empty(up[place])]
    left_out = [place for place in new if not is_empty(up[place]) and _always_filled(place, below)]
    if nameless and not is_empty(up[0]) and (left_out or typed):
        return True
    return len(typed) >= _FEWEST_TYPED and len(below) >= _SOME


_FIGURES = re.compile(r"\d+")


def _is_like_below(cell: Cell, below: Sequence[Sequence[Cell]]) -> bool:
    """Whether a cell is written as those below it but for its figures, as ids are."""
    text = as_text(cell)
    shape = _FIGURES.sub("9", text)
    return "9" in shape and any(row and _FIGURES.sub("9", as_text(row[0])) == shape for row in below)


def _all_typed(place: int, below: Sequence[Sequence[Cell]]) -> bool:
    cells = [row[place] for row in below if len(row) > place and not is_empty(row[place])]
    return len(cells) >= min(_SOME, len(below)) and sum(map(_is_typed, cells)) >= _MOSTLY * len(cells)


def _always_filled(place: int, below: Sequence[Sequence[Cell]]) -> bool:
    return all(len(row) > place and not is_empty(row[place]) for row in below[:_SOME])


def _named(upper: list[str], lower: list[str], lines: _Lines) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
    """The names of the columns, what the second line says of each, and what stands over each of several."""
    if lines.upper == lines.lower:
        return upper, (), ()
    groups = _groups(upper, lower)
    names = []
    for over, under, group in zip(upper, lower, groups, strict=True):
        plain = not under or fold(under) in _GENERIC or (over and not group and lines.named_above)
        names.append(over if plain and (over or not under) else under)
    repeated = {name for name in names if name and names.count(name) > 1} if len(names) < MOST_COLUMNS else set()
    full = [
        f"{group}: {name}" if name in repeated and group else name for name, group in zip(names, groups, strict=True)
    ]
    said = tuple("" if fold(under) in _GENERIC else under for under in lower)
    return full, said, tuple(groups)


def _groups(upper: list[str], lower: list[str]) -> list[str]:
    """For each column the text above that stands over several; empty where it stands over one."""
    groups = [""] * len(upper)
    start = None
    for place, over in enumerate([*upper, "-"]):
        if over or not lower[place]:
            if start is not None and place - start > 1:
                groups[start:place] = [upper[start]] * (place - start)
            start = place if over else None
    return groups


def _asides(names: tuple[str, ...], below: Sequence[Sequence[Cell]]) -> Asides:
    rows = [row for row in below if _filled(row) > 1]
    firsts = [as_text(row[0]) for row in rows if not is_empty(row[0])]
    numbered = bool(firsts) and sum(" " in text.strip() for text in firsts if not _DATE.fullmatch(text)) == 0
    worded = any(_texts_in(place, rows) for place in range(len(names)))
    return Asides(tuple(map(fold, names)), numbered, worded)


def _texts_in(place: int, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a column holds a text in nearly every row."""
    held = sum(len(row) > place and not is_empty(row[place]) and not _is_number(row[place]) for row in rows)
    return held > _SOME and held >= _MOSTLY * (len(rows) - 1)


# ------------------------------------------------------------------------------------------------------------- width


def _padded(row: Sequence[Cell], width: int) -> list[str]:
    return [*map(_as_name, row[:width]), *[""] * (width - len(row))]


def _reach(rows: Sequence[Sequence[Cell]], named: int, farthest: int) -> int:
    """How many columns there are. One without a name counts if at least a quarter of the rows below fill it."""
    used = [row for row in rows if row]
    for at in range(farthest - 1, named - 1, -1):
        filled = sum(len(row) > at and not is_empty(row[at]) for row in used)
        if filled and filled * 4 >= len(used):
            return at + 1
    return named


def _without_empty_end(row: Sequence[Cell]) -> Sequence[Cell]:
    end = len(row)
    while end and is_empty(row[end - 1]):
        end -= 1
    return row[:end]


def _filled(row: Sequence[Cell]) -> int:
    return sum(not is_empty(cell) for cell in row)


def _as_name(cell: Cell) -> str:
    return "" if is_empty(cell) else str(cell)
