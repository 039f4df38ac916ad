"""The picture of a portfolio: what is worked on by month, in lanes and against the room there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from orderless.documents.doc import Block, Month, Months
from orderless.english import day_words
from orderless.register.portfolio import Piece, Portfolio, working_days

__all__ = ["pictured"]

_MONTHS = 6


class _Span(NamedTuple):
    """From when to when somebody works on a piece; without an end, for as long as can be seen.

    `late`: it is under way past the end that was said, so its end is today.
    """

    piece: Piece
    start: date
    end: date | None
    late: bool = False


def pictured(portfolio: Portfolio, lanes: Sequence[str]) -> Iterator[Block]:
    """What is worked on in this month and the five that follow, by lane and in all against the room."""
    spans = list(_spans(portfolio))
    if not spans:
        return
    months = _months_from(portfolio.today)
    rows = [
        Month(title, tuple(_working(spans, month, lane) for month in months))
        for lane, title in enumerate(lanes)
        if len(lanes) > 1 and any(one.piece.weight.lane == lane for one in spans)
    ]
    room = "" if portfolio.room is None else f", room for {portfolio.room}"
    every = tuple(_working(spans, month, None) for month in months)
    names = tuple(day_words(month).split()[1][:3] for month in months)
    open_, late = sum(one.end is None for one in spans), sum(one.late for one in spans)
    said = ", ".join(f"{name} {many}" for name, many in zip(names, every, strict=True))
    yield Months(
        "Work by month",
        f"Pieces of work in each month{room}: {said}.",
        names,
        (*rows, Month(f"All{room}", every, portfolio.room)),
        " ".join(filter(None, (_KEY if portfolio.room is not None else "", _endless(open_), _late(late)))),
    )


_KEY = "Hollow: more than there is room for."


def _endless(many: int) -> str:
    if not many:
        return ""
    whose = (
        "One piece has no end that was said, and is"
        if many == 1
        else f"{many} pieces have no end that was said, and are"
    )
    return f"{whose} drawn in every month."


def _late(many: int) -> str:
    if not many:
        return ""
    whose = "One piece was to be done by now, and is" if many == 1 else f"{many} pieces were to be done by now, and are"
    return f"{whose} drawn in this month alone."


def _spans(portfolio: Portfolio) -> Iterator[_Span]:
    for one in portfolio.under_way:
        ready = next((item.day for item in one.request.due if item.kind == "ready" and item.day), "")
        start = date.fromisoformat(one.since)
        counted = working_days(start, one.size) if one.size else None
        end = max(date.fromisoformat(ready), start) if ready else counted
        late = end is not None and end < portfolio.today
        yield _Span(one, start, portfolio.today if late else end, late)
    for one in portfolio.later:
        if one.waits is not None and not one.waits.is_past(portfolio.today):
            start = date.fromisoformat(one.waits.day)
            yield _Span(one, start, working_days(start, one.size or 1))


def _months_from(today: date) -> list[date]:
    first = [today.replace(day=1)]
    while len(first) < _MONTHS:
        first.append((first[-1] + timedelta(days=32)).replace(day=1))
    return first


def _working(spans: Iterable[_Span], month: date, lane: int | None) -> int:
    """How many pieces are worked on in this month: of this lane, or in all."""
    following = (month + timedelta(days=32)).replace(day=1)
    return sum(
        one.start < following and (one.end is None or one.end >= month) and lane in (None, one.piece.weight.lane)
        for one in spans
    )
