"""Where a text table can be cut so that each part can be read on its own: only between rows, and found by reading.

A line end is not the end of a row where it stands in quotes, and whether it does depends on all quotes before it. So
the file is gone through once as the reader would; where its quotes are whole, that takes a fraction of reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from orderless.batch.tables.csv_records import CsvRecords
from orderless.batch.tables.csv_shape import CsvShape
from orderless.batch.tables.encodings import Encoding
from orderless.batch.tables.text_blocks import Block, count_lines, text_blocks

__all__ = ["Stretch", "split_csv", "split_lines"]


class Stretch(NamedTuple):
    """Offsets in bytes between which whole rows lie, and the number of the first."""

    start: int
    end: int
    first: int
    ahead: int = 0
    """By how much the number of its first line in the file is larger than that."""


def split_csv(
    file: BinaryIO, name: str, encoding: Encoding, shape: CsvShape, start: int, end: int, parts: int, size: int = 0
) -> Iterator[Stretch]:
    """At most `parts` stretches of about the same size; none is cut after a row whose quotes are broken.

    `size`: bytes of a block, where it matters. Raises BadInput as reading would.
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
"""An offset, the number of the row there, and by how much that of its line is larger."""


def _stretches(places: Iterable[_Place], start: int, end: int, parts: int, ahead: int = 0) -> Iterator[Stretch]:
    """Cut at the first of `places` after each equal share; each as it is found. `ahead` is that of the first row."""
    cuts, begun, first = 1, start, 1
    for place, number, farther in places:
        if place > start and place - start >= (end - start) * cuts / parts:
            yield Stretch(begun, place, first, ahead)
            cuts, begun, first, ahead = cuts + 1, place, number, farther
    yield Stretch(begun, end, first, ahead)
