"""A part laid over the whole order: what holds for these people, which parts there are, and whether they cover all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Generic, Protocol, TypeVar, overload

from orderless.interview.answers import Answer, Commitment, Note, Part, State

__all__ = [
    "WHOLE",
    "covers_all",
    "is_the_rest",
    "kept_parts",
    "moved",
    "part_named",
    "part_of",
    "same_name",
    "to_be_wrapped_up",
    "to_decide",
    "view_of",
    "why_no_name",
]

WHOLE = "the whole order"
"""What it is called where a part could stand. It is everybody who is in no part."""

_REST = re.compile(r"(?:the (?:others?|rest)|every(?:body|one) else|all others)\b", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"(?:drop|rename)\b|-", re.IGNORECASE)
_LONGEST = 80


def view_of(whole: State, part_id: str) -> State:
    """What holds for a part: everything known of the whole order, but where something else was said of the part.

    An own decision does not show through: it stands beside a verdict, and a part has a verdict of its own. The whole
    order itself where there is no such part.
    """
    part = part_of(whole, part_id)
    if part is None:
        return whole
    return replace(
        whole,
        answers={**whole.answers, **part.answers},
        notes=_Merged(whole.notes, part.notes, lambda note: _note_in(whole, part, note)),
        commitments=_Merged(whole.commitments, part.commitments, lambda promise: promise),
        directed=whole.directed if part.directed is None else part.directed,
        override=part.override,
        finished=part.finished,
        parts=(),
        part=part.id,
    )


class _Numbered(Protocol):
    @property
    def n(self) -> int:
        """The number of the event that made it."""


Entry = TypeVar("Entry", bound=_Numbered)


class _Merged(Sequence[Entry], Generic[Entry]):
    """What was said of the whole order and of a part, each in the order of its numbers, in that order together.

    It is put together once somebody looks at all of it: what is entered needs the newest at most, and a part may have
    thousands. `shown` is how one of the whole order shows in the part; of one that both have, the part's counts.
    """

    __slots__ = ("_made", "_part", "_shown", "_whole")

    def __init__(self, whole: Sequence[Entry], part: Sequence[Entry], shown: Callable[[Entry], Entry]) -> None:
        self._whole: Sequence[Entry] = whole
        self._part: Sequence[Entry] = part
        self._shown: Callable[[Entry], Entry] = shown
        self._made: tuple[Entry, ...] | None = None

    @property
    def _all(self) -> tuple[Entry, ...]:
        if self._made is None:
            own = {one.n for one in self._part}
            of_all = (self._shown(one) for one in self._whole if one.n not in own)
            self._made = tuple(sorted((*self._part, *of_all), key=lambda one: one.n))
        return self._made

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Entry]: ...
    def __getitem__(self, place: int | slice) -> Entry | Sequence[Entry]:
        return self._all[place]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._all)

    def __reversed__(self) -> Iterator[Entry]:
        if not self._whole and not self._part:
            return
        of_all = bool(self._whole) and (not self._part or self._whole[-1].n > self._part[-1].n)
        yield self._shown(self._whole[-1]) if of_all else self._part[-1]
        yield from self._all[-2::-1]

    def __eq__(self, other: object) -> bool:
        return self._all == tuple(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self._all)


def _note_in(whole: State, part: Part, note: Note) -> Note:
    """A note of the whole order in the part: a finding that stands for another answer than the part has is a note."""
    question = note.question or ""
    otherwise = _meant(part.answers.get(question)) not in (None, _meant(whole.answers.get(question)))
    return note._replace(kind=note.was) if note.kind == "finding" and otherwise else note


def _meant(answer: Answer | None) -> object:
    return answer and (answer.state, answer.value, answer.causes)


def part_of(whole: State, part_id: str) -> Part | None:
    """The part with this id, also one that was dropped."""
    return next((part for part in whole.parts if part.id == part_id), None)


def kept_parts(whole: State) -> tuple[Part, ...]:
    """The parts that were not dropped."""
    return tuple(part for part in whole.parts if not part.dropped)


def part_named(whole: State, name: str) -> Part | None:
    """The part of this name, whether it was dropped or not; one that was not goes first."""
    found = [part for part in whole.parts if same_name(part.name, name)]
    return min(found, key=lambda part: part.dropped, default=None)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one; capitals and blanks make no difference."""
    return one.casefold().split() == other.casefold().split()


def is_the_rest(name: str) -> bool:
    """Whether a part of this name holds everybody who is in no other part, going by how the name begins."""
    return _REST.match(name) is not None


def covers_all(whole: State) -> bool:
    """Whether the parts hold everybody, so that the whole order is nobody's: one of them is named as the rest."""
    return any(is_the_rest(part.name) for part in kept_parts(whole))


def to_decide(whole: State) -> tuple[str, ...]:
    """The ids of what gets a verdict: the whole order (an empty id), unless the parts cover all, then each part."""
    return (*(() if covers_all(whole) else ("",)), *(part.id for part in kept_parts(whole)))


def to_be_wrapped_up(whole: State) -> tuple[str, ...]:
    """The ids of what gets a verdict and was not wrapped up yet."""
    return tuple(one for one in to_decide(whole) if not view_of(whole, one).finished)


def why_no_name(name: str) -> str | None:
    """Why a part cannot be called so, as a clause; None if it can."""
    if same_name(name, WHOLE) or _NOT_A_NAME.match(name):
        return "drop, rename, - and the whole order have a meaning of their own here"
    if not re.search(r"[^\W\d_]", name) or "=" in name:
        return "the name of a part holds a word, and no ="
    return f"the name of a part has at most {_LONGEST} characters" if len(name) > _LONGEST else None


Made = TypeVar("Made", Note, Commitment)


def moved(state: State, of: object, part_id: str) -> State:
    """The state with what event `of` made in this part alone; with no id, in the whole order, where it is in each.

    As it was where there is no such part.
    """
    if part_id and all(part.id != part_id for part in state.parts):
        return state
    everywhere: tuple[State | Part, ...] = (state, *state.parts)
    note = next((one for said in everywhere for one in said.notes if one.n == of), None)
    promise = next((one for said in everywhere for one in said.commitments if one.n == of), None)
    parts = tuple(
        replace(
            part,
            notes=_put(part.notes, of, note if part.id == part_id else None),
            commitments=_put(part.commitments, of, promise if part.id == part_id else None),
        )
        for part in state.parts
    )
    here = not part_id
    return replace(
        state,
        notes=_put(state.notes, of, note if here else None),
        commitments=_put(state.commitments, of, promise if here else None),
        parts=parts,
    )


def _put(made: Iterable[Made], of: object, one: Made | None) -> tuple[Made, ...]:
    """These without what event `of` made; or with it as it is now, in its place."""
    left: list[Made] = [other for other in made if other.n != of]
    if one is not None:
        left.append(one)
    return tuple(sorted(left, key=lambda other: other.n))
