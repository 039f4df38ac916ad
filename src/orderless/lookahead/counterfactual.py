"""The smallest changes of answers that flip the headline: one answer given otherwise or given at all, else two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import isfinite
from typing import NamedTuple

from orderless.bank.questions import Question
from orderless.bank.shape import Response
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.lookahead.analysis import Analysis
from orderless.lookahead.answer_ranges import Range
from orderless.lookahead.changes import Change, changed, in_words, other_answers
from orderless.lookahead.model import Open, model_of
from orderless.rules.evaluate import counting_answer
from orderless.rules.judgements import MONTHS

__all__ = ["Flip", "counterfactual"]

_AT_MOST = 3
_EACH = 2
_LOOKS_FOR_PAIRS = 60

_HEADLINE: dict[Response, str] = {"yes": "a yes", "no": "a no", "not_yet": "not yet"}


class Flip(NamedTuple):
    """Changes that together flip the headline, what comes out then, and the same as a sentence."""

    changes: tuple[Change, ...]
    response: Response
    outcome: str
    say: str


def counterfactual(verdict: Verdict) -> tuple[Flip, ...]:
    """The nearest changes for each other headline, at most three in all; each has been decided on, and is minimal.

    What is open comes before what was answered, what is believed before what was seen, and of the answers the last
    before the first: who owns a change can be arranged, what kind of request it was cannot.
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
    """What really comes out; None where the headline stays."""
    knowledge = verdict.case.knowledge
    after = decide(knowledge, changed(verdict.case.state, changes))
    if after.response == verdict.response:
        return None
    ifs = " and ".join(in_words(knowledge, verdict.case.state, change) for change in changes)
    say = f"Becomes {_HEADLINE[after.response]} (“{after.title}”) if {ifs}."
    return Flip(changes, after.response, after.outcome, say)


class _Found(NamedTuple):
    changes: tuple[Change, ...]
    response: Response


class _Search:
    """Tries changes on one verdict: quickly by a look at ranges, and what remains by deciding."""

    def __init__(self, verdict: Verdict) -> None:
        self._verdict = verdict
        self._state = verdict.case.state
        self._knowledge = verdict.case.knowledge
        self._model = model_of(self._knowledge)
        self._analysis = Analysis(self._model, self._state, as_it_stands=True)
        self._candidates = sorted(self._model.open, key=self._nearness)
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

    def _flips(self, narrowed: Mapping[int, Range], wanted: Iterable[Response]) -> Response | None:
        """A wanted headline that is possible with these ranges; where nothing is open, the one that comes out."""
        outcomes = self._analysis.look(narrowed).outcomes
        return next((response for bit, response in self._responses if outcomes & bit and response in wanted), None)

    def singles(self, others: Sequence[Response]) -> Iterator[_Found]:
        """Single changes to another headline, nearest first; of one question at most one for each headline."""
        wanted = dict.fromkeys(others, _EACH)
        path = set(self._verdict.case.evidence.path)
        for asked in self._candidates:
            if not wanted:
                return
            if asked.question.id not in path or self._flips({asked.place: asked.range}, wanted) is None:
                continue
            for response, change in self._turns(asked, wanted).items():
                yield _Found((change,), response)
                wanted[response] -= 1
            wanted = {response: left for response, left in wanted.items() if left}

    def _turns(self, asked: Open, wanted: Iterable[Response]) -> Mapping[Response, Change]:
        """For each wanted headline the first change of this answer that leads to it."""
        found: dict[Response, Change] = {}
        for change, answer in self._changes(asked):
            response = self._flips({asked.place: answer}, wanted)
            if response is not None:
                found.setdefault(response, change)
        return found

    def pairs(self, wanted: Sequence[Response]) -> Iterator[_Found]:
        """Two changes together, where no single one will do, within a number of looks."""
        for place, asked in enumerate(self._candidates):
            for other in self._partners(asked, self._candidates[place + 1 :], wanted):
                yield from islice(self._both(asked, other, wanted), 1)
            if self._looks <= 0:
                return

    def _partners(self, asked: Open, others: Sequence[Open], wanted: Sequence[Response]) -> Iterator[Open]:
        """Of these questions those that could flip it together with this one: whole groups are ruled out at a time."""
        if not others or self._looks <= 0:
            return
        self._looks -= 1
        free = {one.place: one.range for one in (asked, *others)}
        if self._flips(free, wanted) is None:
            return
        if len(others) == 1:
            yield others[0]
            return
        half = len(others) // 2
        yield from self._partners(asked, others[:half], wanted)
        yield from self._partners(asked, others[half:], wanted)

    def _both(self, one: Open, other: Open, wanted: Sequence[Response]) -> Iterator[_Found]:
        for first, answer in self._changes(one):
            self._looks -= 1
            if self._looks <= 0:
                return
            if self._flips({one.place: answer, other.place: other.range}, wanted) is None:
                continue
            for second, more in self._changes(other):
                self._looks -= 1
                response = self._flips({one.place: answer, other.place: more}, wanted)
                if response is not None:
                    yield _Found((first, second), response)

    def _changes(self, asked: Open) -> Iterator[tuple[Change, Range]]:
        """Each single change of this question's answer, with its range."""
        held = counting_answer(asked.question, self._state)
        for answer in other_answers(asked.question, held, self._families, self._amounts(asked.question)):
            yield Change(asked.question.id, answer), self._model.ranges.of_answer(asked.asked, answer)

    def _amounts(self, question: Question) -> Iterator[int]:
        """Whole amounts on both sides of where the worth turns, the two other amounts being as they are."""
        for turn in self._turning(question.id):
            if isfinite(turn):
                nearest = round(turn)
                yield from (amount for amount in (nearest, nearest - 1, nearest + 1) if amount >= 0)

    def _turning(self, question: str) -> Iterator[float]:
        """Where the judgement of worth changes (`sums.worth`), solved for this amount."""
        book, evidence = self._knowledge.decision.worth, self._verdict.case.evidence
        cases, cost, fix = (evidence.number(name) for name in (book.cases, book.cost, book.fix))
        share = book.shares.get(evidence.fact(book.share), 1)
        for limit in (book.yes_up_to, book.no_from):
            yearly = limit * MONTHS * share  # of one case at a cost of one
            if question == book.fix and cases and cost:
                yield yearly * cases * cost
            elif question == book.cases and cost and fix and yearly:
                yield fix / (yearly * cost)
            elif question == book.cost and cases and fix and yearly:
                yield fix / (yearly * cases)
