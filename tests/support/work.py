"""How much work something is: counted, and the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, SupportsIndex

__all__ = ["Counted", "lines_run", "steepening"]

_FEW = 100
"""Lines that may run more or less for another text, such as at its end."""


def lines_run(act: Callable[[], object]) -> int:
    """How many lines of Python run, ours and those of libraries; what is written in C counts for nothing here."""
    many = 0

    def trace(_frame: FrameType, event: str, _about: Any) -> Any:
        nonlocal many
        many += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(before)
    return many


def steepening(ready: Callable[[int], Callable[[], object]], size: int) -> float:
    """What doubling a size twice adds the second time, in lines that run, against what it adds the first time.

    2 for work that grows as the size does, whatever else there is to do; 4 for work that grows with its square. Each is
    done once before it counts, so that what is made only once is made.
    """
    acts = [ready(size), ready(2 * size), ready(4 * size)]
    for act in acts:
        act()
    once, twice, four_times = map(lines_run, acts)
    return (four_times - twice) / max(_FEW, twice - once)


class Counted(str):
    """A text that counts the characters which are copied from it or searched through, also in C."""

    __slots__ = ("passed",)

    passed: int

    def __new__(cls, text: str) -> Counted:
        """A text of which nothing was looked at yet."""
        made = super().__new__(cls, text)
        made.passed = 0
        return made

    def __getitem__(self, key: SupportsIndex | slice, /) -> str:
        found = super().__getitem__(key)
        self.passed += len(found)
        return found

    def count(self, sub: str, start: Any = 0, end: Any = None, /) -> int:
        self.passed += len(range(*slice(start, end).indices(len(self))))
        return super().count(sub, start, end)

    def rfind(self, sub: str, start: Any = 0, end: Any = None, /) -> int:
        found = super().rfind(sub, start, end)
        begin, stop, _ = slice(start, end).indices(len(self))
        self.passed += max(0, stop - max(found, begin))
        return found
