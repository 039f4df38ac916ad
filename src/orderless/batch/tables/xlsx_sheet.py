"""The rows of a sheet and the texts of a workbook, as they stream by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, NamedTuple

from orderless.batch.tables.table import Cell
from orderless.batch.tables.xlsx_numbers import Reading
from orderless.batch.tables.xlsx_package import Odd, Xml

__all__ = ["NO_RESULT", "UNREADABLE", "SheetCell", "SheetRow", "Sign", "column_letters", "read_rows", "read_strings"]

_LONGEST_TEXT = 1 << 20
_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Sign:
    """Stands in a cell that has no value."""


NO_RESULT = Sign()
"""A formula whose result is not in the file."""
UNREADABLE = Sign()
"""A number that is none, or a text that is not there."""

SheetCell = Cell | Sign


class SheetRow(NamedTuple):
    """One row, with the cells that the file holds, by column from 0."""

    number: int
    cells: list[tuple[int, SheetCell]]


def column_letters(column: int) -> str:
    """What Excel calls a column, counted from 0: A, B, … XFD."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


class _Texts(Xml):
    """Collects the text of elements `t`, but for those that tell how a word is pronounced."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[str] = []
        self._length = 0
        self._collects = False
        self._spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        if name == "t":
            self._collects = not self._spoken
        elif name == "rPh":
            self._spoken = True

    def end(self, name: str) -> None:
        if name == "t":
            self._collects = False
        elif name == "rPh":
            self._spoken = False

    def text(self, text: str) -> None:
        if self._collects:
            self._length += len(text)
            if self._length > _LONGEST_TEXT:
                raise Odd("has a cell of more than a million characters")
            self._pieces.append(text)

    def taken(self) -> str:
        """What was collected since the last time."""
        text = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        return text if "_x" not in text else _ESCAPED.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)


class _Strings(_Texts):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def end(self, name: str) -> None:
        super().end(name)
        if name == "si":
            self.found.append(self.taken())


def read_strings(part: IO[bytes]) -> list[str]:
    """The texts that cells refer to by number."""
    strings = _Strings()
    for _ in strings.read(part):
        pass
    return strings.found


class _Rows(_Texts):
    def __init__(self, strings: Sequence[str], readings: Sequence[Reading], *, since_1904: bool) -> None:
        super().__init__()
        self.done: list[SheetRow] = []
        self._number = 0
        self._cells: list[tuple[int, SheetCell]] = []
        self._column = -1
        self._kind = "n"
        self._style = 0
        self._formula = False
        self._valued = False
        self._strings = strings
        self._readings = readings
        self._since_1904 = since_1904
        self._columns: dict[str, int] = {}
        self._made: dict[str, Callable[[str], SheetCell]] = {
            "s": self._shared,
            "str": str,
            "inlineStr": str,
            "e": str,
            "b": lambda raw: raw.strip() in {"1", "true"},
            "d": _iso_date,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v":
            self._collects = self._valued = True
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._begin_row(attributes)
        else:
            self._valued = self._valued or name == "is"
            super().start(name, attributes)

    def end(self, name: str) -> None:
        if name == "v":
            self._collects = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self.done.append(SheetRow(self._number, self._cells))
        else:
            super().end(name)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._number = int(number) if number.isdecimal() and len(number) < 9 else self._number + 1
        if self._number > _MOST_ROWS:
            raise Odd("has more rows than a sheet can have")
        self._cells = []
        self._column = -1

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        self._column = self._column_of(letters) if letters else self._column + 1
        if self._column >= _MOST_COLUMNS:
            raise Odd("has more columns than a sheet can have")
        self._kind = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self._style = int(style) if style.isdecimal() and len(style) < 9 else 0
        self._formula = self._valued = False
        self.taken()

    def _column_of(self, letters: str) -> int:
        column = self._columns.get(letters)
        if column is None:
            column = 0
            for letter in letters[:4].upper():
                column = column * 26 + ord(letter) - 64
            self._columns[letters] = column = column - 1 if 0 < column <= _MOST_COLUMNS else _MOST_COLUMNS
        return column

    def _end_cell(self) -> None:
        raw = self.taken()
        if self._formula and not raw and self._kind != "str":
            self._cells.append((self._column, NO_RESULT))
            return
        if not self._valued:
            return
        try:
            cell = self._made[self._kind](raw) if self._kind in self._made else self._read_number(raw)
        except (ValueError, IndexError):
            cell = UNREADABLE
        self._cells.append((self._column, cell))

    def _shared(self, raw: str) -> str:
        index = int(raw)
        if index < 0:
            raise IndexError
        return self._strings[index]

    def _read_number(self, raw: str) -> Cell:
        if not raw:
            return None
        return self._readings[self._style if self._style < len(self._readings) else 0](raw, self._since_1904)


def _iso_date(raw: str) -> Cell:
    return datetime.fromisoformat(raw) if len(raw) > 10 else date.fromisoformat(raw)


def read_rows(
    part: IO[bytes], strings: Sequence[str], readings: Sequence[Reading], *, since_1904: bool
) -> Iterator[SheetRow]:
    """The rows of a sheet; rows and cells that the file leaves out are left out. `readings` has at least one."""
    rows = _Rows(strings, readings, since_1904=since_1904)
    for _ in rows.read(part):
        yield from rows.done
        rows.done.clear()
