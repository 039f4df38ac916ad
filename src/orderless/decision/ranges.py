"""The range of a question: some of the answers it can still get, with all that these can move.

A range is what looking ahead has in place of an answer. An answered question has a range of one answer. An open one has
a range of everything it could become, staying open included. A range is sound when no answer in it moves anything
outside what the range says; it is allowed to say too much, since it forgets that one answer moves several things at
once. Taken apart into smaller ranges, down to single answers, it says less and less too much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import inf
from typing import NamedTuple, assert_never

from orderless.bank.answer_types.base import Amounts, Anything, Chosen, Exactly, Possible
from orderless.bank.questions import Choice, Question
from orderless.decision.moved import Moved, NumberMoved, Tally, any_of
from orderless.decision.places import Places, Reached
from orderless.interview.answers import Answer

__all__ = ["ANSWERED", "OPEN", "Range", "range_of_answer", "range_of_question", "ranges_of_answers"]

ANSWERED, OPEN = 1, 2
"""Bits of what may become of a question: it gets an answer that counts, or it stays without one."""


class Range:
    """Some of the answers that a question can still get: what they move, and how they fall into smaller ranges.

    `answer` is the answer itself, or one of the range; None for staying open.
    """

    __slots__ = ("_divide", "_parts", "answer", "gets", "maybe", "reach", "sure")

    def __init__(
        self,
        sure: Moved,
        places: Places,
        gets: int,
        answer: Answer | None,
        divide: Callable[[Reached], Iterable[Range]] | None = None,
    ) -> None:
        self.sure = sure
        self.maybe = sure.maybe(places.unknown)
        self.gets = gets
        self.answer = answer
        self.reach = Reached(
            frozenset(fact for fact, _, _ in sure.facts),
            frozenset(one.cause for one in sure.causes),
            frozenset(one.number for one in sure.numbers),
        )
        self._divide = divide
        self._parts: dict[Reached, tuple[Range, ...]] = {}

    def parts(self, wanted: Reached) -> tuple[Range, ...]:
        """Smaller ranges that together are this one, told apart by what is wanted; none when they cannot be."""
        if self._divide is None:
            return ()
        if wanted not in self._parts:
            self._parts[wanted] = tuple(self._divide(wanted))
        return self._parts[wanted]


def range_of_answer(question: Question, answer: Answer | None, places: Places) -> Range:
    """The range of a question that has this answer for good; None for staying open."""
    if answer is None:
        return Range(Moved(), places, OPEN, None)
    tally = Tally(places)
    for effects in question.kind.evidence(question, answer.value):
        if isinstance(effects, Choice):
            tally.choose(effects, answer.causes)
        else:
            tally.add(effects, sure=True)
    moved = tally.moved()
    place, value = places.numbers.get(question.id), question.kind.amount(answer.value)
    if place is not None and value is not None:
        moved = moved._replace(numbers=(NumberMoved(place, value, value, known=True, unknown=False),))
    return Range(moved, places, ANSWERED, answer)


def range_of_question(question: Question, places: Places) -> Range:
    """Everything that an open question can still become, staying open included."""
    parts = (range_of_answer(question, None, places), *_distinct(_answers(question, places)))
    return Range(any_of((one.sure for one in parts), places), places, ANSWERED | OPEN, None, lambda _wanted: parts)


def ranges_of_answers(question: Question, places: Places) -> Iterator[Range]:
    """One range for each answer that a person would name: each choice (with any others beside it), band or amount."""
    for form in question.kind.named_forms(question):
        yield from _ranges(question, form, places)


def _distinct(ranges: Iterable[Range]) -> Iterator[Range]:
    """One of those that move the same."""
    seen: set[tuple[Moved, bool]] = set()
    for one in ranges:
        key = (one.sure, one._divide is None)
        if key not in seen:
            seen.add(key)
            yield one


def _answers(question: Question, places: Places) -> Iterator[Range]:
    for form in question.kind.forms(question):
        yield from _ranges(question, form, places)


def _ranges(question: Question, form: Possible, places: Places) -> Iterator[Range]:
    match form:
        case Chosen(keys, perhaps):
            causes = _nameable([question.choices[key] for key in (*keys, *perhaps)], places)
            yield _Chosen(question, places, keys, perhaps, causes=causes).range()
        case Exactly(value):
            yield range_of_answer(question, Answer("answered", value), places)
        case Amounts() if question.id in places.numbers:
            for low, high in form.stretches(places.ends[question.id]):
                yield _amounts(question, low, high, places)
        case Amounts() | Anything():
            yield range_of_answer(question, Answer("answered", "answered"), places)
        case _:
            assert_never(form)


def _nameable(choices: Iterable[Choice], places: Places) -> tuple[str, ...]:
    families = [choice.tag.family for choice in choices if choice.tag is not None]
    return tuple(dict.fromkeys(cause for family in families for cause in places.families.get(family, ())))


def _amounts(question: Question, low: float, high: float, places: Places) -> Range:
    number = NumberMoved(places.numbers[question.id], low, high, known=True, unknown=False)
    some = low if high == inf or low else high
    return Range(Moved(numbers=(number,)), places, ANSWERED, Answer("answered", low if low == 0 else some))


class _Chosen(NamedTuple):
    """Answers that hold certain choices and may hold others; causes that are named for certain, and that may be."""

    question: Question
    places: Places
    keys: tuple[str, ...]
    perhaps: tuple[str, ...]
    causes: tuple[str, ...] = ()  # may be named with a choice that asks for it
    named: tuple[str, ...] = ()

    def range(self) -> Range:
        """The range of these answers."""
        tally = Tally(self.places)
        for key in (*self.keys, *self.perhaps):
            choice = self.question.choices[key]
            tally.choose(choice, self.named, sure=key in self.keys)
            if choice.tag is not None:
                plain = Choice.model_construct(label=choice.label, tag=choice.tag, supports={}, against={}, sets={})
                tally.choose(plain, self.causes, sure=key in self.keys, named=False)
        keys = self.keys or self.perhaps[:1]
        tagged = any(self.question.choices[key].tag is not None for key in keys)
        answer = Answer("answered", self.question.kind.value_of(keys), self.named if tagged else ())
        divide = self._divided if self.perhaps or (self.causes and tagged) else None
        return Range(tally.moved(), self.places, ANSWERED, answer, divide)

    def _divided(self, wanted: Reached) -> Iterator[Range]:
        """By the first choice, else the first cause, that what is wanted depends on."""
        key = next((key for key in self.perhaps if self._reach(key).meets(wanted)), None)
        if key is not None:
            rest = tuple(one for one in self.perhaps if one != key)
            yield self._replace(keys=(*self.keys, key), perhaps=rest).range()
            if self.keys or rest:
                yield self._replace(perhaps=rest).range()
            return
        cause = next((one for one in self.causes if self.places.causes[one] in wanted.causes), None)
        if cause is not None and any(self.question.choices[key].tag is not None for key in self.keys):
            others = tuple(one for one in self.causes if one != cause)
            yield self._replace(causes=others, named=(*self.named, cause)).range()
            yield self._replace(causes=others).range()

    def _reach(self, key: str) -> Reached:
        tally = Tally(self.places)
        tally.choose(self.question.choices[key], self.causes)
        return Range(tally.moved(), self.places, ANSWERED, None).reach
