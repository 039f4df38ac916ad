"""The common shape of everything in the knowledge: strict, frozen, no unknown keys; and what an id may look like."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, Strict, StringConstraints
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import CoreSchema, no_info_after_validator_function

__all__ = [
    "FORBIDDEN_IDS",
    "UNKNOWN",
    "Family",
    "Id",
    "Response",
    "Seq",
    "Shape",
    "SourceId",
    "Status",
    "Strength",
    "Text",
    "Toward",
    "checked",
]

UNKNOWN = "unknown"
"""The value of a fact that no answer has set; matched only where a condition names it."""

FORBIDDEN_IDS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null", UNKNOWN})
"""Words that other YAML readers turn into something else, or that mean something of their own here."""

T = TypeVar("T")


_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_SOURCE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")


def _id(value: str) -> str:
    if value in FORBIDDEN_IDS:
        raise ValueError(f'"{value}" cannot be a name: other YAML readers change it, or it has a meaning of its own')
    return _matching(_ID, value, "a name is small letters, digits and _, starts with a letter, at most 64 long")


def _source(value: str) -> str:
    return _matching(_SOURCE, value, "a source is letters, digits and _, starts with a letter, at most 64 long")


def _matching(pattern: re.Pattern[str], value: str, rule: str) -> str:
    if pattern.fullmatch(value) is None:
        raise PydanticCustomError("name", "{rule}", {"rule": rule})
    return value


class _Checked:
    """A text that passes a function, which raises ValueError or PydanticCustomError where it does not.

    Not `pattern=`, for which Pydantic compiles the same expression again for each of some hundred fields; and not
    AfterValidator, for which it takes the function apart again for each.
    """

    def __init__(self, check: Callable[[str], str]) -> None:
        self._check = check

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(self._check, handler(source))


checked = _Checked
"""A text that passes a function of the caller's own."""

Id = Annotated[str, _Checked(_id)]
SourceId = Annotated[str, _Checked(_source)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Seq = Annotated[tuple[T, ...], Strict(False)]
"""A YAML list, kept as a tuple."""

Strength = Literal["weak", "moderate", "strong"]
Toward = Literal["supports", "against"]
Family = Literal["environment", "skill", "person"]
Status = Literal["supported", "possible", "weak", "not_indicated", "ruled_out", "unknown"]
Response = Literal["yes", "no", "not_yet"]


class Shape(BaseModel):
    """Base of every model that is read from YAML."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True, defer_build=True)
