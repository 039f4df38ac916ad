"""What the conversation needs to know of the decision: handed in, so that asking does not depend on deciding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from orderless.bank.shape import Response
from orderless.interview.answers import State
from orderless.interview.live_picture import Foresight, Picture

__all__ = ["Judge", "Outlook"]


@dataclass(frozen=True)
class Outlook:
    """The decision as it stands, and what it asks of the conversation.

    `path` and `needed` are question ids: what applies at all (author's order), and what the decision still needs
    besides the core. `carries` are the questions that fill the slots of the reply that stands. What is a function
    takes time to work out, and is asked only when it is shown.
    """

    path: tuple[str, ...]
    needed: frozenset[str]
    carries: Callable[[], tuple[str, ...]]
    response: Response
    outcome: str
    standing: str
    """One line for the consultant: what stands, or which way it leans."""
    settled: Callable[[], bool]
    """Whether nothing that could still be asked changes the outcome."""
    why: Callable[[], tuple[str, ...]]
    what_if: Callable[[], tuple[str, ...]]
    best_first: Callable[[], tuple[str, ...]]
    """The questions that apply, were never asked and can still change the outcome, best first."""
    verdict: Callable[[], Mapping[str, Any]] = field(repr=False)
    picture: Callable[[], Picture] = field(repr=False)
    foresight: Foresight = field(repr=False)


Judge = Callable[[State], Outlook]
