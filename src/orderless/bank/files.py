"""Where the knowledge lies, a consultant's own folder over the shipped one; how a stranger's file is read."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from orderless.errors import likely_file, why

if TYPE_CHECKING:
    from orderless.bank.yaml_problems import Problem

__all__ = [
    "MAX_BYTES",
    "PHRASES",
    "TOO_LARGE",
    "knowledge_files",
    "phrases_file",
    "read_bytes",
    "read_texts",
    "shipped_folder",
    "shown_name",
    "too_large",
]

PHRASES = "phrases.yaml"
"""This file lies with the knowledge, but only a review of past requests reads it; no interview or decision does."""


def shipped_folder() -> Path:
    """The question_banks folder that came with this program: inside the package, or beside src/ in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "question_banks"
    return inside if inside.is_dir() else package.parent.parent / "question_banks"


def knowledge_files(overlay: Path | None = None) -> Mapping[str, Path]:
    """The files of the knowledge by name: the shipped ones, and over them those of `overlay` (a folder or one file).

    The same name replaces, a new name adds. Files in sub-folders, such as examples, are not part of the knowledge.
    """
    files = {path.name: path for path in sorted(shipped_folder().glob("*.yaml"))}
    if overlay is not None:
        own = [overlay] if not overlay.is_dir() else sorted((*overlay.glob("*.yaml"), *overlay.glob("*.yml")))
        files.update({path.with_suffix(".yaml").name: path for path in own})
    files.pop(PHRASES, None)
    return files


def phrases_file(overlay: Path | None = None) -> Path:
    """The phrases to look for in past requests: those of `overlay` where it has some, else the shipped ones."""
    own = [] if overlay is None else [overlay] if not overlay.is_dir() else [*overlay.glob("phrases.y*ml")]
    return next((path for path in own if path.stem == "phrases"), shipped_folder() / PHRASES)


def shown_name(path: Path, overlay: Path | None) -> str:
    """The name of a file of the knowledge in a report: of a shipped file its name, of one in `overlay` its path."""
    return path.name if overlay is None or path.parent not in (overlay, overlay.parent) else str(path)


def read_texts(overlay: Path | None = None) -> tuple[dict[str, bytes], dict[str, str], list[Problem]]:
    """The texts of these files by file name, the names under which to report each, and why any could not be read."""
    texts: dict[str, bytes] = {}
    shown: dict[str, str] = {}
    problems: list[Problem] = []
    for name, path in knowledge_files(overlay).items():
        shown[name] = shown_name(path, overlay)
        text, problem = read_bytes(path, shown[name])
        if problem is not None:
            problems.append(problem)
        elif text is not None:
            texts[name] = text
    return texts, shown, problems


MAX_BYTES = 1_000_000


def too_large(most: int) -> str:
    """Why a file of more than so many bytes is not read."""
    return f"the file is larger than {most:,} bytes; split it into smaller files"


TOO_LARGE = too_large(MAX_BYTES)


def read_bytes(path: Path, name: str | None = None) -> tuple[bytes | None, Problem | None]:
    """The bytes of an ordinary file of at most MAX_BYTES, or why there are none. Never waits for a pipe or a device."""
    shown = str(path) if name is None else name
    try:
        raw, wrong = _ordinary_bytes(path)
    except FileNotFoundError:
        wrong = f"there is no such file{likely_file(path, place=False)}"
    except PermissionError:
        wrong = "you have no permission to read this file"
    except OSError as error:
        wrong = f"the file cannot be read: {why(error)}"
    except ValueError:  # a NUL or a lone surrogate in the path
        wrong = "this cannot be the name of a file"
    if not wrong:
        return raw, None
    from orderless.bank.yaml_problems import Problem

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
