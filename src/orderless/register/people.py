"""A person on the map as answers to the questions of map.yaml, and back; and the next move that these come to. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orderless.bank.answer_types.base import Refused
from orderless.bank.area_file import Person, last_of
from orderless.bank.knowledge import Knowledge
from orderless.bank.people_map import map_knowledge
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.answers import Answer, State

__all__ = ["answers_of", "fields_of", "move_of"]


def answers_of(table: Knowledge, person: Person) -> Mapping[str, Answer]:
    """What stands of a person, as answers; what no question can be answered with any more is left out.

    `table` is the map as a knowledge of its own, as `map_knowledge` makes it.
    """
    from datetime import date

    book = table.map
    found: dict[str, Answer] = {}
    for question, field in (book.writes if book is not None else {}).items():
        said, asked = getattr(person, field), table.questions.get(question)
        if said is None or asked is None:
            continue
        read = asked.kind.from_file(asked, last_of(said) if field in ("touched", "next") else said, date.min)
        if not isinstance(read, Refused):
            found[question] = Answer("answered", read.value)
    return found


def fields_of(table: Knowledge, state: State) -> dict[str, Any]:
    """The fields of the person that these answers come to; None where one was cleared or is not known."""
    book = table.map
    fields: dict[str, Any] = {}
    for question, field in (book.writes if book is not None else {}).items():
        answer = state.answers.get(question)
        fields[field] = str(answer.value) if answer is not None and answer.state == "answered" else None
    notes = [note.text for note in state.notes]
    notes += [f"{one.who}: {one.what}{f' by {one.by}' if one.by else ''}" for one in state.commitments]
    return fields | {"notes": notes}


def move_of(knowledge: Knowledge, person: Person) -> Verdict | None:
    """What to do next about this person, as the table of map.yaml has it; None where there is none."""
    if knowledge.map is None:
        return None
    table = map_knowledge(knowledge)
    return decide(table, State(answers=answers_of(table, person)))
