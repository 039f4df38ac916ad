"""The range of a question: some of the answers it can still get, with all that these can move.

Looking ahead uses a range in place of an answer. An answered question has a range of one answer. An open question has a
range of everything it could become, staying open included. A range is sound if no answer in it moves anything that the
range does not allow for. It may allow for too much, since it forgets that one answer moves several things at once. The
smaller the ranges it is divided into, down to single answers, the less they allow for too much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, assert_never

from orderless.bank.answer_types.base import Amounts, Anything, Chosen, Exactly, Possible, Value
from orderless.interview.answers import Answer
from orderless.lookahead.effects import AmountMoved, Effects, LookedAt, Reach, Tally, any_of
from orderless.rules.rulebook import Asked

__all__ = ["ANSWERED", "OPEN", "AnswerRanges", "Range"]

ANSWERED, OPEN = 1, 2
"""Bits of what may become of a question: it gets an answer that counts, or it stays without one."""

_REMEMBERED = 2_000
"""How many answers have their ranges kept: the same answers are looked at after every line of a conversation."""


class Range:
    """Some of the answers that a question can still get: what they move, and how they fall into smaller ranges.

    `answer` is the answer itself, or one of the range; None for staying open.
    """

    __slots__ = ("_divide", "_parts", "answer", "gets", "maybe", "reach", "sure")

    def __init__(
        self,
        sure: Effects,
        looked_at: LookedAt,
        gets: int,
        answer: Answer | None,
        divide: Callable[[Reach], Iterable[Range]] | None = None,
    ) -> None:
        self.sure = sure
        self.maybe = sure.maybe(looked_at.index)
        self.gets = gets
        self.answer = answer
        self.reach = sure.reach
        self._divide = divide
        self._parts: dict[Reach, tuple[Range, ...]] = {}

    @property
    def divisible(self) -> bool:
        """Whether it can be divided into smaller ranges."""
        return self._divide is not None

    def parts(self, wanted: Reach) -> tuple[Range, ...]:
        """Smaller ranges that together make this one, and differ in what is wanted; none if it cannot be divided so."""
        if self._divide is None:
            return ()
        if wanted not in self._parts:
            self._parts[wanted] = tuple(self._divide(wanted))
        return self._parts[wanted]


class AnswerRanges:
    """Makes the ranges of the questions of one rulebook. `ends` are where conditions cut the range of an amount."""

    def __init__(self, looked_at: LookedAt, ends: Mapping[int, tuple[float, ...]], causes: tuple[str, ...]) -> None:
        self._looked_at = looked_at
        self._ends = ends
        self._causes = causes
        self._of_answers: dict[tuple[int, Value | None, tuple[str, ...]], Range] = {}

    def of_answer(self, asked: Asked, answer: Answer | None) -> Range:
        """The range of a question that has this answer for good; None for staying open."""
        if answer is None:
            return Range(Effects(), self._looked_at, OPEN, None)
        key = (asked.place, answer.value, answer.causes)
        found = self._of_answers.get(key)
        if found is None:
            if len(self._of_answers) > _REMEMBERED:
                self._of_answers.clear()
            found = self._of_answers[key] = self._of_answer(asked, answer)
        return found

    def _of_answer(self, asked: Asked, answer: Answer) -> Range:
        tally = Tally(self._looked_at)
        for moves in asked.moves_of(answer):
            tally.add(moves, sure=True)
            named = (self._looked_at.index.causes.get(cause) for cause in answer.causes)
            tally.name(moves, (cause for cause in named if cause is not None), sure=True)
        moved = tally.effects()
        value = asked.question.kind.amount(answer.value)
        if asked.amount is not None and asked.amount in self._looked_at.amounts and value is not None:
            moved = moved._replace(amounts=(AmountMoved(asked.amount, value, value, known=True, unknown=False),))
        return Range(moved, self._looked_at, ANSWERED, answer)

    def of_question(self, asked: Asked) -> Range:
        """Everything that an open question can still become, staying open included."""
        parts = (self.of_answer(asked, None), *_distinct(self._answers(asked)))
        widest = any_of((one.sure for one in parts), self._looked_at.index)
        return Range(widest, self._looked_at, ANSWERED | OPEN, None, lambda _wanted: parts)

    def of_each_answer(self, asked: Asked) -> Iterator[Range]:
        """One range for each answer that a person would name: each choice (with others beside it), band or amount."""
        for form in asked.question.kind.named_forms(asked.question):
            yield from self._of_form(asked, form)

    def _answers(self, asked: Asked) -> Iterator[Range]:
        for form in asked.question.kind.forms(asked.question):
            yield from self._of_form(asked, form)

    def _of_form(self, asked: Asked, form: Possible) -> Iterator[Range]:
        match form:
            case Chosen(keys, perhaps):
                yield self._chosen(asked, keys, perhaps)
            case Exactly(value):
                yield self.of_answer(asked, Answer("answered", value))
            case Amounts() if asked.amount is not None and asked.amount in self._looked_at.amounts:
                for low, high in form.stretches(self._ends[asked.amount]):
                    yield self._amounts(asked.amount, low, high)
            case Amounts() | Anything():
                yield self.of_answer(asked, Answer("answered", "answered"))
            case _:
                assert_never(form)

    def _chosen(self, asked: Asked, keys: tuple[str, ...], perhaps: tuple[str, ...]) -> Range:
        causes: dict[int, None] = {}
        for key in (*keys, *perhaps):
            tag = asked.choices[key].tag
            causes |= dict.fromkeys(tag.causes if tag is not None else ())
        return _Chosen(asked, self._looked_at, self._causes, keys, perhaps, tuple(causes)).range()

    def _amounts(self, slot: int, low: float, high: float) -> Range:
        moved = AmountMoved(slot, low, high, known=True, unknown=False)
        return Range(Effects(amounts=(moved,)), self._looked_at, ANSWERED, Answer("answered", low))


def _distinct(ranges: Iterable[Range]) -> Iterator[Range]:
    """These ranges, with only the first of those that move the same things."""
    seen: set[tuple[Effects, bool]] = set()
    for one in ranges:
        key = (one.sure, one.divisible)
        if key not in seen:
            seen.add(key)
            yield one


class _Chosen(NamedTuple):
    """Answers that hold the choices `keys` and may hold `perhaps`; they name the causes `named`, and may `causes`."""

    asked: Asked
    looked_at: LookedAt
    names: tuple[str, ...]
    keys: tuple[str, ...]
    perhaps: tuple[str, ...]
    causes: tuple[int, ...] = ()  # may be named with a choice that asks for it
    named: tuple[int, ...] = ()

    def range(self) -> Range:
        """The range of these answers."""
        tally = Tally(self.looked_at)
        for key in (*self.keys, *self.perhaps):
            moves, sure = self.asked.choices[key], key in self.keys
            tally.add(moves, sure=sure)
            tally.name(moves, self.named, sure=sure)
            tally.name(moves, self.causes, sure=False)
        keys = self.keys or self.perhaps[:1]
        tagged = any(self.asked.choices[key].tag is not None for key in keys)
        named = tuple(self.names[cause] for cause in self.named) if tagged else ()
        answer = Answer("answered", self.asked.question.kind.value_of(keys), named)
        divide = self._divided if self.perhaps or (self.causes and tagged) else None
        return Range(tally.effects(), self.looked_at, ANSWERED, answer, divide)

    def _divided(self, wanted: Reach) -> Iterator[Range]:
        """Divide by the first choice that what is wanted depends on, else by the first such cause."""
        key = next((key for key in self.perhaps if self._reach(key).meets(wanted)), None)
        if key is not None:
            rest = tuple(one for one in self.perhaps if one != key)
            yield self._replace(keys=(*self.keys, key), perhaps=rest).range()
            if self.keys or rest:
                yield self._replace(perhaps=rest).range()
            return
        cause = next((one for one in self.causes if wanted.causes >> one & 1), None)
        if cause is not None and any(self.asked.choices[key].tag is not None for key in self.keys):
            others = tuple(one for one in self.causes if one != cause)
            yield self._replace(causes=others, named=(*self.named, cause)).range()
            yield self._replace(causes=others).range()

    def _reach(self, key: str) -> Reach:
        tally = Tally(self.looked_at)
        tally.add(self.asked.choices[key], sure=True)
        tally.name(self.asked.choices[key], self.causes, sure=True)
        return tally.effects().reach
