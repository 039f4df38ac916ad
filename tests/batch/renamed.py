"""The same knowledge under other names, also such as no file could give it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from orderless.bank.knowledge import Knowledge
from orderless.bank.shape import Shape

Rename = Callable[[str], str]


def renamed(knowledge: Knowledge, rename: Rename) -> Knowledge:
    """Every text in it passed through `rename`, unchecked."""
    books = ("banks", "causes", "decision", "replies", "references", "content")
    return Knowledge(**{book: _renamed(getattr(knowledge, book), rename) for book in books}, files=knowledge.files)


def _renamed(value: Any, rename: Rename) -> Any:
    if isinstance(value, str):
        return rename(value)
    if isinstance(value, Shape):
        fields = {name: _renamed(getattr(value, name), rename) for name in value.model_fields}
        return type(value).model_construct(**fields)
    if isinstance(value, Mapping):
        return {_renamed(key, rename): _renamed(one, rename) for key, one in value.items()}
    if isinstance(value, tuple):
        made = [_renamed(one, rename) for one in value]
        return type(value)(*made) if hasattr(value, "_fields") else tuple(made)
    return value
