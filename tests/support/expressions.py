"""Regular expressions looked at from outside: what they are made of, and how much work they are.

The work is that of a plain backtracking matcher, which tries what `re` tries in the order in which `re` tries it, and
counts its steps: so a test can ask for linear work without a clock.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

_parser: Any = re._parser  # type: ignore[attr-defined]
_compiler: Any = re._compiler  # type: ignore[attr-defined]

_TAKE_AN_EXPRESSION = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
SIGNS = re.compile(r"[*+?}]\+|\(\?>")
KEEPS_ALL = "a possessive or atomic part, which Python 3.11.2 matches wrongly; write it so that nothing need be kept"


class Written(NamedTuple):
    """An expression as it is written in a file; a value put in at run time is an `x` here."""

    line: int
    pattern: str | bytes


def written_in(path: Path) -> Iterator[Written]:
    """The expressions that are given to a function of `re` as a text, whole or with values put in."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if (
            isinstance(node, ast.Call)
            and node.args
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _TAKE_AN_EXPRESSION
        ):
            pattern = _text(node.args[0])
            if pattern:
                yield Written(node.lineno, pattern)


def _text(node: ast.expr) -> str | bytes | None:
    match node:
        case ast.Constant(value=str() | bytes() as value):
            return value
        case ast.JoinedStr(values=parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts)
    return None


def keeps_all(pattern: object) -> bool:
    """Whether some part of this expression, once matched, gives nothing back: `a*+`, `a?+`, `a{2}+` or `(?>a)`."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    if not isinstance(text, str) or not SIGNS.search(text):  # most have not even the signs for it
        return False
    return any(name in ("POSSESSIVE_REPEAT", "ATOMIC_GROUP") for name in _parts(_parser.parse(text)))


def refuse_to_compile_those_that_keep_all(*folders: Path) -> None:
    """From now on a file in these folders that has `re` compile such an expression gets an AssertionError."""
    compiled = _compiler.compile

    def compile(pattern: object, flags: int = 0) -> Any:  # noqa: A001 (it stands in for this one)
        if keeps_all(pattern):
            frame: FrameType | None = sys._getframe(1)
            while frame and Path(frame.f_code.co_filename).parent == Path(re.__file__).parent:
                frame = frame.f_back
            assert frame is None or not {*folders}.intersection(Path(frame.f_code.co_filename).parents), KEEPS_ALL
        return compiled(pattern, flags)

    _compiler.compile = compile


def _parts(tree: object) -> Iterator[str]:
    """The names of all operations in a parsed expression."""
    if isinstance(tree, _parser.SubPattern):
        for operation, arguments in tree:
            yield str(operation)
            yield from _parts(arguments)
    elif isinstance(tree, (list, tuple)):
        for part in tree:
            yield from _parts(part)


# ------------------------------------------------------------------------------------------------------------- work

_Then = Callable[[int], int | None]
_DEEP = 200_000


class Work:
    """Counts the steps that one expression takes through texts. Those beyond `most` are an AssertionError."""

    def __init__(self, pattern: re.Pattern[str], most: int = 300_000) -> None:
        self.pattern = pattern
        self.steps = 0
        self._most = most
        self._tree = _parser.parse(pattern.pattern, pattern.flags)
        self._single: dict[int, Callable[[str, int], re.Match[str] | None]] = {}
        self._text = ""

    def match(self, text: str, at: int = 0, *, whole: bool = False) -> int | None:
        """Where a match that begins at `at` ends (at the end of the text, if it must be `whole`); None without one."""
        self._text = text
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(_DEEP)
        try:
            return self._all(list(self._tree), 0, at, lambda end: None if whole and end < len(text) else end)
        finally:
            sys.setrecursionlimit(before)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """All matches, as `finditer` finds them. The expression matches something if it matches."""
        found, at = [], 0
        while at <= len(text):
            end = self.match(text, at)
            if end is not None:
                found.append((at, end))
            at = at + 1 if end is None else end
        return found

    def _step(self) -> None:
        self.steps += 1
        assert self.steps <= self._most, f"more than {self._most:,} steps through {len(self._text):,} signs"

    def _all(self, parts: Sequence[Any], index: int, at: int, then: _Then) -> int | None:
        """Match the parts from this one on, and then what follows."""
        self._step()
        if index == len(parts):
            return then(at)

        def rest(place: int) -> int | None:
            return self._all(parts, index + 1, place, then)

        operation, arguments = parts[index]
        match str(operation):
            case "SUBPATTERN":
                return self._all(list(arguments[3]), 0, at, rest)
            case "BRANCH":
                ends = (self._all(list(branch), 0, at, rest) for branch in arguments[1])
                return next((end for end in ends if end is not None), None)
            case "MAX_REPEAT" if len(arguments[2]) == 1 and self._is_single(arguments[2][0]):
                return self._run(arguments, at, rest)
            case "MAX_REPEAT":
                return self._repeat(arguments, 0, at, rest)
        assert self._is_single(parts[index]), f"{operation} is not counted yet"
        found = self._one(parts[index])(self._text, at)
        return None if found is None else rest(found.end())

    @staticmethod
    def _is_single(part: Any) -> bool:
        """Whether it is one sign, or a look around of a width that is bounded."""
        return str(part[0]) in ("LITERAL", "NOT_LITERAL", "ANY", "IN", "AT") or (
            str(part[0]) in ("ASSERT", "ASSERT_NOT") and part[1][1].getwidth()[1] < 10
        )

    def _one(self, part: Any) -> Callable[[str, int], re.Match[str] | None]:
        if id(part) not in self._single:
            one = _parser.SubPattern(self._tree.state, [part])
            self._single[id(part)] = _compiler.compile(one, self.pattern.flags).match
        return self._single[id(part)]

    def _run(self, repeat: Any, at: int, rest: _Then) -> int | None:
        """As many single signs as there are, then one less at a time."""
        least, most, body = repeat
        one, end = self._one(body[0]), at
        while end - at < most and one(self._text, end):
            end += 1
            self._step()
        for place in range(end, at + least - 1, -1):
            self._step()
            found = rest(place)
            if found is not None:
                return found
        return None

    def _repeat(self, repeat: Any, done: int, at: int, rest: _Then) -> int | None:
        """Once more if that goes and takes a sign, and else what follows."""
        least, most, body = repeat
        if done < most:

            def again(place: int) -> int | None:
                return self._repeat(repeat, done + 1, place, rest) if place > at or done < least else None

            found = self._all(list(body), 0, at, again)
            if found is not None:
                return found
        return rest(at) if done >= least else None
