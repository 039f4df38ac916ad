"""One knowledge made ready for looking ahead: questions, combinations and rules, by place and quick to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from orderless.bank.conditions import CauseIs, Count, Holds, StrongestAnswer, Tree, walk
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.decision.judgement_ranges import PriorityRange, WorthRange
from orderless.decision.moved import Moved
from orderless.decision.places import Reached, places_of
from orderless.decision.ranges import OPEN, Range, range_of_question, ranges_of_answers
from orderless.decision.sightings import Sightings
from orderless.decision.three_valued import MET, STATUSES, UNMET, Conditions, Node

__all__ = ["Asked", "Reckoner", "Ruled", "staying_open"]


class Asked(NamedTuple):
    """A question that can matter: when it applies, whether that hangs on causes, whether the gate needs it."""

    place: int
    question: Question
    when: Node | None
    counts: bool
    needed: bool
    range: Range


class Ruled(NamedTuple):
    """A rule as the walk sees it: its place in the table, its condition, and its outcome as a bit."""

    place: int
    node: Node
    outcome: int


class Reckoner:
    """One knowledge made ready for looking ahead. Made once, used for every state."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        book = knowledge.decision
        facts = {book.worth.share, *(factor.fact for factor in book.priority.factors)}
        self.places = places_of(knowledge, _conditions(knowledge), facts)
        conditions = Conditions(knowledge, self.places)
        self.worth = WorthRange(knowledge, self.places, conditions)
        self.priority = PriorityRange(knowledge, self.places)
        conditions.judgement_reach.update(worth=self.worth.reach, priority=self.priority.reach)
        self.combine = tuple(
            (conditions.node(row.when), tuple(self._weights(row.supports, row.against))) for row in book.combine
        )
        self.outcomes = tuple(book.outcomes)
        self.rules = tuple(
            Ruled(place, conditions.node(rule.when), 1 << self.outcomes.index(rule.outcome))
            for place, rule in enumerate(book.rules)
        )
        self.asked = tuple(self._asked(conditions))
        self.memo_size = conditions.memo_size
        self._statuses: dict[tuple[int, ...], int] = {}
        self._answers: dict[int, tuple[Range, ...]] = {}

    def _weights(self, supports: Mapping[str, str], against: Mapping[str, str]) -> Iterator[tuple[int, int, int]]:
        """For each cause what speaks for it and what against it."""
        for cause in {**supports, **against}:
            scale = self.places.scale
            yield self.places.causes[cause], scale.get(supports.get(cause, ""), 0), scale.get(against.get(cause, ""), 0)

    def _asked(self, conditions: Conditions) -> Iterator[Asked]:
        gate, setters = self.knowledge.decision.gate, self.knowledge.setters
        needed = {question for fact in gate.facts for question in setters.get(fact, ())}
        for place, question in enumerate(self.knowledge.questions.values()):
            needs = (gate.core and question.core) or question.id in needed
            moves = range_of_question(question, self.places)
            if needs or moves.sure != Moved():
                when = conditions.node(question.when) if question.when is not None else None
                counts = question.when is not None and _counts(self.knowledge, question.when)
                yield Asked(place, question, when, counts, needs, moves)

    def answers(self, asked: Asked) -> tuple[Range, ...]:
        """One range for each answer to this question that a person would name."""
        if asked.place not in self._answers:
            self._answers[asked.place] = tuple(ranges_of_answers(asked.question, self.places))
        return self._answers[asked.place]

    def bits(self, outcomes: int) -> tuple[str, ...]:
        """The outcomes of a set of bits, in the order of decision.yaml."""
        return tuple(outcome for place, outcome in enumerate(self.outcomes) if outcomes >> place & 1)

    def weigh(self, seen: Sightings) -> None:
        """Work out the statuses that each cause can have now, facts together included."""
        sums = [list(each) for each in (seen.for_least, seen.for_most, seen.against_least, seen.against_most)]
        for node, weights in self.combine:
            met = node.test(seen)
            if met == UNMET:
                continue
            for cause, supports, against in weights:
                sums[1][cause] += supports
                sums[3][cause] += against
                if met == MET:
                    sums[0][cause] += supports
                    sums[2][cause] += against
        known = self._statuses
        seen.statuses = [known.get(each) or self._status(each) for each in zip(*sums, strict=True)]

    def _status(self, sums: tuple[int, ...]) -> int:
        least_for, most_for, least_against, most_against = sums
        status_of = self.knowledge.causes.status_of
        found = 0 if least_for or least_against else 1 << STATUSES.index("unknown")
        if most_for or most_against:
            for total in range(least_for - most_against, most_for - least_against + 1):
                supporting = max(total, 0) + 1  # where something speaks for it and against it, only the total counts
                found |= 1 << STATUSES.index(status_of(supporting, total - supporting))
        self._statuses[least_for, most_for, least_against, most_against] = found
        return found


def _conditions(knowledge: Knowledge) -> Iterator[Tree]:
    """Every condition that can change a decision. (The leaning and the leading cause cannot.)"""
    book = knowledge.decision
    yield from (rule.when for rule in book.rules)
    yield from book.derived.values()
    yield from (row.when for row in book.combine)
    for item in book.must_know:
        yield from (item.when, item.known)
    yield from (row.when for row in book.worth.otherwise)
    yield from (question.when for question in knowledge.questions.values() if question.when is not None)


def _counts(knowledge: Knowledge, tree: Tree) -> bool:
    """Whether a condition looks at causes."""
    return any(
        isinstance(node, CauseIs | Count | StrongestAnswer)
        or (isinstance(node, Holds) and node.name in knowledge.decision.derived)
        for node in walk(tree)
    )


def staying_open(asked: Asked) -> Range:
    """The range of a question that stays open."""
    return next(part for part in asked.range.parts(Reached()) if part.gets == OPEN)
