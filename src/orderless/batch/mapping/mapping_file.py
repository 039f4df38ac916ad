"""The mapping file: which column answers which question, what its values mean, and which columns the report needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Discriminator, Field, Tag, field_validator, model_validator
from pydantic_core import PydanticCustomError

from orderless.bank.answer_types.registry import QUESTION_TYPES, answer_type
from orderless.bank.shape import Id, Seq, Text
from orderless.bank.validation import Checked
from orderless.interview.answers import Basis

__all__ = ["ROLES", "TIMES", "TIME_WORDS", "UNITS", "ChoiceGiven", "ColumnShape", "MapShape", "Role", "hours_in"]

Role = Literal[
    "id",
    "request",
    "department",
    "requester",
    "audience",
    "topic",
    "date",
    "hours",
    "money",
    "delivered",
    "format",
]
"""What the report needs a column for. A role decides nothing."""

ROLES: tuple[Role, ...] = get_args(Role)

TIMES = ("minutes", "hours", "days", "weeks")
"""Units of time."""

UNITS = (*TIMES, *dict.fromkeys(unit for name in QUESTION_TYPES for unit in answer_type(name).units))
"""The units that a column can be in: of time, and those of each type of answer."""


def hours_in(hours_a_day: float) -> Mapping[str, float]:
    """How many hours a unit of time is; a week is five days."""
    return {"minutes": 1 / 60, "hours": 1.0, "days": hours_a_day, "weeks": 5 * hours_a_day}


def _unit(value: object) -> object:
    if value not in UNITS:
        expected = ", ".join(map(repr, UNITS[:-1]))
        raise PydanticCustomError("literal_error", "no unit", {"expected": f"{expected} or {UNITS[-1]!r}"})
    return value


Unit = Annotated[str, BeforeValidator(_unit)]

TIME_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("min", "mins", "minute", "minutes", "minuten", "minuto", "minutos"), "minutes"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"), "hours"),
    **dict.fromkeys(("heure", "heures", "hora", "horas", "uur", "uren"), "hours"),
    **dict.fromkeys(("d", "day", "days", "tag", "tage", "tagen", "jour", "jours", "día", "días", "dagen"), "days"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks", "woche", "wochen", "semaine", "semaines"), "weeks"),
}
"""What a length of time is called behind its number, folded."""


class ChoiceGiven(Checked):
    """What a value means where the choice asks for causes: the choice, and the causes named with it."""

    choice: Text
    causes: Annotated[Seq[Id], Field(min_length=1)]


def _long_or_short(value: object) -> str | None:
    return "long" if isinstance(value, dict | ChoiceGiven) else "short" if isinstance(value, str) else None


Meaning = Annotated[
    Annotated[Text, Tag("short")] | Annotated[ChoiceGiven, Tag("long")],
    Discriminator(
        _long_or_short,
        custom_error_type="meaning",
        custom_error_message="say what this value means: the key of a choice, unknown, or `choice:` with `causes:`",
    ),
]
"""What a value means."""


class ColumnShape(Checked):
    """What one column holds: answers to a question, something the report needs, or both."""

    question: Id | None = None
    choice: Id | None = None
    """The one choice that a tick in this column means, where each choice has a column of its own."""
    values: dict[str, Meaning] = {}
    separator: Annotated[str, Field(min_length=1, max_length=3)] = ";"
    decimal: Literal["point", "comma"] | None = None
    unit: Unit | None = None
    dates: Literal["day_first", "month_first"] | None = None
    basis: Basis | None = None
    role: Role | None = None
    flag: Literal["directed"] | None = None
    """Whether they were told to go ahead after the diagnosis was heard; `values` may say what means yes and no."""
    also: Seq[ColumnShape] = ()
    """Other questions that the same column answers, each with its own values."""
    note: Annotated[str, Field(description="for the reader of the file")] = ""

    @field_validator("values", mode="before")
    @classmethod
    def _none_yet(cls, values: object) -> object:
        """In a mapping that is being made every value may still be a comment."""
        return {} if values is None else values

    @model_validator(mode="after")
    def _says_something(self) -> ColumnShape:
        if self.question is None and self.role is None and self.flag is None:
            raise ValueError("say what this column holds: `question:`, `role:` or both, or `flag:`")
        if self.choice and not self.question:
            raise ValueError("`choice` names a choice of a question, so it needs a `question:`")
        if any(one.question is None or one.role or one.flag or one.also for one in self.also):
            raise ValueError("`also` lists questions that the same column answers, each with `question:` and its keys")
        if self.also and self.question is None:
            raise ValueError("`also` stands beside a `question:`, for one more question that the column answers")
        if self.flag and (self.question or self.role == "delivered"):
            raise ValueError("a column with a `flag:` holds yes and no of its own, and answers no question beside it")
        if self.question is None and self.values and self.role != "delivered" and self.flag is None:
            raise ValueError("`values` say what answers mean, so they need a `question:`")
        return self


def _constant(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise PydanticCustomError("constant", "expected one answer: the key of a choice, a number or a text")
    return value


def _hours(value: object) -> object:
    try:
        hours = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else 0
    except (ValueError, OverflowError):
        hours = 0
    if not 0 < hours <= _HOURS:
        message = "`hours_a_day` is a number above 0 and up to 24, such as 7.5 with a point"
        raise PydanticCustomError("hours_a_day", message)
    return hours


_HOURS = 24

Constant = Annotated[str | int | float, BeforeValidator(_constant)]
"""An answer that is the same in every row."""


class MapShape(Checked):
    """The keys of a mapping file."""

    columns: dict[str, ColumnShape]
    sheet: str = ""
    """The sheet of a workbook; empty: the likeliest."""
    constants: dict[Id, Constant] = {}
    directed: bool = False
    basis: Basis = "believes"
    unknown: Seq[str] = ()
    hours_a_day: Annotated[float, BeforeValidator(_hours)] = 8
    note: Annotated[str, Field(description="for the reader of the file")] = ""
