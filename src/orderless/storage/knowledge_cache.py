"""What was read from the knowledge and found right, kept as JSON so that the next start need neither read nor check it.

An object of ours is a JSON object with its class under the empty key, which no name in the knowledge can be; a tuple
is an array. Only classes of ours are ever made, from names and values, so nothing that is read here can run code.

A file holds the YAML texts themselves, which are compared byte for byte, and each part of the knowledge as JSON, which
is read when the part is first asked for. A file counts only if it is whole and this program wrote it, on this Python.
Whatever is missing, damaged or odd counts as not there: it is read from the YAML and written anew. A file holds no word
of any interview.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import orderless.bank
from orderless import __version__
from orderless.bank.knowledge import Knowledge
from orderless.bank.shape import Shape
from orderless.errors import CannotDo, OrderlessError
from orderless.storage import disk, places

__all__ = ["dumped", "find", "keep", "loaded"]

_CLASS = ""
_MODULES = frozenset(
    {
        *("area_file", "areas", "causes", "conditions", "follow_up", "house", "knowledge", "lanes"),
        *("people_map", "questions", "replies", "rules", "self_check", "share_check", "vision"),
    }
)
"""The modules of this package whose classes may be named."""

_classes: dict[str, Any] = {}


def dumped(value: object) -> str:
    """Shapes, conditions, tuples, mappings, texts and numbers as JSON."""
    return json.dumps(_plain(value), separators=(",", ":"))


def loaded(text: str) -> Any:
    """What `dumped` was given. Raises ValueError, TypeError or AttributeError for a text that it did not make."""
    value = json.loads(text, object_hook=_made)
    return _tuple(value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Shape):
        return {_CLASS: _name_of(value), **{name: _plain(one) for name, one in vars(value).items()}}
    if hasattr(value, "_asdict"):  # a NamedTuple
        return {_CLASS: _name_of(value), **{name: _plain(one) for name, one in value._asdict().items()}}
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _name_of(value: object) -> str:
    kind = type(value)
    return f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"


def _made(values: dict[str, Any]) -> Any:
    for key, value in values.items():
        if type(value) is list:
            values[key] = _tuple(value)
    name = values.pop(_CLASS, None)
    return values if name is None else (_classes.get(name) or _class_of(name))(**values)


def _tuple(values: list[Any]) -> tuple[Any, ...]:
    return tuple(_tuple(value) if type(value) is list else value for value in values)


def _class_of(named: str) -> Any:
    """What makes an object of this name: the class; for a Shape the quick way, as its values were checked before."""
    module, _, name = named.partition(".")
    if module not in _MODULES:
        raise ValueError("not a class of the knowledge")
    found = getattr(import_module(f"orderless.bank.{module}"), name)
    if not (isinstance(found, type) and issubclass(found, Shape | tuple)):
        raise TypeError("not a class of the knowledge")
    _classes[named] = found.model_construct if issubclass(found, Shape) else found
    return _classes[named]


_FORMAT = 2
_KEPT = 4


def find(files: Mapping[str, bytes]) -> Knowledge | None:
    """The knowledge in these texts (by file name) if it was read and kept before, else None."""
    try:
        body = _sound(_path(files))
        return None if body is None else _knowledge(files, body)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, OrderlessError):
        return None


def keep(knowledge: Knowledge) -> None:
    """Keep this knowledge for the next start. If it cannot be kept, nothing happens."""
    if knowledge.is_by_parts:  # it was found here
        return
    path = _path(knowledge.files)
    try:
        if path.exists() and find(knowledge.files) is not None:
            return
        folder = places.private_folder(path.parent)
        body = _body(knowledge)
        disk.replace_file(path, _head(body) + b"\n" + body, ".new-", durable=False)
        _clear_old(folder)
    except (OSError, CannotDo):
        return


def _path(files: Mapping[str, bytes]) -> Path:
    """Where knowledge in these texts is kept. Other texts mostly have another place; the name is no proof."""
    total = 0
    for name in sorted(files):
        total = zlib.crc32(files[name], zlib.crc32(name.encode(), total))
    return places.home() / "cache" / f"knowledge-{total:08x}"


def _sound(path: Path) -> bytes | None:
    """The content of the file after its head line; None if it is not whole or not this program's. Raises OSError."""
    head, _, body = disk.read_plain(path).partition(b"\n")
    return body if head == _head(body) else None


def _head(body: bytes) -> bytes:
    python = sys.implementation.cache_tag
    return f"orderless {__version__} {_code():08x} {python} knowledge {_FORMAT} {zlib.crc32(body):08x}".encode()


@cache
def _code() -> int:
    """A checksum for the code that reads and checks knowledge, since a checkout can change within one version."""
    total = 0
    for package in (Path(orderless.bank.__path__[0]), Path(orderless.bank.__path__[0]) / "checks"):
        with os.scandir(package) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    total = zlib.crc32(f"{entry.name} {status.st_size} {status.st_mtime_ns}".encode(), total)
    return total


def _body(knowledge: Knowledge) -> bytes:
    """The content of a file: a line with the names and lengths of what follows; then the texts; then the parts."""
    texts = list(knowledge.files.items())
    parts = [
        (one.name, dumped(getattr(knowledge, one.name)).encode("ascii"))
        for one in fields(knowledge)
        if one.name != "files"
    ]
    lengths = [[(name, len(data)) for name, data in one] for one in (texts, parts)]
    index = json.dumps([knowledge.pinned, *lengths])
    return b"".join((index.encode(), b"\n", *(data for _, data in (*texts, *parts))))


def _knowledge(files: Mapping[str, bytes], body: bytes) -> Knowledge | None:
    start = body.index(b"\n") + 1
    pinned, texts, parts = json.loads(body[:start])
    kept, start = _cut(body, start, texts)
    if kept != dict(files):
        return None
    found, _ = _cut(body, start, parts)

    def part(name: str) -> Any:
        try:
            return loaded(found[name].decode("ascii"))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return getattr(_read(files), name)  # odd, although its head says that it is ours and whole

    return Knowledge.by_parts(files, pinned, part)


def _read(files: Mapping[str, bytes]) -> Knowledge | None:
    from orderless.bank.load import check_knowledge

    return check_knowledge(files)[0]


def _cut(body: bytes, start: int, lengths: Sequence[tuple[str, int]]) -> tuple[dict[str, bytes], int]:
    """The pieces with these names and lengths, one after the other from `start`, and where the last ends."""
    pieces = {}
    for name, length in lengths:
        pieces[name] = body[start : start + length]
        start += length
    return pieces, start


def _clear_old(folder: Path) -> None:
    """Leave only the newest few: each edit of the knowledge makes one more."""
    by_age = sorted(folder.iterdir(), key=lambda path: path.lstat().st_mtime, reverse=True)
    for path in by_age[_KEPT:]:
        path.unlink(missing_ok=True)
