"""A workbook as an archive of parts: only what the cells need is read, and only parts that are safe to parse.

The file may come from somebody hostile. A parser keeps the parts of an XML tree that nobody asks for, so a small
archive could take all memory; and the installed XML library decides which entities are resolved. So sizes are checked
before anything is unpacked, and expat counts, as cheaply as it can, the elements that a tree would keep. On that way it
notes what stands behind the rows, such as merged cells.

Fonts, fills, properties and themes say nothing about a cell, so what is odd about them does not matter. The names of
parts are compared without case, and a backslash counts as a slash (ECMA-376, part 2).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import IO, Any, BinaryIO, NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH

from orderless.batch.tables.xlsx_texts import KeptTexts

__all__ = ["Book", "Merged", "Odd", "Package", "Sheet", "Shown", "local", "open_book", "text_in"]

_MOST_UNPACKED = 1 << 28
_MOST_PARTS = 10_000
_CHUNK = 1 << 16
_DEEPEST = 64
_LONGEST_PIECE = 1 << 20
_LONGEST_ROW = 1 << 21
"""Bytes of one row or one text, as of a line of a text file."""
_MOST_INSIDE = 100_000
"""Elements in one row or one text. A row has 16,384 cells at most, with a few elements each."""
_MOST_OUTSIDE = 200_000
"""Elements outside all of them."""
_MOST_PASSED = 1 << 21
"""Rows of a sheet, or texts that its cells refer to; a sheet has 1,048,576 rows at most."""

_PASSED = frozenset({"row", "si"})
"""The elements that are forgotten once they have been read."""
_NAMESPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)
"""Of the ordinary and of the strict form."""


class Odd(Exception):
    """The workbook cannot be read. The text completes a sentence that begins with its name."""


class Merged(NamedTuple):
    """Merged cells: rows from 1 and columns from 0."""

    first: int
    last: int
    column: int
    last_column: int

    @property
    def ref(self) -> str:
        """As a spreadsheet names it."""
        left, right = (get_column_letter(at + 1) for at in (self.column, self.last_column))
        return f"{left}{self.first}:{right}{self.last}"


class Shown(NamedTuple):
    """What a sheet shows otherwise than its rows say."""

    merged: Sequence[Merged] = ()
    """Areas of several rows."""
    hidden: int = 0
    """Rows that are hidden."""
    filtered: bool = False
    """Whether a filter is on."""


def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]


class Package:
    """Opens only parts that are safe to parse, by their names without regard to case."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises Odd if it unpacks to too much or is locked, or any error of zipfile if it is damaged."""
        self._archive = zipfile.ZipFile(file)
        self._shown: dict[str, Shown] = {}
        parts = self._archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED:
            most = _MOST_UNPACKED >> 20
            raise Odd(f"unpacks to {unpacked >> 20:,} MiB; more than {most} are not read; save it as CSV")
        if any(part.flag_bits & 1 for part in parts):
            raise Odd("is locked with a password; take the password off in Excel")
        self._parts = {_key(part.filename): part for part in parts}

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return _key(name) in self._parts

    def find(self, ending: str) -> str:
        """The name of the first part that ends so, or ""."""
        return next((name for name in self._parts if name.endswith(ending)), "")

    def open(self, name: str) -> IO[bytes]:
        """Raises Odd if the part is not safe, ExpatError if it is no XML, KeyError if it is not there."""
        part = self._parts[_key(name)]
        if part.filename not in self._shown:
            with self._archive.open(part) as stream:
                self._shown[part.filename] = _Watch().read(stream)
        return self._archive.open(part)

    def shown(self, name: str) -> Shown:
        """What stands behind the rows of a sheet. Raises as `open` does."""
        self.open(name).close()
        return self._shown[self._parts[_key(name)].filename]

    def tree(self, name: str) -> Any:
        """A part as a tree. Raises as `open` does."""
        with self.open(name) as stream:
            return ElementTree.parse(stream).getroot()

    def related(self, name: str) -> Mapping[str, tuple[str, str]]:
        """What a part refers to within the archive, by id: the kind, and the name of the part."""
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(relations):
            return {}
        found = {}
        for one in self.tree(relations):
            target = one.get("Target", "").replace("\\", "/")
            if local(one.tag) == "Relationship" and one.get("TargetMode") != "External":
                place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = one.get("Type", "").rpartition("/")[2]
                found[one.get("Id", "")] = (kind, posixpath.normpath(place))
        return found

    def close(self) -> None:
        """No part is opened any more."""
        self._archive.close()


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


