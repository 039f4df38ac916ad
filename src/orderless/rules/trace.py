"""What a result rests on: the answers behind a fact, a cause or a condition. Worked out only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, assert_never

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Effects, Question
from orderless.bank.rules import Combination
from orderless.bank.shape import Strength, Toward
from orderless.interview.answers import Answer
from orderless.rules.evaluate import Evaluation, Evaluator
from orderless.rules.rulebook import Moves, slots_of
from orderless.rules.terms import All, Any, CountBetween, NotTerm, NumberBetween, Once, Term, ValueIn

__all__ = ["Signal", "Trace"]


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
        self._causes = tuple(self._book.index.causes)
        self._facts = tuple(self._book.index.facts)
        self._questions = tuple(self._knowledge.questions)

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

    def behind_cause(self, cause: str) -> Iterator[str]:
        """The questions whose answers speak for or against a cause, directly or through facts together."""
        place = self._book.index.causes[cause]
        yield from self._answers_behind.get(place, ())
        for one in self._book.combined:
            if place in causes_of(one.moves) and self._evaluator.holds(one.when, self._found):
                yield from self.rests_on(one.when)

    @cached_property
    def _answers_behind(self) -> Mapping[int, list[str]]:
        """For each cause (by number) the questions whose answers alone speak for or against it."""
        found: dict[int, list[str]] = {}
        numbers = self._book.index.causes
        for question, answer in self._found.answers.items():
            for moves in self._book.asked_of[question].moves_of(answer):
                named = [numbers[cause] for cause in answer.causes if cause in numbers] if moves.tag else []
                for cause in (*causes_of(moves), *named):
                    found.setdefault(cause, []).append(question)
        return found

    def rests_on(self, term: Term) -> set[str]:
        """The questions whose answers make a term what it is: of `any`, only the parts that hold, if some do.

        A flag of the whole interview rests on no single answer.
        """
        match term:
            case All(parts):
                return set().union(*(self.rests_on(part) for part in parts))
            case Any(parts):
                met = [part for part in parts if self._evaluator.holds(part, self._found)] or list(parts)
                return set().union(*(self.rests_on(part) for part in met))
            case NotTerm(part):
                return self.rests_on(part)
            case Once(_, _, part, flag):
                return set() if flag else self.rests_on(part)
            case ValueIn(slot, _):
                return set(self._behind_value(slot))
            case CountBetween(slots, wanted, _):
                met_slots = [slot for slot in slots if self._found.values[slot] & wanted]
                return {question for slot in met_slots for question in self._behind_value(slot)}
            case NumberBetween():
                return {question for slot in slots_of(term) for question in self._behind_number(slot)}
            case _:
                assert_never(term)

    def _behind_value(self, slot: int) -> Iterable[str]:
        index = self._book.index
        if slot < index.statuses:
            return self.behind_fact(self._facts[slot])
        return self.behind_cause(self._causes[slot - index.statuses]) if slot < index.directed else ()

    def _behind_number(self, slot: int) -> Iterable[str]:
        index = self._book.index
        if slot < index.weights:
            name = next(name for name, one in index.amounts.items() if one == slot)
            return (name,) if self._found.numbers[slot] is not None else ()
        return self.behind_cause(self._causes[(slot - index.weights) % len(self._causes)]) if slot < index.gaps else ()


def causes_of(moves: Moves) -> tuple[int, ...]:
    """The causes (by number) that it speaks for or against."""
    return (*[cause for cause, _ in moves.supports], *[cause for cause, _ in moves.against])


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
