"""Everything that can go wrong in a way a person can act on: one family of exceptions and the exit codes.

An error's text is one clear sentence, or several problem lines. It never holds a client's words: answers, notes and
quotes stay in the session file.
"""

from __future__ import annotations

import errno
import os
from enum import IntEnum

__all__ = [
    "BadInput",
    "CannotDo",
    "CheckFailed",
    "Exit",
    "FaultElsewhere",
    "NeedsInput",
    "OrderlessError",
    "place_of",
    "why",
]


class Exit(IntEnum):
    """Exit codes of the program. A "no" is an answer like any other and ends in DONE."""

    DONE = 0
    CANNOT = 1  # it could not be done: disk, permissions, our bug
    USAGE = 2  # the command line or an id is wrong; a bank, map or answers file cannot be loaded
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


def why(error: OSError) -> str:
    """The reason of a failure in a few plain words, to go after a colon; never any content of a file."""
    if error.errno is None:
        return error.strerror or str(error) or "the system gives no reason"
    return _REASON_OF.get(error.errno) or (error.strerror or os.strerror(error.errno)).lower()
