"""The hint of a conversation: what Enter would do with a line, here and now, and whether others may read the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderless.interview import hints, order
from orderless.interview.changed_notes import CHANGES, read_change
from orderless.interview.grammar import Command, Elsewhere, Give, Intent, Jump, Next, Park, Unclear, Unknown
from orderless.interview.search import find_questions, pick_question
from orderless.interview.sharing import HIDDEN

if TYPE_CHECKING:
    from orderless.interview.conversation import Conversation

__all__ = ["hint_of", "is_private"]


def hint_of(talk: Conversation, line: str) -> str:
    """What Enter will do with this line, in words; while the screen is shared, nothing that others must not read."""
    if is_private(talk, line):
        return hints.TAKEN
    if talk.stage == "notes":
        return HIDDEN if talk.sharing else talk.route.inbox.hint(line)
    intent = talk.meaning(line)
    match intent:
        case Jump(words):
            found = _found(talk, words)
            return hints.going(words, talk.share.label(found) if found else None)
        case Elsewhere(target, rest):
            there = pick_question(talk.knowledge, target)
            if there is None or there != talk.at:
                return _elsewhere(talk, target, there, rest)
            intent = talk.meaning(rest)
        case Command(name, rest) if name in CHANGES and not talk.sharing:
            change = read_change(talk.knowledge, talk.state.notes, name, rest)
            return change if isinstance(change, str) else f"Enter: {change.hint}"
        case Next() if talk.stage == "wrap_up" and talk.route.upcoming is None:
            return (
                "Enter: your promises and notes, then the summary" if _noted(talk) else "Enter: finish with the summary"
            )
    upcoming = talk.route.upcoming
    usual = hints.what_enter_does(
        talk.knowledge, talk.question, intent, talk.share.label(upcoming) if upcoming else None
    )
    return (hints.while_shared(talk.question, intent, usual) if talk.sharing else usual) + _and_back(talk, intent)


def _noted(talk: Conversation) -> bool:
    return bool(talk.state.commitments or talk.route.inbox.tickable)


def _and_back(talk: Conversation, intent: Intent) -> str:
    """After a jump: that an answer returns, and where to."""
    back = talk.route.returning
    if back is None:
        return ""
    label = talk.share.label(back)
    if isinstance(intent, Give | Unknown | Park):
        return f"; then back to {label}"
    return f"; an answer goes back to {label}" if isinstance(intent, Next) else ""


def _elsewhere(talk: Conversation, target: str, there: str | None, rest: str) -> str:
    called = talk.share.label(there) if there else ""
    intent = talk.meaning(rest, there)
    if talk.sharing and isinstance(intent, Give):
        intent = intent._replace(causes=())
    if talk.sharing and isinstance(intent, Unclear) and intent.for_you:
        return HIDDEN
    return hints.filing(talk.knowledge, target, there, called, intent)


def is_private(talk: Conversation, line: str) -> bool:
    """Whether others can see the screen just now and must not read this line as it is typed."""
    if not talk.sharing or talk.meaning(line) == Command("share"):
        return False
    if talk.stage == "notes" or line.lstrip().startswith("~"):
        return bool(line.strip())
    match talk.meaning(line):
        case Elsewhere(target, rest):
            there = pick_question(talk.knowledge, target)
            return rest.lstrip().startswith("~") or (there is not None and talk.share.hides(there))
        case Jump(words):
            found = _found(talk, words)
            return found is not None and talk.knowledge.is_private(found)
        case Command(_, rest) if rest:
            return True
    return bool(line.strip()) and talk.share.hides(talk.at)


def _found(talk: Conversation, words: str) -> str | None:
    found = find_questions(talk.knowledge, words, order.talk_path(talk.knowledge, talk.outlook))
    return found[0] if found else None
