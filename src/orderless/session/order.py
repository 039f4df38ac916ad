"""Which question comes next. The author's order stands: first what must be asked, then what may be."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import cached_property
from typing import Protocol

from orderless.bank.knowledge import Knowledge
from orderless.decision.verdict import Verdict

__all__ = ["WRAP_UP_AT_MOST", "Order", "minutes_for"]

WRAP_UP_AT_MOST = 8
"""Prompts of a wrap-up, the lists of promises and of notes included: the call is over, and there is a next one."""

_BEFORE_READER = 4
"""Answers that the reply carries which are asked for before its reader is."""

_A_QUESTION = 0.5
"""Minutes for a question, if its bank says nothing about minutes."""


def minutes_for(knowledge: Knowledge, question: str) -> float:
    """Roughly how many minutes a question takes: those of its bank, divided by the core questions of the bank."""
    bank = knowledge.bank_of[question]
    core = sum(1 for one in bank.questions if one.core)
    return (bank.minutes or 0) / (core or len(bank.questions)) or _A_QUESTION


class Asks(Protocol):
    """What an order looks at, each worked out only when it is asked for; an outlook has it."""

    @property
    def verdict(self) -> Verdict:
        """The decision as it stands."""

    @property
    def path(self) -> tuple[str, ...]:
        """The questions that apply, in the author's order."""

    @property
    def needed(self) -> frozenset[str]:
        """What the decision needs besides the core."""

    @property
    def best_first(self) -> tuple[str, ...]:
        """What can still change the outcome, best first."""

    @property
    def carries(self) -> tuple[str, ...]:
        """What the reply that stands has to be filled with."""


