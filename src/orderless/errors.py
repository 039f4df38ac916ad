"""Everything that can go wrong in a way a person can act on: one family of exceptions and the exit codes.

An error's text is one clear sentence, or several problem lines. It never holds a client's words: answers, notes and
quotes stay in the session file.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

__all__ = [
    "BadInput",
    "CannotDo",
    "CheckFailed",
    "Exit",
    "FaultElsewhere",
    "NeedsInput",
    "OrderlessError",
    "likely_file",
    "likely_names",
    "place_of",
    "why",
]


class Exit(IntEnum):
    """Exit codes of the program. A "no" is an answer like any other and ends in DONE."""

    DONE = 0
    CANNOT = 1  # it could not be done: disk, permissions, our bug
    USAGE = 2  # the command line or an id is wrong; a bank, map, answers file or the settings cannot be loaded
    ROWS_REFUSED = 3  # done, but some rows were refused
    NEEDS_INPUT = 4  # input is needed and there is no one to ask, or piped input ended early
    FOUND = 5  # it loads, but a check or a test found something
    INTERRUPTED = 130


class OrderlessError(Exception):
    """What the user is told instead of a traceback, and the exit code that goes with it."""

    exit_code: Exit = Exit.CANNOT

    def __init__(self, *lines: str) -> None:
        self.lines: tuple[str, ...] = lines or ("Something went wrong.",)
        super().__init__("\n".join(self.lines))

    @property
    def message(self) -> str:
        """All lines, as printed on standard error."""
        return "\n".join(self.lines)


class CannotDo(OrderlessError):
    """It could not be done here and now: the disk is full, a folder is read-only, a session is open elsewhere."""

    exit_code = Exit.CANNOT


class BadInput(OrderlessError):
    """The command line, an id, or a file that was handed in is wrong; each line says where and what to do."""

    exit_code = Exit.USAGE


class NeedsInput(OrderlessError):
    """A question must be answered and there is no one to ask."""

    exit_code = Exit.NEEDS_INPUT


class CheckFailed(OrderlessError):
    """It loads, but a check found something."""

    exit_code = Exit.FOUND


class FaultElsewhere(Exception):
    """A fault of ours in another process: its text is what `place_of` says of it there."""


def place_of(error: BaseException) -> str:
    """The kind of error and the line of ours it came from: enough to mend it, and no values."""
    if isinstance(error, FaultElsewhere):
        return str(error)
    place = error.__traceback__
    ours = ""
    while place is not None:
        module = place.tb_frame.f_globals.get("__name__", "")
        if module.startswith("orderless"):
            ours = f" in {module}, line {place.tb_lineno}"
        place = place.tb_next
    return f"{type(error).__name__}{ours}"


_REASONS = {
    "ENOSPC": "the disk is full",
    "EDQUOT": "the disk quota is used up",
    "EFBIG": "the file has reached the largest size allowed here",
    "EROFS": "the disk is read-only",
    "EACCES": "permission is missing",
    "EPERM": "permission is missing",
    "EIO": "the disk reported an input/output error",
    "ENOENT": "the file or its folder is not there",
    "ENOTDIR": "part of the path is a file, not a folder",
    "EISDIR": "it is a folder",
    "EEXIST": "there is something of that name",
    "ELOOP": "its symbolic links lead in a circle",
    "ENAMETOOLONG": "the name is too long",
    "EMFILE": "too many files are open",
    "ENFILE": "too many files are open",
    "EBUSY": "another program is using it",
    "ETXTBSY": "another program is using it",
    "EBADF": "it is closed, or open for the other direction only",
}
_REASON_OF = {getattr(errno, name): words for name, words in _REASONS.items() if hasattr(errno, name)}


def likely_names(word: str, known: Sequence[str], most: int = 3) -> list[str]:
    """The names most like this word, the likeliest first: those that hold it or part of it, and those spelt alike."""
    import difflib

    typed = word.casefold()
    parts = {part for part in typed.replace("_", "-").split("-") if len(part) > 2}

    def likeness(name: str) -> float:
        shared = parts & {*name.casefold().replace("_", "-").split("-")}
        held = len(typed) > 2 and typed in name.casefold()
        return difflib.SequenceMatcher(None, typed, name.casefold()).ratio() + 0.5 * len(shared) + held

    return sorted(known, key=likeness, reverse=True)[:most]


def likely_file(path: Path, *, place: bool = True) -> str:
    """A tail for a message that a file is not there: one beside it that is spelt alike, else where it was looked for.

    Without `place` only the first, for what is named by something else than the command line.
    """
    import difflib

    folder = path.parent
    try:
        beside = sorted(one.name for one in folder.iterdir() if not one.name.startswith("."))
    except (OSError, ValueError):
        return f"; there is no folder {folder}" if place else ""
    near = difflib.get_close_matches(path.name, beside, n=1, cutoff=0.6)
    return f"; did you mean {folder / near[0]}?" if near else _looked_in(folder) if place else ""


def _looked_in(folder: Path) -> str:
    return f" (looked in {folder.absolute()})"


_IN_USE = (32, 33)
"""What Windows says of a file that another program keeps to itself."""
_IN_EXCEL = "another program, such as Excel, has it open; close it there and try again"


def _open_elsewhere(error: OSError) -> bool:
    """Whether the file is open in another program, as Windows says, or Excel by the file that it puts beside it."""
    if getattr(error, "winerror", None) in _IN_USE:
        return True
    named = [Path(os.fsdecode(name)) for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]
    return error.errno in (errno.EACCES, errno.EPERM) and any(
        _is_there(path.with_name(f"~${path.name}")) for path in named if path.name
    )


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # in a folder that cannot be entered
        return False


def why(error: OSError) -> str:
    """The reason of a failure in a few plain words, to go after a colon; never any content of a file."""
    if _open_elsewhere(error):
        return _IN_EXCEL
    if error.errno is None:
        return error.strerror or str(error) or "the system gives no reason"
    return _REASON_OF.get(error.errno) or (error.strerror or os.strerror(error.errno)).lower()
