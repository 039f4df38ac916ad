"""One interview with all that can still come of it.

A look goes once through the questions in the author's order, as `rules.evaluate` does, with ranges in place of answers.
Then it goes down the table: a rule that cannot be met is skipped, a rule that must be met ends the look, and any other
rule may be the one that decides. This is sound, because every step allows at least what any answers in the ranges lead
to: a look can find too much, and never too little. A look takes many scenarios at once, each with some questions
narrowed.

What the first look finds decided stays decided, whatever is narrowed later. So every further look leaves it out: rules
that cannot fire, parts of conditions that are decided, and questions that do not apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from orderless.interview.answers import State
from orderless.lookahead.abstract_state import AbstractState, Span
from orderless.lookahead.answer_ranges import ANSWERED, OPEN, Range
from orderless.lookahead.effects import Effects, Reach, together
from orderless.lookahead.model import Model, Open, Ruled, weigh
from orderless.lookahead.range_terms import Node, simplified
from orderless.rules.evaluate import counting_answer, evaluator_of
from orderless.rules.terms import Index

__all__ = ["Analysis", "Look", "Scenario"]


class Scenario(NamedTuple):
    """Questions (by place), each narrowed to a range; and the values (as bits) that the judgement of worth may have."""

    narrowed: Mapping[int, Range]
    worth: int = -1


class Look(NamedTuple):
    """What a look found in one scenario: outcomes as bits. `seen` is of all scenarios, `scenario` the mask of this."""

    outcomes: int
    fired: Sequence[tuple[Ruled, int]]
    seen: AbstractState
    scenario: int

    @property
    def rules(self) -> Iterator[Ruled]:
        """The rules that can fire, in the order of the table."""
        return (rule for rule, mask in self.fired if mask & self.scenario)


class Step(NamedTuple):
    """One question of a look. `when`: None if it surely applies; `counts`: whether that depends on causes.

    `always`: its answer counts whether it applies or not; only whether the gate needs it depends on that.
    """

    place: int
    when: Node | None
    counts: bool
    always: bool
    needed: bool
    range: Range


class Run:
    """Questions that follow each other and surely apply. No condition lies between them, so their order is free."""

    def __init__(self, steps: Sequence[Step], index: Index) -> None:
        self.steps = steps
        self._index = index
        self._joined: dict[tuple[int, ...], tuple[Effects, Span]] = {}

    def without(self, places: tuple[int, ...]) -> tuple[Effects, Span]:
        """What all questions but these move together, and how many open questions of the gate they add."""
        found = self._joined.get(places)
        if found is None:
            steps = [step for step in self.steps if step.place not in places]
            each = [_gaps(step.range, sure=True) for step in steps if step.needed]
            gaps = sum(least for least, _ in each), sum(most for _, most in each)
            found = self._joined[places] = together((step.range.sure for step in steps), self._index), gaps
        return found


class Analysis:
    """One state: what is answered for good, and what every other question can still become.

    `open` are the questions without an answer, by place; `root` is the look with nothing narrowed. With `as_it_stands`,
    open questions stay open, and a look may narrow an answered question to another answer.
    """

    def __init__(self, model: Model, state: State, *, as_it_stands: bool = False) -> None:
        self.model = model
        self.open: dict[int, Open] = {}
        self._state = state
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
            yield Step(one.place, one.when, one.asked.counts, one.asked.always, one.asked.needed, answers)

    def _leave_out(self, applies: Mapping[int, tuple[int, int]]) -> None:
        """Leave out what the first look found decided."""
        always = {step.place for step in self._steps if step.always}
        never = {place for place, (met, _) in applies.items() if not met} - always
        self.open = {place: one for place, one in self.open.items() if place not in never}
        seen, known = self.root.seen, dict[int, Node]()
        self._rules = tuple(rule._replace(node=simplified(rule.node, seen, known)) for rule in self.root.rules)
        self.root = self.root._replace(fired=[(rule, self.root.scenario) for rule in self._rules])
        kept = (step for step in self._steps if step.place not in never)
        self._steps = tuple(step if applies[step.place][1] else step._replace(when=None) for step in kept)

    def look(self, narrowed: Mapping[int, Range]) -> Look:
        """What is possible when these questions (by place) are narrowed to these ranges."""
        return self.looks([Scenario(narrowed)])[0]

    def looks(self, scenarios: Sequence[Scenario]) -> Sequence[Look]:
        """What is possible in each of these scenarios."""
        seen = self.model.blank(directed=self._state.directed, scenarios=len(scenarios))
        narrowed: dict[int, dict[Range, int]] = {}
        for number, scenario in enumerate(scenarios):
            for place, answers in scenario.narrowed.items():
                masks = narrowed.setdefault(place, {})
                masks[answers] = masks.get(answers, 0) | 1 << number
        for part in self._parts:
            if isinstance(part, Step):
                self._take(seen, part, narrowed.get(part.place, {}).items())
            else:
                self._take_run(seen, part, narrowed)
        return self._down_the_table(seen, scenarios)

    def _take(self, seen: AbstractState, step: Step, narrowed: Iterable[tuple[Range, int]]) -> tuple[int, int]:
        """Take one question. Returns the scenarios in which it can apply, and those in which it can fail to apply."""
        met, unmet = seen.all, 0
        if step.when is not None:
            if step.counts:
                weigh(self.model, seen)
            met, unmet = step.when.test(seen)
        if not met and not step.always:
            return met, unmet
        left = seen.all
        for answers, mask in narrowed:
            left &= ~mask
            _answered(seen, step, answers, mask, met, unmet)
        _answered(seen, step, step.range, left, met, unmet)
        return met, unmet

    def _take_run(self, seen: AbstractState, run: Run, narrowed: Mapping[int, Mapping[Range, int]]) -> None:
        """Take a run: first the questions that no scenario narrows, which is quick, then those that some narrow."""
        inside = [step for step in run.steps if step.place in narrowed]
        moved, gaps = run.without(tuple(step.place for step in inside))
        seen.take(moved, seen.all)
        if gaps[1]:
            seen.gaps = seen.shifted(seen.gaps, *gaps, seen.all)
        for step in inside:
            self._take(seen, step, narrowed[step.place].items())

    def _grouped(self) -> Iterator[Step | Run]:
        for sure, grouped in groupby(self._steps, key=lambda step: step.when is None):
            steps = tuple(grouped)
            if sure:
                yield Run(steps, self.model.index)
            else:
                yield from steps

    def _down_the_table(self, seen: AbstractState, scenarios: Sequence[Scenario]) -> Sequence[Look]:
        model, index = self.model, self.model.index
        seen.memo = [None] * len(model.rulebook.named)
        weigh(model, seen)
        worth = seen.values[index.worth] = model.worth.masks(seen)
        seen.values[index.priority] = model.priority.masks(seen)
        _narrow(worth, scenarios)
        left = worth[0] | worth[1] | worth[2]
        fired: list[tuple[Ruled, int]] = []
        for rule in self._rules:
            met, unmet = rule.node.test(seen)
            if met & left:
                fired.append((rule, met & left))
                left &= ~met | unmet
                if not left:
                    break
        return [Look(found, fired, seen, 1 << number) for number, found in enumerate(_outcomes(fired, len(scenarios)))]

    @cached_property
    def as_it_stands(self) -> int:
        """The outcome (as a bit) where every open question stays open: what deciding now comes to."""
        evaluator = evaluator_of(self.model.rulebook.knowledge)
        place, _ = evaluator.rule(evaluator.evaluate(self._state))
        return self.model.rules[place].outcome

    @cached_property
    def asks(self) -> tuple[Open, ...]:
        """The open questions that apply, and that a yes or no as it stands still asks: whom a requirement covers."""
        knowledge = self.model.rulebook.knowledge
        evaluator = evaluator_of(knowledge)
        found = evaluator.evaluate(self._state)
        _, rule = evaluator.rule(found)
        if knowledge.decision.outcomes[rule.outcome].response == "not_yet":
            return ()
        wanted = [question for question in rule.ask if question in found.path]
        return tuple(one for one in self.open.values() if one.question.id in wanted)

    @property
    def stays_open(self) -> Mapping[int, Range]:
        """Every open question narrowed to staying open."""
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
            if one.causes & wanted.causes:
                wanted |= one.node.reach
        return wanted

    @cached_property
    def _conditional(self) -> Sequence[tuple[Reach, bool, Reach]]:
        """For each question that may not apply: what it moves, whether the gate needs it, and what decides on it."""
        whens = ((step, step.when) for step in self._steps if step.when is not None)
        return [(step.range.reach, step.needed, self._with_combinations(when.reach)) for step, when in whens]

    def _with_paths(self, wanted: Reach) -> Reach:
        """Add whatever decides whether a question applies that can move what is wanted, until nothing new is found."""
        while True:
            reach = wanted
            for moved, needed, decisive in self._conditional:
                if moved.meets(reach) or (reach.gate and needed):
                    reach |= decisive
            if reach == wanted:
                return reach
            wanted = reach


def _narrow(worth: list[int], scenarios: Sequence[Scenario]) -> None:
    """Leave each scenario the values of worth that it allows."""
    for number, scenario in enumerate(scenarios):
        for rank in range(len(worth)):
            if not scenario.worth >> rank & 1:
                worth[rank] &= ~(1 << number)


def _outcomes(fired: Sequence[tuple[Ruled, int]], scenarios: int) -> Sequence[int]:
    """For each scenario the outcomes that are possible, as bits."""
    masks: dict[int, int] = {}
    for rule, mask in fired:
        masks[rule.outcome] = masks.get(rule.outcome, 0) | mask
    found = [0] * scenarios
    for outcome, mask in masks.items():
        for number in range(scenarios):
            if mask >> number & 1:
                found[number] |= outcome
    return found


def _answered(seen: AbstractState, step: Step, answers: Range, mask: int, met: int, unmet: int) -> None:
    """Add what these answers move: where the question applies for certain, and where it only may apply."""
    if step.always and mask:
        seen.take(answers.sure, mask)
    for sure, each in ((True, mask & met & ~unmet), (False, mask & met & unmet)):
        if each:
            if not step.always:
                seen.take(answers.sure if sure else answers.maybe, each)
            if step.needed and answers.gets != ANSWERED:
                seen.gaps = seen.shifted(seen.gaps, *_gaps(answers, sure=sure), each)


def _gaps(answers: Range, *, sure: bool) -> tuple[int, int]:
    """How many open questions a question that the gate needs adds to the gate, at least and at most: 0 or 1."""
    return (1 if answers.gets == OPEN and sure else 0), (0 if answers.gets == ANSWERED else 1)
