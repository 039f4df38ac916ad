"""What the first lines of a CSV file show: which sign parts the cells, and which record names the columns."""

from __future__ import annotations

import csv
from collections import Counter
from typing import NamedTuple

from orderless.batch.tables.header import Header, find_header
from orderless.errors import BadInput

__all__ = ["LONGEST_CELL", "LOOKED_AT", "CsvShape", "find_shape"]

LOOKED_AT = 60
"""Records by which a file is judged."""
LONGEST_CELL = 1 << 20
"""Characters; the csv module's own limit is an eighth of that, and one for the whole process."""

_DELIMITERS = ",;\t|"
_NONE = "\x1f"
"""Parts nothing: for a table of one column, whose texts may hold any of the others."""


class CsvShape(NamedTuple):
    """How the lines of one file are read."""

    delimiter: str
    declared: int
    """Lines at the top that are no record: 1 where the file says `sep=;`, else 0."""
    header: Header
    across: int
    """Cells of the header's record, with those at its end that name nothing."""

    @property
    def width(self) -> int:
        """Cells of a row."""
        return len(self.header.names)


def find_shape(lines: list[str], name: str, delimiter: str = "") -> CsvShape:
    """Judge by the first lines of a file. `delimiter` is what the person said, or "".

    Raises BadInput if no line holds anything, or quotes are broken before the header.
    """
    csv.field_size_limit(LONGEST_CELL)
    declared = _declared(lines[0]) if lines else ""
    start = 1 if declared else 0
    lines = lines[start:]
    delimiter = delimiter or declared or _likeliest(lines)
    records, broken = _records(lines, delimiter, strict=True)
    if broken and not any(map(any, records)):
        raise BadInput(f"{name}, line {start + len(records) + 1}: {broken}, before any header.")
    header = find_header(records, name)
    return CsvShape(delimiter, start, header, len(records[header.row - 1]))


def _declared(line: str) -> str:
    """The sign that Excel is told on a first line `sep=;`, or ""."""
    line = line.strip("\r\n \"'") if "\t" not in line else line.strip("\r\n\"'")
    return line[4] if line[:4].casefold() == "sep=" and len(line) == 5 else ""


def _records(lines: list[str], delimiter: str, *, strict: bool) -> tuple[list[list[str]], str]:
    """The first records, up to one that is broken, and what is wrong with that."""
    records: list[list[str]] = []
    try:
        for record in csv.reader(lines, delimiter=delimiter, strict=strict):
            records.append(record)
            if len(records) == LOOKED_AT:
                break
    except csv.Error as error:
        too_long = "a cell holds more than a million characters"
        return records, too_long if "limit" in str(error) else "quotes are opened and not closed"
    return records, ""


def _likeliest(lines: list[str]) -> str:
    best, delimiter = 0.0, _NONE
    for sign in _DELIMITERS:
        score = _score(_records(lines, sign, strict=False)[0])
        if score > best:
            best, delimiter = score, sign
    return delimiter


def _score(records: list[list[str]]) -> float:
    """How well a sign parts records: into many cells, equally many in most, and the first record like the others."""
    widths = [len(record) for record in records if any(cell.strip() for cell in record)]
    if not widths:
        return 0
    width, often = max(Counter(widths).items(), key=lambda item: (item[1], item[0]))
    if width == 1:
        # a header alone, or rows too broken to agree: what it parts the widest into is all there is to go by
        return 0.01 * (widths[0] - 1) if widths[0] > 1 else 0
    return float(often / len(widths) * (width - 1) ** 0.5 * (2 if widths[0] == width else 1))
