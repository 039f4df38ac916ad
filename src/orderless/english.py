"""English that any layer may need: lists, first letters, numbers, money, days."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date

__all__ = [
    "capitalised",
    "count_words",
    "day_words",
    "did_you_mean",
    "listed",
    "lowered",
    "money_words",
    "number_words",
    "one_line",
    "ordinal_words",
    "spoken_amount",
    "the_role",
    "weekday_words",
]

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Spelt out here, because `strftime` would follow the reader's locale."""
_SPOKEN_FROM, _THOUSAND = 10, 1000


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def the_role(role: str) -> str:
    """`the head of learning`: a role with an article, unless it has one, or begins with a capital as a name does."""
    bare = re.match(r"(?:the|an?|our|my|their|your|his|her|you|us|we|each|all)\b", role, re.IGNORECASE)
    return role if bare or not role[:1].islower() else f"the {role}"


def capitalised(text: str) -> str:
    """With a capital, if the first word is a plain lower-case one (so not `iPhone`, a link or a number)."""
    first = re.match(r"[^\W\d_]+(?=[\s,;:'-]|$)", text)
    return text[0].upper() + text[1:] if first and first[0].islower() else text


def lowered(text: str) -> str:
    """With a small first letter, unless the first word is an abbreviation, a name in capitals or `I`."""
    first = re.match(r"[^\W\d_]+", text)
    if first is None or first[0] == "I" or not (first[0][1:].islower() or len(first[0]) == 1):
        return text
    return text[0].lower() + text[1:]


_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def count_words(many: int) -> str:
    """`three`, `12`: words up to nine, then figures; `no` for none."""
    return _COUNTS[many] if 0 <= many <= 9 else f"{many:,}"


def ordinal_words(place: int) -> str:
    """`first`, `tenth`, `11th`, `22nd`."""
    if 1 <= place <= len(_ORDINALS):
        return _ORDINALS[place - 1]
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def number_words(value: float) -> str:
    """`1,250`, `2.5`."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4f}".rstrip("0").rstrip(".")


def money_words(value: float) -> str:
    """`36,000`; below a thousand with two decimals where there are any. No currency: none is known."""
    return f"{value:,.0f}" if value >= 1000 or float(value).is_integer() else f"{value:,.2f}"


def spoken_amount(value: float) -> str:
    """What a sum of estimates comes to, as people say it: `264,000`, `600`; a sum of money is not known to the cent."""
    if value < _SPOKEN_FROM:
        return money_words(value)
    digits = 3 if value >= _THOUSAND else 2
    return money_words(round(value, digits - 1 - int(math.log10(value))))


def day_words(day: date | str) -> str:
    """`1 March 2027`; text that is no ISO date stays as it is."""
    if isinstance(day, date):
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    try:
        return day_words(date.fromisoformat(day))
    except ValueError:
        return day


def weekday_words(day: date | str) -> str:
    """`Monday 1 March 2027`; text that is no ISO date stays as it is."""
    if isinstance(day, date):
        return f"{_WEEKDAYS[day.weekday()]} {day_words(day)}"
    try:
        return weekday_words(date.fromisoformat(day))
    except ValueError:
        return day


def one_line(text: str) -> str:
    """The same words on one line, as they stand inside a sentence."""
    return " ".join(text.split())


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A tail for a message: the known word nearest to this one, or nothing."""
    import difflib  # takes a while, and mostly nothing is misspelt

    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    near = near or ([one for one in known if word in one.split("_")] if len(word) > 2 else [])
    return f'; did you mean "{near[0]}"?' if near else ""
