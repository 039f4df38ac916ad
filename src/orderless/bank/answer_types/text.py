"""A text: whatever they say, kept and printed as it was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from orderless.bank.answer_types.base import IN_WORDS, AnswerType, Other, Parsed, Refused, Value

if TYPE_CHECKING:
    from orderless.bank.answer_types.cells import CellReader, ColumnForm
    from orderless.bank.questions import Question

__all__ = ["GIVEN", "TextType"]

GIVEN = "given"
"""Stands for the text in a cell: a decision only asks whether there is one."""


class TextType(AnswerType):
    """Any words."""

    name = "text"
    expected = "text"
    in_a_file = "text"
    quickness = 6
    free_text = True
    as_said = True
    roles = IN_WORDS
    caught = "words"

    def read(self, question: Question, text: str, today: date) -> Parsed | Refused:
        text = text.strip()
        return Parsed(text) if text else Refused("some text")

    def schema(self, question: Question) -> dict[str, Any]:
        return {"type": ["string", "number"]}

    def how(self, question: Question) -> str:
        return "what you type is the answer, :dk don't know yet"

    def other_answers(
        self,
        question: Question,
        held: Other | None,
        families: Mapping[str, tuple[str, ...]],
        amounts: Iterable[int],
    ) -> Iterator[Other]:
        if held is None:
            yield Other("answered")

    def to_try(self, question: Question) -> Iterator[Value]:
        yield "some words"

    def cell_reader(self, question: Question, form: ColumnForm) -> CellReader:
        from orderless.bank.answer_types.cells import as_text

        return lambda cell: None if form.says_nothing(as_text(cell)) else GIVEN
