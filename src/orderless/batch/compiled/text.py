"""Source text as it grows: indented lines, what is known where, and conditions that fold when they are constant."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

__all__ = ["FALSE", "TRUE", "Lines", "all_of", "any_of", "is_in", "not_", "number", "within"]

TRUE, FALSE = "True", "False"


class Lines:
    """Lines of source. `have` are the names that are certainly set wherever the next line stands."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.have: set[str] = set()
        self._depth = 1

    def add(self, *lines: str) -> None:
        """Add lines at the present indentation."""
        self.lines.extend("    " * self._depth + line for line in lines)

    def set(self, name: str, expression: str) -> str:
        """Give a name a value here."""
        self.add(f"{name} = {expression}")
        self.have.add(name)
        return name

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """What is added inside stands below this line; names that are set inside are not known afterwards."""
        self.add(head)
        before, start = set(self.have), len(self.lines)
        self._depth += 1
        try:
            yield
            if len(self.lines) == start:
                self.add("pass")
        finally:
            self._depth -= 1
            self.have = before

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines) + "\n"


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


def is_in(name: str, ranks: Iterable[int], all_ranks: int) -> str:
    """A name that holds one of `all_ranks` numbers from 0 up holds one of these."""
    wanted = sorted(set(ranks))
    if not wanted:
        return FALSE
    if len(wanted) == all_ranks:
        return TRUE
    if len(wanted) == 1:
        return f"{name} == {wanted[0]:d}"
    if len(wanted) == all_ranks - 1:
        return f"{name} != {next(r for r in range(all_ranks) if r not in wanted):d}"
    return f"{name} in ({', '.join(f'{rank:d}' for rank in wanted)})"


def number(value: float) -> str:
    """A number as source. Raises ValueError for what is no plain number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("a number in the knowledge is not a plain number")
    return repr(value)


def within(name: str, at_least: float | None, less_than: float | None) -> str:
    """A number lies in a range."""
    parts = [] if at_least is None else [f"{name} >= {number(at_least)}"]
    return all_of(parts if less_than is None else [*parts, f"{name} < {number(less_than)}"])
