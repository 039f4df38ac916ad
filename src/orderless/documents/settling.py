"""What would settle it while there is no answer yet: the facts that the consultant named, else questions."""

from __future__ import annotations

from orderless.bank.questions import Question
from orderless.decision.verdict import Verdict
from orderless.documents.heard import may_be_named
from orderless.documents.role_answers import role_words
from orderless.documents.wording import asked_on_paper, small, title_of, without_stop
from orderless.documents.words import outcome_of

__all__ = ["facts_named", "in_a_list", "open_questions", "questions_in_one", "settling"]

_ASK_AT_MOST = 3


def settling(verdict: Verdict) -> tuple[str, ...]:
    """The ids of at most three questions that would settle it; what we look up ourselves comes last."""
    knowledge = verdict.case.knowledge
    named = [q for q in dict.fromkeys((*verdict.ask_next, *verdict.unknown)) if may_be_named(knowledge, q)]
    return tuple(sorted(named[:_ASK_AT_MOST], key=lambda q: knowledge.questions[q].asked_of == "self"))


def facts_named(verdict: Verdict) -> tuple[str, ...]:
    """The facts that would settle it, as the consultant named them with `;` between. None once there is an answer."""
    if verdict.case.knowledge.decision.outcomes[outcome_of(verdict)].response != "not_yet":
        return ()
    return tuple(without_stop(part.strip()) for part in role_words(verdict, "facts").split(";") if part.strip())


def open_questions(verdict: Verdict) -> tuple[str, ...]:
    """What would settle it: the facts that were named, else questions; theirs as on paper, ours by their title."""
    named = facts_named(verdict)
    if named:
        return named
    return tuple(in_a_list(verdict.case.knowledge.questions[q]) for q in settling(verdict))


def in_a_list(question: Question) -> str:
    """An open question as a line of its own; of one for ourselves nobody reads more than what it is about."""
    return f"{title_of(question)} (we look into that)" if question.asked_of == "self" else asked_on_paper(question)


def questions_in_one(verdict: Verdict) -> str | None:
    """All the facts that were named, to be said in one go; else the first question alone."""
    named = facts_named(verdict)
    return "; ".join([*named[:1], *map(small, named[1:])]) or next(iter(open_questions(verdict)), None)
