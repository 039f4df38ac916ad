"""Shapes and conditions as JSON and back, unchecked: for what was checked before.

An object of ours is a JSON object with its class under the empty key, which no name in the knowledge can be; a tuple
is an array. Only classes of ours are ever made, of names and values: nothing that is read here can run anything.
"""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

from orderless.bank.shape import Shape

__all__ = ["dumped", "loaded"]

_CLASS = ""
_MODULES = frozenset({"causes", "conditions", "house", "knowledge", "questions", "replies", "rules", "sharing"})
"""The modules of this package whose classes may be named."""

_classes: dict[str, Any] = {}


def dumped(value: object) -> str:
    """Shapes, conditions, tuples, mappings, texts and numbers as JSON."""
    return json.dumps(_plain(value), separators=(",", ":"))


def loaded(text: str) -> Any:
    """What `dumped` was given. Raises ValueError, TypeError or AttributeError for a text that it did not make."""
    value = json.loads(text, object_hook=_made)
    return _tuple(value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Shape):
        return {_CLASS: _name_of(value), **{name: _plain(one) for name, one in vars(value).items()}}
    if hasattr(value, "_asdict"):  # a NamedTuple
        return {_CLASS: _name_of(value), **{name: _plain(one) for name, one in value._asdict().items()}}
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _name_of(value: object) -> str:
    kind = type(value)
    return f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"


def _made(values: dict[str, Any]) -> Any:
    for key, value in values.items():
        if type(value) is list:
            values[key] = _tuple(value)
    name = values.pop(_CLASS, None)
    return values if name is None else (_classes.get(name) or _class_of(name))(**values)


def _tuple(values: list[Any]) -> tuple[Any, ...]:
    return tuple(_tuple(value) if type(value) is list else value for value in values)


def _class_of(named: str) -> Any:
    """What makes an object of this name: the class, or where its values were checked, the quick way."""
    module, _, name = named.partition(".")
    if module not in _MODULES:
        raise ValueError("not a class of the knowledge")
    found = getattr(import_module(f"orderless.bank.{module}"), name)
    if not (isinstance(found, type) and issubclass(found, Shape | tuple)):
        raise TypeError("not a class of the knowledge")
    _classes[named] = found.model_construct if issubclass(found, Shape) else found
    return _classes[named]
