"""Write a document where the user wants it: whole or not at all, for its owner only, never over something else."""

import os
import stat
from pathlib import Path

from orderless.errors import BadInput, CannotDo
from orderless.storage import disk, places

_PREFIX = ".orderless-"


def write_document(path: Path, data: bytes, *, force: bool = False) -> None:
    """Put `data` at `path`, 0600; without `force` only if nothing is there.

    Raises BadInput if `path` lies where the sessions lie, or, naming --force, if something is there; CannotDo if it
    cannot be written or `path` is a symbolic link, a folder or a device. On failure what was there stays, and no
    temporary file is left.
    """
    _check_folder(path)
    try:
        _check_target(path, force=force)
        if force:
            disk.replace_file(path, data, _PREFIX)
        else:
            _put_new(path, data)
    except FileExistsError as error:
        raise BadInput(f"{path} is there already. To overwrite it, add --force.") from error
    except OSError as error:
        raise CannotDo(f"{path} cannot be written: {disk.why(error)}.") from error


def _check_folder(path: Path) -> None:
    """A document among the sessions could take the place of one."""
    home = places.home()
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


def _put_new(path: Path, data: bytes) -> None:
    """Like `replace_file`, but raises FileExistsError if something came to be at `path` since it was checked."""
    temporary = disk.write_temporary(path.parent, data, _PREFIX)
    try:
        try:
            os.link(temporary, path, follow_symlinks=False)
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):
            # no hard links on this volume (FAT, some network drives): the moment since the check remains open
            _check_target(path, force=False)
            disk.move(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    disk.sync_folder(path.parent)
