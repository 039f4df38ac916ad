"""The mapping file: which column answers which question, what its values mean, and which columns the report needs."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, field_validator, model_validator

from orderless.bank.shape import Id, Seq, Shape, Text
from orderless.interview.answers import Basis

__all__ = ["ROLES", "UNITS", "ChoiceGiven", "ColumnShape", "MapShape", "Role", "fold"]

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

Unit = Literal["minutes", "hours", "days", "weeks", "thousands", "millions", "percent"]

UNITS = {"thousands": 1_000.0, "millions": 1_000_000.0, "percent": 0.01, "minutes": 1 / 60, "hours": 1.0}
"""By what a number is multiplied. Days and weeks depend on `hours_a_day`; a week is five days."""


class ChoiceGiven(Shape):
    """What a value means where the choice asks for causes: the choice, and the causes named with it."""

    choice: Text
    causes: Annotated[Seq[Id], Field(min_length=1)]


class ColumnShape(Shape):
    """What one column holds: answers to a question, something the report needs, or both."""

    question: Id | None = None
    values: dict[str, Text | ChoiceGiven] = {}
    separator: Annotated[str, Field(min_length=1, max_length=3)] = ";"
    decimal: Literal["point", "comma"] | None = None
    unit: Unit | None = None
    dates: Literal["day_first", "month_first"] | None = None
    basis: Basis | None = None
    role: Role | None = None
    note: Annotated[str, Field(description="for the reader of the file")] = ""

    @field_validator("values", mode="before")
    @classmethod
    def _none_yet(cls, values: object) -> object:
        """In a mapping that is being made every value may still be a comment."""
        return {} if values is None else values

    @model_validator(mode="after")
    def _says_something(self) -> ColumnShape:
        if self.question is None and self.role is None:
            raise ValueError("say what this column holds: `question:`, `role:` or both")
        if self.question is None and self.values and self.role != "delivered":
            raise ValueError("`values` say what answers mean, so they need a `question:`")
        return self


class MapShape(Shape):
    """The keys of a mapping file."""

    columns: dict[str, ColumnShape]
    constants: dict[Id, str | int | float] = {}
    basis: Basis = "believes"
    unknown: Seq[str] = ()
    hours_a_day: Annotated[float, Field(gt=0, le=24, strict=False)] = 8
    note: Annotated[str, Field(description="for the reader of the file")] = ""


def fold(text: str) -> str:
    """How names of columns and values are compared: without case, and with every run of blanks as one."""
    return " ".join(text.casefold().split())
