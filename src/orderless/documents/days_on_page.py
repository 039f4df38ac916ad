"""The days on a document that cannot be kept as they stand: one before another that it needs, or already past.

Only days that stand on this very document count, and of their order only what the knowledge says: that something is
ready before somebody asks how it went, or figures are there when people meet over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from orderless.bank.replies import DayOrder
from orderless.decision.verdict import Verdict
from orderless.documents.by_when import day_to_be_through, ready_day
from orderless.documents.doc import Doc
from orderless.documents.heard import may_be_named
from orderless.documents.names import words_in
from orderless.documents.page_text import PageText
from orderless.documents.pre_share import Found
from orderless.documents.wording import day_words, one_line, title_of, without_stop
from orderless.documents.words import READY
from orderless.english import weekday_words
from orderless.interview.answers import Commitment

__all__ = ["days_that_do_not_fit"]

_DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2,8} \d{4}")
_SLOT = re.compile(r"\{([a-z]+)\}")
_SATURDAY = 5
_YEARS_AHEAD = 9
"""Within so many years there is a 29 February again."""


class _Dated(NamedTuple):
    """A day on the page: what it is of, as it is said, and how a line begins that sets it."""

    day: date
    called: str
    line: str

    def moved(self, day: date) -> str:
        """The line that moves it to this day."""
        return f"{self.line} {day_words(day).lower()}"


class _Promised(NamedTuple):
    """A promise on the page whose day can be counted."""

    dated: _Dated
    words: frozenset[str]


def days_that_do_not_fit(verdict: Verdict, doc: Doc, today: date) -> tuple[Found, ...]:
    """The days on this document that are before `today` or out of order, each with the line that mends it."""
    page = PageText(doc)
    shown = frozenset(_DAY.findall(page.text))
    days = {name: dated for name, dated in _answered(verdict) if day_words(dated.day) in shown}
    promises = [one for one in _promised(verdict, page) if day_words(one.dated.day) in shown]
    past = _past([*days.values(), *(one.dated for one in promises)], today)
    rows = verdict.case.knowledge.replies.order_of_days
    return (*past, *_too_late(verdict, days), *(found for row in rows for found in _out_of_order(row, days, promises)))


def _answered(verdict: Verdict) -> Iterator[tuple[str, _Dated]]:
    case = verdict.case
    for name, answer in case.evidence.answers.items():
        if may_be_named(case.knowledge, name) and case.knowledge.questions[name].kind.agreed:
            day = _day(str(answer.value))
            if day is not None:
                yield name, _Dated(day, title_of(case.knowledge.questions[name]), f"@{name}")


def _promised(verdict: Verdict, page: PageText) -> Iterator[_Promised]:
    for place, one in enumerate(verdict.case.state.commitments, 1):
        day = _day(one.by)
        if one.shared and day is not None and page.has(one.what):
            words = frozenset(word.casefold() for word in words_in(one.what))
            yield _Promised(_Dated(day, _said(one), f"{place} by"), words)


def _said(promise: Commitment) -> str:
    return f"{one_line(promise.who)}: {without_stop(one_line(promise.what))}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _past(days: list[_Dated], today: date) -> Iterator[Found]:
    for dated in days:
        if dated.day < today:
            said = (
                f"{dated.called}: {weekday_words(dated.day)} is past on the day of this document, {day_words(today)}."
            )
            yield Found("days", said, "", mend=_typed(dated, _again(dated.day, today)))


def _too_late(verdict: Verdict, days: Mapping[str, _Dated]) -> Iterator[Found]:
    """A day on which it is ready that is after the one by which people must be through with it."""
    ready = days.get(verdict.case.knowledge.replies.slots[READY].question or "") if ready_day(verdict) else None
    through = day_to_be_through(verdict)
    if ready is not None and through is not None and ready.day > through:
        said = f"It is to be ready on {weekday_words(ready.day)}, but people are to be through with it by "
        yield Found("days", f"{said}{weekday_words(through)}.", "", mend=ready.moved(through))


def _again(day: date, today: date) -> date:
    """The next day of this name: what is past was mostly typed with the wrong year."""
    for year in range(today.year, today.year + _YEARS_AHEAD):
        try:
            again = day.replace(year=year)
        except ValueError:
            continue
        if again >= today:
            return again
    return today


def _out_of_order(row: DayOrder, days: Mapping[str, _Dated], promises: list[_Promised]) -> Iterator[Found]:
    """The later days of this row that are before its first, or before a promise that it speaks of."""
    firsts = [days[row.first]] if row.first is not None and row.first in days else []
    firsts += [one.dated for one in promises if _speaks_of(one, row.promised)]
    for first in firsts:
        for name in row.then:
            if name in days and days[name].day < _earliest(row, first.day):
                yield _found(row, first, days[name])


def _earliest(row: DayOrder, first: date) -> date:
    """The first day that will do: this one, or the next working day after it."""
    day = first
    while row.later and (day == first or day.weekday() >= _SATURDAY):
        day += timedelta(days=1)
    return day


def _found(row: DayOrder, first: _Dated, then: _Dated) -> Found:
    slots = {
        "first": weekday_words(first.day),
        "then": weekday_words(then.day),
        "called": then.called,
        "promise": first.called,
    }
    mend = _typed(then, _earliest(row, first.day))
    if row.promised:
        mend += f", or {_typed(first, then.day)}"
    return Found("days", _SLOT.sub(lambda slot: slots[slot[1]], row.say), "", mend=mend)


def _speaks_of(promise: _Promised, words: tuple[str, ...]) -> bool:
    whole = promise.words.intersection(words)
    begun = tuple(word.removesuffix("*") for word in words if word.endswith("*"))
    return bool(whole) or any(word.startswith(begun) for word in promise.words)


def _typed(dated: _Dated, day: date) -> str:
    """The line to type, and where, if not anywhere."""
    return dated.moved(day) if dated.line.startswith("@") else f"{dated.moved(day)} (at the promises, :end goes there)"
