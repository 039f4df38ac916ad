"""What the answers of an interview come to: one walk through the questions, then the causes, then the sums.

The path is settled in the author's order, so the order in which answers were given never matters. An answer to a
question that is not on the path is left out, unless its bank says that it counts always; and it counts again when its
branch reopens. Terms are made once into functions of the slots. During the walk facts still change, so a named
condition is worked out each time it is asked for; the tables come after the walk, and for them it is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from orderless.bank.conditions import Tree
from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.bank.questions import Question
from orderless.bank.replies import Variant
from orderless.bank.rules import Lean, Rule
from orderless.interview.answers import Answer, State
from orderless.rules.predicates import (
    ALWAYS,
    FAILS,
    HOLDS,
    Guarded,
    Numbers,
    Predicates,
    Table,
    Test,
    Values,
    first_row,
)
from orderless.rules.rulebook import MONTHS, UNDECIDED, Asked, Rulebook, Tagged, band_of, points_of, rulebook_of
from orderless.rules.terms import DIRECTED, NOT_DIRECTED, Index, Term

__all__ = ["NO_ANSWER", "Evaluation", "Evaluator", "Worth", "counting_answer", "evaluator_of"]


class Worth(NamedTuple):
    """The judgement of worth: money in the consultant's own currency, `break_even` as a share, the row that judged."""

    yearly_cost: float | None
    fix_cost: float | None
    break_even: float | None
    row: int | None


class _Stretch(NamedTuple):
    """Questions that follow each other and apply under one condition; `counts`: whether it depends on causes."""

    when: Guarded
    counts: bool
    questions: tuple[str, ...]
    each: tuple[tuple[str, bool, Asked], ...]
    """(its id, whether the gate needs it, the question)"""


class Evaluation(NamedTuple):
    """What the answers come to, by slot. `answers` are those that count: answered, and on the path or
    of a question that counts always.
    """

    values: Values
    numbers: Numbers
    path: tuple[str, ...]
    answers: dict[str, Answer]
    worth: Worth
    points: tuple[int, int]
    gaps: tuple[str, ...]
    """The questions on the path that the gate still needs answered."""


