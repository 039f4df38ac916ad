"""What stands behind the picture on the screen, as plain data: gathered once for each line entered, not at each key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from orderless.session import order
from orderless.session.conversation import Conversation
from orderless.session.outlook import Picture
from orderless.session.view import Screen, screen_of

__all__ = ["Ahead", "Bank", "Entry", "Scene", "scene_of"]


class Entry(NamedTuple):
    """A question on the agenda. `status` is answered, unknown, parked, must, may, or away: not on this path."""

    label: str
    status: str
    notes: int = 0
    here: bool = False
    yours: bool = False
    id: str = ""


class Bank(NamedTuple):
    """The questions of one bank; no title where it may not be seen."""

    title: str
    entries: tuple[Entry, ...]


class Ahead(NamedTuple):
    """What can still come, as far as it is worked out: None is not yet."""

    possible: tuple[str, ...] | None = None
    best: tuple[str, str, str] | None = None  # id, label, why
    flips: tuple[str, ...] | None = None


class Scene(NamedTuple):
    """All that is shown but the line being typed."""

    screen: Screen | None  # None where there is no question: notes are being ticked
    stage: str
    sharing: bool
    agenda: tuple[Bank, ...]
    picture: Picture | None  # None while the screen is shared
    ahead: Ahead = Ahead()
    told: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()  # what stands in the place of a question where there is none


def scene_of(talk: Conversation, told: tuple[str, ...], listed: tuple[str, ...]) -> Scene:
    """Where the talk stands, what was just said, and what was listed where nothing is asked."""
    return Scene(
        screen=screen_of(talk) if talk.stage in ("talk", "wrap_up") else None,
        stage=talk.stage,
        sharing=talk.sharing,
        agenda=tuple(_agenda(talk)),
        picture=None if talk.sharing else talk.outlook.picture,
        told=told,
        listed=listed,
    )


def _agenda(talk: Conversation) -> Iterator[Bank]:
    """While the screen is shared: no bank by name, no question that others may not see, and no count of notes."""
    notes = Counter(note.question for note in talk.state.notes) if not talk.sharing else Counter[str | None]()
    must = set(order.must_ask(talk.knowledge, talk.outlook))
    path = set(talk.outlook.path)
    for bank in talk.knowledge.banks:
        entries = tuple(
            _entry(talk, question.id, must, path, notes[question.id])
            for question in bank.questions
            if not talk.share.hides(question.id) and _listed(talk, question.id)
        )
        if entries:
            yield Bank("" if talk.sharing else bank.title, entries)


def _listed(talk: Conversation, question: str) -> bool:
    """Questions of the wrap-up are on the agenda once they are dealt with."""
    talked = talk.knowledge.bank_of[question].stage == "talk"
    return talked or question == talk.at or talk.state.status(question) is not None


def _entry(talk: Conversation, question: str, must: set[str], path: set[str], notes: int) -> Entry:
    asked = talk.knowledge.questions[question]
    status: str | None = talk.state.status(question)
    if asked.role == "request" and talk.state.request:
        status = "answered"
    if question not in path:
        status = "away"
    return Entry(
        label=talk.share.label(question),
        status=status or ("must" if question in must else "may"),
        notes=notes,
        here=question == talk.at,
        yours=asked.asked_of == "self",
        id=question,
    )
