"""A mapping laid over the columns of one table: from the cells of a row to the values of the compiled decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import getitem, itemgetter
from typing import Any, NamedTuple

from orderless.bank.answer_types.cells import Unfit, as_text
from orderless.bank.knowledge import Knowledge
from orderless.batch.mapping.column_cells import Reader, causes_reader, flag_reader, reader_of
from orderless.batch.mapping.mapping import Column, Mapping, names_causes, not_one, place_of
from orderless.batch.mapping.mapping_file import Role
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
                found.setdefault(name, Misfit(name, str(unfit), as_text(cell)[:_SHOWN]))
        return list(found.values())

    def role(self, role: Role, cells: Cells) -> str:
        """The text in the column with this role; empty where there is none."""
        place = self.roles.get(role)
        return "" if place is None else as_text(cells[place])


def bind(mapping: Mapping, knowledge: Knowledge, header: Sequence[str], shown: str, today: date) -> Bound:
    """The mapping over this header; `shown` names the table.

    Raises BadInput with a line for each mapped column that the table lacks, or has twice but for case and blanks.
    """
    places = _places(mapping, header, shown)
    answered = [column for column in mapping.columns if column.shape.question]
    naming = [column for column in answered if names_causes(column)]
    readers = [reader_of(c, knowledge.questions[c.shape.question or ""], mapping, today) for c in answered]
    readers += [causes_reader(column, mapping) for column in naming]
    flagged = [column for column in mapping.columns if column.shape.flag]
    readers += [flag_reader(column, mapping) for column in flagged]
    asked: list[Column] = [*answered, *naming, *flagged]
    return Bound(
        tuple(column.name for column in asked),
        tuple(readers),
        _picker([places[column.name] for column in asked]),
        (*(value for _, value in mapping.constants), *((True,) if mapping.directed else ())),
        {column.shape.role: places[column.name] for column in mapping.columns if column.shape.role},
    )


def _places(mapping: Mapping, header: Sequence[str], shown: str) -> dict[str, int]:
    """The place of each mapped column."""
    places = {column.name: place_of(column.name, header) for column in mapping.columns}
    gone = [not_one(name, header, shown) for name, place in places.items() if place is None]
    if gone:
        raise BadInput(*gone)
    return {name: place for name, place in places.items() if place is not None}


def _picker(places: list[int]) -> Callable[[Cells], tuple[Cell, ...]]:
    if not places:
        return lambda _cells: ()
    if len(places) == 1:
        only = places[0]
        return lambda cells: (cells[only],)
    return itemgetter(*places)
