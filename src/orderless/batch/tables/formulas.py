"""Cells of a CSV file that a spreadsheet would take for a formula, and what is done about them.

A request is written by a stranger; opened in Excel, a text such as `=HYPERLINK(…)` or `-cmd|…` becomes a formula, in
quotes or not (OWASP, "CSV Injection"). An apostrophe before it keeps it a text. Numbers stay as they are: with nothing
but digits and signs no formula can do more than add.
"""

from __future__ import annotations

import re

from orderless.batch.tables.table import Cell

__all__ = ["guarded", "may_hold_formulas"]

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"  # the wide ones are typed with East Asian keyboards
_BLANK = " \t\v\f\0\u00a0"
_FORMULA = re.compile(rf"[{_BLANK}\r\n]*[{_SIGNS}]")
_NUMBER = re.compile(r"\s*[+-][\d\s.,:/()%+-]*")
# The class stands first, so that the search runs over all other characters fast.
_AT_START = re.compile(rf"[{_SIGNS}{_BLANK}](?<=[,;\t|\"\n].)")


def guarded(cell: Cell) -> Cell:
    """The cell, with an apostrophe before it if it is a text that a spreadsheet would take for a formula."""
    if isinstance(cell, str) and _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def may_hold_formulas(text: str) -> bool:
    """Whether any cell in some lines of CSV text may need a guard; says no quickly where none does."""
    return bool('"\r' in text or '"\n' in text or _AT_START.search(text) or _FORMULA.match(text))
