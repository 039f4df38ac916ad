"""A conversation without a terminal or a disk, on the shipped knowledge: lines in, events and sentences out."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from orderless.bank.knowledge import Knowledge
from orderless.bank.load import load_knowledge
from orderless.bank.questions import Question
from orderless.bank.validation import validated
from orderless.interview.events import Record
from orderless.session.conversation import Conversation
from orderless.session.recorder import Recorder

__all__ = ["TODAY", "Memory", "answer_to", "events", "numbered", "question_of", "shipped", "talking"]

TODAY = date(2026, 11, 20)
"""A Friday."""


@functools.cache
def shipped() -> Knowledge:
    """The shipped knowledge, read once."""
    return load_knowledge()


class Memory:
    """Keeps events in memory as the journal would: as JSON and back, numbered from 1. `refuse` makes it fail."""

    def __init__(self, records: Sequence[Record] = ()) -> None:
        self.records: list[Record] = list(records)
        self.refuse: Exception | None = None

    def append(self, record: Mapping[str, object]) -> int:
        """Keep one, as if it were always the same day."""
        if self.refuse is not None:
            raise self.refuse
        n = len(self.records) + 1
        at = f"2026-11-20T10:00:{n % 60:02}Z"
        self.records.append(json.loads(json.dumps({"n": n, **record, "at": at}, allow_nan=False)))
        return n


def talking(*lines: str, keep: Memory | None = None, knowledge: Knowledge | None = None) -> Conversation:
    """A conversation that has been through these lines."""
    talk = Conversation(Recorder(knowledge or shipped(), keep or Memory()), today=TODAY)
    for line in lines:
        talk.enter(line)
    return talk


def answer_to(question: str, choice: str, knowledge: Knowledge | None = None) -> str:
    """The number that a choice has on the screen."""
    return str(list((knowledge or shipped()).questions[question].choices).index(choice) + 1)


def numbered(question: str, *choices: str) -> str:
    """The line that files these choices at a question from anywhere: `@can_do 1`."""
    return f"@{question} {' '.join(answer_to(question, choice) for choice in choices)}"


def events(journal: Path | Sequence[Record]) -> list[dict[str, Any]]:
    """The events of a journal without what differs from run to run: times, checksums, the verdict's session.

    A journal may be looked at while it is written: a last line without its end is no record yet.
    """
    if isinstance(journal, Path):
        whole, _, _ = journal.read_bytes().rpartition(b"\n")
        journal = [json.loads(line) for line in whole.splitlines()]

    return [{key: value for key, value in record.items() if key not in ("at", "crc", "verdict")} for record in journal]


def question_of(**fields: Any) -> Question:
    """A question of one's own, for what the shipped ones do not have."""
    base: dict[str, Any] = {"id": "own", "ask": "Own?", "label": "Own", "heading": "Own", "why": "Own.", "type": "text"}
    return validated(Question, base | fields)
