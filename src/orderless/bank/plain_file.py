"""The bytes of a file that a stranger names: an ordinary file of bearable size, or why not."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from orderless.errors import why

if TYPE_CHECKING:
    from orderless.bank.yaml_marks import Problem

__all__ = ["MAX_BYTES", "TOO_LARGE", "read_bytes"]

MAX_BYTES = 1_000_000
TOO_LARGE = f"the file is larger than {MAX_BYTES:,} bytes; split it into smaller files"


def read_bytes(path: Path, name: str | None = None) -> tuple[bytes | None, Problem | None]:
    """The bytes of an ordinary file of at most MAX_BYTES, or why there are none. Never waits for a pipe or a device."""
    shown = str(path) if name is None else name
    try:
        raw, wrong = _ordinary_bytes(path)
    except FileNotFoundError:
        wrong = "there is no such file"
    except PermissionError:
        wrong = "you have no permission to read this file"
    except OSError as error:
        wrong = f"the file cannot be read: {why(error)}"
    except ValueError:  # a NUL or a lone surrogate in the path
        wrong = "this cannot be the name of a file"
    if not wrong:
        return raw, None
    from orderless.bank.yaml_marks import Problem  # only now: most files can be read, and the first question is waiting

    return None, Problem(shown, 0, 0, wrong)


def _ordinary_bytes(path: Path) -> tuple[bytes, str]:
    if wrong := _not_ordinary(path.stat()):  # before opening: to open a device can already do something
        return b"", wrong
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123 (a descriptor, not a path)
        if wrong := _not_ordinary(os.fstat(descriptor)):  # it may have been exchanged in between
            return b"", wrong
        raw = bytearray()
        while part := file.read(MAX_BYTES + 1 - len(raw)):
            raw += part
    return bytes(raw), TOO_LARGE if len(raw) > MAX_BYTES else ""


def _not_ordinary(status: os.stat_result) -> str:
    if stat.S_ISDIR(status.st_mode):
        return "this is a folder, not a file"
    if not stat.S_ISREG(status.st_mode):
        return "this is a pipe or a device, not an ordinary file"
    return TOO_LARGE if status.st_size > MAX_BYTES else ""
