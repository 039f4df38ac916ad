"""CSV and TSV, written so that every spreadsheet and script reads the same cells, and no cell runs as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import BinaryIO

from orderless.batch.tables.formulas import guarded, may_hold_formulas
from orderless.batch.tables.table import Cell, CsvStyle

__all__ = ["CsvOut"]

_AT_ONCE = 256
"""Rows made into text together, few enough to stay in a processor's cache."""


class CsvOut:
    """UTF-8; a row of cells on each line, which ends as RFC 4180 says."""

    def __init__(self, file: BinaryIO, header: Sequence[str], style: CsvStyle) -> None:
        self._file = file
        self._delimiter = style.delimiter
        self._guarded = 0
        if style.mark:
            file.write(b"\xef\xbb\xbf")
        self.write([header])

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write rows as they come, in little memory."""
        rest = iter(rows)
        while chunk := list(islice(rest, _AT_ONCE)):
            text = self._text(chunk)
            if may_hold_formulas(text):
                text = self._text(self._guard(chunk))
            self._file.write(text.encode())

    def finish(self) -> list[str]:
        """What the person should know, as sentences."""
        if not self._guarded:
            return []
        cells = "1 cell begins" if self._guarded == 1 else f"{self._guarded} cells begin"
        now = "a ' stands before it now, so that no spreadsheet runs it"
        return [f"{cells} as a formula does; {now}. XLSX and JSON lines keep such cells as they were."]

    def stop(self) -> None:
        """Give up; there is nothing to undo."""

    def _text(self, rows: Iterable[Sequence[Cell]]) -> str:
        text = StringIO(newline="")
        csv.writer(text, delimiter=self._delimiter).writerows(rows)
        return text.getvalue()

    def _guard(self, rows: list[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
        for row in rows:
            safe = list(map(guarded, row))
            self._guarded += sum(now is not was for now, was in zip(safe, row, strict=True))
            yield safe
