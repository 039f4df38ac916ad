"""Which question comes next. The author's order stands: first what must be asked, then what may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orderless.bank.knowledge import Knowledge
from orderless.interview.answers import State
from orderless.session.outlook import Outlook

__all__ = ["for_you_now", "left_to_ask", "minutes_for", "must_ask", "next_question", "talk_path", "wrap_up_questions"]


_A_QUESTION = 0.5
"""Minutes for a question of a bank that gives none."""


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
    """What must still be asked and has not been; where minutes were given, what they hold."""
    if state.minutes is not None:
        return for_you_now(knowledge, state, outlook)
    return tuple(q for q in must_ask(knowledge, outlook) if is_open(knowledge, state, q))


def minutes_for(knowledge: Knowledge, question: str) -> float:
    """Roughly how long a question takes: its bank's minutes shared out among the core questions of the bank."""
    bank = knowledge.bank_of[question]
    core = sum(1 for one in bank.questions if one.core)
    return (bank.minutes or 0) / (core or len(bank.questions)) or _A_QUESTION


def for_you_now(knowledge: Knowledge, state: State, outlook: Outlook) -> tuple[str, ...]:
    """The questions that can still change the outcome, best first, as many as fit into the minutes that are left.

    Before them all comes the request in their words, on which every page rests.
    """
    used = sum(
        minutes_for(knowledge, question)
        for question in state.answers
        if question in knowledge.questions and question not in state.asked_before
    )
    left = (state.minutes or 0) - used
    request = knowledge.with_role("request")
    first = [request] if request is not None and is_open(knowledge, state, request) else []
    found: list[str] = []
    for question in outlook.best_first if left > 0 else ():
        if knowledge.bank_of[question].stage != "talk" or not is_open(knowledge, state, question):
            continue
        left -= minutes_for(knowledge, question)
        if left < 0 and (found or used):
            break
        found.append(question)
    return (*first, *found)


def next_question(knowledge: Knowledge, state: State, outlook: Outlook, here: str) -> str | None:
    """The next open question after `here`: what must be asked first, then the rest; round to the start if need be."""
    if state.minutes is not None:
        return _following(for_you_now(knowledge, state, outlook), here)
    path = talk_path(knowledge, outlook)
    for wanted in (set(must_ask(knowledge, outlook)), set(path)):
        still_open = [q for q in path if q in wanted and q != here and is_open(knowledge, state, q)]
        found = _after(still_open, list(knowledge.questions), here)
        if found:
            return found
    return None


def _following(best_first: Sequence[str], here: str) -> str | None:
    """The best; where the one on the screen is passed over, the next best."""
    place = best_first.index(here) + 1 if here in best_first else 0
    return next((question for question in (*best_first[place:], *best_first) if question != here), None)


def _after(candidates: Sequence[str], order: Sequence[str], here: str) -> str | None:
    place = order.index(here) if here in order else -1
    later = (question for question in candidates if order.index(question) > place)
    return next(later, candidates[0] if candidates else None)


def wrap_up_questions(knowledge: Knowledge, state: State, outlook: Outlook, seen: Iterable[str]) -> tuple[str, ...]:
    """What the wrap-up asks: open questions for oneself that are needed or name things, what the reply carries, and
    whatever is still parked.
    """
    needed = set(must_ask(knowledge, outlook) if state.minutes is None else ())
    own = [
        question
        for question in talk_path(knowledge, outlook)
        if knowledge.questions[question].asked_of == "self"
        and (question in needed or knowledge.questions[question].role)
        and (is_open(knowledge, state, question) or state.status(question) == "parked")
    ]
    parked = [question for question in outlook.path if state.status(question) == "parked"]
    skip = set(seen)
    return tuple(question for question in dict.fromkeys((*own, *outlook.carries, *parked)) if question not in skip)
