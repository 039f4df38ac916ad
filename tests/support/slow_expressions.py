"""Which regular expressions can take time with the square of a text, seen from how they are built and not from a clock.

An expression is taken apart into states and ways between them. It is too slow where one text, repeated, lets it wait in
one state, go over to another, and wait there as well, and where what follows can make it fail: for each place at which
it can have gone over it tries all the rest again. (Weber and Seidl, "On the degree of ambiguity of finite automata",
1991.) A search waits before its first sign, too, which is why so many searches are slow that look harmless.

Where it cannot tell, it says slow: lookbehinds of more than two signs, lookaheads of more than one, and groups that are
referred to may hold or not; a group that keeps what it took is a group like others. A repetition with an end is none.
"""

from __future__ import annotations

import re
import string
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import combinations, islice, product
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as kind  # type: ignore[attr-defined]
from typing import Any, NamedTuple

__all__ = ["slow_text"]

_END = ""
"""What stands behind the last sign."""
_SIGNS = (*string.printable, *"äÄß“”‘’–—…€•٣字\u00a0\u2028\ud800")
_MOST_COPIES = 16
"""Copies of what may be repeated so often at most; more tell nothing new."""
_MOST_WAYS = 12
_WIDEST = 2
"""Signs before a place that are looked at."""
_SINGLE = frozenset({kind.LITERAL, kind.NOT_LITERAL, kind.ANY, kind.IN})
_REPEATED = frozenset({kind.MAX_REPEAT, kind.MIN_REPEAT, kind.POSSESSIVE_REPEAT})

Holds = Callable[[str, str], "bool | None"]
"""Whether one can pass here, by the signs before and the one behind; None where more than these tell."""


class _Edge:
    """A way from a state to another without a sign, which may have to hold at a place."""

    def __init__(self, to: int, holds: Holds | None = None) -> None:
        self.to = to
        self.holds = holds


class _Step(NamedTuple):
    """A way to a state with one of these signs."""

    signs: frozenset[str]
    to: int


def slow_text(pattern: re.Pattern[Any], *, anywhere: bool, whole: bool = False) -> str | None:
    """A text that this expression goes over again and again when it is repeated; None where there is none.

    `anywhere`: it is searched for, and not only tried at one place. `whole`: it must take all of the text (fullmatch).
    """
    if not _goes_far(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)):
        return None
    return _Slowness(_Machine(pattern, anywhere=anywhere, whole=whole)).text()


