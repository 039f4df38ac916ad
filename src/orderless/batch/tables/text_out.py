"""CSV, TSV and JSON lines, written so that every program reads the same cells and none runs as a formula.

A request is written by a stranger; opened in Excel, a text such as `=HYPERLINK(…)` or `-cmd|…` becomes a formula, in
quotes or not (OWASP, "CSV Injection"). An apostrophe before it keeps it a text, also where a spreadsheet would work
it out (`-2+3`, `+49-30-1234`) or lose its sign (`+49301234`). True numbers stay numbers.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from typing import Any, BinaryIO, NamedTuple

from orderless.batch.tables.heaps import heaps, weight
from orderless.batch.tables.table import Cell, CsvStyle, Nested

__all__ = ["CsvOut", "Finished", "JsonlOut", "guarded", "may_hold_formulas"]


class Finished(NamedTuple):
    """Rows as the text of their format, to stand after others."""

    text: bytes
    guarded: int
    """Cells in it that have an apostrophe before them now."""
    replaced: int = 0
    """NUL signs in whose place U+FFFD stands."""


_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
"""The wide ones are typed with East Asian keyboards."""
_BLANK = (
    " \t\v\f\0\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""What shows nothing before a sign: all that Unicode calls a space, and NUL."""
_FIRST = frozenset(_SIGNS + _BLANK + "\r\n")
_SIGN = f"[{re.escape(_SIGNS)}]"
_FORMULA = re.compile(rf"[{_BLANK}\r\n]*{_SIGN}")
_TRUE_NUMBER = re.compile(
    r"""(?!\+\d{7})  # an international telephone number (E.164): a spreadsheet would drop its plus
        [+-](?:
            [\d\s]*  # with blanks between its digits it is a text for every spreadsheet, or the number it looks like
            |\s?(?:\d{1,3}(?:[.,'\s]\d{3})*|\d+)?(?:[.,]\d+)?(?:[eE][+-]?\d+)?
        )(?:\s?%)?""",
    re.VERBOSE,
)
"""What a spreadsheet shows as the number it is, or leaves alone."""
_LONGEST_NUMBER = 40
"""Characters; a longer text is no number, and the expression is not kept busy with it."""

# The sign that is searched for comes first in the expression, and what must precede it comes as a look behind: so the
# search passes over other text fast. Tabs and line feeds can part cells, so they are not among the blanks between the
# beginning of a cell and its sign: each is tried as a beginning itself, and no blank is gone over twice.
_WITHIN = "".join(sign for sign in _BLANK + "\r" if sign != "\t")
_AFTER_BLANK_OR_START = re.compile(rf"{_SIGN}(?<=[,;|\"\r\n{_BLANK}].)")
_AT_START = re.compile(rf"[{re.escape(_SIGNS)}{_BLANK}\r\n](?<=[,;\t|\"\n].)(?:(?<={_SIGN})|[{_WITHIN}]*{_SIGN})")


_DELIMITERS = ",;\t|"
"""The signs between cells that the searches know."""


def guarded(cell: Cell) -> Cell:
    """The cell, with an apostrophe before it if it is a text that a spreadsheet would take for a formula."""
    if isinstance(cell, str) and cell[:1] in _FIRST and _FORMULA.match(cell) and not _is_number(cell):
        return "'" + cell
    return cell


def _is_number(cell: str) -> bool:
    return len(cell) <= _LONGEST_NUMBER and _TRUE_NUMBER.fullmatch(cell.strip()) is not None


def may_hold_formulas(text: str, delimiter: str = ",") -> bool:
    """Whether any cell in some lines of CSV text may need a guard; says no quickly where none does."""
    if not any(sign in text for sign in _SIGNS):
        return False
    if delimiter not in _DELIMITERS:
        return True
    return bool(_FORMULA.match(text) or (_AFTER_BLANK_OR_START.search(text) and _AT_START.search(text)))


_END = "\r\n"
_AT_ONCE = 256
"""Rows made into text together, few enough to stay in a processor's cache."""


