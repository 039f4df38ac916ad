"""Shapes as Pydantic checks them: strictly, and with no keys but their own. Only reading YAML needs it."""

from __future__ import annotations

from typing import Any, TypeVar, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, TypeAdapter, create_model
from pydantic_core.core_schema import CoreSchema, no_info_after_validator_function

from orderless.bank.shape import Shape, key_of

__all__ = ["Checked", "R", "adapter_of", "pydantic_model", "schema_of", "validated"]


class Checked(BaseModel):
    """Base of what is read from YAML but is no knowledge; the models of shapes have the same settings."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True, defer_build=True)


R = TypeVar("R", bound=Shape | BaseModel)
"""What a file can be read as."""

_adapters: dict[type[Any], TypeAdapter[Any]] = {}
_models: dict[type[Shape], type[BaseModel]] = {}


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
    if shape not in _models:
        kinds = get_type_hints(shape, include_extras=True)
        fields = {name: _field(kinds[name], name, getattr(shape, name, ...)) for name in shape.model_fields}
        about: dict[str, Any] = {"__doc__": shape.__doc__, "__module__": shape.__module__}
        _models[shape] = create_model(shape.__name__, __config__=Checked.model_config, **about, **fields)
    return _models[shape]


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
