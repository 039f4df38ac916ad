"""The format of a journal: one record a line, each with its number first and its checksum last.

A line is `{"n":17,"k":"answer",…,"crc":"1ed9cd80"}` in UTF-8; `crc` is the CRC-32, as eight hex digits, of the bytes
before `,"crc"`. So a torn end, a damaged line and a missing line can be told apart, and no damage passes for text.
Pure: bytes in, records out.
"""

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

Record = dict[str, Any]
"""One event as JSON: `n` (its number, from 1), `k` (its kind), `at` (ISO time in UTC), and what the kind needs."""

_CHECK = b',"crc":"%08x"}'
_CHECK_LENGTH = len(_CHECK % 0)
_AFTER_CHECK = re.compile(rb'(?<=,"crc":"[0-9a-f]{8}"\})')
_START = b'{"n":'
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Scan(NamedTuple):
    """All that could be read from the bytes of a journal, in the order of the numbers."""

    records: tuple[Record, ...]
    notices: tuple[str, ...]
    """A sentence for each damage but the torn end."""
    torn: bytes
    """What follows the last readable record on a last line without a line end; empty if all is well."""
    next_number: int


def encode(number: int, record: Mapping[str, object]) -> bytes:
    """One line, with its line end. Lone surrogates become JSON escapes, so any text can be written and comes back.

    Raises ValueError or TypeError for what JSON cannot hold, ValueError for a record without `k` or with `n` or `crc`.
    """
    if not isinstance(record.get("k"), str) or "n" in record or "crc" in record:
        raise ValueError("a record needs a kind `k`; `n` and `crc` are the journal's")
    text = json.dumps({"n": number, **record}, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # a lone surrogate can only stand inside a string, where backslashreplace writes exactly its JSON escape
    body = text.encode("utf-8", "backslashreplace")[:-1]
    return body + _CHECK % zlib.crc32(body) + b"\n"


def parse(line: bytes) -> Record | None:
    """The record of one line without its line end, or None if it is not whole and undamaged."""
    body = line[:-_CHECK_LENGTH]
    if not line.startswith(_START) or line[-_CHECK_LENGTH:] != _CHECK % zlib.crc32(body):
        return None
    try:
        record = json.loads(body + b"}")
    except (ValueError, RecursionError):
        return None
    number = record["n"]
    return record if type(number) is int and number > 0 and isinstance(record.get("k"), str) else None


def scan(raw: bytes) -> Scan:
    """Read the bytes of a whole journal. Damage never raises: it becomes a notice, and all else is kept."""
    *whole, last = raw.removeprefix(_BYTE_ORDER_MARK).split(b"\n")
    found: dict[int, dict[bytes, Record]] = {}
    notices = []
    lost_since_record = 0
    for at, line in enumerate(whole, 1):
        line = line.rstrip(b"\r")
        pieces, _ = _pieces(line)
        for piece, record in pieces:
            found.setdefault(record["n"], {})[piece] = record
        if pieces:
            lost_since_record = 0
        if line and (len(pieces) != 1 or pieces[0][0] != line):
            notices.append(f"Line {at} is damaged{'; what is whole in it was kept' if pieces else ''}.")
            lost_since_record += not pieces
    pieces, end = _pieces(last)
    for piece, record in pieces:
        found.setdefault(record["n"], {})[piece] = record
    if pieces and end == len(last):
        notices.append("The last line has lost its end; what came after it, if anything, is missing.")
    numbers = sorted(found)
    twice = [n for n in numbers if len(found[n]) > 1]
    notices += [f"Entry {n} is there {len(found[n])} times with different content; all are kept." for n in twice]
    notices += _gaps(numbers)
    records = tuple(record for n in numbers for record in found[n].values())
    return Scan(records, tuple(notices), last[end:], (numbers[-1] if numbers else 0) + lost_since_record + 1)


def _pieces(line: bytes) -> tuple[list[tuple[bytes, Record]], int]:
    """The whole records in one line with their bytes, and where the last ends; several if a line end was damaged."""
    if (record := parse(line)) is not None:
        return [(line, record)], len(line)
    found = []
    position = end = 0
    for part in _AFTER_CHECK.split(line):
        position += len(part)
        # the last start first: before it may stand the torn beginning of another record
        for start in (part.rfind(_START), part.find(_START)):
            if start >= 0 and (record := parse(part[start:])) is not None:
                found.append((part[start:], record))
                end = position
                break
    return found, end


def _gaps(numbers: list[int]) -> list[str]:
    gaps = []
    for before, after in zip([0, *numbers], numbers, strict=False):
        if after - before == 2:
            gaps.append(f"{before + 1}")
        elif after - before > 2:
            gaps.append(f"{before + 1} to {after - 1}")
    if not gaps:
        return []
    more = f" and {len(gaps) - 10} more" if len(gaps) > 10 else ""
    return [f"Missing entries: {', '.join(gaps[:10])}{more}."]
