"""Terms as Python expressions that fold where they are constant, and where each answer stands among the values.

A name is a letter and a number, so that no id of the knowledge becomes a name. The letters:

- a value slot: `f` is the rank of its value (worst is 0, unknown is last); `m` is the answers behind the value, as a
  number with a bit for each question
- a number slot: `n` is the number (None: not known); `r` is the answers behind an amount
- a cause: `s` is what speaks for it, `o` what speaks against it
- a question: `a` is the answer, `c` the causes named with it, `b` its basis, `w` who said it, `p` whether it is on the
  path
- a term that is worked out once: `d`; or `h`, if it says that something that must be known is known

All other names are columns, or single letters that are used for a few lines.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, assert_never

from orderless.bank.knowledge import Knowledge
from orderless.interview.answers import Answer, Basis, State
from orderless.rules.evaluate import NO_ANSWER
from orderless.rules.rulebook import Rulebook
from orderless.rules.terms import (
    STATUSES,
    All,
    Any,
    CountBetween,
    NotTerm,
    NumberBetween,
    Once,
    Sum,
    Term,
    ValueIn,
    number_slots,
    terms_in,
)

__all__ = [
    "FALSE",
    "NONE",
    "TRUE",
    "Emitter",
    "Kind",
    "Layout",
    "Slot",
    "all_of",
    "any_of",
    "at_least",
    "block",
    "cases",
    "either",
    "first",
    "full_layout",
    "is_in",
    "names_in",
    "not_",
    "number",
    "rank_of",
    "together",
    "values_of",
    "when",
]

TRUE, FALSE = "True", "False"


def all_of(parts: Iterable[str]) -> str:
    """All of these expressions hold."""
    left = [part for part in dict.fromkeys(parts) if part != TRUE]
    if FALSE in left:
        return FALSE
    return left[0] if len(left) == 1 else f"({' and '.join(left)})" if left else TRUE


def any_of(parts: Iterable[str]) -> str:
    """One of these expressions holds."""
    left = [part for part in dict.fromkeys(parts) if part != FALSE]
    if TRUE in left:
        return TRUE
    return left[0] if len(left) == 1 else f"({' or '.join(left)})" if left else FALSE


def not_(part: str) -> str:
    """This expression does not hold."""
    return {TRUE: FALSE, FALSE: TRUE}.get(part, f"(not {part})")


def either(holds: str, this: str, other: str) -> str:
    """This expression where the condition holds, else the other."""
    if holds in (TRUE, FALSE) or this == other:
        return other if holds == FALSE else this
    return f"({this} if {holds} else {other})"


def at_least(parts: Sequence[str], least: float) -> str:
    """At least so many of these expressions hold."""
    left = [part for part in parts if part not in (TRUE, FALSE)]
    least -= parts.count(TRUE)
    if not 0 < least <= len(left):
        return TRUE if least <= 0 else FALSE
    return any_of(left) if least <= 1 else f"{' + '.join(f'({part})' for part in left)} >= {number(least)}"


def is_in(name: str, ranks: Sequence[int], size: int) -> str:
    """The name, a rank below `size`, is one of these ascending ranks. One comparison where one is enough."""
    if len(ranks) in (0, size):
        return TRUE if ranks else FALSE
    low, high = ranks[0], ranks[-1]
    if high - low >= len(ranks):
        others = set(range(size)) - set(ranks)
        return f"{name} != {others.pop()}" if len(others) == 1 else f"{name} in {tuple(ranks)}"
    if low == high:
        return f"{name} == {low}"
    return f"{name} <= {high}" if low == 0 else f"{name} >= {low}" if high == size - 1 else f"{low} <= {name} <= {high}"


def number(value: float) -> str:
    """A number as source. Raises ValueError if it is not a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("a number in the knowledge is not a plain number")
    return repr(value)


def block(head: str, body: Sequence[str]) -> list[str]:
    """The body under its head; nothing where there is no body."""
    return [head, *(f"    {line}" for line in body)] if body else []


def when(holds: str, body: Sequence[str]) -> list[str]:
    """The body where a condition holds."""
    return [*body] if holds == TRUE else [] if holds == FALSE else block(f"if {holds}:", body)


