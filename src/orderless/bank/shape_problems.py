"""What is wrong with one file, said so that its author can mend it: Pydantic's findings as plain sentences."""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from orderless.bank.shape import Shape
from orderless.bank.validation import R, pydantic_model

__all__ = ["SHAPE", "did_you_mean", "explain", "has", "real_path"]

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


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A tail for a message: the known word nearest to this one, or nothing."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    near = near or ([one for one in known if word in one.split("_")] if len(word) > 2 else [])
    return f'; did you mean "{near[0]}"?' if near else ""


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models an annotation can hold directly."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield pydantic_model(annotation)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Annotated, Union, types.UnionType):
        for part in get_args(annotation):
            yield from _models(part)


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
        owner = next(_models(here), None)
        if owner is not None and isinstance(key, str):
            fields = {info.alias or name: info for name, info in owner.model_fields.items()}
            here = fields[key].annotation if key in fields else None
        else:
            here = _inside(here)
    return next(_models(here), None)


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
    """The keys down to what a finding is about, without the names that Pydantic puts between them for alternatives."""
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
