"""One request as its journal comes to it, whatever the day is; and as plain values, for who keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from orderless import clock
from orderless.english import one_line
from orderless.register.days import DayItem
from orderless.register.status import STATUSES, PartStanding, Status

__all__ = ["FIELDS", "Request", "plain", "request_from", "short_words"]

FIELDS = ("topic", "area", "asker", "wanted_by")
"""What can be set of a request by itself, in the order in which it is asked for."""

_TOPIC_AT_MOST = 60


class Request(NamedTuple):
    """A request: what was asked for, where it stands, and the days it stores.

    `words`, `topic`, `area`, `asker`, `wanted_by` and names of parts are a client's words.
    """

    id: str
    asked_on: str
    """The day it began, in ISO form."""
    words: str
    topic: str
    area: str
    asker: str
    """The role of who asked."""
    wanted_by: str
    """A day in ISO form, or their words for one."""
    work: bool
    """Whether it is work that nobody asked for as a request."""
    size: float | None
    """Our own days that it takes, where that was said."""
    talked_at: str
    """When the talk began, as the journal has it (UTC); empty where there was none yet."""
    answered_at: str
    """When it was last wrapped up, all of it; else empty."""
    status: Status
    closed_as: str
    """Why it is closed: done, no, dropped or lapsed; else empty."""
    gave_way: tuple[str, str, str]
    """When it last gave way to another request (UTC, as the journal has it), to which, and why in somebody's words.

    Empty where it never did.
    """
    parts: tuple[PartStanding, ...]
    """What is decided, one where it has no parts; empty without a talk."""
    items: tuple[DayItem, ...]
    """Every day that was ever stored, also those that are done or gone."""
    events: int
    """The number of its last event. It grows with whatever happens."""
    changed: str
    """When that was, as the journal has it (UTC)."""

    @property
    def talked_on(self) -> str:
        """The day on which the talk began where the user is now, in ISO form; empty where there was none yet."""
        return _day(self.talked_at)

    @property
    def answered_on(self) -> str:
        """The day on which it was last wrapped up, all of it; else empty."""
        return _day(self.answered_at)

    @property
    def title(self) -> str:
        """What to call it: its topic, else the beginning of what was asked for, else its id."""
        return self.topic or short_words(self.words) or self.id

    @property
    def due(self) -> tuple[DayItem, ...]:
        """The days that still stand; the nearest first, those without a day last."""
        return tuple(sorted((item for item in self.items if item.open), key=lambda item: (not item.day, item.day)))

    @property
    def answer(self) -> str:
        """What was decided, or which way it leans; that of its least finished part. Empty without a talk."""
        if not self.parts:
            return ""
        part = self.least
        if part.finished and part.response != "not_yet":
            return part.title
        leaning = {"yes": ", leaning yes", "no": ", leaning no"}.get(_leaning(part), "")
        return f"{'not yet' if part.finished else 'not wrapped up'}{leaning}"

    @property
    def priority(self) -> str:
        """How urgent it is, as `5` or `3-8` of 12; empty without a talk."""
        if not self.parts:
            return ""
        low, high = min(part.low for part in self.parts), max(part.high for part in self.parts)
        return f"{low}" if low == high else f"{low}-{high}"

    @property
    def least(self) -> PartStanding:
        """The part that is least finished. Raises ValueError without a talk."""
        return min(self.parts, key=lambda part: STATUSES.index(part.status))


def _day(moment: str) -> str:
    day = clock.day_of(moment)
    return day.isoformat() if day is not None else ""


def _leaning(part: PartStanding) -> str:
    return (part.leaning or "") if part.response == "not_yet" else part.response


def short_words(words: str) -> str:
    """The beginning of these words, on one line, cut between words."""
    line = one_line(words)
    if len(line) <= _TOPIC_AT_MOST:
        return line
    head, blank, _ = line[:_TOPIC_AT_MOST].rpartition(" ")
    return f"{head if blank else line[: _TOPIC_AT_MOST - 1]}…"


def plain(request: Request) -> list[Any]:
    """The request as lists and plain values, which JSON keeps as they are."""
    return [*request[: Request._fields.index("parts")], *map(_rows, (request.parts, request.items)), *request[-2:]]


def _rows(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(row) for row in rows]


def _three(values: Sequence[str]) -> tuple[str, str, str]:
    at, to, because = values
    return at, to, because


def request_from(values: Sequence[Any]) -> Request:
    """The request that `plain` made these values of. Raises TypeError or ValueError for others."""
    named = dict(zip(Request._fields, values, strict=True))
    named["gave_way"] = _three(named["gave_way"])
    parts = tuple(PartStanding(*row) for row in named.pop("parts"))
    items = tuple(DayItem(*row) for row in named.pop("items"))
    return Request(**named, parts=parts, items=items)
