"""Shapes as Pydantic checks them, strictly; and what is wrong with a file, said so that its author can mend it."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, TypeAdapter, ValidationError, create_model
from pydantic_core.core_schema import CoreSchema, no_info_after_validator_function

from orderless.bank.shape import Shape, key_of
from orderless.english import did_you_mean

__all__ = [
    "SHAPE",
    "Checked",
    "R",
    "adapter_of",
    "explain",
    "has",
    "pydantic_model",
    "real_path",
    "schema_of",
    "validated",
]


class Checked(BaseModel):
    """Base of what is read from YAML but is no knowledge; the models of shapes have the same settings."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True, defer_build=True)


R = TypeVar("R", bound=Shape | BaseModel)
"""What a file can be read as."""

_adapters: dict[type[Any], TypeAdapter[Any]] = {}
_checked: dict[type[Shape], type[BaseModel]] = {}


def validated(shape: type[R], value: object) -> R:
    """What a value as YAML gives it is of this shape. Raises pydantic.ValidationError."""
    made: R = adapter_of(shape).validate_python(value)
    return made


def adapter_of(shape: type[R]) -> TypeAdapter[R]:
    """What checks values of this shape, and describes it as a JSON Schema."""
    if shape not in _adapters:
        _adapters[shape] = TypeAdapter(shape)
    return _adapters[shape]


def pydantic_model(shape: type[Shape]) -> type[BaseModel]:
    """The model with the names and kinds of values of this shape."""
    if shape not in _checked:
        kinds = get_type_hints(shape, include_extras=True)
        fields = {name: _field(kinds[name], name, getattr(shape, name, ...)) for name in shape.model_fields}
        about: dict[str, Any] = {"__doc__": shape.__doc__, "__module__": shape.__module__}
        _checked[shape] = create_model(shape.__name__, __config__=Checked.model_config, **about, **fields)
    return _checked[shape]


def _field(kind: object, name: str, usual: object) -> Any:
    key = key_of(name)
    return (kind, usual if key == name else Field(usual, alias=key))


def schema_of(shape: type[Shape], handler: GetCoreSchemaHandler) -> CoreSchema:
    """For Pydantic: check as the model, then make the shape of it."""

    def made(model: BaseModel) -> Shape:
        given = model.model_fields_set
        made = shape.model_construct(**{name: getattr(model, name) for name in shape.model_fields if name in given})
        made.check()
        return made

    return no_info_after_validator_function(made, handler(pydantic_model(shape)))


def _as_pydantic_asks(shape: type[Shape], _source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
    return schema_of(shape, handler)


# given to the class here: `shape` is loaded at each start, and this module only where YAML is read
Shape.__get_pydantic_core_schema__ = classmethod(_as_pydantic_asks)  # type: ignore[attr-defined]


SHAPE = "L002"
"""The code of a file that can be read and has the wrong shape. A few shapes have a code of their own."""

_CODES: Mapping[str, str] = {"not_total": "D305"}

Path = tuple[str | int, ...]

_KINDS: Mapping[str, str] = {
    "string_type": "expected text",
    "int_type": "expected a whole number",
    "int_from_float": "expected a whole number",
    "float_type": "expected a number",
    "bool_type": "expected true or false",
    "dict_type": "expected `key: value` lines",
    "model_type": "expected `key: value` lines",
    "tuple_type": "expected a list",
    "list_type": "expected a list",
    "string_too_short": "expected some text",
}


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models an annotation can hold directly."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield pydantic_model(annotation)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Annotated, Union, types.UnionType):
        for part in get_args(annotation):
            yield from _models_in(part)


def _inside(annotation: Any) -> Any:
    """The type of the items of a list or the values of a mapping."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _inside(args[0])
    if origin in (Union, types.UnionType):
        return next((found for part in args if (found := _inside(part)) is not None), None)
    if origin is tuple:
        return args[0]
    return args[1] if origin is dict else None


def _model_at(model: type[R], path: Path) -> type[BaseModel] | None:
    """The model that stands at this path of keys and indexes below `model`."""
    here: Any = model
    for key in path:
        owner = next(_models_in(here), None)
        if owner is not None and isinstance(key, str):
            fields = {info.alias or name: info for name, info in owner.model_fields.items()}
            here = fields[key].annotation if key in fields else None
        else:
            here = _inside(here)
    return next(_models_in(here), None)


def _allowed_keys(model: type[BaseModel] | None) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()] if model else []


def _sentence(model: type[R], kind: str, path: Path, context: Mapping[str, Any], message: str) -> str:
    key = path[-1] if path else ""
    if kind == "extra_forbidden":
        allowed = _allowed_keys(_model_at(model, path[:-1]))
        return f'unknown key "{key}"; allowed: {", ".join(allowed)}{did_you_mean(str(key), allowed)}'
    if kind == "missing":
        return f'"{key}" is missing'
    if kind == "literal_error":
        return f"{_named(path)} is not one of {context['expected']}".replace("'", '"')
    if kind == "name":
        return f"{_named(path)}: {context['rule']}"
    if kind == "string_too_long":
        return f"{_named(path)} is longer than {context['max_length']} characters"
    if kind in ("too_short", "too_long"):
        bound = context.get("min_length", context.get("max_length"))
        return f"{_named(path)}: expected at {'least' if kind == 'too_short' else 'most'} {bound}"
    if kind in _KINDS:
        return f"{_named(path)}: {_KINDS[kind]}"
    return message.removeprefix("Value error, ")


def _named(path: Path) -> str:
    words = [str(key) for key in path if isinstance(key, str) and key != "[key]"]
    return f'"{words[-1]}"' if words else "the file"


def _below(path: Path, above: Path) -> bool:
    return len(path) > len(above) and path[: len(above)] == above


def real_path(path: Path, value: Any) -> Path:
    """The path of keys to the subject of a finding, without the names that Pydantic adds for alternatives."""
    real: list[str | int] = []
    for place, key in enumerate(path, 1):
        if has(value, key):
            value = value[key]
        elif key != "[key]" and (place < len(path) or not isinstance(value, dict)):
            continue
        real.append(key)
    return tuple(real)


def has(value: Any, key: str | int) -> bool:
    """Whether there is a part with this key or index."""
    return key in value if isinstance(value, dict) else isinstance(value, list) and key in range(len(value))


def explain(model: type[R], error: ValidationError, value: object) -> Iterator[tuple[Path, bool, str, str]]:
    """For each finding in `value`: the keys down to it, whether the key itself is meant, a sentence, a code.

    The sentence holds no input values; the code is that of the check in the manual.
    """
    errors: list[dict[str, Any]] = [
        {**found, "loc": real_path(found["loc"], value)}
        for found in error.errors(include_input=False, include_url=False)
    ]
    for found in errors:
        # a list with a wrong entry is also counted as too short
        if found["type"] == "too_short" and any(_below(other["loc"], found["loc"]) for other in errors):
            continue
        context = found.get("ctx", {})
        path: Path = tuple(found["loc"])
        if found["type"] == "condition":
            yield (*path, *context["path"]), False, str(context["problem"]), SHAPE
            continue
        at_key = found["type"] == "extra_forbidden" or (bool(path) and path[-1] == "[key]")
        clean = tuple(part for part in path if part != "[key]")
        sentence = _sentence(model, found["type"], clean, context, found["msg"])
        yield clean, at_key, sentence, _CODES.get(found["type"], SHAPE)
