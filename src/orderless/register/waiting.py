"""How long something waits, and how often its day came without anybody missing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from orderless.interview.events import Record
from orderless.register.days import DayItem, Kind, iso_day
from orderless.register.displaced import event_day
from orderless.register.request import Request

__all__ = ["Waits", "waits_of"]

_KINDS: tuple[Kind, ...] = ("restart", "facts", "answer")
"""The days for which a request waits, the one that counts first."""

_TAKEN_UP = frozenset({"asked_again", "begin", "done", "close", "look"})
"""After these somebody has dealt with it: its waiting begins anew."""


class Waits(NamedTuple):
    """It waits until `day` (in ISO form). `first` is the first day of this waiting.

    `came` is how often a day of it came and was put off to another, without anything else having happened.
    """

    day: str
    first: str
    came: int

    def is_past(self, today: date) -> bool:
        """Whether it waits past its day."""
        return self.day < today.isoformat()

    def unanswered(self, today: date) -> int:
        """How many of its days came and went with no answer."""
        return self.came + self.is_past(today)


def waits_of(request: Request, records: Sequence[Record]) -> Waits | None:
    """Until when this request waits; `records` are those that count. None where it waits for no day."""
    item = _awaited(request)
    if item is None:
        return None
    waits = list(_since_taken_up(_put(records, item, request)))
    first = waits[0][1] if waits else item.day
    came = sum(day <= until for (_, day), (until, _) in pairwise(waits))
    return Waits(item.day, min(first, item.day), came)


def _awaited(request: Request) -> DayItem | None:
    if request.status not in ("later", "facts out"):
        return None
    of_kind = ([item for item in request.due if item.kind == kind and item.day] for kind in _KINDS)
    return next((items[0] for items in of_kind if items), None)


def _put(records: Sequence[Record], item: DayItem, request: Request) -> Iterator[tuple[str, str]]:
    """Each time that a day of this kind was set: when, and which; no day where somebody has dealt with the request."""
    events = {one.event: one for one in request.items if one.kind == item.kind and one.part == item.part}
    for record in records:
        when = event_day(record.get("at"))
        own = events.get(record["n"])
        if record["k"] in _TAKEN_UP and "of" not in record:
            yield when, ""
        elif own is not None:
            yield when, own.first or own.day
        elif record["k"] == "move" and record.get("of") in events:
            yield when, iso_day(record.get("day"))


def _since_taken_up(put: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """The days that were set since somebody dealt with it last."""
    waits: list[tuple[str, str]] = []
    for when, day in put:
        waits = [*waits, (when, day)] if day else []
    return waits