class Order:
    """The questions as one outlook has them, by id: which apply, which must be asked, and which is next."""

    def __init__(self, outlook: Asks) -> None:
        self._outlook = outlook
        self._knowledge = outlook.verdict.case.knowledge
        self._state = outlook.verdict.case.state

    @cached_property
    def talk_path(self) -> tuple[str, ...]:
        """The questions of the talk that apply, in the author's order."""
        banks = self._knowledge.bank_of
        return tuple([question for question in self._outlook.path if banks[question].stage == "talk"])

    @cached_property
    def to_find(self) -> tuple[str, ...]:
        """What can be gone to by name: the questions of the talk, and of the wrap-up those that the reply takes up."""
        banks = self._knowledge.bank_of
        closing = [one for one in self._outlook.path if banks[one].stage == "closing"]
        wanted = {*self._outlook.carries, *self._state.answers}
        return (*self.talk_path, *(one for one in closing if one in wanted))

    @cached_property
    def must_ask(self) -> tuple[str, ...]:
        """The questions of the talk that must be asked: the request, the core, and what the decision needs besides."""
        needed, asked = self._outlook.needed, self._knowledge.questions
        return tuple(
            [one for one in self.talk_path if asked[one].core or asked[one].role == "request" or one in needed]
        )

    def is_open(self, question: str) -> bool:
        """Whether nothing at all is recorded for this question yet."""
        if self._knowledge.questions[question].role == "request":
            return not self._state.request
        return question not in self._state.answers

    @cached_property
    def left_to_ask(self) -> tuple[str, ...]:
        """The questions that must still be asked; if minutes were given, those that fit into them."""
        if self._state.minutes is not None:
            return self.for_you_now
        return self._open_of(self.must_ask)

    def _open_of(self, questions: Sequence[str]) -> tuple[str, ...]:
        request = self._knowledge.with_role("request")
        answered = set(self._state.answers) - {request}
        if self._state.request and request is not None:
            answered.add(request)
        return tuple([question for question in questions if question not in answered])

    def called_for(self, question: str, keys: Sequence[str] = ()) -> tuple[str, ...]:
        """The open questions that come after this one in one prompt; `keys` are choices that are about to be made.

        None while only so many are offered as fit into the minutes.
        """
        if self._state.minutes is not None:
            return ()
        asked, answers = self._knowledge.questions, self._outlook.verdict.case.evidence.answers
        made = [(question, keys), *((one, answer.keys) for one, answer in answers.items())]
        for one, chosen in made:
            for choice in (asked[one].choices.get(key) for key in chosen if one in asked):
                if choice is not None and choice.then and (one == question or question in choice.then):
                    after = choice.then[choice.then.index(question) + 1 :] if question in choice.then else choice.then
                    return tuple([then for then in after if then in self.talk_path and self.is_open(then)])
        return ()

    @cached_property
    def for_you_now(self) -> tuple[str, ...]:
        """The questions that can still change the outcome, best first, as many as fit into the minutes that are left.

        Before all others comes the request in their words, since every page rests on it.
        """
        knowledge, state = self._knowledge, self._state
        used = sum(
            minutes_for(knowledge, question)
            for question in state.answers
            if question in knowledge.questions and question not in state.asked_before
        )
        left = (state.minutes or 0) - used
        request = knowledge.with_role("request")
        first = [request] if request is not None and self.is_open(request) else []
        found: list[str] = []
        for question in self._outlook.best_first if left > 0 else ():
            if knowledge.bank_of[question].stage != "talk" or not self.is_open(question):
                continue
            left -= minutes_for(knowledge, question)
            if left < 0 and (found or used):
                break
            found.append(question)
        return (*first, *found)

    def next_question(self, here: str, known: Container[str] = ()) -> str | None:
        """The next open question after `here`, then from the start: first those that must be asked, then the rest.

        Of both, what is `known` from before comes last.
        """
        if self._state.minutes is not None:
            return _following(self.for_you_now, here)
        for wanted in (self.must_ask, self.talk_path):
            still_open = [question for question in self._open_of(wanted) if question != here]
            if still_open:
                return self._after([one for one in still_open if one not in known] or still_open, here)
        return None

    def _after(self, candidates: Sequence[str], here: str) -> str:
        """The first candidate that comes after `here` in the author's order, else the first candidate of all."""
        order = list(self._knowledge.questions)
        later = set(order[order.index(here) + 1 if here in order else 0 :])
        return next((question for question in candidates if question in later), candidates[0])

    def of_the_wrap_up(self, seen: Iterable[str], prompts: int = WRAP_UP_AT_MOST) -> tuple[str, ...]:
        """The questions of the wrap-up that were not seen yet, the most useful first; `prompts` less those seen.

        First comes what the decision needs and we can answer now, then what the reply carries and, before the last of
        it, who was there, since a page speaks to somebody; then whatever is still parked, then the other open questions
        for oneself that must be asked or have a role. Of those, what a yes would cost is asked only while there may be
        one: beside a no it decides nothing.
        """
        weighs = self._outlook.verdict.response != "no"
        needed = set(self.must_ask if self._state.minutes is None and weighs else ())
        parked = [one for one in self._outlook.path if self._state.status(one) == "parked"]
        own = [
            question
            for question in self.talk_path
            if self._knowledge.questions[question].asked_of == "self"
            and (question in needed or self._knowledge.questions[question].role)
            and (question in parked or self.is_open(question))
        ]
        decides = [one for one in (*own, *parked) if one in self._outlook.needed]
        skip = set(seen)
        carries = self._outlook.carries
        reader = [one for one in own if self._knowledge.questions[one].role == "present"]
        wanted = dict.fromkeys((*decides, *carries[:_BEFORE_READER], *reader, *carries[_BEFORE_READER:], *parked, *own))
        return tuple([one for one in wanted if one not in skip])[: max(0, prompts - len(skip))]


def _following(best_first: Sequence[str], here: str) -> str | None:
    """The best question that is not on the screen; if the one on the screen is among them, the next best after it."""
    place = best_first.index(here) + 1 if here in best_first else 0
    return next((question for question in (*best_first[place:], *best_first) if question != here), None)
