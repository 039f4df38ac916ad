"""One knowledge, lowered: questions, tables and sums, with terms in place of conditions; and what is judged as a whole.

Made once for each knowledge. `evaluate` takes it with plain values, `lookahead` with sets and ranges of them, and
`batch` writes it out as source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from orderless.bank.causes import CauseBook
from orderless.bank.conditions import Tree
from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.bank.questions import Choice, Effects, Question
from orderless.bank.replies import Variant
from orderless.bank.rules import Combination, Lean, MustKnow, Rule
from orderless.interview.answers import Answer
from orderless.rules.terms import (
    STATUSES,
    Index,
    Lowering,
    Once,
    Term,
    index_of,
    number_slots,
    status_bits,
    terms_in,
    value_slots,
)

__all__ = [
    "BANDS",
    "MONTHS",
    "MOST_POINTS",
    "NO",
    "UNDECIDED",
    "YES",
    "Asked",
    "Band",
    "Combined",
    "Factored",
    "LedBy",
    "Moves",
    "Needed",
    "PriorityTable",
    "Rulebook",
    "Ruled",
    "Statuses",
    "Tagged",
    "WorthRow",
    "WorthTable",
    "band_of",
    "points_of",
    "priority_table",
    "rulebook_of",
    "worth_table",
]

Band = Literal["high", "medium", "low", "unknown"]

BANDS: tuple[Band, ...] = get_args(Band)
"""The values of the priority, in the order of their bits (`JUDGEMENTS`)."""

MONTHS = 12
MOST_POINTS = 3
"""The most points of a factor. One whose fact is not known may still add as many."""


class WorthRow(NamedTuple):
    """A row that judges worth where the sum cannot be made; `answer` is the bit of the judgement."""

    when: Term
    answer: int
    because: str


class WorthTable(NamedTuple):
    """The break-even: the number slots of cases a month, cost of a case and cost of the fix; a share for each rank."""

    cases: int
    cost: int
    fix: int
    share: int
    shares: tuple[float, ...]
    yes_up_to: float
    no_from: float
    otherwise: tuple[WorthRow, ...]

    def answer(self, break_even: float) -> int:
        """The bit of the judgement that a break-even (a share) comes to."""
        return NO if break_even >= self.no_from else YES if break_even <= self.yes_up_to else UNDECIDED


YES, NO, UNDECIDED = (1 << JUDGEMENTS["worth"].index(answer) for answer in ("yes", "no", "unknown"))


class Factored(NamedTuple):
    """One factor of the priority: the points for each value of its fact, by rank; None for `unknown`."""

    name: str
    fact: int
    points: tuple[int | None, ...]
    zero_is_low: bool


class PriorityTable(NamedTuple):
    """The factors, and the points from which the priority is medium and high."""

    factors: tuple[Factored, ...]
    medium: int
    high: int


class Statuses(dict[tuple[int, int], int]):
    """The status of a cause, as the bit of its value, by the weights for it (>= 0) and against it (<= 0).

    Results are remembered: sums are small, so there are few of them.
    """

    def __init__(self, book: CauseBook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, weights: tuple[int, int]) -> int:
        """The bit of a status that nobody has asked for yet."""
        bit = self[weights] = 1 << STATUSES.index(self._book.status_of(*weights))
        return bit


def worth_table(knowledge: Knowledge, index: Index, lowering: Lowering) -> WorthTable:
    """The judgement of worth, lowered."""
    book = knowledge.decision.worth
    share = index.facts[book.share]
    return WorthTable(
        cases=index.amounts[book.cases],
        cost=index.amounts[book.cost],
        fix=index.amounts[book.fix],
        share=share,
        shares=tuple(book.shares.get(value, 1) for value in index.values[share]),
        yes_up_to=book.yes_up_to,
        no_from=book.no_from,
        otherwise=tuple(
            WorthRow(lowering.term(row.when), index.bits("worth", (row.answer,)), row.because) for row in book.otherwise
        ),
    )


def priority_table(knowledge: Knowledge, index: Index) -> PriorityTable:
    """The priority, lowered."""
    book = knowledge.decision.priority
    return PriorityTable(
        factors=tuple(
            Factored(
                factor.name,
                index.facts[factor.fact],
                tuple(factor.points.get(value) for value in index.values[index.facts[factor.fact]]),
                factor.zero_is_low,
            )
            for factor in book.factors
        ),
        medium=book.medium,
        high=book.high,
    )


def band_of(low: int, high: int, table: PriorityTable) -> Band:
    """The band both ends agree on; medium once it can no longer be low; else unknown."""
    if low >= table.high:
        return "high"
    if low >= table.medium:
        return "medium"
    return "low" if high < table.medium else "unknown"


def points_of(table: PriorityTable, values: Sequence[int]) -> tuple[int, int, bool]:
    """The least and most points over the factors, and whether one alone makes the priority low."""
    low = high = 0
    certainly_low = False
    for _, fact, points, zero_is_low in table.factors:
        known = points[values[fact].bit_length() - 1]
        if known is None:
            high += MOST_POINTS
            continue
        low, high = low + known, high + known
        certainly_low = certainly_low or (zero_is_low and known == 0)
    return low, high, certainly_low


class Tagged(NamedTuple):
    """What a cause gets when it is named with a choice: `weight` for it or against it."""

    weight: int
    supports: bool
    causes: tuple[int, ...]
    """The causes that may be named."""


class Moves(NamedTuple):
    """What a choice, band or combination moves: (cause, weight >= 0) for and against; (fact, bit of its value)."""

    supports: tuple[tuple[int, int], ...] = ()
    against: tuple[tuple[int, int], ...] = ()
    sets: tuple[tuple[int, int], ...] = ()
    tag: Tagged | None = None


class Asked(NamedTuple):
    """One question: when it applies (None: always), whether that depends on causes, and what its answers move.

    `always`: an answer counts even where the question does not apply (`counts: always`).
    """

    place: int
    question: Question
    when: Term | None
    counts: bool
    always: bool
    needed: bool
    """Whether the gate needs an answer."""
    amount: int | None
    """The number slot of its answer, if some condition or sum looks at it."""
    choices: Mapping[str, Moves]
    bands: tuple[tuple[int, Moves], ...]
    """For each band: its upper end, which belongs to it, and what an answer in it moves."""

    def moves_of(self, answer: Answer) -> tuple[Moves, ...]:
        """What an answer moves: the choices that were made, or the band that a number falls in."""
        value = answer.value
        if isinstance(value, str):
            chosen = self.choices.get(value)
            return () if chosen is None else (chosen,)
        if isinstance(value, tuple):
            return tuple([self.choices[key] for key in value if key in self.choices])
        if value is None or self.choices:
            return ()
        return next(((moves,) for up_to, moves in self.bands if value <= up_to), ())


class Combined(NamedTuple):
    """A combination: when it holds, and what it moves; `causes` are those that it speaks for or against."""

    when: Term
    moves: Moves
    row: Combination
    causes: frozenset[int]


class Needed(NamedTuple):
    """Something that must be known before a yes."""

    when: Term
    known: Term
    item: MustKnow


class Ruled(NamedTuple):
    """A rule, and its condition."""

    when: Term
    rule: Rule


class LedBy(NamedTuple):
    """A line of the leading cause: the causes that can lead, and the statuses (as bits) of which a cause needs one."""

    when: Term
    causes: tuple[int, ...]
    statuses: int


class Rulebook:
    """One knowledge, lowered."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.index: Index = index_of(knowledge)
        self._lowering = Lowering(knowledge, self.index)
        book = knowledge.decision
        self.statuses = Statuses(knowledge.causes)
        self.asked: tuple[Asked, ...] = tuple(self._asked())
        self.asked_of: Mapping[str, Asked] = {one.question.id: one for one in self.asked}
        self.combined = tuple(self._together(row) for row in book.combine)
        self.needed = tuple(Needed(self.term(item.when), self.term(item.known), item) for item in book.must_know)
        self.worth: WorthTable = worth_table(knowledge, self.index, self._lowering)
        self.priority: PriorityTable = priority_table(knowledge, self.index)
        self.rules = tuple(Ruled(self.term(rule.when), rule) for rule in book.rules)
        self.leaning: tuple[tuple[Term, Lean], ...] = tuple((self.term(line.when), line) for line in book.leaning)
        self.leading: tuple[LedBy, ...] = tuple(self._leading())
        self.variants: Mapping[str, tuple[tuple[Term, Variant], ...]] = {
            outcome: tuple((self.term(variant.when), variant) for variant in reply.variants)
            for outcome, reply in knowledge.replies.outcomes.items()
        }

    @property
    def named(self) -> tuple[Once, ...]:
        """The named conditions, each after those that it looks at. The place of each is its number."""
        return self._lowering.named

    def term(self, tree: Tree) -> Term:
        """The term of a condition of this knowledge."""
        return self._lowering.term(tree)

    def terms(self) -> Iterator[Term]:
        """Every term that a decision can look at, but not the terms inside these."""
        yield from (one.when for one in self.asked if one.when is not None)
        yield from (one.known for one in self.needed)
        tables: tuple[Iterable[tuple[Term, *tuple[object, ...]]], ...] = (
            *(self.combined, self.worth.otherwise, self.needed, self.rules, self.leaning, self.leading),
            *self.variants.values(),
        )
        yield from (row[0] for table in tables for row in table)

    def counts(self, term: Term) -> bool:
        """Whether a term looks at the status or the weight of a cause, be it through a named condition."""
        return any(self._counts(one) for one in terms_in(term))

    def _counts(self, term: Term) -> bool:
        index = self.index
        status = any(index.statuses <= slot < index.directed for slot in value_slots(term))
        return status or any(index.weights <= slot < index.strongest for slot in number_slots(term))

    def _asked(self) -> Iterator[Asked]:
        gate, setters = self.knowledge.decision.gate, self.knowledge.setters
        needed = {question for fact in gate.facts for question in setters.get(fact, ())}
        for place, question in enumerate(self.knowledge.questions.values()):
            when = self.term(question.when) if question.when is not None else None
            yield Asked(
                place,
                question,
                when,
                counts=when is not None and self.counts(when),
                always=question.counts == "always",
                needed=(gate.core and question.core) or question.id in needed,
                amount=self.index.amounts.get(question.id),
                choices={key: self._moves(choice) for key, choice in question.choices.items()},
                bands=tuple((band.up_to, self._moves(band)) for band in question.bands),
            )

    def _together(self, row: Combination) -> Combined:
        moves = self._moves(row)
        causes = frozenset(cause for cause, _ in (*moves.supports, *moves.against))
        return Combined(self.term(row.when), moves, row, causes)

    def _moves(self, moved: Effects | Combination) -> Moves:
        return Moves(
            self._weights(moved.supports),
            self._weights(moved.against),
            self._sets(moved.sets) if isinstance(moved, Effects) else (),
            self._tagged(moved) if isinstance(moved, Choice) else None,
        )

    def _weights(self, strengths: Mapping[str, str]) -> tuple[tuple[int, int], ...]:
        causes, scale = self.index.causes, self.knowledge.causes.scale
        return tuple((causes[cause], scale[strength]) for cause, strength in strengths.items() if cause in causes)  # type: ignore[index]

    def _sets(self, sets: Mapping[str, str]) -> tuple[tuple[int, int], ...]:
        return tuple((self.index.facts[fact], self.index.bits(fact, (value,))) for fact, value in sets.items())

    def _tagged(self, choice: Choice) -> Tagged | None:
        tag = choice.tag
        if tag is None:
            return None
        weight = self.knowledge.causes.scale[tag.strength]
        return Tagged(weight, tag.toward == "supports", self.index.families.get(tag.family, ()))

    def _leading(self) -> Iterator[LedBy]:
        for line in self.knowledge.decision.leading_cause:
            causes = tuple(
                self.index.causes[cause.id]
                for cause in self.knowledge.causes.causes
                if (cause.id in line.causes or not line.causes) and line.family in (None, cause.family)
            )
            yield LedBy(self.term(line.when), causes, status_bits(line.status))


_made: dict[int, tuple[Knowledge, Rulebook]] = {}


def rulebook_of(knowledge: Knowledge) -> Rulebook:
    """The rulebook of this knowledge, made once."""
    held = _made.get(id(knowledge))
    if held is None:
        _made.clear()  # one process has one knowledge, or two while a session is brought up to date
        held = _made[id(knowledge)] = (knowledge, Rulebook(knowledge))
    return held[1]
