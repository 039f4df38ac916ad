"""A mapping that was written for one knowledge, taken to another: what of it has no meaning there."""

from __future__ import annotations

from collections.abc import Sequence

from orderless.bank.answer_types.cells import fold
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.batch.mapping.load import can_mean, meanings
from orderless.batch.mapping.mapping import Column, Mapping
from orderless.errors import BadInput

__all__ = ["mapping_elsewhere"]


def mapping_elsewhere(mapping: Mapping, knowledge: Knowledge) -> tuple[Mapping, Sequence[str]]:
    """The mapping for this knowledge, and in a sentence each what has no meaning in it.

    A column whose question is gone answers nothing; a value whose choice or causes are gone refuses its row. An answer
    that is the same in every row and has no meaning would refuse them all: then BadInput is raised.
    """
    columns: list[Column] = []
    said: list[str] = []
    for column in mapping.columns:
        question = knowledge.questions.get(column.shape.question or "")
        if question is not None:
            found, gone = _answering(column, question, mapping, knowledge)
            columns.append(found)
            said += gone
        elif column.shape.question is None:
            columns.append(column)
        else:
            said.append(f"there is no question {column.shape.question}: column {column.name} answers nothing there")
            if column.shape.role:
                columns.append(Column(column.name, column.shape.model_copy(update={"question": None})))
    _refuse_constants(mapping, knowledge)
    return mapping._replace(columns=tuple(columns)), said


def _answering(
    column: Column, question: Question, mapping: Mapping, knowledge: Knowledge
) -> tuple[Column, Sequence[str]]:
    """The column with what its values mean there. A value whose meaning is gone does not get another."""
    given = column.shape.values
    gone = {value: meant for value, meant in given.items() if not can_mean(question, meant, knowledge)}
    kept = column.shape.model_copy(update={"values": {value: given[value] for value in given if value not in gone}})
    known = meanings(kept, knowledge, mapping.unknown)
    for value in gone:
        known.pop(fold(value), None)
    named = dict.fromkeys(meant if isinstance(meant, str) else meant.choice for meant in gone.values())
    said = [f"{_why(question, choice)}: rows whose {column.name} means it are refused there" for choice in named]
    return Column(column.name, kept, known), said


def _why(question: Question, choice: str) -> str:
    if choice in question.choices:
        return f"{choice} of {question.id} cannot name these causes"
    return f"{question.id} has no choice {choice}"


def _refuse_constants(mapping: Mapping, knowledge: Knowledge) -> None:
    """Raises BadInput where there are some without a meaning."""
    gone = []
    for name, value in mapping.constants:
        question = knowledge.questions.get(name)
        keys = value if isinstance(value, tuple) else (str(value),)
        if question is None or (question.choices and not all(key in question.choices for key in keys)):
            gone.append(
                f"`constants` of the mapping answer {name} with what it does not know; take that out to compare."
            )
    if gone:
        raise BadInput(*gone)
