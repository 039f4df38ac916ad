"""Records in one file that is only appended to: what `append` returned for is on the disk and stays there.

A line is `{"n":17,"k":"answer",…,"crc":"1ed9cd80"}` in UTF-8; `crc` is the CRC-32, as eight hex digits, of the bytes
before `,"crc"`. So a torn end, a damaged line and a missing line can be told apart, and no damage passes for text.

Each record is one line, written and synced before `append` returns. Nothing is ever rewritten; only a
last line that was cut off is moved aside, and only under the lock. While a journal is open, no other process can open
it; `read` needs no lock and never changes anything.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from orderless.errors import CannotDo
from orderless.interview.versions import NEWEST_SCHEMA
from orderless.storage import disk

__all__ = ["Busy", "Journal", "Reading", "Record", "Scan", "busy", "encode", "parse", "read", "scan"]

Record = dict[str, Any]
"""One event as JSON: `n` (its number, from 1), `k` (its kind), `at` (ISO time in UTC), and what the kind needs."""

_CHECK = b',"crc":"%08x"}'
_CHECK_LENGTH = len(_CHECK % 0)
_AFTER_CHECK = re.compile(rb'(?<=,"crc":"[0-9a-f]{8}"\})')
_START = b'{"n":'
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Scan(NamedTuple):
    """All that could be read from the bytes of a journal, in the order of the numbers."""

    records: tuple[Record, ...]
    notices: tuple[str, ...]
    """A sentence for each damage but the torn end."""
    torn: bytes
    """What follows the last readable record on a last line without a line end; empty if all is well."""
    next_number: int


def encode(number: int, record: Mapping[str, object]) -> bytes:
    """One line, with its line end. Lone surrogates become JSON escapes, so any text can be written and comes back.

    Raises ValueError or TypeError for what JSON cannot hold, ValueError for a record without `k` or with `n` or `crc`.
    """
    if not isinstance(record.get("k"), str) or "n" in record or "crc" in record:
        raise ValueError("a record needs a kind `k`; `n` and `crc` are the journal's")
    text = json.dumps({"n": number, **record}, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # a lone surrogate can only stand inside a string, where backslashreplace writes exactly its JSON escape
    body = text.encode("utf-8", "backslashreplace")[:-1]
    return body + _CHECK % zlib.crc32(body) + b"\n"


def parse(line: bytes) -> Record | None:
    """The record of one line without its line end, or None if it is not whole and undamaged."""
    body = line[:-_CHECK_LENGTH]
    if not line.startswith(_START) or line[-_CHECK_LENGTH:] != _CHECK % zlib.crc32(body):
        return None
    try:
        record = json.loads(body + b"}")
    except (ValueError, RecursionError):
        return None
    number = record["n"]
    return record if type(number) is int and number > 0 and isinstance(record.get("k"), str) else None


def scan(raw: bytes) -> Scan:
    """Read the bytes of a whole journal. Damage never raises: it becomes a notice, and all else is kept."""
    *whole, last = raw.removeprefix(_BYTE_ORDER_MARK).split(b"\n")
    found: dict[int, dict[bytes, Record]] = {}
    notices = []
    lost_since_record = 0
    for at, line in enumerate(whole, 1):
        line = line.rstrip(b"\r")
        pieces, _ = _pieces(line)
        for piece, record in pieces:
            found.setdefault(record["n"], {})[piece] = record
        if pieces:
            lost_since_record = 0
        if line and (len(pieces) != 1 or pieces[0][0] != line):
            notices.append(f"Line {at} is damaged{'; what is whole in it was kept' if pieces else ''}.")
            lost_since_record += not pieces
    pieces, end = _pieces(last)
    for piece, record in pieces:
        found.setdefault(record["n"], {})[piece] = record
    if pieces and end == len(last):
        notices.append("The last line has lost its end; what came after it, if anything, is missing.")
    numbers = sorted(found)
    twice = [n for n in numbers if len(found[n]) > 1]
    notices += [f"Entry {n} is there {len(found[n])} times with different content; all are kept." for n in twice]
    notices += _gaps(numbers)
    records = tuple(record for n in numbers for record in found[n].values())
    return Scan(records, tuple(notices), last[end:], (numbers[-1] if numbers else 0) + lost_since_record + 1)


def _pieces(line: bytes) -> tuple[list[tuple[bytes, Record]], int]:
    """The whole records in one line with their bytes, and where the last ends; several if a line end was damaged."""
    if (record := parse(line)) is not None:
        return [(line, record)], len(line)
    found = []
    position = end = 0
    for part in _AFTER_CHECK.split(line):
        position += len(part)
        # the last start first: the torn beginning of another record may come before it
        for start in (part.rfind(_START), part.find(_START)):
            if start >= 0 and (record := parse(part[start:])) is not None:
                found.append((part[start:], record))
                end = position
                break
    return found, end


def _gaps(numbers: list[int]) -> list[str]:
    gaps = []
    for before, after in zip([0, *numbers], numbers, strict=False):
        if after - before == 2:
            gaps.append(f"{before + 1}")
        elif after - before > 2:
            gaps.append(f"{before + 1} to {after - 1}")
    if not gaps:
        return []
    more = f" and {len(gaps) - 10} more" if len(gaps) > 10 else ""
    return [f"Missing entries: {', '.join(gaps[:10])}{more}."]


_NEWER = "A newer orderless wrote this session; it can be read here, not continued."
_APPEND = os.O_RDWR | os.O_APPEND


class Busy(CannotDo):
    """The session is open in another orderless."""


class Reading(NamedTuple):
    """What a journal holds: the records in the order of their numbers, and a sentence for each thing that is wrong."""

    records: tuple[Record, ...]
    notices: tuple[str, ...]


def read(path: Path) -> Reading:
    """Read a journal, also one that is open elsewhere or damaged, and change nothing.

    Raises CannotDo if there is no such file or it cannot be read at all; damage inside becomes notices.
    """
    try:
        found = scan(disk.read_plain(path))
    except OSError as error:
        raise CannotDo(f"Session {path.stem} cannot be read: {disk.why(error)}.") from error
    notices = (*found.notices, *_newer(found.records))
    if found.torn:
        notices += ("The last line is not complete: it is being written right now, or it was cut off.",)
    return Reading(found.records, notices)


class Journal:
    """An open journal, held by this process alone. Made by `create` or `open`; close it, or use it in a `with`."""

    def __init__(self, path: Path, fd: int, *, locked: bool) -> None:
        self.path = path
        self.locked = locked
        """False on a volume without locks, where nothing keeps a second orderless out."""
        raw = disk.read_all(fd)
        found = scan(raw)
        newer = _newer(found.records)
        self.read_only = bool(newer)
        """True if a newer orderless wrote this session: it can be read here, not continued."""
        self._fd = fd
        self._records = list(found.records)
        self._notices = [*found.notices, *newer]
        self._next = found.next_number
        self._size = len(raw)
        self._half_written = False
        if found.torn:
            self._move_aside(found.torn)
        kept = raw[: self._size]
        # where the last line has no end, the next append gives it one, so that neither line damages the other
        self._lead = b"\n" if kept and not kept.endswith(b"\n") else b""
        if not locked:
            self._notices.append("This disk has no file locks: do not open the session in two places at once.")

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new, empty journal, 0600. Raises FileExistsError if there is one, CannotDo if it cannot be made."""
        return cls._hold(path, _APPEND | os.O_CREAT | os.O_EXCL)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a journal to continue it. Raises Busy if it is open elsewhere, CannotDo if it cannot be opened."""
        return cls._hold(path, _APPEND)

    @classmethod
    def _hold(cls, path: Path, flags: int) -> Self:
        try:
            fd = disk.open_plain(path, flags)
            try:
                locked = disk.lock(fd)
                if flags & os.O_CREAT:
                    disk.sync_folder(path.parent)
                return cls(path, fd, locked=locked)
            except BaseException:
                os.close(fd)
                if flags & os.O_CREAT:
                    path.unlink(missing_ok=True)
                raise
        except FileExistsError:
            raise
        except BlockingIOError as error:
            raise busy(path.stem) from error
        except OSError as error:
            raise CannotDo(f"Session {path.stem} cannot be opened in {path.parent}: {disk.why(error)}.") from error

    @property
    def records(self) -> Sequence[Record]:
        """All records in the order of their numbers, those of other versions and unknown kinds included.

        It is the one list of them: what is appended is in it at once.
        """
        return self._records

    @property
    def notices(self) -> tuple[str, ...]:
        """A sentence for each thing found wrong when the journal was opened or since; empty if all is well."""
        return tuple(self._notices)

    def append(self, record: Mapping[str, object]) -> int:
        """Save one record, `{"k": kind, "at": time, ...}`, and return its number once it is on the disk.

        Raises CannotDo if it could not be saved; the journal is then as it was, and a later append may succeed. Raises
        ValueError or TypeError for what JSON cannot hold, and ValueError on a closed journal.
        """
        if self._fd < 0:
            raise ValueError("the journal is closed")
        if self.read_only:
            raise CannotDo(f"Session {self.path.stem}: {_NEWER}")
        try:
            self._meet_file()
            line = encode(self._next, record)
            saved = parse(line[:-1])
            if saved is None:
                raise ValueError("the record could not be read back")
            self._write(self._lead + line)
        except OSError as error:
            raise CannotDo(
                f"This could not be saved in {self.path.parent}: {disk.why(error)}. What was saved before is safe."
            ) from error
        self._lead = b""
        self._records.append(saved)
        self._next += 1
        return self._next - 1

    def close(self) -> None:
        """Give the file and its lock back. Closing twice is fine."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _move_aside(self, torn: bytes) -> None:
        """Move a last line that was cut off into the `.torn` file, and say so."""
        if self.read_only:
            return
        if not self.locked:
            # it may be the line that another orderless is writing: moving it would take that answer away
            self._notices.append("The last line is not complete; it was left as it is.")
            return
        side = self.path.with_suffix(".torn")
        fd = disk.open_plain(side, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            disk.write_all(fd, torn + b"\n")
            disk.sync(fd)
        finally:
            os.close(fd)
        self._size -= len(torn)
        os.ftruncate(self._fd, self._size)
        disk.sync(self._fd)
        self._notices.append(f"The last line was cut off; its {len(torn)} bytes are now in {side.name}.")

    def _meet_file(self) -> None:
        """Before writing: finish an earlier roll-back, and note changes by others. Raises OSError, CannotDo."""
        if self._half_written:
            self._restore_size()
        now = os.fstat(self._fd)
        if now.st_nlink == 0:
            raise CannotDo(
                f"Session {self.path.stem} was removed or replaced in {self.path.parent} by another program while it "
                "was open here, so this could not be saved."
            )
        if now.st_size != self._size:
            self._size = now.st_size
            self._lead = b"\n"
            self._next = max(self._next, scan(disk.read_all(self._fd)).next_number)
            self._notices.append("Another program changed the session file while it was open here.")

    def _write(self, data: bytes) -> None:
        """Write and sync; on failure take back what was written. If even that fails, the next append tries it first."""
        self._half_written = True
        try:
            disk.write_all(self._fd, data)
            disk.sync(self._fd)
        except BaseException:
            with suppress(OSError):
                self._restore_size()
            raise
        self._half_written = False
        self._size += len(data)

    def _restore_size(self) -> None:
        if self.locked:
            os.ftruncate(self._fd, self._size)
        else:
            # without a lock, what follows may be another's answer: leave it all, and begin a line of our own
            self._size = os.fstat(self._fd).st_size
            self._lead = b"\n"
        self._half_written = False


def busy(session: str) -> Busy:
    """The refusal to open `session` a second time."""
    return Busy(
        f"Session {session} is open in another orderless; close it there first. "
        f"To read it meanwhile: orderless sessions show {session}"
    )


def _newer(records: tuple[Record, ...]) -> tuple[str, ...]:
    for record in records:
        if record["k"] == "start" and "schema" in record:
            schema = record["schema"]
            if type(schema) is not int or schema > NEWEST_SCHEMA:
                return (_NEWER,)
    return ()
