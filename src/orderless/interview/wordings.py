"""Other words for a block of a document, as an event and in the state: known beside the talk, and no step of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from orderless.interview.answers import State, Wording

__all__ = ["reworded", "wording_record"]


def wording_record(document: str, block: str | None = None, text: str | None = None, of: str = "") -> dict[str, Any]:
    """The event for other words in a block of a document; empty words leave the block out.

    Without words the program's own are back, and without a block those of the whole document.
    """
    record: dict[str, Any] = {"k": "wording", "document": document}
    record |= {} if block is None else {"block": block}
    return record if text is None else record | {"text": text, "of": of}


def reworded(state: State, record: Mapping[str, Any]) -> State:
    """The state after such an event."""
    document, block, text, of = (record.get(key) for key in ("document", "block", "text", "of"))
    if not isinstance(document, str) or not isinstance(block, str | None):
        return state
    kept = {name: one for name, one in state.wordings.get(document, {}).items() if block not in (None, name)}
    if block is not None and text is not None:
        kept[block] = Wording(text, of if isinstance(of, str) else "", record["n"])
    return replace(state, wordings={**state.wordings, document: kept})
