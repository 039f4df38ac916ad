"""What is left of a mapping without the parts of the wrong shape, so that names in the rest are looked up, too."""

from __future__ import annotations

import copy
from typing import Any

from pydantic import ValidationError

from orderless.bank.shape_problems import has, real_path
from orderless.batch.mapping.shape import MapShape

__all__ = ["sound_part"]

Path = tuple[str | int, ...]


def sound_part(value: dict[str, Any]) -> MapShape | None:
    """The mapping as it would be without what is wrong in it; None where nothing can be kept.

    What is taken out may leave something that says nothing any more, which is then taken out as well.
    """
    left = copy.deepcopy(value)
    while True:
        left.setdefault("columns", {})
        try:
            return MapShape.model_validate(left)
        except ValidationError as error:
            wrong = [_there(left, real_path(found["loc"], left)) for found in error.errors(include_input=False)]
            if not any(wrong):
                return None
            # later items of a list first, and what is inside before what it is in
            for path in sorted(dict.fromkeys(reversed(wrong)), key=len, reverse=True):
                _take_out(left, path)


def _there(value: Any, path: Path) -> Path:
    """As much of the path as there is."""
    for depth, key in enumerate(path):
        if not has(value, key):
            return path[:depth]
        value = value[key]
    return path


def _take_out(value: Any, path: Path) -> None:
    if path and _there(value, path) == path:
        for key in path[:-1]:
            value = value[key]
        del value[path[-1]]
