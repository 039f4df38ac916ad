"""A long note in the consultant's own editor. The file is readable by its owner only, and gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from orderless.errors import CannotDo, why
from orderless.terminal.tty import lent

__all__ = ["write_in_editor"]


def write_in_editor(folder: Path | None, prefix: str = ".note-") -> str:
    """What was written in VISUAL or EDITOR. `folder` holds the file meanwhile: the sessions' own, or a private one.

    Raises CannotDo when no editor is set or it cannot be started. No shell takes part.
    """
    command = _command()
    try:
        handle, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=folder)  # made 0600
    except OSError as error:
        raise CannotDo(f"No file for the editor can be made: {why(error)}.") from error
    os.close(handle)
    path = Path(name)
    try:
        done = _run([*command, name])
        if done.returncode != 0:
            raise CannotDo(f"The editor ended with {done.returncode}; nothing was noted.")
        return path.read_text(encoding="utf-8", errors="surrogateescape").strip()
    except OSError as error:
        raise CannotDo(f"What the editor left cannot be read: {why(error)}; nothing was noted.") from error
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def _run(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    try:
        with lent():
            return subprocess.run(command, check=False)
    except OSError as error:
        said = f'there is no program "{command[0]}"' if isinstance(error, FileNotFoundError) else why(error)
        raise CannotDo(f"The editor cannot be started: {said}. VISUAL or EDITOR names another.") from error


def _command() -> list[str]:
    """The editor's name and its options."""
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "")
    try:
        command = shlex.split(wanted, posix=os.name != "nt")
    except ValueError:
        raise CannotDo("The editor cannot be started: there is a quote without its other half in its name.") from None
    if not command:
        raise CannotDo("No editor is set: put its name in VISUAL or EDITOR, or type the note here.")
    return command
