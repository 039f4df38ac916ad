"""JSON lines: how a file is read, and its rows; each line holds an object, and its keys are the columns."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, NoReturn

from orderless.batch.tables.encodings import MARK, Encoding, find_encoding
from orderless.batch.tables.header import MOST_COLUMNS, is_empty
from orderless.batch.tables.splitting import Stretch
from orderless.batch.tables.table import Cell, Nested, Read, Refused
from orderless.batch.tables.text_blocks import lines_of, text_blocks
from orderless.errors import BadInput

__all__ = ["jsonl_rows", "jsonl_text"]

_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
_WITHIN = frozenset({list, dict})
_NAMED = 5
"""Reasons that are told where no line can be read."""


class _Wrong(ValueError):
    """Why a line is not a request; its text is the reason."""

    def __init__(self, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.column = column


def jsonl_text(file: BinaryIO, name: str) -> tuple[Encoding, tuple[str, ...], int, int]:
    """How the bytes of `file`, which can be sought in, are read, its keys, and the offsets between which its lines lie.

    The file is read twice: its columns are all the keys that any line has, in order of first appearance. Raises
    BadInput if no line holds an object with a key that can be read.
    """
    end = file.seek(0, 2)
    encoding = find_encoding(file, name)
    keys: dict[str, None] = {}
    for block in text_blocks(file, encoding, encoding.start, end, name):
        for line in lines_of(block.text):
            keys.update(dict.fromkeys(_keys(line)))
        if len(keys) > MOST_COLUMNS:
            raise BadInput(f"{name}: its lines have more than {MOST_COLUMNS} different keys; this is not a table.")
    if not keys:
        blocks = text_blocks(file, encoding, encoding.start, end, name)
        raise _no_key((line for block in blocks for line in lines_of(block.text)), name)
    if _HALF_A_CHARACTER.search("".join(keys)):
        raise BadInput(f"{name}: a key in it holds half a character (a lone surrogate); save the file anew.")
    return encoding, tuple(keys), encoding.start, end


def _no_key(lines: Iterable[str], name: str) -> BadInput:
    """Why there is no column: the file holds nothing, or nothing that can be read, and then what is wrong with it."""
    first: dict[tuple[str, str], int] = {}
    often: Counter[tuple[str, str]] = Counter()
    held = 0
    for number, line in enumerate(lines, 1):
        held += not line.isspace()
        try:
            _object(line)
        except _Wrong as wrong:
            if not line.isspace():
                first.setdefault((wrong.column, str(wrong)), number)
                often[wrong.column, str(wrong)] += 1
    if not held:
        return BadInput(f"{name} is empty.")
    if not often:
        return BadInput(f"{name} has no columns: its lines are JSON objects without a key.")
    none = "its only line cannot be read" if held == 1 else f"none of its {held} lines can be read as a request"
    named = [_named(*key, first[key], many) for key, many in often.most_common(_NAMED)]
    more = [f"  ... and for {rest} more reason{'' if rest == 1 else 's'}."] if (rest := len(often) - _NAMED) > 0 else []
    return BadInput(f"{name}: {none}.", *named, *more, "Mend these lines, or export the file anew.")


def _named(column: str, reason: str, line: int, many: int) -> str:
    others = f" and {many - 1} other line{'' if many == 2 else 's'}" if many > 1 else ""
    return f"  line {line}{others}{f', key {column}' if column else ''}: {reason}"


def _keys(line: str) -> dict[str, Any]:
    try:
        return _object(line)
    except _Wrong:
        return {}


def jsonl_rows(
    file: BinaryIO, name: str, encoding: Encoding, keys: tuple[str, ...], stretch: Stretch
) -> Iterator[Read]:
    """The rows of one stretch of the file, which is closed at the end."""
    number = stretch.first - 1
    with file:
        for block in text_blocks(file, encoding, stretch.start, stretch.end, name):
            for line in lines_of(block.text):
                number += 1
                if line.isspace():
                    continue
                try:
                    cells = _cells(line, keys)
                    if not all(map(is_empty, cells)):
                        yield number, cells
                except _Wrong as wrong:
                    yield Refused(name, number, wrong.column, str(wrong))


def _cells(line: str, keys: tuple[str, ...]) -> list[Cell]:
    values = list(map(_object(line).get, keys))
    if not _WITHIN.isdisjoint(map(type, values)):
        values = [
            Nested(json.dumps(value, ensure_ascii=False)) if type(value) in _WITHIN else value for value in values
        ]
    if "\\ud" in line or "\\uD" in line:
        for key, value in zip(keys, values, strict=True):
            if isinstance(value, str) and _HALF_A_CHARACTER.search(value):
                raise _Wrong("a text in it holds half a character (a lone surrogate)", key)
    return values


def _object(line: str) -> dict[str, Any]:
    """Raises _Wrong."""
    if MARK in line:
        raise _Wrong("it holds bytes that are no text; the file may be damaged")
    try:
        value = _DECODER.decode(line)
    except _Wrong:
        raise
    except json.JSONDecodeError as error:
        raise _Wrong(f"it is not JSON from character {error.pos + 1} on, or was cut off") from None
    except RecursionError:
        raise _Wrong("it is nested too deeply") from None
    except ValueError:  # the limit of int() on digits
        raise _Wrong("it holds a number of thousands of digits") from None
    if not isinstance(value, dict):
        raise _Wrong("it is not a JSON object")
    return value


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        often = Counter(key for key, _ in pairs)
        raise _Wrong("it has this key twice", next(key for key, many in often.items() if many > 1))
    return found


def _no_number(_: str) -> NoReturn:
    raise _Wrong("it holds NaN or Infinity, which are no numbers in JSON")


def _float(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise _Wrong("it holds a number that is too large")
    return value


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_no_number, parse_float=_float)
