"""Comments that silence a check: where they stand, what they silence, and those that silence nothing.

    # orderless: ignore[W501] one comparison, not two questions

A comment at the end of a line counts for that line; one on lines of its own counts for the line below, and for
everything inside what begins there (a question, a rule); one above the first key of a file counts for the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import yaml

__all__ = ["Silence", "silences_in"]

_SILENCE = re.compile(r"#\s*orderless:\s*ignore\[([^\[\]\n]*)\][ \t]*([^\n\r]*)")


@dataclass
class Silence:
    """One comment: its place (from 1), the codes it names, its reason, and the line it counts for (0: all of them)."""

    line: int
    column: int
    codes: tuple[str, ...]
    reason: str
    counts_for: int
    used: set[str] = field(default_factory=set)

    def covers(self, code: str, lines: Collection[int]) -> bool:
        """Whether it silences this code for something that stands on, or within what begins on, one of these lines."""
        return code in self.codes and (self.counts_for == 0 or self.counts_for in lines)


def silences_in(text: str) -> list[Silence]:
    """The silences in a YAML text that can be read, in order."""
    if "orderless:" not in text:
        return []
    lines = text.splitlines()
    starts, scalars = _tokens(text)
    first = starts[0] if starts else 0
    found = []
    for number, line in enumerate(lines):
        for match in _SILENCE.finditer(line):
            if any(begin <= (number, match.start()) < end for begin, end in scalars):
                continue  # part of a text, no comment
            codes = tuple(code.strip() for code in match[1].split(",") if code.strip())
            target = _counts_for(lines, number, match.start(), first)
            found.append(Silence(number + 1, match.start() + 1, codes, match[2].strip(), target))
    return found


def _counts_for(lines: Sequence[str], number: int, column: int, first: int) -> int:
    if lines[number][:column].strip():
        return number + 1
    if number < first:
        return 0
    below = (i for i in range(number + 1, len(lines)) if not lines[i].lstrip().startswith("#"))
    return next(below, number) + 1


def _tokens(text: str) -> tuple[list[int], list[tuple[tuple[int, int], tuple[int, int]]]]:
    """The line of the first token of the content, and where each scalar begins and ends (lines, columns from 0)."""
    starts: list[int] = []
    scalars = []
    for token in _scan(text):
        if isinstance(token, yaml.ScalarToken):
            begin, end = token.start_mark, token.end_mark
            scalars.append(((begin.line, begin.column), (end.line, end.column)))
            starts = starts or [begin.line]
    return starts, scalars


def _scan(text: str) -> Iterator[object]:
    yield from yaml.scan(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