class Evaluator:
    """One rulebook, ready to be asked about any number of interviews."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        index = rulebook.index
        behind_last = index.directed + 1
        on_the_way, after = Predicates(None), Predicates(behind_last)
        self._after = after
        self._stretches = tuple(_stretches(rulebook.asked, on_the_way))
        self._request = rulebook.knowledge.with_role("request")
        self._combined = tuple((on_the_way.guarded(row.when), row.moves) for row in rulebook.combined)
        self._otherwise = tuple((on_the_way.test(row.when), row.answer) for row in rulebook.worth.otherwise)
        self._named = tuple((behind_last + one.place, after.test(one.part)) for one in rulebook.named)
        self.rules: Table[Rule] = tuple((after.guarded(one.when), one.rule) for one in rulebook.rules)
        self.leaning: Table[Lean] = tuple((after.guarded(when), line) for when, line in rulebook.leaning)
        self.leading = tuple((after.guarded(line.when), line) for line in rulebook.leading)
        self.needed = tuple((after.guarded(one.when), after.guarded(one.known), one.item) for one in rulebook.needed)
        self.variants: dict[str, Table[Variant]] = {
            outcome: tuple((after.guarded(when), variant) for when, variant in variants)
            for outcome, variants in rulebook.variants.items()
        }
        self.gate = frozenset(one.question.id for one in rulebook.asked if one.needed)
        unknown = [index.unknown(slot) for slot in range(len(index.facts))]
        statuses = [rulebook.statuses[0, 0]] * len(index.causes)
        self.blank: Values = [*unknown, *statuses, NOT_DIRECTED, *[0] * len(rulebook.named)]
        self._no_numbers: Numbers = [
            *[None] * len(index.amounts),
            *[0] * len(index.causes),
            *[NO_ANSWER] * len(index.causes),
            0,
        ]
        self._status, self._weight = index.statuses, index.weights
        self._trees: dict[int, tuple[Tree, Test]] = {}
        self._terms: dict[int, tuple[Term, Test]] = {}

    def test_of(self, tree: Tree) -> Test:
        """The function of a condition of this knowledge, made when it is first asked for."""
        held = self._trees.get(id(tree))
        if held is None:
            held = self._trees[id(tree)] = (tree, Predicates(None).test(self.rulebook.term(tree)))
        return held[1]

    def holds(self, term: Term, found: Evaluation) -> bool:
        """Whether a term of the rulebook holds of this evaluation."""
        held = self._terms.get(id(term))
        if held is None:
            held = self._terms[id(term)] = (term, self._after.test(term))
        return bool(held[1](found.values, found.numbers))

    def rule(self, found: Evaluation) -> tuple[int, Rule]:
        """The rule that decides, with its place in the table: the first that holds. The last one always does."""
        row = first_row(self.rules, found.values, found.numbers)
        assert row is not None
        return row

    def evaluate(self, state: State) -> Evaluation:
        """What the answers of this state come to."""
        walk = _Walk(self.blank.copy(), self._no_numbers.copy(), self.rulebook.index)
        if state.directed:
            walk.values[self.rulebook.index.directed] = DIRECTED
        self._walk(walk, state)
        self._settle(walk)
        worth = self._worth(walk)
        low, high, certainly_low = points_of(self.rulebook.priority, walk.values)
        band = "low" if certainly_low else band_of(low, high, self.rulebook.priority)
        values = walk.values
        values[self.rulebook.index.priority] = 1 << JUDGEMENTS["priority"].index(band)
        for slot, test in self._named:
            values[slot] = HOLDS if test(values, walk.numbers) else FAILS
        return Evaluation(
            walk.values, walk.numbers, tuple(walk.path), walk.answers, worth, (low, high), tuple(walk.gaps)
        )

    def _walk(self, walk: _Walk, state: State) -> None:
        """Go through the questions in the author's order, and take the answers on the path."""
        values, numbers, path, gaps = walk.values, walk.numbers, walk.path, walk.gaps
        answers = state.answers
        if state.request and self._request is not None:
            answers = {**answers, self._request: Answer("answered", state.request)}
        for (slot, wanted, rest), counts, questions, each in self._stretches:
            if counts:
                self._settle(walk)
            if not values[slot] & wanted or (rest is not None and not rest(values, numbers)):
                if each[0][2].always:
                    walk.take_if_answered(each[0][2], answers.get(questions[0]))
                continue
            path += questions
            for question, needed, asked in each:
                answer = answers.get(question)
                if answer is not None and answer.state == "answered":
                    walk.take(asked, answer)
                elif needed:
                    gaps.append(question)
        numbers[-1] = len(gaps)

    def _settle(self, walk: _Walk) -> None:
        """Work out the weight and status of each cause, from the answers so far and the combinations that hold."""
        if walk.settled:
            return
        walk.settled = True
        supporting, opposing = walk.supporting.copy(), walk.opposing.copy()
        values, numbers = walk.values, walk.numbers
        for (slot, wanted, rest), moves in self._combined:
            if values[slot] & wanted and (rest is None or rest(values, numbers)):
                for cause, weight in moves.supports:
                    supporting[cause] += weight
                for cause, weight in moves.against:
                    opposing[cause] -= weight
        status, weight_slot, bit = self._status, self._weight, self.rulebook.statuses
        for speaks_for, speaks_against in zip(supporting, opposing, strict=True):
            values[status] = bit[speaks_for, speaks_against]
            numbers[weight_slot] = speaks_for + speaks_against
            status += 1
            weight_slot += 1

    def _worth(self, walk: _Walk) -> Worth:
        """The judgement of worth: by the break-even; or, if that cannot be worked out, by the first row that holds.

        The break-even is the share of the problem that the fix must remove to pay back in a year.
        """
        table, slot = self.rulebook.worth, self.rulebook.index.worth
        cases, cost, fix = (walk.numbers[number] for number in (table.cases, table.cost, table.fix))
        yearly = None if cases is None or cost is None else cases * MONTHS * cost
        if yearly is not None:
            yearly *= table.shares[walk.values[table.share].bit_length() - 1]
        if yearly and fix is not None:
            break_even = fix / yearly
            walk.values[slot] = table.answer(break_even)
            return Worth(yearly, fix, break_even, None)
        for row, (test, answer) in enumerate(self._otherwise):
            if test(walk.values, walk.numbers):
                walk.values[slot] = answer
                return Worth(yearly, fix, None, row)
        walk.values[slot] = UNDECIDED
        return Worth(yearly, fix, None, None)


