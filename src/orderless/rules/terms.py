"""Numbered slots, and conditions as terms over them: the tree that an author writes, lowered to six primitives.

There are two kinds. A *value slot* holds one of a few values, each with a bit of its own: facts and judgements (worst
value first, `unknown` last, so that the worse of two values is the lower bit), the status of each cause, and whether
the consultant was told to go ahead. A *number slot* holds a number: an amount that was answered, the weight of a cause,
the strongest single answer for a cause, and how many questions of the gate are open.

A set of values is the union of their bits, so that one condition serves for plain values and for sets of them.

`all`, `any` and `not` are as in logic. A value lies in a set; a count of slots whose value lies in a set lies between
bounds; a number lies between bounds. `known`, `cause`, `count`, `evidence`, `margin`, the gate and what must be known
are expanded here and nowhere else: whoever evaluates terms needs no other kind. A named condition is kept under its
name (`Once`), so that it need be worked out once only, and so that explanations can name it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, assert_never, get_args

from orderless.bank.conditions import (
    AllOf,
    Among,
    AnyOf,
    CauseIs,
    Count,
    FactIs,
    Holds,
    Known,
    Margin,
    Not,
    Number,
    StrongestAnswer,
    Tree,
)
from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.bank.shape import UNKNOWN, Status

__all__ = [
    "DIRECTED",
    "NOT_DIRECTED",
    "STATUSES",
    "All",
    "Any",
    "Between",
    "CountBetween",
    "Index",
    "Lowering",
    "NotTerm",
    "NumberBetween",
    "Once",
    "Sum",
    "Term",
    "ValueIn",
    "index_of",
    "inside",
    "number_slots",
    "status_bits",
    "terms_in",
    "value_slots",
]

STATUSES: tuple[Status, ...] = get_args(Status)
"""The values of a status slot, in the order of their bits."""

NOT_DIRECTED, DIRECTED = 1, 2
"""The values of the slot that says whether the consultant was told to go ahead."""


class Index(NamedTuple):
    """The slots of one knowledge.

    Value slots: each fact, then worth and priority (`facts` has them all, with their values in `values`), then a status
    for each cause, then `directed`. Number slots: each amount, then a weight for each cause, then the strongest answer
    for each cause, then `gaps`. Causes have numbers from 0 up, in the order to look in.
    """

    facts: Mapping[str, int]
    values: tuple[tuple[str, ...], ...]
    causes: Mapping[str, int]
    families: Mapping[str, tuple[int, ...]]
    amounts: Mapping[str, int]

    @property
    def worth(self) -> int:
        """The value slot of the judgement of worth."""
        return self.facts["worth"]

    @property
    def priority(self) -> int:
        """The value slot of the priority."""
        return self.facts["priority"]

    @property
    def statuses(self) -> int:
        """The value slot of the first cause's status; those of the others follow."""
        return len(self.facts)

    @property
    def directed(self) -> int:
        """The value slot that says whether the consultant was told to go ahead: the last one."""
        return len(self.facts) + len(self.causes)

    @property
    def weights(self) -> int:
        """The number slot of the first cause's weight; those of the others follow."""
        return len(self.amounts)

    @property
    def strongest(self) -> int:
        """The number slot of the strongest single answer for the first cause; those of the others follow."""
        return len(self.amounts) + len(self.causes)

    @property
    def gaps(self) -> int:
        """The number slot that counts the open questions of the gate: the last one."""
        return len(self.amounts) + 2 * len(self.causes)

    def bits(self, fact: str, values: Iterable[str]) -> int:
        """The bits of these values of a fact or judgement. A value that it does not have has none."""
        known = self.values[self.facts[fact]]
        return sum(1 << known.index(value) for value in set(values) if value in known)

    def unknown(self, slot: int) -> int:
        """The bit of `unknown` in the slot of a fact or judgement: the highest."""
        return 1 << (len(self.values[slot]) - 1)

    def value(self, slot: int, bit: int) -> str:
        """The value of a fact or judgement that this bit stands for."""
        return self.values[slot][bit.bit_length() - 1]

    def among(self, among: Among) -> tuple[int, ...]:
        """The causes that are meant: those listed, as listed; or a family, or all, in the order to look in."""
        if among.causes:
            return tuple(self.causes[cause] for cause in among.causes)
        return self.families.get(among.family or "any", ())


