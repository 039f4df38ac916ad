"""The folder of sessions: name a new one, find one by what the user typed, list them, remove one.

What a user types is only ever compared with the names in the folder, never made part of a path.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from orderless import clock
from orderless.errors import BadInput, CannotDo
from orderless.interview.events import fold, of_the_talk
from orderless.interview.looks import of_a_look
from orderless.interview.offered import kind_of
from orderless.interview.overlay import to_be_wrapped_up
from orderless.storage import disk, places
from orderless.storage.draft import Draft
from orderless.storage.edit_file import EditFile, edit_files
from orderless.storage.journal import Journal, Reading, busy, read

__all__ = ["LAST", "Removal", "Sessions", "Summary", "keep_export", "remove_session"]


@dataclass(frozen=True)
class Removal:
    """What became of all files of a session that was removed."""

    removed: tuple[Path, ...]
    left: tuple[tuple[Path, str], ...]
    """Documents that were not deleted, each with the reason in a few words."""


def keep_export(journal: Path, document: Path) -> None:
    """Remember, in `<id>.exports` (0600), where `document` lies and what it holds now. Raises CannotDo."""
    try:
        digest = hashlib.sha256(disk.read_plain(document)).hexdigest()
        entry = json.dumps({"path": str(document.absolute()), "sha256": digest})
        fd = disk.open_plain(journal.with_suffix(".exports"), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            # a line end first: this line must not be joined to one that an earlier kill cut off
            disk.write_all(fd, b"\n" + entry.encode("ascii") + b"\n")
            disk.sync(fd)
        finally:
            os.close(fd)
    except OSError as error:
        raise CannotDo(
            f"{document} could not be noted with session {journal.stem}, so removing the session will leave it: "
            f"{disk.why(error)}."
        ) from error


def remove_session(journal: Path) -> Removal:
    """Delete a session and all it left; documents changed since, or gone, are left and reported.

    The journal goes last, so that a removal that was cut short can be done again. Raises Busy while the session is
    open, CannotDo if something of the session itself cannot be deleted.
    """
    removed: list[Path] = []
    left: list[tuple[Path, str]] = []
    try:
        with _held(journal):
            for path, digest in _exports(journal.with_suffix(".exports")):
                reason = _delete_unchanged(path, digest)
                if reason is None:
                    removed.append(path)
                else:
                    left.append((path, reason))
            for kind in (Draft.TALK, Draft.LOOK):
                Draft.beside(journal, kind)  # what a kill left of it goes
            for suffix in (Draft.TALK, Draft.LOOK, ".torn", ".exports"):
                side = journal.with_suffix(suffix)
                if os.path.lexists(side):
                    side.unlink()
                    removed.append(side)
            for edit in edit_files(journal):
                edit.unlink()
                removed.append(edit)
            if sys.platform != "win32":
                journal.unlink()
        # Windows deletes no open file
        journal.unlink(missing_ok=True)
        removed.append(journal)
        disk.sync_folder(journal.parent)
    except OSError as error:
        raise CannotDo(f"Session {journal.stem} could not be removed: {disk.why(error)}.") from error
    return Removal(tuple(removed), tuple(left))


@contextmanager
def _held(journal: Path) -> Iterator[None]:
    fd = disk.open_plain(journal, os.O_RDWR)
    try:
        try:
            disk.lock(fd)
        except BlockingIOError as error:
            raise busy(journal.stem) from error
        yield
    finally:
        os.close(fd)


def _exports(side: Path) -> list[tuple[Path, str]]:
    """The noted documents, each path once, with its digest when last written. Unreadable lines are skipped."""
    try:
        raw = disk.read_plain(side)
    except FileNotFoundError:
        return []
    noted: dict[str, str] = {}
    for line in raw.splitlines():
        try:
            entry = json.loads(line)
            if isinstance(entry["path"], str) and "\0" not in entry["path"]:
                noted[entry["path"]] = str(entry["sha256"])
        except (ValueError, TypeError, KeyError):
            continue
    return [(Path(path), digest) for path, digest in noted.items()]


def _delete_unchanged(path: Path, digest: str) -> str | None:
    """Delete a document if it is as it was written; else the reason why it was left."""
    try:
        if hashlib.sha256(disk.read_plain(path)).hexdigest() != digest:
            return "it was changed since"
        path.unlink()
    except FileNotFoundError:
        return "it is not there any more; it may have been moved"
    except OSError as error:
        return disk.why(error)
    return None


LAST = "last"
"""What stands for the session last talked about or looked back at, wherever an id is asked for."""

_ID = r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9]{4}"
_JOURNAL = re.compile(rf"({_ID})\.jsonl")
# 32 of them, so that a random byte falls on each alike; none that is misread when said aloud
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_LISTED = 8
_ID_LETTERS = 4
_BEFORE_LETTERS = len("2027-03-01-")


class Summary(NamedTuple):
    """One line of the list of sessions. Times are as the records hold them (ISO, UTC); None if they hold none."""

    id: str
    started: str | None
    last_event: str | None
    finished: bool
    """True if nothing of the conversation came after a `finish` record, and each part of the order has one."""
    answers: int
    """How many `answer` records there are, changed and undone ones included."""
    size: int
    """Bytes of the journal."""
    notices: tuple[str, ...]
    """What is wrong with the file, if anything."""


class Sessions:
    """The sessions in one folder, by default the user's. Raises CannotDo if the folder cannot be made."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = places.sessions_folder() if folder is None else places.private_folder(folder)

    def create(self, day: datetime.date | None = None) -> tuple[str, Journal]:
        """A new session, named after `day` (by default today, local time), and its open journal. Raises CannotDo."""
        start = (day or clock.today()).isoformat()
        for _ in range(100):
            session = f"{start}-{''.join(_LETTERS[byte % 32] for byte in os.urandom(4))}"
            try:
                return session, Journal.create(self.path(session))
            except FileExistsError:
                continue
        raise CannotDo(f"No free name for a session of {start} was found in {self.folder}.")

    def ids(self) -> tuple[str, ...]:
        """The ids of all sessions, the most recent first: by the day in the id, then by the time of the last change."""
        return tuple(session for session, _ in self.files())

    def find(self, wanted: str) -> str:
        """The id meant by `wanted`: an id, an unambiguous beginning of one, its last four letters, or `last`.

        Raises BadInput with the ids that match or come close.
        """
        ids = self.ids()
        typed = wanted.strip().lower()
        if typed == LAST and ids:
            return self._last_gone_on_with()
        if typed in ids:
            return typed
        matches = [session for session in ids if typed and session.startswith(typed)]
        matches = matches or [session for session in ids if session[_BEFORE_LETTERS:] == typed]
        if len(matches) == 1:
            return matches[0]
        if matches:
            named = "begin" if matches[0].startswith(typed) else "end"
            raise BadInput(f"{len(matches)} sessions {named} with {typed}: {_some(matches)}. Type more of the id.")
        raise BadInput(_not_found(typed, ids))

    def _last_gone_on_with(self) -> str:
        """The session whose talk or look back was gone on with last; where there was none, the most recent."""
        files = sorted(self.files(), key=lambda file: file[1].st_mtime_ns, reverse=True)
        last, when = self.ids()[0], 0.0
        for session, status in files:
            if status.st_mtime < when:
                break  # what is older than this talk holds none that is newer
            talked = _last_said(self.path(session))
            if talked > when:
                last, when = session, talked
        return last

    def path(self, session: str) -> Path:
        """The journal of `session`, an id as `find` or `create` returned it. Raises ValueError for anything else."""
        if not re.fullmatch(_ID, session):
            raise ValueError("not a session id")
        return self.folder / f"{session}.jsonl"

    def open(self, session: str) -> Journal:
        """Open a session to continue it. Raises Busy if it is open elsewhere, CannotDo if it cannot be opened."""
        return Journal.open(self.path(session))

    def read(self, session: str) -> Reading:
        """Read a session without a lock and without changing it. Raises CannotDo if it cannot be read at all."""
        return read(self.path(session))

    def draft(self, session: str, *, look: bool = False) -> Draft:
        """The half-typed note of its talk or a look, while this process has its journal open. Raises CannotDo."""
        return Draft.beside(self.path(session), Draft.LOOK if look else Draft.TALK)

    def edit_left(self, session: str, document: str) -> EditFile | None:
        """What an edit of this document left, of a session whose journal this process has open. Raises CannotDo."""
        return EditFile.left(self.path(session), document)

    def edit_file(self, session: str, document: str, n: int) -> EditFile:
        """The file for an edit of this document; `n` is the number of the last record of the session."""
        return EditFile(self.path(session), document, n)

    def summaries(self) -> tuple[Summary, ...]:
        """All sessions, the most recent first; a damaged or unreadable one is listed with its notices."""
        return tuple(self._summary(session, status.st_size) for session, status in self.files())

    def note_export(self, session: str, document: Path) -> None:
        """Remember a document just written for `session`, so that `remove` can delete it. Raises CannotDo."""
        keep_export(self.path(session), document)

    def remove(self, session: str) -> Removal:
        """Delete a session with its draft, its place in the register and the documents it knows of.

        Raises Busy if it is open, else CannotDo.
        """
        from orderless.storage import register_index

        removal = remove_session(self.path(session))
        register_index.forget(self.folder, session)
        return removal

    def files(self) -> list[tuple[str, os.stat_result]]:
        """The id and the status of the journal of each session, in the order of `ids`. Raises CannotDo."""
        found = []
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    name = _JOURNAL.fullmatch(entry.name)
                    if name and entry.is_file(follow_symlinks=False):
                        status = entry.stat(follow_symlinks=False)
                        found.append((name[1][:10], status.st_mtime_ns, name[1], status))
        except OSError as error:
            raise CannotDo(f"The sessions in {self.folder} cannot be listed: {disk.why(error)}.") from error
        found.sort(key=lambda file: file[:3], reverse=True)
        return [(session, status) for _, _, session, status in found]

    def _summary(self, session: str, size: int) -> Summary:
        try:
            reading = self.read(session)
        except CannotDo as error:
            reading = Reading((), (error.message,))
        times = [record["at"] for record in reading.records if isinstance(record.get("at"), str)]
        kinds = [kind_of(record) for record in reading.records]
        talk = [record["k"] for record in reading.records if of_the_talk(record)]
        return Summary(
            id=session,
            started=times[0] if times else None,
            last_event=times[-1] if times else None,
            finished=talk[-1:] == ["finish"] and not ("part" in kinds and to_be_wrapped_up(fold(reading.records))),
            answers=kinds.count("answer"),
            size=size,
            notices=reading.notices,
        )


def _last_said(journal: Path) -> float:
    """When its talk or a look back was last gone on with, in seconds since 1970; 0 where there was neither."""
    try:
        records = read(journal).records
    except CannotDo:
        return 0.0
    times = (record.get("at") for record in reversed(records) if of_the_talk(record) or of_a_look(record))
    try:
        return datetime.datetime.fromisoformat(str(next(times, None))).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _some(ids: list[str]) -> str:
    more = f" and {len(ids) - _LISTED} more" if len(ids) > _LISTED else ""
    return ", ".join(ids[:_LISTED]) + more


def _not_found(typed: str, ids: tuple[str, ...]) -> str:
    import difflib

    if not ids:
        return "There are no sessions yet: `orderless interview` begins one, `orderless requests add` logs a request."
    named = f" {typed}" if typed.isprintable() and 0 < len(typed) <= 40 else " of that id"
    close = [session for session in ids if len(typed) > 1 and typed in session]
    close = close or difflib.get_close_matches(typed[:40], ids, n=3)
    hint = f"Did you mean {_some(close)}?" if close else f"The most recent is {ids[0]}."
    return f"There is no session{named}. {hint} To see all: orderless sessions list"
