"""What the answers tell us, by name: the path, the facts, and the evidence for and against each cause."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.bank.shape import UNKNOWN, Status, Strength
from orderless.interview.answers import Answer, State
from orderless.rules.evaluate import Evaluation, Evaluator, evaluator_of
from orderless.rules.index import STATUSES
from orderless.rules.trace import Signal, Trace

__all__ = ["CauseEvidence", "Evidence", "weigh"]


class CauseEvidence:
    """What one cause comes to: its status and signed weight; `signals` are all that speaks for and against it."""

    __slots__ = ("_trace", "cause", "status", "weight")

    def __init__(self, cause: str, status: Status, weight: int, trace: Trace) -> None:
        self.cause = cause
        self.status = status
        self.weight = weight
        self._trace = trace

    @property
    def signals(self) -> tuple[Signal, ...]:
        """Everything that speaks for or against it."""
        return tuple(signal for signal in self._trace.signals if signal.cause == self.cause)

    @property
    def mixed(self) -> bool:
        """Whether a good deal speaks on both sides (at least 2 each)."""
        sides = [sum(s.weight for s in self.signals if s.toward == side) for side in ("supports", "against")]
        return sides[0] >= 2 and sides[1] <= -2


class Evidence:
    """What the answers on the path come to. `answers` are those that count."""

    def __init__(self, evaluator: Evaluator, found: Evaluation) -> None:
        self.knowledge: Knowledge = evaluator.rulebook.knowledge
        self._evaluator = evaluator
        self._index = evaluator.rulebook.index
        self._found = found
        self.path: tuple[str, ...] = found.path
        self.answers: dict[str, Answer] = found.answers

    @cached_property
    def trace(self) -> Trace:
        """What everything rests on."""
        return Trace(self._evaluator, self._found)

    @cached_property
    def facts(self) -> dict[str, str]:
        """The value of each fact that is set."""
        index, values, blank = self._index, self._found.values, self._evaluator.blank
        return {
            fact: index.values[slot][values[slot].bit_length() - 1]
            for fact, slot in index.facts.items()
            if values[slot] != blank[slot] and fact not in JUDGEMENTS
        }

    @property
    def fact_from(self) -> dict[str, tuple[str, ...]]:
        """For each fact that is set, the questions whose answers gave it the value that stands."""
        return self.trace.fact_from

    @cached_property
    def numbers(self) -> dict[str, float]:
        """The number answered to each question that has one."""
        held = ((name, self._found.numbers[slot]) for name, slot in self._index.amounts.items())
        return {name: number for name, number in held if number is not None}

    @property
    def signals(self) -> tuple[Signal, ...]:
        """What single answers say for and against causes."""
        return self.trace.answer_signals

    @cached_property
    def causes(self) -> dict[str, CauseEvidence]:
        """What each cause comes to, in the order to look in."""
        values, numbers, trace = self._found.values, self._found.numbers, self.trace
        status, weight = self._index.statuses, self._index.weights
        return {
            cause: CauseEvidence(
                cause, STATUSES[values[status + place].bit_length() - 1], int(numbers[weight + place] or 0), trace
            )
            for cause, place in self._index.causes.items()
        }

    def cause(self, cause: str) -> CauseEvidence:
        """What speaks for and against this cause."""
        return self.causes[cause]

    def status(self, cause: str) -> Status:
        """The status of this cause."""
        return self.causes[cause].status

    def fact(self, name: str) -> str:
        """The value of a fact or judgement, or `unknown`."""
        slot = self._index.facts.get(name)
        return UNKNOWN if slot is None else self._index.value(slot, self._found.values[slot])

    def number(self, name: str) -> float | None:
        """The number answered to this question, if any."""
        slot = self._index.amounts.get(name)
        return None if slot is None else self._found.numbers[slot]

    def answer_strengths(self, cause: str) -> Iterator[Strength]:
        """How strongly single answers support this cause."""
        return (one.strength for one in self.signals if one.cause == cause and one.toward == "supports")


def weigh(knowledge: Knowledge, state: State) -> Evidence:
    """The evidence in the answers of this state. Only answered questions on the path count."""
    evaluator = evaluator_of(knowledge)
    return Evidence(evaluator, evaluator.evaluate(state))
