"""Money: an amount, or a sum such as 40 x 75 + 500. No currency is told from another."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from orderless.bank.answer_types.base import Parsed, Refused
from orderless.bank.answer_types.number import NumberType
from orderless.bank.answer_types.typed import is_range, read_money, read_range
from orderless.english import money_words, one_line

if TYPE_CHECKING:
    from orderless.bank.answer_types.cells import CellReader, ColumnForm
    from orderless.bank.questions import Question

__all__ = ["MoneyType"]


def _as_said(value: float, said: str) -> str:
    """The amount with what was said of it; once, where that holds the amount itself and no other figure."""
    figures = list(_FIGURE.finditer(said))
    if len(figures) == 1 and _digits(figures[0][0]) == _digits(money_words(value)):
        return said[figures[0].start() :]
    return f"{money_words(value)} ({said})" if said else money_words(value)


_FIGURE = re.compile(r"(?:\b(?:about|around|roughly|at least|at most|up to) )?[^\w\s]?\d[\d.,]*", re.IGNORECASE)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


class MoneyType(NumberType):
    """An amount of money."""

    name = "money"
    expected = "an amount of money"
    in_a_file = "an amount, or a sum in text such as 40 x 75"
    quickness = 5
    takes_basis = False
    roles = frozenset({"quote", "a_head", "hour"})
    caught = "money"

    def read(self, question: Question, text: str, today: date) -> Parsed | Refused:
        return read_range(text) or read_money(text)

    def how(self, question: Question) -> str:
        return "an amount answers, or a sum such as 40 x 75, :dk don't know yet"

    def words(self, question: Question, value: object, said: str = "") -> str:
        if is_range(said):
            return one_line(said)
        if isinstance(value, int | float):
            return _as_said(value, one_line(said))
        return super().words(question, value, said)

    # ------------------------------------------------------------------------------------------- the cells of a table

    amount_kind = "money"
    guessed_by = "money"

    def cell_reader(self, question: Question, form: ColumnForm) -> CellReader:
        from orderless.bank.answer_types.cell_values import amount_reader, money_in

        factor = self.factor(form)
        return amount_reader(form, factor, lambda text: money_in(text, form.decimal, factor))
