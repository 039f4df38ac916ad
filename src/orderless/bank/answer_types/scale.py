"""A whole number from 0 to 10, between two ends that are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from orderless.bank.answer_types.base import AnswerType, Exactly, Other, Parsed, Possible, Refused, Value
from orderless.english import number_words

if TYPE_CHECKING:
    from orderless.bank.answer_types.cells import Cell, CellReader, ColumnForm
    from orderless.bank.questions import Effects, Question

__all__ = ["ScaleType"]

_TYPED = re.compile(r"(\d{1,2})(?:\s*/\s*10)?")
_TOP = 10


class ScaleType(AnswerType):
    """0 to 10; what lies in a band moves what the band says."""

    name = "scale"
    expected = "a scale"
    in_a_file = "0 to 10"
    quickness = 2
    banded = True
    numeric = True
    probed = True
    takes_basis = True

    def read(self, question: Question, text: str, today: date) -> Parsed | Refused:
        match = _TYPED.fullmatch(text.strip())
        if match and int(match[1]) <= _TOP:
            return Parsed(int(match[1]))
        return Refused("a whole number from 0 to 10")

    def schema(self, question: Question) -> dict[str, Any]:
        return {"anyOf": [{"type": "number"}, {"type": "string"}]}

    def how(self, question: Question) -> str:
        return "0 to 10 answers, :dk don't know yet"

    def words(self, question: Question, value: object, said: str = "") -> str:
        if isinstance(value, int | float):
            return f"{number_words(value)} out of 10"
        return super().words(question, value, said)

    def evidence(self, question: Question, value: object) -> Iterable[Effects]:
        band = question.band_of(value) if isinstance(value, int | float) else None
        return () if band is None else (band,)

    def forms(self, question: Question) -> Iterator[Possible]:
        return (Exactly(value) for value in range(_TOP + 1))

    def other_answers(
        self,
        question: Question,
        held: Other | None,
        families: Mapping[str, tuple[str, ...]],
        amounts: Iterable[int],
    ) -> Iterator[Other]:
        return (Other(band.up_to) for band in question.bands)

    def to_try(self, question: Question) -> Iterator[Value]:
        return iter(range(_TOP + 1))

    # ------------------------------------------------------------------------------------------- the cells of a table

    cells_are = "number"
    guessed_by = "number"

    def cell_reader(self, question: Question, form: ColumnForm) -> CellReader:
        from orderless.bank.answer_types.cells import Unfit, as_text

        def on_the_scale(cell: Cell) -> Value | None:
            text = as_text(cell)
            if form.says_nothing(text):
                return None
            found = self.read(question, form.clean(text), form.today)
            if isinstance(found, Refused):
                raise Unfit(f"this is not {found.message}")
            return found.value

        return on_the_scale
