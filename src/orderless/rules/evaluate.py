"""What the answers of an interview come to: one walk through the questions, then the causes, then the sums.

The path is settled in the author's order, so the order in which answers were given never matters. An answer to a
question that is not on the path is left out, and counts again when its branch reopens. Terms are made once into
functions of the slots; a named condition is worked out once for the tables, and anew on the way there, where facts
still change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, assert_never

from orderless.bank.conditions import Tree
from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.bank.questions import Question
from orderless.bank.replies import Variant
from orderless.bank.rules import Lean, MustKnow, Rule
from orderless.interview.answers import Answer, State
from orderless.rules.index import DIRECTED, NOT_DIRECTED, Index
from orderless.rules.judgements import MONTHS, UNDECIDED, band_of, points_of
from orderless.rules.rulebook import Asked, Moves, Rulebook, rulebook_of
from orderless.rules.terms import All, Any, Between, CountBetween, NotTerm, NumberBetween, Once, Sum, Term, ValueIn

__all__ = ["Evaluation", "Evaluator", "Test", "Worth", "counting_answer", "evaluator_of"]

Values = list[int]
"""A bit in each value slot; behind the last, for each named condition: 0 not worked out yet, 1 holds, 2 does not."""

Numbers = list[float | None]
"""A number in each number slot; None where an amount is not known."""

Test = Callable[[Values, Numbers], object]
"""Whether a term holds, as a value that is true or false."""

_HOLDS, _FAILS = 1, 2


class Worth(NamedTuple):
    """The judgement of worth: money in the consultant's own currency, `break_even` a share; the row that judged it."""

    yearly_cost: float | None
    fix_cost: float | None
    break_even: float | None
    row: int | None


class Evaluation(NamedTuple):
    """What the answers come to, by slot. `answers` are those that count: answered, and on the path."""

    values: Values
    numbers: Numbers
    path: tuple[str, ...]
    answers: dict[str, Answer]
    worth: Worth
    points: tuple[int, int]


