"""The events of an interview as records to append, and the fold that turns them back into a state.

A record is a plain mapping with `k` (its kind) and `at` (UTC); the journal adds `n`. State is always rebuilt from the
records, so undo, resume and editing an old answer are the same thing. Unknown kinds are kept and mean nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from orderless.interview import afterwards
from orderless.interview.answers import BASES, Answer, Commitment, Note, Override, Part, State, grown_by
from orderless.interview.offered import kind_of, offered, taken_by
from orderless.interview.overlay import moved
from orderless.interview.versions import SCHEMA
from orderless.interview.wordings import reworded

__all__ = [
    "OF_A_PART",
    "Record",
    "answer_record",
    "fold",
    "grown",
    "live",
    "of_the_talk",
]

Record = Mapping[str, Any]

_TEXTS = (
    *("q", "text", "who", "what", "by", "said", "note", "quote", "because", "outcome", "at", "from", "as"),
    *("in", "id", "to", "name", "rename", "source", "day", "item"),
)
_PART_ID = re.compile(r"p[1-9]\d{0,5}")
_ABOUT_A_QUESTION = frozenset({"answer", "park", "clear", "finding", "offer", "take"})
_MOST = 1e15
_IF_ANY = ("causes", "said", "who", "note", "quote", "brought", "source", "day", "item")


def answer_record(question: str, answer: Answer) -> dict[str, Any]:
    """The event for an answer, without the fields that are empty."""
    record: dict[str, Any] = {"k": "answer", "q": question, "state": answer.state, "value": answer.value}
    record |= {key: getattr(answer, key) for key in _IF_ANY if getattr(answer, key)}
    if answer.state == "answered":
        record["basis"] = answer.basis
    else:
        del record["value"]
    return record


def live(records: Iterable[Record]) -> list[Record]:
    """The records that still count, in order: all that have not been undone."""
    kept: dict[int, Record] = {}
    for record in records:
        if record["k"] == "undo":
            of = record.get("of")
            kept.pop(of if isinstance(of, int) else -1, None)
        else:
            kept[record["n"]] = record
    return list(kept.values())


def of_the_talk(record: Record) -> bool:
    """Whether it is an event of the conversation itself; what is known of a request before and after it is not."""
    if record["k"] == "start":
        return record.get("schema") == SCHEMA  # a newer one only says in which version the rest is
    if record["k"] == "undo":
        return "look" not in record  # what was entered in a look back was taken back
    return record["k"] in _STEPS


def fold(records: Sequence[Record]) -> State:
    """The state after these records, in the order of their numbers."""
    state = State()
    for record in live(records):
        if record["k"] in _FOLDED and _well_formed(record):
            state = _after(state, record)
    return state


def grown(state: State, records: Sequence[Record]) -> State:
    """The state after these records, where `state` was that before the last of them."""
    last = records[-1]
    if last["k"] not in _FOLDED or not _well_formed(last):  # an undo, or what says nothing here
        return fold(records)
    return _after(state, last)


def _well_formed(record: Record) -> bool:
    """Whether the fields are what this version writes; an event of another hand or time says nothing here."""
    texts = all(isinstance(record[key], str) for key in _TEXTS if key in record)
    about = (record["k"] not in _ABOUT_A_QUESTION or "q" in record) and (record["k"] != "part" or "id" in record)
    parts = all(_PART_ID.fullmatch(record[key] or "p1") for key in ("in", "id", "to") if texts and key in record)
    causes = record.get("causes", [])
    value = record.get("value")
    plain = value if isinstance(value, list | tuple) else [value]
    return (
        texts
        and about
        and parts
        and isinstance(causes, list | tuple)
        and all(isinstance(cause, str) for cause in causes)
        and all(isinstance(one, str | int | float | None) and not _huge(one) for one in plain)
        and record.get("state", "answered") in ("answered", "unknown")
        and isinstance(record.get("knowledge", {}), dict)
    )


def _huge(value: object) -> bool:
    return isinstance(value, int | float) and not abs(value) < _MOST


Said = TypeVar("Said", State, Part)
"""What is said of the whole order, or of a part of it alone."""


class _Step(Protocol):
    def __call__(self, said: Said, record: Record, /) -> Said:
        """What is said after this record."""


def _after(state: State, record: Record) -> State:
    """The state after a record of a kind that is known."""
    if record["k"] in _ALIKE:
        return _in_part(state, record) if record.get("in") else _in_whole(state, record)
    return _OF_THE_WHOLE[record["k"]](state, record)


def _in_whole(state: State, record: Record) -> State:
    after = _ALIKE[record["k"]](state, record)
    if record["k"] != "clear":
        return after
    question = record["q"]  # a part that has an answer of its own keeps its findings
    return replace(
        after, parts=tuple(one if question in one.answers else _unfound(one, question) for one in after.parts)
    )


def _in_part(state: State, record: Record) -> State:
    """The state after a record of a part. If the making of the part was lost, it is made anew, called by its id."""
    name, of = record["in"], record.get("of")
    part = next((one for one in state.parts if one.id == name), None)
    if part is None and record["k"] == "finish":
        return state  # its making was taken back after it was wrapped up
    part = part or Part(name, name)
    if record["k"] == "clear" and record["q"] in state.answers:
        return _with_part(state, _unanswered(part, record["q"]))  # that of the whole order shows through again
    if record["k"] == "finding" and all(note.n != of for note in part.notes):
        of_all = tuple(note for note in state.notes if note.n == of and not note.private)
        part = replace(part, notes=tuple(sorted((*part.notes, *of_all), key=lambda note: note.n)))
    return _with_part(state, _ALIKE[record["k"]](part, record))


def _with_part(state: State, part: Part) -> State:
    """The state with this part in its place, or after the others."""
    if all(one.id != part.id for one in state.parts):
        return replace(state, parts=(*state.parts, part))
    return replace(state, parts=tuple(part if one.id == part.id else one for one in state.parts))


def _part(state: State, record: Record) -> State:
    """A part is made or made again, gone to, named otherwise, or dropped; without an id, back to the whole order."""
    name = record["id"]
    if not name:
        return replace(state, part="")
    part = next((one for one in state.parts if one.id == name), None) or Part(name, name)
    if record.get("drop") is True:
        state = _with_part(state, replace(part, dropped=True))
        return replace(state, part="") if state.part == name else state
    if "rename" in record:
        return _with_part(state, replace(part, name=record["rename"]))
    return replace(
        _with_part(state, replace(part, name=record.get("name", part.name), dropped=False)),
        part=name,
    )


def _start(state: State, record: Record) -> State:
    if "knowledge" not in record and record.get("schema") != SCHEMA:
        return state  # nobody has talked yet: it only says in which version the rest is
    begun = replace(state, knowledge=record.get("knowledge", {}), started=state.started or record.get("at", ""))
    minutes = record.get("minutes")
    if isinstance(minutes, bool) or not isinstance(minutes, int | float):
        return begun
    return replace(begun, minutes=minutes if minutes > 0 else None, asked_before=frozenset(state.answers))


def _request(state: State, record: Record) -> State:
    return replace(state, request=str(record.get("text", "")))


def _answer(said: Said, record: Record) -> Said:
    value = record.get("value")
    answer = Answer(
        state=record.get("state", "answered"),
        value=tuple(value) if isinstance(value, list) else value,
        causes=tuple(record.get("causes", ())),
        basis=record["basis"] if record.get("basis") in BASES else "believes",
        who=record.get("who", ""),
        said=record.get("said", ""),
        note=record.get("note", ""),
        quote=record.get("quote", ""),
        at=record.get("at", ""),
        n=record["n"],
        brought=record.get("brought") is True,
        source=record.get("source", ""),
        day=record.get("day", ""),
        taken=taken_by(record),
        item=record.get("item", ""),
    )
    return replace(said, answers={**said.answers, record["q"]: answer}, finished=False)


def _take(said: Said, record: Record) -> Said:
    """An offer that was taken is an answer; words alone are a quote, and their question stays open."""
    return _answer(said, record) if kind_of(record) == "answer" else _noted(said, record)


def _park(said: Said, record: Record) -> Said:
    parked = Answer("parked", who=record.get("who", ""), at=record.get("at", ""), n=record["n"])
    return replace(said, answers={**said.answers, record["q"]: parked})


def _clear(said: Said, record: Record) -> Said:
    return _unfound(_unanswered(said, record["q"]), record["q"])


def _unanswered(said: Said, question: str) -> Said:
    return replace(said, answers={key: value for key, value in said.answers.items() if key != question})


def _unfound(said: Said, question: str) -> Said:
    """Without its answer a finding stands for nothing: it is a note or a quote again."""
    return replace(
        said,
        notes=tuple(
            note._replace(kind=note.was) if note.kind == "finding" and note.question == question else note
            for note in said.notes
        ),
    )


def _noted(said: Said, record: Record) -> Said:
    """A note, a private note or a quote; the words of an offer that was taken are one."""
    note = Note(
        n=record["n"],
        kind="quote" if record["k"] == "take" else record["k"],
        text=str(record.get("text", "")),
        question=record.get("q"),
        private=bool(record.get("private")),
        at=record.get("at", ""),
        who=record.get("who", ""),
        taken=taken_by(record),
    )
    return replace(said, notes=grown_by(said.notes, note))


def _finding(said: Said, record: Record) -> Said:
    """A new finding, or what note `of` becomes; it stays in its place among the notes."""
    of = record.get("of")
    if of is None:
        return _noted(said, record)
    return replace(
        said, notes=tuple(_found(note, record) if note.n == of and not note.private else note for note in said.notes)
    )


def _found(note: Note, record: Record) -> Note:
    was = note.was if note.kind == "finding" else note.kind
    return note._replace(kind="finding", was=was, question=record["q"], text=str(record.get("text", note.text)))


def _edit(state: State, record: Record) -> State:
    """A change of the note or promise that event `of` made: other words, another place, shared or not, or gone."""
    changed = replace(_edited(state, record), parts=tuple(_edited(part, record) for part in state.parts))
    return moved(changed, record.get("of"), record["to"]) if "to" in record else changed


def _edited(said: Said, record: Record) -> Said:
    of, gone = record.get("of"), bool(record.get("delete"))
    return replace(
        said,
        notes=tuple(
            _edited_note(note, record) if note.n == of else note for note in said.notes if not (gone and note.n == of)
        ),
        commitments=tuple(
            _edited_promise(one, record) if one.n == of else one
            for one in said.commitments
            if not (gone and one.n == of)
        ),
    )


def _edited_note(note: Note, record: Record) -> Note:
    return note._replace(
        text=record.get("text", note.text),
        question=record.get("q", note.question),
        private=note.private or record.get("private") is True,
        shared=bool(record.get("share", note.shared)),
        kind="quote" if record.get("as") == "quote" else "note" if record.get("as") == "note" else note.kind,
    )


def _edited_promise(promise: Commitment, record: Record) -> Commitment:
    return promise._replace(
        who=record.get("who", promise.who),
        what=record.get("what", promise.what),
        by=record.get("by", promise.by),
        shared=bool(record.get("share", promise.shared)),
    )


def _promised(said: Said, record: Record) -> Said:
    """A promise."""
    made = Commitment(record["n"], record.get("who", ""), record.get("what", ""), record.get("by", ""))
    return replace(said, commitments=grown_by(said.commitments, made))


def _override(said: Said, record: Record) -> Said:
    outcome = str(record.get("outcome", ""))
    return replace(said, override=Override(outcome, str(record.get("because", ""))) if outcome else None)


def _directed(said: Said, record: Record) -> Said:
    return replace(said, directed=bool(record.get("value", True)))


def _finish(said: Said, _record: Record) -> Said:
    return replace(said, finished=True)


_ALIKE: Mapping[str, _Step] = {
    "answer": _answer,
    "take": _take,
    "park": _park,
    "clear": _clear,
    "note": _noted,
    "quote": _noted,
    "finding": _finding,
    "commit": _promised,
    "override": _override,
    "directed": _directed,
    "finish": _finish,
}
"""What means the same for the whole order and for a part of it."""

OF_A_PART = frozenset(_ALIKE)
"""The kinds of events that belong to the part they were made in, which `in` names.

A change of a note or a promise (`edit`) is one wherever it shows. The request is that of the whole order.
"""

_BESIDE = {
    "wording": reworded,
    "offer": offered,
    "set": afterwards.set_anew,
    "move": afterwards.moved,
    "done": afterwards.done,
}

_OF_THE_WHOLE = {"start": _start, "request": _request, "edit": _edit, "part": _part, **_BESIDE}

_FOLDED = frozenset((*_ALIKE, *_OF_THE_WHOLE))
"""What means something to the state."""

_STEPS = _FOLDED - frozenset(_BESIDE)
"""Steps of the talk. What is known beside it no line of the talk goes on with or undoes."""
