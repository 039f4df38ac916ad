"""A condition as its author would write it, on one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from orderless.bank.conditions import (
    AllOf,
    Among,
    AnyOf,
    CauseIs,
    Count,
    Counting,
    FactIs,
    Holds,
    Known,
    Not,
    Number,
    StrongestAnswer,
    Tree,
)

__all__ = ["written"]


def written(condition: Tree) -> str:
    """The condition as YAML on one line, such as `{can_do: most_could, not: {goal: none}}`."""
    return "{" + ", ".join(_entries(condition)) + "}"


def _entries(condition: Tree) -> Iterable[str]:
    match condition:
        case AllOf(parts):
            each = [entry for part in parts for entry in _entries(part)]
            keys = [entry.split(":", 1)[0] for entry in each]
            yield from each if len(set(keys)) == len(keys) else (f"all: {_list(map(written, parts))}",)
        case AnyOf(parts):
            yield f"any: {_list(map(written, parts))}"
        case Not(part):
            yield f"not: {written(part)}"
        case FactIs(fact, values):
            yield f"{fact}: {_one_or_list(values)}"
        case Holds(name, wanted):
            yield f"{name}: {str(wanted).lower()}"
        case Known(facts):
            yield f"known: {_list(facts)}"
        case _:
            yield _counted(condition)


def _counted(condition: Counting) -> str:
    match condition:
        case CauseIs(cause, statuses):
            return f"cause: {{{cause}: {_list(statuses)}}}"
        case Number(name, at_least, less_than):
            return f"{name}: {{{', '.join(_bounds(at_least, less_than))}}}"
        case Count(among, statuses, at_least, less_than):
            which = f"status: {_list(statuses)}" if statuses else "looked_at: true"
            return f"count: {{{', '.join([*_among(among), which, *_bounds(at_least, less_than)])}}}"
        case StrongestAnswer(among, strength):
            return f"evidence: {{{', '.join([*_among(among), f'at_least: {strength}'])}}}"
    assert_never(condition)


def _among(among: Among) -> Iterable[str]:
    if among.family:
        yield f"family: {among.family}"
    if among.causes:
        yield f"causes: {_list(among.causes)}"


def _bounds(at_least: float | None, less_than: float | None) -> Iterable[str]:
    if at_least is not None:
        yield f"at_least: {at_least:g}"
    if less_than is not None:
        yield f"less_than: {less_than:g}"


def _list(words: Iterable[str]) -> str:
    return f"[{', '.join(words)}]"


def _one_or_list(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else _list(values)
