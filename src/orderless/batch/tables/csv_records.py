"""The rows of a CSV text, block by block: finds the sign between cells, and lets no quote left open swallow rows.

A quote that is opened and not closed makes all lines up to the next quote part of one cell. Where that shows - the
grammar is broken, the file ends, or a cell holds lines that are rows by themselves - the row in which the quote was
opened is refused, and reading goes on with the line after it.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from orderless.batch.tables.header import Header, find_header
from orderless.batch.tables.table import Read, Refused
from orderless.batch.tables.text_blocks import count_lines, lines_of
from orderless.errors import BadInput

__all__ = ["LONGEST_CELL", "LOOKED_AT", "CsvRecords", "CsvShape", "find_shape", "quoted"]

LOOKED_AT = 60
"""Records by which a file is judged."""
LONGEST_CELL = 1 << 20
"""Characters; the csv module's own limit is an eighth of that, and one for the whole process."""

_DELIMITERS = ",;\t|"
_NONE = "\x1f"
"""A delimiter that parts nothing: for a table of one column, whose texts may hold any of the others."""


class CsvShape(NamedTuple):
    """How the lines of one file are read."""

    delimiter: str
    declared: int
    """Lines at the top that are no record: 1 where the file says `sep=;`, else 0."""
    header: Header
    across: int
    """How many cells the header's record has, with those at its end that have no name."""
    blank: bool = False
    """Whether a blank stands between the delimiter and the quote that opens a cell."""

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
    blank = _blank_before_quotes(lines, delimiter)
    records, broken = _records(lines, delimiter, strict=True, blank=blank)
    if broken and not any(map(any, records)):
        raise BadInput(f"{name}, line {start + len(records) + 1}: {broken}, before any header.")
    header = find_header(records, name)
    return CsvShape(delimiter, start, header, len(records[header.row - 1]), blank)


def _declared(line: str) -> str:
    """The delimiter that a first line such as `sep=;` names for Excel, or ""."""
    line = line.strip("\r\n \"'") if "\t" not in line else line.strip("\r\n\"'")
    return line[4] if line[:4].casefold() == "sep=" and len(line) == 5 else ""


def _blank_before_quotes(lines: list[str], delimiter: str) -> bool:
    """Whether quotes open cells behind a blank here: rows are as wide as the header only if they are taken so."""
    if not any(f'{delimiter} "' in line for line in lines[:LOOKED_AT]):
        return False
    plain, blank = (_score(_records(lines, delimiter, strict=False, blank=one)[0]) for one in (False, True))
    return blank > plain or (blank == plain and bool(_records(lines, delimiter, strict=True)[1]))


def _records(lines: list[str], delimiter: str, *, strict: bool, blank: bool = False) -> tuple[list[list[str]], str]:
    """The first records, up to one that is broken, and what is wrong with that."""
    records: list[list[str]] = []
    try:
        for record in csv.reader(lines, delimiter=delimiter, strict=strict, skipinitialspace=blank):
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
        ways = (False, True) if any(f'{sign} "' in line for line in lines[:LOOKED_AT]) else (False,)
        score = max(_score(_records(lines, sign, strict=False, blank=blank)[0]) for blank in ways)
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
        # a header alone, or rows too broken to agree: only the width of the first record tells anything
        return 0.01 * (widths[0] - 1) if widths[0] > 1 else 0
    return float(often / len(widths) * (width - 1) ** 0.5 * (2 if widths[0] == width else 1))


_LONGEST_RECORD = 1 << 20
"""Characters after which a quote that is still open counts as never closed."""
_PATIENCE = 1 << 26
"""A file is given up after so many characters were read twice: only files made for the purpose need so many."""

_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_BROKEN = "a quote in it is not closed, or is closed in the middle of a cell; mend the quotes"
_TOO_LONG = "a cell in it holds more than a million characters, or a quote in it is not closed"
_REMNANT = "it follows a row with broken quotes and seems to be a part of it"