NO_ANSWER = -1
"""The strength of the strongest answer for a cause without any answer for it: below every weight."""


def _stretches(asked: Iterable[Asked], predicates: Predicates) -> Iterator[_Stretch]:
    """Questions that always apply make one stretch with their neighbours; every other one stands alone."""
    for place, group in groupby(asked, lambda one: -1 if one.when is None else one.place):
        each = tuple((one.question.id, one.needed, one) for one in group)
        when = each[0][2].when if place >= 0 else None
        yield _Stretch(
            ALWAYS if when is None else predicates.guarded(when),
            each[0][2].counts,
            tuple(question for question, _, _ in each),
            each,
        )


class _Walk:
    """What a walk has seen so far. `settled`: whether the causes were worked out since the last answer."""

    __slots__ = (
        "answers",
        "causes",
        "gaps",
        "numbers",
        "opposing",
        "path",
        "settled",
        "strongest",
        "supporting",
        "values",
    )

    def __init__(self, values: Values, numbers: Numbers, index: Index) -> None:
        self.values = values
        self.numbers = numbers
        self.causes = index.causes
        self.strongest = index.strongest
        self.supporting = [0] * len(index.causes)
        self.opposing = [0] * len(index.causes)
        self.path: list[str] = []
        self.gaps: list[str] = []
        self.answers: dict[str, Answer] = {}
        self.settled = False

    def take(self, asked: Asked, answer: Answer) -> None:
        """Add one answer on the path."""
        self.answers[asked.question.id] = answer
        self.settled = False  # even if it is only an amount: a combination may look at it
        if asked.amount is not None:
            self.numbers[asked.amount] = asked.question.kind.amount(answer.value)
        values, opposing = self.values, self.opposing
        for supports, against, sets, tag in asked.moves_of(answer):
            for fact, bit in sets:
                if bit < values[fact]:  # where answers differ, the worst stands
                    values[fact] = bit
            for cause, weight in supports:
                self._support(cause, weight)
            for cause, weight in against:
                opposing[cause] -= weight
            if tag is not None:
                self._take_named(tag, answer)

    def take_if_answered(self, asked: Asked, answer: Answer | None) -> None:
        """Add the answer to a question that does not apply, and counts always."""
        if answer is not None and answer.state == "answered":
            self.take(asked, answer)

    def _take_named(self, tag: Tagged, answer: Answer) -> None:
        """Add what the answer says of the causes that were named with it."""
        for name in answer.causes:
            cause = self.causes.get(name)
            if cause is None:
                continue
            if tag.supports:
                self._support(cause, tag.weight)
            else:
                self.opposing[cause] -= tag.weight

    def _support(self, cause: int, weight: int) -> None:
        self.supporting[cause] += weight
        slot = self.strongest + cause
        strongest = self.numbers[slot]
        if strongest is None or weight > strongest:
            self.numbers[slot] = weight


def counting_answer(question: Question, state: State) -> Answer | None:
    """The answer that counts as evidence if its question is on the path. The request itself answers its question."""
    if question.role == "request" and state.request:
        return Answer("answered", state.request)
    answer = state.answers.get(question.id)
    return answer if answer is not None and answer.state == "answered" else None


_made: dict[int, tuple[Rulebook, Evaluator]] = {}


def evaluator_of(knowledge: Knowledge) -> Evaluator:
    """The evaluator of this knowledge, made once."""
    rulebook = rulebook_of(knowledge)
    held = _made.get(id(rulebook))
    if held is None:
        _made.clear()
        held = _made[id(rulebook)] = (rulebook, Evaluator(rulebook))
    return held[1]
