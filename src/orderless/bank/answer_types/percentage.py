"""A percentage from 0 to 100: typed as `22%` or `22`, and kept as 22.

A figure below one without its sign can be two things: 0.22 is 0.22% to who counts in percent, and 22% to a spreadsheet.
So it is asked for again, and in a table the mapping says which of the two its figures are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from orderless.bank.answer_types.base import Amounts, Other, Parsed, Possible, Refused, Value
from orderless.bank.answer_types.number import NumberType
from orderless.bank.answer_types.typed import tidy, without_about
from orderless.english import number_words

if TYPE_CHECKING:
    from orderless.bank.answer_types.cells import Cell, CellReader, ColumnForm
    from orderless.bank.questions import Question

__all__ = ["PercentageType"]

_ALL = 100
_TYPED = re.compile(r"(\d{1,3}(?:\.\d{1,12})?)(\s*(?:%|percent|per cent))?", re.IGNORECASE)
_SIGN = re.compile(r"(?<!\s)\s*(?:%|percent|per cent)$", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d.,]*")
_LONGEST = 40
"""Characters of a cell that can be a percentage."""


class PercentageType(NumberType):
    """A share of all, in hundredths."""

    name = "percentage"
    expected = "a percentage"
    in_a_file = "22 or 22%, from 0 to 100; below 1 with its sign"
    roles = frozenset()
    caught = "percentage"

    def wrong(self, question: Question) -> str | None:
        if question.unit is not None:
            return "a percentage is written with %, and has no `unit`"
        return super().wrong(question)

    def read(self, question: Question, text: str, today: date) -> Parsed | Refused:
        text = text.strip()
        bare = without_about(text)
        match = _TYPED.fullmatch(bare)
        number = float(match[1]) if match else -1
        if match is None or not 0 <= number <= _ALL:
            return Refused("a percentage from 0 to 100, such as 22% or 2.5%")
        if 0 < number < 1 and not match[2]:
            return Refused("a percentage with its sign, since 0.22 can be 0.22% or 22%")
        return Parsed(tidy(number), "" if bare == text else text)

    def schema(self, question: Question) -> dict[str, Any]:
        return {"anyOf": [{"const": 0}, {"type": "number", "minimum": 1, "maximum": _ALL}, {"type": "string"}]}

    def how(self, question: Question) -> str:
        return "a percentage answers: 22% or 22, :dk don't know yet"

    def echo(self, question: Question, value: object) -> str:
        return f"{value:,}%" if isinstance(value, int | float) else super().echo(question, value)

    def line(self, question: Question, value: object) -> str:
        return f"{super().line(question, value)}%" if isinstance(value, int | float) else str(value)

    def words(self, question: Question, value: object, said: str = "") -> str:
        return self.figure(value) if isinstance(value, int | float) else super().words(question, value, said)

    def figure(self, value: float) -> str:
        return f"{number_words(value)}%"

    def forms(self, question: Question) -> Iterator[Possible]:
        yield Amounts(0.0, _ALL)

    def other_answers(
        self,
        question: Question,
        held: Other | None,
        families: Mapping[str, tuple[str, ...]],
        amounts: Iterable[int],
    ) -> Iterator[Other]:
        return super().other_answers(question, held, families, (amount for amount in amounts if amount <= _ALL))

    def to_try(self, question: Question) -> Iterator[Value]:
        return iter((0, 1, 25, 50, _ALL))

    # ------------------------------------------------------------------------------------------- the cells of a table

    units = {"percent": 1.0, "fraction": 100.0}
    unit_unsaid = "unit: percent or fraction? Unsaid, 22% and 22 are read, and bare figures up to 1 are not"

    def cell_reader(self, question: Question, form: ColumnForm) -> CellReader:
        from orderless.bank.answer_types.cells import Unfit, as_text

        def percentage(cell: Cell) -> float | None:
            if isinstance(cell, bool):
                raise Unfit("this is not a number")
            if isinstance(cell, int | float):
                return _in_range(self._bare(_in_range(cell), form))  # no unit makes more of what is over 100 already
            text = as_text(cell)
            if form.says_nothing(text):
                return None
            return _in_range(self._written(form.clean(text).strip(), form))

        return percentage

    def _written(self, text: str, form: ColumnForm) -> float:
        """The percentage in a text; one with its sign needs no unit. Raises Unfit."""
        from orderless.bank.answer_types.cell_values import figure_in
        from orderless.bank.answer_types.cells import Unfit

        text = without_about(text) if len(text) <= _LONGEST else ""
        figure = _SIGN.sub("", text)
        if _FIGURE.fullmatch(figure) is None:
            raise Unfit('this is not a percentage such as 22%; words for "not known" go under `unknown` at the top')
        number = figure_in(figure, form.decimal)
        return number if figure != text else self._bare(number, form)

    def _bare(self, number: float, form: ColumnForm) -> float:
        """A figure without its sign. Raises Unfit where nobody said in what the column counts and it can be two."""
        from orderless.bank.answer_types.cells import Unfit

        if form.unit is None and 0 < number <= 1:
            raise Unfit(
                "0.22 is 0.22% or 22%, and 1 is 1% or 100%: say `unit: percent` or `unit: fraction` in the mapping"
            )
        return number * self.factor(form)


def _in_range(number: float) -> float:
    from orderless.bank.answer_types.cells import Unfit

    if not 0 <= number <= _ALL:  # nor is what is no number at all
        raise Unfit("this is not a percentage from 0 to 100")
    return float(tidy(number))
