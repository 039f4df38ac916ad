"""One rulebook made ready for looking ahead, quick to ask, with the values that each judgement can still have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from orderless.bank.causes import CauseBook
from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.bank.questions import Question
from orderless.bank.shape import UNKNOWN
from orderless.lookahead.abstract_state import AbstractState, Amount, joint, masks_of, sets_of
from orderless.lookahead.answer_ranges import OPEN, AnswerRanges, Range
from orderless.lookahead.effects import SMALL, Axis, Effects, LookedAt, Reach, Tally, axes_of, bits_of
from orderless.lookahead.range_terms import Node, RangeTerms
from orderless.rules.rulebook import (
    MONTHS,
    MOST_POINTS,
    NO,
    UNDECIDED,
    YES,
    Asked,
    Factored,
    Moves,
    PriorityTable,
    Rulebook,
    WorthTable,
    band_of,
    rulebook_of,
)
from orderless.rules.terms import STATUSES, Index, NumberBetween, Term, number_slots, terms_in, value_slots

__all__ = ["Combination", "Model", "Open", "PriorityRange", "Ruled", "StatusRange", "WorthRange", "model_of"]

_NO_END = float("inf")


class WorthRange:
    """The values that worth can still have: from the break-even over ranges of amounts, else from `otherwise`."""

    def __init__(self, table: WorthTable, terms: RangeTerms) -> None:
        self._table = table
        self._rows = tuple((terms.node(row.when), row.answer) for row in table.otherwise)
        self.reach = Reach(1 << table.share, 0, bits_of((table.cases, table.cost, table.fix)))
        for node, _ in self._rows:
            self.reach |= node.reach

    def masks(self, seen: AbstractState) -> list[int]:
        """For each value of worth the scenarios in which it is possible."""
        table = self._table
        found = [0, 0, 0]
        amounts = [seen.amounts[slot] for slot in (table.cases, table.cost, table.fix)]
        shares = sets_of(seen.values[table.share], seen.all)
        open_ones = 0
        for (cases, cost, fix), mask in joint(amounts, seen.all):
            for held, each in shares.items():
                both = mask & each
                if both:
                    bits, otherwise = self._summed(cases, cost, fix, held)
                    _add(found, bits, both)
                    open_ones |= both if otherwise else 0
        if open_ones:
            self._otherwise(seen, open_ones, found)
        return found

    def _summed(self, cases: Amount, cost: Amount, fix: Amount, held: int) -> tuple[int, bool]:
        """The values (as bits) that the sum can lead to, and whether it may be that the sum cannot be made."""
        if not fix[2]:  # unknown cases and costs are 0, which makes no sum either
            return 0, True
        shares = [share for rank, share in enumerate(self._table.shares) if held >> rank & 1]
        least = cases[0] * MONTHS * cost[0] * min(shares)
        ends = (cases[1], cost[1], max(shares))
        most = 0.0 if 0 in ends else cases[1] * MONTHS * cost[1] * max(shares)  # endless cases that cost 0
        found = self._break_even(fix[0], fix[1], least, most) if most > 0 else 0
        return found, least <= 0 or cases[3] or cost[3] or fix[3]

    def _break_even(self, fix_least: float, fix_most: float, least: float, most: float) -> int:
        low = fix_least / most
        high = fix_most / least if least > 0 else _NO_END
        found = NO if high >= self._table.no_from else 0
        if low <= self._table.yes_up_to:
            found |= YES
        if low < self._table.no_from and high > self._table.yes_up_to:
            found |= UNDECIDED
        return found

    def _otherwise(self, seen: AbstractState, left: int, found: list[int]) -> None:
        """Add the value of the first row that holds, in the scenarios that are left."""
        for node, answer in self._rows:
            met, unmet = node.test(seen)
            _add(found, answer, met & left)
            left &= ~met | unmet
            if not left:
                return
        _add(found, UNDECIDED, left)


def _add(found: list[int], bits: int, mask: int) -> None:
    for rank in range(len(found)):
        if bits >> rank & 1:
            found[rank] |= mask


class PriorityRange:
    """The bands in which the priority can still fall, given every value that the facts of its factors can have."""

    def __init__(self, table: PriorityTable) -> None:
        self._table = table
        self._facts = tuple(one.fact for one in table.factors)
        self._points = tuple(_points(one) for one in table.factors)
        self.reach = Reach(bits_of(self._facts))
        self._found: dict[tuple[int, ...], int] = {}

    def masks(self, seen: AbstractState) -> list[int]:
        """For each value of the priority the scenarios in which it is possible."""
        found = [0] * len(JUDGEMENTS["priority"])
        for held, mask in joint([sets_of(seen.values[fact], seen.all) for fact in self._facts], seen.all):
            bits = self._found.get(held)
            if bits is None:
                bits = self._found[held] = self._bands(held)
            _add(found, bits, mask)
        return found

    def _bands(self, held: Sequence[int]) -> int:
        each = [
            {points for rank, points in enumerate(known) if bits >> rank & 1}
            for known, bits in zip(self._points, held, strict=True)
        ]
        found = 0
        for chosen in product(*each):
            low, high = sum(one[0] for one in chosen), sum(one[1] for one in chosen)
            sure = any(one[2] for one in chosen)
            found |= 1 << JUDGEMENTS["priority"].index("low" if sure else band_of(low, high, self._table))
        return found


def _points(factor: Factored) -> tuple[tuple[int, int, bool], ...]:
    """For each value of the fact the least and most points, and whether it makes the priority low by itself."""
    return tuple(
        (0, MOST_POINTS, False) if points is None else (points, points, factor.zero_is_low and points == 0)
        for points in factor.points
    )


class StatusRange:
    """The statuses that a cause can have, given the least and the most that speaks for it and against it."""

    def __init__(self, book: CauseBook) -> None:
        self._book = book
        self._found: dict[tuple[int, int, int, int], int] = {}

    def bits(self, sums: tuple[int, int, int, int]) -> int:
        """The statuses as bits. Results are remembered: sums are small, so there are few of them."""
        found = self._found.get(sums)
        if found is None:
            found = self._found[sums] = self._bits(*sums)
        return found

    def _bits(self, least_for: int, most_for: int, least_against: int, most_against: int) -> int:
        found = 0 if least_for or least_against else 1 << STATUSES.index(UNKNOWN)
        if most_for or most_against:
            for total in range(least_for - most_against, most_for - least_against + 1):
                found |= 1 << STATUSES.index(self._book.status_from(total))
        return found


class Open(NamedTuple):
    """A question that can matter: when it applies (None: always), and everything that it can still become."""

    asked: Asked
    when: Node | None
    range: Range

    @property
    def place(self) -> int:
        """Where it stands in the author's order."""
        return self.asked.place

    @property
    def question(self) -> Question:
        """The question itself."""
        return self.asked.question

    @property
    def stays_open(self) -> Range:
        """Its range where it stays without an answer."""
        return next(part for part in self.range.parts(Reach()) if part.gets == OPEN)


