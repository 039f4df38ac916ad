"""Days as people type them: 2027-03-01, 5 december, tuesday, next tuesday, in two weeks, end of month, +60.

Only what has one plain meaning is read: `end of the quarter`, `next week` or `the 5th` could be two days, and are none.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from orderless.english import one_line

__all__ = ["MONTHS", "day_of", "day_that_was", "iso_day", "month_and_day", "read_day"]

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MANY = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SHORTEST = 3
"""Letters that a month or a weekday needs: `ma` could be March or May."""

_AHEAD = re.compile(rf"(?:in )?(\d{{1,3}}|{'|'.join(_MANY)}) ?(d|days?|w|weeks?)|\+(\d{{1,3}}) ?(d|days?|w|weeks?|)")
_THE_DAY = re.compile(r"(?:the )?(\d{1,2}(?:st|nd|rd|th)?) (?:of )?(?=[a-z])")
_END_OF = re.compile(r"(?:the )?end of (?:(this|the|next) )?([a-z]{3,9})(?: (\d{4}))?")


def day_of(text: str, today: date) -> date | None:
    """The day that these words name, seen from today; None if they name none, or could name two."""
    words = one_line(text).rstrip(".")
    small = words.lower()
    day = _named(small, today) or _ahead(small, today) or _end_of(small, today) or _dated(small, today)
    return day or iso_day(words)


def read_day(text: str, today: date) -> str | None:
    """The day that these words name, in ISO form, or None if they name none."""
    day = day_of(text, today)
    return day.isoformat() if day is not None else None


def day_that_was(typed: str, today: date) -> date | None:
    """The last day of this name, this one included: `monday`, `1 march`, `2027-03-01`, `yesterday`."""
    text = one_line(typed)
    if text.lower() == "yesterday":
        return _later(today, -1)
    found = (day_of(text, today), _a_year_back(text.lower(), today), _weekday_that_was(text.lower(), today))
    return next((day for day in found if day is not None and day <= today), None)


def _a_year_back(text: str, today: date) -> date | None:
    from_then = _later(today, -365)
    return month_and_day(text, from_then) if from_then is not None else None


def _weekday_that_was(name: str, today: date) -> date | None:
    """The last day of the week that is called so, or begins so: today, if it is one."""
    weekday = _weekday(name)
    return None if weekday is None else _later(today, -((today.weekday() - weekday) % 7))


def month_and_day(text: str, today: date) -> date | None:
    """5 dec, dec 5, 1 march 2027, in small letters; without a year, the next such day."""
    words = re.fullmatch(
        r"(?:(\d{1,2})(?:st|nd|rd|th)?\.? )?([a-z]{3,9})(?: (\d{1,2})(?:st|nd|rd|th)?)?,?(?: (\d{4}))?", text
    )
    if words is None or (words[1] is None) == (words[3] is None):
        return None
    month = _month(words[2])
    if month is None:
        return None
    try:
        day = date(int(words[4] or today.year), month, int(words[1] or words[3]))
        return day if words[4] or day >= today else day.replace(year=day.year + 1)
    except ValueError:
        return None


def _named(text: str, today: date) -> date | None:
    """today, tomorrow; a weekday, which is 1 to 7 days ahead, and with `next` the one seven days after that."""
    if text in ("today", "tomorrow"):
        return _later(today, text == "tomorrow")
    which, _, name = text.rpartition(" ")
    weekday = _weekday(name)
    if weekday is None or which not in ("", "this", "next"):
        return None
    return _later(today, (weekday - today.weekday() - 1) % 7 + 1 + 7 * (which == "next"))


def _ahead(text: str, today: date) -> date | None:
    """+60, 60 days, in two weeks, in a week."""
    found = _AHEAD.fullmatch(text)
    if found is None:
        return None
    many, unit = found[1] or found[3], found[2] or found[4]
    number = max(_MANY.index(many), 1) if many in _MANY else int(many)
    return _later(today, number * (7 if unit.startswith("w") else 1))


def _end_of(text: str, today: date) -> date | None:
    """The last day of this or the next month or year, or of the month that is named: this one, or the next such."""
    found = _END_OF.fullmatch(text)
    if found is None:
        return None
    which, name, year = found.groups()
    if name in ("month", "year"):
        return None if year else _end_from(today, name, forward=which == "next")
    month = _month(name)
    if month is None or which is not None:
        return None
    if year:
        return _last_of(int(year), month)
    return _last_of(today.year + (month < today.month), month)


def _end_from(today: date, unit: str, *, forward: bool) -> date | None:
    if unit == "year":
        return _last_of(today.year + forward, 12)
    months = today.month - 1 + forward
    return _last_of(today.year + months // 12, months % 12 + 1)


def _last_of(year: int, month: int) -> date | None:
    try:
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _dated(text: str, today: date) -> date | None:
    """A month and a day, `the 5th of december` too; a weekday before them must be that of the day."""
    name, _, rest = text.partition(" ")
    weekday = _weekday(name.removesuffix(","))
    words = rest if weekday is not None else text
    day = month_and_day(_THE_DAY.sub(r"\1 ", words, count=1), today) or (iso_day(words) if words != text else None)
    return day if day is not None and weekday in (None, day.weekday()) else None


def _weekday(word: str) -> int | None:
    """Which weekday this word is or begins, from 0 for Monday."""
    return next((i for i, name in enumerate(_WEEKDAYS) if len(word) >= _SHORTEST and name.startswith(word)), None)


def _month(word: str) -> int | None:
    return next((i for i, name in enumerate(MONTHS, 1) if name.startswith(word)), None)


def iso_day(text: str) -> date | None:
    """The day that is written as 2027-03-01, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _later(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None
