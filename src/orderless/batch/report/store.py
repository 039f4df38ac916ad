"""The requests of one report in a temporary database, so that memory stays flat however many there are."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any

from orderless.batch.report.parts import amount_of
from orderless.batch.report.rows import FIELDS, Kept
from orderless.errors import CannotDo

__all__ = ["Store"]

_AT_ONCE = 1_000


class Store:
    """Holds requests while a report is made, in a database of SQLite's own.

    What does not fit into memory goes to a file without a name (0600): nothing is left even if the program is killed.
    """

    def __init__(self) -> None:
        """Raises CannotDo if there is no place for temporary files."""
        try:
            self._base = sqlite3.connect("", isolation_level=None)
            # nothing here must outlast a crash
            self._base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000;")
            self._base.execute(f"CREATE TABLE request ({', '.join(FIELDS)})")
        except sqlite3.Error as error:
            raise _cannot("made", error) from error
        self._base.create_function("amount_of", 2, amount_of, deterministic=True)
        self._base.execute("BEGIN")
        self._waiting: list[Kept] = []
        self.missing: Counter[str] = Counter()
        """How often each question was missing where it was not yet."""
        self.to_ask: Counter[str] = Counter()
        """How often each question was among the first to ask."""

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, place: TracebackType | None
    ) -> None:
        self._base.close()

    def add(self, kept: Kept) -> None:
        """Add one request. Raises CannotDo if the disk is full."""
        self._waiting.append(kept)
        if kept.response == "not_yet":
            self.missing.update(kept.missing.split(";") if kept.missing else ())
            self.to_ask.update(kept.ask_next.split(";") if kept.ask_next else ())
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def _write(self) -> None:
        try:
            self._base.executemany(f"INSERT INTO request VALUES ({', '.join('?' * len(FIELDS))})", self._waiting)
        except sqlite3.Error as error:
            raise _cannot("written", error) from error
        self._waiting.clear()

    def ask(self, query: str, values: Iterable[Any] = ()) -> Sequence[tuple[Any, ...]]:
        """The rows of a query on the table `request`, whose columns are the fields of `Kept`."""
        self._write()
        try:
            return self._base.execute(query, tuple(values)).fetchall()
        except sqlite3.Error as error:
            raise _cannot("read", error) from error

    def count(self, where: str = "1", values: Iterable[Any] = ()) -> int:
        """How many requests meet this condition."""
        return int(self.ask(f"SELECT count(*) FROM request WHERE {where}", values)[0][0])


_OF_THE_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


def _cannot(what: str, error: sqlite3.Error) -> Exception:
    """What is wrong with the disk, in words; any other error is a fault of ours and stays what it is."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _OF_THE_DISK:
        return error
    return CannotDo(f"The temporary file of the report cannot be {what}: the disk may be full.")
