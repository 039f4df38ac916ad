"""Terms over ranges, for many scenarios at once: in which of them can a term be met, and in which can it be unmet?

A scenario is in both sets if nobody can tell yet. Where nothing is open, terms come to what `rules.evaluate` comes to;
tests hold them to it. Each term is made once into a function that is quick to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil
from typing import NamedTuple, assert_never

from orderless.lookahead.abstract_state import AbstractState, Span, Split, joint
from orderless.lookahead.effects import Reach, bits_of
from orderless.rules.terms import (
    STATUSES,
    All,
    Any,
    Between,
    CountBetween,
    Index,
    NotTerm,
    NumberBetween,
    Once,
    Sum,
    Term,
    ValueIn,
)

__all__ = ["ALWAYS", "NEVER", "Node", "RangeTerms", "simplified", "undecided"]

Met = tuple[int, int]
"""The scenarios in which a term can be met, and those in which it can be unmet."""

Test = Callable[[AbstractState], Met]


class Node(NamedTuple):
    """A term over ranges: its test, the nodes inside it (`parts`), and what it depends on (`reach`).

    `join` makes the same kind of node from other parts; None for a leaf.
    """

    test: Test
    parts: tuple[Node, ...]
    reach: Reach
    join: Callable[[Sequence[Node]], Node] | None = None


ALWAYS = Node(lambda seen: (seen.all, 0), (), Reach())
NEVER = Node(lambda seen: (0, seen.all), (), Reach())


def undecided(node: Node, seen: AbstractState, scenario: int) -> Iterator[Node]:
    """The innermost nodes because of which this one is undecided in a scenario (a mask of one bit)."""
    found = seen.tested.get(id(node))
    if found is None:
        found = seen.tested[id(node)] = node.test(seen)
    if not found[0] & found[1] & scenario:
        return
    if not node.parts:
        yield node
    for part in node.parts:
        yield from undecided(part, seen, scenario)


def simplified(node: Node, seen: AbstractState, known: dict[int, Node]) -> Node:
    """The node without its decided parts: whatever is narrowed later, they stay decided. `seen` has one scenario.

    `known` remembers what each node became, since named conditions are part of many rules.
    """
    found = known.get(id(node))
    if found is None:
        if node.join is None:
            met, unmet = node.test(seen)
            found = node if met and unmet else ALWAYS if met else NEVER
        else:
            found = node.join([simplified(part, seen, known) for part in node.parts])
        known[id(node)] = found
    return found


class RangeTerms:
    """Makes the terms of one rulebook into nodes, the named ones once each."""

    def __init__(self, index: Index, axes: Mapping[Sum, int]) -> None:
        self._index = index
        self._axes = axes
        self._named: dict[str, Node] = {}
        self._leaves: dict[Term, Node] = {}
        self.judgement_reach: dict[int, Reach] = {index.worth: Reach(), index.priority: Reach()}
        """What the judgements depend on. To be filled in before the node of a condition on them is made."""

    def node(self, term: Term) -> Node:
        """The node of a term."""
        match term:
            case All(parts):
                return _all([self.node(part) for part in parts])
            case Any(parts):
                return _any([self.node(part) for part in parts])
            case NotTerm(part):
                return _turned([self.node(part)])
            case ValueIn() | CountBetween() | NumberBetween():
                if term not in self._leaves:
                    self._leaves[term] = self._leaf(term)
                return self._leaves[term]
            case Once(place, name, part):
                if name not in self._named:
                    self._named[name] = _once(place, self.node(part))
                return self._named[name]
            case _:
                assert_never(term)

    def _leaf(self, term: ValueIn | CountBetween | NumberBetween) -> Node:
        match term:
            case ValueIn(slot, values):
                return self._value(slot, values)
            case CountBetween(slots, values, between):
                return _count([self._value(slot, values) for slot in slots], between)
            case NumberBetween(rows, between):
                return self._number(rows, between)
            case _:
                assert_never(term)

    def _value(self, slot: int, values: int) -> Node:
        index = self._index
        ranks = len(index.values[slot]) if slot < index.statuses else len(STATUSES) if slot < index.directed else 2
        return _value(slot, values, ranks, self._reach_of_value(slot))

    def _reach_of_value(self, slot: int) -> Reach:
        index = self._index
        if slot in self.judgement_reach:
            return self.judgement_reach[slot]
        if slot < index.statuses:
            return Reach(facts=1 << slot)
        return Reach(causes=1 << (slot - index.statuses)) if slot < index.directed else Reach()

    def _number(self, rows: tuple[tuple[Sum, ...], ...], between: Between) -> Node:
        index = self._index
        first = next((slot for row in rows for one in row for slot in (*one.plus, *one.minus)), index.weights)
        if first == index.gaps:
            return _gaps(between)
        if first < index.weights:
            return _amount(first, between)
        if first >= index.strongest:
            return _strongest([one.plus[0] - index.strongest for (one,) in rows], between)
        causes = bits_of(slot - index.weights for row in rows for one in row for slot in (*one.plus, *one.minus))
        return _lead([[self._axes[one] for one in row] for row in rows], between, Reach(causes=causes))


def _all(parts: Sequence[Node]) -> Node:
    if any(part is NEVER for part in parts):
        return NEVER
    parts = [part for part in parts if part is not ALWAYS]
    if len(parts) <= 1:
        return parts[0] if parts else ALWAYS
    tests = tuple(part.test for part in parts)

    def test(seen: AbstractState) -> Met:
        met, unmet = seen.all, 0
        for each in tests:
            can, cannot = each(seen)
            met &= can
            if not met:
                return 0, seen.all
            unmet |= cannot
        return met, unmet

    return Node(test, tuple(parts), _reach(parts), _all)


def _any(parts: Sequence[Node]) -> Node:
    if any(part is ALWAYS for part in parts):
        return ALWAYS
    parts = [part for part in parts if part is not NEVER]
    if len(parts) <= 1:
        return parts[0] if parts else NEVER
    tests = tuple(part.test for part in parts)

    def test(seen: AbstractState) -> Met:
        met, unmet = 0, seen.all
        for each in tests:
            can, cannot = each(seen)
            unmet &= cannot
            if not unmet:
                return seen.all, 0
            met |= can
        return met, unmet

    return Node(test, tuple(parts), _reach(parts), _any)


def _reach(parts: Sequence[Node]) -> Reach:
    reach = Reach()
    for part in parts:
        reach |= part.reach
    return reach


def _turned(parts: Sequence[Node]) -> Node:
    (inner,) = parts
    if inner is ALWAYS or inner is NEVER:
        return NEVER if inner is ALWAYS else ALWAYS
    ask = inner.test

    def test(seen: AbstractState) -> Met:
        met, unmet = ask(seen)
        return unmet, met

    return Node(test, (inner,), inner.reach, _turned)


def _once(place: int, inner: Node) -> Node:
    """A named condition: tested once in the tables; tested anew before, as long as facts still change."""
    if inner is ALWAYS or inner is NEVER:
        return inner
    ask = inner.test

    def test(seen: AbstractState) -> Met:
        memo = seen.memo
        if memo is None:
            return ask(seen)
        found = memo[place]
        if found is None:
            found = memo[place] = ask(seen)
        return found

    return Node(test, (inner,), inner.reach, lambda parts: _once(place, parts[0]))


def _value(slot: int, wanted: int, ranks: int, reach: Reach) -> Node:
    inside = tuple(rank for rank in range(ranks) if wanted >> rank & 1)
    outside = tuple(rank for rank in range(ranks) if not wanted >> rank & 1)

    def test(seen: AbstractState) -> Met:
        held = seen.values[slot]
        met = unmet = 0
        for rank in inside:
            met |= held[rank]
        for rank in outside:
            unmet |= held[rank]
        return met, unmet

    return Node(test, (), reach)


def _count(parts: Sequence[Node], between: Between) -> Node:
    """Whether the number of these that are met lies between bounds. They are not its parts: none decides it alone."""
    tests = tuple(part.test for part in parts)

    low, high = between

    def one_is_enough(seen: AbstractState) -> Met:
        can = must = 0
        for ask in tests:
            met, unmet = ask(seen)
            can |= met
            must |= met & ~unmet
        return can, seen.all & ~must

    def test(seen: AbstractState) -> Met:
        each = [ask(seen) for ask in tests]
        perhaps = [met for met, _ in each]
        surely = [met & ~unmet for met, unmet in each]
        can = _so_many(perhaps, low, seen.all) & ~_more_than(surely, high, seen.all)
        must = _so_many(surely, low, seen.all) & ~_more_than(perhaps, high, seen.all)
        return can, seen.all & ~must

    def none_at_all(seen: AbstractState) -> Met:
        met, unmet = one_is_enough(seen)
        return unmet, met

    if high is None and low == 1:
        return Node(one_is_enough, (), _reach(parts))
    none = high == 1 and (low is None or low <= 0)
    return Node(none_at_all if none else test, (), _reach(parts))


def _so_many(masks: Sequence[int], least: float | None, whole: int) -> int:
    """The scenarios that are in at least so many of these masks."""
    wanted = 0 if least is None else max(0, ceil(least))
    some = [mask for mask in masks if mask]
    if wanted == 0 or wanted > len(some):
        return 0 if wanted else whole
    found = [whole, *[0] * wanted]
    for mask in some:
        for many in range(wanted, 0, -1):
            found[many] |= found[many - 1] & mask
    return found[wanted]


def _more_than(masks: Sequence[int], bound: float | None, whole: int) -> int:
    """The scenarios that are in as many masks as the bound, which is too many; none if there is no bound."""
    return 0 if bound is None else _so_many(masks, bound, whole)


def _gaps(between: Between) -> Node:
    return Node(lambda seen: _spans(seen.gaps, between), (), Reach(gate=True))


def _amount(slot: int, between: Between) -> Node:
    def test(seen: AbstractState) -> Met:
        met = unmet = 0
        for (low, high, known, unknown), mask in seen.amounts[slot].items():
            can, cannot = _within(low, high, between) if known else (False, False)
            met |= mask if can else 0
            unmet |= mask if cannot or unknown else 0
        return met, unmet

    return Node(test, (), Reach(amounts=1 << slot))


def _strongest(causes: Sequence[int], between: Between) -> Node:
    def test(seen: AbstractState) -> Met:
        found: Split[Span] = {}
        for spans, mask in joint([seen.strongest[cause] for cause in causes], seen.all):
            key = (max(low for low, _ in spans), max(high for _, high in spans))
            found[key] = found.get(key, 0) | mask
        return _spans(found, between)

    return Node(test, (), Reach(causes=bits_of(causes)))


def _lead(rows: Sequence[Sequence[int]], between: Between, reach: Reach) -> Node:
    """Whether the largest row, each row being the least of its axes, lies between bounds. It grows with every axis."""
    if not rows:
        return NEVER
    axes = tuple(dict.fromkeys(axis for row in rows for axis in row))
    places = [[axes.index(axis) for axis in row] for row in rows]

    def test(seen: AbstractState) -> Met:
        found: Split[Span] = {}
        for spans, mask in joint([seen.leads[axis] for axis in axes], seen.all):
            low = max(min(spans[axis][0] for axis in row) for row in places)
            high = max(min(spans[axis][1] for axis in row) for row in places)
            found[low, high] = found.get((low, high), 0) | mask
        return _spans(found, between)

    return Node(test, (), reach)


def _spans(split: Split[Span], between: Between) -> Met:
    met = unmet = 0
    for (low, high), mask in split.items():
        can, cannot = _within(low, high, between)
        met |= mask if can else 0
        unmet |= mask if cannot else 0
    return met, unmet


def _within(low: float, high: float, between: Between) -> tuple[bool, bool]:
    """Whether a number from low to high can lie between the bounds, and whether it can lie outside."""
    at_least, less_than = between
    can = (at_least is None or high >= at_least) and (less_than is None or low < less_than)
    must = (at_least is None or low >= at_least) and (less_than is None or high < less_than)
    return can, not must
