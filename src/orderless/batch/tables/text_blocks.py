"""A text file as blocks of whole lines, in whichever encoding it is, with the place of each in the file."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import StringIO
from typing import BinaryIO, NamedTuple

from orderless.errors import BadInput, CannotDo, why

__all__ = ["MARK", "MARKED", "Block", "Encoding", "changed", "count_lines", "find_encoding", "lines_of", "text_blocks"]

MARK = "\udcff"
"""Stands in decoded text for bytes that are no text; rows that hold it are refused. No valid text holds it."""

MARKED = "orderless-marked"
"""The name of the codec error handler that puts MARK in place of such bytes."""

codecs.register_error(MARKED, lambda error: (MARK, getattr(error, "end", 0)))

_MARKS = (  # the four-byte ones first: FF FE begins both
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_CHUNK = 1 << 20
_NOT_IN_TEXT = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_TO_NOTHING = bytes.maketrans(b"", b"")


class Encoding(NamedTuple):
    """How the bytes of one text file are read."""

    name: str
    """The Python codec, one that neither expects nor skips a byte order mark."""
    start: int
    """Bytes of the byte order mark, before the text."""
    doubtful: bool
    """Some bytes are no text, or NUL: each row is looked at for them."""
    notice: str
    """What had to be guessed, as a sentence; "" if nothing was."""


def find_encoding(file: BinaryIO, name: str) -> Encoding:
    """Try the whole of `file`, in constant memory. Raises BadInput if it does not look like text."""
    file.seek(0)
    sample = file.read(_SAMPLE)
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return Encoding(codec, len(mark), _doubtful(file, codec, len(mark)), "")
    codec = _sixteen_bits(sample)
    if codec:
        notice = f"{name}: read as UTF-16, which is what its bytes look like."
        return Encoding(codec, 0, _doubtful(file, codec, 0), notice)
    if len(sample) - len(sample.translate(_TO_NOTHING, _NOT_IN_TEXT)) > max(8, len(sample) // 50):
        raise BadInput(f"{name} is not a text file. Tables can be CSV, TSV, JSON lines, Excel (.xlsx) or Parquet.")
    return _eight_bits(file, name)


def _sixteen_bits(sample: bytes) -> str:
    """UTF-16 without its mark, only where nearly every other byte is zero, which in no other text happens."""
    pairs = len(sample) // 2
    high_first, high_last = sample[0 : pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if pairs < 4:
        return ""
    if high_last > pairs * 0.7 and high_first < pairs * 0.01:
        return "utf-16-le"
    if high_first > pairs * 0.7 and high_last < pairs * 0.01:
        return "utf-16-be"
    return ""


def _eight_bits(file: BinaryIO, name: str) -> Encoding:
    """UTF-8 if it is that, or nearly; else the code page that Western Excel saves its CSV in."""
    try:
        return Encoding("utf-8", 0, _has_nul(file, "strict"), "")
    except UnicodeDecodeError:
        pass
    bad, good = _broken_and_whole(file)
    if bad * 10 < good:
        notice = f"{name}: read as UTF-8, but some bytes are not; the rows that hold them are refused."
        return Encoding("utf-8", 0, True, notice)
    notice = f"{name}: read as Windows-1252, as it is not UTF-8; check that accents and signs are right."
    return Encoding("cp1252", 0, _doubtful(file, "cp1252", 0), notice)


def _has_nul(file: BinaryIO, errors: str) -> bool:
    """Raises UnicodeDecodeError if it is not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors)
    file.seek(0)
    nul = False
    while chunk := file.read(_CHUNK):
        nul = nul or b"\0" in chunk
        decoder.decode(chunk)
    decoder.decode(b"", final=True)
    return nul


def _broken_and_whole(file: BinaryIO) -> tuple[int, int]:
    """Of characters outside ASCII, read as UTF-8: how many are broken, how many whole."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    file.seek(0)
    bad = outside = 0
    while chunk := file.read(_CHUNK):
        text = decoder.decode(chunk)
        bad += text.count("\ufffd")
        outside += len(text) - len(text.encode("ascii", "ignore"))
    return bad, outside - bad


def _doubtful(file: BinaryIO, codec: str, start: int) -> bool:
    decoder = codecs.getincrementaldecoder(codec)(MARKED)
    file.seek(start)
    while chunk := file.read(_CHUNK):
        text = decoder.decode(chunk)
        if MARK in text or "\0" in text:
            return True
    return MARK in decoder.decode(b"", final=True)


_BLOCK = 1 << 15
_LONGEST_LINE = 1 << 21


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

    Raises BadInput at a line of more than 2 MiB, CannotDo if the file changed since its encoding was found.
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
            raise BadInput(f"{name}: a line of more than 2 MiB; this is not a table of requests.")
        if cut:
            try:
                yield Block(at, at + cut, rest[:cut].decode(encoding.name, errors))
            except UnicodeDecodeError as error:
                raise changed(name) from error
            del rest[:cut]
            at += cut
    if to_read:  # the file is now shorter than when it was opened
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
    """The offset after the last line end in `data`; 0 if no line end is certain.

    The first `looked_at` bytes were searched before: only the last character in them may be a line end.
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
