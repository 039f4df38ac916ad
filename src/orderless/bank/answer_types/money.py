"""Money: an amount, or a sum such as 40 x 75 + 500. No currency is told from another."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from orderless.bank.answer_types.base import Parsed, Refused
from orderless.bank.answer_types.number import NumberType
from orderless.bank.answer_types.typed_figures import MOST, factor_of, tidy, without_about
from orderless.english import money_words, one_line

if TYPE_CHECKING:
    from orderless.bank.answer_types.cells import CellReader, ColumnForm
    from orderless.bank.questions import Question

__all__ = ["MoneyType", "read_money"]

_MONEY_WORD = re.compile(r"(?<!\s)\s*\b(?:euros?|dollars?|pounds?|francs?|eur|usd|gbp|chf|aud|cad)$", re.IGNORECASE)
_TIMES = re.compile(r"[x×*]", re.IGNORECASE)


def read_money(text: str) -> Parsed | Refused:
    """An amount that was typed, and the text where it was worked out from one."""
    text = text.strip()
    bare = _MONEY_WORD.sub("", without_about(text)).strip()
    number = _sum(bare)
    if number is None or not number <= MOST:
        return Refused("an amount, such as 3000, or a sum such as 40 x 75 + 500")
    return Parsed(tidy(number), "" if bare == text and factor_of(text) is not None else text)


def _sum(text: str) -> float | None:
    """`40 x 75 + 12 x 30`, or None."""
    total = 0.0
    for term in text.split("+"):
        product = 1.0
        for part in _TIMES.split(term.strip()):
            factor = factor_of(part)
            if factor is None:
                return None
            product *= factor
        total += product
    return total


class MoneyType(NumberType):
    """An amount of money."""

    name = "money"
    expected = "an amount of money"
    in_a_file = "an amount, or a sum in text such as 40 x 75"
    quickness = 5
    takes_basis = False

    def read(self, question: Question, text: str, today: date) -> Parsed | Refused:
        return read_money(text)

    def how(self, question: Question) -> str:
        return "an amount answers, or a sum such as 40 x 75, :dk don't know yet"

    def words(self, question: Question, value: object, said: str = "") -> str:
        if isinstance(value, int | float):
            return f"{money_words(value)} ({one_line(said)})" if said else money_words(value)
        return super().words(question, value, said)

    # ------------------------------------------------------------------------------------------- the cells of a table

    amount_kind = "money"
    guessed_by = "money"

    def cell_reader(self, question: Question, form: ColumnForm) -> CellReader:
        from orderless.bank.answer_types.cell_figures import amount_reader, money_in

        factor = self.factor(form)
        return amount_reader(form, factor, lambda text: money_in(text, form.decimal, factor))
