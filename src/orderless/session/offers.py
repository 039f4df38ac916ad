"""What was proposed for questions before the call: what is shown of it, and what `:take`, `:take 2`, `:take a c` keep.

An offer stands at its question under a number that stays, whatever becomes of the others there, and in the list of all
under a letter that stays as well. There is no line that takes all. While others see the screen, no offer is on it.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import count
from typing import NamedTuple

from orderless.bank.answer_types.base import Parsed
from orderless.bank.answer_types.typed import place_in
from orderless.english import capitalised, day_words, one_line
from orderless.interview.answers import State
from orderless.interview.clean import short
from orderless.interview.events import live
from orderless.interview.offered import Offer, Proposal, offers_in
from orderless.register.fold import said_about
from orderless.session import hints
from orderless.session.proposing import fitted
from orderless.session.recorder import Recorder

__all__ = ["TOO_OLD", "Offers", "ShownOffer"]

TOO_OLD = "too old to lean on"
_NOTHING = "Nothing is offered at this question; :offers lists what is."
_NOWHERE = "Nothing is offered, or all of it was taken."

_LONGEST = 160
"""Characters of somebody's words that stand at a question; `:offers` has all of them."""

_MONTH = 30.44


class ShownOffer(NamedTuple):
    """An offer as it stands at its question: what is told of it, the most of that first, and the line that takes it."""

    told: str
    brief: str
    take: str

    @property
    def sentences(self) -> str:
        """All of it."""
        return f"{self.told} {self.take} keeps it."


class _Numbered(NamedTuple):
    """An offer, its number among those at its question, and its letter among all; those that were taken count, too."""

    place: int
    letter: str
    offer: Offer


