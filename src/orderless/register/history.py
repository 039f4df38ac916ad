"""What was done with a request after it was logged, step by step: begun, stopped, put off, asked for again, closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from orderless.english import day_words, one_line
from orderless.interview.events import Record
from orderless.register.displaced import event_day

__all__ = ["Happened", "history_of"]


class Happened(NamedTuple):
    """One step: its day in ISO form, what was done, and why in the words that were typed; empty where nobody said.

    `instead` is the id of the request to which it gave way.
    """

    day: str
    what: str
    why: str
    instead: str = ""


def history_of(records: Sequence[Record]) -> tuple[Happened, ...]:
    """The steps of a request in their order; `records` are those that count."""
    return tuple(_happened(records))


def _happened(records: Sequence[Record]) -> Iterator[Happened]:
    for record in records:
        if what := "" if "of" in record else _what(record):
            why = record.get("reason" if record["k"] == "swap" else "why")
            instead = _text(record, "for") if record["k"] == "swap" else ""
            yield Happened(event_day(record.get("at")), what, one_line(why) if isinstance(why, str) else "", instead)


def _what(record: Record) -> str:
    match record["k"]:
        case "begin":
            return "begun"
        case "stop":
            return "stopped"
        case "swap":
            return f"gave way to {_text(record, 'for')}"
        case "move":
            return f"put off to {day_words(_text(record, 'day'))}"
        case "asked_again":
            return "asked for again"
        case "done":
            return "done"
        case "close":
            return f"closed: {_text(record, 'reason')}"
    return ""


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    return one_line(value) if isinstance(value, str) else ""
