"""What the consultant corrects: a note made a quote, worded anew, filed elsewhere, dropped; an answer; the decision.

The numbers are those of the list that was last on the screen: `:notes`, or the list at the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from orderless.bank.answer_types.typed import place_in
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.interview.answers import Note, Override, State
from orderless.interview.clean import short
from orderless.interview.overlay import WHOLE, part_named, part_of, same_name
from orderless.interview.search import pick_question

__all__ = [
    "CHANGES",
    "Change",
    "clear_answer",
    "decide_otherwise",
    "names_a_part",
    "outcomes_listed",
    "read_change",
    "read_finding",
    "read_own_decision",
    "to_part",
]

CHANGES = frozenset({"quote", "note", "move", "drop"})
"""The commands that change a note."""


class Change(NamedTuple):
    """A change of one note: the event to keep, what Enter will do, and what is told afterwards."""

    record: Mapping[str, Any]
    hint: str
    told: str


def read_change(knowledge: Knowledge, whole: State, notes: Sequence[Note], name: str, rest: str) -> Change | str:
    """The change that `:quote 2`, `:note 2 other words`, `:move 2 question` or `:drop 2` asks for; or why it is none.

    `:quote` alone takes the newest note. `:move 2 part` and its name files it in another part of the order.
    """
    number, _, words = rest.strip().partition(" ")
    if name == "quote" and not number and notes:
        number = str(len(notes))
    place = place_in(number, len(notes))
    if place is None:
        return f"Which note? :{name} and its number{_AND[name]}; :notes numbers them."
    note, words = notes[place - 1], words.strip()
    named, edit = _named(note), {"k": "edit", "of": note.n}
    match name:
        case "quote" if note.kind == "quote":
            return f"Note {number} is kept as their words already."
        case "quote":
            return Change({**edit, "as": "quote"}, f"as their words: {named}", f"Their words: {named}.")
        case "drop":
            return Change({**edit, "delete": True}, f"drop {named}", f"Dropped: {named}.")
        case "note":
            return _worded_anew(note, number, words)
    if names_a_part(words):
        return to_part(whole, note.n, named, words)
    return _filed_at(knowledge, note, number, words)


def names_a_part(words: str) -> bool:
    """Whether these words after `:move` and a number name a part, and no question."""
    return re.match(r"part\b", words, re.IGNORECASE) is not None


def to_part(whole: State, of: int, named: str, words: str) -> Change | str:
    """The change that `part` and a name, a number or `-` asks for: what event `of` made belongs there from now on."""
    wanted = words[len("part") :].strip()
    number = place_in(wanted, _MOST_PARTS)
    part = part_named(whole, wanted) or (part_of(whole, f"p{number}") if number else None)
    if wanted == "-" or same_name(wanted, WHOLE):
        there, part_id = WHOLE, ""
    elif part is not None and not part.dropped:
        there, part_id = f"“{short(part.name)}”", part.id
    else:
        return "Which part? Its name, or its number in :part; - is the whole order."
    return Change({"k": "edit", "of": of, "to": part_id}, f"put {named} with {there}", f"Now with {there}: {named}.")


_MOST_PARTS = 999_999


def read_finding(knowledge: Knowledge, notes: Sequence[Note], place: int, there: str | None) -> Change | str:
    """The change that `=3` asks for: note 3 is a finding, at its own question or `there`; or why it cannot be one."""
    if not 1 <= place <= len(notes):
        return (
            f"Which note? = and its number, from 1 to {len(notes)}; :notes numbers them." if notes else "No notes yet."
        )
    note = notes[place - 1]
    question = there or note.question
    if note.private:
        return f"Note {place} is private. To have it on a page, say it in new words: = and the sentence."
    if question is None or not knowledge.holds_findings(question):
        return (
            f"Note {place} stands where everything is for you alone; `:move {place}` and a question files it elsewhere."
        )
    if note.kind == "finding" and note.question == question:
        return f"Note {place} is a finding already."
    label = knowledge.questions[question].label
    record = {"k": "finding", "of": note.n, "q": question}
    return Change(record, f"a finding at {label}: {_named(note)}", f"Finding: {_named(note)}.")


_AND = {"quote": "", "drop": "", "note": " and the new words", "move": " and a question"}


def _named(note: Note) -> str:
    return f"“{short(note.text)}”"


def _worded_anew(note: Note, number: str, words: str) -> Change | str:
    if not words:
        return f":note {number} and the new words; :drop {number} takes it away."
    unticked = {"share": False} if note.shared else {}  # only the old words were ticked for the page
    record = {"k": "edit", "of": note.n, "text": words, **unticked}
    off = ". It is off the page; its number in the list puts it back" if note.shared else ""
    return Change(record, f"note {number} will read: {short(words)}", f"Note {number} reads: {short(words)}{off}")


def _filed_at(knowledge: Knowledge, note: Note, number: str, words: str) -> Change | str:
    found = pick_question(knowledge, words.removeprefix("@")) if words else None
    if found is None:
        return f":move {number} and the name of a question (/ lists them), or part and the name of a part."
    label = knowledge.questions[found].label
    record = {"k": "edit", "of": note.n, "q": found}
    if note.kind == "finding" and not knowledge.holds_findings(found):
        record |= {"private": True, "as": "note"}
        there = f"at {label}, as a private note"
        return Change(record, f"file {_named(note)} {there}", f"Filed {there}: {_named(note)}.")
    return Change(record, f"file {_named(note)} at {label}", f"Filed at {label}: {_named(note)}.")


TAKEN_BACK = "off"

_FORM = re.compile(r"(\w+)\s*[,:;.]?\s*(?:because\b)?\s*(.*)", re.IGNORECASE | re.DOTALL)


def outcomes_listed(knowledge: Knowledge) -> list[str]:
    """How to decide otherwise, then a numbered line for each outcome."""
    outcomes = knowledge.decision.outcomes.values()
    return [
        "To decide otherwise: :override, a number, your reason. Your record holds both. :override off takes it back.",
        *(f"{place}. {outcome.name}" for place, outcome in enumerate(outcomes, 1)),
    ]


def clear_answer(question: Question, state: State, *, own: bool) -> tuple[Mapping[str, Any] | None, str]:
    """The event that clears what was answered, and what to tell. `own`: the answer does not show through."""
    if question.role == "request" and state.request:
        return {"k": "request", "text": ""}, "Cleared."
    if state.status(question.id) is None:
        return None, "There is no answer to clear here."
    if not own:
        return None, "That holds for the whole order (:part - goes there); another answer here is this part's own."
    return {"k": "clear", "q": question.id}, "Cleared."


def decide_otherwise(knowledge: Knowledge, state: State, typed: str) -> tuple[Mapping[str, Any] | None, list[str]]:
    """The event of the consultant's own decision, and what to tell; if the line names none, the outcomes are listed."""
    found = read_own_decision(knowledge, typed) if typed else None
    if found is None:
        return None, outcomes_listed(knowledge)
    if isinstance(found, str):
        return None, [found]
    event = {"k": "override", "outcome": found.outcome, "because": found.because}
    if not found.outcome:
        if state.override is None:
            return None, ["There is no decision of your own to take back."]
        return event, ["Taken back: the decision of the table counts."]
    name = knowledge.decision.outcomes[found.outcome].name
    return event, [f"Your own decision: {name}. The page and the reply follow it; your record holds both."]


def read_own_decision(knowledge: Knowledge, typed: str) -> Override | str:
    """The decision in `3 because the board wants it`; or why it is none. The outcome: a number of the list, or an id.

    An override without an outcome takes an earlier one back.
    """
    if typed.strip().lower() == TAKEN_BACK:
        return Override("", "")
    form = _FORM.fullmatch(typed.strip())
    ids = list(knowledge.decision.outcomes)
    named = form[1].lower() if form else ""
    place = place_in(named, len(ids))
    if place is not None:
        named = ids[place - 1]
    if form is None or named not in ids:
        return f"Which outcome? A number from 1 to {len(ids)}; :override alone lists them."
    if not form[2].strip():
        return f"And why? :override {form[1]} because ...; the reason stands beside it in your own record."
    return Override(named, form[2].strip())
