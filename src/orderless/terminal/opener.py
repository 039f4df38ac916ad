"""Open a file as a double click would: with the platform's own opener, where there is a screen to open it on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["no_screen", "open_file"]

_SECONDS = 3


def no_screen(environ: Mapping[str, str], platform: str) -> str | None:
    """Why nothing can be opened before this person's eyes, or None."""
    if "SSH_CONNECTION" in environ or "SSH_TTY" in environ:
        return "this is a remote session"
    if platform not in ("darwin", "win32") and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return "there is no screen here"
    return None


def open_file(path: Path) -> str | None:
    """Open the file. Returns None, or in a few words why it was not opened."""
    why = no_screen(os.environ, sys.platform)
    if why is not None:
        return why
    try:
        if sys.platform == "win32":
            os.startfile(path)
            return None
        return _started("/usr/bin/open" if sys.platform == "darwin" else shutil.which("xdg-open"), path)
    except OSError:
        return "it could not be opened"


def _started(opener: str | None, path: Path) -> str | None:
    if opener is None:
        return "there is no xdg-open here"
    quiet = subprocess.DEVNULL
    child = subprocess.Popen([opener, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        code = child.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        return None  # some openers stay as long as what they opened
    return None if code == 0 else f"{Path(opener).name} ended with {code}"
