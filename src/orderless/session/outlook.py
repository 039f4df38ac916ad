"""The decision as it stands and what it can still become, in the words of the live talk; worked out when asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from orderless.bank.shape import Response, Status
from orderless.decision.verdict import HEADLINES, Verdict
from orderless.session.order import Order

if TYPE_CHECKING:
    from orderless.lookahead.counterfactual import Flip
    from orderless.lookahead.next_question import Next
    from orderless.lookahead.outcomes import Ahead

__all__ = ["CauseShown", "Outlook", "OwnOutlook", "Picture"]


class CauseShown(NamedTuple):
    """A cause about which something is known. Its weight: what speaks for it less what speaks against it."""

    name: str
    status: Status
    weight: int


class Picture(NamedTuple):
    """The answer as it stands, and what it rests on so far: for the consultant alone."""

    headline: str  # strategic yes, strategic no, not yet
    title: str  # the outcome as the stakeholder reads it
    confidence: str
    leaning: str  # yes, no, or nothing
    because: str  # of the rule, or of the leaning while it is not yet
    urgent: str
    causes: tuple[CauseShown, ...]  # the weightiest first
    missing: tuple[str, ...]  # labels of what to ask for
    clashes: tuple[str, ...]  # answers that do not go together, each with the line that mends it


class Outlook:
    """One verdict, and what it asks of the conversation.

    Looking ahead takes some hundredths of a second the first time, so a face asks for one thing at a time.
    """

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self._knowledge = verdict.case.knowledge

    @property
    def path(self) -> tuple[str, ...]:
        """The questions that apply at all, in the author's order."""
        return self.verdict.case.found.path

    @cached_property
    def order(self) -> Order:
        """The questions in the order in which they are asked."""
        return Order(self)

    @cached_property
    def needed(self) -> frozenset[str]:
        """The questions that the decision still needs besides the core."""
        answers = self.verdict.case.found.answers
        asked = {question for item in self.verdict.case.must_know_open for question in item.ask}
        return frozenset(asked | {question for question in self.verdict.rule.ask if question not in answers})

    @cached_property
    def carries(self) -> tuple[str, ...]:
        """The questions that fill the slots of the reply that stands."""
        from orderless.documents.slots import open_slots

        return open_slots(self.verdict)

    @property
    def response(self) -> Response:
        """The headline that stands."""
        return self.verdict.response

    @property
    def outcome(self) -> str:
        """The outcome that stands, by id."""
        return self.verdict.outcome

    @cached_property
    def standing(self) -> str:
        """One line for the consultant: the answer as it stands, or which way it leans; and their own, if it differs."""
        return _standing(self.verdict)

    @cached_property
    def picture(self) -> Picture:
        """What stands and what it rests on, as a face shows it all the time."""
        return _picture_of(self.verdict)

    @cached_property
    def why(self) -> tuple[str, ...]:
        """The decision so far and what it rests on, a sentence each."""
        return tuple(_why(self.verdict))

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """Answers that do not apply, and answers that do not go together; a sentence each, for the consultant."""
        from orderless.documents.explaining import clash_lines, set_aside_lines

        return (*set_aside_lines(self.verdict), *clash_lines(self.verdict))

    # ------------------------------------------------------------------------------------------------------- ahead

    @cached_property
    def _ahead(self) -> Ahead:
        from orderless.lookahead.outcomes import look_ahead  # not needed for the first question

        return look_ahead(self._knowledge, self.verdict.case.state)

    @cached_property
    def _best_first(self) -> tuple[Next, ...]:
        from orderless.lookahead.next_question import worth_asking

        return worth_asking(self.verdict, self._ahead)

    @cached_property
    def _flips(self) -> Sequence[Flip]:
        from orderless.lookahead.counterfactual import counterfactual

        return counterfactual(self.verdict)

    @cached_property
    def settled(self) -> bool:
        """Whether something is known, and nothing that could still be asked changes the outcome."""
        return bool(self.verdict.case.evidence.facts) and self._ahead.settled

    @cached_property
    def possible(self) -> tuple[str, ...]:
        """The names of the outcomes that are left. If one is left, it is settled."""
        outcomes = self._knowledge.decision.outcomes
        return tuple(outcomes[one].name for one in self._ahead.possible_outcomes)

    @cached_property
    def best_first(self) -> tuple[str, ...]:
        """The questions that apply, were never asked and can still change the outcome, best first."""
        state = self.verdict.case.state
        return tuple(one.question for one in self._best_first if state.status(one.question) is None)

    @property
    def best(self) -> tuple[str, str] | None:
        """The question best asked next, and why."""
        return next(((one.question, one.why) for one in self._best_first), None)

    @property
    def flips(self) -> tuple[str, ...]:
        """What would change the headline, a sentence each."""
        return tuple(flip.say for flip in self._flips)

    @cached_property
    def what_if(self) -> tuple[str, ...]:
        """What would change the headline and what to try, what is possible, and what to ask next; a sentence each."""
        return tuple(self._what_if())

    def _what_if(self) -> Iterator[str]:
        from orderless.documents.explaining import possible_line, to_try
        from orderless.lookahead.next_question import next_best

        yield from (f"{flip.say} {to_try(self.verdict, flip)}" for flip in self._flips)
        if not self._flips:
            yield "No one or two answers would change the headline."
        yield possible_line(self.verdict, self._ahead)
        best = next_best(self.verdict, self._ahead)
        if best is not None:
            yield f"Best asked next: {self._knowledge.questions[best.question].label} (@{best.question}). {best.why}"


