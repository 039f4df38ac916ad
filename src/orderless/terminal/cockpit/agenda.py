"""The agenda pane: every question with where it stands, by bank; folded until it fits, the present bank last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from orderless.terminal.cockpit.cells import Row, cut, width_of
from orderless.terminal.cockpit.marks import Marks
from orderless.terminal.cockpit.scene import Bank, Entry

__all__ = ["agenda_rows", "strip"]

_TOUCHED = ("answered", "unknown", "parked")


_Line = tuple[Row, bool]
"""A row, and whether it is the present question."""


class _Part(NamedTuple):
    """A bank on the pane: its heading always, its questions if there is room; `near` to the present one."""

    heading: tuple[_Line, ...]
    lines: tuple[_Line, ...]
    near: int


def agenda_rows(agenda: Sequence[Bank], best: str, width: int, height: int, marks: Marks) -> Sequence[Row]:
    """The pane in at most so many rows. `best` is the id of the question best asked next."""
    parts: Sequence[_Part] = ()
    for shown in _FOLDS:
        parts = _parts(agenda, best, width, marks, shown)
        if sum(len(part.heading) + len(part.lines) for part in parts) <= height:
            break
    return [row for row, _ in _around(_unfolded(parts, height), height)]


def _unfolded(parts: Sequence[_Part], height: int) -> Sequence[_Line]:
    """Headings, and the questions of as many banks as there is room for, the present one and those after it first."""
    room = height - sum(len(part.heading) for part in parts)
    open_: set[int] = set()
    for place in sorted(range(len(parts)), key=lambda place: parts[place].near):
        part = parts[place]
        if len(part.lines) <= room or not part.near or not part.heading:
            open_.add(place)
            room -= len(part.lines)
    return [
        line for place, part in enumerate(parts) for line in (*part.heading, *(part.lines if place in open_ else ()))
    ]


def _around(rows: Sequence[_Line], height: int) -> Sequence[_Line]:
    """So many rows, with the present question in the middle where that can be."""
    here = next((place for place, (_, is_here) in enumerate(rows) if is_here), 0)
    start = max(0, min(here - height // 2, len(rows) - height))
    return rows[start : start + height]


def _all(_entry: Entry, _present: bool) -> bool:
    return True


def _optional_of_present(entry: Entry, present: bool) -> bool:
    return present or entry.status != "may"


def _no_optional(entry: Entry, _present: bool) -> bool:
    return entry.status != "may"


_FOLDS: Sequence[Callable[[Entry, bool], bool]] = (_all, _optional_of_present, _no_optional)
"""What is shown, from all of it to ever less; where that is still too much, whole banks are folded."""


def _parts(
    agenda: Sequence[Bank], best: str, width: int, marks: Marks, shown: Callable[[Entry, bool], bool]
) -> Sequence[_Part]:
    here = next((place for place, bank in enumerate(agenda) if any(entry.here for entry in bank.entries)), 0)
    parts = []
    for place, bank in enumerate(agenda):
        lines = tuple(_lines(bank, best, width, marks, shown, present=place == here))
        counted = any(entry.status in (*_TOUCHED, "must") for entry in bank.entries)
        heading = ((_heading(bank, width), False),) if bank.title and (counted or lines) else ()
        parts.append(_Part(heading, lines, 2 * (place - here) - 1 if place > here else 2 * (here - place)))
    return parts


def _lines(
    bank: Bank, best: str, width: int, marks: Marks, shown: Callable[[Entry, bool], bool], *, present: bool
) -> Iterator[_Line]:
    for entry in bank.entries:
        is_best = entry.id == best
        if entry.here or is_best or (entry.status != "away" and shown(entry, present)):
            yield _row(entry, width, marks, is_best=is_best), entry.here
    away = sum(1 for entry in bank.entries if entry.status == "away" and not entry.here)
    if away and present:
        yield (("", cut(f" {marks.away} {away} not on this path", width)),), False


def _heading(bank: Bank, width: int) -> Row:
    asked = [entry for entry in bank.entries if entry.status in _TOUCHED]
    open_ = [entry for entry in bank.entries if entry.status == "must"]
    many = len(asked) + len(open_)
    count = f" {len(asked)}/{many}" if many else ""
    title = cut(bank.title, max(0, width - width_of(count)))
    return (("bold underline", title), ("", count))


@lru_cache(maxsize=512)
def _row(entry: Entry, width: int, marks: Marks, *, is_best: bool) -> Row:
    mark = marks.here if entry.here else _mark(entry, marks)
    end = f" +{entry.notes}" if entry.notes else ""
    end += f" {marks.best}" if is_best else ""
    begin = f" {mark}{marks.yours if entry.yours else ' '}"
    label = cut(entry.label, max(0, width - width_of(begin) - width_of(end)))
    gap = max(0, width - width_of(begin) - width_of(label) - width_of(end))
    style = "bold" if entry.here or is_best else ""
    return ((style, begin + label), ("", " " * gap), (style, end))


def _mark(entry: Entry, marks: Marks) -> str:
    return str(getattr(marks, entry.status))


def strip(agenda: Sequence[Bank], width: int, marks: Marks) -> str:
    """The agenda in one row: a mark for each question that must be asked or was, around the present one."""
    listed = [entry for bank in agenda for entry in bank.entries if entry.status not in ("may", "away") or entry.here]
    here = next((place for place, entry in enumerate(listed) if entry.here), 0)
    start = max(0, min(here - width // 2, len(listed) - width))
    shown = listed[start : start + width]
    return "".join(marks.here if entry.here else _mark(entry, marks) for entry in shown)
