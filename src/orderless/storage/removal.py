"""Remove a session: its journal, its draft, what was cut off, and the documents it wrote, if they are unchanged."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from orderless.errors import CannotDo
from orderless.storage import disk
from orderless.storage.draft import Draft
from orderless.storage.journal import busy


@dataclass(frozen=True)
class Removal:
    """What became of everything a session left."""

    removed: tuple[Path, ...]
    left: tuple[tuple[Path, str], ...]
    """Documents that were not deleted, each with the reason in a few words."""


def note_export(journal: Path, document: Path) -> None:
    """Remember, in `<id>.exports` (0600), where `document` lies and what it holds now. Raises CannotDo."""
    try:
        digest = hashlib.sha256(disk.read_plain(document)).hexdigest()
        entry = json.dumps({"path": str(document.absolute()), "sha256": digest})
        fd = disk.open_plain(journal.with_suffix(".exports"), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            # the line end first: a line that an earlier kill cut off must not take this one with it
            disk.write_all(fd, b"\n" + entry.encode("ascii") + b"\n")
            disk.sync(fd)
        finally:
            os.close(fd)
    except OSError as error:
        raise CannotDo(
            f"{document} could not be noted with session {journal.stem}, so removing the session will leave it: "
            f"{disk.why(error)}."
        ) from error


def remove(journal: Path) -> Removal:
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
            Draft.beside(journal)
            for suffix in (".draft", ".torn", ".exports"):
                side = journal.with_suffix(suffix)
                if os.path.lexists(side):
                    side.unlink()
                    removed.append(side)
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
    """The documents noted: path -> digest when last written, each path once; lines that cannot be read are skipped."""
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
