"""Source text: expressions that fold where they are constant, and lines that are left out where they do nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

__all__ = [
    "FALSE",
    "TRUE",
    "all_of",
    "any_of",
    "at_least",
    "block",
    "cases",
    "either",
    "first",
    "is_in",
    "not_",
    "number",
    "when",
]

TRUE, FALSE = "True", "False"


def all_of(parts: Iterable[str]) -> str:
    """All of these expressions hold."""
    left = [part for part in dict.fromkeys(parts) if part != TRUE]
    if FALSE in left:
        return FALSE
    return left[0] if len(left) == 1 else f"({' and '.join(left)})" if left else TRUE


def any_of(parts: Iterable[str]) -> str:
    """One of these expressions holds."""
    left = [part for part in dict.fromkeys(parts) if part != FALSE]
    if TRUE in left:
        return TRUE
    return left[0] if len(left) == 1 else f"({' or '.join(left)})" if left else FALSE


def not_(part: str) -> str:
    """This expression does not hold."""
    return {TRUE: FALSE, FALSE: TRUE}.get(part, f"(not {part})")


def either(holds: str, this: str, other: str) -> str:
    """This expression where the condition holds, else the other."""
    if holds in (TRUE, FALSE) or this == other:
        return other if holds == FALSE else this
    return f"({this} if {holds} else {other})"


def at_least(parts: Sequence[str], least: float) -> str:
    """So many of these expressions hold."""
    left = [part for part in parts if part not in (TRUE, FALSE)]
    least -= parts.count(TRUE)
    if not 0 < least <= len(left):
        return TRUE if least <= 0 else FALSE
    return any_of(left) if least <= 1 else f"{' + '.join(f'({part})' for part in left)} >= {number(least)}"


def is_in(name: str, ranks: Sequence[int], size: int) -> str:
    """A name that holds a rank below `size` holds one of these, which ascend. In one comparison where there is one."""
    if len(ranks) in (0, size):
        return TRUE if ranks else FALSE
    low, high = ranks[0], ranks[-1]
    if high - low >= len(ranks):
        others = set(range(size)) - set(ranks)
        return f"{name} != {others.pop()}" if len(others) == 1 else f"{name} in {tuple(ranks)}"
    if low == high:
        return f"{name} == {low}"
    return f"{name} <= {high}" if low == 0 else f"{name} >= {low}" if high == size - 1 else f"{low} <= {name} <= {high}"


def number(value: float) -> str:
    """A number as source. Raises ValueError for what is no plain number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("a number in the knowledge is not a plain number")
    return repr(value)


def block(head: str, body: Sequence[str]) -> list[str]:
    """The body under its head; nothing where there is no body."""
    return [head, *(f"    {line}" for line in body)] if body else []


def when(holds: str, body: Sequence[str]) -> list[str]:
    """The body where a condition holds."""
    return [*body] if holds == TRUE else [] if holds == FALSE else block(f"if {holds}:", body)


def cases(rows: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """The lines of the row whose condition holds: one at most, so that rows without lines can be left out."""
    lines: list[str] = []
    for holds, body in rows:
        lines += block(f"{'elif' if lines else 'if'} {holds}:", body)
    return lines


def first(rows: Iterable[tuple[str, Sequence[str]]], otherwise: Sequence[str] = ()) -> list[str]:
    """The lines of the first row whose condition holds, as a loop that is left at once: `elif` would nest the rows."""
    lines: list[str] = []
    for holds, body in rows:
        lines += when(holds, [*body, "break"])
        if holds == TRUE:
            return block("while True:", lines)
    return block("while True:", [*lines, *otherwise, "break"])
