"""Figures and days as people type them: 3,000, £40, 3k, about 500; 2027-03-01, 5 december, friday, +60."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from orderless.bank.answer_types.base import Parsed, Refused

__all__ = ["MOST", "day_of", "factor_of", "place_in", "read_day", "read_money", "read_number", "tidy", "without_about"]

MOST = 1e12
"""What is more is no answer to anything that is asked here."""
_BETWEEN_THOUSANDS = "[, \u00a0\u202f]"  # comma, blank, and the two blanks that do not break a line
_NUMBER = rf"\d{{1,3}}(?:{_BETWEEN_THOUSANDS}\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FACTOR = re.compile(rf"(?:[£$€]\s*)?({_NUMBER})(?:\s*(k|m|%))?(?:\s*[£$€])?", re.IGNORECASE)
_COULD_BE_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")  # 3.000 is three here and three thousand there
_ROUGHLY = re.compile(
    r"^(?:about|around|roughly|approximately|approx\.?|maybe|say|some|ca\.?|circa|~|≈)\s*", re.IGNORECASE
)
_SCALES: Mapping[str, float] = {"": 1, "k": 1_000, "m": 1_000_000, "%": 0.01}


def tidy(number: float) -> int | float:
    """The number as it is kept: whole where it is, else with four decimals."""
    return int(number) if float(number).is_integer() else round(number, 4)


def factor_of(text: str) -> float | None:
    """One figure with its signs, as a number; None if it is none, or could be two."""
    match = _FACTOR.fullmatch(text.strip())
    if match is None or _COULD_BE_THOUSANDS.fullmatch(match[1]):
        return None
    return float(re.sub(_BETWEEN_THOUSANDS, "", match[1])) * _SCALES[(match[2] or "").lower()]


def place_in(word: str, many: int) -> int | None:
    """The number from 1 to `many` that this word is, or None. A word may be thousands of digits long."""
    digits = word.lstrip("0")
    short = digits.isdecimal() and len(digits) <= len(str(many))
    return number if short and 1 <= (number := int(digits)) <= many else None


def without_about(text: str) -> str:
    """What follows `about`, `~` and such."""
    return _ROUGHLY.sub("", text)


def read_number(text: str) -> Parsed | Refused:
    """A number that was typed, and the text where it said `about`."""
    text = text.strip()
    bare = without_about(text)
    number = factor_of(bare)
    if number is None or not number <= MOST:
        return Refused("a number, such as 40 or 2.5")
    return Parsed(tidy(number), "" if bare == text else text)


_MONEY_WORD = re.compile(r"(?<!\s)\s*\b(?:euros?|dollars?|pounds?|francs?|eur|usd|gbp|chf|aud|cad)$", re.IGNORECASE)
_TIMES = re.compile(r"[x×*]", re.IGNORECASE)


def read_money(text: str) -> Parsed | Refused:
    """An amount that was typed, and the text where it was worked out from one."""
    text = text.strip()
    bare = _MONEY_WORD.sub("", without_about(text)).strip()
    number = _sum(bare)
    if number is None or not number <= MOST:
        return Refused("an amount, such as 3000, or a sum such as 40 x 75 + 500")
    return Parsed(tidy(number), "" if bare == text and factor_of(text) is not None else text)


def _sum(text: str) -> float | None:
    """`40 x 75 + 12 x 30`, or None."""
    total = 0.0
    for term in text.split("+"):
        product = 1.0
        for part in _TIMES.split(term.strip()):
            factor = factor_of(part)
            if factor is None:
                return None
            product *= factor
        total += product
    return total


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
