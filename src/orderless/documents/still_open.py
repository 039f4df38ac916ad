"""What a page says is still open: what we need from its reader, and what nobody knows yet."""

from __future__ import annotations

from collections.abc import Iterable

from orderless.bank.shape import Response
from orderless.decision.verdict import Verdict
from orderless.documents.findings import findings
from orderless.documents.heard import may_be_named
from orderless.documents.slots import open_slots
from orderless.documents.ticked import ticked
from orderless.documents.wording import asked_on_paper
from orderless.documents.words import outcome_of

__all__ = ["needed", "not_known", "only_you"]

_NEEDED_AT_MOST = 2


def needed(verdict: Verdict, only_you: tuple[str, ...]) -> tuple[str, ...]:
    """What the stakeholder can still tell us: what the reply must carry, then what else only they know."""
    questions = verdict.case.knowledge.questions
    carried = (q for q in open_slots(verdict) if questions[q].asked_of == "stakeholder")
    return tuple(asked_on_paper(questions[q]) for q in dict.fromkeys((*carried, *only_you)))


def only_you(verdict: Verdict, not_known: Iterable[str]) -> tuple[str, ...]:
    """Of what is not known, what only the stakeholder can tell. Parked questions are with somebody already."""
    case = verdict.case
    parked = {q for q, answer in case.state.answers.items() if answer.state == "parked"}
    theirs = (q for q in not_known if case.knowledge.questions[q].asked_of == "stakeholder" and q not in parked)
    return tuple(theirs)[:_NEEDED_AT_MOST]


def not_known(verdict: Verdict, response: Response, *, but: tuple[str, ...]) -> tuple[str, ...]:
    """Each question once: those that matter and were not answered, those parked, and core ones that nobody knows yet.

    A no does not wait for questions that nobody asked: the first group is left out. An answer that follows from a rule
    or a decision waits for nothing but what somebody was asked.
    """
    case = verdict.case
    questions = case.knowledge.questions
    recorded = case.state.answers
    parked = (q for q in case.evidence.path if q in recorded and recorded[q].state == "parked")
    nobody = (q for q in case.evidence.path if q in recorded and recorded[q].state == "unknown" and questions[q].core)
    diagnosed = case.knowledge.replies.outcomes[outcome_of(verdict)].diagnosed
    unasked = verdict.unknown if response != "no" else ()
    wanted = dict.fromkeys((*unasked, *parked, *nobody) if diagnosed else parked)
    said_of = {one.note.question for one in findings(verdict)} | {note.question for note in ticked(verdict, "note")}
    return tuple(q for q in wanted if q not in but and q not in said_of and may_be_named(case.knowledge, q))
