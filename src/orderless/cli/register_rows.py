"""The register as a person or a program reads it: rows of a table, JSON, and days in few words."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orderless import clock
from orderless.cli.talk import Talk, put_bytes, put_result, told_if_it_fails
from orderless.english import day_words, weekday_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from orderless.batch.tables.table import Kind
    from orderless.register.days import DayItem
    from orderless.register.request import Request

__all__ = [
    "COLUMNS",
    "day_in_short",
    "item_as_json",
    "put_rows_as_json",
    "put_table",
    "request_as_json",
    "show_due",
    "show_table",
]

COLUMNS = (
    *("id", "topic", "area", "asker", "status", "closed_as", "asked_on", "wanted_by", "talked_on", "answered_on"),
    *("outcome", "answer", "leaning", "priority_low", "priority_high", "size_days", "next_day", "next_due", "next_who"),
    *("overdue", "work"),
)
"""The columns of the register as a table."""


def _cells(one: Request, today: date) -> dict[str, Any]:
    from orderless.register.days import bucket_of

    due = one.due
    following = due[0] if due else None
    part = one.least if one.parts else None
    return {
        **{name: getattr(one, name) for name in COLUMNS[:10]},
        "outcome": part.outcome if part and part.finished else "",
        "answer": one.answer,
        "leaning": (part.leaning or "") if part else "",
        "priority_low": min((each.low for each in one.parts), default=None),
        "priority_high": max((each.high for each in one.parts), default=None),
        "size_days": int(one.size) if one.size and one.size.is_integer() else one.size,
        "next_day": (following.day or following.said) if following else "",
        "next_due": following.what if following else "",
        "next_who": following.who if following else "",
        "overdue": sum(bucket_of(item, today) == "overdue" for item in due),
        "work": "yes" if one.work else "",
    }


_DAYS: Mapping[int, Kind] = {
    COLUMNS.index(name): "date" for name in ("asked_on", "wanted_by", "talked_on", "answered_on", "next_day")
}


def put_table(rows: Iterable[Request], today: date, output: Path | None, *, force: bool) -> None:
    """The register as CSV, as a workbook, or its days as a calendar, as the ending of the file says."""
    if output is not None and output.suffix.lower() == ".ics":
        from orderless.documents.calendar import calendar_of

        put_bytes(calendar_of(rows, clock.now()), output, force=force)
        return
    from orderless.batch.tables.writing import open_output

    to_stdout = output is None or str(output) == "-"
    cells = [[*map(_cells(one, today).__getitem__, COLUMNS)] for one in rows]
    if to_stdout:
        with told_if_it_fails(), open_output(sys.stdout.buffer, COLUMNS) as table:
            table.write(cells)
        return
    assert output is not None
    with open_output(output, COLUMNS, kinds=_DAYS, force=force) as table:
        table.write(cells)
    Talk.say(*table.notices, f"Written: {output}")


def show_table(rows: Sequence[Request], today: date) -> None:
    """The register on the terminal, as wide as that is."""
    if not rows:
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from orderless.interview.clean import clean

    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    for name, settings in _SHOWN.items():
        table.add_column(name, overflow="fold", **settings)
    letters = _short_ids(rows)
    console = Console(highlight=False, soft_wrap=False)
    for one in rows:
        status = f"{one.status}: {one.closed_as}" if one.closed_as else one.status
        cells = (one.title, status, one.answer, one.priority, _next(one, today), letters[one.id])
        if console.width < _FOR_COLUMNS:
            first, *others = (" ".join(clean(cell).split()) for cell in cells if cell)
            console.print(Text(f"{first}\n  {' · '.join(others)}"))
        else:
            table.add_row(*(Text(clean(cell)) for cell in cells))
    if table.row_count:
        console.print(table)


_SHOWN: Mapping[str, Any] = {
    "Topic": {"ratio": 3, "min_width": 14},
    "Status": {"max_width": 12},
    "Answer": {"ratio": 2, "min_width": 12},
    "Prio": {"max_width": 5},
    "Next": {"ratio": 3, "min_width": 16},
    "ID": {"no_wrap": True},
}


def _short_ids(rows: Sequence[Request]) -> dict[str, str]:
    """The last four letters of each id, which are enough to name it; the whole id where they are not."""
    from collections import Counter

    count = Counter(one.id[-4:] for one in rows)
    return {one.id: one.id[-4:] if count[one.id[-4:]] == 1 else one.id for one in rows}


def _next(one: Request, today: date) -> str:
    """The next day, and what is due then."""
    if not one.due:
        return ""
    item = one.due[0]
    who = f"{item.who}: " if item.who and item.kind == "promise" else ""
    return f"{day_in_short(item, today)} {who}{item.what}"


def day_in_short(item: DayItem, today: date) -> str:
    """`12 Mar`, with the year if that is another; an open day that has passed says so, and words stay what they are."""
    if not item.day:
        return f"“{item.said}”" if item.said else "no day"
    day, month, year = day_words(item.day).split()
    short = f"{day} {month[:3]}" + (f" {year}" if int(year) != today.year else "")
    return f"{short} (overdue)" if item.open and item.day < today.isoformat() else short


_SCHEMA = 1
"""The version of the register and of what is due as JSON."""


def put_rows_as_json(name: str, rows: Iterable[Mapping[str, Any]], today: date) -> None:
    """These rows under their name, one a line, with the day that they hold for."""
    encoder = json.JSONEncoder(ensure_ascii=False)
    lines = ",\n".join(f"  {encoder.encode(row)}" for row in rows)
    head = f'{{"schema": {_SCHEMA}, "day": "{today.isoformat()}", "{name}": ['
    put_result(f"{head}\n{lines}\n]}}\n" if lines else f"{head}]}}\n", None, force=False)


def request_as_json(one: Request, today: date) -> dict[str, Any]:
    """One request for `--json`: as in the table, with every day that still stands."""
    cells = _cells(one, today)
    low, high = cells.pop("priority_low"), cells.pop("priority_high")
    for name in ("next_day", "next_due", "next_who"):
        del cells[name]
    empty = {name: value if value != "" else None for name, value in cells.items()}
    priority = {"low": low, "high": high} if low is not None else None
    return {
        **empty,
        "work": one.work,
        "priority": priority,
        "due": [item_as_json(one, item, today) for item in one.due],
    }


def item_as_json(one: Request, item: DayItem, today: date, *, words: bool = True) -> dict[str, Any]:
    """One day for `--json`; without `words` nothing in it is a client's."""
    from orderless.register.days import bucket_of, item_name

    said = {"who": item.who or None, "words": item.words, "said": item.said or None} if words else {}
    return {
        "item": item_name(one.id, item.event),
        "kind": item.kind,
        "about": item.about or None,
        "day": item.day or None,
        "bucket": bucket_of(item, today) if item.open else None,
        "standing": item.standing,
        "first_day": item.first or None,
        **said,
    }


