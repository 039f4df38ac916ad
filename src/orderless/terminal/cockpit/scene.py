"""What stands behind the picture on the screen, as plain data: gathered once for each line entered, not at each key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from orderless.bank.questions import Question
from orderless.interview.answers import State
from orderless.session.conversation import Conversation
from orderless.session.outlook import Picture
from orderless.session.view import Screen, part_shown, screen_of

__all__ = ["Ahead", "Bank", "Entry", "Scene", "scene_of"]


class Entry(NamedTuple):
    """A question on the agenda. `status` is answered, unknown, parked, must, may, or away: not on this path."""

    label: str
    status: str
    notes: int = 0
    here: bool = False
    yours: bool = False
    offered: bool = False
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
    part: str  # the part that is open; empty where there are none
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
        part=part_shown(talk),
        stage=talk.stage,
        sharing=talk.sharing,
        agenda=tuple(_agenda(talk)),
        picture=None if talk.sharing else talk.outlook.picture,
        told=told,
        listed=listed,
    )


def _agenda(talk: Conversation) -> Iterator[Bank]:
    """While the screen is shared: no bank by name, no question that others may not see, and no count of notes."""
    state, share, sharing, here = talk.state, talk.share, talk.sharing, talk.at
    must, path = set(talk.outlook.order.must_ask), set(talk.outlook.path)
    offered = () if sharing else talk.offers.open
    notes = Counter(note.question for note in state.notes) if not sharing else Counter[str | None]()
    for bank in talk.knowledge.banks:
        # questions of the wrap-up are on the agenda once they are dealt with
        listed = [
            question
            for question in bank.questions
            if (bank.stage == "talk" or question.id == here or question.id in state.answers)
            and not (sharing and share.hides(question.id))
        ]
        if listed:
            entries = tuple(
                Entry(
                    label=share.label(question.id) if sharing else question.label,
                    status=_status(question, state, must, path),
                    notes=notes[question.id],
                    here=question.id == here,
                    yours=question.asked_of == "self",
                    offered=question.id in offered,
                    id=question.id,
                )
                for question in listed
            )
            yield Bank("" if sharing else bank.title, entries)


def _status(question: Question, state: State, must: set[str], path: set[str]) -> str:
    if question.id not in path:
        return "away"
    if question.role == "request" and state.request:
        return "answered"
    answer = state.answers.get(question.id)
    if answer is not None:
        return answer.state
    return "must" if question.id in must else "may"
