"""Weigh the answers: which questions are on the path, what facts they set, what they say for and against each cause.

One pass in the author's order settles the path, so the order in which answers were given never matters. An answer to
a question that is not on the path is left out, and counts again when its branch reopens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from orderless.bank.conditions import Tree
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Effects, Question
from orderless.bank.rules import Combination
from orderless.bank.shape import UNKNOWN, Status, Strength, Toward
from orderless.evidence.conditions import holds, rests_on
from orderless.interview.answers import Answer, State

__all__ = ["CauseEvidence", "Evidence", "Signal", "weigh"]


class Signal(NamedTuple):
    """One thing that speaks for or against a cause: the answer to `question`, or facts together (`combination`)."""

    cause: str
    toward: Toward
    strength: Strength
    weight: int  # signed
    question: str | None = None
    combination: Combination | None = None


class CauseEvidence(NamedTuple):
    """All that speaks for and against one cause, and what it comes to."""

    cause: str
    status: Status
    weight: int
    signals: tuple[Signal, ...] = ()

    @property
    def mixed(self) -> bool:
        """Whether a good deal speaks on both sides (at least 2 each)."""
        sides = [sum(s.weight for s in self.signals if s.toward == side) for side in ("supports", "against")]
        return sides[0] >= 2 and sides[1] <= -2


@dataclass(frozen=True)
class Evidence:
    """What the answers on the path come to: facts, numbers, signals, and with them the status of each cause.

    `fact_from` holds the questions whose answers gave a fact the value that stands.
    """

    knowledge: Knowledge
    path: tuple[str, ...] = ()
    answers: dict[str, Answer] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    fact_from: dict[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    signals: list[Signal] = field(default_factory=list)
    causes: dict[str, CauseEvidence] = field(default_factory=dict)

    def fact(self, name: str) -> str:
        """The value of a fact, or `unknown`."""
        return self.facts.get(name, UNKNOWN)

    def cause(self, cause: str) -> CauseEvidence:
        """What speaks for and against this cause."""
        return self.causes[cause] if cause in self.causes else self.add_up(cause, self.all_signals())

    def add_up(self, cause: str, signals: Iterable[Signal]) -> CauseEvidence:
        """What all these signals say for and against this cause."""
        mine = tuple(signal for signal in signals if signal.cause == cause)
        supporting = sum(signal.weight for signal in mine if signal.toward == "supports")
        opposing = sum(signal.weight for signal in mine if signal.toward == "against")
        status = self.knowledge.causes.status_of(supporting, opposing)
        return CauseEvidence(cause, status, supporting + opposing, mine)

    def all_signals(self) -> Iterator[Signal]:
        """What single answers say, and what facts say together."""
        yield from self.signals
        for combination in self.knowledge.decision.combine:
            if holds(combination.when, self):
                yield from _signals(self.knowledge, combination, combination=combination)

    def status(self, cause: str) -> Status:
        """The status of this cause."""
        return self.cause(cause).status

    def number(self, name: str) -> float | None:
        """The number answered to this question, if any."""
        return self.numbers.get(name)

    def named(self, name: str) -> bool:
        """Whether a named condition holds on the facts and causes."""
        return holds(self.knowledge.decision.derived[name], self)

    def answer_strengths(self, cause: str) -> Iterator[Strength]:
        """How strongly single answers support this cause."""
        return (signal.strength for signal in self.signals if signal.cause == cause and signal.toward == "supports")

    def behind_fact(self, name: str) -> tuple[str, ...]:
        """The questions whose answers gave a fact its value."""
        return self.fact_from.get(name, ())

    def behind_cause(self, cause: str) -> Iterator[str]:
        """The questions whose answers speak for or against a cause, directly or through facts together."""
        for signal in self.cause(cause).signals:
            if signal.question is not None:
                yield signal.question
            elif signal.combination is not None:
                yield from rests_on(signal.combination.when, self)

    def behind_name(self, name: str) -> Tree | None:
        """The condition behind a name."""
        return self.knowledge.decision.derived.get(name)


def _signals(
    knowledge: Knowledge,
    moved: Effects | Combination,
    *,
    question: str | None = None,
    combination: Combination | None = None,
) -> Iterator[Signal]:
    scale = knowledge.causes.scale
    for cause, strength in moved.supports.items():
        yield Signal(cause, "supports", strength, scale[strength], question, combination)
    for cause, strength in moved.against.items():
        yield Signal(cause, "against", strength, -scale[strength], question, combination)


def _tagged(knowledge: Knowledge, question: Question, answer: Answer) -> Iterator[Signal]:
    """The causes that the consultant named with a choice."""
    for key in answer.keys:
        tag = question.choices[key].tag if key in question.choices else None
        if tag is not None:
            weight = knowledge.causes.scale[tag.strength] * (1 if tag.toward == "supports" else -1)
            yield from (Signal(cause, tag.toward, tag.strength, weight, question.id) for cause in answer.causes)


def _take(evidence: Evidence, question: Question, answer: Answer) -> None:
    """Add one answer on the path to the evidence."""
    evidence.answers[question.id] = answer
    amount = question.kind.amount(answer.value)
    if amount is not None:
        evidence.numbers[question.id] = amount
    for effects in question.kind.evidence(question, answer.value):
        evidence.signals.extend(_signals(evidence.knowledge, effects, question=question.id))
        for fact, value in effects.sets.items():
            _set(evidence, fact, value, question.id)
    evidence.signals.extend(_tagged(evidence.knowledge, question, answer))


def _set(evidence: Evidence, fact: str, value: str, question: str) -> None:
    """Set a fact; where answers differ, the value declared first (the worst) stands."""
    order = evidence.knowledge.decision.facts[fact]
    held = evidence.facts.get(fact)
    if held is None or order.index(value) < order.index(held):
        evidence.facts[fact] = value
        evidence.fact_from[fact] = (question,)
    elif held == value and question not in evidence.fact_from[fact]:
        evidence.fact_from[fact] = (*evidence.fact_from[fact], question)


def weigh(knowledge: Knowledge, state: State) -> Evidence:
    """The evidence in the answers of this state. Only answered questions on the path count."""
    evidence = Evidence(knowledge)
    path: list[str] = []
    for question in knowledge.questions.values():
        if question.when is not None and not holds(question.when, evidence):
            continue
        path.append(question.id)
        answer = state.answers.get(question.id)
        if question.role == "request" and state.request:
            answer = Answer("answered", state.request)
        if answer is not None and answer.state == "answered":
            _take(evidence, question, answer)
    signals = tuple(evidence.all_signals())
    causes = {cause: evidence.add_up(cause, signals) for cause in knowledge.cause}
    return replace(evidence, path=tuple(path), causes=causes)
