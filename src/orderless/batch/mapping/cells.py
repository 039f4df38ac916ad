"""What a cell of a mapped column means as an answer, as causes that are named with it, or as a flag."""

from __future__ import annotations

from datetime import date

from orderless.bank.questions import Question
from orderless.batch.mapping.amounts import amount_reader
from orderless.batch.mapping.days import day_reader
from orderless.batch.mapping.mapping import YES_OR_NO, Column, Mapping
from orderless.batch.mapping.reader import Reader, Unfit, as_text, not_known
from orderless.batch.mapping.shape import fold
from orderless.batch.tables.table import Cell
from orderless.interview.clean import clean
from orderless.interview.values import Parsed, read_typed

__all__ = ["GIVEN", "causes_reader", "flag_reader", "reader_of"]

GIVEN = "given"
"""Stands for any text: a decision only asks whether there is one."""


def reader_of(column: Column, question: Question, mapping: Mapping, today: date) -> Reader:
    """How the answers in this column are read."""
    if question.type == "choices":
        return Reader(lambda cell: _several(column, question, as_text(cell)))
    if question.choices:
        return Reader(lambda cell: _one(column, as_text(cell)))
    if question.type in ("number", "money"):
        return amount_reader(column, mapping, question)
    if question.type == "date":
        return day_reader(column, mapping)
    if question.type == "scale":
        return Reader(lambda cell: _typed(question, as_text(cell), mapping, today))
    return Reader(lambda cell: None if not_known(as_text(cell), mapping) else GIVEN)


def _typed(question: Question, text: str, mapping: Mapping, today: date) -> object:
    if not_known(text, mapping):
        return None
    found = read_typed(question, clean(text), today)
    if isinstance(found, Parsed):
        return found.value
    raise Unfit(f"this is not {found.message}")


# ---------------------------------------------------------------------------------------------------------- choices


def _one(column: Column, text: str) -> str | None:
    folded = fold(text)
    if not folded:
        return None
    if folded not in column.meanings:
        raise Unfit("this value has no meaning in the mapping; add it to the `values` of the column")
    meant = column.meanings[folded]
    return meant.choice if meant else None


def _parts(column: Column, text: str) -> list[str]:
    """The values in a cell. One that is known as a whole is not taken apart."""
    if fold(text) in column.meanings:
        return [text]
    return [part for part in text.split(column.shape.separator) if part.strip()]


def _several(column: Column, question: Question, text: str) -> tuple[str, ...] | None:
    found = [key for part in _parts(column, text) if (key := _one(column, part)) is not None]
    keys = tuple(dict.fromkeys(found))
    alone = next((key for key in keys if question.choices[key].alone), None)
    if alone is not None and len(keys) > 1:
        raise Unfit(f"{alone} can only stand alone; take it or the others out, or let its value mean `unknown`")
    return keys or None


def causes_reader(column: Column) -> Reader:
    """The causes that a cell names; a cell that means nothing names none, which the answer's own reader reports."""

    def causes(cell: Cell) -> tuple[str, ...]:
        meant = (column.meanings.get(fold(part)) for part in _parts(column, as_text(cell)))
        return tuple(dict.fromkeys(cause for one in meant if one is not None for cause in one.causes))

    reader = Reader(causes)
    reader.update({None: (), "": ()})
    return reader


def flag_reader(column: Column, mapping: Mapping) -> Reader:
    """Whether a cell says yes. An empty one and "not known" say no: nobody was told."""
    meant = {**YES_OR_NO, **{fold(value): meant == "yes" for value, meant in column.shape.values.items()}}

    def told(cell: Cell) -> bool:
        folded = fold(as_text(cell))
        if folded not in meant and not not_known(folded, mapping):
            raise Unfit("this is neither yes nor no; say in the `values` of the column which of them it means")
        return meant.get(folded, False)

    reader = Reader(told)
    reader.update({None: False, "": False})
    return reader