class CsvOut:
    """UTF-8; a row of cells on each line, which ends as RFC 4180 says."""

    def __init__(self, file: BinaryIO, style: CsvStyle) -> None:
        self._file = file
        self._style = style
        self._delimiter = style.delimiter
        self.guarded = 0
        """Cells that have an apostrophe before them now."""
        self.replaced = 0
        """NUL signs in whose place U+FFFD stands: no reader of CSV takes them, ours included."""

    def begin(self, header: Sequence[str]) -> None:
        """What stands above the rows."""
        if self._style.mark:
            self._file.write(b"\xef\xbb\xbf")
        self.write([header])

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write rows as they come, in little memory."""
        for chunk in heaps(rows, _AT_ONCE, weight):
            text = self._text(chunk)
            if may_hold_formulas(text, self._delimiter):
                text = self._text(self._guard(chunk))
            if "\0" in text:
                self.replaced += text.count("\0")
                text = text.replace("\0", "\ufffd")
            self._file.write(text.encode())

    def append(self, finished: Finished) -> None:
        """Rows that another writer made into text."""
        self.guarded += finished.guarded
        self.replaced += finished.replaced
        self._file.write(finished.text)

    def finish(self) -> list[str]:
        """What the person should know, as sentences."""
        return [*self._said_of_guarded(), *self._said_of_replaced()]

    def _said_of_guarded(self) -> Iterator[str]:
        if not self.guarded:
            return
        cells = "1 cell begins" if self.guarded == 1 else f"{self.guarded} cells begin"
        now = "a ' stands before it now, so that no spreadsheet runs it"
        yield f"{cells} as a formula does; {now}. XLSX and JSON lines keep such cells as they were."

    def _said_of_replaced(self) -> Iterator[str]:
        if self.replaced:
            signs = "1 NUL sign is" if self.replaced == 1 else f"{self.replaced} NUL signs are"
            yield f"{signs} \ufffd now, as CSV holds none. XLSX and JSON lines keep such signs as they were."

    def stop(self) -> None:
        """Give up; there is nothing to undo."""

    def _text(self, rows: Iterable[Sequence[Cell]]) -> str:
        """The lines of these rows. Most rows hold no sign that needs quotes: their cells are joined as they are."""
        sign, join = self._delimiter, self._delimiter.join
        lines = []
        for row in rows:
            line = join([cell if cell.__class__ is str else _plain(cell) for cell in row])
            if line.count(sign) >= len(row) or not line or '"' in line or "\n" in line or "\r" in line:
                line = self._quoted(row)
            lines.append(line)
        lines.append("")
        return _END.join(lines)

    def _quoted(self, row: Sequence[Cell]) -> str:
        text = StringIO(newline="")
        csv.writer(text, delimiter=self._delimiter).writerow(row)
        return text.getvalue()[: -len(_END)]

    def _guard(self, rows: list[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
        for row in rows:
            safe = list(map(guarded, row))
            self.guarded += sum(now is not was for now, was in zip(safe, row, strict=True))
            yield safe


def _plain(cell: Cell) -> str:
    """A cell as the csv module writes it."""
    return "" if cell is None else repr(cell) if isinstance(cell, float) else str(cell)


class JsonlOut:
    """UTF-8. Dates are ISO 8601 texts; lists and objects are what they were, and so are null and the empty text."""

    def __init__(self, file: BinaryIO, header: Sequence[str]) -> None:
        self._file = file
        self._header = header
        self.guarded = 0
        """Nothing reads JSON lines as formulas."""
        self.replaced = 0
        """Any sign can stand in them."""
        self._encode = json.JSONEncoder(ensure_ascii=False, default=_date).encode

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write rows as they come, in little memory."""
        for row in rows:
            values: Iterable[Any] = row
            if Nested in set(map(type, row)):
                values = [json.loads(cell) if isinstance(cell, Nested) else cell for cell in row]
            line = self._encode(dict(zip(self._header, values, strict=True)))
            self._file.write(line.encode() + b"\n")

    def append(self, finished: Finished) -> None:
        """Rows that another writer made into text."""
        self._file.write(finished.text)

    def finish(self) -> list[str]:
        """What the person should know, as sentences."""
        return []

    def stop(self) -> None:
        """Give up; there is nothing to undo."""


def _date(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()
