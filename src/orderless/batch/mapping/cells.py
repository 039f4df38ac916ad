"""What a cell of a mapped column means as an answer, as causes that are named with it, or as a flag."""

from __future__ import annotations

from datetime import date

from orderless.bank.answer_types import cell_days
from orderless.bank.answer_types.cells import Cell, Unfit, as_text, fold, values_in
from orderless.bank.questions import Question
from orderless.batch.mapping.mapping import YES_OR_NO, Column, Mapping
from orderless.batch.mapping.reader import Reader, form_of

__all__ = ["causes_reader", "day_reader", "flag_reader", "reader_of"]


def reader_of(column: Column, question: Question, mapping: Mapping, today: date) -> Reader:
    """How the answers in this column are read."""
    return Reader(question.kind.cell_reader(question, form_of(column, mapping, today)))


def day_reader(column: Column, mapping: Mapping) -> Reader:
    """Days as 2026-03-01, in a column that the report needs."""
    return Reader(cell_days.day_reader(form_of(column, mapping)))


def causes_reader(column: Column, mapping: Mapping) -> Reader:
    """The causes that a cell names; a cell that means nothing names none, which the answer's own reader reports."""
    form = form_of(column, mapping)

    def causes(cell: Cell) -> tuple[str, ...]:
        meant = (form.meanings.get(fold(value)) for value in values_in(as_text(cell), form))
        return tuple(dict.fromkeys(cause for one in meant if one is not None for cause in one.causes))

    reader = Reader(causes)
    reader.update({None: (), "": ()})
    return reader


def flag_reader(column: Column, mapping: Mapping) -> Reader:
    """Whether a cell says yes. An empty one and "not known" say no: nobody was told."""
    form = form_of(column, mapping)
    meant = {**YES_OR_NO, **{fold(value): meant == "yes" for value, meant in column.shape.values.items()}}

    def told(cell: Cell) -> bool:
        folded = fold(as_text(cell))
        if folded not in meant and not form.says_nothing(folded):
            raise Unfit("this is neither yes nor no; say in the `values` of the column which of them it means")
        return meant.get(folded, False)

    reader = Reader(told)
    reader.update({None: False, "": False})
    return reader
