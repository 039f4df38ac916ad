"""Where things stand in a YAML file, and its syntax errors told as the slips that mostly lead to them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

import yaml

__all__ = [
    "ANCHORS",
    "BREAK",
    "DIRECTIVES",
    "MAX_DEPTH",
    "NO_KEY",
    "TAGS",
    "TOO_DEEP",
    "Again",
    "Document",
    "Mark",
    "Problem",
    "Slip",
    "Spot",
    "spots_of",
    "visible",
]


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

    @property
    def place(self) -> str:
        """The file, with line and column where there are any."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def plainly(self) -> str:
        """For whoever uses the file: the place and what is wrong there, without the code."""
        return f"{self.place}: {self.message}"

    def __str__(self) -> str:
        """For authors, who look the code up."""
        return f"{self.place}: [{self.code}] {self.message}" if self.code else self.plainly


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


MAX_DEPTH = 16

DIRECTIVES = "lines that start with % (YAML directives) are not allowed; remove this line"
NO_KEY = 'a key is missing before ":"'
TAGS = "tags (!) are not allowed; text that starts with ! needs quotes"
ANCHORS = "anchors and aliases (& and *) are not allowed; text that starts with & or * needs quotes"
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"

BREAK = re.compile(r"\r\n?|\n")

_AT_OPENING = True
_AT_ERROR = False
_SLIPS: tuple[tuple[str, bool, str], ...] = (
    # what PyYAML or libyaml says, which of its two places to show, and what it mostly means
    ("directive", _AT_ERROR, DIRECTIVES),
    (
        "quoted scalar.*(end of stream|document)",
        _AT_OPENING,
        "a quote is opened here and never closed; close it, or put the text in the other kind of quotes",
    ),
    (
        "escape|hexdec|hexadec",
        _AT_ERROR,
        "a backslash in double quotes starts an escape; write it twice, or use single quotes",
    ),
    ("scanning an? (alias|anchor)", _AT_OPENING, ANCHORS),
    ("(scanning|parsing) a tag|tag handle|tag URI", _AT_OPENING, TAGS),
    (
        "block scalar.*(comment|indicat)",
        _AT_OPENING,
        "text that starts with > or | needs quotes; a text block has nothing but the > or | on its first line",
    ),
    ("block scalar", _AT_ERROR, "the indentation of this text block is uneven; start its lines with the same spaces"),
    (
        "sequence entries",
        _AT_ERROR,
        'a list cannot start here; put each "- " item on its own line, and text that starts with "- " in quotes',
    ),
    ("mapping keys are", _AT_ERROR, 'text that starts with "? " needs quotes'),
    (
        "parsing a block (mapping|collection).*(<block end>|expected key|'-' indicator)",
        _AT_ERROR,
        "this line does not fit the lines above; check its indentation",
    ),
    ("document start", _AT_ERROR, "this does not belong to what stands above; check the indentation"),
    ("maximum depth", _AT_ERROR, TOO_DEEP),
)


_COLON_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*[\w-]+:(?=\S)")

_Told = tuple[int, int, str]


class Slip:
    """A YAML syntax error, told as the slip that mostly leads to it."""

    def __init__(self, error: yaml.MarkedYAMLError, text: str, marks: list[Mark]) -> None:
        self.said = f"{error.context or ''}: {error.problem or ''}"
        self.noticed = cast("Mark", error.problem_mark or error.context_mark)
        self.opened: Mark = error.context_mark or self.noticed
        self.last_read = marks[-1] if marks else self.noticed
        self.text = text
        self.lines = [*BREAK.split(text), ""]  # libyaml puts the end of the text on a line of its own
        self.line = self.lines[self.noticed.line]
        self.char = text[self.noticed.index : self.noticed.index + 1]

    def tell(self) -> _Told:
        """Line, column and a sentence."""
        return self._character() or self._quote() or self._colon() or self._bracket() or self._other()

    def _at(self, mark: Mark, message: str) -> _Told:
        """At this mark, or at the last line that holds something where the mark is the end of the text."""
        line = mark.line
        if not self.text[mark.index :].strip():
            while line > 0 and not self.lines[line].strip():
                line -= 1
        return line + 1, mark.column + 1 if line == mark.line else 1, message

    def _character(self) -> _Told | None:
        indentation = self.line[: len(self.line) - len(self.line.lstrip())]
        if self.char == "\t" or " tab " in self.said or "\t" in indentation:
            return self._at(self.noticed, "a tab where YAML allows only spaces, as for indentation; use spaces")
        if "cannot start any token" in self.said:
            return self._at(self.noticed, f"text that starts with {self.char} needs quotes")
        if self.char in ("]", "}") and "parsing a block" in self.said:
            return self._at(self.noticed, f"this {self.char} closes nothing; remove it, or put the text in quotes")
        if self.char == ":" and re.search("parsing a block|node content", self.said):
            return self._at(self.noticed, NO_KEY)
        return None

    def _quote(self) -> _Told | None:
        before = self.line[: self.noticed.column].rstrip()
        if not before.endswith(('"', "'")) or not re.search("expected key|<block end>|expected ',' or", self.said):
            return None
        if self.last_read.line < self.noticed.line:
            message = f"the quote opened here ends only on line {self.noticed.line + 1}; close it where its text ends"
            return self._at(self.last_read, message)
        message = "text after a closing quote; quotes inside the text need the other kind of quotes around it"
        return self._at(self.noticed, message)

    def _colon(self) -> _Told | None:
        no_space = 'a space is missing after the ":"'
        if "mapping values are not allowed" in self.said:
            if re.search(r":\s", self.line[: self.noticed.column]):
                return self._at(self.noticed, 'a second ": " in one line; put the text after the first one in quotes')
            if self.noticed.line and (found := _COLON_WITHOUT_SPACE.match(self.lines[self.noticed.line - 1])):
                return self.noticed.line, found.end(), no_space
            message = 'no "key:" can stand here; check the indentation, and that the line above is complete'
            return self._at(self.noticed, message)
        if "could not find expected ':'" in self.said:
            if found := _COLON_WITHOUT_SPACE.match(self.lines[self.opened.line]):
                return self.opened.line + 1, found.end(), no_space
            message = 'expected "key: value"; the ":" is missing, or the indentation or a quote is wrong'
            return self._at(self.opened, message)
        return None

    def _bracket(self) -> _Told | None:
        if "expected ',' or" in self.said:
            if self.noticed.line == self.opened.line:
                message = "a comma or a closing bracket is missing here; text with , : [ ] { } in it needs quotes"
                return self._at(self.noticed, message)
            bracket = "[" if "sequence" in self.said else "{"
            message = f"this {bracket} is not closed, or a comma is missing before line {self.noticed.line + 1}"
            return self._at(self.opened, message)
        if "node content" in self.said:
            if not self.char:
                return self._at(self.noticed, "the file ends where a value is expected; a bracket is not closed")
            message = f"a value cannot start with {self.char} here; text that starts with it needs quotes"
            return self._at(self.noticed, message)
        return None

    def _other(self) -> _Told:
        for pattern, at_opening, meaning in _SLIPS:
            if re.search(pattern, self.said):
                return self._at(self.opened if at_opening else self.noticed, meaning)
        return self._at(self.noticed, f"not valid YAML ({self.said.strip(': ')[:100]})")