class _Watch:
    """Counts the elements of a part. The counts are checked after every chunk, not at every element."""

    def __init__(self) -> None:
        self._depth = self._passing = 0
        self._inside = self._outside = self._passed = 0
        self._merged: list[Merged] = []
        self._hidden = 0
        self._filtered = False
        self._names: dict[str, str] = {}

    def read(self, part: IO[bytes]) -> Shown:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _no_doctype
        piece, before = 0, -1
        row, passed = 0, -1
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
            now = self._inside + self._outside + self._passed
            piece = piece + len(chunk) if now == before else 0
            before = now
            row = row + len(chunk) if self._passing and self._passed == passed else 0
            passed = self._passed
            if row > _LONGEST_ROW:
                raise Odd(f"holds a row of more than {_LONGEST_ROW >> 20} MiB; this is not a table of requests")
            if piece > _LONGEST_PIECE:
                raise Odd("is made to exhaust whoever reads it: it holds more than a million bytes in one piece")
            if self._depth > _DEEPEST or self._too_many:
                raise Odd("is made to exhaust whoever reads it")
        parser.Parse(b"", True)
        return Shown(self._merged, self._hidden, self._filtered)

    @property
    def _too_many(self) -> bool:
        return self._inside > _MOST_INSIDE or self._outside > _MOST_OUTSIDE or self._passed > _MOST_PASSED

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._passing:
            self._inside += 1
        elif self._passed_over(name):
            self._passing = self._depth
            self._passed += 1
            if attributes.get("hidden") in _YES:
                self._hidden += 1
        else:
            self._outside += 1
            if name.endswith(" mergeCell"):
                self._merged += _merged(attributes.get("ref", ""))
            elif name.endswith(" filterColumn"):
                self._filtered = True

    def _passed_over(self, name: str) -> bool:
        if name not in self._names:
            space, _, element = name.rpartition(" ")
            self._names[name] = element if space in _NAMESPACES and len(self._names) < _DEEPEST else ""
        return self._names[name] in _PASSED

    def _end(self, name: str) -> None:  # noqa: ARG002
        if self._depth == self._passing:
            self._passing = self._inside = 0
        self._depth -= 1


_YES = ("1", "true", "on")
_AREA = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})")


def _merged(ref: str) -> Iterator[Merged]:
    """The area, if it has several rows."""
    found = _AREA.fullmatch(ref)
    if found and int(found[4]) > int(found[2]):
        yield Merged(int(found[2]), int(found[4]), _column(found[1]), _column(found[3]))


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _no_doctype(*_: object) -> None:
    raise Odd("declares entities, which no workbook needs; it is not read")


# ------------------------------------------------------------------------------------------------------- the workbook


class Sheet(NamedTuple):
    """A sheet of cells."""

    title: str
    visible: bool
    part: str
    active: bool
    """Whether it is the one that opens."""


class Book(NamedTuple):
    """What the cells of all sheets need."""

    package: Package
    sheets: Sequence[Sheet]
    epoch: datetime
    """The day from which days are counted."""
    formats: Sequence[str]
    """The number format of each style."""
    texts: KeptTexts
    """The texts that cells refer to."""
    notice: str = ""
    """What had to be guessed, to be put behind the file's name; "" if nothing was."""


