"""Which answers may leave the room, and which of them tell most. The one gate for everything that is shared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from orderless.bank.conditions import names
from orderless.bank.knowledge import Knowledge
from orderless.bank.shape import Status
from orderless.decision.case import Case
from orderless.decision.verdict import Verdict
from orderless.documents.wording import heard_words
from orderless.interview.answers import Answer, Note

__all__ = ["likely_causes", "may_be_heard", "may_be_named", "said_by_what_follows", "telling", "ticked"]

_LIKELY: tuple[Status, ...] = ("supported", "possible")


def may_be_named(knowledge: Knowledge, question: str) -> bool:
    """Whether the stakeholder may read that this question exists: never in a private bank or with `share.hide`."""
    return question in knowledge.questions and not knowledge.is_private(question)


def may_be_heard(knowledge: Knowledge, question: str) -> bool:
    """Whether its answer may be listed under "what we heard": asked of the stakeholder, in the talk, and not private.

    The answer to a question for oneself reaches a shared page only if a slot of the reply names the question. What is
    agreed at the wrap-up, and dates, are no findings; they reach the page as steps.
    """
    if not may_be_named(knowledge, question):
        return False
    asked = knowledge.questions[question]
    in_talk = knowledge.bank_of[question].stage == "talk" and not asked.kind.agreed
    return in_talk and asked.asked_of == "stakeholder" and asked.role != "request"


def ticked(verdict: Verdict, kind: Literal["note", "quote"]) -> Iterator[Note]:
    """Those of this kind, in their order; none that is private, or at a question that the stakeholder must not know."""
    knowledge = verdict.case.knowledge
    for note in verdict.case.state.notes:
        placed = note.question is None or may_be_named(knowledge, note.question)
        if note.kind == kind and note.shared and not note.private and placed and note.text.strip():
            yield note


def telling(verdict: Verdict) -> tuple[tuple[str, Answer], ...]:
    """The answers that may be heard, the most telling first.

    Answers that the bank calls not worth printing are left out. First come those that the verdict rests on, then words
    and figures of their own, then the core. Within each group, answers that speak against the leading cause come last,
    what speaks for a likely cause comes before what was only looked at, and what was seen or measured before what is
    believed.
    """
    case = verdict.case
    knowledge, evidence = case.knowledge, case.evidence
    speaks, of_weight = _speaking_for(verdict), _for_a_likely_cause(verdict)
    firm = knowledge.decision.confidence.firm
    heard = [
        (question, answer)
        for question, answer in evidence.answers.items()
        if may_be_heard(knowledge, question) and heard_words(knowledge, knowledge.questions[question], answer)
    ]

    def rank(one: tuple[str, Answer]) -> tuple[int, bool, bool, bool, int]:
        question, answer = one
        asked = knowledge.questions[question]
        group = 0 if question in verdict.rests_on else 1 if not asked.choices else 2 if asked.core else 3
        against = speaks.get(question, 0) < 0
        return group, against, question not in of_weight, answer.basis not in firm, -speaks.get(question, 0)

    return tuple(sorted(heard, key=rank))


def _speaking_for(verdict: Verdict) -> dict[str, int]:
    """For each question, how much its answer speaks for (or, below zero, against) the leading cause."""
    found: dict[str, int] = {}
    leading = verdict.leading_cause
    for signal in verdict.case.evidence.cause(leading.id).signals if leading else ():
        if signal.question is not None:
            found[signal.question] = found.get(signal.question, 0) + signal.weight
    return found


def _for_a_likely_cause(verdict: Verdict) -> frozenset[str]:
    """The questions whose answers speak for a cause that seems to be behind it."""
    causes = verdict.case.evidence.causes
    signals = (signal for cause in likely_causes(verdict) for signal in causes[cause].signals)
    return frozenset(one.question for one in signals if one.question is not None and one.toward == "supports")


def likely_causes(verdict: Verdict) -> tuple[str, ...]:
    """The causes that seem to be behind it: the leading one, then the supported, then the possible, by weight."""
    evidence = verdict.case.evidence
    leading = verdict.leading_cause.id if verdict.leading_cause else None
    found = [cause for cause in evidence.causes.values() if cause.status in _LIKELY and cause.cause != leading]
    found.sort(key=lambda cause: (_LIKELY.index(cause.status), -cause.weight))
    return (*([leading] if leading else []), *(cause.cause for cause in found))


def said_by_what_follows(case: Case) -> Iterator[str]:
    """Questions that lead to one which was answered without them: the goal that has a name needs no asking for one."""
    knowledge = case.knowledge
    for question, answer in case.state.answers.items():
        asked = knowledge.questions.get(question)
        if asked is None or asked.counts is None or answer.state != "answered" or asked.when is None:
            continue
        for named in names(asked.when):
            inner = names(knowledge.decision.derived[named.name]) if named.kind == "derived" else (named,)
            for fact in inner:
                yield from knowledge.setters.get(fact.name, ())