class _Signs:
    """The signs that the nodes of an expression take, as the engine has it; those that no node tells apart are one."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._taken: dict[int, frozenset[str]] = {}
        every = sorted({*_SIGNS, *_signs_in(tree)})
        sets = [self._asked(node, every) for node in _single_nodes(tree)]
        sets += [frozenset(filter(_is_word, every)), frozenset("\n")]
        kinds: dict[tuple[bool, ...], str] = {}
        for sign in every:
            kinds.setdefault(tuple(sign in one for one in sets), sign)
        self.all = frozenset(kinds.values())
        self._taken = {node: taken & self.all for node, taken in self._taken.items()}

    def of(self, node: Any) -> frozenset[str]:
        """The signs that a node takes."""
        return self._taken[id(node)]

    def _asked(self, node: Any, signs: Iterable[str]) -> frozenset[str]:
        state = self._tree.state
        one = _compiler.compile(_parser.SubPattern(state, [node]), state.flags)
        self._taken[id(node)] = frozenset(sign for sign in signs if one.fullmatch(sign))
        return self._taken[id(node)]


class _Machine:
    """An expression as states with ways between them: `before` it, where it begins, to `found`."""

    def __init__(self, pattern: re.Pattern[Any], *, anywhere: bool, whole: bool) -> None:
        tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
        self._flags = tree.state.flags
        self._signs = _Signs(tree)
        self.signs = self._signs.all
        self.width = max((min(_WIDEST, many) for many in _looked_back(tree)), default=1)
        self.edges: list[list[_Edge]] = []
        self.steps: list[list[_Step]] = []
        self.looking: set[int] = set()
        """States within a lookahead, where coming to the end of it ends nothing."""
        self.before = self._state()
        self.found = self._state()
        if anywhere:
            self.steps[self.before].append(_Step(self.signs, self.before))
        end = self._sequence(tree, self._next(self.before))
        self.edges[end].append(_Edge(self.found, (lambda _, behind: behind == _END) if whole else None))

    def _state(self) -> int:
        self.edges.append([])
        self.steps.append([])
        return len(self.edges) - 1

    def _next(self, at: int, holds: Holds | None = None) -> int:
        made = self._state()
        self.edges[at].append(_Edge(made, holds))
        return made

    def _sequence(self, nodes: Any, at: int) -> int:
        """Build these nodes from a state on; the state in which they end."""
        for node in nodes:
            at = self._node(node, at)
        return at

    def _node(self, node: Any, at: int) -> int:
        name, about = node
        if name in _SINGLE:
            return self._taking(self._signs.of(node), at)
        if name in _REPEATED:
            return self._repeat(name, about, at)
        if name is kind.AT:
            return self._next(at, _place(about, self._flags))
        if name in (kind.ASSERT, kind.ASSERT_NOT):
            return self._look(about[0], about[1], at, wanted=name is kind.ASSERT)
        if name is kind.GROUPREF:  # any text
            end = self._next(at)
            self.steps[end].append(_Step(self.signs, end))
            return end
        ends = [self._sequence(way, self._next(at)) for way in _parts(node)]
        if not ends:
            raise NotImplementedError(f"{name} in an expression")
        together = self._state()
        for end in ends:
            self.edges[end].append(_Edge(together))
        return together

    def _taking(self, signs: frozenset[str], at: int) -> int:
        made = self._state()
        self.steps[at].append(_Step(signs, made))
        return made

    def _repeat(self, name: Any, about: Any, at: int) -> int:
        least, most, body = about
        for _ in range(min(least, _MOST_COPIES)):
            at = self._sequence(body, at)
        if most is not kind.MAXREPEAT:
            end = self._next(at)
            for _ in range(min(most - least, _MOST_COPIES)):
                at = self._sequence(body, at)
                self.edges[at].append(_Edge(end))
            return end
        again = self._next(at)
        self.edges[self._sequence(body, again)].append(_Edge(again))
        if name is kind.POSSESSIVE_REPEAT and len(body) == 1 and body[0][0] in _SINGLE:
            taken = self._signs.of(body[0])
            return self._next(again, lambda _, behind: behind not in taken)
        return self._next(again)

    def _look(self, direction: int, body: Any, at: int, *, wanted: bool) -> int:
        """A lookaround: what it says by the signs beside it, and what it goes over itself."""
        ahead = direction > 0
        if ahead and _goes_far(body):
            known = len(self.edges)
            self._sequence(body, self._next(at))
            self.looking.update(range(known, len(self.edges)))
        ways = [self._said_ahead(way) if ahead else self._said_back(way) for way in _ways(body)]

        def holds(before: str, behind: str) -> bool | None:
            said = [way(before, behind) for way in ways]
            found = True if True in said else None if None in said else False
            return found if found is None else found is wanted

        return self._next(at, holds)

    def _said_ahead(self, nodes: Sequence[Any]) -> Holds:
        """Whether these stand behind a place, as far as the first sign tells."""
        if not nodes:
            return lambda _before, _behind: True
        name, about = nodes[0]
        surely = True if len(nodes) == 1 else None
        if name in _SINGLE:
            taken = self._signs.of(nodes[0])
            return lambda _, behind: surely if behind in taken else False
        return _place(about, self._flags) if name is kind.AT and surely else lambda _before, _behind: None

    def _said_back(self, nodes: Sequence[Any]) -> Holds:
        """Whether these stand before a place, as far as the last signs tell."""
        known: list[frozenset[str]] = []
        for node in reversed(nodes[-self.width :]):
            if node[0] not in _SINGLE:
                break
            known.insert(0, self._signs.of(node))
        surely = True if len(known) == len(nodes) else None

        def said(before: str, _: str) -> bool | None:
            beside = before[len(before) - len(known) :]
            return surely if all(sign in taken for sign, taken in zip(beside, known, strict=False)) else False

        return said


class _Slowness:
    """Looks for a text that keeps a machine busy."""

    def __init__(self, machine: _Machine) -> None:
        self._machine = machine
        self._signs = sorted(machine.signs)
        self._known: dict[tuple[int, str, str, bool], frozenset[int]] = {}
        self._followed: dict[tuple[int, str, str, bool], frozenset[int]] = {}

    def text(self) -> str | None:
        """A text on which it waits in two states in turn, or comes back to one in two ways; None if there is none."""
        for waits in self._waiting:
            beyond = self._onwards(self._ways_on[waits])
            for other in self._waiting:
                if other in beyond and other != waits and (text := self._over(waits, other)) is not None:
                    return text
            if waits != self._machine.before and (text := self._in_two_ways(waits)) is not None:
                return text
        return None

    def _over(self, waits: int, other: int) -> str | None:
        """A text on which it can stay in the one state, go over from it to the other, and stay in the other."""
        texts = (self._together((waits, waits, other), (waits, other, other), at, at) for at in self._before(other))
        return next((text for text in texts if text is not None), None)

    def _in_two_ways(self, waits: int) -> str | None:
        """A text on which it can come back to a state in two ways: then each repetition doubles the work."""
        for before in self._before(waits):
            for sign in self._signs:
                now = self._moved(before, sign)
                ways = [to for to in self._each_way(waits, before, sign) if waits in self._onwards([to])]
                for one, two in combinations(ways, 2):
                    if one == two == waits and now == before and (waits, now) not in self._sure:
                        return sign
                    back = self._together((one, two), (waits, waits), now, before)
                    if back is not None:
                        return sign + back
        return None

    def _together(self, begin: tuple[int, ...], end: tuple[int, ...], before: str, last: str) -> str | None:
        """A text that leads from all these states to all those; `before` it and at its end (`last`) stand these signs.

        From the last of them it is never sure to be found on the way: what fails further on, would end there.
        """
        seen: set[tuple[tuple[int, ...], str]] = set()
        left = deque([(begin, before, "")])
        while left:
            states, at, text = left.popleft()
            for sign in self._signs:
                now = self._moved(at, sign)
                behind = [self._after(state, at, sign) for state in states]
                if any((one, now) in self._sure for one in behind[-1]):
                    continue
                for found in product(*behind):
                    if found == end and now == last:
                        return text + sign
                    if (found, now) not in seen:
                        seen.add((found, now))
                        left.append((found, now, text + sign))
        return None

    # -------------------------------------------------------------------------------------------------- following

    def _moved(self, before: str, sign: str) -> str:
        """What stands before a place one sign further on."""
        return (before + sign)[-self._machine.width :]

    def _before(self, state: int) -> list[str]:
        """What can stand before a state."""
        last = sorted(self._signs_into[state])
        return ["".join(signs) for signs in product(*[self._signs] * (self._machine.width - 1), last)]

    def _reached(self, state: int, before: str, behind: str, *, surely: bool) -> frozenset[int]:
        """The states that one comes to from this one without a sign; `surely`: those that nothing else hinders."""
        key = (state, before, behind, surely)
        if key not in self._known:
            found, left = {state}, [state]
            while left:
                for edge in self._machine.edges[left.pop()]:
                    said = True if edge.holds is None else edge.holds(before, behind)
                    if edge.to not in found and (said or (said is None and not surely)):
                        found.add(edge.to)
                        left.append(edge.to)
            self._known[key] = frozenset(found)
        return self._known[key]

    def _after(self, state: int, before: str, sign: str, *, surely: bool = False) -> frozenset[int]:
        """The states behind one sign."""
        key = (state, before, sign, surely)
        if key not in self._followed:
            steps = (
                step for here in self._reached(state, before, sign, surely=surely) for step in self._machine.steps[here]
            )
            self._followed[key] = frozenset(step.to for step in steps if sign in step.signs)
        return self._followed[key]

    def _each_way(self, state: int, before: str, sign: str) -> Iterator[int]:
        """The states behind one sign, as often as there are ways to them."""

        def through(here: int, passed: frozenset[_Edge]) -> Iterator[int]:
            yield from (step.to for step in self._machine.steps[here] if sign in step.signs)
            for edge in self._machine.edges[here]:
                if edge not in passed and (edge.holds is None or edge.holds(before, sign) is not False):
                    yield from through(edge.to, passed | {edge})

        return islice(through(state, frozenset()), _MOST_WAYS)

    @cached_property
    def _kept(self) -> list[int]:
        """The states behind a sign, and the one before the expression."""
        return sorted({self._machine.before, *(step.to for steps in self._machine.steps for step in steps)})

    @cached_property
    def _waiting(self) -> list[int]:
        """The states in which it can wait: from which some text leads back to them."""
        return [state for state in self._kept if state in self._onwards(self._ways_on[state])]

    @cached_property
    def _signs_into(self) -> dict[int, frozenset[str]]:
        """The signs that can stand directly before each state."""
        into: dict[int, frozenset[str]] = dict.fromkeys(self._kept, frozenset())
        for signs, to in (step for steps in self._machine.steps for step in steps):
            into[to] |= signs
        return into

    @cached_property
    def _ways_on(self) -> dict[int, frozenset[int]]:
        """The states behind the next sign, whatever it is and whatever stands around it."""
        on = {}
        for state in self._kept:
            found, left = {state}, [state]
            while left:
                new = {edge.to for edge in self._machine.edges[left.pop()]} - found
                found |= new
                left += new
            on[state] = frozenset(step.to for here in found for step in self._machine.steps[here])
        return on

    def _onwards(self, states: Iterable[int]) -> set[int]:
        """All that can be reached from these, and they themselves."""
        found, left = set(states), list(states)
        while left:
            new = self._ways_on[left.pop()] - found
            found |= new
            left += new
        return found

    @cached_property
    def _sure(self) -> set[tuple[int, str]]:
        """States, with what stands before them, from which it is found, whatever follows."""
        sure = {(state, at) for state in self._kept if state not in self._machine.looking for at in self._before(state)}
        while True:
            lost = {one for one in sure if not all(self._goes_well(*one, sign, sure) for sign in (*self._signs, _END))}
            if not lost:
                return sure
            sure -= lost

    def _goes_well(self, state: int, before: str, behind: str, sure: set[tuple[int, str]]) -> bool:
        if self._machine.found in self._reached(state, before, behind, surely=True):
            return True
        now = self._moved(before, behind)
        return behind != _END and any((to, now) in sure for to in self._after(state, before, behind, surely=True))


# ------------------------------------------------------------------------------------------------- parts of a pattern


def _parts(node: Any) -> list[Any]:
    """The sequences of nodes within a node."""
    name, about = node
    if name is kind.BRANCH:
        return list(about[1])
    if name in (kind.SUBPATTERN, kind.ASSERT, kind.ASSERT_NOT):
        return [about[-1]]
    if name is kind.ATOMIC_GROUP:
        return [about]
    return [about[2]] if name in _REPEATED else []


def _nodes(nodes: Any) -> Iterator[Any]:
    """These nodes and all within them."""
    for node in nodes:
        yield node
        for part in _parts(node):
            yield from _nodes(part)


def _single_nodes(nodes: Any) -> Iterator[Any]:
    return (node for node in _nodes(nodes) if node[0] in _SINGLE)


def _signs_in(nodes: Any) -> Iterator[str]:
    """The signs that are named, with those beside the ends of ranges."""
    for name, about in _single_nodes(nodes):
        parts = about if name is kind.IN else [(kind.LITERAL, about)] if name is not kind.ANY else []
        for part, said in parts:
            if part is kind.LITERAL:
                yield chr(said)
            elif part is kind.RANGE:
                ends = (said[0] - 1, said[0], said[1], said[1] + 1)
                yield from (chr(one) for one in ends if 0 <= one <= sys.maxunicode)


def _goes_far(nodes: Any) -> bool:
    """Whether something in it is repeated without an end."""
    return any(name in _REPEATED and about[1] is kind.MAXREPEAT for name, about in _nodes(nodes))


def _looked_back(nodes: Any) -> Iterator[int]:
    """How many signs each lookbehind looks at."""
    for name, about in _nodes(nodes):
        if name in (kind.ASSERT, kind.ASSERT_NOT) and about[0] < 0:
            yield about[1].getwidth()[1]


def _ways(nodes: Any) -> list[list[Any]]:
    """The sequences that a body is made of, where it is a choice between them."""
    plain = list(nodes)
    if len(plain) == 1 and plain[0][0] in (kind.SUBPATTERN, kind.BRANCH):
        return [way for part in _parts(plain[0]) for way in _ways(part)]
    return [plain]


def _place(about: Any, flags: int) -> Holds:
    """A place in a text: its ends, or those of a line or a word. A text that is repeated has its ends elsewhere."""
    lines = bool(flags & re.MULTILINE)
    if about in (kind.AT_BEGINNING_STRING, kind.AT_BEGINNING):
        return lambda before, _: lines and about is kind.AT_BEGINNING and before[-1:] == "\n"
    if about is kind.AT_END_STRING:
        return lambda _, behind: behind == _END
    if about is kind.AT_END:  # before a last line end, too
        return lambda _, behind: True if behind == _END else (True if lines else None) if behind == "\n" else False
    wanted = about is kind.AT_BOUNDARY
    return lambda before, behind: (_is_word(before[-1:]) != _is_word(behind)) is wanted


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
