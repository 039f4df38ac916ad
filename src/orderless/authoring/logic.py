"""Can these conditions hold together? Judged from their form alone, over the values that facts and causes can have.

Every fact, cause and number is taken to be free of the others, so "no" is certain and "yes" may be too hopeful: that
two facts never come together in any interview cannot be seen from the conditions. The method is the usual one for
finite domains: narrow the values that each name may have, split on an `any` only where nothing can be narrowed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar, assert_never

from orderless.authoring.written import written
from orderless.bank.checks.questions import each_condition
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
    walk,
)
from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.bank.shape import UNKNOWN

__all__ = ["Logic", "least"]

MOST_STEPS = 2_000
"""Splits after which a question is given up as "perhaps". No row of the shipped table needs more than 46."""

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
_STATUSES: frozenset[Hashable] = frozenset(("supported", "possible", "weak", "not_indicated", "ruled_out", UNKNOWN))


def least(parts: Sequence[T], enough: Callable[[Sequence[T]], bool]) -> list[T]:
    """A smallest selection of these parts (none can be left out) that is still enough; all of them must be."""
    kept = list(parts)
    for part in parts:
        without = [one for one in kept if one is not part]
        if enough(without):
            kept = without
    return kept


class Logic:
    """What follows from the form of the conditions in this knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._derived = knowledge.decision.derived
        self._bounds: dict[str, set[float]] = {}
        self._formed_before: dict[tuple[int, bool], _Form] = {}
        self._learn(condition for _, _, condition in each_condition(knowledge))

    def _learn(self, conditions: Iterable[Tree]) -> None:
        """Take note of the bounds of numbers in these conditions: between two of them nothing can change."""
        for node in (node for condition in conditions for node in walk(condition)):
            if isinstance(node, Number):
                held = self._bounds.setdefault(node.name, set())
                new = {bound for bound in (node.at_least, node.less_than) if bound is not None} - held
                if new:
                    held |= new
                    self._formed_before.clear()

    def impossible(self, *wanted: Tree, never: Iterable[Tree] = ()) -> bool:
        """Whether `wanted` can certainly not hold together while none of `never` holds."""
        excluded = list(never)
        self._learn((*wanted, *excluded))
        forms = [self._form(one, True) for one in wanted] + [self._form(one, False) for one in excluded]
        return _possible(forms) is False

    def clash(self, condition: Tree) -> str:
        """The parts of an impossible condition that contradict each other, as they are written."""
        parts = condition.parts if isinstance(condition, AllOf) else (condition,)
        found = least(parts, lambda some: self.impossible(*some))
        return " and ".join(f"`{written(part)}`" for part in found)

    def _form(self, condition: Tree, wanted: bool) -> _Form:
        key = (id(condition), wanted)  # the knowledge is frozen and outlives this
        if key not in self._formed_before:
            self._formed_before[key] = self._formed(condition, wanted)
        return self._formed_before[key]

    def _formed(self, condition: Tree, wanted: bool) -> _Form:
        match condition:
            case AllOf(parts):
                return _both(wanted, [self._form(part, wanted) for part in parts])
            case AnyOf(parts):
                return _both(not wanted, [self._form(part, wanted) for part in parts])
            case Not(part):
                return self._form(part, not wanted)
            case Holds(name, holds) if name in self._derived:
                return self._form(self._derived[name], holds is wanted)
            case Holds(name, holds):
                return _Lit(("flag", name), frozenset((holds is wanted,)))
            case Known(facts):
                return _both(wanted, [self._fact(fact, (UNKNOWN,), not wanted) for fact in facts])
            case FactIs(fact, values):
                return self._fact(fact, values, wanted)
            case _:
                return self._counted(condition, wanted)

    def _fact(self, fact: str, values: Iterable[str], wanted: bool) -> _Form:
        domain = frozenset((*JUDGEMENTS.get(fact, self._knowledge.decision.facts.get(fact, ())), UNKNOWN))
        meant = frozenset(values) & domain
        return _Lit(("fact", fact), frozenset(meant if wanted else domain - meant))

    def _counted(self, condition: Counting, wanted: bool) -> _Form:
        match condition:
            case CauseIs(cause, statuses):
                return _status(cause, frozenset(statuses), wanted)
            case Number(name, at_least, less_than):
                return self._number(name, at_least, less_than, wanted)
            case StrongestAnswer(among, strength):
                return _Lit(("answer", self._members(among), strength), frozenset((wanted,)))
            case Count(among, statuses, at_least, less_than):
                return self._count(among, frozenset(statuses) or _STATUSES - {UNKNOWN}, at_least, less_than, wanted)
        assert_never(condition)

    def _members(self, among: Among) -> tuple[str, ...]:
        causes = self._knowledge.causes.causes
        return among.causes or tuple(cause.id for cause in causes if among.family in (None, cause.family))

    def _count(
        self, among: Among, statuses: frozenset[Hashable], low: float | None, high: float | None, wanted: bool
    ) -> _Form:
        members = self._members(among)
        bounds = [] if low is None else [_at_least(members, statuses, low, wanted)]
        if high is not None:
            bounds.append(_at_least(members, statuses, high, not wanted))
        return _both(wanted, bounds)

    def _number(self, name: str, at_least: float | None, less_than: float | None, wanted: bool) -> _Form:
        """Numbers as the stretches between all bounds that any condition names, and `unknown`."""
        marks = [float("-inf"), *sorted(self._bounds.get(name, ())), float("inf")]
        cells = set(pairwise(marks))
        low, high = at_least if at_least is not None else marks[0], less_than if less_than is not None else marks[-1]
        inside = {cell for cell in cells if cell[0] >= low and cell[1] <= high}
        return _Lit(("number", name), frozenset(inside if wanted else {*(cells - inside), UNKNOWN}))


def _both(all_of_them: bool, forms: Sequence[_Form]) -> _Form:
    if len(forms) == 1:
        return forms[0]
    return _And(tuple(forms)) if all_of_them else _Or(tuple(forms))


def _status(cause: str, statuses: frozenset[Hashable], wanted: bool) -> _Form:
    return _Lit(("cause", cause), statuses if wanted else _STATUSES - statuses)


def _at_least(members: Sequence[str], statuses: frozenset[Hashable], bound: float, wanted: bool) -> _Form:
    """So many of these causes have one of these statuses. Between one and all: a number of its own, at least one."""
    if bound <= 0 or bound > len(members):
        return _TRUE if (bound <= 0) is wanted else _FALSE
    each = [_status(cause, statuses, wanted) for cause in members]
    if bound <= 1 or bound > len(members) - 1:
        return _both((bound <= 1) is not wanted, each)
    enough = range(math.ceil(bound), len(members) + 1) if wanted else range(math.ceil(bound))
    counted = _Lit(("count", tuple(members), statuses), frozenset(enough))
    return _And((counted, _Or(tuple(each)))) if wanted else counted


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
    """What is still to be chosen after all that is certain was taken into `known`; None where nothing is left."""
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
    """Of each choice, only the branches that are still open; those with one branch left are certain."""
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
