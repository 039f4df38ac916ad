"""The smallest changes of answers that flip the headline, each one step from the answer held, and each in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import compress, islice
from math import isfinite
from typing import NamedTuple

from orderless.bank.answer_types.base import Other
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.bank.shape import Response
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.english import listed, lowered
from orderless.interview.answers import Answer, State
from orderless.lookahead.analysis import Analysis, Scenario
from orderless.lookahead.answer_ranges import Range
from orderless.lookahead.model import Open, model_of
from orderless.rules.evaluate import counting_answer
from orderless.rules.rulebook import MONTHS

__all__ = ["Change", "Flip", "changed", "counterfactual", "in_words", "other_answers"]


class Change(NamedTuple):
    """An answer as it would be."""

    question: str
    answer: Answer


def changed(state: State, changes: Iterable[Change]) -> State:
    """The state with these changes made."""
    return replace(state, answers={**state.answers, **{one.question: one.answer for one in changes}})


def other_answers(
    question: Question, held: Answer | None, families: Mapping[str, tuple[str, ...]], amounts: Iterable[int]
) -> Iterator[Answer]:
    """The answers one step away from the one held: another choice, a choice more or less, another cause or amount."""
    now = Other(() if held.value is None else held.value, held.causes) if held is not None else None
    for one in question.kind.other_answers(question, now, families, amounts):
        yield Answer("answered", one.value, one.causes)


def in_words(knowledge: Knowledge, state: State, change: Change) -> str:
    """The changed answer as part of a sentence, in the words of the shared summary where it has words for it."""
    question, answer = knowledge.questions[change.question], change.answer
    held = counting_answer(question, state)
    known = held.causes if held is not None else ()
    named = listed([knowledge.cause[cause].name.lower() for cause in answer.causes if cause not in known])
    if held is not None and question.choices and held.keys == answer.keys:
        return f"the cause named at “{question.label}” is {named}"
    if question.choices:
        words = _choices_in_words(question, held.keys if held is not None else (), answer.keys)
    elif isinstance(answer.value, int | float):
        words = f"“{question.label}” is {question.kind.figure(answer.value)}"
    else:
        words = f"“{question.label}” is answered"
    return f"{words} ({named})" if named else words


def _choices_in_words(question: Question, held: Sequence[str], keys: Sequence[str]) -> str:
    """The new choices in words; if a choice is only added or taken away, that choice alone."""
    more = [key for key in keys if key not in held]
    fewer = [key for key in held if key not in keys]
    if fewer and not more:
        return f"for “{question.label}” the answer is no longer “{question.choices[fewer[0]].label}”"
    added = bool(more and held and not fewer)
    chosen = [question.choices[key] for key in (more if added else keys)]
    if all(choice.heard for choice in chosen):
        said = " and ".join(lowered(str(choice.heard)) for choice in chosen)
        return f"{said} as well" if added else said
    labels = listed([f"“{choice.label}”" for choice in chosen])
    return f"for “{question.label}” the answer is {'also ' if added else ''}{labels}"


_AT_MOST = 3
_EACH = 2
_LOOKS_FOR_PAIRS = 60
_AT_ONCE = 40
"""At least so many changes are looked at together, and not all: the first questions often hold what is wanted."""

_HEADLINE: dict[Response, str] = {"yes": "a yes", "no": "a no", "not_yet": "not yet"}


class Flip(NamedTuple):
    """Changes that together flip the headline; what comes out then; and both as a sentence."""

    changes: tuple[Change, ...]
    response: Response
    outcome: str
    say: str


def counterfactual(verdict: Verdict) -> tuple[Flip, ...]:
    """The nearest changes to each other headline, at most three in all. Each is minimal, and was decided on.

    Open questions are tried before answered ones, answers that are believed before those that are not, and later
    answers before earlier ones: who owns a change can be arranged, what kind of request it was cannot.
    """
    search = _Search(verdict)
    others = [response for response in _HEADLINE if response != verdict.response]
    found: dict[Response, list[_Found]] = {response: [] for response in others}
    for flip in search.singles(others):
        found[flip.response].append(flip)
    missing = [response for response in others if not found[response]]
    for flip in search.pairs(missing) if missing else ():
        if not found[flip.response]:
            found[flip.response].append(flip)
    ranked = [found[response][rank] for rank in range(_EACH) for response in others if rank < len(found[response])]
    ranked = sorted(ranked[:_AT_MOST], key=lambda flip: len(flip.changes))
    order = list(verdict.case.knowledge.questions)
    tried = (tuple(sorted(one.changes, key=lambda change: order.index(change.question))) for one in ranked)
    return tuple(told for changes in tried if (told := _decided(verdict, changes)) is not None)


def _decided(verdict: Verdict, changes: tuple[Change, ...]) -> Flip | None:
    """The flip that these changes really lead to; None if the headline stays the same."""
    knowledge = verdict.case.knowledge
    after = decide(knowledge, changed(verdict.case.state, changes))
    if after.response == verdict.response:
        return None
    ifs = " and ".join(in_words(knowledge, verdict.case.state, change) for change in changes)
    say = f"Becomes {_HEADLINE[after.response]} (“{after.title}”) if {ifs}."
    return Flip(changes, after.response, after.outcome, say)


def _free(questions: Iterable[Open]) -> Mapping[int, Range]:
    """These questions, each with the range of everything it can become."""
    return {one.place: one.range for one in questions}


class _Found(NamedTuple):
    changes: tuple[Change, ...]
    response: Response


class _Search:
    """Looks at ranges for changes of one verdict that can flip it. What it finds is still to be decided on."""

    def __init__(self, verdict: Verdict) -> None:
        self._verdict = verdict
        self._state = verdict.case.state
        self._knowledge = verdict.case.knowledge
        self._model = model_of(self._knowledge)
        self._analysis = Analysis(self._model, self._state, as_it_stands=True)
        self._candidates = sorted(self._model.open, key=self._nearness)
        self._place = {one.question.id: one.place for one in self._candidates}
        book = self._knowledge.decision.outcomes
        self._responses = [(1 << place, book[outcome].response) for place, outcome in enumerate(self._model.outcomes)]
        self._looks = _LOOKS_FOR_PAIRS
        index = self._model.index
        names = tuple(index.causes)
        self._families = {family: tuple(names[one] for one in held) for family, held in index.families.items()}

    def _nearness(self, asked: Open) -> tuple[bool, bool, bool, int]:
        answer = counting_answer(asked.question, self._state)
        private = self._knowledge.bank_of[asked.question.id].private
        if answer is None:
            return private, False, not asked.question.core, asked.place
        return private, True, answer.basis != "believes", -asked.place

    def _look(self, each: Sequence[Mapping[int, Range]]) -> Sequence[int]:
        """The outcomes possible with each of these sets of ranges; only one where the ranges are single answers."""
        return [look.outcomes for look in self._analysis.looks([Scenario(one) for one in each])] if each else ()

    def _headline(self, outcomes: int, wanted: Iterable[Response]) -> Response | None:
        """The first wanted headline among these outcomes; None if there is none."""
        return next((response for bit, response in self._responses if outcomes & bit and response in wanted), None)

    def _flips(self, each: Sequence[Mapping[int, Range]], wanted: Iterable[Response]) -> Sequence[Response | None]:
        """For each of these sets of ranges, a wanted headline that is possible; None if there is none."""
        return [self._headline(outcomes, wanted) for outcomes in self._look(each)]

    def singles(self, others: Sequence[Response]) -> Iterator[_Found]:
        """Single changes that lead to another headline, nearest first; at most one for each question and headline."""
        wanted = dict.fromkeys(others, _EACH)
        path = set(self._verdict.case.evidence.path)
        asked = [one for one in self._candidates if one.question.id in path or one.asked.always]
        able = self._flips([{one.place: one.range} for one in asked], wanted)
        for changes in self._tried(compress(asked, able)):
            found: dict[Response, Change] = {}
            for change, outcomes in changes:
                response = self._headline(outcomes, wanted)
                if response is not None:
                    found.setdefault(response, change)
            for response, change in found.items():
                yield _Found((change,), response)
                wanted[response] -= 1
            wanted = {response: left for response, left in wanted.items() if left}
            if not wanted:
                return

    def _tried(self, questions: Iterable[Open]) -> Iterator[Sequence[tuple[Change, int]]]:
        """For each question, its single changes and the outcomes of each; several questions share one look."""
        waiting = iter(questions)
        while True:
            some: list[list[tuple[Change, Range]]] = []
            while sum(map(len, some)) < _AT_ONCE and (one := next(waiting, None)) is not None:
                some.append(list(self._changes(one)))
            if not some:
                return
            outcomes = iter(self._look([{self._place[c.question]: answer} for each in some for c, answer in each]))
            yield from ([(change, next(outcomes)) for change, _ in each] for each in some)

    def pairs(self, wanted: Sequence[Response]) -> Iterator[_Found]:
        """Pairs of changes, for headlines that no single change leads to, within a number of looks."""
        groups = [self._candidates[place:] for place in range(len(self._candidates) - 1)]
        able = self._flips([_free(group) for group in groups], wanted)
        for (one, *others), response in zip(groups, able, strict=True):
            for other in self._partners(one, others, wanted, response):
                yield from islice(self._both(one, other, wanted), 1)

    def _partners(
        self, one: Open, others: Sequence[Open], wanted: Sequence[Response], able: Response | None
    ) -> Iterator[Open]:
        """The questions that could flip the headline together with this one. Whole groups are ruled out at a time.

        `able` is the headline that a look at the whole group found possible. Both halves are then looked at in one go.
        """
        if not self._one_look_more() or able is None:
            return
        if len(others) == 1:
            yield others[0]
            return
        halves = others[: len(others) // 2], others[len(others) // 2 :]
        for half, found in zip(halves, self._flips([_free((one, *half)) for half in halves], wanted), strict=True):
            yield from self._partners(one, half, wanted, found)

    def _one_look_more(self) -> bool:
        """Take one of the looks that are left for pairs; False if none was left."""
        self._looks -= 1
        return self._looks >= 0

    def _both(self, one: Open, other: Open, wanted: Sequence[Response]) -> Iterator[_Found]:
        changes, more = list(self._changes(one)), list(self._changes(other))
        able = self._flips([{one.place: answer, other.place: other.range} for _, answer in changes], wanted)
        for (first, answer), response in zip(changes, able, strict=True):
            if not self._one_look_more():
                return
            if response is None:
                continue
            turned = self._flips([{one.place: answer, other.place: second} for _, second in more], wanted)
            for (second, _), headline in zip(more, turned, strict=True):
                self._one_look_more()
                if headline is not None:
                    yield _Found((first, second), headline)

    def _changes(self, asked: Open) -> Iterator[tuple[Change, Range]]:
        """Each single change of this question's answer, with its range."""
        held = counting_answer(asked.question, self._state)
        for answer in other_answers(asked.question, held, self._families, self._amounts(asked.question)):
            yield Change(asked.question.id, answer), self._model.ranges.of_answer(asked.asked, answer)

    def _amounts(self, question: Question) -> Iterator[int]:
        """Whole amounts just below and above those at which the worth changes, if the other two amounts stay."""
        for turn in self._turning(question.id):
            if isfinite(turn):
                nearest = round(turn)
                yield from (amount for amount in (nearest, nearest - 1, nearest + 1) if amount >= 0)

    def _turning(self, question: str) -> Iterator[float]:
        """The values of this amount at which the judgement of worth changes."""
        book, evidence = self._knowledge.decision.worth, self._verdict.case.evidence
        cases, cost, fix = (evidence.number(name) for name in (book.cases, book.cost, book.fix))
        share = book.shares.get(evidence.fact(book.share), 1)
        for limit in (book.yes_up_to, book.no_from):
            yearly = limit * MONTHS * share  # if there is one case a month, which costs 1
            if question == book.fix and cases and cost:
                yield yearly * cases * cost
            elif question == book.cases and cost and fix and yearly:
                yield fix / (yearly * cost)
            elif question == book.cost and cases and fix and yearly:
                yield fix / (yearly * cases)
