"""What is kept of one's own practice, beside the requests: the room there is, and talks with oneself, as journals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from orderless.bank.files import read_bytes
from orderless.bank.load import read_model
from orderless.bank.shape import Limits, Shape
from orderless.errors import BadInput, CannotDo
from orderless.interview.events import Record, live
from orderless.storage import places
from orderless.storage.sessions import Sessions

__all__ = [
    "KINDS",
    "PRACTICE",
    "Kind",
    "OwnTalk",
    "Practice",
    "own_sessions",
    "own_talks",
    "practice_file",
    "read_practice",
    "where_it_lies",
]

PRACTICE = "practice.yaml"


class Practice(Shape):
    """The file as a whole. `room` is how many pieces can be under way at once."""

    room: Annotated[int, Limits(ge=1, le=999)] | None = None


def practice_file() -> Path:
    """Where it lies, whether it is there or not."""
    return places.home() / PRACTICE


def read_practice() -> Practice:
    """What it says; nothing where there is no such file. Raises BadInput with a line for each mistake."""
    path = practice_file()
    if not path.exists():
        return Practice()
    raw, unreadable = read_bytes(path)
    if raw is None:
        raise BadInput(str(unreadable))
    found, _, problems = read_model(Practice, raw, str(path))
    if found is None or problems:
        raise BadInput(*(problem.plainly for problem in problems))
    return found


Kind = Literal["check", "vision"]
KINDS: tuple[Kind, ...] = ("check", "vision")


class OwnTalk(NamedTuple):
    """One of them: its id, its records, and whether it was gone through to the end."""

    id: str
    records: tuple[Record, ...]
    finished: bool


def own_sessions(kind: Kind) -> Sessions:
    """The folder of this kind, made if need be. Raises CannotDo."""
    return Sessions(_folder(kind))


def _folder(kind: Kind) -> Path:
    return places.home() / "practice" / kind


def own_talks(kind: Kind) -> tuple[OwnTalk, ...]:
    """All of this kind, the first one first; one that cannot be read is left out, and no folder is made for none."""
    return tuple(sorted(_read(kind), key=lambda one: (one.id[:10], str(one.records[0].get("at", "")))))


def _read(kind: Kind) -> Iterator[OwnTalk]:
    if not _folder(kind).is_dir():
        return
    sessions = own_sessions(kind)
    for session in sessions.ids():
        try:
            records = tuple(sessions.read(session).records)
        except CannotDo:
            continue
        if records:
            yield OwnTalk(session, records, any(one["k"] == "finish" for one in live(records)))


def where_it_lies(typed: str) -> tuple[Sessions, str] | None:
    """The folder and the id of a talk with oneself of this id; None where there is none."""
    for kind in KINDS:
        if _folder(kind).is_dir():
            sessions = own_sessions(kind)
            try:
                return sessions, sessions.find(typed)
            except BadInput:
                continue
    return None
