"""A text file as blocks of whole lines, with the place of each in the file: what can be parsed or handed on at once."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import BinaryIO, NamedTuple

from orderless.batch.tables.encodings import MARKED, Encoding
from orderless.errors import BadInput, CannotDo, why

__all__ = ["Block", "changed", "count_lines", "lines_of", "text_blocks"]

_BLOCK = 1 << 15
_LONGEST_LINE = 1 << 24


class Block(NamedTuple):
    """Whole lines; only the last block of a file may end without a line end."""

    start: int
    """Offset in bytes of the first of them."""
    end: int
    """Offset in bytes after the last of them."""
    text: str


def lines_of(text: str) -> list[str]:
    """The lines with their ends: line feed, carriage return, or both, and nothing else."""
    lines = text.splitlines(keepends=True)  # several times faster, but it also ends lines at form feeds and the like
    if len(lines) == count_lines(text):
        return lines
    return list(StringIO(text, newline=""))


def count_lines(text: str) -> int:
    """How many `lines_of` gives."""
    ends = text.count("\n") + text.count("\r") - text.count("\r\n")
    return ends + (text[-1:] not in {"\n", "\r", ""})


def text_blocks(
    file: BinaryIO, encoding: Encoding, start: int, end: int, name: str, size: int = _BLOCK
) -> Iterator[Block]:
    """The lines between two offsets that are line ends, about `size` bytes at a time.

    Raises BadInput at a line of more than 16 MiB, CannotDo if the file changed since its encoding was found.
    """
    errors = MARKED if encoding.doubtful else "strict"
    file.seek(start)
    rest, at, to_read = bytearray(), start, end - start
    while raw := _read(file, min(size, to_read), name):
        to_read -= len(raw)
        looked_at = len(rest)
        rest += raw
        cut = len(rest) if not to_read else _last_line_end(rest, encoding.name, looked_at)
        if not cut and len(rest) > _LONGEST_LINE:
            raise BadInput(f"{name}: a line of more than 16 MiB; this is not a table of requests.")
        if cut:
            try:
                yield Block(at, at + cut, rest[:cut].decode(encoding.name, errors))
            except UnicodeDecodeError as error:
                raise changed(name) from error
            del rest[:cut]
            at += cut
    if to_read:  # it ends before the place where it ended when it was opened
        raise changed(name)


def changed(name: str) -> CannotDo:
    """What to say of a file that is no longer what it was."""
    return CannotDo(f"{name} was changed while it was read; start again.")


def _read(file: BinaryIO, size: int, name: str) -> bytes:
    try:
        return file.read(size)
    except OSError as error:
        raise CannotDo(f"{name} cannot be read any further: {why(error)}.") from error


def _last_line_end(data: bytearray, codec: str, looked_at: int) -> int:
    """The offset after the last line end in `data`, 0 if there is none to be sure of.

    So much of it was looked at before, and only its last sign may be a line end.
    """
    newline, carriage = "\n".encode(codec), "\r".encode(codec)
    since = max(0, looked_at - 2 * len(carriage))
    cut = _last(data, newline, since, len(data))
    if cut:
        return cut
    cut = _last(data, carriage, since, len(data) - len(carriage))  # what follows a \r at the very end is not known yet
    return cut if data[cut : cut + len(newline)] != newline else 0


def _last(data: bytearray, sign: bytes, since: int, end: int) -> int:
    width, at = len(sign), data.rfind(sign, since, end)
    while at > since and at % width:
        at = data.rfind(sign, since, at + width - 1)
    return at + width if at >= 0 and not at % width else 0
