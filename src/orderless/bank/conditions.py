"""Conditions as data: the small tree that `when:` becomes, and the names it uses.

A condition is never a string to parse, so that ordering, checks, explanation and looking ahead can all walk one tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, NoReturn, assert_never, cast, get_args

from orderless.bank.shape import Family, Status, Strength, wrong

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core.core_schema import CoreSchema

__all__ = [
    "AllOf",
    "Among",
    "AnyOf",
    "CauseIs",
    "Compared",
    "Condition",
    "Count",
    "FactIs",
    "Holds",
    "Known",
    "Margin",
    "Named",
    "Not",
    "Number",
    "OfCauses",
    "StrongestAnswer",
    "Written",
    "parts",
    "read_condition",
    "walk",
]


Written = str | bool | float | tuple[str, ...]
"""A value as an author writes it."""


def _bounds(at_least: float | None, less_than: float | None) -> dict[str, Written]:
    bounds = {"at_least": at_least, "less_than": less_than}
    return {key: bound for key, bound in bounds.items() if bound is not None}


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

    def keys(self) -> dict[str, Written]:
        """The keys that say so."""
        each: dict[str, Written] = {"family": self.family or (), "causes": self.causes}
        return {key: value for key, value in each.items() if value}


class Count(NamedTuple):
    """How many of these causes have one of these statuses (an empty `statuses`: any but unknown)."""

    among: Among
    statuses: tuple[Status, ...]
    at_least: int | None = None
    less_than: int | None = None
    node: Literal["count"] = "count"

    def keys(self) -> dict[str, Written]:
        """What an author writes under `count:`."""
        which: dict[str, Written] = {"status": self.statuses} if self.statuses else {"looked_at": True}
        return self.among.keys() | which | _bounds(self.at_least, self.less_than)


class StrongestAnswer(NamedTuple):
    """Some single answer supports one of these causes with at least this strength."""

    among: Among
    at_least: Strength
    node: Literal["evidence"] = "evidence"

    def keys(self) -> dict[str, Written]:
        """What an author writes under `evidence:`."""
        return self.among.keys() | {"at_least": self.at_least}


class Number(NamedTuple):
    """A number lies in a range. False while the number is not known."""

    name: str
    at_least: float | None = None
    less_than: float | None = None
    node: Literal["number"] = "number"

    def keys(self) -> dict[str, Written]:
        """What an author writes under the name of the question."""
        return _bounds(self.at_least, self.less_than)


class Margin(NamedTuple):
    """How far the evidence for these families is ahead of that for others (or of nothing) lies in a range.

    By `strongest`: the weight of the strongest cause on each side. By `sum`: the weights of all of them.
    """

    of: tuple[Family, ...]
    over: tuple[Family, ...] = ()
    by: Literal["strongest", "sum"] = "strongest"
    at_least: float | None = None
    less_than: float | None = None
    node: Literal["margin"] = "margin"

    def keys(self) -> dict[str, Written]:
        """What an author writes under `margin:`."""
        over: dict[str, Written] = {"over": self.over} if self.over else {}
        return {"of": self.of, **over, "by": self.by} | _bounds(self.at_least, self.less_than)


Compared = Count | StrongestAnswer | Margin
"""Kinds that look at several causes at once, written under a word of their own (`node`), with its `keys`."""

OfCauses = CauseIs | Compared
"""Kinds that look at causes, so that they may not stand where causes are still being worked out."""

Leaf = FactIs | Holds | Known | Number | OfCauses
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
    raise wrong("condition", "{problem}", problem=message, path=path)


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


def _tunable(raw: object, path: tuple[str | int, ...], allowed: tuple[str, ...]) -> Mapping[str, object]:
    """A mapping that may say `tuned: true`: its bounds were searched on cases (`benchmarks/validity`)."""
    keys = _mapping(raw, path, (*allowed, "tuned"))
    if keys.get("tuned", True) is not True:
        _fail((*path, "tuned"), "expected `tuned: true`, or nothing")
    return keys


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
    keys = _tunable(raw, path, ("family", "causes", "status", "looked_at", "at_least", "less_than"))
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


def _margin(raw: object, path: tuple[str | int, ...]) -> Tree:
    keys = _tunable(raw, path, ("of", "over", "by", "at_least", "less_than"))
    if "of" not in keys:
        _fail(path, "say of which families: `of: skill`")
    of, over = (
        _literals(keys[side], (*path, side), get_args(Family), "family") if side in keys else ()
        for side in ("of", "over")
    )
    by = _literals(keys.get("by", "strongest"), (*path, "by"), ("strongest", "sum"), "way to compare")[0]
    low, high = _bound(keys, "at_least", path), _bound(keys, "less_than", path)
    if low is None and high is None:
        _fail(path, "say how far ahead: `at_least:` or `less_than:`")
    if set(of) & set(over):
        _fail((*path, "over"), "a family cannot be ahead of itself")
    if low is not None and high is not None and low >= high:
        _fail((*path, "less_than"), f"nothing is both at least {low:g} and less than {high:g}")
    return Margin(
        cast("tuple[Family, ...]", of),
        cast("tuple[Family, ...]", over),
        cast('Literal["strongest", "sum"]', by),
        low,
        high,
    )


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
    "margin": _margin,
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


class _ReadAsCondition:
    """Tells Pydantic to read a condition as we do: it would build a schema of the whole tree, and never use it."""

    @staticmethod
    def __get_pydantic_core_schema__(source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        del source, handler
        from pydantic_core.core_schema import no_info_plain_validator_function

        return no_info_plain_validator_function(read_condition)


if TYPE_CHECKING:
    Condition = Tree
else:
    Condition = Annotated[Any, _ReadAsCondition]
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
        elif not isinstance(node, AllOf | AnyOf | Not | Margin):  # parts are walked to, and families are no names
            assert_never(node)
