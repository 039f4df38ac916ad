"""CSV and TSV, written so that every spreadsheet and script reads the same cells, and no cell runs as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import BinaryIO

from orderless.batch.tables.finished import Finished
from orderless.batch.tables.formulas import guarded, may_hold_formulas
from orderless.batch.tables.table import Cell, CsvStyle

__all__ = ["CsvOut"]

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
        rest = iter(rows)
        while chunk := list(islice(rest, _AT_ONCE)):
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
