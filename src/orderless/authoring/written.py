"""A condition as its author would write it, on one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from orderless.bank.conditions import (
    AllOf,
    AnyOf,
    CauseIs,
    Count,
    FactIs,
    Holds,
    Known,
    Margin,
    Not,
    Number,
    StrongestAnswer,
    Tree,
    Written,
)

__all__ = ["written"]


def written(condition: Tree) -> str:
    """The condition as YAML on one line, such as `{can_do: most_could, not: {goal: none}}`."""
    return "{" + ", ".join(_entries(condition)) + "}"


def _entries(condition: Tree) -> Iterable[str]:  # noqa: C901 (one line for each kind)
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
            yield f"{name}: {_value(wanted)}"
        case Known(facts):
            yield f"known: {_list(facts)}"
        case CauseIs(cause, statuses):
            yield f"cause: {{{cause}: {_list(statuses)}}}"
        case Number(name):
            yield f"{name}: {_mapping(condition.keys())}"
        case Count() | StrongestAnswer() | Margin():
            yield f"{condition.node}: {_mapping(condition.keys())}"
        case _:
            assert_never(condition)


def _mapping(keys: dict[str, Written]) -> str:
    return f"{{{', '.join(f'{key}: {_value(value)}' for key, value in keys.items())}}}"


def _value(value: Written) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return _list(value)
    return value if isinstance(value, str) else f"{value:g}"


def _list(words: Iterable[str]) -> str:
    return f"[{', '.join(words)}]"


def _one_or_list(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else _list(values)
