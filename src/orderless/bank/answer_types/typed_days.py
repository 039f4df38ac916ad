"""Days as people type them: 2027-03-01, 5 december, friday, +60."""

from __future__ import annotations

import re
from datetime import date, timedelta

__all__ = ["day_of", "read_day"]

_MONTHS = (
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
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day_of(text: str, today: date) -> date | None:
    """The day that these words name, seen from today; None if they name none."""
    day = _named_day(text.lower().removeprefix("next "), today) or _month_and_day(text.lower(), today)
    if day is not None:
        return day
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_day(text: str, today: date) -> str | None:
    """The day that these words name, in ISO form, or None if they name none."""
    day = day_of(text.strip(), today)
    return day.isoformat() if day is not None else None


def _named_day(text: str, today: date) -> date | None:
    """today, tomorrow, a weekday (the next one), or a number of days from now."""
    if text in ("today", "tomorrow"):
        return today + timedelta(days=text == "tomorrow")
    ahead = re.fullmatch(r"\+?(\d{1,3})\s*(d|days?|w|weeks?)", text) or re.fullmatch(r"\+(\d{1,3})()", text)
    if ahead:
        return today + timedelta(days=int(ahead[1]) * (7 if ahead[2].startswith("w") else 1))
    match = [i for i, name in enumerate(_DAYS) if len(text) >= 3 and name.startswith(text)]
    if not match:
        return None
    return today + timedelta(days=(match[0] - today.weekday() - 1) % 7 + 1)


def _month_and_day(text: str, today: date) -> date | None:
    """5 dec, dec 5, 1 march 2027; without a year, the next such day."""
    words = re.fullmatch(
        r"(?:(\d{1,2})(?:st|nd|rd|th)?\.? )?([a-z]{3,9})(?: (\d{1,2})(?:st|nd|rd|th)?)?,?(?: (\d{4}))?", text
    )
    if words is None or (words[1] is None) == (words[3] is None):
        return None
    month = next((i for i, name in enumerate(_MONTHS, 1) if name.startswith(words[2])), None)
    if month is None:
        return None
    try:
        day = date(int(words[4] or today.year), month, int(words[1] or words[3]))
        return day if words[4] or day >= today else day.replace(year=day.year + 1)
    except ValueError:
        return None
