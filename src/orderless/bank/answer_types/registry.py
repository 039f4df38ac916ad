"""Every type of answer by its name. A type is loaded when something asks for it first, since the first question waits.

To add a type: write its file, and name it in both places here. The type checker finds the second from the first.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, assert_never, get_args

if TYPE_CHECKING:
    from orderless.bank.answer_types.base import AnswerType

__all__ = ["QUESTION_TYPES", "QuestionType", "answer_type"]

QuestionType = Literal["choice", "choices", "scale", "number", "percentage", "money", "date", "text"]
"""What `type:` of a question can say."""

QUESTION_TYPES: tuple[QuestionType, ...] = get_args(QuestionType)


@cache
def answer_type(name: QuestionType) -> AnswerType:
    """The one instance of the type of this name."""
    match name:
        case "choice":
            from orderless.bank.answer_types.choice import ChoiceType

            return ChoiceType()
        case "choices":
            from orderless.bank.answer_types.choices import ChoicesType

            return ChoicesType()
        case "scale":
            from orderless.bank.answer_types.scale import ScaleType

            return ScaleType()
        case "number":
            from orderless.bank.answer_types.number import NumberType

            return NumberType()
        case "percentage":
            from orderless.bank.answer_types.percentage import PercentageType

            return PercentageType()
        case "money":
            from orderless.bank.answer_types.money import MoneyType

            return MoneyType()
        case "date":
            from orderless.bank.answer_types.date import DateType

            return DateType()
        case "text":
            from orderless.bank.answer_types.text import TextType

            return TextType()
    assert_never(name)
