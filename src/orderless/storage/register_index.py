"""An index of what the journals come to, so that a list need not read them all. It can always be thrown away.

The journals are the truth. An entry counts only for the file that it was made of, as the folder shows it now, and for
the knowledge and the program that made it; else the journal is read again. Nothing in it depends on the day. It holds
clients' words: its file is readable by its owner only, and what is deleted from it is overwritten.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from orderless import __version__
from orderless.errors import CannotDo
from orderless.storage import disk

if TYPE_CHECKING:
    import sqlite3

    from orderless.bank.knowledge import Knowledge
    from orderless.register.request import Request

__all__ = ["INDEX", "Glance", "Register", "forget", "glances", "read_register"]

INDEX = "register.sqlite"
"""The name of the file, beside the folder of the sessions."""

_FORMAT = f"3 {__version__}"
"""Another program, or another version of it, reads a journal otherwise."""
_WAIT = 2.0
"""Seconds for another orderless that is writing to it."""

_HELD = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_FULL"})
"""What says nothing against the index itself: another orderless has it, or the disk does not let us."""
_LONGEST = 2_000_000
"""Characters of an entry; a longer one is not kept, and is read anew each time."""
_BEGIN = "PRAGMA secure_delete = ON; CREATE TABLE IF NOT EXISTS about (format TEXT NOT NULL);"
_ANEW = """
BEGIN IMMEDIATE;
DROP TABLE IF EXISTS entries;
CREATE TABLE entries (
  id TEXT PRIMARY KEY, file TEXT NOT NULL, knowledge TEXT NOT NULL, missing TEXT NOT NULL, body TEXT NOT NULL,
  crc INTEGER NOT NULL
) WITHOUT ROWID;
DELETE FROM about;
"""


class Register(NamedTuple):
    """All requests, the most recent first, and what is to be said of the reading."""

    requests: tuple[Request, ...]
    damaged: Mapping[str, tuple[str, ...]]
    """What is wrong with a journal, by request."""
    complete: bool
    """False if there was no time to read what is new or changed: then some are not here, or not as they are now."""


class _Entry(NamedTuple):
    """A row: what was read of which file."""

    id: str
    file: str
    """The size, the times and the number of the file."""
    knowledge: str
    """The digest of the knowledge of the day it was read."""
    missing: str
    """The digest of the knowledge that the talk was held with, if no copy of that was left; else empty."""
    body: str

    @property
    def crc(self) -> int:
        """Of all of it: a damaged page of the index must not pass for a request."""
        return zlib.crc32("\0".join(self).encode("utf-8", "surrogatepass"))


def read_register(
    folder: Path,
    files: Iterable[tuple[str, os.stat_result]],
    knowledge: Knowledge,
    patience: float | None = None,
) -> Register:
    """What the journals in `folder` come to; `files` are the id and the status of each, the most recent first.

    `knowledge` is that of today: it reads what was kept without another, or with one that is lost. With `patience` it
    stops after so many seconds, whatever it reads, and waits no longer for another orderless that has the index; what
    it has read is in there. An index that cannot be used or written is passed over: then everything is read.
    """
    # a shell that asks for ids waits for none of these; here they must not count as time that reading took
    import orderless.register.request
    import orderless.storage.journal
    import orderless.storage.knowledge_store  # noqa: F401

    return _Reading(folder, knowledge, patience).all(list(files))


class Glance(NamedTuple):
    """What a list of ids can say of a request at once. `topic` and `area` are a client's words."""

    status: str
    topic: str
    area: str


_GLANCED = (11, 3, 4)
"""Where status, topic and area stand among the values of a request as the index keeps them."""


def glances(folder: Path, files: Mapping[str, os.stat_result]) -> dict[str, Glance]:
    """What the index beside `folder` says of these requests, where it was made of the file as it is now.

    Nothing is read but the index, and nothing is written or made. With other knowledge some may stand elsewhere by now.
    """
    import sqlite3

    path = _place(folder)
    if not path.is_file():
        return {}
    found: dict[str, Glance] = {}
    with contextlib.suppress(sqlite3.Error, ValueError, TypeError, IndexError):
        index = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0)
        try:
            for name, file, body in index.execute("SELECT id, file, body FROM entries"):
                if name in files and file == _as_text(files[name]):
                    values = json.loads(body)[0]
                    found[name] = Glance(*(str(values[place]) for place in _GLANCED))
        finally:
            index.close()
    return found


def forget(folder: Path, request: str) -> None:
    """Take a request out of the index beside `folder`; where that cannot be done, the whole index goes.

    Raises CannotDo if neither can be done.
    """
    path = _place(folder)
    if not os.path.lexists(path):
        return
    import sqlite3

    with contextlib.suppress(sqlite3.Error, OSError), _opened(path) as index:
        index.execute("DELETE FROM entries WHERE id = ?", (request,))
        index.commit()
        return
    try:
        _throw_away(path)
    except OSError as error:
        raise CannotDo(f"{request} could not be taken out of {path}: {disk.why(error)}.") from error