_HEADINGS: Mapping[str, str] = {
    "overdue": "Overdue",
    "this week": "This week, to {end}",
    "later": "Later",
    "no day": "Without a day",
}


def show_due(found: Sequence[tuple[Request, DayItem]], today: date) -> None:
    """What is due under its headings: numbered and as wide as the terminal, or a line each where that is none."""
    from datetime import timedelta

    from orderless.register.days import BUCKETS, bucket_of

    numbered = [(number, *one) for number, one in enumerate(found, 1)]
    letters = _short_ids([one for one, _ in {one.id: (one, 0) for one, _ in found}.values()])
    for bucket in BUCKETS:
        rows = [row for row in numbered if bucket_of(row[2], today) == bucket]
        if not rows:
            continue
        put_result(_HEADINGS[bucket].format(end=weekday_words(today + timedelta(days=6))) + "\n", None, force=False)
        if sys.stdout.isatty():
            _show_numbered(rows, letters, today)
        else:
            put_result("".join(f"  {_due_line(one, item, today)}\n" for _, one, item in rows), None, force=False)


def _due_line(one: Request, item: DayItem, today: date) -> str:
    from orderless.interview.clean import clean
    from orderless.register.days import item_name

    line = f"{_weekday_in_short(item, today)}  {one.title}: {_who_and_what(item)}  {item_name(one.id, item.event)}"
    return " ".join(clean(line).split("\n"))


def _show_numbered(rows: Sequence[tuple[int, Request, DayItem]], letters: Mapping[str, str], today: date) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from orderless.interview.clean import clean

    console = Console(highlight=False)
    ids = max(len(item_in_short(letters, one, item)) for _, one, item in rows)
    rest = max(20, console.width - 4 - 16 - ids - 1)
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_header=False)
    narrow = console.width < _FOR_COLUMNS
    for width in (4, None) if narrow else (4, 15, rest * 2 // 5 - 1, rest - rest * 2 // 5 - 1, ids):
        table.add_column(width=width, overflow="fold")
    for number, one, item in rows:
        day, what, short = _weekday_in_short(item, today), _who_and_what(item), item_in_short(letters, one, item)
        cells = (f"{number:>3}", day, one.title, what, short)
        shown = (cells[0], f"{day}  {short}\n{' '.join(one.title.split())}: {what}") if narrow else cells
        table.add_row(*(Text(clean(cell)) for cell in shown))
    console.print(table)


_FOR_COLUMNS = 70
"""Columns of a terminal: on a narrower one a row is written below its day, and an id is never broken."""


def item_in_short(letters: Mapping[str, str], one: Request, item: DayItem) -> str:
    """`abcd:17`, which is enough to name it."""
    return f"{letters[one.id]}:{item.event}"


def _who_and_what(item: DayItem) -> str:
    """Who owes what; nobody is named for what the consultant owes."""
    first = f" (at first {day_words(item.first)})" if item.first else ""
    return f"{item.who + ': ' if item.who else ''}{item.what}{first}"


def _weekday_in_short(item: DayItem, today: date) -> str:
    """`Fri 5 Mar`, with the year if that is another; words for a day stay what they are."""
    if not item.day:
        return f"“{item.said}”" if item.said else ""
    weekday, day, month, year = weekday_words(item.day).split()
    return f"{weekday[:3]} {day} {month[:3]}" + (f" {year}" if int(year) != today.year else "")
