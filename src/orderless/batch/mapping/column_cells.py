"""What the cells of a mapped column mean: answers, causes, flags, hours or money. Each is read once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from orderless.bank.answer_types import cell_days
from orderless.bank.answer_types.cell_lists import values_of
from orderless.bank.answer_types.cell_values import amount_reader as _cell_reader
from orderless.bank.answer_types.cell_values import figure_in, money_in
from orderless.bank.answer_types.cells import Cell, CellReader, ColumnForm, Unfit, as_text, fold
from orderless.bank.answer_types.registry import answer_type
from orderless.bank.answer_types.typed import without_about
from orderless.bank.questions import Question
from orderless.batch.mapping.mapping import YES_OR_NO, Column, Mapping
from orderless.batch.mapping.mapping_file import TIME_WORDS, hours_in
from orderless.batch.tables.table import ClockTime, Unread
from orderless.interview.clean import clean

__all__ = [
    "Reader",
    "amount_reader",
    "causes_reader",
    "counted",
    "day_reader",
    "flag_reader",
    "form_of",
    "is_error",
    "reader_of",
]

_ERRORS = frozenset(
    fold(error)
    for error in (
        *("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA"),
        *("#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#PYTHON!"),
        *("#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#ÜBERLAUF!", "#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!"),
        *("#¡REF!", "#¡VALOR!", "#¡DIV/0!", "#¿NOMBRE?", "#¡NULO!", "#¡NUM!"),
    )
)
"""What a spreadsheet shows where a formula fails (ECMA-376, part 1, 18.18.11, and what Excel added since); in a CSV
file also as the German, French and Spanish Excel write it."""


def is_error(text: str) -> bool:
    """Whether this is an error that a spreadsheet shows in the place of a value."""
    return "#" in text and fold(text) in _ERRORS


def counted(texts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Each value in its commonest spelling (the first among equals) with how often it stands there, commonest first."""
    spelt: dict[str, Counter[str]] = {}
    for text, many in texts:
        if key := fold(text):
            spelt.setdefault(key, Counter())[" ".join(text.split())] += many
    each = ((found.most_common(1)[0][0], found.total()) for found in spelt.values())
    return sorted(each, key=lambda one: -one[1])


def amount_reader(column: Column, mapping: Mapping) -> Reader:
    """Reads amounts (0 or more) in the unit of the column. Where hours are asked for, a cell may name its own unit.

    Money may be a calculation such as `40 x 75`. Currencies are not told apart.
    """
    factor = _factor(column.shape.unit, mapping)
    read = _cell_reader(form_of(column, mapping), factor, _reading(column, mapping, factor))
    if column.shape.role == "hours":
        return Reader(lambda cell: cell.hours if isinstance(cell, ClockTime) else read(cell))
    return Reader(read)


def _reading(column: Column, mapping: Mapping, factor: float) -> Callable[[str], float]:
    decimal = column.shape.decimal
    if column.shape.role == "hours":
        return lambda text: _hours(text, decimal, factor, mapping)
    return lambda text: money_in(text, decimal, factor)


def _factor(unit: str | None, mapping: Mapping) -> float:
    return {**hours_in(mapping.hours_a_day), **answer_type("money").units}.get(unit or "", 1.0)


_TIME = r"(\d[\d.,'’ \u00a0\u202f]*?)\s*([^\W\d_]+)\.?"
_TIMES = re.compile(rf"{_TIME}(?:[\s,+]+(?:and\s+)?{_TIME})*")
_EACH_TIME = re.compile(_TIME)
_CLOCK = re.compile(r"\d{1,5}:[0-5]\d:[0-5]\d", re.ASCII)
"""With its seconds; 1:30 can be hours and minutes as well as minutes and seconds, so only a typed cell says it."""
_BARE = re.compile(r"\d[\d.,'’ \u00a0\u202f]*")


def _hours(text: str, decimal: str | None, factor: float, mapping: Mapping) -> float:
    """`12`, in the unit of the column; `12 h`, `2 days` or `1 h 30 min`, in the unit that is named."""
    text = without_about(text)
    if _CLOCK.fullmatch(text):
        return ClockTime(text).hours
    if _BARE.fullmatch(text):
        return figure_in(text, decimal) * factor
    parts = _EACH_TIME.findall(text) if _TIMES.fullmatch(text) else []
    units = [TIME_WORDS.get(word.casefold()) for _, word in parts]
    if not parts or None in units:
        raise Unfit("this is not a length of time, such as 12, 7.5 h or 2 days")
    numbers = (figure_in(figure, decimal) for figure, _ in parts)
    return sum(number * _factor(unit, mapping) for number, unit in zip(numbers, units, strict=True))


_REMEMBERED = 4_096
_SHORT = 200
"""Texts of more characters are not remembered: they seldom repeat, and thousands of them would fill the memory."""


def form_of(column: Column, mapping: Mapping, today: date = date.min) -> ColumnForm:
    """How the cells of this column are written, as its mapping says."""
    shape = column.shape
    return ColumnForm(
        meanings=column.meanings,
        separator=shape.separator,
        decimal=shape.decimal,
        unit=shape.unit,
        time_units=hours_in(mapping.hours_a_day),
        dates=shape.dates,
        unknown=mapping.unknown,
        today=today,
        clean=clean,
    )


class Reader(dict[Any, Any]):
    """Turns a cell into an answer, and remembers the answers of short texts. None: an empty cell or "not known".

    Looking up a cell that means nothing here raises Unfit.
    """

    def __init__(self, read: CellReader) -> None:
        super().__init__({None: None, "": None})
        self._read = read

    def __missing__(self, cell: Any) -> object:
        if isinstance(cell, Unread):
            raise Unfit(cell.reason)
        found = self._read(cell)
        # 1, 1.0 and True are one key to a dictionary and three values to a person
        if len(self) < _REMEMBERED and (_is_short(cell) or (isinstance(cell, tuple) and all(map(_is_short, cell)))):
            self[cell] = found
        return found


def _is_short(cell: object) -> bool:
    """Whether it is a short text; `14:30` in a typed cell is a length of time, and equal to a text that is none."""
    return cell is None or (isinstance(cell, str) and len(cell) <= _SHORT and not isinstance(cell, ClockTime | Unread))


def reader_of(column: Column, question: Question, mapping: Mapping, today: date) -> Reader:
    """How the answers in this column are read."""
    return Reader(question.kind.cell_reader(question, form_of(column, mapping, today)))


def day_reader(column: Column, mapping: Mapping) -> Reader:
    """Days as 2026-03-01, in a column that the report needs."""
    return Reader(cell_days.day_reader(form_of(column, mapping)))


def causes_reader(column: Column, mapping: Mapping) -> Reader:
    """The causes that a cell names. A cell without a meaning names none; the reader of the answer reports it."""
    form = form_of(column, mapping)
    values = values_of(form)

    def causes(cell: Cell) -> tuple[str, ...]:
        meant = (form.meanings.get(fold(value)) for value in values(as_text(cell)))
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
