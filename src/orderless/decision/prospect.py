"""One interview with all that can still come of it.

A look goes once through the questions in the author's order, as `evidence.weigh` does, with ranges in place of answers,
and then down the table: a rule that cannot be met is skipped, one that must be met ends it, any other may be the one.
This is sound, because every step allows at least what some answers in the ranges lead to: so what a look finds can be
too much, and never too little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from orderless.bank.questions import Question
from orderless.decision.places import Reached
from orderless.decision.ranges import Range, range_of_answer
from orderless.decision.reckoner import Asked, Reckoner, Ruled, staying_open
from orderless.decision.sightings import Sightings
from orderless.decision.three_valued import MET, UNMET
from orderless.decision.way import Step, Way
from orderless.interview.answers import Answer, State

__all__ = ["Look", "Prospect", "counting_answer"]


class Look(NamedTuple):
    """What a look found: outcomes as bits, the rules that can fire in the order of the table, and what it saw."""

    outcomes: int
    rules: tuple[Ruled, ...]
    seen: Sightings


class Prospect:
    """One state: what is answered for good, and what every other question can still become.

    `open` are the questions without an answer, by place; `root` the look with nothing narrowed. `as_it_stands` leaves
    what is open without an answer, and every answer free to be looked at otherwise.
    """

    def __init__(self, reckoner: Reckoner, state: State, *, as_it_stands: bool = False) -> None:
        self.reckoner = reckoner
        self.open: dict[int, Asked] = {}
        self._directed = MET if state.directed else UNMET
        self._movers: dict[Reached, tuple[Asked, ...]] = {}
        self._rules: Sequence[Ruled] = reckoner.rules
        way = Way(reckoner, tuple(self._steps(state, as_it_stands=as_it_stands)))
        seen = Sightings(reckoner.places, self._directed)
        applies = way.applies(seen)
        self.root = self._down_the_table(seen)
        self._way = (way if as_it_stands else self._narrowed(way, applies)).grouped()

    def _steps(self, state: State, *, as_it_stands: bool) -> Iterator[Step]:
        for asked in self.reckoner.asked:
            answer = counting_answer(asked.question, state)
            if answer is not None:
                answers = range_of_answer(asked.question, answer, self.reckoner.places)
            else:
                self.open[asked.place] = asked
                answers = staying_open(asked) if as_it_stands else asked.range
            yield Step(asked.place, asked.when, asked.counts, asked.needed, answers)

    def _narrowed(self, way: Way, applies: Mapping[int, int]) -> Way:
        """What is decided now stays decided whatever is answered: leave it out of every further look."""
        for place in [place for place in self.open if applies[place] == UNMET]:
            del self.open[place]
        self._rules = self.root.rules
        kept = (step for step in way.steps if applies[step.place] != UNMET)
        return Way(self.reckoner, (s._replace(when=None) if applies[s.place] == MET else s for s in kept))

    def look(self, narrowed: Mapping[int, Range], worth: int = -1) -> Look:
        """Which outcomes and rules are possible when these questions (by place) are narrowed to these ranges.

        `worth` (bits) narrows the judgement of worth itself.
        """
        seen = Sightings(self.reckoner.places, self._directed)
        self._way.walk(seen, narrowed)
        return self._down_the_table(seen, worth)

    def _down_the_table(self, seen: Sightings, worth: int = -1) -> Look:
        reckoner = self.reckoner
        seen.memo = [0] * reckoner.memo_size
        reckoner.weigh(seen)
        seen.facts[-2] = reckoner.worth.bits(seen) & worth
        seen.facts[-1] = reckoner.priority.bits(seen.facts)
        if not seen.facts[-2]:
            return Look(0, (), seen)
        outcomes, rules = 0, []
        for rule in self._rules:
            met = rule.node.test(seen)
            if met & MET:
                outcomes |= rule.outcome
                rules.append(rule)
                if met == MET:
                    break
        return Look(outcomes, tuple(rules), seen)

    @cached_property
    def stays_open(self) -> Mapping[int, Range]:
        """Every open question narrowed to staying open: the decision as it stands."""
        return {place: staying_open(asked) for place, asked in self.open.items()}

    def movers(self, wanted: Reached) -> tuple[Asked, ...]:
        """The open questions whose answers can move any of this, also through other questions that they open."""
        found = self._movers.get(wanted)
        if found is None:
            reach = self._with_paths(self._with_combinations(wanted))
            found = self._movers[wanted] = tuple(
                asked for asked in self.open.values() if asked.range.reach.meets(reach) or (reach.gate and asked.needed)
            )
        return found

    def _with_combinations(self, wanted: Reached) -> Reached:
        for node, weights in self.reckoner.combine:
            if any(cause in wanted.causes for cause, _, _ in weights):
                wanted |= node.reach
        return wanted

    def _with_paths(self, wanted: Reached) -> Reached:
        """And whatever decides whether a question that moves it applies, until nothing new is found."""
        steps = [step for step in self._way.steps if step.when is not None]
        while True:
            reach = wanted
            for step in steps:
                if step.range.reach.meets(reach) or (reach.gate and step.needed):
                    reach |= self._with_combinations(step.when.reach if step.when is not None else Reached())
            if reach == wanted:
                return reach
            wanted = reach


def counting_answer(question: Question, state: State) -> Answer | None:
    """The answer that the evidence takes, if there is one."""
    if question.role == "request" and state.request:
        return Answer("answered", state.request)
    answer = state.answers.get(question.id)
    return answer if answer is not None and answer.state == "answered" else None