def open_book(file: BinaryIO) -> Book:
    """The workbook in `file`. Raises Odd, or any error of zipfile, expat and ElementTree if it is damaged."""
    package = Package(file)
    main = next((part for kind, part in package.related("").values() if kind == "officeDocument"), "xl/workbook.xml")
    main = main if package.has(main) else package.find("workbook.xml") or main
    book, related = package.tree(main), package.related(main)
    kinds = dict(related.values())
    folder = posixpath.dirname(main)
    formats = _formats(package, kinds.get("styles", posixpath.join(folder, "styles.xml")))
    return Book(
        package,
        _sheets(package, book, related),
        _epoch(book),
        formats or (),
        _texts(package, kinds.get("sharedStrings", posixpath.join(folder, "sharedStrings.xml"))),
        "" if formats is not None else "its styles cannot be read, so a date in it may be a number.",
    )


def _sheets(package: Package, book: Any, related: Mapping[str, tuple[str, str]]) -> list[Sheet]:
    """The sheets of cells, in order; a chart is no table, and what lies outside the file is not looked at."""
    views = [one for one in book.iter() if local(one.tag) == "workbookView"]
    shown = views[0].get("activeTab", "0") if views else "0"
    listed = [one for one in book.iter() if local(one.tag) == "sheet"]
    found = []
    for number, one in enumerate(listed):
        kind, part = related.get(_relation_of(one), ("", ""))
        if kind == "worksheet" and package.has(part):
            visible = one.get("state", "visible") not in ("hidden", "veryHidden")
            found.append(Sheet(one.get("name", ""), visible, part, str(number) == shown))
    return found


def _relation_of(sheet: Any) -> str:
    return next((value for name, value in sheet.items() if name.endswith("}id")), "")


def _epoch(book: Any) -> datetime:
    properties = [one for one in book.iter() if local(one.tag) == "workbookPr"]
    counted = bool(properties) and properties[0].get("date1904") in _YES
    return CALENDAR_MAC_1904 if counted else WINDOWS_EPOCH


_EAST_ASIAN_DATES = frozenset([*range(27, 32), 36, *range(50, 59)])
"""Formats that have a number only (ECMA-376, part 1, 18.8.30), which openpyxl does not know."""


def _formats(package: Package, part: str) -> list[str] | None:
    """The number format of each style; None if they cannot be read. Raises Odd if the part is not safe."""
    if not package.has(part):
        return []
    own: dict[str | None, str] = {}
    cells: list[str] = []
    of_cells = False
    try:
        with package.open(part) as stream:
            for event, element in ElementTree.iterparse(stream, ("start", "end")):
                name = local(element.tag)
                if name == "cellXfs":
                    of_cells = event == "start"
                elif event == "start":
                    continue
                elif name == "numFmt":
                    own[element.get("numFmtId")] = element.get("formatCode", "")
                elif name == "xf" and of_cells:
                    cells.append(element.get("numFmtId", "0"))
                element.clear()  # some workbooks have many thousands
    except (ElementTree.ParseError, expat.ExpatError):
        return None
    return [_format(number, own) for number in cells]


def _format(number: str, own: Mapping[str | None, str]) -> str:
    if number in own:
        return own[number]
    if not number.isdigit():
        return "General"
    return "yyyy-mm-dd" if int(number) in _EAST_ASIAN_DATES else BUILTIN_FORMATS.get(int(number), "General")


def _texts(package: Package, part: str) -> KeptTexts:
    texts = KeptTexts()
    if not package.has(part):
        return texts
    with package.open(part) as stream:
        root = None
        for event, element in ElementTree.iterparse(stream, ("start", "end")):
            root = element if root is None else root
            if event == "end" and local(element.tag) == "si":
                texts.add(text_in(element))
                root.clear()
    return texts


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def text_in(element: Any) -> str:
    """The text of an element in whatever fonts it stands; how it is spoken (in Japanese) is left out."""
    pieces = []
    for one in element:
        name = local(one.tag)
        if name == "t":
            pieces.append(one.text or "")
        elif name == "r":
            pieces += [inner.text or "" for inner in one if local(inner.tag) == "t"]
    text = "".join(pieces)
    return _ESCAPED.sub(_unescaped, text) if "_x" in text else text


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
