"""What has been said so far: answers with who said them and on what basis, notes, quotes, promises. All frozen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar, overload

from orderless.bank.answer_types.base import Value, keys_of

if TYPE_CHECKING:
    from orderless.interview.offered import Offer

__all__ = [
    "BASES",
    "DONE",
    "Answer",
    "AnswerState",
    "Basis",
    "Commitment",
    "Growing",
    "Note",
    "NoteKind",
    "Override",
    "Part",
    "State",
    "Value",
    "Wording",
    "grown_by",
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
    source: str = ""
    """Where it was written or measured, and `day` when, where it was offered and taken; else both are empty."""
    day: str = ""
    taken: int = 0
    """The number of the offer that it was made of; 0 where it was said in the talk."""
    item: str = ""
    """The id of the request that the words name, where one was picked."""

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
    who: str = ""
    """Whose words they are, where they were offered and taken; `taken` is the number of the offer."""
    taken: int = 0


DONE = "done"
"""What stands in place of the day of a promise that was kept."""


class Commitment(NamedTuple):
    """A promise made in the conversation. It is on the shared page unless it was taken off.

    `by` is a day in ISO form, their words for one, or DONE.
    """

    n: int
    who: str
    what: str
    by: str = ""
    shared: bool = True


Entry = TypeVar("Entry")


class Growing(Sequence[Entry], Generic[Entry]):
    """A sequence that never changes, and from which one with another entry at its end is made without copying it.

    The one made shares the entries of this one, each seeing so many of them as it has. Only where another was made of
    this one before are they copied.
    """

    __slots__ = ("_length", "_shared")

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._shared = list(entries)
        self._length = len(self._shared)

    def and_then(self, entry: Entry) -> Growing[Entry]:
        """These entries, and this one."""
        if len(self._shared) != self._length:
            return Growing([*self, entry])
        longer: Growing[Entry] = Growing.__new__(Growing)
        self._shared.append(entry)
        longer._shared, longer._length = self._shared, self._length + 1
        return longer

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Entry]: ...
    def __getitem__(self, place: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(place, slice):
            return self._shared[: self._length][place]
        if not -self._length <= place < self._length:
            raise IndexError(place)
        return self._shared[place if place >= 0 else place + self._length]

    def __iter__(self) -> Iterator[Entry]:
        return islice(self._shared, self._length)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Growing | tuple | list):
            return NotImplemented
        return len(self) == len(other) and all(one == its for one, its in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Growing({[*self]})"


def grown_by(entries: Sequence[Entry], entry: Entry) -> Growing[Entry]:
    """These entries, and this one."""
    return (entries if isinstance(entries, Growing) else Growing(entries)).and_then(entry)


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
    notes: Sequence[Note] = ()
    """Those made in it; and notes of the whole order that are findings in it, under the same `n`."""
    commitments: Sequence[Commitment] = ()
    directed: bool | None = None
    """None: as it is for the whole order."""
    override: Override | None = None
    finished: bool = False


@dataclass(frozen=True)
class State:
    """An interview at one moment: the fold of its events. `answers` holds only questions with a record."""

    request: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Sequence[Note] = ()
    commitments: Sequence[Commitment] = ()
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
    offers: Sequence[Offer] = ()
    """What somebody proposed, of the whole order; nothing that decides reads them (`offered.offers_in`)."""

    def status(self, question: str) -> AnswerState | None:
        """What is recorded for this question, or None when it has not been reached."""
        answer = self.answers.get(question)
        return answer.state if answer else None

    def notes_on(self, question: str) -> tuple[Note, ...]:
        """The notes and quotes filed at this question, oldest first."""
        return tuple(note for note in self.notes if note.question == question)
