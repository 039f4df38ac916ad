"""A file that is opened more than once, by one process or by several: it must be the same each time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO, NamedTuple

from orderless.batch.tables.text_blocks import changed
from orderless.errors import CannotDo, why

__all__ = ["SameFile"]


class SameFile(NamedTuple):
    """A file as it was when it was opened first; it can be pickled."""

    path: Path
    state: tuple[int, int, int, int]
    """Device, number on it, bytes, and time of the last change in nanoseconds."""

    @classmethod
    def of(cls, file: BinaryIO, path: Path) -> SameFile:
        """This file, which is open."""
        return cls(path, _state(file))

    def open(self, name: str) -> BinaryIO:
        """Open it again. Raises CannotDo if it is gone or another one."""
        try:
            file = self.path.open("rb")
        except OSError as error:
            raise CannotDo(f"{name} cannot be read any further: {why(error)}.") from error
        if _state(file) != self.state:
            file.close()
            raise changed(name)
        return file


def _state(file: BinaryIO) -> tuple[int, int, int, int]:
    found = os.fstat(file.fileno())
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
