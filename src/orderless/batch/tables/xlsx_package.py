"""The archive that an .xlsx file is, made safe for openpyxl: every part is gone through before openpyxl may open it.

Whoever made the file may be hostile. openpyxl keeps the parts of an XML tree that it has no use for, so a small archive
could take all memory; and which entities are resolved depends on the XML library that is installed. So sizes are
checked before anything is unpacked, and elements are counted, as cheaply as expat can, where a tree would keep them.
"""

from __future__ import annotations

import zipfile
from typing import IO, BinaryIO, Literal
from xml.parsers import expat

__all__ = ["GuardedArchive", "Odd"]

_MOST_UNPACKED = 1 << 28
_MOST_PARTS = 10_000
_CHUNK = 1 << 16
_DEEPEST = 64
_LONGEST_PIECE = 1 << 20
_MOST_KEPT = 250_000
"""Elements in one row or one text, or outside all of them. A row has 16,384 cells at most, with a few elements each."""
_MOST_PASSED = 1 << 21
"""Rows of a sheet, or texts that its cells refer to; a sheet has 1,048,576 rows at most."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PASSED = frozenset({f"{_MAIN} row", f"{_MAIN} si"})
"""What openpyxl forgets once it has read it."""
_STRICT = "http://purl.oclc.org/ooxml/"


class Odd(Exception):
    """The workbook cannot be read; the text goes on after its name."""


class GuardedArchive(zipfile.ZipFile):
    """Opens only parts that are safe to parse."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises Odd if it unpacks to too much or is locked, or any error of zipfile if it is damaged."""
        super().__init__(file)
        self._safe: set[str] = set()
        parts = self.infolist()
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED:
            most = _MOST_UNPACKED >> 20
            raise Odd(f"unpacks to {unpacked >> 20:,} MiB; more than {most} are not read; save it as CSV")
        if any(part.flag_bits & 1 for part in parts):
            raise Odd("is locked with a password; take the password off in Excel")

    def open(
        self,
        name: str | zipfile.ZipInfo,
        mode: Literal["r", "w"] = "r",
        pwd: bytes | None = None,
        *,
        force_zip64: bool = False,
    ) -> IO[bytes]:
        """As zipfile does. Raises Odd if the part is not safe, ExpatError if it is no XML."""
        part = name if isinstance(name, str) else name.filename
        if part not in self._safe:
            with super().open(part) as stream:
                _Watch().read(stream)
            self._safe.add(part)
        return super().open(name, mode, pwd, force_zip64=force_zip64)


class _Watch:
    """Counts the elements of a part. Where the counts stand is looked at after every chunk, not at every element."""

    def __init__(self) -> None:
        self._depth = self._passing = 0
        self._inside = self._outside = self._passed = 0

    def read(self, part: IO[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.StartNamespaceDeclHandler = _not_strict
        piece, before = 0, -1
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
            now = self._inside + self._outside + self._passed
            piece = piece + len(chunk) if now == before else 0
            before = now
            if piece > _LONGEST_PIECE:
                raise Odd("is made to exhaust whoever reads it: it holds more than a million bytes in one piece")
            if self._depth > _DEEPEST or max(self._inside, self._outside) > _MOST_KEPT or self._passed > _MOST_PASSED:
                raise Odd("is made to exhaust whoever reads it")
        parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        self._depth += 1
        if self._passing:
            self._inside += 1
        elif name in _PASSED:
            self._passing = self._depth
            self._passed += 1
        else:
            self._outside += 1

    def _end(self, name: str) -> None:  # noqa: ARG002
        if self._depth == self._passing:
            self._passing = self._inside = 0
        self._depth -= 1


def _no_doctype(*_: object) -> None:
    raise Odd("declares entities, which no workbook needs; it is not read")


def _not_strict(prefix: str | None, uri: str) -> None:  # noqa: ARG001
    if uri.startswith(_STRICT):
        raise Odd("is a workbook in the strict form of Open XML; in Excel, save it as an ordinary .xlsx")