class _Reading:
    """One reading of all journals."""

    def __init__(self, folder: Path, knowledge: Knowledge, patience: float | None) -> None:
        self._folder = folder
        self._today = knowledge
        self._until = None if patience is None else time.monotonic() + patience
        self._wait = _WAIT if patience is None else max(0.0, min(patience, _WAIT))
        self._kept: dict[str, Knowledge | None] = {"": knowledge, knowledge.digest: knowledge}
        self._damaged: dict[str, tuple[str, ...]] = {}
        self._complete = True

    def all(self, files: list[tuple[str, os.stat_result]]) -> Register:
        path = _place(self._folder)
        known = _entries(path, self._wait)
        found: list[Request] = []
        read: list[_Entry] = []
        for request, status in files:
            if not self._has_time():
                self._complete, known = False, {}
                break
            entry = known.pop(request, None)
            made = self._still(entry, _as_text(status))
            if made is None:
                entry, made = self._read(request, status)
                read.append(entry)
            found.append(made)
        if read or known:
            _write(self._folder, read, list(known), self._wait)
        return Register(tuple(found), self._damaged, self._complete)

    def _has_time(self) -> bool:
        return self._until is None or time.monotonic() < self._until

    def _still(self, entry: _Entry | None, file: str) -> Request | None:
        """The request of this entry, if it counts for the file as it is now."""
        if entry is None or entry.file != file or entry.knowledge != self._today.digest:
            return None
        if entry.missing and self._knowledge(entry.missing) is not None:
            return None  # a copy of its knowledge has come back
        from orderless.register.request import request_from

        try:
            values, notices = json.loads(entry.body)
            made = request_from(values)
        except (ValueError, TypeError):
            return None
        self._note(entry.id, tuple(notices))
        return made

    def _note(self, request: str, notices: tuple[str, ...]) -> None:
        if notices:
            self._damaged[request] = notices

    def _read(self, request: str, status: os.stat_result) -> tuple[_Entry, Request]:
        from orderless.interview.events import fold  # what decides takes a while to import, and mostly nothing is read
        from orderless.register.fold import request_of
        from orderless.register.request import plain
        from orderless.storage import journal

        try:
            records, notices = journal.read(_journal(self._folder, request))
        except CannotDo as error:
            records, notices = (), (error.message,)
        self._note(request, notices)
        pinned = str(fold(records).knowledge.get("digest", ""))
        held_with = self._knowledge(pinned)
        made = request_of(request, records, held_with or self._today)
        missing = pinned if held_with is None else ""
        body = json.dumps([plain(made), notices], separators=(",", ":"))
        return _Entry(request, _as_text(status), self._today.digest, missing, body), made

    def _knowledge(self, digest: str) -> Knowledge | None:
        """The knowledge with this digest, read once; None if no copy is left."""
        if digest not in self._kept:
            from orderless.storage import knowledge_store

            self._kept[digest] = knowledge_store.knowledge_of(digest, self._folder.parent)
        return self._kept[digest]


def _as_text(status: os.stat_result) -> str:
    """What shows that a file is another or has changed. The time of its last change of any kind cannot be set back."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _place(folder: Path) -> Path:
    return folder.parent / INDEX


def _entries(path: Path, wait: float) -> dict[str, _Entry]:
    """The entries by id; none where there is no index, or none that can be used. A damaged one is thrown away."""
    import sqlite3

    if not os.path.lexists(path):
        return {}
    try:
        with _opened(path, wait) as index:
            rows = index.execute("SELECT id, file, knowledge, missing, body, crc FROM entries").fetchall()
        found = ((_Entry(*row[:-1]), row[-1]) for row in rows)
        return {entry.id: entry for entry, crc in found if entry.crc == crc}
    except OSError:
        return {}
    except (sqlite3.Error, TypeError, ValueError) as error:
        if getattr(error, "sqlite_errorname", "") not in _HELD:
            with contextlib.suppress(OSError):
                _throw_away(path)
        return {}


def _write(folder: Path, read: Iterable[_Entry], gone: Iterable[str], wait: float) -> None:
    """Keep what was read, and forget what is gone. If that fails, there is nothing to mend: it is read again.

    Since the folder was listed, requests may have been removed or logged. Who removes one deletes its journal first and
    its entry then: so whether there is a journal is asked while nobody else can write to the index.
    """
    import sqlite3

    kept = [entry for entry in read if len(entry.body) < _LONGEST - 1000]
    with contextlib.suppress(sqlite3.Error, OSError, ValueError), _opened(_place(folder), wait) as index:
        index.execute("BEGIN IMMEDIATE")
        still = [(*entry, entry.crc) for entry in kept if os.path.lexists(_journal(folder, entry.id))]
        lost = [(request,) for request in gone if not os.path.lexists(_journal(folder, request))]
        index.executemany("DELETE FROM entries WHERE id = ?", lost)
        index.executemany("REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?)", still)
        index.commit()


def _journal(folder: Path, request: str) -> Path:
    return folder / f"{request}.jsonl"


@contextlib.contextmanager
def _opened(path: Path, wait: float = _WAIT) -> Iterator[sqlite3.Connection]:
    """The index, made if need be; of another format, it begins anew. Raises sqlite3.Error, OSError.

    `wait`: seconds for another orderless that is writing to it.
    """
    import sqlite3

    fd = disk.open_plain(path, os.O_RDWR | os.O_CREAT)
    try:
        if os.name == "posix":
            os.fchmod(fd, disk.PRIVATE_FILE)
    finally:
        os.close(fd)
    index = sqlite3.connect(path, timeout=wait)
    index.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)  # a damaged length must not cost memory
    try:
        index.executescript(_BEGIN)
        if index.execute("SELECT format FROM about").fetchall() != [(_FORMAT,)]:
            index.executescript(_ANEW)
            index.execute("INSERT INTO about VALUES (?)", (_FORMAT,))
            index.commit()
        yield index
    finally:
        index.close()


def _throw_away(path: Path) -> None:
    """Delete the index and what its last writer left beside it. Raises OSError."""
    for one in (path, path.with_name(f"{path.name}-journal")):
        one.unlink(missing_ok=True)
