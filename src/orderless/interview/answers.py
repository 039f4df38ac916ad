"""What has been said so far: answers with who said them and on what basis, notes, quotes, promises. All frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from orderless.bank.answer_types.base import Value, keys_of

__all__ = [
    "BASES",
    "Answer",
    "AnswerState",
    "Basis",
    "Commitment",
    "Note",
    "NoteKind",
    "Override",
    "Part",
    "State",
    "Value",
    "Wording",
]

Basis = Literal["saw", "data", "performers", "believes"]
BASES: tuple[Basis, ...] = ("saw", "data", "performers", "believes")

AnswerState = Literal["answered", "unknown", "parked"]
"""What is recorded of a question. "Does not apply" follows from the path; no record at all is "not reached"."""


class Answer(NamedTuple):
    """What is recorded for one question. `said` is the text a number was worked out from, such as `40 x 75`."""

    state: AnswerState
    value: Value | None = None
    causes: tuple[str, ...] = ()
    basis: Basis = "believes"
    who: str = ""
    said: str = ""
    note: str = ""
    quote: str = ""
    at: str = ""
    n: int = -1
    brought: bool = False
    """Whether it stands in a diagnosis that the stakeholder brought."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The chosen keys; empty for other kinds of value."""
        return keys_of(self.value)


NoteKind = Literal["note", "quote", "finding"]


class Note(NamedTuple):
    """A note, a private note, a quote or a finding; on a question or on none. `shared` only after it was ticked.

    A finding is a sentence in the words of this case. It stands for the answer to its question wherever the answer may
    be read, and carries the causes that the answer supports.
    """

    n: int
    kind: NoteKind
    text: str
    question: str | None = None
    private: bool = False
    shared: bool = False
    at: str = ""
    was: Literal["note", "quote"] = "note"
    """What a finding was made of, and is again when the answer to its question is cleared."""


class Commitment(NamedTuple):
    """A promise made in the conversation. It is on the shared page unless it was taken off."""

    n: int
    who: str
    what: str
    by: str = ""
    shared: bool = True


class Override(NamedTuple):
    """The consultant decided otherwise, with a reason; kept beside the tool's verdict."""

    outcome: str
    because: str


class Wording(NamedTuple):
    """What the consultant made of one block of a document: the words instead, or none where the block is left out.

    `of` is the digest of what the program wrote there at the time; `n` is the number of the event.
    """

    text: str
    of: str
    n: int


@dataclass(frozen=True)
class Part:
    """What was said of some of the people alone. All else shows through from the whole order (`overlay.view_of`)."""

    id: str
    name: str
    dropped: bool = False
    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    """Those made in it; and notes of the whole order that are findings in it, under the same `n`."""
    commitments: tuple[Commitment, ...] = ()
    directed: bool | None = None
    """None: as it is for the whole order."""
    override: Override | None = None
    finished: bool = False


@dataclass(frozen=True)
class State:
    """An interview at one moment: the fold of its events. `answers` holds only questions with a record."""

    request: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    directed: bool = False
    override: Override | None = None
    finished: bool = False
    knowledge: Mapping[str, str] = field(default_factory=dict)
    started: str = ""
    minutes: float | None = None
    asked_before: frozenset[str] = frozenset()
    """For how many minutes questions are offered, and those that had a record when that was said."""
    parts: tuple[Part, ...] = ()
    """Also those that were dropped, in the order in which they were made."""
    part: str = ""
    """The id of the part that is open, or that this is the view of; empty for the whole order."""
    wordings: Mapping[str, Mapping[str, Wording]] = field(default_factory=dict)
    """What was edited, by document and block; of all parts of the order together."""

    def status(self, question: str) -> AnswerState | None:
        """What is recorded for this question, or None when it has not been reached."""
        answer = self.answers.get(question)
        return answer.state if answer else None

    def notes_on(self, question: str) -> tuple[Note, ...]:
        """The notes and quotes filed at this question, oldest first."""
        return tuple(note for note in self.notes if note.question == question)
