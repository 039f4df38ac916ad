"""Conditions for authors: written on one line, and whether they can hold together, judged from their form alone.

Every fact, cause and number is taken to be independent of the others. So "no" is certain, but "yes" may be wrong:
conditions do not show that two facts never come together in any interview. The method is the usual one for finite
domains: narrow the values that each name may have, and split on an `any` only if nothing can be narrowed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar, assert_never

from orderless.bank.checks.questions import each_condition
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
from orderless.bank.knowledge import Knowledge
from orderless.bank.shape import UNKNOWN
from orderless.rules.rulebook import Rulebook
from orderless.rules.terms import (
    STATUSES,
    All,
    Any,
    Between,
    CountBetween,
    NotTerm,
    NumberBetween,
    Once,
    Sum,
    Term,
    ValueIn,
    terms_in,
)

__all__ = ["Logic", "least", "written"]


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


MOST_STEPS = 2_000
"""After so many splits a question is given up, and the answer is "perhaps". The shipped table needs at most 46."""

T = TypeVar("T")


class _Lit(NamedTuple):
    """The thing named has one of these values."""

    name: Hashable
    values: frozenset[Hashable]


class _And(NamedTuple):
    each: tuple[_Form, ...]


class _Or(NamedTuple):
    one_of: tuple[_Form, ...]


_Form = _Lit | _And | _Or
_TRUE, _FALSE = _And(()), _Or(())


def least(parts: Sequence[T], enough: Callable[[Sequence[T]], bool]) -> list[T]:
    """A selection of these parts that is enough, but would not be without any one of them. All parts must be enough."""
    kept = list(parts)
    for part in parts:
        without = [one for one in kept if one is not part]
        if enough(without):
            kept = without
    return kept


class Logic:
    """What follows from the form of the conditions in this knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._book = Rulebook(knowledge)
        self._terms: dict[int, tuple[Tree, Term]] = {}
        self._bounds: dict[Hashable, set[float]] = {}
        self._formed_before: dict[tuple[int, bool], _Form] = {}
        self._learn(self._term(condition) for _, _, condition in each_condition(knowledge))

    def _term(self, condition: Tree) -> Term:
        held = self._terms.get(id(condition))
        if held is None or held[0] is not condition:
            held = self._terms[id(condition)] = (condition, self._book.term(condition))
        return held[1]

    def _learn(self, terms: Iterable[Term]) -> None:
        """Take note of the bounds of numbers in these terms: between two of them nothing can change."""
        for one in (one for term in terms for one in terms_in(term)):
            if isinstance(one, NumberBetween):
                held = self._bounds.setdefault(one.rows, set())
                new = {bound for bound in one.between if bound is not None} - held
                if new:
                    held |= new
                    self._formed_before.clear()

    def impossible(self, *wanted: Tree, never: Iterable[Tree] = ()) -> bool:
        """Whether `wanted` can certainly not hold together while none of `never` holds."""
        asked, excluded = [self._term(one) for one in wanted], [self._term(one) for one in never]
        self._learn((*asked, *excluded))
        forms = [self._form(one, True) for one in asked] + [self._form(one, False) for one in excluded]
        return _possible(forms) is False

    def clash(self, condition: Tree) -> str:
        """The parts of an impossible condition that contradict each other, as they are written."""
        parts = condition.parts if isinstance(condition, AllOf) else (condition,)
        found = least(parts, lambda some: self.impossible(*some))
        return " and ".join(f"`{written(part)}`" for part in found)

    def _form(self, term: Term, wanted: bool) -> _Form:
        key = (id(term), wanted)  # terms are kept above, so that none is taken for another
        if key not in self._formed_before:
            self._formed_before[key] = self._formed(term, wanted)
        return self._formed_before[key]

    def _formed(self, term: Term, wanted: bool) -> _Form:
        match term:
            case All(parts):
                return _both(wanted, [self._form(part, wanted) for part in parts])
            case Any(parts):
                return _both(not wanted, [self._form(part, wanted) for part in parts])
            case NotTerm(part):
                return self._form(part, not wanted)
            case Once(_, name, part, flag):
                return _Lit(("flag", name), frozenset((wanted,))) if flag else self._form(part, wanted)
            case ValueIn(slot, values):
                return self._value(slot, values, wanted)
            case CountBetween(slots, values, between):
                return self._count(slots, values, between, wanted)
            case NumberBetween(rows, between):
                return self._number(rows, between, wanted)
            case _:
                assert_never(term)

    def _value(self, slot: int, values: int, wanted: bool) -> _Lit:
        """A slot holds one of these values, or none of them if not `wanted`; as ranks."""
        index = self._book.index
        ranks = len(index.values[slot]) if slot < index.statuses else len(STATUSES) if slot < index.directed else 2
        return _Lit(("value", slot), frozenset(rank for rank in range(ranks) if bool(values >> rank & 1) is wanted))

    def _count(self, slots: Sequence[int], values: int, between: Between, wanted: bool) -> _Form:
        bounds = [] if between.at_least is None else [self._at_least(slots, values, between.at_least, wanted)]
        if between.less_than is not None:
            bounds.append(self._at_least(slots, values, between.less_than, not wanted))
        return _both(wanted, bounds)

    def _number(self, rows: tuple[tuple[Sum, ...], ...], between: Between, wanted: bool) -> _Form:
        """A number as one of the stretches between all bounds that any condition names, or as `unknown`."""
        marks = [float("-inf"), *sorted(self._bounds.get(rows, ())), float("inf")]
        cells: set[Hashable] = set(pairwise(marks))
        low = marks[0] if between.at_least is None else between.at_least
        high = marks[-1] if between.less_than is None else between.less_than
        inside: set[Hashable] = {cell for cell in pairwise(marks) if cell[0] >= low and cell[1] <= high}
        return _Lit(("number", rows), frozenset(inside if wanted else {*(cells - inside), UNKNOWN}))

    def _at_least(self, slots: Sequence[int], values: int, bound: float, wanted: bool) -> _Form:
        """At least so many of these slots have one of these values.

        A bound between one and all counts with a number of its own, and at least one slot must have such a value.
        """
        if bound <= 0 or bound > len(slots):
            return _TRUE if (bound <= 0) is wanted else _FALSE
        each = [self._value(slot, values, wanted) for slot in slots]
        if bound <= 1 or bound > len(slots) - 1:
            return _both((bound <= 1) is not wanted, each)
        enough = range(math.ceil(bound), len(slots) + 1) if wanted else range(math.ceil(bound))
        counted = _Lit(("count", tuple(slots), values), frozenset(enough))
        return _And((counted, _Or(tuple(each)))) if wanted else counted


