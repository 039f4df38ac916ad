"""What a check of the knowledge is: a code, how bad it is, what to look at, and a page of the manual with examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple

from orderless.bank.checks.finding import Path
from orderless.bank.knowledge import Knowledge

__all__ = ["Check", "Example", "Finding", "Rule", "Severity"]

Severity = Literal["error", "warning", "hint"]
"""error: the knowledge cannot be used; warning: it can, and somebody will be misled; hint: perhaps on purpose."""

Example = Mapping[str, str]
"""File name -> YAML laid over a small knowledge: a bank as a whole file, of the other files only a part.

Of a part, keys are added to those that stand there, and the rows of a list go before them; a list in which some row has
`when: {}` is a whole table, and stands in its place.
"""


class Finding(NamedTuple):
    """One thing found: in which file, at which path of keys, and what to do; `see` are other places that matter."""

    file: str
    path: Path
    message: str
    at_key: bool = False
    see: tuple[Path, ...] = ()


Check = Callable[[Knowledge], Iterable[Finding]]


class Rule(NamedTuple):
    """One check. `about` is its page; `fires` is an example in which it finds something, `passes` one without.

    A rule without `check` is looked at while the knowledge is read (see `bank/checks`), and is always an error.
    """

    code: str
    severity: Severity
    title: str
    about: str
    fires: Example
    passes: Example
    check: Check | None = None
