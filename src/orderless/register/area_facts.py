"""What is known of an area, fact by fact, with the last day on which each can be leaned on. Pure."""

from __future__ import annotations

import heapq
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from orderless.bank.area_file import PRIVATE_LISTS, Area, Goal, Person, PrivateEntry, PrivateHalf, Setting, last_of
from orderless.bank.areas import FIELDS, AreaBook, length_of

__all__ = [
    "KnownFact",
    "after",
    "alive",
    "fact_at",
    "facts_of",
    "is_expired",
    "is_gone",
    "is_stale",
    "newest",
    "next_touch",
    "private_entries",
    "touched_on",
]


class KnownFact(NamedTuple):
    """One fact: the list and the field it stands in, its entry, its words; since when, and up to when it holds.

    `day` is empty where nobody said when it held, and then it cannot be leaned on at all.
    """

    list: str
    field: str
    entry: Any
    words: str
    day: str
    until: str
    """The last day on which it can be leaned on, in ISO form."""

    @property
    def name(self) -> str:
        """What areas.yaml calls it."""
        return f"{self.list}.{self.field}"


def after(day: str, length: str) -> str:
    """The day that is so long after this one, in ISO form; a month later is the same day, or the month's last."""
    many, unit = length_of(length)
    start = date.fromisoformat(last_of(day))
    try:
        if unit == "day":
            return (start + timedelta(days=many)).isoformat()
        years, month = divmod(start.month - 1 + many, 12)
        year = start.year + years
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()
    except (OverflowError, ValueError):
        return date.max.isoformat()


def next_touch(last: str, book: AreaBook) -> str:
    """The day of the touch after this one, in ISO form; what falls on a weekend is on the Monday after it."""
    day = date.fromisoformat(after(last, book.touch))
    return (day + timedelta(days=_DAYS_OF_A_WEEK - day.weekday()) if day.weekday() > _FRIDAY else day).isoformat()


_FRIDAY, _DAYS_OF_A_WEEK = 4, 7


def facts_of(half: Area | PrivateHalf, book: AreaBook) -> Iterator[KnownFact]:
    """Every fact of this half, in the order of its file."""
    fields: dict[str, list[str]] = {}
    for one in FIELDS:
        list_name, _, field = one.partition(".")
        fields.setdefault(list_name, []).append(field)
    for list_name in half.model_fields:
        for entry in getattr(half, list_name) if list_name in fields else ():
            for field in fields[list_name]:
                value = getattr(entry, field)
                if value is not None:
                    yield _fact(book, list_name, field, entry, value)


def newest(half: Area | PrivateHalf, list_name: str, at_most: int) -> Sequence[Any]:
    """The newest entries of one list, those without a day last; of equally old ones the first in the file."""
    entries = getattr(half, list_name, ())
    return heapq.nlargest(at_most, entries, key=lambda one: one.as_of or "")


def fact_at(book: AreaBook, list_name: str, field: str, entry: Any) -> KnownFact | None:
    """The fact in this field of an entry; None where it says nothing."""
    value = getattr(entry, field)
    return None if value is None else _fact(book, list_name, field, entry, value)


def _fact(book: AreaBook, list_name: str, field: str, entry: Any, value: Any) -> KnownFact:
    words = ", ".join(value) if isinstance(value, tuple) else str(value)
    day = _day_of(entry, field)
    return KnownFact(list_name, field, entry, words, day, _until(book, f"{list_name}.{field}", entry, day))


def _day_of(entry: Any, field: str) -> str:
    if isinstance(entry, Goal) and field == "owner" and entry.owner_as_of:
        return entry.owner_as_of
    if isinstance(entry, Person):
        return entry.as_of or entry.touched or ""
    return entry.as_of or ""


def _until(book: AreaBook, name: str, entry: Any, day: str) -> str:
    """The last day on which a fact of this kind can be leaned on; empty where nobody said when it held."""
    own = book.keeps.get(entry.question) if isinstance(entry, Setting) else None
    kind = book.stale.get(own or book.kinds.get(name, ""))
    if kind is None:
        return "" if not day else date.max.isoformat()
    last = (getattr(entry, "until", None) or getattr(entry, "by", None)) if kind.until else None
    if last:
        return last_of(last)
    period = book.periods.get(getattr(entry, "every", None) or "") if kind.every else None
    return after(day, period or kind.after) if day else ""


def is_stale(fact: KnownFact, today: date) -> bool:
    """Whether it is too old to lean on, on this day."""
    return fact.until < today.isoformat()


# ------------------------------------------------------------------------------------------------- the private half


def touched_on(entry: PrivateEntry) -> str:
    """The last day on which this was touched, or kept, in ISO form; empty where nobody said."""
    return max(last_of(getattr(entry, name, None) or "") for name in ("touched", "as_of", "kept"))


def is_expired(entry: PrivateEntry, book: AreaBook, today: date) -> bool:
    """Whether it is to be asked if this is kept; what has no day is not kept before that."""
    last = touched_on(entry)
    return not last or after(last, book.expires) <= today.isoformat()


def is_gone(entry: PrivateEntry, book: AreaBook, today: date) -> bool:
    """Whether it is to go without being asked about."""
    last = touched_on(entry)
    return bool(last) and after(after(last, book.expires), book.grace) <= today.isoformat()


def private_entries(half: PrivateHalf) -> Iterator[tuple[str, PrivateEntry]]:
    """Every entry with the list that it stands in, in the order of the file."""
    for name in PRIVATE_LISTS:
        for entry in getattr(half, name):
            yield name, entry


def alive(half: PrivateHalf, book: AreaBook, today: date) -> PrivateHalf:
    """The half without what is expired: that is used nowhere before somebody says that it is kept."""
    return half.model_copy(
        {name: tuple(one for one in getattr(half, name) if not is_expired(one, book, today)) for name in PRIVATE_LISTS}
    )