def _both(all_of_them: bool, forms: Sequence[_Form]) -> _Form:
    if len(forms) == 1:
        return forms[0]
    return _And(tuple(forms)) if all_of_them else _Or(tuple(forms))


class _TooMany(Exception):
    pass


def _possible(forms: Sequence[_Form]) -> bool | None:
    """Whether all these can be true; None when it takes too long to say."""
    steps = iter(range(MOST_STEPS))
    try:
        return _search(list(forms), {}, steps)
    except (_TooMany, RecursionError):
        return None


def _search(forms: list[_Form], known: dict[Hashable, frozenset[Hashable]], steps: Iterator[int]) -> bool:
    if next(steps, None) is None:
        raise _TooMany
    open_ones = _narrowed(forms, known)
    if open_ones is None:
        return False
    if not open_ones:
        return True
    first = min(open_ones, key=lambda one: len(one.one_of))
    rest = [one for one in open_ones if one is not first]
    return any(_search([*rest, branch], dict(known), steps) for branch in first.one_of)


def _narrowed(forms: list[_Form], known: dict[Hashable, frozenset[Hashable]]) -> list[_Or] | None:
    """The choices that are left after all that is certain was taken into `known`; None if a name has no value left."""
    waiting: list[_Or] = []
    while forms:
        form = forms.pop()
        if isinstance(form, _And):
            forms += form.each
        elif isinstance(form, _Or):
            waiting.append(form)
        else:
            left = known[form.name] & form.values if form.name in known else form.values
            if not left:
                return None
            known[form.name] = left
        if not forms:
            forms, waiting = _unforked(waiting, known)
    return waiting


def _unforked(waiting: Sequence[_Or], known: Mapping[Hashable, frozenset[Hashable]]) -> tuple[list[_Form], list[_Or]]:
    """What has become certain, and the choices that are left, each with its open branches only."""
    certain: list[_Form] = []
    choices: list[_Or] = []
    for one in waiting:
        left = [branch for branch in one.one_of if _open(branch, known)]
        if any(_met(branch, known) for branch in left):
            continue
        if len(left) <= 1:
            certain.append(left[0] if left else _Lit("nothing", frozenset()))
        else:
            choices.append(_Or(tuple(left)))
    return certain, choices


def _open(form: _Form, known: Mapping[Hashable, frozenset[Hashable]]) -> bool:
    if isinstance(form, _Lit):
        return bool(known[form.name] & form.values if form.name in known else form.values)
    return bool(form.one_of) if isinstance(form, _Or) else all(_open(part, known) for part in form.each)


def _met(form: _Form, known: Mapping[Hashable, frozenset[Hashable]]) -> bool:
    if isinstance(form, _Lit):
        return form.name in known and known[form.name] <= form.values
    return isinstance(form, _And) and all(_met(part, known) for part in form.each)
