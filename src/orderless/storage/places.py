"""Where user data lies: one folder, `ORDERLESS_HOME` or the platform's own, readable by its owner."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from orderless.errors import BadInput, CannotDo, OrderlessError
from orderless.storage import disk

__all__ = [
    "ELSEWHERE",
    "check_writable",
    "config_folder",
    "explained",
    "home",
    "is_first_run",
    "private_folder",
    "sessions_folder",
]


def is_first_run() -> bool:
    """Whether the program has not yet explained itself; False, too, if that cannot be found out."""
    try:
        return not _mark().exists()
    except (OSError, OrderlessError):
        return False


def explained() -> None:
    """Remember that the program explained itself. If nothing can be written it explains itself again: no harm."""
    with contextlib.suppress(OSError, OrderlessError):
        mark = _mark()
        if mark.parent.is_dir():
            os.close(disk.open_plain(mark, os.O_WRONLY | os.O_CREAT))


def _mark() -> Path:
    return home() / "explained"


ELSEWHERE = "Set ORDERLESS_HOME to a folder you can write to, or free this one."
"""What a person can do where nothing can be kept."""


def home() -> Path:
    """The data folder, absolute; it need not exist yet. `ORDERLESS_HOME` goes before the platform's own folder.

    Raises BadInput if the variable names a home folder (`~somebody`) that is not there, or lies in a working folder
    that was deleted; or if there is no home folder at all.
    """
    chosen = os.environ.get("ORDERLESS_HOME")
    if chosen:
        try:
            return Path(chosen).expanduser().absolute()
        except RuntimeError as error:
            raise BadInput("ORDERLESS_HOME begins with ~, but there is no such home folder.") from error
        except OSError as error:
            raise BadInput(f"ORDERLESS_HOME is no whole path, and the folder it begins in is gone: {chosen}") from error
    import platformdirs  # takes a while to import, and the variable makes it needless

    try:
        return platformdirs.user_data_path("orderless", appauthor=False)
    except RuntimeError as error:  # a user whom the system does not know, as in some containers
        raise BadInput("There is no home folder here; set ORDERLESS_HOME to a folder to keep sessions in.") from error


def config_folder() -> Path:
    """The folder of the settings, absolute; it need not exist. It is the data folder where ORDERLESS_HOME names one.

    Raises BadInput as `home` does.
    """
    if os.environ.get("ORDERLESS_HOME"):
        return home()
    import platformdirs

    try:
        return platformdirs.user_config_path("orderless", appauthor=False)
    except RuntimeError as error:
        raise BadInput("There is no home folder here; set ORDERLESS_HOME to a folder to keep settings in.") from error


def sessions_folder() -> Path:
    """The folder of the sessions, made if need be. Raises CannotDo."""
    return private_folder(home() / "sessions")


def private_folder(folder: Path) -> Path:
    """Make `folder` and its missing parents, each 0700 whatever the umask; folders that exist are left as they are.

    Returns `folder`. Raises CannotDo with a sentence that names it and offers another place.
    """
    try:
        _make(folder)
    except OSError as error:
        raise _no_place(folder, error) from error
    return folder


def check_writable() -> None:
    """Try a small file in the sessions folder. Raises CannotDo with a sentence that names it and offers another."""
    folder = sessions_folder()
    try:
        disk.write_temporary(folder, b"\n" * 4096, ".probe-").unlink()
    except OSError as error:
        raise _no_place(folder, error) from error


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    if folder.parent != folder:
        _make(folder.parent)
    try:
        folder.mkdir(mode=disk.PRIVATE_FOLDER)
    except FileExistsError:
        if not folder.is_dir():
            raise OSError(f"{folder} {_what_is(folder)}") from None


def _what_is(path: Path) -> str:
    """What is at this path, where there should be a folder."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "is a symbolic link that leads to no folder"
    return "is a file, not a folder" if stat.S_ISREG(mode) else "is a pipe or a device, not a folder"


def _no_place(folder: Path, error: OSError) -> CannotDo:
    return CannotDo(f"Nothing can be saved in {folder}: {disk.why(error)}. {ELSEWHERE}")
