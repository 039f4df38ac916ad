"""YAML syntax errors, told as the slips that mostly lead to them, and the refusals that reading and telling share."""

from __future__ import annotations

import re
from typing import cast

import yaml

from orderless.bank.yaml_marks import Mark

__all__ = ["ANCHORS", "BREAK", "DIRECTIVES", "MAX_DEPTH", "NO_KEY", "TAGS", "TOO_DEEP", "Slip"]

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
