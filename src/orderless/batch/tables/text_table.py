"""Text tables, CSV and JSON lines: how a file is read, as a whole and in parts that other processes read.

A line end in quotes does not end a row, and whether it is in quotes depends on all quotes before it. So the file is
gone through once as the reader would go; where its quotes are whole, this takes a fraction of the time of reading.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, NoReturn

from orderless.batch.tables.csv_records import LOOKED_AT, CsvRecords, CsvShape, find_shape
from orderless.batch.tables.source import SameFile
from orderless.batch.tables.table import (
    MOST_COLUMNS,
    Cell,
    CsvStyle,
    Nested,
    Part,
    Read,
    Refused,
    Table,
    is_empty,
    told_apart,
)
from orderless.batch.tables.text_blocks import MARK, Block, Encoding, count_lines, find_encoding, lines_of, text_blocks
from orderless.errors import BadInput

__all__ = [
    "Stretch",
    "csv_rows",
    "csv_table",
    "csv_text",
    "jsonl_rows",
    "jsonl_table",
    "jsonl_text",
    "read_part",
    "split_csv",
    "split_lines",
]


class Stretch(NamedTuple):
    """A part of a file that holds whole rows: its offsets in bytes, and the number of its first row."""

    start: int
    end: int
    first: int
    ahead: int = 0
    """By how much the number of its first line in the file is larger than the number of its first row."""


def split_csv(
    file: BinaryIO, name: str, encoding: Encoding, shape: CsvShape, start: int, end: int, parts: int, size: int = 0
) -> Iterator[Stretch]:
    """At most `parts` stretches of about the same size; none is cut after a row whose quotes are broken.

    `size`: bytes of a block; 0 for the usual size. Raises BadInput as reading would.
    """
    records = CsvRecords(shape, 1, name, ahead=shape.declared, doubtful=encoding.doubtful)

    def places() -> Iterator[_Place]:
        for block in _blocks(file, encoding, start, end, name, size):
            if records.on_its_own:
                yield block.start, records.next, records.ahead
            records.count(block.text, last=block.end >= end)

    return _stretches(places(), start, end, parts, shape.declared)


def split_lines(
    file: BinaryIO, name: str, encoding: Encoding, start: int, end: int, parts: int, size: int = 0
) -> Iterator[Stretch]:
    """At most `parts` stretches of lines of about the same size."""

    def places() -> Iterator[_Place]:
        line = 1
        for block in _blocks(file, encoding, start, end, name, size):
            yield block.start, line, 0
            line += count_lines(block.text)

    return _stretches(places(), start, end, parts)


def _blocks(file: BinaryIO, encoding: Encoding, start: int, end: int, name: str, size: int) -> Iterator[Block]:
    return (
        text_blocks(file, encoding, start, end, name, size) if size else text_blocks(file, encoding, start, end, name)
    )


_Place = tuple[int, int, int]
"""An offset, the number of the row there, and by how much the number of its line is larger."""


def _stretches(places: Iterable[_Place], start: int, end: int, parts: int, ahead: int = 0) -> Iterator[Stretch]:
    """Cut at the first of `places` after each equal share; yield stretches as they are found. `ahead`: of the first."""
    cuts, begun, first = 1, start, 1
    for place, number, farther in places:
        if place > start and place - start >= (end - start) * cuts / parts:
            yield Stretch(begun, place, first, ahead)
            cuts, begun, first, ahead = cuts + 1, place, number, farther
    yield Stretch(begun, end, first, ahead)


_NO_WORDS = '\0 \t\r\n,;|"'
_ENOUGH = 1 << 20
"""The header ends within so many bytes: hundreds of columns named by whole questions take a tenth of them."""


def csv_text(file: BinaryIO, name: str, delimiter: str = "") -> tuple[Encoding, CsvShape, int, int]:
    """The encoding and the shape of `file`, and the offsets between which its records lie. Raises BadInput."""
    end = file.seek(0, 2)
    encoding = find_encoding(file, name)
    text, whole = _beginning(file, name, encoding, end)
    if not text.strip(_NO_WORDS):
        raise BadInput(f"{name} {_what_it_holds(text, whole=whole)}.")
    lines = lines_of(text)
    shape = find_shape(lines, name, delimiter)
    if any(MARK in column or "\0" in column for column in shape.header.names):
        raise BadInput(f"{name}: the names of the columns hold bytes that are no text; save the file anew as UTF-8.")
    declared = len("".join(lines[: shape.declared]).encode(encoding.name, "surrogatepass"))
    return encoding, shape, encoding.start + declared, end


def _beginning(file: BinaryIO, name: str, encoding: Encoding, end: int) -> tuple[str, bool]:
    """The first lines, as many as the shape is judged by or `_ENOUGH` bytes; and whether the file has no more."""
    text, at = "", end
    for block in text_blocks(file, encoding, encoding.start, end, name):
        text, at = text + block.text, block.end
        if count_lines(text) > LOOKED_AT or block.end - encoding.start >= _ENOUGH:
            break
    return text, at >= end


def _what_it_holds(text: str, *, whole: bool) -> str:
    """What to say of a file whose first lines hold no word."""
    if not whole:
        return "begins with empty rows only, and none that names the columns; take the empty rows out"
    if not text.strip():
        return "is empty"
    if not text.strip("\0 \t\r\n"):
        return "holds nothing but NUL bytes, as a file does that was cut off; export it anew"
    return "is empty: it holds only separators"


def csv_rows(file: BinaryIO, name: str, encoding: Encoding, shape: CsvShape, stretch: Stretch) -> Iterator[Read]:
    """The rows of one stretch of the file, which is closed at the end."""
    records = CsvRecords(shape, stretch.first, name, ahead=stretch.ahead, doubtful=encoding.doubtful)
    with file:
        for block in text_blocks(file, encoding, stretch.start, stretch.end, name):
            yield from records.rows(block.text, last=block.end >= stretch.end)


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
    """The encoding of `file`, its keys, and the offsets between which its lines lie.

    The file must be seekable, as it is read twice: its columns are all the keys that any line has, in order of first
    appearance. Raises BadInput if no line holds an object with a key that can be read.
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
        return _flat(_object(line))
    except _Wrong:
        return {}


