"""A day: typed as people name it, kept as 2027-03-01."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from orderless.bank.answer_types.base import AnswerType, Parsed, Refused, Value
from orderless.bank.answer_types.typed_days import day_of, day_that_was, iso_day
from orderless.english import day_words, weekday_words

if TYPE_CHECKING:
    from orderless.bank.answer_types.cells import CellReader, ColumnForm
    from orderless.bank.questions import Question

__all__ = ["DateType"]


class DateType(AnswerType):
    """One day."""

    name = "date"
    expected = "a date"
    in_a_file = "2027-03-01"
    quickness = 3
    as_said = True
    agreed = True
    roles = frozenset({"looked_on"})
    cells_are = "date"
    column_keys = frozenset({"dates"})

    def read(self, question: Question, text: str, today: date) -> Parsed | Refused:
        text = text.strip()
        day = day_that_was(text, today) if question.past else day_of(text, today)
        if day is None and question.past:
            return Refused("a day that has been, such as 2027-03-01, 5 december, friday, yesterday or today")
        if day is None:
            return Refused("a date, such as 2027-03-01, 5 december, friday, next friday, or +60 (days from now)")
        return Parsed(day.isoformat(), "" if day.isoformat() == text else text)

    def from_file(self, question: Question, raw: object, today: date) -> Parsed | Refused:
        """A day in ISO form may lie anywhere: a file that is read later was right when it was written."""
        found = iso_day(raw) if isinstance(raw, str) and question.past else None
        return Parsed(found.isoformat()) if found is not None else super().from_file(question, raw, today)

    def schema(self, question: Question) -> dict[str, Any]:
        return {"type": ["string", "number"]}

    def how(self, question: Question) -> str:
        if question.past:
            return "a day that was answers: 2027-03-01, 5 december, friday, yesterday, today, :dk don't know yet"
        return "a date answers: 2027-03-01, friday, next friday, +60, :dk don't know yet"

    def echo(self, question: Question, value: object) -> str:
        return weekday_words(super().echo(question, value))

    def words(self, question: Question, value: object, said: str = "") -> str:
        return day_words(super().words(question, value, said))

    def to_try(self, question: Question) -> Iterator[Value]:
        yield "2027-03-01"

    def cell_reader(self, question: Question, form: ColumnForm) -> CellReader:
        from orderless.bank.answer_types.cell_days import day_reader

        return day_reader(form)
