"""What single answer would change the plain answer: tried out one by one, each on the state as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from orderless.bank.knowledge import Knowledge
from orderless.bank.shape import Response
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.answers import Answer, State

__all__ = ["Turn", "turns"]


@dataclass(frozen=True)
class Turn:
    """One answer that would turn the decision: which choice of which question, and what it would become."""

    question: str
    choice: str
    response: Response
    outcome: str


def turns(knowledge: Knowledge, state: State, verdict: Verdict) -> Iterator[Turn]:
    """Single choices that lead to another plain answer; questions without an answer first, then changed answers.

    Only questions that the decision rests on, needs, or that are in the short list are tried.
    """
    path = verdict.case.evidence.path
    wanted = {*verdict.rests_on, *verdict.unknown, *(q for q in path if knowledge.questions[q].core)}
    candidates = [question for question in path if question in wanted]
    candidates.sort(key=lambda question: state.status(question) == "answered")
    for question in candidates:
        yield from _of(knowledge, state, verdict, question)


def _of(knowledge: Knowledge, state: State, verdict: Verdict, question: str) -> Iterator[Turn]:
    asked = knowledge.questions[question]
    held = state.answers.get(question)
    for key in asked.choices:
        if held is not None and key in held.keys:
            continue
        answer = Answer("answered", (key,) if asked.type == "choices" else key)
        tried = decide(knowledge, replace(state, answers={**state.answers, question: answer}))
        if tried.response != verdict.response:
            yield Turn(question, key, tried.response, tried.outcome)
