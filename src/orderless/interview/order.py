"""Which question comes next. The author's order stands: first what must be asked, then what may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orderless.bank.knowledge import Knowledge
from orderless.interview.answers import State
from orderless.interview.outlook import Outlook

__all__ = ["left_to_ask", "must_ask", "next_question", "talk_path", "wrap_up_questions"]


def talk_path(knowledge: Knowledge, outlook: Outlook) -> tuple[str, ...]:
    """The questions of the talk that apply, in the author's order."""
    return tuple(question for question in outlook.path if knowledge.bank_of[question].stage == "talk")


def must_ask(knowledge: Knowledge, outlook: Outlook) -> tuple[str, ...]:
    """Of these, the core and whatever the decision needs besides."""
    return tuple(
        question
        for question in talk_path(knowledge, outlook)
        if knowledge.questions[question].core
        or knowledge.questions[question].role == "request"
        or question in outlook.needed
    )


def is_open(knowledge: Knowledge, state: State, question: str) -> bool:
    """Whether nothing at all is recorded for this question yet."""
    if knowledge.questions[question].role == "request":
        return not state.request
    return state.status(question) is None


def left_to_ask(knowledge: Knowledge, state: State, outlook: Outlook) -> tuple[str, ...]:
    """What must still be asked and has not been."""
    return tuple(q for q in must_ask(knowledge, outlook) if is_open(knowledge, state, q))


def next_question(knowledge: Knowledge, state: State, outlook: Outlook, here: str) -> str | None:
    """The next open question after `here`: what must be asked first, then the rest; round to the start if need be."""
    path = talk_path(knowledge, outlook)
    for wanted in (set(must_ask(knowledge, outlook)), set(path)):
        still_open = [q for q in path if q in wanted and q != here and is_open(knowledge, state, q)]
        found = _after(still_open, list(knowledge.questions), here)
        if found:
            return found
    return None


def _after(candidates: Sequence[str], order: Sequence[str], here: str) -> str | None:
    place = order.index(here) if here in order else -1
    later = (question for question in candidates if order.index(question) > place)
    return next(later, candidates[0] if candidates else None)


def wrap_up_questions(knowledge: Knowledge, state: State, outlook: Outlook, seen: Iterable[str]) -> tuple[str, ...]:
    """What the wrap-up asks: open questions for oneself that are needed or name things, then what the reply carries."""
    needed = set(must_ask(knowledge, outlook))
    own = [
        question
        for question in talk_path(knowledge, outlook)
        if knowledge.questions[question].asked_of == "self"
        and (question in needed or knowledge.questions[question].role)
        and (is_open(knowledge, state, question) or state.status(question) == "parked")
    ]
    skip = set(seen)
    return tuple(question for question in dict.fromkeys((*own, *outlook.carries)) if question not in skip)
