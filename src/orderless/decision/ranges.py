"""What a question can still be answered, and the range of what such answers move: what looking ahead reckons with.

A fact is a set of values as bits, worst first, with `unknown` last; the evidence for a cause is a least and a most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from orderless.bank.conditions import Number, Tree, names, walk
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Choice, Effects, Question
from orderless.interview.answers import Answer

__all__ = [
    "ANSWERED",
    "OPEN",
    "Moved",
    "Names",
    "Range",
    "Reached",
    "answers_of",
    "names_of",
    "range_of",
    "settled_range",
    "together",
]

ANSWERED, OPEN = 1, 2
"""Bits of what may become of a question: it gets an answer that counts, or it stays without one."""

_SMALL = 1e-6
"""Amounts below this are kept apart, so that sums may divide by the others."""

_NO_END = float("inf")


class Names(NamedTuple):
    """The place of each fact, cause and number, and the bit of each value of a fact (`unknown` is the last)."""

    facts: Mapping[str, int]
    bits: tuple[Mapping[str, int], ...]
    unknown: tuple[int, ...]
    causes: Mapping[str, int]
    numbers: Mapping[str, int]
    ends: Mapping[str, tuple[float, ...]]  # where conditions cut the range of a number
    scale: Mapping[str, int]
    families: Mapping[str, tuple[str, ...]]  # `any` and each family: the causes that may be named


class CauseMoved(NamedTuple):
    """The least and most that speaks for a cause and against it, and the strongest single answer for it."""

    cause: int
    least_for: int = 0
    most_for: int = 0
    least_against: int = 0
    most_against: int = 0
    surely: int = 0
    perhaps: int = 0


class NumberMoved(NamedTuple):
    """A number from `low` to `high`; `known` and `unknown` say whether it may be given and may be missing."""

    number: int
    low: float
    high: float
    known: bool
    unknown: bool


class Moved(NamedTuple):
    """What answers within a range move. A fact comes with its bits and how many there are up to the highest."""

    facts: tuple[tuple[int, int, int], ...] = ()
    causes: tuple[CauseMoved, ...] = ()
    numbers: tuple[NumberMoved, ...] = ()

    def maybe(self, unknown: tuple[int, ...]) -> Moved:
        """The same where the question may not be on the path at all."""
        return Moved(
            tuple((fact, bits | unknown[fact], unknown[fact].bit_length()) for fact, bits, _ in self.facts),
            tuple(one._replace(least_for=0, least_against=0, surely=0) for one in self.causes),
            tuple(one._replace(unknown=True) for one in self.numbers),
        )


class Reached(NamedTuple):
    """Facts and causes (by place) that something depends on or can move, the numbers, and whether the gate is one."""

    facts: frozenset[int] = frozenset()
    causes: frozenset[int] = frozenset()
    numbers: frozenset[int] = frozenset()
    gate: bool = False

    def __or__(self, other: object) -> Reached:
        if not isinstance(other, Reached):
            return NotImplemented
        return Reached(
            self.facts | other.facts,
            self.causes | other.causes,
            self.numbers | other.numbers,
            self.gate or other.gate,
        )

    def meets(self, other: Reached) -> bool:
        """Whether both name a fact, cause or number."""
        return not (
            self.facts.isdisjoint(other.facts)
            and self.causes.isdisjoint(other.causes)
            and self.numbers.isdisjoint(other.numbers)
        )


class Range:
    """Some of the answers that a question can still get: what they move, and how they fall into smaller ranges.

    `answer` is the answer itself, or one of the range; None for staying open.
    """

    __slots__ = ("_divide", "_parts", "answer", "gets", "maybe", "reach", "sure")

    def __init__(
        self,
        sure: Moved,
        places: Names,
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


def names_of(knowledge: Knowledge, conditions: Iterable[Tree], facts: Iterable[str]) -> Names:
    """Places for all that these conditions look at, and for these facts; nothing else can change a decision."""
    book = knowledge.decision
    conditions = tuple(conditions)
    used = {*facts, *(one.name for condition in conditions for one in names(condition) if one.kind == "fact")}
    looked_at = {fact: values for fact, values in book.facts.items() if fact in used}
    bits = tuple({value: 1 << rank for rank, value in enumerate(values)} for values in looked_at.values())
    ends: dict[str, set[float]] = {name: {_SMALL} for name in (book.worth.cases, book.worth.cost, book.worth.fix)}
    for node in (node for condition in conditions for node in walk(condition)):
        if isinstance(node, Number):
            ends.setdefault(node.name, set()).update(end for end in (node.at_least, node.less_than) if end is not None)
    causes = knowledge.causes.causes
    families: dict[str, tuple[str, ...]]
    families = {family: tuple(c.id for c in causes if c.family == family) for family in {c.family for c in causes}}
    return Names(
        facts={fact: place for place, fact in enumerate(looked_at)},
        bits=bits,
        unknown=tuple(1 << len(values) for values in looked_at.values()),
        causes={cause.id: place for place, cause in enumerate(causes)},
        numbers={name: place for place, name in enumerate(ends)},
        ends={name: tuple(sorted(end for end in found if end > 0)) for name, found in ends.items()},
        scale={str(strength): weight for strength, weight in knowledge.causes.scale.items()},
        families={**families, "any": tuple(c.id for c in causes)},
    )


class _Adding:
    """Adds up what certain choices move and what uncertain ones may."""

    def __init__(self, places: Names) -> None:
        self._names = places
        self._facts: dict[int, int] = {}
        self._causes: dict[int, list[int]] = {}

    def add(self, effects: Effects, *, sure: bool) -> None:
        """Add a choice that is made, or may be."""
        for cause, strength in effects.supports.items():
            self.move(cause, strength, supports=True, sure=sure)
        for cause, strength in effects.against.items():
            self.move(cause, strength, supports=False, sure=sure)
        for fact, value in effects.sets.items():
            place = self._names.facts.get(fact)
            if place is None:
                continue  # no condition looks at it
            unknown = self._names.unknown[place]
            bits = self._names.bits[place][value] | (0 if sure else unknown)
            self._facts[place] = worst(self._facts.get(place, unknown), bits)

    def move(self, cause: str, strength: str, *, supports: bool, sure: bool) -> None:
        """Add one signal. A cause that the knowledge does not have has no place, and no effect."""
        place = self._names.causes.get(cause)
        if place is None:
            return
        weight = self._names.scale[strength]
        held = self._causes.setdefault(place, [0] * 6)
        least = 0 if supports else 2
        held[least + 1] += weight
        if sure:
            held[least] += weight
        if supports:
            held[5] = max(held[5], weight)
            held[4] = max(held[4], weight) if sure else held[4]

    def moved(self) -> Moved:
        """All that was added."""
        facts = tuple((fact, bits, bits.bit_length()) for fact, bits in self._facts.items())
        return Moved(facts, tuple(CauseMoved(cause, *held) for cause, held in self._causes.items()))


def worst(one: int, other: int) -> int:
    """The values that the worse of two can have, where each may be any of its bits."""
    return (one | other) & ((1 << min(one.bit_length(), other.bit_length())) - 1)


def _joined(ranges: Iterable[Range], places: Names) -> Moved:
    """What answers in any of these ranges move."""
    each = [one.sure for one in ranges]
    facts = {fact: places.unknown[fact] for one in each for fact, _, _ in one.facts}
    causes = {moved.cause for one in each for moved in one.causes}
    for fact in facts:
        held = [{f: bits for f, bits, _ in one.facts}.get(fact, places.unknown[fact]) for one in each]
        facts[fact] = _all_bits(held)
    return Moved(
        tuple((fact, bits, bits.bit_length()) for fact, bits in facts.items()),
        tuple(_joined_cause(cause, each) for cause in sorted(causes)),
        _joined_number([one.numbers for one in each]),
    )


def _all_bits(held: Iterable[int]) -> int:
    bits = 0
    for one in held:
        bits |= one
    return bits


def _joined_cause(cause: int, each: list[Moved]) -> CauseMoved:
    found = [next((m for m in one.causes if m.cause == cause), CauseMoved(cause)) for one in each]
    return CauseMoved(
        cause,
        min(m.least_for for m in found),
        max(m.most_for for m in found),
        min(m.least_against for m in found),
        max(m.most_against for m in found),
        min(m.surely for m in found),
        max(m.perhaps for m in found),
    )


def _joined_number(each: list[tuple[NumberMoved, ...]]) -> tuple[NumberMoved, ...]:
    given = [one for held in each for one in held]  # at most one each: a question has one number
    if not given:
        return ()
    return (
        NumberMoved(
            given[0].number,
            min(one.low for one in given),
            max(one.high for one in given),
            known=any(one.known for one in given),
            unknown=len(given) < len(each) or any(one.unknown for one in given),
        ),
    )


def together(each: Iterable[Moved], places: Names) -> Moved:
    """What several questions move together when each of them counts."""
    facts: dict[int, int] = {}
    causes: dict[int, CauseMoved] = {}
    numbers: tuple[NumberMoved, ...] = ()
    for moved in each:
        for fact, bits, _ in moved.facts:
            facts[fact] = worst(facts.get(fact, places.unknown[fact]), bits)
        for one in moved.causes:
            held = causes.get(one.cause, CauseMoved(one.cause))
            causes[one.cause] = CauseMoved(
                one.cause,
                held.least_for + one.least_for,
                held.most_for + one.most_for,
                held.least_against + one.least_against,
                held.most_against + one.most_against,
                max(held.surely, one.surely),
                max(held.perhaps, one.perhaps),
            )
        numbers += moved.numbers
    return Moved(
        tuple((fact, bits, bits.bit_length()) for fact, bits in facts.items()), tuple(causes.values()), numbers
    )


def settled_range(question: Question, answer: Answer | None, places: Names) -> Range:
    """The range of a question that has this answer for good; None for staying open."""
    if answer is None:
        return Range(Moved(), places, OPEN, None)
    adding = _Adding(places)
    if question.choices:
        for key in answer.keys:
            if key in question.choices:
                _choose(adding, question.choices[key], answer.causes)
    elif isinstance(answer.value, int | float) and (band := question.band_of(answer.value)) is not None:
        adding.add(band, sure=True)
    moved = adding.moved()
    place = places.numbers.get(question.id)
    if place is not None and isinstance(answer.value, int | float):
        value = float(answer.value)
        moved = moved._replace(numbers=(NumberMoved(place, value, value, known=True, unknown=False),))
    return Range(moved, places, ANSWERED, answer)


def _choose(adding: _Adding, choice: Choice, causes: Iterable[str], *, sure: bool = True, named: bool = True) -> None:
    """Add a choice and the causes named with it; `named` says whether these are certain too."""
    adding.add(choice, sure=sure)
    if choice.tag is not None:
        supports = choice.tag.toward == "supports"
        for cause in causes:
            adding.move(cause, choice.tag.strength, supports=supports, sure=sure and named)


def range_of(question: Question, places: Names) -> Range:
    """Everything that an open question can still become, staying open included."""
    parts = (settled_range(question, None, places), *_distinct(_answers(question, places)))
    return Range(_joined(parts, places), places, ANSWERED | OPEN, None, lambda _wanted: parts)


def answers_of(question: Question, places: Names) -> Iterator[Range]:
    """One range for each answer that a person would name: each choice (with any others beside it), band or amount."""
    if question.type != "choices":
        yield from _answers(question, places)
        return
    for key, choice in question.choices.items():
        beside = tuple(one for one, other in question.choices.items() if one != key and not other.alone)
        perhaps = () if choice.alone else beside
        causes = _nameable([question.choices[one] for one in (key, *perhaps)], places)
        yield _Chosen(question, places, (key,), perhaps, causes=causes).range()


def _distinct(ranges: Iterable[Range]) -> Iterator[Range]:
    """One of those that move the same."""
    seen: set[tuple[Moved, bool]] = set()
    for one in ranges:
        key = (one.sure, one._divide is None)
        if key not in seen:
            seen.add(key)
            yield one


def _answers(question: Question, places: Names) -> Iterator[Range]:
    if question.type == "choice":
        for key, choice in question.choices.items():
            yield _Chosen(question, places, (key,), (), causes=_nameable([choice], places), single=True).range()
    elif question.type == "choices":
        for key, choice in question.choices.items():
            if choice.alone:
                yield _Chosen(question, places, (key,), (), causes=_nameable([choice], places)).range()
        beside = tuple(key for key, choice in question.choices.items() if not choice.alone)
        if beside:
            causes = _nameable([question.choices[key] for key in beside], places)
            yield _Chosen(question, places, (), beside, causes=causes).range()
    elif question.type == "scale":
        yield from (settled_range(question, Answer("answered", value), places) for value in range(11))
    elif question.type in ("number", "money") and question.id in places.numbers:
        ends = (0.0, *places.ends[question.id], _NO_END)
        yield from (_amounts(question, low, high, places) for low, high in pairwise(ends))
    else:
        yield settled_range(question, Answer("answered", "answered"), places)


def _nameable(choices: Iterable[Choice], places: Names) -> tuple[str, ...]:
    families = [choice.tag.family for choice in choices if choice.tag is not None]
    return tuple(dict.fromkeys(cause for family in families for cause in places.families.get(family, ())))


def _amounts(question: Question, low: float, high: float, places: Names) -> Range:
    number = NumberMoved(places.numbers[question.id], low, high, known=True, unknown=False)
    some = low if high == _NO_END or low else high
    return Range(Moved(numbers=(number,)), places, ANSWERED, Answer("answered", low if low == 0 else some))


class _Chosen(NamedTuple):
    """Answers that hold certain choices and may hold others; causes that are named for certain, and that may be."""

    question: Question
    places: Names
    keys: tuple[str, ...]
    perhaps: tuple[str, ...]
    causes: tuple[str, ...] = ()  # may be named with a choice that asks for it
    named: tuple[str, ...] = ()
    single: bool = False

    def range(self) -> Range:
        """The range of these answers."""
        adding = _Adding(self.places)
        for key in (*self.keys, *self.perhaps):
            choice = self.question.choices[key]
            _choose(adding, choice, self.named, sure=key in self.keys)
            if choice.tag is not None:
                plain = Choice.model_construct(label=choice.label, tag=choice.tag, supports={}, against={}, sets={})
                _choose(adding, plain, self.causes, sure=key in self.keys, named=False)
        keys = self.keys or self.perhaps[:1]
        tagged = any(self.question.choices[key].tag is not None for key in keys)
        answer = Answer("answered", keys[0] if self.single else keys, self.named if tagged else ())
        divide = self._divided if self.perhaps or (self.causes and tagged) else None
        return Range(adding.moved(), self.places, ANSWERED, answer, divide)

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
        adding = _Adding(self.places)
        _choose(adding, self.question.choices[key], self.causes)
        return Range(adding.moved(), self.places, ANSWERED, None).reach
