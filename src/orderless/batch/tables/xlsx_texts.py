"""The texts that the cells of a workbook refer to: in memory while they are few, then in a temporary file."""

from __future__ import annotations

from array import array
from contextlib import suppress
from typing import IO

from orderless.batch.tables.source import waited, waiting_file

__all__ = ["KeptTexts"]

_IN_MEMORY = 1 << 22
"""Characters, with what each text takes beside its own."""
_OF_A_TEXT = 50


class KeptTexts:
    """Texts by their numbers, from 0. What lies in the file is read whenever it is asked for."""

    def __init__(self) -> None:
        self._first: list[str] = []
        self._room = _IN_MEMORY
        self._file: IO[bytes] | None = None
        self._ends = array("Q", [0])

    def add(self, text: str) -> None:
        """Keep one more. Raises CannotDo if there is no room for a temporary file."""
        if self._room > 0:
            self._first.append(text)
            self._room -= len(text) + _OF_A_TEXT
            return
        self._file = self._file or waiting_file()
        with waited():
            written = self._file.write(text.encode("utf-8", "surrogatepass"))
        self._ends.append(self._ends[-1] + written)

    def __getitem__(self, at: int) -> str:
        """Raises LookupError if there is no such text, CannotDo if it cannot be read back."""
        if at < len(self._first):
            return self._first[at]
        at -= len(self._first)
        if self._file is None or at + 1 >= len(self._ends):
            raise LookupError
        start, end = self._ends[at], self._ends[at + 1]
        with waited():  # which also writes what has not been written yet
            self._file.seek(start)
            return self._file.read(end - start).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """The file is gone; closing twice is fine."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()

    def __del__(self) -> None:
        self.close()
