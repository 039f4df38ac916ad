"""What a number in a cell stands for: its format says whether it is a date, a time, or an id with leading zeros."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from openpyxl.styles.numbers import STRIP_RE, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

from orderless.batch.tables.table import Cell

__all__ = ["Reading", "reading_of"]

Reading = Callable[[int | float, datetime], Cell]
"""Makes a cell of the number in the file, and of the day from which days are counted. Raises ValueError."""

_LAST_DAY = 2_958_466


def reading_of(code: str) -> Reading:
    """How a number in the format with this code is read."""
    first = code.split(";")[0].strip()
    if re.fullmatch("0{2,}", first):
        return lambda number, _: _with_zeros(_plain(number), len(first))
    if first.casefold() == "general" or not is_date_format(first):
        return lambda number, _: _plain(number)
    signs = re.sub(r"[_\\].", "", STRIP_RE.sub("", first)).casefold()
    clock = bool(re.search("[hs]", signs))
    if is_timedelta_format(first) or (clock and not re.search("[yd]", signs)):
        return lambda number, _: _clock_time(_plain(number))
    return lambda number, epoch: _moment(_plain(number), epoch, clock=clock)


def _plain(number: float) -> int | float:
    """Raises ValueError if a workbook can hold no such number."""
    if not abs(number) < 1e309 or (isinstance(number, int) and abs(number) > 10**308):
        raise ValueError
    return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < 1e15 else number


def _with_zeros(number: float, width: int) -> Cell:
    return str(number).zfill(width) if isinstance(number, int) and number >= 0 else number


def _moment(number: float, epoch: datetime, *, clock: bool) -> Cell:
    """A number that no calendar has stays a number."""
    moment = from_excel(number, epoch) if 1 <= number < _LAST_DAY else None
    if not isinstance(moment, datetime):
        return number
    return moment if clock or moment.time() != datetime.min.time() else moment.date()


def _clock_time(number: float) -> Cell:
    """Hours, minutes and seconds, as text: there is no type for them in a table."""
    if number < 0:
        return number
    seconds = round(number * 86_400)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return text if not seconds % 60 else f"{text}:{seconds % 60:02}"
