"""Time since the call began, and what is left of the minutes there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from orderless.interview.events import Record

__all__ = ["began", "clock_words"]

_PAUSE = timedelta(minutes=30)
"""A longer silence is no interruption of a call any more, but the end of it."""


def began(records: Sequence[Record], now: datetime) -> datetime:
    """When this sitting began: the first event that no long silence parts from now."""
    start = now
    for record in reversed(records):
        at = _when(record)
        if at is None:
            continue
        if start - at > _PAUSE:
            break
        start = min(start, at)
    return start


def clock_words(records: Sequence[Record], now: datetime) -> str:
    """Minutes since the beginning, and those that are left where minutes were given and not all are used."""
    words = f"{_minutes(now - began(records, now))} min"
    given = next((record for record in reversed(records) if record["k"] == "start" and "minutes" in record), None)
    at = _when(given) if given is not None else None
    minutes = given["minutes"] if given is not None else 0
    if at is None or isinstance(minutes, bool) or not isinstance(minutes, int | float) or minutes <= 0:
        return words
    left = _minutes(timedelta(minutes=minutes) - (now - at))
    return f"{words}, {left} left" if left >= 0 else f"{words}, {-left} over"


def _minutes(time: timedelta) -> int:
    return int(time.total_seconds() // 60)


def _when(record: Record) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(record.get("at", "")))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
