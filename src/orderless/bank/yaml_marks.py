"""Where things stand in a file: a problem at its place, and a read value that knows the place of each of its parts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Again", "Document", "Mark", "Problem", "Spot", "spots_of", "visible"]


def visible(text: str) -> str:
    """The text on one line, with every control, formatting or broken character shown instead of obeyed."""
    return text if text.isprintable() else "".join(map(_picture, text))


def _picture(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"<U+{code:04X}>" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong, at a place. `line` and `column` count from 1; 0 where none applies.

    `code` names the check that found it (docs/checks.md); empty for what is not knowledge, such as an answer.
    """

    file: str
    line: int
    column: int
    message: str
    code: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", visible(self.file))
        object.__setattr__(self, "message", visible(self.message))

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: [{self.code}] {self.message}" if self.code else f"{place}: {self.message}"


class Mark(Protocol):
    """A place as PyYAML gives it: everything counts from 0."""

    @property
    def index(self) -> int:
        """Characters before this place."""

    @property
    def line(self) -> int:
        """Line breaks before this place."""

    @property
    def column(self) -> int:
        """Characters before this place in its line."""


@dataclass(frozen=True, eq=False)
class Again:
    """Stands in a mapping for a key that cannot be kept, so that the tree still matches the marks."""

    key: str | None
    """The text of a key that is given twice; None where the key was refused for another reason."""


@dataclass(frozen=True, eq=False)
class Spot:
    """The place of a value, of the key it stands under, and the places inside it."""

    key: Mark
    value: Mark
    inside: dict[object, Spot]


def spots_of(value: object, marks: Sequence[Mark]) -> Spot:
    """The places of a value and all its parts, from the marks of its keys and values in the order of reading."""
    left = iter(marks)
    first = next(left)
    return _spot(first, first, value, left)


def _spot(key: Mark, here: Mark, value: object, left: Iterator[Mark]) -> Spot:
    inside: dict[object, Spot] = {}
    if isinstance(value, dict):
        for name, part in value.items():
            key_mark = next(left)
            inside[name] = _spot(key_mark, next(left), part, left)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            here_mark = next(left)
            inside[index] = _spot(here_mark, here_mark, part, left)
    return Spot(key, here, inside)


class Document:
    """A YAML text as plain values, and where each of them stands."""

    __slots__ = ("_marks", "_root", "value")

    def __init__(self, value: dict[str, object], marks: Sequence[Mark]) -> None:
        self.value = value
        self._marks = marks
        self._root: Spot | None = None  # built at the first question: most files have no problem to report

    def place(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Line and column of the value at this path of keys and indexes, or of what exists of the path."""
        return _line_and_column(self._at(path).value)

    def key_place(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Line and column of the last key of the path (of the item, in a list), or of what exists of the path."""
        return _line_and_column(self._at(path).key)

    def _at(self, path: Sequence[str | int]) -> Spot:
        if self._root is None:
            self._root = spots_of(self.value, self._marks)
        spot = self._root
        for step in path:
            if step not in spot.inside:
                break
            spot = spot.inside[step]
        return spot


def _line_and_column(mark: Mark) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1
