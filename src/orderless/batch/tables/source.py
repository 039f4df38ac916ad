"""Where a table comes from, the same each time it is opened; and where rows wait until a file can be made of them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryFile, gettempdir
from typing import IO, BinaryIO, NamedTuple, cast

from orderless.batch.tables.text_blocks import changed
from orderless.errors import BadInput, CannotDo, likely_file, why

__all__ = ["SameFile", "no_room", "open_source", "thrown_away", "waited", "waiting_file"]


def waiting_file() -> IO[bytes]:
    """A new temporary file. Raises CannotDo if none can be made."""
    with waited():
        return TemporaryFile()


@contextmanager
def waited() -> Iterator[None]:
    """For writing to a temporary file: an error names the folder of that file, not the one that the person named."""
    try:
        yield
    except OSError as error:
        raise no_room(error) from error


@contextmanager
def thrown_away(file: IO[bytes]) -> Iterator[None]:
    """Close this file at the end, and pass over an error in writing what was left: nobody wants it any more."""
    try:
        yield
    finally:
        with suppress(OSError):
            file.close()


def no_room(error: OSError) -> CannotDo:
    """What to say where a temporary file cannot be written."""
    elsewhere = "" if error.errno == errno.EFBIG else " Set TMPDIR to a folder with room."
    return CannotDo(f"Temporary files cannot be written{_where()}: {why(error)}.{elsewhere}")


def _where() -> str:
    try:
        return f" in {gettempdir()}"
    except OSError:  # there is none at all
        return ""


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


_IN_MEMORY = 1 << 23
_AT_ONCE = 1 << 16


def open_source(source: Path | BinaryIO, name: str) -> tuple[BinaryIO, Path | None]:
    """A file that can be sought in, and its path where others can open it, too.

    Formats are told apart by their content and some end with their index, so a stream is copied first; the copy has
    no name and is gone when it is closed. Raises BadInput if it is not there or no file, CannotDo if it cannot be read.
    """
    if not isinstance(source, Path):
        return _copied(source, name), None
    if source.name.startswith(_EXCELS):
        table = source.name.removeprefix(_EXCELS)
        raise BadInput(f"{name} holds no table: Excel keeps it beside {table} while that is open. Name {table}.")
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
        near = likely_file(source)
        raise BadInput(f"{name} is not there{near}{'' if near.endswith('?') else '.'}") from error
    except ValueError as error:  # a NUL in the path
        raise BadInput(f"{name!r} cannot be the name of a file.") from error
    except OSError as error:
        raise CannotDo(f"{name} cannot be read: {why(error)}.") from error


_EXCELS = "~$"
"""How the names of files begin that Excel keeps beside those it has open."""


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
