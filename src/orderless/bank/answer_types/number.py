"""A number, 0 or more, in the unit that the question names; and what all amounts have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from orderless.bank.answer_types.base import Amounts, AnswerType, Other, Parsed, Possible, Refused, Value
from orderless.bank.answer_types.typed import is_range, read_number, read_range, without_about
from orderless.english import number_words, one_line

if TYPE_CHECKING:
    from orderless.bank.answer_types.cells import CellReader, ColumnForm
    from orderless.bank.questions import Question

__all__ = ["NumberType"]

_WORKED_OUT = re.compile(r"(.*\S) (?:[×/] \d+(?:/\d+)?)")
"""What a figure for another time was, and how it was made one for the time that the question asks about."""


def _of_something_else(value: object, said: str, unit: str) -> bool:
    """Whether what was said is this very number, of something that the unit of the question has no word for."""
    figures = _FIGURE.findall(said)
    same = isinstance(value, int | float) and figures == [number_words(value)]
    return same and bool(unit) and any(word not in unit for word in _LONG_WORD.findall(without_about(said).casefold()))


_FIGURE = re.compile(r"\d[\d,.]*")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


class NumberType(AnswerType):
    """A number that is counted or measured."""

    name = "number"
    expected = "a number"
    in_a_file = "a number"
    quickness = 4
    numeric = True
    takes_basis = True
    roles = frozenset({"people", "minutes"})
    caught: ClassVar[Literal["number", "percentage", "money"]] = "number"

    def read(self, question: Question, text: str, today: date) -> Parsed | Refused:
        return read_range(text, question.unit or "") or read_number(text)

    def words(self, question: Question, value: object, said: str = "") -> str:
        """As it was said where the number is a range, for another time, or of something else than the unit names.

        So it is `3 to 5`, `7 a year`, and `90 proposals a month` and not 90 cases.
        """
        unit = question.unit or ""
        if is_range(said, unit):
            return one_line(said if not unit or said.endswith(unit) else f"{said} {unit}")
        worked = _WORKED_OUT.fullmatch(said)
        if worked or _of_something_else(value, said, unit):
            return one_line(worked[1] if worked else said)
        return super().words(question, value, said)

    def schema(self, question: Question) -> dict[str, Any]:
        return {"anyOf": [{"type": "number"}, {"type": "string"}]}

    def how(self, question: Question) -> str:
        return f"a number answers{f' ({question.unit})' if question.unit else ''}, :dk don't know yet"

    def forms(self, question: Question) -> Iterator[Possible]:
        yield Amounts()

    def other_answers(
        self,
        question: Question,
        held: Other | None,
        families: Mapping[str, tuple[str, ...]],
        amounts: Iterable[int],
    ) -> Iterator[Other]:
        return (Other(amount) for amount in amounts if held is None or amount != held.value)

    def to_try(self, question: Question) -> Iterator[Value]:
        return iter((0, 1, 10, 100, 10_000))

    # ------------------------------------------------------------------------------------------- the cells of a table

    cells_are = "number"
    amount_kind: ClassVar[Literal["number", "money"]] = "number"
    guessed_by: ClassVar[Literal["number", "money"]] = "number"
    units = {"thousands": 1_000.0, "millions": 1_000_000.0, "percent": 0.01}
    column_keys = frozenset({"unit", "decimal"})

    def cell_reader(self, question: Question, form: ColumnForm) -> CellReader:
        from orderless.bank.answer_types.cell_values import amount_reader, number_in

        factor = self.factor(form)
        return amount_reader(form, factor, lambda text: number_in(text, form.decimal, factor))

    def factor(self, form: ColumnForm) -> float:
        """By what a number in the unit of the column is multiplied."""
        return {**form.time_units, **self.units}.get(form.unit or "", 1.0)
