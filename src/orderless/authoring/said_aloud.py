"""What the consultant says to a stakeholder while the talk goes on, in order and with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from orderless.bank.checks.finding import Path, each_question, file_of
from orderless.bank.knowledge import Knowledge, effects_of
from orderless.bank.questions import Choice, Question

__all__ = ["Said", "moves_a_cause", "questions_said", "said_aloud"]


class Said(NamedTuple):
    """One text that is said: where it stands, and whether the cause may still be open when it is said."""

    file: str
    path: Path
    text: str
    before_the_cause: bool


def moves_a_cause(question: Question) -> bool:
    """Whether some answer to this question speaks for or against a cause."""
    return any(
        effect.supports or effect.against or (isinstance(effect, Choice) and effect.tag is not None)
        for effect in effects_of(question)
    )


def questions_said(knowledge: Knowledge) -> Iterator[tuple[str, Path, Question]]:
    """The questions that are put to a stakeholder: not to oneself, and not in a private bank."""
    private = {file_of(bank) for bank in knowledge.banks if bank.private}
    for file, path, question in each_question(knowledge):
        if question.asked_of == "stakeholder" and file not in private:
            yield file, path, question


def said_aloud(knowledge: Knowledge) -> Iterator[Said]:
    """Openings, questions and probes. The cause counts as open until the last question that moves one."""
    order = list(knowledge.questions)
    last = max((order.index(q.id) for q in knowledge.questions.values() if moves_a_cause(q)), default=-1)
    for bank in knowledge.banks:
        if bank.opening and not bank.private:
            yield Said(file_of(bank), ("opening",), bank.opening, order.index(bank.questions[0].id) <= last)
    for file, path, question in questions_said(knowledge):
        early = order.index(question.id) <= last
        yield Said(file, (*path, "ask"), question.ask, early)
        for i, probe in enumerate(question.probes):
            yield Said(file, (*path, "probes", i), probe, early)
