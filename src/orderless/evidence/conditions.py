"""Does a condition hold, and on which answers does it rest? Two-valued: `unknown` is a value like any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from orderless.bank.conditions import (
    AllOf,
    Among,
    AnyOf,
    CauseIs,
    Count,
    FactIs,
    Holds,
    Known,
    Not,
    Number,
    StrongestAnswer,
    Tree,
)
from orderless.bank.knowledge import Knowledge
from orderless.bank.shape import UNKNOWN, Status, Strength

__all__ = ["View", "holds", "rests_on"]


class View(Protocol):
    """What a condition may look at."""

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge whose names the condition uses."""

    def fact(self, name: str) -> str:
        """The value of a fact or judgement, or `unknown`."""

    def status(self, cause: str) -> Status:
        """The status of a cause."""

    def number(self, name: str) -> float | None:
        """The number answered to a question, if any."""

    def named(self, name: str) -> bool:
        """Whether a named condition or a flag holds."""

    def answer_strengths(self, cause: str) -> Iterable[Strength]:
        """How strongly single answers support a cause."""


def _causes(among: Among, view: View) -> Iterator[str]:
    if among.causes:
        yield from among.causes
        return
    yield from (c.id for c in view.knowledge.causes.causes if among.family in (None, c.family))


def _within(value: float | None, at_least: float | None, less_than: float | None) -> bool:
    if value is None or (at_least is not None and value < at_least):
        return False
    return less_than is None or value < less_than


def holds(condition: Tree, view: View) -> bool:
    """Whether the condition is met. An unknown number is in no range; an unknown fact has the value `unknown`."""
    match condition:
        case AllOf(parts):
            return all(holds(part, view) for part in parts)
        case AnyOf(parts):
            return any(holds(part, view) for part in parts)
        case Not(part):
            return not holds(part, view)
        case FactIs(fact, values):
            return view.fact(fact) in values
        case Holds(name, wanted):
            return view.named(name) is wanted
        case _:
            return _counts(condition, view)


def _counts(condition: Tree, view: View) -> bool:
    match condition:
        case Known(facts):
            return all(view.fact(fact) != UNKNOWN for fact in facts)
        case CauseIs(cause, statuses):
            return view.status(cause) in statuses
        case Number(name, at_least, less_than):
            return _within(view.number(name), at_least, less_than)
        case Count(among, statuses, at_least, less_than):
            found = (view.status(cause) for cause in _causes(among, view))
            total = sum(s in statuses if statuses else s != UNKNOWN for s in found)
            return _within(total, at_least, less_than)
        case StrongestAnswer(among, at_least):
            scale = view.knowledge.causes.scale
            strengths = (s for cause in _causes(among, view) for s in view.answer_strengths(cause))
            return any(scale[strength] >= scale[at_least] for strength in strengths)
    raise TypeError(f"not a condition: {type(condition).__name__}")


class Traced(View, Protocol):
    """A view that also knows which answers stand behind what it shows."""

    def behind_fact(self, name: str) -> Iterable[str]:
        """The questions whose answers gave a fact or judgement its value."""

    def behind_cause(self, cause: str) -> Iterable[str]:
        """The questions whose answers speak for or against a cause."""

    def behind_name(self, name: str) -> Tree | None:
        """The condition behind a name; None for a flag of the whole interview."""


def rests_on(condition: Tree, view: Traced) -> set[str]:
    """The questions whose answers make this condition what it is: of `any`, only the parts that hold."""
    match condition:
        case AllOf(parts):
            return set().union(*(rests_on(part, view) for part in parts))
        case AnyOf(parts):
            met = [part for part in parts if holds(part, view)] or list(parts)
            return set().union(*(rests_on(part, view) for part in met))
        case Not(part):
            return rests_on(part, view)
        case Holds(name, _):
            inner = view.behind_name(name)
            return rests_on(inner, view) if inner is not None else set()
        case _:
            return _behind(condition, view)


def _behind(condition: Tree, view: Traced) -> set[str]:
    match condition:
        case FactIs(fact, _):
            return set(view.behind_fact(fact))
        case Known(facts):
            return {question for fact in facts for question in view.behind_fact(fact)}
        case Number(name, _, _):
            return {name} if view.number(name) is not None else set()
        case CauseIs(cause, _):
            return set(view.behind_cause(cause))
        case Count(among, statuses, _, _):
            met = [cause for cause in _causes(among, view) if not statuses or view.status(cause) in statuses]
            return {question for cause in met for question in view.behind_cause(cause)}
        case StrongestAnswer(among, _):
            return {question for cause in _causes(among, view) for question in view.behind_cause(cause)}
    raise TypeError(f"not a condition: {type(condition).__name__}")
