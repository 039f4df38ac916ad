"""Where user data lies: one folder, `ORDERLESS_HOME` or the platform's own, readable by its owner only."""

import os
from pathlib import Path

from orderless.errors import BadInput, CannotDo
from orderless.storage import disk


def home() -> Path:
    """The data folder, absolute; it need not exist yet. `ORDERLESS_HOME` goes before the platform's own folder.

    Raises BadInput if the variable names a home folder (`~somebody`) that is not there.
    """
    chosen = os.environ.get("ORDERLESS_HOME")
    if chosen:
        try:
            return Path(chosen).expanduser().absolute()
        except RuntimeError as error:
            raise BadInput("ORDERLESS_HOME begins with ~, but there is no such home folder.") from error
    import platformdirs  # takes a while to import, and the variable makes it needless

    return platformdirs.user_data_path("orderless", appauthor=False)


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
            raise NotADirectoryError(None, "there is a file of that name") from None


def _no_place(folder: Path, error: OSError) -> CannotDo:
    return CannotDo(
        f"Nothing can be saved in {folder}: {disk.why(error)}. "
        "Set ORDERLESS_HOME to a folder you can write to, or free this one."
    )
