"""What is known of an area, fact by fact, with the last day on which each can be leaned on. Pure."""

from __future__ import annotations

import heapq
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from orderless.bank.area_file import Area, Goal, Person, PrivateHalf, Setting, last_of
from orderless.bank.areas import FIELDS, AreaBook, length_of

__all__ = [
    "KnownFact",
    "after",
    "expires_on",
    "fact_at",
    "facts_of",
    "gone_on",
    "is_stale",
    "last_touch",
    "newest",
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


def last_touch(half: PrivateHalf) -> str:
    """The last day on which anything in the private half was touched, in ISO form; empty for none."""
    days = [one.touched or one.as_of or "" for one in half.map]
    days += [one.as_of or "" for entries in (half.unwritten_rules, half.who_decides, half.mentors) for one in entries]
    return max(map(last_of, days), default="")


def expires_on(half: PrivateHalf, book: AreaBook) -> str:
    """The day from which it is asked whether the private half is kept; empty where no day is known."""
    last = last_touch(half)
    return after(last, book.expires) if last else ""


def gone_on(half: PrivateHalf, book: AreaBook) -> str:
    """The day from which the private half is gone in any case; empty where no day is known."""
    expires = expires_on(half, book)
    return after(expires, book.grace) if expires else ""
