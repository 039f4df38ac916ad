"""Figures as people type them: 3,000, £40, 3k, about 500, 40 x 75."""

from __future__ import annotations

import re
from collections.abc import Mapping

from orderless.bank.answer_types.base import Parsed, Refused

__all__ = [
    "MONEY_WORDS",
    "MOST",
    "factor_of",
    "is_range",
    "place_in",
    "read_money",
    "read_number",
    "read_range",
    "tidy",
    "without_about",
]

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


_END = r"([£$€]?\d[\d.,]*[km%]?)"
_RANGE = re.compile(rf"(?:between )?{_END} ?(?:to|and|–|-) ?{_END}", re.IGNORECASE)


def read_range(text: str, unit: str = "") -> Parsed | None:
    """`3 to 5` or `70-160`, also with the unit of the question: the number between the two, and the text.

    None where it is no range of two numbers, the lower first. Another unit than that of the question would be another
    number.
    """
    bare = _MONEY_WORD.sub("", without_about(text.strip()))
    match = _RANGE.fullmatch(bare.removesuffix(unit).strip() if unit else bare.strip())
    low, high = (factor_of(match[1]), factor_of(match[2])) if match else (None, None)
    if low is None or high is None or not low < high <= MOST:
        return None
    return Parsed(tidy((low + high) / 2), text.strip())


def is_range(said: str, unit: str = "") -> bool:
    """Whether this is how a range was said."""
    return read_range(said, unit) is not None


MONEY_WORDS = frozenset(
    {
        "euro",
        "euros",
        "dollar",
        "dollars",
        "pound",
        "pounds",
        "franc",
        "francs",
        "eur",
        "usd",
        "gbp",
        "chf",
        "aud",
        "cad",
    }
)
_MONEY_WORD = re.compile(rf"(?<!\s)\s*\b(?:{'|'.join(sorted(MONEY_WORDS))})$", re.IGNORECASE)
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