def status_bits(statuses: Iterable[str]) -> int:
    """The bits of these statuses; if none are given, those of all but unknown."""
    wanted = set(statuses) or {status for status in STATUSES if status != UNKNOWN}
    return sum(1 << place for place, status in enumerate(STATUSES) if status in wanted)


def index_of(knowledge: Knowledge) -> Index:
    """The slots of this knowledge."""
    book, causes = knowledge.decision, knowledge.causes.causes
    values = {fact: (*each, UNKNOWN) for fact, each in book.facts.items()} | dict(JUDGEMENTS)
    counted = (question.id for question in knowledge.questions.values() if question.kind.numeric)
    families: dict[str, tuple[int, ...]] = {"any": tuple(range(len(causes)))}
    for place, cause in enumerate(causes):
        families[cause.family] = (*families.get(cause.family, ()), place)
    return Index(
        facts={fact: slot for slot, fact in enumerate(values)},
        values=tuple(values.values()),
        causes={cause.id: place for place, cause in enumerate(causes)},
        families=families,
        amounts={name: slot for slot, name in enumerate(counted)},
    )


class All(NamedTuple):
    """Every part holds; with no parts it always does."""

    parts: tuple[Term, ...]
    kind: Literal["all"] = "all"


class Any(NamedTuple):
    """One part holds."""

    parts: tuple[Term, ...]
    kind: Literal["any"] = "any"


class NotTerm(NamedTuple):
    """The part does not hold."""

    part: Term
    kind: Literal["not"] = "not"


class ValueIn(NamedTuple):
    """The value in a slot is one of these, given as bits."""

    slot: int
    values: int
    kind: Literal["value"] = "value"


class Between(NamedTuple):
    """From `at_least` up to, but not including, `less_than`. None means that there is no such bound."""

    at_least: float | None
    less_than: float | None

    def holds(self, number: float) -> bool:
        """Whether a number lies between them."""
        return (self.at_least is None or number >= self.at_least) and (
            self.less_than is None or number < self.less_than
        )


class CountBetween(NamedTuple):
    """How many of these value slots hold one of these values (as bits) lies between bounds.

    The bits are the same for all its slots, so these must have the same values: statuses of causes, or facts whose
    values are as many.
    """

    slots: tuple[int, ...]
    values: int
    between: Between
    kind: Literal["count"] = "count"


class Sum(NamedTuple):
    """Number slots that are added, and those that are taken away."""

    plus: tuple[int, ...]
    minus: tuple[int, ...] = ()


class NumberBetween(NamedTuple):
    """A number lies between bounds: the largest of `rows`, each row being the least of some sums.

    One sum is the usual case. Several say how far the strongest of some causes is ahead of the strongest of others: the
    lead of a cause over the others is the least of its leads over each of them. In this form an answer that moves both
    sides is counted once for each pair, so that its ranges stay narrow. A number that is not known lies between no
    bounds.
    """

    rows: tuple[tuple[Sum, ...], ...]
    between: Between
    kind: Literal["number"] = "number"


class Once(NamedTuple):
    """A named condition, or a flag of the whole interview (`flag`), with a number of its own."""

    place: int
    name: str
    part: Term
    flag: bool = False
    kind: Literal["once"] = "once"


Term = All | Any | NotTerm | ValueIn | CountBetween | NumberBetween | Once


def inside(term: Term) -> tuple[Term, ...]:
    """The terms directly inside this one."""
    match term:
        case All(parts) | Any(parts):
            return parts
        case NotTerm(part) | Once(_, _, part):
            return (part,)
        case ValueIn() | CountBetween() | NumberBetween():
            return ()
        case _:
            assert_never(term)


def value_slots(term: Term) -> tuple[int, ...]:
    """The value slots that it looks at itself, those of the terms inside it left out."""
    match term:
        case ValueIn(slot):
            return (slot,)
        case CountBetween(slots):
            return slots
        case All() | Any() | NotTerm() | NumberBetween() | Once():
            return ()
        case _:
            assert_never(term)


