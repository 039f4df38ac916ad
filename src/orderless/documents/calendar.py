"""The days that are due as a calendar (RFC 5545): one whole-day event each, which a later import brings up to date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from orderless.english import one_line
from orderless.register.days import KINDS, DayItem, item_name
from orderless.register.request import Request

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["calendar_of"]


def calendar_of(requests: Iterable[Request], now: datetime, *, words: bool = False, until: date | None = None) -> bytes:
    """The days of these requests, up to `until`; `now` is when the calendar is made.

    What was moved, is done or was taken back is there whatever its day: a calendar that has it is to be put right.

    What is done, or was taken back, is there as cancelled, so that a calendar that has it takes it off. Without `words`
    nothing in it is a client's: an event says what kind of day it is, and of which request.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//orderless//due//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for request in requests:
        for item in request.items:
            day = item.day or item.first
            if day and (until is None or day <= until.isoformat() or item.first or not item.open):
                calendar.add_component(_event(request, item, date.fromisoformat(day), now, words=words))
    return bytes(calendar.to_ical())


def _event(request: Request, item: DayItem, day: date, now: datetime, *, words: bool) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", item_name(request.id, item.event))
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", request.events)  # grows with whatever happens to the request, so that a change is never older
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1) if day < date.max else day)
    event.add("summary", _summary(request, item, words=words))
    event.add("status", "CONFIRMED" if item.open and item.day else "CANCELLED")
    event.add("transp", "TRANSPARENT")
    return event


def _summary(request: Request, item: DayItem, *, words: bool) -> str:
    if not words:
        kind = KINDS[item.kind] if item.kind == "promise" else item.what
        return one_line(f"{kind[:1].upper()}{kind[1:]} ({request.id})")
    return one_line(f"{request.title}: {f'{item.who}: ' if item.who else ''}{item.what}")
