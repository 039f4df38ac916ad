"""Days in the cells of a column, as people, spreadsheets, trackers and programs write them.

The names of months in other languages than English come from the Unicode locale data, through Babel.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache

from orderless.bank.answer_types.cells import Cell, CellReader, ColumnForm, Unfit, as_text
from orderless.bank.answer_types.typed_days import MONTHS

__all__ = ["day_reader", "month_names", "written_day"]

_LANGUAGES = (
    *("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "tr", "ca"),
    *("ru", "uk", "el", "id", "et", "lv", "lt", "sl", "bg"),
)
_WHOLE_YEAR, _SHORT_YEAR = 4, 2
_FIRST_OF_LAST_CENTURY = 69
_LONGEST_DAY = 100
"""Characters of what can be a day; looking for one in a text takes time with the square of its length."""
_FIGURES = re.compile(r"(\d{4}|\d{1,2})([-./])(\d{1,2})\2(\d{1,4})", re.ASCII)
_SINCE_1970 = re.compile(r"\d{13}", re.ASCII)
_FIRST_MOMENT, _LAST_MOMENT = 946_684_800_000, 4_102_444_800_000
"""The years 2000 to 2100 in milliseconds since 1970, as JavaScript counts."""

_CLOCK = re.compile(
    r"[,T:]?\s*\b(?:(?:at|um|klo?|à|às|alle|ore|om|kello|о|a las|las)\.?\s*)?"
    r"\d{1,2}(?:[:.h]\d{2}(?!\d)){1,2}(?:[.,]\d{1,9})?(?:\s*[ap]\.?m\b\.?)?"
    r"(?:\s*(?:utc|gmt|z)?[+-]\d{1,2}(?::?\d{2})?|\s*(?-i:Z|[A-Z]{2,5})\b)?"
    r"|,?\s*\b\d{1,2}\s*[ap]\.?m\b\.?|,?\s+(?:noon|midnight)$|\s*\([^()]*\)$|\s+uhr$",
    re.IGNORECASE,
)
"""A time of day, with half of the day and zone; for a text with a month in words."""
_MONTH = r"([^\W\d_]{2,})\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|er|re|º|ª|\.)?"
_BETWEEN = r"[\s\-/.,]{0,3}(?:(?:de|del|of)\s+)?"
_DAY_FIRST = re.compile(rf"{_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}['’]?(\d{{4}}|\d{{2}})(?:\s?[гр]\.?)?", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_MONTH}{_BETWEEN}{_DAY}[\s\-/.,]{{1,3}}(\d{{4}})", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}", re.IGNORECASE)
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?.*")
_FIRST_WORD = re.compile(r"([^\W\d_]+)[.,]*\s+(?=\S)")


def day_reader(form: ColumnForm) -> CellReader:
    """Reads days as 2026-03-01. Which of 03/04/2026 is the month must be said, unless only one can be."""
    how = "" if form.dates else "; for 03/04/2026 say `dates: day_first` or month_first"

    def day(cell: Cell) -> str | None:
        if isinstance(cell, datetime):
            return cell.date().isoformat()
        if isinstance(cell, date):
            return cell.isoformat()
        text = as_text(cell).strip()
        if form.says_nothing(text):
            return None
        found = written_day(text, form.dates) if len(text) <= _LONGEST_DAY else None
        if found is None:
            raise Unfit(f"this is not a date such as 2026-03-01{how}")
        return found.isoformat()

    return day


def written_day(text: str, order: str | None) -> date | None:
    """The only day that this can mean, or None; a time of day behind it says nothing. `order`: of 03/04/2026."""
    first = _FIRST_WORD.match(text)
    behind = _dated(text[first.end() :], order) if first else None
    if first and behind is not None and first[1].casefold() in _weekday_names():
        return behind  # asked last: the days of the week in all languages take longer to read than any cell
    return _dated(text, order)


def _dated(text: str, order: str | None) -> date | None:
    first = text.replace("T", " ").split(" ")[0].rstrip(",")
    try:
        return date.fromisoformat(first)
    except ValueError:
        pass
    figures = _FIGURES.fullmatch(first)
    if figures:
        return _from_figures(figures[2], figures[1], figures[3], figures[4], order)
    if _SINCE_1970.fullmatch(text):
        return _since_1970(int(text))
    east = _EAST_ASIAN.fullmatch(text)
    return _day(int(east[1]), int(east[2]), int(east[3])) if east else _in_words(text)


def _since_1970(moment: int) -> date | None:
    if not _FIRST_MOMENT <= moment < _LAST_MOMENT:
        return None
    return datetime.fromtimestamp(moment / 1000, UTC).date()


def _in_words(text: str) -> date | None:
    """A day whose month stands in words, and with a year, without which a day is no day of the past."""
    if sum(map(str.isdigit, text)) < _LEAST_FIGURES:
        return None
    text = " ".join(_CLOCK.sub(" ", text).replace("\u200e", "").split()).strip(" ,")
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(text):
        month, day, year = found.groups()
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    else:
        return None
    number = _month(month.casefold())
    return _day(int(year) if len(year) == _WHOLE_YEAR else _in_century(int(year)), number, int(day)) if number else None


_LEAST_FIGURES = 3
"""Those of a day and of a short year."""
_SHORTEST = 3
"""Letters that an English month needs: `ma` could be March or May."""


def _month(word: str) -> int | None:
    if len(word) >= _SHORTEST:
        for number, name in enumerate(MONTHS, 1):
            if name.startswith(word):
                return number
    return month_names().get(word)


@cache
def month_names() -> Mapping[str, int]:
    """The months by their names and short forms, folded; none that is another month in another language.

    Empty where Babel is not installed (`pip install 'orderless[exports]'`): then English is read only.
    """
    try:
        from babel import Locale
    except ImportError:
        return {}
    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for widths in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in widths[width].items():
                    found.setdefault(name.casefold().strip(" ."), set()).add(number)
    return {name: next(iter(numbers)) for name, numbers in found.items() if len(numbers) == 1}


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@cache
def _weekday_names() -> frozenset[str]:
    english = {name[:length] for name in _WEEKDAYS for length in range(_SHORTEST, len(name) + 1)}
    try:
        from babel import Locale
    except ImportError:
        return frozenset(english)
    others = (
        name.casefold().strip(" .")
        for language in _LANGUAGES
        for widths in Locale(language).days.values()
        for width in ("wide", "abbreviated", "short")
        for name in widths.get(width, {}).values()
    )
    return frozenset((*english, *others)) - month_names().keys() - set(MONTHS)


def _from_figures(sign: str, one: str, two: str, three: str, order: str | None) -> date | None:
    """Three figures with a sign between them. Where the year has two, the order must be said, or a point says it."""
    if len(one) == _WHOLE_YEAR:
        return _day(int(one), int(two), int(three))
    if len(three) != _WHOLE_YEAR and (len(three) != _SHORT_YEAR or not (order or sign == ".")):
        return None
    year = int(three) if len(three) == _WHOLE_YEAR else _in_century(int(three))
    day_first, month_first = _day(year, int(two), int(one)), _day(year, int(one), int(two))
    if order is not None:
        return day_first if order == "day_first" else month_first
    if sign == "." or month_first is None or month_first == day_first:
        return day_first
    return month_first if day_first is None else None


def _in_century(year: int) -> int:
    """The whole year for one with two figures, as POSIX has it."""
    return year + (2000 if year < _FIRST_OF_LAST_CENTURY else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
