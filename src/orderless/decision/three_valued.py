"""Conditions with three values: surely met, surely not, cannot tell yet; made once into functions quick to ask.

Where nothing is open they come to what `evidence.conditions.holds` comes to; `tests/decision` holds them to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

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
from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.bank.shape import UNKNOWN
from orderless.decision.places import Places, Reached

__all__ = ["EITHER", "MET", "STATUSES", "UNMET", "Conditions", "Node", "Sight", "undecided"]

MET, UNMET, EITHER = 1, 2, 3
"""Bits: a condition can be met, can be unmet; both while one cannot tell."""

_TURNED = (0, UNMET, MET, EITHER)

STATUSES = ("supported", "possible", "weak", "not_indicated", "ruled_out", "unknown")
"""The places of the statuses in a set of them as bits."""

_TOLD_APART = (1 << STATUSES.index("unknown")) - 1


class Sight(Protocol):
    """What a condition looks at: values that facts can have, statuses that causes can have, ranges of numbers."""

    facts: list[int]
    statuses: Sequence[int]
    surely: list[int]
    perhaps: list[int]
    numbers: list[tuple[float, float, bool, bool]]
    memo: list[int] | None
    gate: int
    directed: int


Test = Callable[[Sight], int]


class Node(NamedTuple):
    """A condition: how to ask it, the conditions inside it, and what it depends on."""

    test: Test
    parts: tuple[Node, ...]
    reach: Reached


def undecided(node: Node, sight: Sight) -> Iterator[Node]:
    """The innermost conditions that keep this one from being decided."""
    if node.test(sight) != EITHER:
        return
    if not node.parts:
        yield node
    for part in node.parts:
        yield from undecided(part, sight)


class Conditions:
    """Makes the conditions of one knowledge into nodes, the named ones once each."""

    def __init__(self, knowledge: Knowledge, places: Places) -> None:
        self._knowledge = knowledge
        self._places = places
        self._named: dict[str, Node] = {}
        self._memo: dict[str, int] = {}
        self._members = {
            family: frozenset(places.causes[cause] for cause in causes) for family, causes in places.families.items()
        }
        self._judged: Mapping[str, int] = {name: len(places.facts) + place for place, name in enumerate(JUDGEMENTS)}
        self.judgement_reach: dict[str, Reached] = dict.fromkeys(JUDGEMENTS, Reached())

    @property
    def memo_size(self) -> int:
        """How many named conditions there are so far."""
        return len(self._memo)

    def node(self, tree: Tree) -> Node:
        """The node of a condition."""
        match tree:
            case AllOf(parts):
                return _all([self.node(part) for part in parts])
            case AnyOf(parts):
                return _any([self.node(part) for part in parts])
            case Not(part):
                inner = self.node(part)
                return Node(lambda sight: _TURNED[inner.test(sight)], (inner,), inner.reach)
            case Holds(name, wanted):
                found = self._holds(name)
                return found if wanted else Node(lambda sight: _TURNED[found.test(sight)], (found,), found.reach)
            case FactIs(fact, values):
                return self._fact(fact, values)
            case Known(facts):
                each = [self._fact(fact, (UNKNOWN,)) for fact in facts]
                return _all([self._turned(one) for one in each])
            case _:
                return self._counting(tree)

    @staticmethod
    def _turned(inner: Node) -> Node:
        return Node(lambda sight: _TURNED[inner.test(sight)], (), inner.reach)

    def _fact(self, fact: str, values: Sequence[str]) -> Node:
        if fact in self._judged:
            place, known = self._judged[fact], JUDGEMENTS[fact]
            bits = {value: 1 << rank for rank, value in enumerate(known)}
            reach = self.judgement_reach[fact]
        else:
            place = self._places.facts[fact]
            bits = {**self._places.bits[place], UNKNOWN: self._places.unknown[place]}
            reach = Reached(facts=frozenset([place]))
        wanted = sum(bits[value] for value in set(values) if value in bits)
        other = ~wanted

        def test(sight: Sight) -> int:
            held = sight.facts[place]
            return (MET if held & wanted else 0) | (UNMET if held & other else 0)

        return Node(test, (), reach)

    def _holds(self, name: str) -> Node:
        if name == "directed":
            return Node(lambda sight: sight.directed, (), Reached())
        if name == "gate_met":
            return Node(lambda sight: sight.gate, (), Reached(gate=True))
        if name not in self._named:
            self._named[name] = self._remembered(name)
        return self._named[name]

    def _remembered(self, name: str) -> Node:
        """A named condition is looked at once in a walk of the table; on the way there the facts still change."""
        inner = self.node(self._tree(name))
        place = self._memo.setdefault(name, len(self._memo))

        def test(sight: Sight) -> int:
            memo = sight.memo
            if memo is None:
                return inner.test(sight)
            found = memo[place]
            if not found:
                found = memo[place] = inner.test(sight)
            return found

        return Node(test, inner.parts or (inner,), inner.reach)

    def _tree(self, name: str) -> Tree:
        if name != "must_know_met":
            return self._knowledge.decision.derived[name]
        return AllOf(tuple(AnyOf((Not(item.when), item.known)) for item in self._knowledge.decision.must_know))

    def _counting(self, tree: Tree) -> Node:
        match tree:
            case CauseIs(cause, statuses):
                return self._count(frozenset([self._places.causes[cause]]), statuses, 1, None)
            case Count(among, statuses, at_least, less_than):
                return self._count(self._among(among), statuses, at_least, less_than)
            case StrongestAnswer(among, strength):
                return _strongest(self._among(among), self._places.scale[strength])
            case Number(name, at_least, less_than):
                return _number(self._places.numbers[name], at_least, less_than)
        raise TypeError(f"not a condition: {type(tree).__name__}")

    def _among(self, among: Among) -> frozenset[int]:
        if among.causes:
            return frozenset(self._places.causes[cause] for cause in among.causes)
        return self._members.get(among.family or "any", frozenset())

    @staticmethod
    def _count(
        causes: frozenset[int], statuses: Sequence[str], at_least: float | None, less_than: float | None
    ) -> Node:
        wanted = sum(1 << STATUSES.index(status) for status in set(statuses)) if statuses else _TOLD_APART
        other = ~wanted
        places = tuple(sorted(causes))

        def test(sight: Sight) -> int:
            found = sight.statuses
            low = high = 0
            for place in places:
                held = found[place]
                if held & wanted:
                    high += 1
                    if not held & other:
                        low += 1
            return _between(low, high, at_least, less_than)

        return Node(test, (), Reached(causes=causes))


def _all(parts: Sequence[Node]) -> Node:
    tests = tuple(part.test for part in parts)

    def test(sight: Sight) -> int:
        found = MET
        for each in tests:
            one = each(sight)
            if one == UNMET:
                return UNMET
            found |= one & UNMET
        return found

    return _over(test, parts)


def _any(parts: Sequence[Node]) -> Node:
    tests = tuple(part.test for part in parts)

    def test(sight: Sight) -> int:
        found = UNMET
        for each in tests:
            one = each(sight)
            if one == MET:
                return MET
            found |= one & MET
        return found

    return _over(test, parts)


def _over(test: Test, parts: Sequence[Node]) -> Node:
    reach = Reached()
    for part in parts:
        reach |= part.reach
    return Node(test, tuple(parts), reach)


def _strongest(causes: frozenset[int], weight: int) -> Node:
    places = tuple(sorted(causes))

    def test(sight: Sight) -> int:
        perhaps, surely = sight.perhaps, sight.surely
        found = UNMET
        for place in places:
            if perhaps[place] >= weight:
                if surely[place] >= weight:
                    return MET
                found = EITHER
        return found

    return Node(test, (), Reached(causes=causes))


def _number(place: int, at_least: float | None, less_than: float | None) -> Node:
    def test(sight: Sight) -> int:
        low, high, known, unknown = sight.numbers[place]
        within = _between(low, high, at_least, less_than) if known else 0
        return within | (UNMET if unknown else 0)

    return Node(test, (), Reached(numbers=frozenset([place])))


def _between(low: float, high: float, at_least: float | None, less_than: float | None) -> int:
    """Whether a number from low to high lies in the stretch."""
    can = (at_least is None or high >= at_least) and (less_than is None or low < less_than)
    must = (at_least is None or low >= at_least) and (less_than is None or high < less_than)
    return (MET if can else 0) | (0 if must else UNMET)
