"""What a result rests on, worked out only when asked; and what the answers tell us, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, assert_never

from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.bank.questions import Effects, Question
from orderless.bank.rules import Combination
from orderless.bank.shape import UNKNOWN, Status, Strength, Toward
from orderless.interview.answers import Answer, State
from orderless.rules.evaluate import Evaluation, Evaluator, evaluator_of
from orderless.rules.terms import (
    STATUSES,
    All,
    Any,
    CountBetween,
    NotTerm,
    NumberBetween,
    Once,
    Term,
    ValueIn,
    number_slots,
)

__all__ = ["CauseEvidence", "Evidence", "Signal", "Trace", "weigh"]


class Signal(NamedTuple):
    """One thing that speaks for or against a cause: the answer to `question`, or facts together (`combination`)."""

    cause: str
    toward: Toward
    strength: Strength
    weight: int  # signed
    question: str | None = None
    combination: Combination | None = None


class Trace:
    """What stands behind one evaluation."""

    def __init__(self, evaluator: Evaluator, found: Evaluation) -> None:
        self._evaluator = evaluator
        self._book = evaluator.rulebook
        self._knowledge = self._book.knowledge
        self._found = found
        self._facts = tuple(self._book.index.facts)
        self._statuses, self._directed = self._book.index.statuses, self._book.index.directed
        self._known: dict[int, frozenset[str]] = {}

    @property
    def fact_from(self) -> dict[str, tuple[str, ...]]:
        """For each fact that is set, the questions whose answers gave it its value, in the order of the path."""
        each = {fact: self._behind(fact) for fact in self._knowledge.decision.facts}
        return {fact: questions for fact, questions in each.items() if questions}

    def _behind(self, fact: str) -> tuple[str, ...]:
        slot = self._book.index.facts[fact]
        stands, answers = (slot, self._found.values[slot]), self._found.answers
        return tuple(
            question
            for question in self._knowledge.setters.get(fact, ())
            if question in answers
            and any(stands in moves.sets for moves in self._book.asked_of[question].moves_of(answers[question]))
        )

    @cached_property
    def answer_signals(self) -> tuple[Signal, ...]:
        """What single answers say for and against causes, in the order of the path."""
        return tuple(
            signal
            for question, answer in self._found.answers.items()
            for signal in _signals_of_answer(self._knowledge, self._knowledge.questions[question], answer)
        )

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        """What single answers say, and what facts say together."""
        together = (
            signal
            for one in self._book.combined
            if self._evaluator.holds(one.when, self._found)
            for signal in _signals(self._knowledge, one.row, combination=one.row)
        )
        return (*self.answer_signals, *together)

    def behind_fact(self, name: str) -> tuple[str, ...]:
        """The questions whose answers gave a fact or judgement its value."""
        if name == "worth":
            return self._behind_worth()
        if name == "priority":
            known = (one for one in self._book.priority.factors if self._known_points(one.fact, one.points))
            return tuple(question for one in known for question in self.behind_fact(self._facts[one.fact]))
        return self._behind(name) if name in self._knowledge.decision.facts else ()

    def _known_points(self, fact: int, points: tuple[int | None, ...]) -> bool:
        return points[self._found.values[fact].bit_length() - 1] is not None

    def _behind_worth(self) -> tuple[str, ...]:
        book, worth = self._knowledge.decision.worth, self._found.worth
        if worth.break_even is not None:
            return (book.cases, book.cost, book.fix, *self.behind_fact(book.share))
        if worth.row is None:
            return ()
        return tuple(sorted(self.rests_on(self._book.worth.otherwise[worth.row].when)))

    def behind_cause(self, cause: str) -> frozenset[str]:
        """The questions whose answers speak for or against a cause, directly or through a combination."""
        return self._behind_causes(self._book.index.causes[cause])

    def _behind_causes(self, place: int) -> frozenset[str]:
        found = self._known.get(place)
        if found is None:
            each = set(self._answers_behind.get(place, ()))
            for one in self._book.combined:
                if place in one.causes and self._evaluator.holds(one.when, self._found):
                    self._gather(one.when, each)
            found = self._known[place] = frozenset(each)
        return found

    @cached_property
    def _answers_behind(self) -> Mapping[int, list[str]]:
        """For each cause (by number), the questions with an answer that by itself speaks for or against it."""
        found: dict[int, list[str]] = {}
        numbers, asked_of = self._book.index.causes, self._book.asked_of
        for question, answer in self._found.answers.items():
            for supports, against, _, tag in asked_of[question].moves_of(answer):
                for cause, _ in supports:
                    found.setdefault(cause, []).append(question)
                for cause, _ in against:
                    found.setdefault(cause, []).append(question)
                for named in answer.causes if tag is not None else ():
                    if named in numbers:
                        found.setdefault(numbers[named], []).append(question)
        return found

    def rests_on(self, term: Term) -> set[str]:
        """The questions whose answers decide whether a term holds. Of `any`, only parts that hold count, if some do.

        A flag of the whole interview rests on no single answer.
        """
        found: set[str] = set()
        self._gather(term, found)
        return found

    def _gather(self, term: Term, found: set[str]) -> None:
        match term:
            case ValueIn(slot, _):
                found.update(self._behind_value(slot))
            case All(parts):
                self._gather_each(parts, found)
            case Any(parts):
                self._gather_each([part for part in parts if self._evaluator.holds(part, self._found)] or parts, found)
            case NotTerm(part):
                self._gather(part, found)
            case Once(_, _, part, flag):
                self._gather_each(() if flag else (part,), found)
            case CountBetween(slots, wanted, _):
                values = self._found.values
                found.update(*(self._behind_value(slot) for slot in slots if values[slot] & wanted))
            case NumberBetween():
                found.update(*(self._behind_number(slot) for slot in number_slots(term)))
            case _:
                assert_never(term)

    def _gather_each(self, parts: Iterable[Term], found: set[str]) -> None:
        for part in parts:
            self._gather(part, found)

    def _behind_value(self, slot: int) -> Iterable[str]:
        if slot < self._statuses:
            return self.behind_fact(self._facts[slot])
        return self._behind_causes(slot - self._statuses) if slot < self._directed else ()

    def _behind_number(self, slot: int) -> Iterable[str]:
        index = self._book.index
        if slot < index.weights:
            name = next(name for name, one in index.amounts.items() if one == slot)
            return (name,) if self._found.numbers[slot] is not None else ()
        return self._behind_causes((slot - index.weights) % len(index.causes)) if slot < index.gaps else ()


def _effects(question: Question, answer: Answer) -> Iterable[Effects]:
    return question.kind.evidence(question, answer.value)


def _signals_of_answer(knowledge: Knowledge, question: Question, answer: Answer) -> Iterator[Signal]:
    for effects in _effects(question, answer):
        yield from _signals(knowledge, effects, question=question.id)
    for key in answer.keys:  # the causes that the consultant named with a choice
        tag = question.choices[key].tag if key in question.choices else None
        if tag is not None:
            weight = knowledge.causes.scale[tag.strength] * (1 if tag.toward == "supports" else -1)
            yield from (Signal(cause, tag.toward, tag.strength, weight, question.id) for cause in answer.causes)


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
