"""Look for interviews that end in each rule: from those that were reached already, change one answer at a time.

The search is a climb, and the same one each time. A changed answer is kept if the state comes no further from the
condition, or only a little. It finds most of what can be reached, and proves nothing about the rest.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from orderless.authoring.logic import Logic
from orderless.bank.answer_types.base import keys_of
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
    StrongestAnswer,
    Tree,
    names,
    walk,
)
from orderless.bank.knowledge import FLAGS, JUDGEMENTS, Knowledge, effects_of
from orderless.bank.questions import Choice, Question
from orderless.bank.shape import Strength
from orderless.decision.case import Case, holds
from orderless.interview.answers import Answer, State

__all__ = ["TRIES", "unreached"]

TRIES = 2_000
"""Interviews that are tried for one rule before it is given up."""

_CLIMB = 500  # after so many changes a climb starts again from somewhere else
_SEED = 7
_SLACK = 0.15  # a climb may step down by so much, seldom, so that it does not stay on the first hill
_BLOCKED = 0.3
"""What a state loses in score if a rule above decides it; less than any whole part of a short condition."""


def unreached(knowledge: Knowledge) -> Sequence[int]:
    """The places of the rules for which no interview was found, without rules that are proved impossible."""
    return _Search(knowledge).run()


@dataclass
class _Found:
    """A state, how near it is to the wanted rule, the place of the rule that decides it, and what it leaves open."""

    state: State
    score: float
    rule: int
    open: Sequence[str]


class _Search:
    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.dice = random.Random(_SEED)
        self.rules = knowledge.decision.rules
        self.answers = {question.id: tuple(_answers(knowledge, question)) for question in knowledge.questions.values()}
        self.reached: dict[int, State] = {}

    def run(self) -> Sequence[int]:
        logic, whens = Logic(self.knowledge), [rule.when for rule in self.rules]
        missed = []
        for i, when in enumerate(whens):
            if i not in self.reached and not logic.impossible(when, never=whens[:i]) and not self._find(i):
                missed.append(i)
        return [i for i in missed if i not in self.reached]

    def _find(self, rule: int) -> bool:
        wanted = self._bearing_on(self.rules[rule].when)
        told = State(directed=_named(self.rules[rule].when, "directed"))
        reached = [*reversed(self.reached.values())]
        starts = itertools.cycle((*reached[:2], told, *reached[2:4], self._full()))
        for _ in range(TRIES // _CLIMB):
            here = self._look(next(starts), rule)
            for _ in range(_CLIMB):
                if here.rule == rule:
                    return True
                there = self._look(self._changed(here, wanted), rule)
                here = there if there.score >= here.score - _SLACK * self.dice.random() ** 3 else here
        return False

    def _full(self) -> State:
        """An interview in which everything was asked and answered at random."""
        return State(answers={question: self.dice.choice(some) for question, some in self.answers.items()})

    def _look(self, state: State, rule: int) -> _Found:
        case = Case.of(self.knowledge, state)
        fired = next(i for i, row in enumerate(self.rules) if holds(row.when, case))
        self.reached.setdefault(fired, state)
        near = _near(self.rules[rule].when, case)
        if fired < rule:
            near -= _BLOCKED * (2 - _near(self.rules[fired].when, case, wanted=False))
        asked = (question for item in case.must_know_open for question in item.ask)
        return _Found(state, near, fired, [q for q in (*asked, *case.gate_open) if q in self.answers])

    def _changed(self, here: _Found, wanted: Sequence[str]) -> State:
        state = here.state
        pools = [pool for pool in (wanted, wanted, here.open, tuple(self.answers)) if pool]
        question = self.dice.choice(self.dice.choice(pools))
        rest = {key: answer for key, answer in state.answers.items() if key != question}
        if question in state.answers and self.dice.random() < 0.3:
            return replace(state, answers=rest)
        return replace(state, answers={**rest, question: self.dice.choice(self.answers[question])})

    def _bearing_on(self, condition: Tree) -> Sequence[str]:
        """The questions whose answers this condition looks at, also through the names in it."""
        facts, causes, flags = set[str](), set[str](), set[str]()
        numbers = set[str]()
        self._names(condition, {"fact": facts, "cause": causes, "derived": flags, "number": numbers})
        whole = bool(flags & set(FLAGS))
        book = self.knowledge.decision
        if "worth" in facts:
            numbers |= {book.worth.cases, book.worth.cost, book.worth.fix}
        if "priority" in facts:
            facts |= {factor.fact for factor in book.priority.factors}
        return tuple(
            question.id
            for question in self.knowledge.questions.values()
            if question.id in numbers
            or (whole and question.core)
            or any(facts & set(e.sets) or causes & {*e.supports, *e.against} for e in effects_of(question))
        )

    def _names(self, condition: Tree, found: Mapping[str, set[str]]) -> None:
        derived = self.knowledge.decision.derived
        for node in walk(condition):
            if isinstance(node, Count | StrongestAnswer):
                found["cause"].update(_members(node.among, self.knowledge))
        for used in names(condition):
            if used.kind == "derived" and used.name in derived and used.name not in found["derived"]:
                found["derived"].add(used.name)
                self._names(derived[used.name], found)
            found[used.kind].add(used.name)


def _answers(knowledge: Knowledge, question: Question) -> Iterator[Answer]:
    """Answers of every kind that this question takes."""
    for value in question.kind.to_try(question):
        choices = [question.choices[key] for key in keys_of(value) if key in question.choices]
        yield from (Answer("answered", value, causes) for causes in _to_name(knowledge, choices))


def _to_name(knowledge: Knowledge, choices: Sequence[Choice]) -> Iterator[tuple[str, ...]]:
    """Each cause that can be named with one of these choices, one at a time; no cause if none asks for one."""
    families = {choice.tag.family for choice in choices if choice.tag is not None}
    if not families:
        yield ()
    yield from ((cause.id,) for cause in knowledge.causes.causes if families & {"any", cause.family})


def _members(among: Among, knowledge: Knowledge) -> Sequence[str]:
    return among.causes or tuple(c.id for c in knowledge.causes.causes if among.family in (None, c.family))


def _answered_so(cause: str, strength: Strength, case: Case) -> int:
    """How many single answers support this cause at least so strongly."""
    scale = case.knowledge.causes.scale
    return sum(scale[one] >= scale[strength] for one in case.answer_strengths(cause))


def _named(condition: Tree, flag: str) -> bool:
    return any(used.name == flag for used in names(condition))


def _near(condition: Tree, case: Case, wanted: bool = True) -> float:
    """How near this condition is to being met: 0 to 1, where 1 is met."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            each = [_near(part, case, wanted) for part in parts]
            together = isinstance(condition, AllOf) is wanted
            return (sum(each) / len(each) if together else max(each)) if each else float(wanted)
        case Not(part):
            return _near(part, case, not wanted)
        case Holds(name, meant):
            return _near_name(name, case, meant is wanted)
        case Count(_, statuses, at_least, None) if wanted and at_least:
            return _share_of_count(condition, statuses, at_least, case)
        case StrongestAnswer(among, strength) if not wanted:
            return 1 / (1 + sum(_answered_so(cause, strength, case) for cause in _members(among, case.knowledge)))
        case CauseIs(cause, statuses) if wanted and "supported" in statuses:
            least = case.knowledge.causes.status["supported"]
            return 1.0 if holds(condition, case) else max(0.0, min(0.9, case.evidence.cause(cause).weight / least))
        case Known(facts) if wanted:
            return sum(case.fact(fact) != "unknown" for fact in facts) / len(facts)
        case FactIs(fact, _) if fact in JUDGEMENTS:
            return 1.0 if holds(condition, case) is wanted else 0.2
        case _:
            return float(holds(condition, case) is wanted)


def _near_name(name: str, case: Case, wanted: bool) -> float:
    if name in FLAGS:
        missing = {"gate_met": case.gate_open, "must_know_met": case.must_know_open}.get(name, ())
        met = holds(Holds(name), case)
        return 1 / (1 + len(missing)) if wanted and missing else float(met is wanted)
    return _near(case.knowledge.decision.derived[name], case, wanted)


def _share_of_count(condition: Count, statuses: Sequence[str], at_least: float, case: Case) -> float:
    """How near the wanted number of causes is, by the weights of the nearest ones."""
    if holds(condition, case):
        return 1.0
    members = _members(condition.among, case.knowledge)
    goal = case.knowledge.causes.status["supported"] if "supported" in statuses else 1
    near = sorted((min(1.0, abs(case.evidence.cause(cause).weight) / goal) for cause in members), reverse=True)
    return min(0.9, sum(near[: int(at_least)]) / max(1, at_least))