def cases(rows: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """The lines of the row whose condition holds. At most one holds, so rows without lines can be left out."""
    lines: list[str] = []
    for holds, body in rows:
        lines += block(f"{'elif' if lines else 'if'} {holds}:", body)
    return lines


def first(rows: Iterable[tuple[str, Sequence[str]]], otherwise: Sequence[str] = ()) -> list[str]:
    """The lines of the first row whose condition holds: a loop that each row breaks, as `elif` would nest the rows."""
    lines: list[str] = []
    for holds, body in rows:
        lines += when(holds, [*body, "break"])
        if holds == TRUE:
            return block("while True:", lines)
    return block("while True:", [*lines, *otherwise, "break"])


Kind = Literal["answer", "causes", "basis", "who", "directed"]


class Slot(NamedTuple):
    """One value: of which kind, and of which question (none for `directed`).

    `answer`: None when the question has no answer; a choice key; for `choices` a tuple of keys; a number; text.
    `causes`: a tuple of cause ids. `basis`: a basis. `who`: text. `directed`: whether they were told to go ahead.
    """

    kind: Kind
    question: str = ""


class Layout(NamedTuple):
    """The slots in order. A question without an answer slot is never answered.

    `basis` holds pairs of a question and its basis for answers that have no slot for it; the rest is "believes".
    """

    slots: tuple[Slot, ...]
    basis: tuple[tuple[str, Basis], ...] = ()

    @property
    def answered(self) -> frozenset[str]:
        """The questions that can have an answer."""
        return frozenset(slot.question for slot in self.slots if slot.kind == "answer")


def full_layout(knowledge: Knowledge) -> Layout:
    """A place for everything an interview can hold that a decision looks at."""
    kinds: tuple[Kind, ...] = ("answer", "causes", "basis", "who")
    slots = [Slot(kind, question) for kind in kinds for question in knowledge.questions]
    return Layout((*slots, Slot("directed")))


def values_of(state: State, layout: Layout, knowledge: Knowledge) -> tuple[object, ...]:
    """The values of one interview in this layout. Where the layout has no place for something, it is left out."""
    asked_for = knowledge.with_role("request")
    answers: dict[str, Answer] = {q: a for q, a in state.answers.items() if a.state == "answered"}
    if asked_for is not None and state.request:
        answers[asked_for] = Answer("answered", state.request)
    return tuple(_value(slot, answers, state) for slot in layout.slots)


def _value(slot: Slot, answers: Mapping[str, Answer], state: State) -> object:
    if slot.kind == "directed":
        return state.directed
    answer = answers.get(slot.question)
    if slot.kind == "answer":
        return answer.value if answer else None
    if answer is None:
        return () if slot.kind == "causes" else ""
    held: dict[Kind, object] = {"causes": answer.causes, "basis": answer.basis, "who": answer.who}
    return held[slot.kind]


NONE = "0"
"""No answers."""


class Emitter:
    """Writes the terms of one rulebook for one layout, and knows what the lines written so far can have changed.

    `wanted` are the columns asked for; `traced`: whether the answers behind values are kept.
    """

    def __init__(self, rulebook: Rulebook, layout: Layout, wanted: Iterable[str], *, traced: bool) -> None:
        self.rulebook, self.index, self.layout, self.answered = rulebook, rulebook.index, layout, layout.answered
        self.wanted, self.traced = frozenset(("response", *wanted)), traced
        self.asks = not self.wanted.isdisjoint(("unknown", "ask_next"))
        self.places = {one.question.id: one.place for one in rulebook.asked}
        self.gate = [one.question.id for one in rulebook.asked if one.needed]
        worth, factors = rulebook.worth, rulebook.priority.factors
        self.looked_at = {f"f{slot}" for slot in (worth.share, *(factor.fact for factor in factors))}
        self.looked_at |= {f"n{slot}" for slot in (worth.cases, worth.cost, worth.fix)}
        self.looked_at |= {name for term in rulebook.terms() for name in names_in(term)}
        self.looked_at |= {f"f{slot}" for slot in self._sides()}
        """The names that anything looks at; others need no lines."""
        self.starts: dict[str, str] = {}
        """The names that can have changed, each with its value before any answer; empty if it needs none."""
        self.path: dict[str, str] = {}
        """For each question written so far: an expression for whether it is on the path."""
        self.kept: dict[Term, str] = {}
        """The names of terms that were worked out already."""
        if Slot("directed") in layout.slots:
            self.start("", f"f{self.index.directed}")

    def _sides(self) -> Iterator[int]:
        """The slots of the facts that count as sides of a family, where a column is to say how many are known."""
        book = self.rulebook.knowledge.decision.weighing
        for family, facts in ({} if book is None else book.sides).items():
            if f"sides_{family}" in self.wanted:
                yield from (self.index.facts[fact] for fact in facts)

    def start(self, value: str, *names: str) -> None:
        """Note that later lines can change these names, and that they hold this value before any answer."""
        self.starts |= dict.fromkeys(names, value)

    def traces(self, *lines: str) -> list[str]:
        """These lines if the answers behind values are kept, else none."""
        return [*lines] if self.traced else []

    def cell(self, column: str, expression: str) -> list[str]:
        """The line that sets a column, if the column is asked for."""
        return [f"{column} = {expression}"] if column in self.wanted else []

    def holds(self, term: Term) -> str:
        """An expression that is true where the term holds."""
        match term:
            case All(parts):
                return all_of(self.holds(part) for part in parts)
            case Any(parts):
                return self.kept.get(term) or any_of(self.holds(part) for part in parts)
            case NotTerm(part):
                return not_(self.holds(part))
            case ValueIn(slot, values):
                return self.value_in(slot, values)
            case CountBetween(slots, values, between):
                each = [self.value_in(slot, values) for slot in slots]
                return _between(*between, lambda least: TRUE if least is None else at_least(each, least))
            case NumberBetween(rows, between):
                return _between(
                    *between, lambda least: any_of(all_of(self._reaches(s, least) for s in r) for r in rows)
                )
            case Once(_, _, part):
                return self.kept.get(term) or self.holds(part)
            case _:
                assert_never(term)

    def rests_on(self, term: Term) -> str:
        """An expression for the answers that make a term what it is: see `rules.trace`."""
        match term:
            case All(parts):
                return together(self.rests_on(part) for part in parts)
            case Any(parts):
                each = [(self.holds(part), self.rests_on(part)) for part in parts]
                met = together(either(holds, behind, NONE) for holds, behind in each)
                return either(any_of(holds for holds, _ in each), met, together(behind for _, behind in each))
            case NotTerm(part):
                return self.rests_on(part)
            case ValueIn(slot):
                return self.behind(slot)
            case CountBetween(slots, values):
                return together(either(self.value_in(slot, values), self.behind(slot), NONE) for slot in slots)
            case NumberBetween():
                return together(self._behind_number(slot) for slot in number_slots(term))
            case Once(_, _, part, flag):
                return NONE if flag else self.rests_on(part)
            case _:
                assert_never(term)

    def value_in(self, slot: int, values: int) -> str:
        """A value slot holds one of these values (as bits)."""
        start, size = self.values(slot)
        if f"f{slot}" not in self.starts:
            return TRUE if values >> start & 1 else FALSE
        return is_in(f"f{slot}", [rank for rank in range(size) if values >> rank & 1], size)

    def values(self, slot: int) -> tuple[int, int]:
        """The rank of a slot's value before any answer, and how many ranks there are."""
        if slot >= self.index.directed:
            return 0, 2
        size = len(self.index.values[slot]) if slot < self.index.statuses else len(STATUSES)
        return size - 1, size

    def behind(self, slot: int) -> str:
        """The answers that gave a value slot what it holds."""
        return f"m{slot}" if f"f{slot}" in self.starts and slot < self.index.directed else NONE

    def _behind_number(self, slot: int) -> str:
        index = self.index
        if index.weights <= slot < index.gaps:
            return self.behind(index.statuses + (slot - index.weights) % len(index.causes))
        return f"r{slot}" if f"n{slot}" in self.starts else NONE

    def missing(self, question: str) -> str:
        """A question is on the path and has no answer."""
        unanswered = f"a{self.places[question]} is None" if question in self.answered else TRUE
        return all_of([unanswered, self.path[question]])

    def _reaches(self, one: Sum, least: float | None) -> str:
        """The sum is known and not below `least` (None: any value). Only weights are added; other slots stand alone."""
        index, alone = self.index, one.plus[0] if one.plus else self.index.weights
        if alone == index.gaps:
            return at_least([self.missing(question) for question in self.gate], least or 0)
        known = TRUE
        if alone < index.weights:
            known = f"n{alone} is not None" if f"n{alone}" in self.starts else FALSE
        if least is None or known == FALSE:
            return known
        each = [("+", slot) for slot in one.plus] + [("-", slot) for slot in one.minus]
        total = " ".join(f"{sign} n{slot}" for sign, slot in each if f"n{slot}" in self.starts).removeprefix("+ ")
        unmoved = NO_ANSWER if alone >= index.strongest else 0
        return all_of([known, f"{total} >= {number(least)}"]) if total else TRUE if unmoved >= least else FALSE


def _between(at_least: float | None, less_than: float | None, reaches: Callable[[float | None], str]) -> str:
    """The number reaches its lower bound and not its upper one; None means that there is no such bound."""
    return all_of([reaches(at_least), TRUE if less_than is None else not_(reaches(less_than))])


def names_in(term: Term) -> Iterator[str]:
    """The names of the slots that a term looks at."""
    for one in terms_in(term):
        match one:
            case ValueIn(slot):
                yield f"f{slot}"
            case CountBetween(slots):
                yield from (f"f{slot}" for slot in slots)
            case NumberBetween():
                yield from (f"n{slot}" for slot in number_slots(one))


def together(parts: Iterable[str]) -> str:
    """An expression for the answers of all these parts together."""
    left = [part for part in dict.fromkeys(parts) if part != NONE]
    return left[0] if len(left) == 1 else f"({' | '.join(left)})" if left else NONE


def rank_of(bit: int) -> int:
    """The rank that a bit stands for."""
    return bit.bit_length() - 1
