"""Where rows wait until a file can be made of them: a temporary file without a name, gone when it is closed."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile, gettempdir
from typing import IO

from orderless.errors import CannotDo, why

__all__ = ["no_room", "thrown_away", "waited", "waiting_file"]


def waiting_file() -> IO[bytes]:
    """A new one. Raises CannotDo if there can be none."""
    with waited():
        return TemporaryFile()


@contextmanager
def waited() -> Iterator[None]:
    """What is written here only waits: raises CannotDo with the folder it waits in, not the one the person named."""
    try:
        yield
    except OSError as error:
        raise no_room(error) from error


@contextmanager
def thrown_away(file: IO[bytes]) -> Iterator[None]:
    """At the end it is gone, and what it could not hold is not tried again: nobody wants it any more."""
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
