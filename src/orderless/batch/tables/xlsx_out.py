"""A workbook, written: one sheet, typed cells, texts that are amounts or days as such, and never a formula.

The requester's own columns stay as they are: a cell is typed only where a spreadsheet shows the very text that was
there. So `1200` and `2026-03-01` are. These are not: `00123`, `+5`, `1,200`, `12.50`, 03/04/2026; `12.5`, which is
shown with a comma where commas are usual; whole numbers of ten digits or more, which are mostly ids and telephone
numbers, and of which a narrow column shows an approximation.

openpyxl writes row by row, so memory does not grow with them; they wait in a temporary file without a name.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from orderless.batch.tables.source import no_room, thrown_away, waited, waiting_file
from orderless.batch.tables.table import Cell, ErrorSign, Kind
from orderless.errors import BadInput

__all__ = ["FIRST_DAY", "PlainCells", "XlsxOut"]

FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900, which never was; days before this one are written as texts."""

_WHOLE = re.compile("0|[1-9][0-9]{0,8}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STAY = {
    "number": "since a spreadsheet would show them otherwise (1,200, say) or they are no numbers; sums leave them out",
    "date": "since these days are not written as 2026-03-01; a spreadsheet sorts them apart",
}


class PlainCells:
    """Looks at the cells of some columns, by their places, and counts which of them can be typed."""

    def __init__(self, kinds: Mapping[int, Kind]) -> None:
        self.kinds = kinds
        self._typed: Counter[int] = Counter()
        self._texts: Counter[int] = Counter()

    def typed(self, place: int, text: str) -> int | date | None:
        """The value of a cell in this column; None where it stays a text."""
        value = _whole(text) if self.kinds[place] == "number" else _day(text)
        if value is not None:
            self._typed[place] += 1
        elif any(map(str.isdigit, text)):
            self._texts[place] += 1
        return value

    def notices(self, header: Sequence[str]) -> list[str]:
        """A sentence for each column with both typed cells and texts: a spreadsheet's sum of it would be too small."""
        found = []
        for place, kind in self.kinds.items():
            if many := self._texts[place] if self._typed[place] else 0:
                stay = "1 cell stays a text" if many == 1 else f"{many} cells stay texts"
                found.append(f"Column {header[place]}: {stay}, {_STAY[kind]}.")
        return found


def _whole(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) else None


def _day(text: str) -> date | None:
    if _DAY.fullmatch(text) is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= FIRST_DAY else None


_MOST_ROWS, _MOST_COLUMNS, _LONGEST_TEXT = 1_048_576, 16_384, 32_767
_CUT = " … [cut here: a cell of a workbook holds no more]"
_MOST_DIGITS = 10**15
"""Whole numbers from here on lose digits in a spreadsheet; they are written as texts."""
_TAKEN_FOR_MORE = frozenset("=#")
"""openpyxl makes a formula or an error of a text that begins so, unless it is told that it is a text."""
_NARROWEST, _WIDEST = 12, 45

