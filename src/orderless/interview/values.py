"""Answers that are not choices: scales, numbers, money as a sum, dates. What is typed, and what a file holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from orderless.bank.questions import Question, QuestionType

__all__ = ["Parsed", "Refused", "place_in", "read_day", "read_typed", "without_about"]

_MOST = 1e12
_BETWEEN_THOUSANDS = "[, \u00a0\u202f]"  # comma, blank, and the two blanks that do not break a line
_NUMBER = rf"\d{{1,3}}(?:{_BETWEEN_THOUSANDS}\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FACTOR = re.compile(rf"(?:[£$€]\s*)?({_NUMBER})(?:\s*+(k|m|%))?(?:\s*+[£$€])?", re.IGNORECASE)
_COULD_BE_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")  # 3.000 is three here and three thousand there
_ROUGHLY = re.compile(
    r"^(?:about|around|roughly|approximately|approx\.?|maybe|say|some|ca\.?|circa|~|≈)\s*", re.IGNORECASE
)
_MONEY_WORD = re.compile(r"(?<!\s)\s*\b(?:euros?|dollars?|pounds?|francs?|eur|usd|gbp|chf|aud|cad)$", re.IGNORECASE)
_TIMES = re.compile(r"[x×*]", re.IGNORECASE)
_SCALES: Mapping[str, float] = {"": 1, "k": 1_000, "m": 1_000_000, "%": 0.01}
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


class Parsed(NamedTuple):
    """A value, and the text it was worked out from where they differ."""

    value: str | int | float
    said: str = ""


class Refused(NamedTuple):
    """Why the text is not an answer here, and what would be."""

    message: str


def _tidy(number: float) -> int | float:
    return int(number) if float(number).is_integer() else round(number, 4)


def _factor(text: str) -> float | None:
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


def _bare(text: str) -> str:
    """The figure alone: `about 500 euros` and `~ 40` as people say them. What was typed is kept beside it."""
    return _MONEY_WORD.sub("", without_about(text)).strip()


def _sum(text: str) -> float | None:
    """`40 x 75 + 12 x 30`, or None."""
    total = 0.0
    for term in text.split("+"):
        product = 1.0
        for part in _TIMES.split(term.strip()):
            factor = _factor(part)
            if factor is None:
                return None
            product *= factor
        total += product
    return total


def _scale(text: str, _today: date) -> Parsed | Refused:
    match = re.fullmatch(r"(\d{1,2})(?:\s*/\s*10)?", text)
    if match and int(match[1]) <= 10:
        return Parsed(int(match[1]))
    return Refused("a whole number from 0 to 10")


def _number(text: str, _today: date) -> Parsed | Refused:
    bare = without_about(text)
    number = _factor(bare)
    if number is None or not number <= _MOST:
        return Refused("a number, such as 40 or 2.5")
    return Parsed(_tidy(number), "" if bare == text else text)


def _money(text: str, _today: date) -> Parsed | Refused:
    bare = _bare(text)
    number = _sum(bare)
    if number is None or not number <= _MOST:
        return Refused("an amount, such as 3000, or a sum such as 40 x 75 + 500")
    return Parsed(_tidy(number), "" if bare == text and _factor(text) is not None else text)


def _date(text: str, today: date) -> Parsed | Refused:
    day = _named_day(text.lower().removeprefix("next "), today) or _month_and_day(text.lower(), today)
    if day is None:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return Refused("a date, such as 2027-03-01, 5 december, friday, or +60 (days from now)")
    return Parsed(day.isoformat(), "" if day.isoformat() == text else text)


def read_day(text: str, today: date) -> str | None:
    """The day that these words name, in ISO form, or None if they name none."""
    found = _date(text.strip(), today)
    return str(found.value) if isinstance(found, Parsed) else None


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


_READERS: Mapping[QuestionType, Callable[[str, date], Parsed | Refused]] = {
    "scale": _scale,
    "number": _number,
    "money": _money,
    "date": _date,
    "text": lambda text, _today: Parsed(text) if text else Refused("some text"),
}


def read_typed(question: Question, text: str, today: date) -> Parsed | Refused:
    """What was typed as an answer to a question without choices. `today` is for dates such as `friday`."""
    return _READERS[question.type](text.strip(), today)
