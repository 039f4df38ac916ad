"""What the events of notes, quotes, findings and promises make of what was said; each alike in a part of an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from orderless.interview.answers import Commitment, Note, Part, State, grown_by
from orderless.interview.offered import taken_by

__all__ = ["Said", "edited", "found", "noted", "promised", "unfound"]

Record = Mapping[str, Any]

Said = TypeVar("Said", State, Part)
"""What is said of the whole order, or of a part of it alone."""


def unfound(said: Said, question: str) -> Said:
    """Without its answer a finding stands for nothing: it is a note or a quote again."""
    return replace(
        said,
        notes=tuple(
            note._replace(kind=note.was) if note.kind == "finding" and note.question == question else note
            for note in said.notes
        ),
    )


def noted(said: Said, record: Record) -> Said:
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


def found(said: Said, record: Record) -> Said:
    """A new finding, or what note `of` becomes; it stays in its place among the notes."""
    of = record.get("of")
    if of is None:
        return noted(said, record)
    return replace(
        said, notes=tuple(_found(note, record) if note.n == of and not note.private else note for note in said.notes)
    )


def _found(note: Note, record: Record) -> Note:
    was = note.was if note.kind == "finding" else note.kind
    return note._replace(kind="finding", was=was, question=record["q"], text=str(record.get("text", note.text)))


def edited(state: State, record: Record) -> State:
    """A change of the note or promise that event `of` made: other words, another place, shared or not, or gone."""
    return replace(_edited(state, record), parts=tuple(_edited(part, record) for part in state.parts))


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


def promised(said: Said, record: Record) -> Said:
    """A promise."""
    made = Commitment(record["n"], record.get("who", ""), record.get("what", ""), record.get("by", ""))
    return replace(said, commitments=grown_by(said.commitments, made))
