"""Amounts and days of a file that knows texts only, as typed cells of a workbook; ids and all else stay texts.

The requester's own columns stay as they are: a cell is typed only where a spreadsheet shows the very text that was
there. So `1200` and `2026-03-01` are. These are not: `00123`, `+5`, `1,200`, `12.50`, 03/04/2026; `12.5`, which is
shown with a comma where commas are usual; whole numbers of ten digits or more, which are mostly ids and telephone
numbers, and of which a narrow column shows an approximation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from orderless.batch.tables.table import Kind

__all__ = ["FIRST_DAY", "PlainCells"]

FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900; what lies before it is written as a text."""

_WHOLE = re.compile("0|[1-9][0-9]{0,8}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STAY = {
    "number": "since a spreadsheet would show them otherwise (1,200, say) or they are no numbers; sums leave them out",
    "date": "since these days are not written as 2026-03-01; a spreadsheet sorts them apart",
}


class PlainCells:
    """Looks at the cells of some columns, by their places, and counts which of them can be typed."""

    def __init__(self, kinds: Mapping[int, Kind]) -> None:
        self.kinds = kinds
        self._typed: Counter[int] = Counter()
        self._texts: Counter[int] = Counter()

    def typed(self, place: int, text: str) -> int | date | None:
        """The value of a cell in this column; None where it stays a text."""
        value = _whole(text) if self.kinds[place] == "number" else _day(text)
        if value is not None:
            self._typed[place] += 1
        elif any(map(str.isdigit, text)):
            self._texts[place] += 1
        return value

    def notices(self, header: Sequence[str]) -> list[str]:
        """A sentence for each column with cells of both sorts, in which a sum by a spreadsheet would be too small."""
        found = []
        for place, kind in self.kinds.items():
            if many := self._texts[place] if self._typed[place] else 0:
                stay = "1 cell stays a text" if many == 1 else f"{many} cells stay texts"
                found.append(f"Column {header[place]}: {stay}, {_STAY[kind]}.")
        return found


def _whole(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) else None


def _day(text: str) -> date | None:
    if _DAY.fullmatch(text) is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= FIRST_DAY else None
