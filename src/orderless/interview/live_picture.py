"""The decision as it is seen while it forms: for the consultant alone, in words, and handed in like all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from orderless.bank.shape import Status

__all__ = ["CauseShown", "Foresight", "Picture"]


class CauseShown(NamedTuple):
    """A cause of which something is known: its weight is what speaks for it less what speaks against it."""

    name: str
    status: Status
    weight: int


class Picture(NamedTuple):
    """What stands, and on what it rests so far."""

    headline: str  # strategic yes, strategic no, not yet
    title: str  # the outcome as the stakeholder reads it
    confidence: str
    leaning: str  # yes, no, or nothing
    because: str  # of the rule, or of the leaning while it is not yet
    urgent: str
    causes: tuple[CauseShown, ...]  # the weightiest first
    missing: tuple[str, ...]  # labels of what to ask for


class Foresight(NamedTuple):
    """What can still come. Each takes some hundredths of a second the first time, so a face asks one at a time."""

    possible: Callable[[], tuple[str, ...]]
    """The names of the outcomes that are left; one: settled."""
    best: Callable[[], tuple[str, str] | None]
    """The question best asked next, and why."""
    flips: Callable[[], tuple[str, ...]]
    """What would change the headline, a sentence each."""
