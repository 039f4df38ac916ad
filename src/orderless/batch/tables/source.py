"""Where a table comes from: a file, or a stream that is kept in a temporary file until it has been read."""

from __future__ import annotations

import stat
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from orderless.batch.tables.waiting import waited
from orderless.errors import BadInput, CannotDo, why

__all__ = ["open_source"]

_IN_MEMORY = 1 << 23
_AT_ONCE = 1 << 16


def open_source(source: Path | BinaryIO, name: str) -> tuple[BinaryIO, Path | None]:
    """A file that can be sought in, and its path where others can open it, too.

    Formats are told apart by their content and some end with their index, so a stream is copied first; the copy has
    no name and is gone when it is closed. Raises BadInput if it is not there or no file, CannotDo if it cannot be read.
    """
    if not isinstance(source, Path):
        return _copied(source, name), None
    try:
        mode = source.stat().st_mode
        if stat.S_ISDIR(mode):
            raise BadInput(f"{name} is a folder; name the files in it.")
        if stat.S_ISREG(mode):
            return source.open("rb"), source
        if not stat.S_ISFIFO(mode):
            raise BadInput(f"{name} is neither a file nor a pipe.")
        with source.open("rb") as pipe:
            return _copied(pipe, name), None
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BadInput(f"{name} is not there.") from error
    except ValueError as error:  # a NUL in the path
        raise BadInput(f"{name!r} cannot be the name of a file.") from error
    except OSError as error:
        raise CannotDo(f"{name} cannot be read: {why(error)}.") from error


def _copied(stream: BinaryIO, name: str) -> BinaryIO:
    copy = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - whoever reads it closes it
    try:
        while chunk := _next(stream, name):
            with waited():
                copy.write(chunk)
    except BaseException:
        copy.close()
        raise
    return cast("BinaryIO", copy)


def _next(stream: BinaryIO, name: str) -> bytes:
    try:
        return stream.read(_AT_ONCE)
    except OSError as error:
        raise CannotDo(f"{name} cannot be read: {why(error)}.") from error
