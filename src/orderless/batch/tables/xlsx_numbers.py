"""What a number in a cell stands for: its format says whether it is a date, a time, or an id with leading zeros.

A date is a number of days (ECMA-376, part 1, 18.17.4); Excel counts a 29 February 1900 that never was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from orderless.batch.tables.table import Cell

__all__ = ["Reading", "plain_number", "reading_of"]

Reading = Callable[[str, bool], Cell]
"""Makes a cell of the digits in the file, and of whether days are counted from 1904. Raises ValueError."""

_FIRST = datetime(1899, 12, 31)
_FIRST_1904 = datetime(1904, 1, 1)
_LAST_DAY = 2_958_466
_MOST_DIGITS = 64
_BUILT_IN = dict.fromkeys([14, 15, 16, 17, *range(27, 32), 36, *range(50, 59)], "d") | {22: "d h"}
_BUILT_IN |= dict.fromkeys([18, 19, 20, 21, *range(32, 36), 45, 46, 47], "h")
_NOT_A_SIGN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


def reading_of(number_format: int, codes: dict[int, str]) -> Reading:
    """How a number in this format is read; `codes` are the formats that the workbook itself defines."""
    code = codes.get(number_format) or _BUILT_IN.get(number_format, "")
    first = _NOT_A_SIGN.sub("", code.split(";")[0]).strip().casefold()
    if re.fullmatch("0{2,}", first):
        return lambda digits, _: _with_zeros(plain_number(digits), len(first))
    if first == "general" or not re.search("[ymdhs]", first):
        return lambda digits, _: plain_number(digits)
    clock = bool(re.search("[hs]", first))
    if re.search("[yd]", first) or (not clock and "[" not in first):
        return lambda digits, since_1904: _moment(plain_number(digits), since_1904, clock=clock)
    return lambda digits, _: _clock_time(plain_number(digits))


def plain_number(digits: str) -> int | float:
    """Raises ValueError if it is none that a workbook can hold."""
    if len(digits) > _MOST_DIGITS:
        raise ValueError
    if digits.isascii() and digits.removeprefix("-").isdigit():
        return int(digits)
    value = float(digits)
    if not abs(value) < float("inf"):
        raise ValueError
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _with_zeros(value: float, width: int) -> Cell:
    return str(value).zfill(width) if isinstance(value, int) and value >= 0 else value


def _moment(value: float, since_1904: bool, *, clock: bool) -> Cell:
    """A number that no calendar has stays a number."""
    if not 0 <= value < _LAST_DAY:
        return value
    start = _FIRST_1904 if since_1904 else _FIRST if value < 60 else _FIRST - timedelta(days=1)
    days = int(value)
    moment = start + timedelta(days=days, milliseconds=round((value - days) * 86_400_000))
    if clock or moment.time() != datetime.min.time():
        return moment
    return date(moment.year, moment.month, moment.day)


def _clock_time(value: float) -> Cell:
    """Hours, minutes and seconds, as text: there is no type for them in a table."""
    if value < 0:
        return value
    seconds = round(value * 86_400)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return text if not seconds % 60 else f"{text}:{seconds % 60:02}"
