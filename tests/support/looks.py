"""Looks back without a terminal or a disk: a written case as its journal, an expectation in it, a look at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from orderless.decision.parts import PartVerdict, decided_parts
from orderless.interview.events import Record, fold
from orderless.interview.looks import Look, looks_in
from orderless.session.conversation import Conversation
from orderless.session.looking_back import LookRecorder, begin_look
from support.talk import Memory, shipped
from support.written_cases import case_events

__all__ = ["LOOK_DAY", "SETTING", "YES", "expecting", "last_look", "looking", "parts_in", "through"]

YES, SETTING = "build-it", "fix-the-setting"
LOOK_DAY = date(2027, 6, 14)
SESSION = "2026-11-20-abcd"


def expecting(case: str = SETTING, **fields: Any) -> Memory:
    """The journal of a case whose answer came with an expectation, and that was wrapped up."""
    keep = Memory(case_events(case))
    for event in (
        {"k": "expect", "look": "happening", "title": "Is it happening?", "by": "2027-03-29"},
        {"k": "expect", "look": "helped", "by": "2027-06-14", "words": "Late notes fall", "sure": "likely", **fields},
        {"k": "finish"},
    ):
        keep.append(event)
    return keep


def parts_in(records: Sequence[Record]) -> tuple[PartVerdict, ...]:
    """What the talk in these records came to."""
    return decided_parts(shipped(), fold(records))


def looking(*lines: str, keep: Memory | None = None, day: date = LOOK_DAY, part: int = 0) -> Conversation:
    """A look back that has been through these lines."""
    kept = keep if keep is not None else expecting()
    recorder: LookRecorder = begin_look(kept, SESSION, parts_in(kept.records)[part], day)
    talk = Conversation(recorder, today=day)
    for line in lines:
        talk.enter(line)
    return talk


def through(talk: Conversation) -> Conversation:
    """The look to its end: Enter, until it is done."""
    talk.enter(":end")
    while not talk.done:
        talk.enter("")
    return talk


def last_look(keep: Memory) -> Look:
    """The newest look in a journal."""
    return looks_in(keep.records)[-1]