class Ruled(NamedTuple):
    """A rule as a look sees it: its place in the table, its condition, and its outcome as a bit."""

    place: int
    node: Node
    outcome: int


class Combination(NamedTuple):
    """A combination of facts: what it moves where it holds, and where it may hold."""

    node: Node
    moved: Effects
    maybe: Effects
    causes: int
    """The causes that it moves, a bit for each."""


class Model:
    """One rulebook made ready for looking ahead. Made once, used for every state."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.index = rulebook.index
        terms = tuple(_terms(rulebook))
        axes = axes_of(self.index, terms)
        self.axes: tuple[Axis, ...] = tuple(axes.values())
        facts, ends = _looked_at(rulebook, terms)
        self.looked_at = LookedAt(self.index, facts, frozenset(ends), _strongest(self.index, terms), self.axes)
        self.ranges = AnswerRanges(self.looked_at, ends, tuple(self.index.causes))
        range_terms = RangeTerms(self.index, {one: number for number, one in enumerate(axes)})
        self.worth = WorthRange(rulebook.worth, range_terms)
        self.priority = PriorityRange(rulebook.priority)
        range_terms.judgement_reach.update(
            {self.index.worth: self.worth.reach, self.index.priority: self.priority.reach}
        )
        self.statuses = StatusRange(rulebook.knowledge.causes)
        self.combined = tuple(self._combination(range_terms, one.when, one.moves) for one in rulebook.combined)
        self.outcomes = tuple(rulebook.knowledge.decision.outcomes)
        self.rules = tuple(
            Ruled(place, range_terms.node(one.when), 1 << self.outcomes.index(one.rule.outcome))
            for place, one in enumerate(rulebook.rules)
        )
        self.open: tuple[Open, ...] = tuple(self._open(range_terms))
        self._answers: dict[int, tuple[Range, ...]] = {}

    def _combination(self, terms: RangeTerms, when: Term, moves: Moves) -> Combination:
        tally = Tally(self.looked_at)
        tally.add(moves, sure=True)
        moved = tally.effects()
        return Combination(terms.node(when), moved, moved.maybe(self.index), moved.reach.causes)

    def _open(self, terms: RangeTerms) -> Iterator[Open]:
        for asked in self.rulebook.asked:
            moves = self.ranges.of_question(asked)
            if asked.needed or moves.sure != Effects():
                yield Open(asked, terms.node(asked.when) if asked.when is not None else None, moves)

    def answers(self, one: Open) -> tuple[Range, ...]:
        """One range for each answer to this question that a person would name."""
        if one.place not in self._answers:
            self._answers[one.place] = tuple(self.ranges.of_each_answer(one.asked))
        return self._answers[one.place]

    def names_of(self, outcomes: int) -> tuple[str, ...]:
        """The outcomes of a set of bits, in the order of decision.yaml."""
        return tuple(outcome for place, outcome in enumerate(self.outcomes) if outcomes >> place & 1)

    def blank(self, *, directed: bool, scenarios: int = 1) -> AbstractState:
        """What is known before any question."""
        return AbstractState(self.index, len(self.axes), directed=directed, scenarios=scenarios)


def weigh(model: Model, seen: AbstractState) -> None:
    """Work out the statuses that each cause can have now, and the leads, with combinations counted in."""
    sums, leads = list(seen.sums), list(seen.along)
    for node, moved, maybe, _ in model.combined:
        met, unmet = node.test(seen)
        for effects, mask in ((moved, met & ~unmet), (maybe, met & unmet)):
            if mask:
                for one in effects.causes:
                    sums[one.cause] = seen.added(sums[one.cause], one, mask)
                for axis, least, most in effects.axes:
                    leads[axis] = seen.shifted(leads[axis], least, most, mask)
    seen.leads = leads
    first, bits = model.index.statuses, model.statuses.bits
    for cause, split in enumerate(sums):
        if len(split) == 1:  # the same in every scenario, as most are
            (each,) = split
            seen.values[first + cause] = seen.everywhere(bits(each))
        else:
            seen.values[first + cause] = masks_of(((bits(one), mask) for one, mask in split.items()), len(STATUSES))


def _terms(rulebook: Rulebook) -> Iterator[Term]:
    """Every term that can change a decision. (The leaning, the leading cause and the words of a reply cannot.)"""
    yield from (one.when for one in rulebook.rules)
    yield from (one.when for one in rulebook.combined)
    yield from (one.when for one in rulebook.worth.otherwise)
    yield from (one.when for one in rulebook.asked if one.when is not None)


def _looked_at(rulebook: Rulebook, terms: tuple[Term, ...]) -> tuple[frozenset[int], dict[int, tuple[float, ...]]]:
    """The facts and the amounts that these terms look at; each amount with the bounds that cut its range."""
    index, worth = rulebook.index, rulebook.worth
    facts = {worth.share, *(one.fact for one in rulebook.priority.factors)}
    ends: dict[int, set[float]] = {slot: {SMALL} for slot in (worth.cases, worth.cost, worth.fix)}
    for one in (one for term in terms for one in terms_in(term)):
        facts.update(slot for slot in value_slots(one) if slot < index.worth)
        for slot in number_slots(one):
            if slot < index.weights and isinstance(one, NumberBetween):
                ends.setdefault(slot, set()).update(end for end in one.between if end is not None)
    return frozenset(facts), {slot: tuple(sorted(end for end in found if end > 0)) for slot, found in ends.items()}


def _strongest(index: Index, terms: Iterable[Term]) -> frozenset[int]:
    """The causes for which some term asks how strong a single answer is."""
    slots = (slot for term in terms for one in terms_in(term) for slot in number_slots(one))
    return frozenset(slot - index.strongest for slot in slots if index.strongest <= slot < index.gaps)


_made: dict[int, tuple[Rulebook, Model]] = {}


def model_of(knowledge: Knowledge) -> Model:
    """The model of this knowledge, made once."""
    rulebook = rulebook_of(knowledge)
    held = _made.get(id(rulebook))
    if held is None:
        _made.clear()  # one process has one knowledge, or two while a session is brought up to date
        held = _made[id(rulebook)] = (rulebook, Model(rulebook))
    return held[1]
