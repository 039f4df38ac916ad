"""A file that is one piece of JSON, an array or an object around one, made into JSON lines in a temporary file."""

from __future__ import annotations

import json
from typing import Any, BinaryIO, cast

from orderless.batch.tables.source import waited, waiting_file
from orderless.errors import BadInput

__all__ = ["as_lines", "is_whole"]

_MOST = 1 << 27
"""Bytes of a file that is read as a whole; the memory for it is some times as much."""
_DEEPEST = 3
_AT_ONCE = 1_000
_HEAD = 1 << 16


def is_whole(file: BinaryIO) -> bool:
    """Whether this text, which begins with a bracket or a brace, is no JSON lines: its first line is no whole object.

    One line alone may be one object around several requests.
    """
    file.seek(0)
    start = (
        (file.read(_HEAD) + file.readline(_MOST)).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").replace(b"\0", b"")
    )  # also of UTF-16
    if not start.startswith(b"{"):
        return start.startswith(b"[") and start[1:].lstrip()[:1] == b"{"
    first, _, rest = start.partition(b"\n")
    try:
        found = json.loads(first)
    except (ValueError, RecursionError):
        goes_on = bool(rest.strip()) and not first.rstrip().endswith(b"}")  # as a broken line of many does
        return goes_on or len(start) >= _HEAD - 3
    return not rest.strip() and any(len(one) > 1 for one in _lists(found, 0))


def as_lines(file: BinaryIO, name: str) -> BinaryIO:
    """A temporary file with each object on a line of its own.

    Raises BadInput if it is not one piece of JSON, holds no list of objects, or is too large to be read as a whole.
    """
    size = file.seek(0, 2)
    if size > _MOST:
        most = _MOST >> 20
        raise BadInput(
            f"{name} is one piece of JSON of more than {most} MiB, which would have to be read as a whole; write each"
            " object on a line of its own (JSON lines)."
        )
    file.seek(0)
    objects = _objects(file.read(), name)
    lines = waiting_file()
    with waited():
        for start in range(0, len(objects), _AT_ONCE):
            some = objects[start : start + _AT_ONCE]
            lines.write("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in some).encode("utf-8", "replace"))
        lines.seek(0)
    file.close()
    return cast("BinaryIO", lines)


def _objects(raw: bytes, name: str) -> list[Any]:
    try:
        found = json.loads(raw)  # finds out which of the encodings of Unicode it is
    except RecursionError:
        raise BadInput(f"{name} is nested too deeply to be a table.") from None
    except UnicodeDecodeError:
        raise BadInput(f"{name} holds bytes that are no text; write it anew as UTF-8.") from None
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise BadInput(f"{name} is no JSON from line {line} on, or was cut off; write it anew.") from None
    lists = sorted(_lists(found, 0), key=len)
    if not lists:
        raise BadInput(f"{name} is JSON without a list of objects; a table is a list with an object for each request.")
    return lists[-1]


def _lists(value: Any, depth: int) -> list[list[Any]]:
    """The lists of objects in this value, but not those within the objects of such a list."""
    if isinstance(value, list):
        return [value] if value and all(isinstance(one, dict) for one in value) else []
    if isinstance(value, dict) and depth < _DEEPEST:
        return [found for inner in value.values() for found in _lists(inner, depth + 1)]
    return []
