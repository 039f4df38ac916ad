"""What is in an .xlsx file: a zip archive of XML parts, of which only the few that hold a table are ever opened.

Whoever made the file may be hostile. So sizes are checked before anything is unpacked; a DOCTYPE, which no workbook
has and every entity attack needs, ends the reading; nothing that a part refers to outside the file is looked at.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import IO, BinaryIO, NamedTuple
from xml.parsers import expat

__all__ = ["Book", "Odd", "Sheet", "Xml", "elements", "open_book"]

_MOST_UNPACKED = 1 << 28
_MOST_PARTS = 10_000
_LARGEST_SMALL_PART = 1 << 25
_DEEPEST = 64
_CHUNK = 1 << 16
_LONGEST_TAG = 1 << 22


class Odd(Exception):
    """The workbook cannot be read; the text goes on after its name."""


class Sheet(NamedTuple):
    """One sheet of a workbook, as it is listed."""

    name: str
    part: str
    hidden: bool


class Book(NamedTuple):
    """A workbook whose parts are known and none of which is read yet."""

    archive: zipfile.ZipFile
    sheets: list[Sheet]
    strings: str
    """The part that holds texts; "" if there is none."""
    styles: str
    since_1904: bool
    """Whether days are counted from 1904, as Excel for Mac did."""

    def close(self) -> None:
        """Give the archive back; the file under it stays open."""
        self.archive.close()


class Xml:
    """Reads one part, event by event: a subclass says what the elements mean. Names are without their prefix."""

    def __init__(self) -> None:
        self._depth = 0
        self._locals: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text, or a piece of it."""

    def read(self, part: IO[bytes]) -> Iterator[None]:
        """Read a part, stopping after each piece of it. Raises Odd, expat.ExpatError, or what zipfile does."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = _no_doctype
        fed = 0
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                raise Odd("is made to exhaust whoever reads it")
            yield
        parser.Parse(b"", True)
        yield

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Odd("is made to exhaust whoever reads it")
        self.start(self._local(name), attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.end(self._local(name))

    def _local(self, name: str) -> str:
        if ":" in name:
            return name.rpartition(":")[2]
        return name


def _no_doctype(*_: object) -> None:
    raise Odd("declares entities, which no workbook needs; it is not read")


class _Elements(Xml):
    """All elements of a small part."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.found.append((name, attributes))


def open_book(file: BinaryIO) -> Book:
    """The workbook in `file`. Raises Odd, or any of the errors of zipfile and expat, if it is damaged."""
    archive = zipfile.ZipFile(file)
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED:
        raise Odd(f"unpacks to {unpacked >> 20:,} MiB; more than {_MOST_UNPACKED >> 20} are not read; save it as CSV")
    if any(part.flag_bits & 1 for part in parts):
        raise Odd("is locked with a password; take the password off in Excel")
    main = _main_part(archive)
    relations = _relations(archive, main)
    sheets, since_1904 = [], False
    for name, attributes in elements(archive, main):
        if name == "sheet":
            kind, part = relations.get(_relation_id(attributes), ("", ""))
            if kind == "worksheet" and part in archive.namelist():
                sheets.append(Sheet(attributes.get("name", ""), part, attributes.get("state", "visible") != "visible"))
        elif name == "workbookPr":
            since_1904 = attributes.get("date1904") in {"1", "true"}
    by_kind = {kind: part for kind, part in relations.values() if part in archive.namelist()}
    return Book(archive, sheets, by_kind.get("sharedStrings", ""), by_kind.get("styles", ""), since_1904)


def elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    """All elements of a small part with their attributes, in order. Raises Odd if it is not small."""
    if archive.getinfo(part).file_size > _LARGEST_SMALL_PART:
        raise Odd("is made to exhaust whoever reads it")
    found = _Elements()
    with archive.open(part) as stream:
        for _ in found.read(stream):
            pass
    return found.found


def _main_part(archive: zipfile.ZipFile) -> str:
    if "_rels/.rels" in archive.namelist():
        for kind, part in _targets(archive, "_rels/.rels", "").values():
            if kind == "officeDocument":
                return part
    return "xl/workbook.xml"


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to inside the file: by id its kind and path."""
    folder, _, base = part.rpartition("/")
    listed = posixpath.join(folder, "_rels", f"{base}.rels")
    return _targets(archive, listed, folder) if listed in archive.namelist() else {}


def _targets(archive: zipfile.ZipFile, listed: str, folder: str) -> dict[str, tuple[str, str]]:
    found = {}
    for name, attributes in elements(archive, listed):
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, target.lstrip("/"))
    return found


def _relation_id(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
