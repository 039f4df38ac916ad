"""Cells of a CSV file that a spreadsheet would take for a formula, and what is done about them.

A request is written by a stranger; opened in Excel, a text such as `=HYPERLINK(…)` or `-cmd|…` becomes a formula, in
quotes or not (OWASP, "CSV Injection"). An apostrophe before it keeps it a text. Numbers stay as they are: with nothing
but digits and signs no formula can do more than add.
"""

from __future__ import annotations

import re

from orderless.batch.tables.table import Cell

__all__ = ["guarded", "may_hold_formulas"]

_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
"""The wide ones are typed with East Asian keyboards."""
_BLANK = (
    " \t\v\f\0\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""What shows nothing before a sign: all that Unicode calls a space, and NUL."""
_FIRST = frozenset(_SIGNS + _BLANK + "\r\n")
_SIGN = f"[{re.escape(_SIGNS)}]"
_FORMULA = re.compile(rf"[{_BLANK}\r\n]*{_SIGN}")
_NUMBER = re.compile(r"\s*[+-][\d\s.,:/()%+-]*")

# What is searched for stands first and what must be before it after it, so that the search runs over the rest fast.
# Blanks that part cells as well are left out of the blanks between a cell's beginning and its sign, and each of them is
# tried as a beginning: so no blank is gone over twice.
_WITHIN = "".join(sign for sign in _BLANK + "\r" if sign != "\t")
_AFTER_BLANK_OR_START = re.compile(rf"{_SIGN}(?<=[,;|\"\r\n{_BLANK}].)")
_AT_START = re.compile(rf"[{re.escape(_SIGNS)}{_BLANK}\r\n](?<=[,;\t|\"\n].)(?:(?<={_SIGN})|[{_WITHIN}]*{_SIGN})")


_DELIMITERS = ",;\t|"
"""The signs between cells that the searches know."""


def guarded(cell: Cell) -> Cell:
    """The cell, with an apostrophe before it if it is a text that a spreadsheet would take for a formula."""
    if isinstance(cell, str) and cell[:1] in _FIRST and _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def may_hold_formulas(text: str, delimiter: str = ",") -> bool:
    """Whether any cell in some lines of CSV text may need a guard; says no quickly where none does."""
    if not any(sign in text for sign in _SIGNS):
        return False
    if delimiter not in _DELIMITERS:
        return True
    return bool(_FORMULA.match(text) or (_AFTER_BLANK_OR_START.search(text) and _AT_START.search(text)))
