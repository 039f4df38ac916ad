"""JSON lines, written: an object on each line, every column in each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, BinaryIO

from orderless.batch.tables.finished import Finished
from orderless.batch.tables.table import Cell, Nested

__all__ = ["JsonlOut"]


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
