"""Which characters the bytes of a text table stand for: said by its first bytes, or found by trying the whole file."""

from __future__ import annotations

import codecs
from typing import BinaryIO, NamedTuple

from orderless.errors import BadInput

__all__ = ["MARK", "MARKED", "Encoding", "find_encoding"]

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
