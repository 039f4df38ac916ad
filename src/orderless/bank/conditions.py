"""Conditions as data: the small tree that `when:` becomes, and the names it uses.

A condition is never a string to parse, so that ordering, checks, explanation and looking ahead can all walk one tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, NoReturn, assert_never, cast, get_args

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from orderless.bank.shape import Family, Status, Strength

__all__ = [
    "AllOf",
    "Among",
    "AnyOf",
    "CauseIs",
    "Condition",
    "Count",
    "Counting",
    "FactIs",
    "Holds",
    "Known",
    "Named",
    "Not",
    "Number",
    "StrongestAnswer",
    "parts",
    "read_condition",
    "walk",
]


class Named(NamedTuple):
    """A name a condition uses: what kind of thing it names, and for facts and causes the values it asks for."""

    kind: Literal["fact", "cause", "derived", "number"]
    name: str
    values: tuple[str, ...] = ()


# Light tuples, because they are made before the first question is shown; `node` keeps two kinds of condition with the
# same contents from being equal.


class AllOf(NamedTuple):
    """True when every part is; an empty one is always true."""

    parts: tuple[Condition, ...] = ()
    node: Literal["all"] = "all"


class AnyOf(NamedTuple):
    """True when one part is."""

    parts: tuple[Condition, ...]
    node: Literal["any"] = "any"


class Not(NamedTuple):
    """True when its part is not."""

    part: Condition
    node: Literal["not"] = "not"


class FactIs(NamedTuple):
    """A fact has one of these values; `unknown` is a value like any other."""

    fact: str
    values: tuple[str, ...]
    node: Literal["fact"] = "fact"


class Holds(NamedTuple):
    """A named condition, or a flag of the interview, holds (or does not)."""

    name: str
    wanted: bool = True
    node: Literal["holds"] = "holds"


class Known(NamedTuple):
    """Every one of these facts has been set by some answer."""

    facts: tuple[str, ...]
    node: Literal["known"] = "known"


class CauseIs(NamedTuple):
    """A cause has one of these statuses."""

    cause: str
    statuses: tuple[Status, ...]
    node: Literal["cause"] = "cause"


class Among(NamedTuple):
    """Which causes are meant: a family, listed ones, or both empty for all."""

    family: Family | None = None
    causes: tuple[str, ...] = ()


class Count(NamedTuple):
    """How many of these causes have one of these statuses (an empty `statuses`: any but unknown)."""

    among: Among
    statuses: tuple[Status, ...]
    at_least: int | None = None
    less_than: int | None = None
    node: Literal["count"] = "count"


class StrongestAnswer(NamedTuple):
    """Some single answer supports one of these causes with at least this strength."""

    among: Among
    at_least: Strength
    node: Literal["strongest"] = "strongest"


class Number(NamedTuple):
    """A number lies in a range. False while the number is not known."""

    name: str
    at_least: float | None = None
    less_than: float | None = None
    node: Literal["number"] = "number"


Counting = CauseIs | Count | StrongestAnswer | Number
"""Conditions on what was added up or counted, where the others look at one thing."""
Leaf = FactIs | Holds | Known | Counting
Tree = AllOf | AnyOf | Not | Leaf


def parts(condition: Tree) -> tuple[Tree, ...]:
    """The conditions directly inside this one."""
    if isinstance(condition, AllOf | AnyOf):
        return condition.parts
    return (condition.part,) if isinstance(condition, Not) else ()


def walk(condition: Tree) -> Iterator[Tree]:
    """The condition and all inside it, outermost first."""
    yield condition
    for part in parts(condition):
        yield from walk(part)


def _fail(path: tuple[str | int, ...], message: str) -> NoReturn:
    raise PydanticCustomError("condition", "{problem}", {"problem": message, "path": path})


def _words(raw: object, path: tuple[str | int, ...]) -> tuple[str, ...]:
    """One word or a list of words."""
    items = raw if isinstance(raw, list) else [raw]
    for i, item in enumerate(items):
        if not isinstance(item, str):
            _fail((*path, i) if isinstance(raw, list) else path, "expected a word or a list of words")
    if not items:
        _fail(path, "an empty list can never be met")
    return tuple(cast("list[str]", items))


def _literals(raw: object, path: tuple[str | int, ...], allowed: tuple[str, ...], what: str) -> tuple[str, ...]:
    words = _words(raw, path)
    for i, word in enumerate(words):
        if word not in allowed:
            place = (*path, i) if isinstance(raw, list) else path
            _fail(place, f'"{word}" is not a {what}; allowed: {", ".join(allowed)}')
    return words


def _mapping(raw: object, path: tuple[str | int, ...], allowed: tuple[str, ...]) -> Mapping[str, object]:
    if not isinstance(raw, dict) or not raw:
        _fail(path, f"expected some of these keys: {', '.join(allowed)}")
    for key in raw:
        if key not in allowed:
            _fail((*path, key), f'unknown key "{key}"; allowed: {", ".join(allowed)}')
    return cast("Mapping[str, object]", raw)


def _bound(raw: Mapping[str, object], key: str, path: tuple[str | int, ...]) -> Any:
    value = raw.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        _fail((*path, key), "expected a number")
    return value


def _among(raw: Mapping[str, object], path: tuple[str | int, ...]) -> Among:
    family = raw.get("family")
    if family is not None and family not in get_args(Family):
        _fail((*path, "family"), f"expected one of: {', '.join(get_args(Family))}")
    causes = _words(raw["causes"], (*path, "causes")) if "causes" in raw else ()
    return Among(cast("Family | None", family), causes)


def _count(raw: object, path: tuple[str | int, ...]) -> Tree:
    keys = _mapping(raw, path, ("family", "causes", "status", "looked_at", "at_least", "less_than"))
    statuses: tuple[str, ...] = ()
    if "status" in keys:
        statuses = _literals(keys["status"], (*path, "status"), get_args(Status), "status")
    elif keys.get("looked_at") is not True:
        _fail(path, "say which: `status: [...]`, or `looked_at: true` for any but unknown")
    low, high = _bound(keys, "at_least", path), _bound(keys, "less_than", path)
    if low is None and high is None:
        _fail(path, "say how many: `at_least:` or `less_than:`")
    return Count(_among(keys, path), cast("tuple[Status, ...]", statuses), low, high)


def _strongest(raw: object, path: tuple[str | int, ...]) -> Tree:
    keys = _mapping(raw, path, ("family", "causes", "at_least"))
    strength = _literals(keys.get("at_least", "weak"), (*path, "at_least"), get_args(Strength), "strength")[0]
    return StrongestAnswer(_among(keys, path), cast("Strength", strength))


def _causes(raw: object, path: tuple[str | int, ...]) -> Tree:
    if not isinstance(raw, dict) or not raw:
        _fail(path, "expected `cause: {cause_id: [statuses]}`")
    each = tuple(
        CauseIs(name, cast("tuple[Status, ...]", _literals(value, (*path, name), get_args(Status), "status")))
        for name, value in raw.items()
    )
    return each[0] if len(each) == 1 else AllOf(each)


def _list(raw: object, path: tuple[str | int, ...]) -> tuple[Tree, ...]:
    if not isinstance(raw, list) or not raw:
        _fail(path, "expected a list of conditions")
    return tuple(_read(item, (*path, i)) for i, item in enumerate(raw))


_KEYWORDS: dict[str, Callable[[object, tuple[str | int, ...]], Tree]] = {
    "all": lambda raw, path: AllOf(_list(raw, path)),
    "any": lambda raw, path: AnyOf(_list(raw, path)),
    "not": lambda raw, path: Not(_read(raw, path)),
    "known": lambda raw, path: Known(_words(raw, path)),
    "cause": _causes,
    "count": _count,
    "evidence": _strongest,
}


def _entry(key: str, raw: object, path: tuple[str | int, ...]) -> Tree:
    if key in _KEYWORDS:
        return _KEYWORDS[key](raw, path)
    if isinstance(raw, bool):
        return Holds(key, raw)
    if isinstance(raw, dict):
        bounds = _mapping(raw, path, ("at_least", "less_than"))
        return Number(key, _bound(bounds, "at_least", path), _bound(bounds, "less_than", path))
    return FactIs(key, _words(raw, path))


def _read(raw: object, path: tuple[str | int, ...]) -> Tree:
    if isinstance(raw, str):
        return Holds(raw)
    if not isinstance(raw, dict):
        _fail(path, "expected a condition: `name: value`, or all/any/not")
    entries = tuple(_entry(key, value, (*path, key)) for key, value in raw.items())
    return entries[0] if len(entries) == 1 else AllOf(entries)


def read_condition(raw: object) -> Tree:
    """The tree of one `when:` value as YAML gave it.

    Raises PydanticCustomError with `path` in its context: the keys from `when:` down to what is wrong.
    """
    return raw if isinstance(raw, Tree) else _read(raw, ())


if TYPE_CHECKING:
    Condition = Tree
else:  # Any, because Pydantic would build a schema of the whole tree for every field and then never use it
    Condition = Annotated[Any, PlainValidator(read_condition)]
"""Field type: a condition, read and checked for form. Names are checked when all files are known."""


def names(condition: Tree) -> Iterator[Named]:
    """Every name the condition uses, in order, once for each use."""
    for node in walk(condition):
        if isinstance(node, FactIs):
            yield Named("fact", node.fact, node.values)
        elif isinstance(node, Known):
            yield from (Named("fact", fact) for fact in node.facts)
        elif isinstance(node, Holds):
            yield Named("derived", node.name)
        elif isinstance(node, CauseIs):
            yield Named("cause", node.cause)
        elif isinstance(node, Count | StrongestAnswer):
            yield from (Named("cause", cause) for cause in node.among.causes)
        elif isinstance(node, Number):
            yield Named("number", node.name)
        elif not isinstance(node, AllOf | AnyOf | Not):  # whose parts are walked to on their own
            assert_never(node)