class Evaluator:
    """One rulebook, ready to be asked about any number of interviews."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        index = rulebook.index
        self._tests = _Tests(index.directed + 1)
        self._asked = tuple((one, one.question.id, self._fresh(one.when)) for one in rulebook.asked)
        self._request = rulebook.knowledge.with_role("request")
        self._combined = tuple((self._tests.fresh(row.when), row.moves) for row in rulebook.combined)
        self._otherwise = tuple((self._tests.fresh(row.when), row.answer) for row in rulebook.worth.otherwise)
        self.rules: tuple[tuple[Test, Rule], ...] = tuple(
            (self._tests.kept(one.when), one.rule) for one in rulebook.rules
        )
        self.leaning: tuple[tuple[Test, Lean], ...] = tuple(
            (self._tests.kept(when), line) for when, line in rulebook.leaning
        )
        self.leading = tuple((self._tests.kept(line.when), line) for line in rulebook.leading)
        self.needed: tuple[tuple[Test, Test, MustKnow], ...] = tuple(
            (self._tests.kept(one.when), self._tests.kept(one.known), one.item) for one in rulebook.needed
        )
        self.variants: dict[str, tuple[tuple[Test, Variant], ...]] = {
            outcome: tuple((self._tests.kept(when), variant) for when, variant in variants)
            for outcome, variants in rulebook.variants.items()
        }
        self.gate = frozenset(one.question.id for one in rulebook.asked if one.needed)
        unknown = [index.unknown(slot) for slot in range(len(index.facts))]
        statuses = [rulebook.statuses.bit(0, 0)] * len(index.causes)
        self.blank: Values = [*unknown, *statuses, NOT_DIRECTED, *[0] * rulebook.names]
        self._no_numbers: Numbers = [
            *[None] * len(index.amounts),
            *[0] * len(index.causes),
            *[NO_ANSWER] * len(index.causes),
            0,
        ]
        self._status, self._weight = index.statuses, index.weights
        self._trees: dict[int, tuple[Tree, Test]] = {}
        self._terms: dict[int, tuple[Term, Test]] = {}

    def _fresh(self, term: Term | None) -> Test | None:
        return None if term is None else self._tests.fresh(term)

    def test_of(self, tree: Tree) -> Test:
        """The function of a condition of this knowledge, made when it is first asked for."""
        held = self._trees.get(id(tree))
        if held is None:
            held = self._trees[id(tree)] = (tree, self._tests.fresh(self.rulebook.term(tree)))
        return held[1]

    def holds(self, term: Term, found: Evaluation) -> bool:
        """Whether a term holds of this evaluation."""
        held = self._terms.get(id(term))
        if held is None:
            held = self._terms[id(term)] = (term, self._tests.fresh(term))
        return bool(held[1](found.values, found.numbers))

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
        walk.values[self.rulebook.index.priority] = 1 << JUDGEMENTS["priority"].index(band)
        return Evaluation(walk.values, walk.numbers, tuple(walk.path), walk.answers, worth, (low, high))

    def _walk(self, walk: _Walk, state: State) -> None:
        """Through the questions in the author's order."""
        values, numbers, path, gaps = walk.values, walk.numbers, walk.path, 0
        answers = state.answers
        if state.request and self._request is not None:
            answers = {**answers, self._request: Answer("answered", state.request)}
        for asked, question, test in self._asked:
            if test is not None:
                if asked.counts:
                    self._settle(walk)
                if not test(values, numbers):
                    continue
            path.append(question)
            answer = answers.get(question)
            if answer is not None and answer.state == "answered":
                walk.answers[question] = answer
                walk.take(asked, answer)
            elif asked.needed:
                gaps += 1
        numbers[-1] = gaps

    def _settle(self, walk: _Walk) -> None:
        """Work out the weight and status of each cause, from the answers so far and what the facts tell together."""
        supporting, opposing = walk.supporting.copy(), walk.opposing.copy()
        values, numbers = walk.values, walk.numbers
        for test, moves in self._combined:
            if test(values, numbers):
                for cause, weight in moves.supports:
                    supporting[cause] += weight
                for cause, weight in moves.against:
                    opposing[cause] -= weight
        status, weight_slot, bit = self._status, self._weight, self.rulebook.statuses.bit
        for cause, (speaks_for, speaks_against) in enumerate(zip(supporting, opposing, strict=True)):
            values[status + cause] = bit(speaks_for, speaks_against)
            numbers[weight_slot + cause] = speaks_for + speaks_against

    def _worth(self, walk: _Walk) -> Worth:
        """The break-even: which share of the problem the fix must remove to pay back in a year; else a judgement."""
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
"""The strongest single answer for a cause where there is none: below every weight."""


class _Walk:
    """What a walk has seen so far."""

    __slots__ = ("answers", "causes", "numbers", "opposing", "path", "strongest", "supporting", "values")

    def __init__(self, values: Values, numbers: Numbers, index: Index) -> None:
        self.values = values
        self.numbers = numbers
        self.causes = index.causes
        self.strongest = index.strongest
        self.supporting = [0] * len(index.causes)
        self.opposing = [0] * len(index.causes)
        self.path: list[str] = []
        self.answers: dict[str, Answer] = {}

    def take(self, asked: Asked, answer: Answer) -> None:
        """Add one answer on the path."""
        if asked.amount is not None:
            self.numbers[asked.amount] = asked.question.kind.amount(answer.value)
        for moves in asked.moves_of(answer):
            self._move(moves, answer)

    def _move(self, moves: Moves, answer: Answer) -> None:
        values = self.values
        for fact, bit in moves.sets:
            if bit < values[fact]:  # where answers differ, the worst stands
                values[fact] = bit
        for cause, weight in moves.supports:
            self._support(cause, weight)
        for cause, weight in moves.against:
            self.opposing[cause] -= weight
        if moves.tag is not None and answer.causes:
            for name in answer.causes:
                named = self.causes.get(name)
                if named is None:
                    continue
                if moves.tag.supports:
                    self._support(named, moves.tag.weight)
                else:
                    self.opposing[named] -= moves.tag.weight

    def _support(self, cause: int, weight: int) -> None:
        self.supporting[cause] += weight
        slot = self.strongest + cause
        strongest = self.numbers[slot]
        if strongest is None or weight > strongest:
            self.numbers[slot] = weight