class CsvRecords:
    """Turns blocks of lines into numbered rows; the first record of the first block has the number `first`."""

    def __init__(
        self,
        shape: CsvShape,
        first: int,
        name: str,
        *,
        ahead: int = 0,
        doubtful: bool = False,
    ) -> None:
        """`ahead`: by how much the number of the first line is larger than that of the first record.

        `doubtful`: rows may hold signs that stand for bytes which are no text.
        """
        self.next = first
        """The number of the next record."""
        self.open: list[str] = []
        """Lines of a record that went on past the last block."""
        self._shape = shape
        self._ahead = ahead
        self._longer: list[tuple[int, int]] = []
        """The records of this block that take several lines, and by how much lines are ahead after each."""
        self._name = name
        self._doubtful = doubtful
        self._broken: dict[int, str] = {}
        self._read_again = 0
        self._after_broken = False
        csv.field_size_limit(LONGEST_CELL)

    def rows(self, text: str, *, last: bool) -> Iterator[Read]:
        """The rows of one block; empty ones are left out. Raises BadInput if quotes are broken all over."""
        first = self.next
        self._ahead, self._longer = self.ahead, []
        records = self._records(text, last=last)
        self.next += len(records)
        width = self._shape.width
        if (
            set(map(len, records)) == {width}
            and not self._some_sparse(records)
            and first > self._shape.header.row
            and not self._doubtful
        ):
            return enumerate(records, first)
        return self._looked_at(records, first)

    def _some_sparse(self, records: list[list[str]]) -> bool:
        """Whether a row is half empty, or may repeat the names: such a row may be blank, or no request."""
        many, asides = (self._shape.width + 1) // 2, self._shape.header.asides
        sparse = any(cells.count("") >= many and asides.may_be_aside(cells) for cells in records)
        return sparse or _some_blank(records) or asides.names[0] in map(str.casefold, map(itemgetter(0), records))

    @property
    def ahead(self) -> int:
        """By how much the number of the next line is larger than that of the next record."""
        return self._longer[-1][1] if self._longer else self._ahead

    def _refused(self, number: int, reason: str) -> Refused:
        at = bisect_left(self._longer, (number,))
        ahead = self._longer[at - 1][1] if at else self._ahead
        return Refused(self._name, number, "", reason, line=number + ahead if ahead else 0)

    def _looked_at(self, records: list[list[str]], first: int) -> Iterator[Read]:
        width = self._shape.width
        broken, self._broken = self._broken, {}
        for number, cells in enumerate(records, first):
            if number <= self._shape.header.row:
                continue
            if number in broken:
                yield self._refused(number, broken[number])
            elif _is_blank(cells):
                continue
            elif self._doubtful and _NO_TEXT.search("".join(cells)):
                yield self._refused(number, "it holds bytes that are no text; the file may be damaged")
            elif len(cells) >= width and not any(map(str.strip, cells[width:])):
                yield self._row_or_aside(number, cells[:width])
            else:
                yield self._of_other_width(number, cells, width)

    def _of_other_width(self, number: int, cells: list[str], width: int) -> Read:
        """A row with too few cells or too many; a note under the table is mostly one."""
        found = self._row_or_aside(number, [*cells, *[""] * (width - len(cells))]) if len(cells) < width else None
        return found if isinstance(found, Refused) else self._refused(number, _wrong_width(len(cells), width))

    def _row_or_aside(self, number: int, cells: list[str]) -> Read:
        reason = self._shape.header.asides.reason(cells)
        if not reason:
            return number, cells
        return self._refused(number, f"{reason}; it is not decided")._replace(cells=cells, aside=True)

    def count(self, text: str, *, last: bool) -> None:
        """Pass over one block as `rows` does, without its rows: several times faster where quotes are whole."""
        joined = "".join(self.open) + text
        self._ahead, self._longer = self.ahead, []
        counted = None if self._after_broken or len(joined) >= LONGEST_CELL else self._count_whole(joined)
        if counted is None or (last and counted[2]):
            self.next += len(self._records(text, last=last))
            self._broken.clear()
        else:
            records, lines, begun = counted
            self.next += records
            self._ahead += lines - records
            self.open = lines_of(begun)

    @property
    def on_its_own(self) -> bool:
        """Whether the next record can be read without those before it."""
        return not self.open and not self._after_broken

    def _count_whole(self, text: str) -> tuple[int, int, str] | None:
        """How many records and lines the text has, and a last record that goes on; None if only a parser can tell."""
        if '"' not in text:
            return (lines := count_lines(text)), lines, ""
        in_quotes = quoted(self._shape.delimiter)
        bare = in_quotes.sub("_", text)  # "_" keeps the line ends before and after a cell apart
        at = bare.find('"')
        begun = "" if at < 0 else _last_record(text, bare, at, self._shape.delimiter)
        if begun is None:
            return None
        if begun:
            text = text[: -len(begun)]
            bare = bare[: max(bare.rfind("\n", 0, at), bare.rfind("\r", 0, at)) + 1]
        records, lines = count_lines(bare), count_lines(text)
        if records == lines:
            return records, lines, begun
        of_three_lines = [cell for cell in in_quotes.findall(text) if cell.count("\n") > 1 or "\r" in cell]
        return None if any(self._swallows(lines_of(cell)[1:-1]) for cell in of_three_lines) else (records, lines, begun)

    def _records(self, text: str, *, last: bool) -> list[list[str]]:
        """The records of one block, an empty one in the place of each that is refused."""
        lines = self.open + lines_of(text)
        if self.on_its_own and '"' not in text and len(text) < LONGEST_CELL:
            return list(csv.reader(lines, delimiter=self._shape.delimiter, skipinitialspace=self._shape.blank))
        self.open = []
        return self._quoted_records(lines, last=last)

    def _quoted_records(self, lines: list[str], *, last: bool) -> list[list[str]]:
        records: list[list[str]] = []
        to_read: list[str | None] = [None, *reversed(lines)]
        at = 0
        while at < len(lines):
            reader = csv.reader(
                iter(to_read.pop, None),
                delimiter=self._shape.delimiter,
                strict=True,
                skipinitialspace=self._shape.blank,
            )
            base, reason = at, _BROKEN
            try:
                for cells in reader:
                    end = base + reader.line_num
                    if end - at > 1:
                        if self._swallows(lines[at + 1 : end - 1]):
                            break
                        self._longer.append((self.next + len(records), self.ahead + end - at - 1))
                    records.append(self._after_a_broken_one(cells, lines[at:end], len(records)))
                    at = end
                else:
                    return records
            except csv.Error as error:
                reason = _TOO_LONG if "limit" in str(error) else _BROKEN
                end = base + reader.line_num
                if not to_read and not last and sum(map(len, lines[at:])) < _LONGEST_RECORD:
                    self.open = lines[at:]
                    return records
            self._give_up_row(reason, len(records), sum(map(len, lines[at + 1 : end])))
            records.append([])
            to_read = to_read or [None]
            to_read += reversed(lines[at + 1 : end])
            at += 1
        return records

    def _swallows(self, inner: list[str]) -> bool:
        """Whether a line within a record is a row by itself: parted like the header, not by commas in a sentence."""
        sign, parted = self._shape.delimiter, self._shape.across - 1
        return parted > 1 and any(
            line.count(sign) == parted and line.count(sign + " ") * 2 < parted and '"' not in line for line in inner
        )

    def _after_a_broken_one(self, cells: list[str], lines: list[str], index: int) -> list[str]:
        """The cells, or none if they may be the rest of the row before, whose quotes are broken."""
        if self._after_broken and cells:
            if '"' in quoted(self._shape.delimiter).sub("", "".join(lines)):
                self._broken[self.next + index] = _REMNANT
                return []
            self._after_broken = len(cells) != self._shape.across
        return cells

    def _give_up_row(self, reason: str, index: int, read_again: int) -> None:
        self._broken[self.next + index] = reason
        self._after_broken = True
        self._read_again += read_again
        if self._read_again > _PATIENCE:
            raise BadInput(f"{self._name}: quotes are opened and not closed all over from row {self.next + index} on.")