_DEEPEST = 8
"""Objects in objects that are flattened."""
_MOST_INNER = 200
"""Keys of an inner object that is flattened; one with more of them is a list by other means, and stays as it is."""


def _flat(found: dict[str, Any], before: str = "", depth: int = 0) -> dict[str, Any]:
    """The object with the keys of objects in it as dotted names. Raises _Wrong if a name stands there twice."""
    if depth == 0 and dict not in map(type, found.values()):
        return found
    flat: dict[str, Any] = {}
    for key, value in found.items():
        name = f"{before}{key}"
        deeper = isinstance(value, dict) and value and depth < _DEEPEST and len(value) <= _MOST_INNER
        inner = _flat(value, f"{name}.", depth + 1) if deeper else {name: value if value != {} else None}
        for one in inner:
            if one in flat:
                raise _Wrong("it has this key twice", one)
        flat.update(inner)
    return flat


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
    values = list(map(_flat(_object(line)).get, keys))
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


def csv_table(file: BinaryIO, path: Path | None, name: str, delimiter: str) -> Table:
    """The CSV table in `file`; it can be split if others can open its `path`. Raises BadInput."""
    encoding, shape, start, end = csv_text(file, name, delimiter)
    rows = csv_rows(file, name, encoding, shape, Stretch(start, end, 1, shape.declared))
    style = CsvStyle(shape.delimiter if shape.width > 1 else ",", encoding.name != "utf-8" or encoding.start > 0)
    return Table(
        name=name,
        header=shape.header.names,
        rows=rows,
        notices=tuple(filter(None, (encoding.notice, *shape.header.notices))),
        style=style,
        texts_only=True,
        split=partial(_csv_parts, SameFile.of(file, path), name, encoding, shape, start, end) if path else None,
        size=end - start,
        said=shape.header.said,
        groups=shape.header.groups,
    )


def _csv_parts(
    source: SameFile, name: str, encoding: Encoding, shape: CsvShape, start: int, end: int, parts: int
) -> Iterator[Part]:
    with source.open(name) as file:
        for stretch in split_csv(file, name, encoding, shape, start, end, parts):
            yield Part(name, source, *stretch, form=(encoding, shape))


def jsonl_table(file: BinaryIO, path: Path | None, name: str) -> Table:
    """The table of JSON lines in `file`; it can be split if others can open its `path`. Raises BadInput."""
    encoding, keys, start, end = jsonl_text(file, name)
    names, notices = told_apart(list(keys), name, same_case=True)
    return Table(
        name=name,
        header=names,
        rows=jsonl_rows(file, name, encoding, keys, Stretch(start, end, 1)),
        notices=tuple(filter(None, (encoding.notice, *notices))),
        style=CsvStyle(mark=False),
        split=partial(_jsonl_parts, SameFile.of(file, path), name, encoding, keys, start, end) if path else None,
        size=end - start,
    )


def _jsonl_parts(
    source: SameFile, name: str, encoding: Encoding, keys: tuple[str, ...], start: int, end: int, parts: int
) -> Iterator[Part]:
    with source.open(name) as file:
        for stretch in split_lines(file, name, encoding, start, end, parts):
            yield Part(name, source, *stretch, form=(encoding, keys))


def read_part(part: Part) -> Iterator[Read]:
    """The rows of one part of a table, in any process. All parts in order give the rows of the whole table.

    Raises CannotDo if the file is gone or has changed.
    """
    encoding, form = part.form
    stretch = Stretch(part.start, part.end, part.first, part.ahead)
    file = part.source.open(part.name)
    if isinstance(form, CsvShape):
        return csv_rows(file, part.name, encoding, form, stretch)
    return jsonl_rows(file, part.name, encoding, form, stretch)
