"""Amounts in the cells of a column that the report needs, as people write them: hours, and money."""

from __future__ import annotations

import re
from collections.abc import Callable

from orderless.bank.answer_types.cell_figures import amount_reader as _cell_reader
from orderless.bank.answer_types.cell_figures import figure_in, money_in
from orderless.bank.answer_types.cells import Unfit
from orderless.bank.answer_types.registry import answer_type
from orderless.bank.answer_types.typed_figures import without_about
from orderless.batch.mapping.mapping import Column, Mapping
from orderless.batch.mapping.reader import Reader, form_of
from orderless.batch.mapping.shape import TIME_WORDS, hours_in

__all__ = ["amount_reader"]


def amount_reader(column: Column, mapping: Mapping) -> Reader:
    """Amounts (0 or more) in the unit that the column says; where hours are asked for, a cell may name its own.

    Money may be a sum such as `40 x 75`; one currency is not told from another.
    """
    factor = _factor(column.shape.unit, mapping)
    return Reader(_cell_reader(form_of(column, mapping), factor, _reading(column, mapping, factor)))


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
_BARE = re.compile(r"\d[\d.,'’ \u00a0\u202f]*")


def _hours(text: str, decimal: str | None, factor: float, mapping: Mapping) -> float:
    """`12`, in the unit of the column; `12 h`, `2 days` or `1 h 30 min`, in the unit that is named."""
    text = without_about(text)
    if _BARE.fullmatch(text):
        return figure_in(text, decimal) * factor
    parts = _EACH_TIME.findall(text) if _TIMES.fullmatch(text) else []
    units = [TIME_WORDS.get(word.casefold()) for _, word in parts]
    if not parts or None in units:
        raise Unfit("this is not a length of time, such as 12, 7.5 h or 2 days")
    numbers = (figure_in(figure, decimal) for figure, _ in parts)
    return sum(number * _factor(unit, mapping) for number, unit in zip(numbers, units, strict=True))
