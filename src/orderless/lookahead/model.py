"""One rulebook made ready for looking ahead: questions, combinations and rules, over ranges and quick to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.lookahead.abstract_state import AbstractState, masks_of
from orderless.lookahead.answer_ranges import OPEN, AnswerRanges, Range
from orderless.lookahead.axes import Axis, axes_of
from orderless.lookahead.effects import Effects, LookedAt, Tally
from orderless.lookahead.judgement_ranges import PriorityRange, StatusRange, WorthRange
from orderless.lookahead.range_terms import Node, RangeTerms
from orderless.lookahead.reach import SMALL, Reach
from orderless.rules.index import STATUSES, Index
from orderless.rules.rulebook import Asked, Moves, Rulebook, rulebook_of, slots_of
from orderless.rules.terms import NumberBetween, Term, ValueIn, terms_in

__all__ = ["Combination", "Model", "Open", "Ruled", "model_of"]


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
    """Facts together: what they move where they hold, and where they may hold."""

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
    """Work out the statuses that each cause can have now, and the leads, facts together included."""
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
    """The facts that these look at, and the amounts, each with the bounds that cut its range."""
    index, worth = rulebook.index, rulebook.worth
    facts = {worth.share, *(one.fact for one in rulebook.priority.factors)}
    ends: dict[int, set[float]] = {slot: {SMALL} for slot in (worth.cases, worth.cost, worth.fix)}
    for one in (one for term in terms for one in terms_in(term)):
        if isinstance(one, ValueIn) and one.slot < index.worth:
            facts.add(one.slot)
        elif isinstance(one, NumberBetween):
            for slot in slots_of(one):
                if slot < index.weights:
                    ends.setdefault(slot, set()).update(end for end in one.between if end is not None)
    return frozenset(facts), {slot: tuple(sorted(end for end in found if end > 0)) for slot, found in ends.items()}


def _strongest(index: Index, terms: Iterable[Term]) -> frozenset[int]:
    """The causes for which some term asks how strong a single answer is."""
    numbers = (one for term in terms for one in terms_in(term) if isinstance(one, NumberBetween))
    slots = (slot for one in numbers for slot in slots_of(one))
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
