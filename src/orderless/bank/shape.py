"""The common shape of everything in the knowledge: frozen, with no keys but its own; and what an id may look like.

Shapes are plain and light. Pydantic checks what is read from YAML (`validation.py`) and is imported for that alone: an
interview on knowledge that was checked before begins without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NoReturn, Self, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core.core_schema import CoreSchema

__all__ = [
    "FORBIDDEN_IDS",
    "UNKNOWN",
    "Family",
    "Id",
    "Limits",
    "Response",
    "Seq",
    "Shape",
    "SourceId",
    "Status",
    "Strength",
    "Text",
    "Toward",
    "checked",
    "key_of",
    "wrong",
]

UNKNOWN = "unknown"
"""The value of a fact that no answer has set; matched only where a condition names it."""

FORBIDDEN_IDS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null", UNKNOWN})
"""Words that other YAML readers turn into something else, or that mean something of their own here."""

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Shape:
    """Base of everything that is read from YAML. A shape has the names of its class, and no others.

    It is made by keyword and not checked; `validation.validated` checks. The methods have the names that Pydantic gives
    them, and do the same. A key that is a word of Python ends with `_` in the class.
    """

    model_fields: ClassVar[tuple[str, ...]] = ()
    """The names, in the order of the class, inherited ones first."""

    def __init_subclass__(cls) -> None:
        inherited = [name for name in cls.model_fields if name not in cls.__annotations__]
        cls.model_fields = (*inherited, *cls.__annotations__)

    def __init__(self, **values: Any) -> None:
        """Raises TypeError for a name that the class does not have, or if one is missing."""
        wrong_names = [name for name in values if name not in self.model_fields]
        missing = [name for name in self.model_fields if name not in values and not hasattr(type(self), name)]
        if wrong_names or missing:
            raise TypeError(f"{type(self).__name__}: unknown {wrong_names}, missing {missing}")
        self.__dict__.update(values)  # the class has the defaults

    @classmethod
    def model_construct(cls, **values: Any) -> Self:
        """Make one of values that were checked before, or need no check. This is the quickest way."""
        made = object.__new__(cls)
        made.__dict__.update(values)
        return made

    def model_copy(self, update: Mapping[str, Any]) -> Self:
        """A copy with some other values, which are not checked."""
        return type(self).model_construct(**{**self.__dict__, **update})

    @property
    def model_fields_set(self) -> frozenset[str]:
        """The names for which a value was given, even if it is the default."""
        return frozenset(self.__dict__)

    def check(self) -> None:
        """What must hold of the whole. Raises ValueError with a sentence for the author."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__ or self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.model_fields)
        return f"{type(self).__name__}({inside})"

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.model_fields)


def key_of(name: str) -> str:
    """The key in the file for a name in the class."""
    return name.removesuffix("_")


# ------------------------------------------------------------------------------------------------ kinds of values

_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_SOURCE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")


def wrong(kind: str, message: str, /, **context: object) -> ValueError:
    """What to raise where a value is wrong: the kind of the mistake, a sentence with {names}, and what they stand for.

    A plain ValueError does as well where neither the kind nor the context is asked for.
    """
    from pydantic_core import PydanticCustomError  # only where something is wrong

    return PydanticCustomError(kind, message, context or None)


def _id(value: str) -> str:
    if value in FORBIDDEN_IDS:
        raise ValueError(f'"{value}" cannot be a name: other YAML readers change it, or it has a meaning of its own')
    return _matching(_ID, value, "a name is small letters, digits and _, starts with a letter, at most 64 long")


def _source(value: str) -> str:
    return _matching(_SOURCE, value, "a source is letters, digits and _, starts with a letter, at most 64 long")


def _matching(pattern: re.Pattern[str], value: str, rule: str) -> str:
    if pattern.fullmatch(value) is None:
        raise wrong("name", "{rule}", rule=rule)
    return value


class _Checked:
    """A value that passes a function, which raises ValueError or what `wrong` makes where it does not.

    Not `pattern=`, for which Pydantic compiles the same expression again for each of some hundred fields; and not
    AfterValidator, for which it takes the function apart again for each.
    """

    def __init__(self, check: Callable[[Any], Any]) -> None:
        self._check = check

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core.core_schema import no_info_after_validator_function

        return no_info_after_validator_function(self._check, handler(source))


checked = _Checked
"""A value that passes a function of the caller's own."""


class Limits:
    """How long a text or a list may be, how large a number, what a text must match; by the names that Pydantic uses.

    `strict=False` accepts a list for a tuple, as YAML has no tuples.
    """

    def __init__(self, **limits: Any) -> None:
        self._limits = limits

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic import Field

        return handler(Annotated[source, Field(**self._limits)])


Id = Annotated[str, _Checked(_id)]
SourceId = Annotated[str, _Checked(_source)]
Text = Annotated[str, Limits(min_length=1, max_length=4000)]
Seq = Annotated[tuple[T, ...], Limits(strict=False)]
"""A YAML list, kept as a tuple."""

Strength = Literal["weak", "moderate", "strong"]
Toward = Literal["supports", "against"]
Family = Literal["environment", "skill", "person"]
Status = Literal["supported", "possible", "weak", "not_indicated", "ruled_out", "unknown"]
Response = Literal["yes", "no", "not_yet"]
