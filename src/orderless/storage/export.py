"""Write a document where the user wants it: whole or not at all, for its owner only, never over something else."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from orderless.errors import BadInput, CannotDo
from orderless.storage import disk, places

_PREFIX = ".orderless-"
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def write_document(path: Path, data: bytes, *, force: bool = False) -> None:
    """Put `data` at `path`, 0600; without `force` only if nothing is there.

    Raises BadInput if `path` lies where the sessions lie, or, naming --force, if something is there; CannotDo if it
    cannot be written or `path` is a symbolic link, a folder or a device. On failure what was there stays, and no
    temporary file is left.
    """
    with ready_document(path, data, force=force):
        pass


@contextmanager
def ready_document(path: Path, data: bytes, *, force: bool = False) -> Iterator[None]:
    """Like `write_document`, but the data is written first, and the file appears when the block ends well."""
    with new_document(path, force=force) as file:
        disk.write_all(file.fileno(), data)
        yield


def check_place(path: Path, *, force: bool = False) -> None:
    """Raise now what `new_document` would raise because of what is at `path`, or because of its folder."""
    _check_folder(path)
    try:
        _check_target(path, force=force)
        path.parent.stat()
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except FileExistsError as error:
        raise BadInput(f"{path} is there already. To overwrite it, add --force.") from error
    except OSError as error:
        raise _cannot(path, error) from error


@contextmanager
def new_document(path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """Like `write_document` for what is written little by little: it appears at `path` when the block ends well."""
    _check_folder(path)
    try:
        _check_target(path, force=force)
        temporary = path.parent / f"{_PREFIX}{os.urandom(6).hex()}.tmp"
        fd = disk.open_plain(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        try:
            with os.fdopen(fd, "w+b") as file:
                yield file
                file.flush()
                disk.sync(fd)
            _put(temporary, path, force=force)
        finally:
            temporary.unlink(missing_ok=True)
    except FileExistsError as error:
        raise BadInput(f"{path} is there already. To overwrite it, add --force.") from error
    except OSError as error:
        raise _cannot(path, error) from error


def write_to_show(name: str, data: bytes) -> Path:
    """Put `data` in a file of this name (no path) in the data folder's own `exports`, 0600, to be opened from there.

    What was there is replaced. Returns the path. Raises CannotDo.
    """
    path = places.private_folder(places.home() / "exports") / Path(name).name
    try:
        disk.replace_file(path, data, _PREFIX)
    except OSError as error:
        raise _cannot(path, error) from error
    return path


def _cannot(path: Path, error: OSError) -> CannotDo:
    full = error.errno in _NO_ROOM
    to_do = " Nothing of it was left there; make room, or write it to another disk." if full else ""
    return CannotDo(f"{path} cannot be written: {disk.why(error)}.{to_do}")


def _check_folder(path: Path) -> None:
    """Refuse a place among the sessions, where a document could take the place of a session."""
    try:
        home = places.home()
    except BadInput:
        return  # where there can be no sessions, there are none
    try:
        inside = path.parent.resolve().is_relative_to(home.resolve())
    except (OSError, RuntimeError, ValueError):
        return  # what is wrong with it will be said when it is written
    if inside:
        raise BadInput(f"{path} lies in {home}, where the sessions are kept; choose another folder for documents.")


def _check_target(path: Path, *, force: bool) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(mode):
        raise CannotDo(f"{path} is a symbolic link; give the path of the file itself.")
    if stat.S_ISDIR(mode):
        raise CannotDo(f"{path} is a folder; give the name of a file in it.")
    if not stat.S_ISREG(mode):
        raise CannotDo(f"{path} is not a plain file.")
    if not force:
        raise FileExistsError


def _put(temporary: Path, path: Path, *, force: bool) -> None:
    """Without `force` raises FileExistsError if something came to be at `path` since it was checked."""
    if force:
        disk.move(temporary, path)
    else:
        try:
            os.link(temporary, path, follow_symlinks=False)
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):
            # no hard links on this volume (FAT, some network drives): a file made right after this check is lost
            _check_target(path, force=False)
            disk.move(temporary, path)
    disk.sync_folder(path.parent)