# XML cannot hold these. ECMA-376 (ST_Xstring) writes them as _x0007_, and a text that looks so with its first sign so.
_ESCAPED = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class XlsxOut:
    """Nothing goes to `file` before `finish` is called."""

    def __init__(self, file: BinaryIO, header: Sequence[str], kinds: Mapping[int, Kind]) -> None:
        """`kinds`: columns by place in which plain texts may be typed. Raises BadInput if a sheet has fewer columns."""
        if len(header) > _MOST_COLUMNS:
            raise BadInput(f"A sheet holds {_MOST_COLUMNS} columns; write CSV instead.")
        self._file = file
        self._header = header
        self._rows = 0
        self._cut = 0
        self._plain = PlainCells(kinds)
        self._texts_only = True
        self._book = Workbook(write_only=True)
        self._book.properties.creator = "orderless"
        self._sheet: Any = self._book.create_sheet("Requests")
        self._sheet.freeze_panes = "A2"
        self._waiting = waiting_file()

    def of_texts(self, said: bool) -> None:
        """Whether the rows that follow come from a file that knows only texts. In others a text was meant as a text."""
        self._texts_only = said

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write rows as they come. Raises BadInput at a row too many for a sheet."""
        for row in rows:
            if not self._rows:
                self._begin(row)
            if self._rows >= _MOST_ROWS:
                raise BadInput(f"A sheet holds {_MOST_ROWS:,} rows; write CSV instead.")
            cells = [self._cell(cell) for cell in row]
            for place in self._plain.kinds if self._texts_only else ():
                text = row[place]
                if isinstance(text, str) and text and (value := self._plain.typed(place, text)) is not None:
                    cells[place] = value
            self._add(cells)

    def finish(self) -> list[str]:
        """Make the file. What the person should know, as sentences."""
        if not self._rows:
            self._begin([None] * len(self._header))
        with thrown_away(self._waiting):
            self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._header))}{self._rows}"
            with waited():
                self._sheet.close()
                self._waiting.flush()
            self._book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
            with _archive(self._file) as archive:
                _Package(self._book, archive).save()
        notices = self._plain.notices(self._header)
        if self._cut:
            texts = "1 text is" if self._cut == 1 else f"{self._cut} texts are"
            notices.append(
                f"{texts} longer than a cell of a workbook can be, and cut; CSV and JSON lines keep them whole."
            )
        return notices

    def stop(self) -> None:
        """Give up: what waits is thrown away."""
        # whatever openpyxl says, nobody wants the sheet any more
        with thrown_away(self._waiting), contextlib.suppress(Exception):
            if self._rows and not self._waiting.closed:  # else it would begin a file of its own
                self._sheet.close()

    def _begin(self, first: Sequence[Cell]) -> None:
        """The header; widths stand before all rows, so the first one tells them."""
        for number, (name, cell) in enumerate(zip(self._header, first, strict=True), 1):
            longest = max(len(name), len(str(cell or ""))) + 2
            self._sheet.column_dimensions[get_column_letter(number)].width = min(max(longest, _NARROWEST), _WIDEST)
        self._sheet._writer = WorksheetWriter(self._sheet, out=self._waiting)
        with waited():
            self._sheet._writer.write_top()
        bold = Font(bold=True)
        names = [self._typed(self._as_it_can_be(name)) for name in self._header]
        for name in names:
            name.font = bold
        self._add(names)

    def _add(self, row: list[Any]) -> None:
        self._rows += 1
        try:
            self._sheet.append(row)
        except OSError as error:
            raise no_room(error) from error

    def _cell(self, cell: Cell) -> Any:
        if cell is None or cell == "":
            return None
        if isinstance(cell, bool) or (isinstance(cell, int | float) and abs(cell) < _MOST_DIGITS):
            return cell
        if isinstance(cell, date):
            day = cell.date() if isinstance(cell, datetime) else cell
            return cell if day >= FIRST_DAY else cell.isoformat()
        if isinstance(cell, ErrorSign):
            return self._typed(cell, "e")
        return self._text(str(cell))

    def _text(self, text: str) -> Any:
        text = self._as_it_can_be(text)
        return self._typed(text) if text[:1] in _TAKEN_FOR_MORE else text

    def _typed(self, text: str, kind: str = "s") -> Any:
        cell = WriteOnlyCell(self._sheet, str(text))
        cell.data_type = kind
        return cell

    def _as_it_can_be(self, text: str) -> str:
        text = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
        if len(text) > _LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
            self._cut += 1
            units = text.encode("utf-16-le")[: (_LONGEST_TEXT - len(_CUT)) * 2]
            text = units.decode("utf-16-le", "ignore") + _CUT
        return text


@contextlib.contextmanager
def _archive(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """An archive to write, which ends with what went wrong, if anything did, and tries nothing more.

    zipfile's own end would write the list of what is in it: to a disk that is full, or, when it is thrown away later,
    to a file that is closed, of which the interpreter complains on standard error.
    """
    archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4)
    try:
        yield archive
    except BaseException:
        archive.fp = None
        raise


class _Package(ExcelWriter):
    """A package without openpyxl's temporary file for the sheet, which a run that is killed would leave behind."""

    def __init__(self, book: Workbook, archive: zipfile.ZipFile) -> None:
        super().__init__(book, archive)
        self._into = archive

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = None
        ws._rels = ws._writer._rels
        ws._writer.out.seek(0)
        with self._into.open(ws.path[1:], "w", force_zip64=True) as part:
            shutil.copyfileobj(ws._writer.out, part)
        self.manifest.append(ws)