def number_slots(term: Term) -> tuple[int, ...]:
    """The number slots that it looks at itself, each once."""
    match term:
        case NumberBetween(rows):
            each = (slot for row in rows for one in row for slot in (*one.plus, *one.minus))
            return tuple(dict.fromkeys(each))
        case All() | Any() | NotTerm() | ValueIn() | CountBetween() | Once():
            return ()
        case _:
            assert_never(term)


def terms_in(term: Term) -> Iterator[Term]:
    """The term and all inside it, outermost first."""
    yield term
    for part in inside(term):
        yield from terms_in(part)


class Lowering:
    """Lowers the conditions of one knowledge. A named condition becomes the same term wherever it is used."""

    def __init__(self, knowledge: Knowledge, index: Index) -> None:
        self._knowledge = knowledge
        self._index = index
        self._named: dict[str, Once] = {}

    @property
    def named(self) -> tuple[Once, ...]:
        """The named conditions so far, by their place: each behind those that it looks at."""
        return tuple(self._named.values())

    def term(self, tree: Tree) -> Term:  # noqa: C901 (one line for each kind)
        """The term of a condition."""
        match tree:
            case AllOf(parts):
                return All(tuple(self.term(part) for part in parts))
            case AnyOf(parts):
                return Any(tuple(self.term(part) for part in parts))
            case Not(part):
                return NotTerm(self.term(part))
            case Holds(name, wanted):
                return self._holds(name) if wanted else NotTerm(self._holds(name))
            case FactIs(fact, values):
                return ValueIn(self._index.facts[fact], self._index.bits(fact, values))
            case Known(facts):
                return All(tuple(self._known(fact) for fact in facts))
            case CauseIs(cause, statuses):
                return ValueIn(self._index.statuses + self._index.causes[cause], status_bits(statuses))
            case Count(among, statuses, at_least, less_than):
                slots = tuple(self._index.statuses + cause for cause in self._index.among(among))
                return CountBetween(slots, status_bits(statuses), Between(at_least, less_than))
            case StrongestAnswer(among, at_least):
                first = self._index.strongest
                rows = tuple((Sum((first + cause,)),) for cause in self._index.among(among))
                return NumberBetween(rows, Between(self._knowledge.causes.scale[at_least], None))
            case Number(name, at_least, less_than):
                return NumberBetween(((Sum((self._index.amounts[name],)),),), Between(at_least, less_than))
            case Margin():
                return self._margin(tree)
            case _:
                assert_never(tree)

    def _known(self, fact: str) -> Term:
        values = self._index.values[self._index.facts[fact]]
        return ValueIn(self._index.facts[fact], self._index.bits(fact, (v for v in values if v != UNKNOWN)))

    def _margin(self, tree: Margin) -> Term:
        """By sum: one side's weights less the other's. By strongest: the lead of each cause over each of the others."""
        between = Between(tree.at_least, tree.less_than)
        ours, theirs = self._weights(tree.of), self._weights(tree.over)
        if tree.by == "sum":
            return NumberBetween(((Sum(ours, theirs),),), between)
        leads = (tuple(Sum((one,), (other,)) for other in theirs) or (Sum((one,)),) for one in ours)
        return NumberBetween(tuple(leads), between)

    def _weights(self, families: Sequence[str]) -> tuple[int, ...]:
        first = self._index.weights
        return tuple(first + cause for family in families for cause in self._index.families.get(family, ()))

    def _holds(self, name: str) -> Term:
        if name == "directed":
            return ValueIn(self._index.directed, DIRECTED)
        if name not in self._named:
            part, flag = self._named_part(name)
            self._named[name] = Once(len(self._named), name, part, flag)
        return self._named[name]

    def _named_part(self, name: str) -> tuple[Term, bool]:
        book = self._knowledge.decision
        if name == "gate_met":
            return NumberBetween(((Sum((self._index.gaps,)),),), Between(None, 1)), True
        if name == "must_know_met":
            items = ((self.term(item.when), self.term(item.known)) for item in book.must_know)
            return All(tuple(Any((NotTerm(when), known)) for when, known in items)), True
        return self.term(book.derived[name]), False
