"""What becomes of a request beside its talk, where documents have to know of it: other words for what was asked for.

Nothing here is a step of the talk: no line of it goes on with it, and none takes it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from orderless.interview.answers import State

__all__ = ["set_anew"]


def set_anew(state: State, record: Mapping[str, Any]) -> State:
    """The state after something of the request was set: its words are those of the talk as well."""
    words = record.get("value")
    return replace(state, request=words) if record.get("field") == "words" and isinstance(words, str) else state
