"""The smallest changes of answers that flip the headline: one answer given otherwise or given at all, else two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from math import ceil, floor
from typing import NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.bank.shape import Response
from orderless.decision.decide import decide
from orderless.decision.looking_ahead import reckoner_of
from orderless.decision.prospect import Prospect, counting_answer
from orderless.decision.ranges import Range, range_of_answer
from orderless.decision.reckoner import Asked
from orderless.decision.sums import MONTHS
from orderless.decision.verdict import Verdict
from orderless.interview.answers import Answer, State

__all__ = ["Change", "Flip", "changed", "counterfactual"]

_AT_MOST = 3
_EACH = 2
_LOOKS_FOR_PAIRS = 60

_HEADLINE: dict[Response, str] = {"yes": "a yes", "no": "a no", "not_yet": "not yet"}


class Change(NamedTuple):
    """An answer as it would be."""

    question: str
    answer: Answer


class Flip(NamedTuple):
    """Changes that together flip the headline, what comes out then, and the same as a sentence."""

    changes: tuple[Change, ...]
    response: Response
    outcome: str
    say: str


def changed(state: State, changes: Iterable[Change]) -> State:
    """The state with these changes made."""
    return replace(state, answers={**state.answers, **{one.question: one.answer for one in changes}})


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
    ifs = " and ".join(_in_words(knowledge, change) for change in changes)
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
        self._reckoner = reckoner_of(self._knowledge)
        self._prospect = Prospect(self._reckoner, self._state, as_it_stands=True)
        self._candidates = sorted(self._reckoner.asked, key=self._nearness)
        book = self._knowledge.decision.outcomes
        self._responses = [
            (1 << place, book[outcome].response) for place, outcome in enumerate(self._reckoner.outcomes)
        ]
        self._looks = _LOOKS_FOR_PAIRS

    def _nearness(self, asked: Asked) -> tuple[bool, bool, bool, int]:
        answer = counting_answer(asked.question, self._state)
        private = self._knowledge.bank_of[asked.question.id].private
        if answer is None:
            return private, False, not asked.question.core, asked.place
        return private, True, answer.basis != "believes", -asked.place

    def _flips(self, narrowed: Mapping[int, Range], wanted: Iterable[Response]) -> Response | None:
        """A wanted headline that is possible with these ranges; where nothing is open, the one that comes out."""
        outcomes = self._prospect.look(narrowed).outcomes
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

    def _turns(self, asked: Asked, wanted: Iterable[Response]) -> Mapping[Response, Change]:
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

    def _partners(self, asked: Asked, others: Sequence[Asked], wanted: Sequence[Response]) -> Iterator[Asked]:
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

    def _both(self, one: Asked, other: Asked, wanted: Sequence[Response]) -> Iterator[_Found]:
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

    def _changes(self, asked: Asked) -> Iterator[tuple[Change, Range]]:
        """Each single change of this question's answer, with its range."""
        held = counting_answer(asked.question, self._state)
        for answer in _other_answers(
            asked.question, held, self._reckoner.places.families, self._amounts(asked.question)
        ):
            yield Change(asked.question.id, answer), range_of_answer(asked.question, answer, self._reckoner.places)

    def _amounts(self, question: Question) -> Iterator[int]:
        """Amounts on both sides of where the worth turns, the two other amounts being as they are."""
        book, evidence = self._knowledge.decision.worth, self._verdict.case.evidence
        cases, cost, fix = (evidence.number(name) for name in (book.cases, book.cost, book.fix))
        share = book.shares.get(evidence.fact(book.share), 1)
        for limit in (book.yes_up_to, book.no_from):
            if question.id == book.fix and cases and cost:
                turn = limit * cases * MONTHS * cost * share
            elif question.id == book.cases and cost and fix:
                turn = fix / (limit * MONTHS * cost * share)
            elif question.id == book.cost and cases and fix:
                turn = fix / (limit * MONTHS * cases * share)
            else:
                continue
            yield from dict.fromkeys((floor(turn), ceil(turn)))


def _other_answers(
    question: Question, held: Answer | None, families: Mapping[str, tuple[str, ...]], amounts: Iterable[int]
) -> Iterator[Answer]:
    """The answers that are one step from the one held: another choice, one choice more or less, another amount."""
    keys = held.keys if held is not None else ()
    if question.type in ("number", "money"):
        yield from (Answer("answered", amount) for amount in amounts if held is None or amount != held.value)
    elif question.type == "scale":
        yield from (Answer("answered", band.up_to) for band in question.bands)
    elif not question.choices and held is None and question.type == "text":
        yield Answer("answered", "answered")
    for key, choice in question.choices.items():
        several = question.type == "choices"
        if key in keys:
            fewer = tuple(one for one in keys if one != key)
            if several and fewer:
                yield Answer("answered", fewer, held.causes if held is not None else ())
            continue
        beside = tuple(one for one in keys if not choice.alone and not question.choices[one].alone) if several else ()
        named = [()] if choice.tag is None else [(cause,) for cause in families.get(choice.tag.family, ())]
        yield from (Answer("answered", (*beside, key) if several else key, causes) for causes in named)


def _in_words(knowledge: Knowledge, change: Change) -> str:
    """The changed answer as part of a sentence: as the shared summary words it where it can."""
    question, answer = knowledge.questions[change.question], change.answer
    keys = [key for key in answer.keys if key in question.choices]
    heard = [question.choices[key].heard for key in keys]
    if keys and all(heard):
        words = " and ".join(_inside(str(each)) for each in heard)
    elif keys:
        labels = "” and “".join(question.choices[key].label for key in keys)
        words = f"for “{question.label}” the answer is “{labels}”"
    elif question.type in ("text", "date"):
        words = f"“{question.label}” is answered"
    else:
        words = f"“{question.label}” is {answer.value:,}" if isinstance(answer.value, int | float) else question.label
    named = [knowledge.cause[cause].name.lower() for cause in answer.causes if cause in knowledge.cause]
    return f"{words} ({' and '.join(named)})" if named else words


def _inside(sentence: str) -> str:
    """A sentence as a clause. A word that is all capitals keeps them."""
    first = sentence.split(maxsplit=1)[0]
    return sentence if first.isupper() and len(first) > 1 else sentence[:1].lower() + sentence[1:]
