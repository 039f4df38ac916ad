"""One interview with all that can still come of it.

A look goes once through the questions in the author's order, as `rules.evaluate` does, with ranges in place of answers,
and then down the table: a rule that cannot be met is skipped, one that must be met ends it, any other may be the one.
This is sound, because every step allows at least what some answers in the ranges lead to: so what a look finds can be
too much, and never too little. A look takes many scenarios at once, each with some questions narrowed.

What the first look finds decided stays decided, whatever is narrowed later. So every further look leaves it out: rules
that cannot fire, parts of conditions, and questions that do not apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from orderless.interview.answers import State
from orderless.lookahead.abstract_state import AbstractState
from orderless.lookahead.answer_ranges import ANSWERED, OPEN, Range
from orderless.lookahead.effects import Effects, together
from orderless.lookahead.model import Model, Open, Ruled, weigh
from orderless.lookahead.range_terms import Node, simplified
from orderless.lookahead.reach import Reach
from orderless.rules.evaluate import counting_answer

__all__ = ["Analysis", "Look", "Scenario"]


class Scenario(NamedTuple):
    """Questions (by place) narrowed to some of their answers; the judgement of worth narrowed to some values (bits)."""

    narrowed: Mapping[int, Range]
    worth: int = -1


class Look(NamedTuple):
    """What a look found in one scenario: outcomes as bits, the rules that can fire in the order of the table.

    `seen` is what it saw in all of them, `scenario` the mask of this one.
    """

    outcomes: int
    rules: tuple[Ruled, ...]
    seen: AbstractState
    scenario: int


class Step(NamedTuple):
    """One question on the way: `when` is None where it surely applies; `counts` where that hangs on causes."""

    place: int
    when: Node | None
    counts: bool
    needed: bool
    range: Range


class Run(NamedTuple):
    """Questions that follow each other and surely apply; what they move together, and open ones of the gate."""

    steps: Sequence[Step]
    moved: Effects
    gaps: tuple[int, int]


class Analysis:
    """One state: what is answered for good, and what every other question can still become.

    `open` are the questions without an answer, by place; `root` the look with nothing narrowed. `as_it_stands` leaves
    what is open without an answer, and every answer free to be looked at otherwise.
    """

    def __init__(self, model: Model, state: State, *, as_it_stands: bool = False) -> None:
        self.model = model
        self.open: dict[int, Open] = {}
        self._directed = state.directed
        self._movers: dict[Reach, tuple[Open, ...]] = {}
        self._rules: Sequence[Ruled] = model.rules
        self._steps = tuple(self._all_steps(state, as_it_stands=as_it_stands))
        seen = model.blank(directed=state.directed)
        applies = {step.place: self._take(seen, step, ()) for step in self._steps}
        (self.root,) = self._down_the_table(seen, [Scenario({})])
        if not as_it_stands:
            self._leave_out(applies)
        self._parts = tuple(self._grouped())

    def _all_steps(self, state: State, *, as_it_stands: bool) -> Iterator[Step]:
        for one in self.model.open:
            answer = counting_answer(one.question, state)
            if answer is not None:
                answers = self.model.ranges.of_answer(one.asked, answer)
            else:
                self.open[one.place] = one
                answers = one.stays_open if as_it_stands else one.range
            yield Step(one.place, one.when, one.asked.counts, one.asked.needed, answers)

    def _leave_out(self, applies: Mapping[int, tuple[int, int]]) -> None:
        """Whatever the first look found decided."""
        never = {place for place, (met, _) in applies.items() if not met}
        self.open = {place: one for place, one in self.open.items() if place not in never}
        self._rules = tuple(rule._replace(node=simplified(rule.node, self.root.seen)) for rule in self.root.rules)
        self.root = self.root._replace(rules=tuple(self._rules))
        kept = (step for step in self._steps if step.place not in never)
        self._steps = tuple(step if applies[step.place][1] else step._replace(when=None) for step in kept)

    def look(self, narrowed: Mapping[int, Range]) -> Look:
        """What is possible when these questions (by place) are narrowed to these ranges."""
        return self.looks([Scenario(narrowed)])[0]

    def looks(self, scenarios: Sequence[Scenario]) -> Sequence[Look]:
        """What is possible in each of these scenarios."""
        seen = self.model.blank(directed=self._directed, scenarios=len(scenarios))
        narrowed: dict[int, dict[Range, int]] = {}
        for number, scenario in enumerate(scenarios):
            for place, answers in scenario.narrowed.items():
                masks = narrowed.setdefault(place, {})
                masks[answers] = masks.get(answers, 0) | 1 << number
        for part in self._parts:
            if isinstance(part, Step):
                self._take(seen, part, narrowed.get(part.place, {}).items())
            elif any(step.place in narrowed for step in part.steps):
                for step in part.steps:
                    self._take(seen, step, narrowed.get(step.place, {}).items())
            else:
                seen.take(part.moved, seen.all)
                seen.gaps = seen.shifted(seen.gaps, *part.gaps, seen.all)
        return self._down_the_table(seen, scenarios)

    def _take(self, seen: AbstractState, step: Step, narrowed: Iterable[tuple[Range, int]]) -> tuple[int, int]:
        """Take one question; gives the scenarios in which it can apply, and those in which it can not."""
        met, unmet = seen.all, 0
        if step.when is not None:
            if step.counts:
                weigh(self.model, seen)
            met, unmet = step.when.test(seen)
        left = seen.all
        for answers, mask in narrowed:
            left &= ~mask
            _answered(seen, step, answers, mask & met, unmet)
        _answered(seen, step, step.range, left & met, unmet)
        return met, unmet

    def _grouped(self) -> Iterator[Step | Run]:
        for sure, grouped in groupby(self._steps, key=lambda step: step.when is None):
            steps = tuple(grouped)
            if not sure:
                yield from steps
                continue
            each = [_gaps(step.range, sure=True) for step in steps if step.needed]
            gaps = sum(least for least, _ in each), sum(most for _, most in each)
            yield Run(steps, together((step.range.sure for step in steps), self.model.index), gaps)

    def _down_the_table(self, seen: AbstractState, scenarios: Sequence[Scenario]) -> Sequence[Look]:
        model, index = self.model, self.model.index
        seen.memo = [None] * model.rulebook.names
        weigh(model, seen)
        worth = seen.values[index.worth] = model.worth.masks(seen)
        seen.values[index.priority] = model.priority.masks(seen)
        for number, scenario in enumerate(scenarios):
            if scenario.worth >= 0:
                for rank in range(len(worth)):
                    if not scenario.worth >> rank & 1:
                        worth[rank] &= ~(1 << number)
        left = worth[0] | worth[1] | worth[2]
        fired: list[tuple[Ruled, int]] = []
        for rule in self._rules:
            met, unmet = rule.node.test(seen)
            if met & left:
                fired.append((rule, met & left))
                left &= ~met | unmet
                if not left:
                    break
        return [_look(fired, seen, 1 << number) for number in range(len(scenarios))]

    @cached_property
    def stays_open(self) -> Mapping[int, Range]:
        """Every open question narrowed to staying open: the decision as it stands."""
        return {place: one.stays_open for place, one in self.open.items()}

    def movers(self, wanted: Reach) -> tuple[Open, ...]:
        """The open questions whose answers can move any of this, also through other questions that they open."""
        found = self._movers.get(wanted)
        if found is None:
            reach = self._with_paths(self._with_combinations(wanted))
            found = self._movers[wanted] = tuple(
                one for one in self.open.values() if one.range.reach.meets(reach) or (reach.gate and one.asked.needed)
            )
        return found

    def _with_combinations(self, wanted: Reach) -> Reach:
        for one in self.model.combined:
            if one.moved.reach.causes & wanted.causes:
                wanted |= one.node.reach
        return wanted

    @cached_property
    def _conditional(self) -> Sequence[tuple[Reach, bool, Reach]]:
        """Of each question that may not apply: what it moves, whether the gate needs it, and what decides on it."""
        whens = ((step, step.when) for step in self._steps if step.when is not None)
        return [(step.range.reach, step.needed, self._with_combinations(when.reach)) for step, when in whens]

    def _with_paths(self, wanted: Reach) -> Reach:
        """And whatever decides whether a question that moves it applies, until nothing new is found."""
        while True:
            reach = wanted
            for moved, needed, decisive in self._conditional:
                if moved.meets(reach) or (reach.gate and needed):
                    reach |= decisive
            if reach == wanted:
                return reach
            wanted = reach


def _look(fired: Sequence[tuple[Ruled, int]], seen: AbstractState, scenario: int) -> Look:
    rules = tuple(rule for rule, mask in fired if mask & scenario)
    outcomes = 0
    for rule in rules:
        outcomes |= rule.outcome
    return Look(outcomes, rules, seen, scenario)


def _answered(seen: AbstractState, step: Step, answers: Range, mask: int, unmet: int) -> None:
    """What these answers move where the question applies for certain, and where it may apply."""
    for sure, each in ((True, mask & ~unmet), (False, mask & unmet)):
        if each:
            seen.take(answers.sure if sure else answers.maybe, each)
            if step.needed:
                seen.gaps = seen.shifted(seen.gaps, *_gaps(answers, sure=sure), each)


def _gaps(answers: Range, *, sure: bool) -> tuple[int, int]:
    """How many open questions of the gate a question that it needs comes to, at least and at most."""
    return (1 if answers.gets == OPEN and sure else 0), (0 if answers.gets == ANSWERED else 1)
