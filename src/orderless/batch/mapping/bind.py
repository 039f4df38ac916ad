"""A mapping laid over the columns of one table: from the cells of a row to the values of the compiled decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import getitem, itemgetter
from typing import Any, NamedTuple

from orderless.bank.answer_types.cells import Unfit, as_text
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.batch.mapping.column_cells import Reader, causes_reader, flag_reader, reader_of
from orderless.batch.mapping.mapping import Column, Mapping, answering, names_causes, not_one, place_of
from orderless.batch.mapping.mapping_file import Role
from orderless.batch.mapping.ticks import merged, tick_reader
from orderless.batch.tables.table import Cell
from orderless.errors import BadInput

__all__ = ["Bound", "Misfit", "bind"]

_SHOWN = 60

Cells = Sequence[Cell]


class Misfit(NamedTuple):
    """A cell that could not be read: its column, and why."""

    column: str
    reason: str
    value: str = ""
    """What stands in it, or its beginning."""


class Bound(NamedTuple):
    """One mapping over one header. `roles` are the places of the columns that the report needs."""

    columns: tuple[str, ...]
    readers: tuple[Reader, ...]
    pick: Callable[[Cells], tuple[Cell, ...]]
    after: tuple[Any, ...]
    """The values that are the same in every row; they follow those from columns."""
    roles: dict[Role, int]

    def values(self, picked: Cells) -> tuple[Any, ...] | list[Misfit]:
        """The values of one row from its picked cells, or each cell that could not be read."""
        try:
            return (*map(getitem, self.readers, picked), *self.after)
        except Unfit:
            return list(self._misfits(picked))

    def _misfits(self, picked: Cells) -> Sequence[Misfit]:
        found: dict[str, Misfit] = {}
        for name, reader, cell in zip(self.columns, self.readers, picked, strict=True):
            try:
                reader[cell]
            except Unfit as unfit:  # the answers and the causes of a column are read from the same cell
                found.setdefault(name, Misfit(name, str(unfit), _shown(cell)[:_SHOWN]))
        return list(found.values())

    def role(self, role: Role, cells: Cells) -> str:
        """The text in the column with this role; empty where there is none."""
        place = self.roles.get(role)
        return "" if place is None else as_text(cells[place])


def _shown(cell: Any) -> str:
    """What stands in a cell, or in the cells of several columns that answer together."""
    return ", ".join(filter(None, map(as_text, cell))) if isinstance(cell, tuple) else as_text(cell)


def bind(mapping: Mapping, knowledge: Knowledge, header: Sequence[str], shown: str, today: date) -> Bound:
    """The mapping over this header; `shown` names the table.

    Raises BadInput with a line for each mapped column that the table lacks, or has twice but for case and blanks.
    """
    places = _places(mapping, header, shown)
    answered = answering(mapping)
    naming = [columns for _, columns in answered if any(map(names_causes, columns))]
    readers = [_answers(columns, knowledge.questions[question], mapping, today) for question, columns in answered]
    readers += [_causes(columns, mapping) for columns in naming]
    flagged = [column for column in mapping.columns if column.shape.flag]
    readers += [flag_reader(column, mapping) for column in flagged]
    asked = [*(columns for _, columns in answered), *naming, *((column,) for column in flagged)]
    return Bound(
        tuple(" and ".join(dict.fromkeys(column.name for column in columns)) for columns in asked),
        tuple(readers),
        _picker([[places[column.name] for column in columns] for columns in asked]),
        (*(value for _, value in mapping.constants), *((True,) if mapping.directed else ())),
        {column.shape.role: places[column.name] for column in mapping.columns if column.shape.role},
    )


def _answers(columns: tuple[Column, ...], question: Question, mapping: Mapping, today: date) -> Reader:
    """Reads what these columns answer together."""
    each = [
        Reader(tick_reader(column, question, mapping))
        if column.shape.choice
        else reader_of(column, question, mapping, today)
        for column in columns
    ]
    if len(each) > 1:
        return merged(each, question)
    return Reader(lambda cell: _as_answer(each[0][cell], question)) if columns[0].shape.choice else each[0]


def _as_answer(key: object, question: Question) -> object:
    return (key,) if key is not None and question.kind.several else key


def _causes(columns: tuple[Column, ...], mapping: Mapping) -> Reader:
    each = [causes_reader(column, mapping) for column in columns]
    return merged(each, None) if len(each) > 1 else each[0]


def _places(mapping: Mapping, header: Sequence[str], shown: str) -> dict[str, int]:
    """The place of each mapped column."""
    places = {column.name: place_of(column.name, header) for column in mapping.columns}
    gone = [not_one(name, header, shown) for name, place in places.items() if place is None]
    if gone:
        raise BadInput(*gone)
    return {name: place for name, place in places.items() if place is not None}


def _picker(places: list[list[int]]) -> Callable[[Cells], tuple[Any, ...]]:
    """Picks a cell for each place; for several places together, a tuple of their cells."""
    if any(len(some) > 1 for some in places):
        return lambda cells: tuple(
            cells[some[0]] if len(some) == 1 else tuple(cells[at] for at in some) for some in places
        )
    if not places:
        return lambda _cells: ()
    if len(places) == 1:
        only = places[0][0]
        return lambda cells: (cells[only],)
    return itemgetter(*(some[0] for some in places))


def _picked(cells: Cells, places: list[int]) -> Any:
    return cells[places[0]] if len(places) == 1 else tuple(cells[at] for at in places)
