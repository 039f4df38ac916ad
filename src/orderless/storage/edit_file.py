"""The file in which a draft of a session is being edited, `.<id>.edit-<document>-<n>.md`, for its owner only.

It is there while an editor has it. What an editor left that was not taken in stays, and is opened again the next time.
Use it only while the journal of the session is open: its lock is what keeps two writers apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from orderless.errors import CannotDo
from orderless.storage import disk

__all__ = ["EditFile", "edit_files"]

_NAME = re.compile(r"\.([0-9a-z-]+)\.edit-([a-z]+)-([0-9]{1,9})\.md")


def edit_files(journal: Path) -> Iterator[Path]:
    """All files of edits of this session, with the copies that editors keep beside them."""
    # listed, not globbed: a folder's name may hold what a pattern would read as its own
    return (path for path in journal.parent.iterdir() if f".{journal.stem}.edit-" in path.name)


class EditFile:
    """One such file. `n` is the number of the record up to which the session had come when it was written."""

    def __init__(self, journal: Path, document: str, n: int) -> None:
        self._journal = journal
        self.n = n
        self.path = journal.parent / f".{journal.stem}.edit-{document}-{n}.md"

    @classmethod
    def left(cls, journal: Path, document: str) -> EditFile | None:
        """The file that an edit of this document left, if any; of several the newest. Raises CannotDo."""
        try:
            names = [name for path in edit_files(journal) if (name := _NAME.fullmatch(path.name))]
        except OSError as error:
            raise CannotDo(f"The files in {journal.parent} cannot be listed: {disk.why(error)}.") from error
        found = [int(name[3]) for name in names if (name[1], name[2]) == (journal.stem, document)]
        return cls(journal, document, max(found)) if found else None

    def write(self, text: str) -> None:
        """Make this its text. Raises CannotDo."""
        try:
            raw = text.encode("utf-8", "surrogateescape")
            disk.replace_file(self.path, raw, f".{self._journal.stem}.edit-", durable=False)
        except OSError as error:
            raise self._cannot("written", error) from error

    def read(self) -> str:
        """Its text, in UTF-8 or as its byte order mark says; other bytes are lone surrogates. Raises CannotDo."""
        try:
            raw = disk.read_plain(self.path)
        except OSError as error:
            raise self._cannot("read", error) from error
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return raw.decode("utf-16", "replace")
        return raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")

    def delete(self) -> None:
        """Remove it, and the copies that an editor keeps beside it. Raises CannotDo."""
        try:
            for path in edit_files(self._journal):
                if self.path.name in path.name:
                    path.unlink(missing_ok=True)
        except OSError as error:
            raise self._cannot("deleted", error) from error

    def _cannot(self, done: str, error: OSError) -> CannotDo:
        return CannotDo(f"{self.path} could not be {done}: {disk.why(error)}.")