class Offers:
    """The offers of one interview, each as its question can be answered with it. `today` says which are too old."""

    def __init__(self, recorder: Recorder, today: date) -> None:
        self._recorder = recorder
        self._today = today
        self._fitted: dict[int, Proposal | None] = {}
        self._of: State | None = None
        self._open: Mapping[str, Sequence[_Numbered]] = {}

    @property
    def _state(self) -> State:
        return self._recorder.state

    @property
    def open(self) -> Mapping[str, Sequence[_Numbered]]:
        """What is offered and was not taken, by question in the order of the banks, with its numbers there."""
        if self._of is not self._state:
            self._of = self._state
            there: dict[str, list[Offer]] = {}
            for offer in offers_in(self._state):
                proposal = self._fit(offer)
                if proposal is not None:
                    there.setdefault(proposal.question, []).append(offer._replace(proposal=proposal))
            questions = [one for one in self._recorder.knowledge.questions if one in there]
            letters = map(_letter, count())
            left = {
                one: [_Numbered(place, next(letters), offer) for place, offer in enumerate(there[one], 1)]
                for one in questions
            }
            self._open = {
                one: still for one, found in left.items() if (still := [each for each in found if self._is_left(each)])
            }
        return self._open

    def _fit(self, offer: Offer) -> Proposal | None:
        """The proposal as its question can be answered with it: a journal may be older than the knowledge."""
        if offer.n not in self._fitted:
            self._fitted[offer.n] = fitted(self._recorder.knowledge, offer.proposal, self._today)
        return self._fitted[offer.n]

    def _is_left(self, each: _Numbered) -> bool:
        proposal = each.offer.proposal
        asked = self._recorder.knowledge.questions[proposal.question]
        said = asked.role == "request" and self._state.request == proposal.value  # it has no answer of its own
        return not (each.offer.taken or said)

    # ----------------------------------------------------------------------------------------------- in words

    def shown(self, question: str) -> tuple[ShownOffer, ...]:
        """What is offered at this question, as it stands on the screen."""
        found = self.open.get(question, ())
        return tuple(
            ShownOffer(
                self._told(one.offer.proposal, _LONGEST),
                self._brief(one.offer.proposal),
                f":take {one.place}" if len(found) > 1 else ":take",
            )
            for one in found
        )

    @property
    def still_known(self) -> frozenset[str]:
        """The questions whose answer is known from before, and not too old: they need not be asked anew."""
        return frozenset(question for question, one in self._all() if self._still_holds(one))

    def _still_holds(self, one: _Numbered) -> bool:
        proposal = one.offer.proposal
        return proposal.kind == "known" and proposal.value is not None and not self._is_old(proposal)

    def listed(self) -> list[str]:
        """All that is offered and was not taken, a line each, and the line that takes some of it."""
        return self._lines(self._all()) or [_NOWHERE]

    def listed_known(self, among: Container[str]) -> list[str]:
        """The same of what is known and not too old, at these questions."""
        return self._lines([(at, one) for at, one in self._all() if at in among and self._still_holds(one)])

    def _lines(self, found: Sequence[tuple[str, _Numbered]]) -> list[str]:
        lines = [self._line(question, one) for question, one in found]
        letters = " ".join(one.letter for _, one in found[:2])
        return [*lines, f":take {letters} keeps those two; so with any letters."] if len(lines) > 1 else lines

    def _all(self) -> list[tuple[str, _Numbered]]:
        """Each that was not taken, with its question, in the order of the list."""
        return [(question, one) for question, found in self.open.items() for one in found]

    def _line(self, question: str, one: _Numbered) -> str:
        asked, answer = self._recorder.knowledge.questions[question], self._state.answers.get(question)
        number = f", {one.place}" if len(self.open[question]) > 1 else ""
        letter = f"{one.letter}  "
        now = ""
        if answer is not None:
            words = {"parked": "parked", "unknown": "don't know yet"}.get(answer.state)
            now = f" (now: {words or short(hints.worded(asked, answer.value))})"
        away = "" if question in self._recorder.outlook.path else " (does not apply so far)"
        return f"{letter}{asked.label} (@{question}{number}): {self._told(one.offer.proposal)}{now}{away}"

    def _told(self, proposal: Proposal, longest: int | None = None) -> str:
        """Who proposes what, from when and where, and whether it is too old; two sentences at most."""
        said, day = self._words(proposal, longest), self._day(proposal.day)
        old = self._is_old(proposal)
        if proposal.kind == "wrote":
            when = f" on {day}" if day else ""
            where = f", in {proposal.source}" if proposal.source else ""
            who = f" ({role})" if (role := self._role(proposal)) else ""
            return f"They wrote{when}{where}{who}: {said}{_stop(said)}{f' {capitalised(TOO_OLD)}.' if old else ''}"
        source = f"from {proposal.source}" if proposal.source else ""
        known = ", ".join(filter(None, (said, day, source, self._role(proposal), self._age(proposal.day))))
        return f"Known: {known}{f': {TOO_OLD}' if old else ''}."

    def _role(self, proposal: Proposal) -> str:
        """The role of whoever it is from; that of the asker, where it was set after their answer came in."""
        from orderless.register.filled_form import (
            Sender,  # the first question is on the screen before there is an offer
        )

        return (self._asker or proposal.who) if proposal.who == Sender().who else proposal.who

    @cached_property
    def _asker(self) -> str:
        """The role that the register knows; nobody sets it while the talk is open."""
        asker = said_about(live(self._recorder.records))["asker"]
        return one_line(asker) if isinstance(asker, str) else ""

    def _brief(self, proposal: Proposal) -> str:
        """The same where there is little room: what is proposed, before it is cut off."""
        begin = "They wrote" if proposal.kind == "wrote" else "Known"
        return f"{begin}{' (too old)' if self._is_old(proposal) else ''}: {self._words(proposal, _LONGEST)}"

    def _is_old(self, proposal: Proposal) -> bool:
        return bool(proposal.until) and self._today.isoformat() > proposal.until

    def _words(self, proposal: Proposal, longest: int | None = None) -> str:
        """The value as an answer is repeated, and the words that were written with it."""
        asked, text = self._recorder.knowledge.questions[proposal.question], one_line(proposal.text)
        value = "" if proposal.value is None else one_line(hints.worded(asked, proposal.value))
        if value and asked.kind.free_text:
            value, text = "", f"{value} ({text})" if text else value
        words = _cut(text, longest)
        quoted = words if not words or (proposal.kind == "known" and not value) else f"“{words}”"
        return ", ".join(filter(None, (value, quoted)))

    def _day(self, day: str) -> str:
        """`3 March`, with the year if it is another; words that are no date as they are."""
        return day_words(day).removesuffix(f" {self._today.year}") if day else ""

    def _age(self, day: str) -> str:
        """How old it is, from a month on."""
        try:
            months = int((self._today - date.fromisoformat(day)).days / _MONTH)
        except ValueError:
            return ""
        return "" if months < 1 else "1 month old" if months == 1 else f"{months} months old"

    # ------------------------------------------------------------------------------------------------- taking

    def chosen(self, typed: str, question: str) -> Offer | str:
        """The offer that `:take` and this number take at this question; or why they take none."""
        found = self.open.get(question, ())
        if not found:
            return _NOTHING
        if not typed and len(found) == 1:
            return found[0].offer
        place = place_in(typed, found[-1].place)
        which = "; ".join(f":take {one.place} {short(self._words(one.offer.proposal))}" for one in found)
        return next((one.offer for one in found if one.place == place), f"Which? {which}")

    def several(self, typed: str) -> Sequence[tuple[str, Offer]] | str:
        """The offers that these letters of the list take, each with its question; or why they take none.

        Empty where these are no letters.
        """
        words = typed.lower().replace(",", " ").split()
        if not words or not all(word.isascii() and word.isalpha() for word in words):
            return ()
        by_letter = {one.letter: (question, one.offer) for question, one in self._all()}
        if unknown := next((word for word in words if word not in by_letter), ""):
            return f"Nothing is offered under {short(unknown)}; :offers lists what is."
        return [by_letter[word] for word in dict.fromkeys(words)]

    def hint(self, typed: str, question: str) -> str:
        """What Enter does with `:take` and this number, or these letters."""
        several = self.several(typed)
        if isinstance(several, str):
            return several
        if several:
            return f"Enter: keep what is offered at {'; '.join(self._label(at) for at, _ in several)}"
        found = self.chosen(typed, question)
        if isinstance(found, str):
            return found
        words = short(self._words(found.proposal))
        return f"Enter: keep {words}" if found.proposal.value is not None else f"Enter: keep their words: {words}"

    def _label(self, question: str) -> str:
        return self._recorder.knowledge.questions[question].label

    def said(self, proposal: Proposal) -> str:
        """The text from which a number was worked out, where that is what was written; else nothing."""
        asked = self._recorder.knowledge.questions[proposal.question]
        read = asked.kind.read(asked, proposal.text, self._today) if proposal.text else None
        return read.said if isinstance(read, Parsed) and read.value == proposal.value else ""


def _letter(place: int) -> str:
    """`a` to `z`, then `aa`, `ab` and so on."""
    more, last = divmod(place, 26)
    return (_letter(more - 1) if more else "") + chr(ord("a") + last)


def _cut(text: str, longest: int | None) -> str:
    return text if longest is None or len(text) <= longest else text[: longest - 1] + "…"


def _stop(said: str) -> str:
    return "" if said.endswith((".", "…", "?", "!", ".”", "?”", "!”", "…”")) else "."