ANSWERS_AT_LEAST = 3
"""With fewer answers no verdict is shown as one: a first answer can match a rule, and the talk has hardly begun."""


def _too_early(verdict: Verdict) -> bool:
    questions = verdict.case.knowledge.questions
    given = [question for question in verdict.case.found.answers if questions[question].choices]
    return verdict.response != "not_yet" and len(given) < ANSWERS_AT_LEAST


def _picture_of(verdict: Verdict) -> Picture:
    """What stands and what it rests on, as a face shows it all the time."""
    from orderless.documents.explaining import clash_lines

    knowledge, leaning = verdict.case.knowledge, verdict.leaning
    known = [found for found in verdict.case.evidence.causes.values() if found.status != "unknown"]
    known.sort(key=lambda found: -found.weight)  # equals stay in the order to look in
    early = _too_early(verdict)
    lean = verdict.response if early else leaning.response if leaning else None
    return Picture(
        headline=HEADLINES["not_yet"] if early else verdict.headline,
        title=verdict.title,
        confidence=verdict.confidence,
        leaning=lean or "",
        because=leaning.because if leaning else verdict.rule.because,
        urgent=verdict.rule.urgent or "",
        causes=tuple(CauseShown(knowledge.cause[one.cause].name, one.status, one.weight) for one in known),
        missing=tuple(knowledge.questions[question].label for question in verdict.ask_next),
        clashes=tuple(clash_lines(verdict)) if verdict.clashes else (),
    )


def _standing(verdict: Verdict) -> str:
    """One line: the answer as it stands, or which way it leans; and the consultant's own where it is another."""
    own = verdict.case.state.override
    outcomes = verdict.case.knowledge.decision.outcomes
    if verdict.clashes:
        clash = verdict.clashes[0]
        return f"{_stands(verdict)} {clash.say} To mend it: {clash.mend}"
    decided = f" You decided: {outcomes[own.outcome].name}." if own and own.outcome in outcomes else ""
    return f"{_stands(verdict)}{decided}"


def _stands(verdict: Verdict) -> str:
    if _too_early(verdict):
        return f"Not yet: it points to {verdict.response}, and it is too early to say."
    if verdict.response != "not_yet":
        return f"{verdict.headline.capitalize()}: {verdict.title} (confidence {verdict.confidence})."
    lean = verdict.leaning.response if verdict.leaning else None
    return f"Not yet, {f'leans {lean}' if lean else 'no lean yet'}."


def _why(verdict: Verdict) -> Iterator[str]:
    from orderless.decision.decide import nearest_rule
    from orderless.documents.explaining import (
        answer_line,
        cause_line,
        clash_lines,
        nearest_lines,
        set_aside_lines,
        weighing_line,
    )
    from orderless.documents.findings import findings

    case = verdict.case
    stands = (
        f"Not yet: so far it points to {verdict.response}" if _too_early(verdict) else verdict.headline.capitalize()
    )
    yield f"{stands}: {verdict.title} (rule {verdict.rule.id}, confidence {verdict.confidence})."
    yield verdict.rule.because
    if verdict.rule.urgent:
        yield f"Urgent: {verdict.rule.urgent}"
    if verdict.leaning:
        yield f"Leaning: {verdict.leaning.response or 'neither way'}. {verdict.leaning.because}"
    yield from (f"Does not go together: {line}" for line in clash_lines(verdict))
    yield from set_aside_lines(verdict)
    yield from (f"Rests on: {answer_line(verdict, question)}" for question in verdict.rests_on)
    if weighing_line(verdict):
        yield f"Weighing: {weighing_line(verdict)}"
    for found in case.evidence.causes.values():
        if found.status != "unknown":
            yield f"Cause: {cause_line(verdict, found)}"
            yield from (f"Finding: {one.note.text}" for one in findings(verdict) if found.cause in one.causes)
    yield from nearest_lines(verdict, nearest_rule(verdict))
    if verdict.ask_next:
        yield "Still to ask: " + "; ".join(case.knowledge.questions[q].label for q in verdict.ask_next)


class OwnOutlook(Outlook):
    """The outlook of an interview over a table of its own, from which no reply is made. Nothing is looked ahead for."""

    @property
    def carries(self) -> tuple[str, ...]:
        """No reply is made of it."""
        return ()

    @cached_property
    def settled(self) -> bool:
        """Nothing is settled before all is asked: what it is for is to learn."""
        return False

    @cached_property
    def possible(self) -> tuple[str, ...]:
        """Not worked out."""
        return ()

    @cached_property
    def best_first(self) -> tuple[str, ...]:
        """Not worked out: its questions come in the order of the file."""
        return ()

    @property
    def best(self) -> tuple[str, str] | None:
        """Not worked out."""
        return None

    @property
    def flips(self) -> tuple[str, ...]:
        """Not worked out."""
        return ()
