"""The decision in the words of the live conversation: what stands, why, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from orderless.bank.knowledge import Knowledge
from orderless.decision.decide import decide
from orderless.decision.verdict import HEADLINES, Verdict, as_json
from orderless.decision.what_if import turns
from orderless.documents.slots import open_slots
from orderless.interview.answers import State
from orderless.interview.hints import BASIS_WORDS, worded
from orderless.interview.outlook import Judge, Outlook

__all__ = ["judge_with", "outlook_of", "standing"]

_TURNS_SHOWN = 5


def judge_with(knowledge: Knowledge, session: str | None) -> Judge:
    """A judge for a conversation on this knowledge."""

    def judge(state: State) -> Outlook:
        return outlook_of(decide(knowledge, state), session)

    return judge


def outlook_of(verdict: Verdict, session: str | None) -> Outlook:
    """What the conversation needs to know of a verdict."""
    asked = {question for item in verdict.case.must_know_open for question in item.ask}
    knowledge, state = verdict.case.knowledge, verdict.case.state
    return Outlook(
        path=verdict.case.evidence.path,
        needed=frozenset(asked | {q for q in verdict.rule.ask if q not in verdict.case.evidence.answers}),
        carries=open_slots(verdict),
        response=verdict.response,
        outcome=verdict.outcome,
        standing=standing(verdict),
        why=tuple(_why(verdict)),
        what_if=lambda: tuple(_what_if(knowledge, state, verdict)),
        verdict=as_json(verdict, session),
    )


def standing(verdict: Verdict) -> str:
    """One line: the answer as it stands, or which way it leans and how much is missing."""
    if verdict.response != "not_yet":
        return f"{verdict.headline.capitalize()}: {verdict.title} (confidence {verdict.confidence})."
    lean = verdict.leaning.response if verdict.leaning else None
    leaning = f"leans {lean}" if lean else "no lean yet"
    return (
        f"Not yet, {leaning}: {len(verdict.unknown)} questions open that matter."
        if verdict.unknown
        else f"Not yet, {leaning}."
    )


def _why(verdict: Verdict) -> Iterator[str]:
    case = verdict.case
    yield f"{verdict.headline.capitalize()}: {verdict.title} (rule {verdict.rule.id}, confidence {verdict.confidence})."
    yield verdict.rule.because
    if verdict.rule.urgent:
        yield f"Urgent: {verdict.rule.urgent}"
    if verdict.leaning:
        yield f"Leaning: {verdict.leaning.response or 'neither way'}. {verdict.leaning.because}"
    for question in verdict.rests_on:
        answer = case.evidence.answers[question]
        asked = case.knowledge.questions[question]
        who = f", {answer.who}" if answer.who else ""
        yield f"Rests on: {asked.label}: {worded(asked, answer.value)} ({BASIS_WORDS[answer.basis]}{who})"
    for found in case.evidence.causes.values():
        if found.status in ("supported", "possible"):
            yield f"Cause: {case.knowledge.cause[found.cause].name}: {found.status} ({found.weight:+d})"
    if verdict.ask_next:
        yield "Would settle it: " + "; ".join(case.knowledge.questions[q].label for q in verdict.ask_next)


def _what_if(knowledge: Knowledge, state: State, verdict: Verdict) -> Iterator[str]:
    for turn in islice(turns(knowledge, state, verdict), _TURNS_SHOWN):
        question = knowledge.questions[turn.question]
        title = knowledge.replies.outcomes[turn.outcome].title
        yield f"{question.label}: {question.choices[turn.choice].label} -> {HEADLINES[turn.response]} ({title})"