class _Tests:
    """Makes terms into functions; named conditions remember what they came to behind the last of `slots`, or do not."""

    def __init__(self, slots: int) -> None:
        self._slots = slots
        self._made: dict[tuple[str, bool], Test] = {}

    def fresh(self, term: Term) -> Test:
        """Worked out anew each time: for the way through the questions, where facts still change."""
        return self._test(term, remember=False)

    def kept(self, term: Term) -> Test:
        """With named conditions worked out once: for the tables, where nothing changes any more."""
        return self._test(term, remember=True)

    def _test(self, term: Term, *, remember: bool) -> Test:
        match term:
            case All(parts):
                return _all([self._test(part, remember=remember) for part in parts])
            case Any(parts):
                return _any([self._test(part, remember=remember) for part in parts])
            case NotTerm(part):
                inner = self._test(part, remember=remember)
                return lambda values, numbers: not inner(values, numbers)
            case ValueIn(slot, wanted):
                return lambda values, numbers: values[slot] & wanted  # noqa: ARG005
            case CountBetween(slots, wanted, between):
                return _count(slots, wanted, between)
            case NumberBetween(rows, between):
                return _number(rows, between)
            case Once():
                return self._once(term, remember=remember)
            case _:
                assert_never(term)

    def _once(self, term: Once, *, remember: bool) -> Test:
        key = (term.name, remember)
        if key not in self._made:
            inner = self._test(term.part, remember=remember)
            self._made[key] = _remembered(self._slots + term.place, inner) if remember else inner
        return self._made[key]


def _remembered(place: int, inner: Test) -> Test:
    def test(values: Values, numbers: Numbers) -> object:
        found = values[place]
        if not found:
            found = values[place] = _HOLDS if inner(values, numbers) else _FAILS
        return found == _HOLDS

    return test


def _all(parts: Sequence[Test]) -> Test:
    if len(parts) == 1:
        return parts[0]
    each = tuple(parts)

    def test(values: Values, numbers: Numbers) -> object:
        for part in each:  # noqa: SIM110 (all() over a generator takes twice as long)
            if not part(values, numbers):
                return False
        return True

    return test


def _any(parts: Sequence[Test]) -> Test:
    each = tuple(parts)

    def test(values: Values, numbers: Numbers) -> object:
        for part in each:  # noqa: SIM110 (any() over a generator takes twice as long)
            if part(values, numbers):
                return True
        return False

    return test


def _count(slots: tuple[int, ...], wanted: int, between: Between) -> Test:
    def test(values: Values, numbers: Numbers) -> object:  # noqa: ARG001 (every test takes both)
        found = 0
        for slot in slots:
            if values[slot] & wanted:
                found += 1
        return between.holds(found)

    return test


def _number(rows: tuple[tuple[Sum, ...], ...], between: Between) -> Test:
    """The largest of the rows; of rows that are one slot each, the largest that is known."""
    if all(len(row) == 1 and len(row[0].plus) == 1 and not row[0].minus for row in rows):
        return _largest(tuple(row[0].plus[0] for row in rows), between)

    def test(values: Values, numbers: Numbers) -> object:  # noqa: ARG001
        return between.holds(lead(rows, numbers))

    return test


def _largest(slots: tuple[int, ...], between: Between) -> Test:
    def test(values: Values, numbers: Numbers) -> object:  # noqa: ARG001
        known = [number for slot in slots if (number := numbers[slot]) is not None]
        return bool(known) and between.holds(max(known))

    return test


def lead(rows: tuple[tuple[Sum, ...], ...], numbers: Numbers) -> float:
    """The largest of these rows, each the least of its sums. No sum has amounts in it, and all else is always known."""
    return max(min(_sum(one, numbers) for one in row) for row in rows)


def _sum(one: Sum, numbers: Numbers) -> float:
    return sum(numbers[slot] or 0 for slot in one.plus) - sum(numbers[slot] or 0 for slot in one.minus)


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