def _some_blank(records: list[list[str]]) -> bool:
    """Whether a row holds nothing. Most rows have something in their first cell, which is quickly seen."""
    return "" in map(str.strip, map(itemgetter(0), records)) and any(map(_is_blank, records))


def _is_blank(cells: list[str]) -> bool:
    return not any(map(str.strip, cells))


def _wrong_width(cells: int, width: int) -> str:
    counted = f"it has {cells} cell{'' if cells == 1 else 's'} where the header has {width}"
    if cells < width:
        return f"{counted}; put in what is missing"
    return f"{counted}, and those beyond are not all empty; take them out, or put quotes around a cell with separators"


def _last_record(text: str, bare: str, at: int, delimiter: str) -> str | None:
    """The record in which a quote stays open to the end of a text; None if it is not as simple as that.

    `bare` is the text with "_" for each whole quoted cell; the open quote is at `at` in it.
    """
    opened = len(text) - len(bare) + at
    if text[opened:] != bare[at:] or '"' in text[opened + 1 :] or (at and bare[at - 1] not in f"{delimiter}\r\n"):
        return None
    start, quotes = opened, 0
    while start and (text[start - 1] not in "\r\n" or quotes % 2):
        line = _line_before(text, start)
        quotes += text.count('"', line, start)
        start = line
    return text[start:]


def _line_before(text: str, end: int) -> int:
    """Where the line begins that holds the character before this place."""
    after = text.rfind("\n", 0, end - 1) + 1
    return max(after, text.rfind("\r", after, end - 1) + 1)


@lru_cache
def quoted(delimiter: str) -> re.Pattern[str]:
    """Finds cells in quotes, in text that begins with a record. Any other quote is then in a cell without quotes."""
    sign = re.escape(delimiter)
    return re.compile(rf'"(?<![^{sign}\r\n]")[^"]*"(?:"[^"]*")*(?![^{sign}\r\n])')
