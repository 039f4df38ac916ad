"""The version of the journal's format: which an event needs, and how a journal says which it is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["NEWEST_SCHEMA", "SCHEMA", "schema_of", "start_record", "version_of", "with_its_version"]

SCHEMA = 1
"""The version of the journal's format that an interview begins with."""

NEWEST_SCHEMA = 2
"""The newest version that can be gone on with; a journal of a newer one is only read.

A journal says 2 before its first event that version 0.1 does not know, so that 0.1 leaves it alone.
"""

_SINCE_2 = frozenset(
    {
        *("finding", "part", "wording", "offer", "take", "expect", "look"),
        *("asked", "set", "begin", "stop", "swap", "close", "asked_again", "done", "move"),
    }
)
"""The kinds of events that version 2 of the format added, for the call and for the request around it."""


def schema_of(event: Mapping[str, Any]) -> int:
    """The version of the format that an event needs: 2 for the kinds that it added, and for what belongs to a part."""
    return 2 if event["k"] in _SINCE_2 or "in" in event else 1


def start_record(knowledge: Mapping[str, str], minutes: float | None = None, *, schema: int = SCHEMA) -> dict[str, Any]:
    """The first event of a talk: the knowledge (id, version, digest) it is held with.

    `minutes`: offer only what can still change the outcome, so much as fits; 0 asks everything again. `schema`: what
    follows is in this version of the format. Without knowledge the talk has not begun, and only the version is said.
    """
    record = {"k": "start", "schema": schema, **({"knowledge": dict(knowledge)} if knowledge else {})}
    return record if minutes is None else record | {"minutes": minutes}


def version_of(records: Iterable[Mapping[str, Any]]) -> int:
    """The version of the format that these records say they are in."""
    said = (record.get("schema") for record in records if record["k"] == "start")
    return max((one for one in said if isinstance(one, int)), default=SCHEMA)


def with_its_version(event: Mapping[str, Any], known: int, knowledge: Mapping[str, str]) -> list[dict[str, Any]]:
    """What is to be kept for this event; before one that needs a newer version than is `known` stands a start."""
    newer = [start_record(knowledge, schema=schema_of(event))] if schema_of(event) > known else []
    return [*newer, dict(event)]
