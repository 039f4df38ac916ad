"""By when something is ready, said beside the day by which people must be through with it, where one was named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from orderless import clock
from orderless.bank.answer_types.typed_days import iso_day, month_and_day
from orderless.decision.verdict import Verdict
from orderless.documents.findings import findings
from orderless.documents.heard import may_be_named, ticked
from orderless.documents.role_answers import request_words
from orderless.documents.wording import day_words
from orderless.documents.words import READY

__all__ = ["day_to_be_through", "ready_by_words", "ready_day", "ready_words"]

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_TH = r"(?:st|nd|rd|th)?"
_DAY = rf"(?:the )?(\d{{1,2}}{_TH}(?: of)? {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}{_TH}(?:,? \d{{4}})?)\b"
_BY = r"(?:by|before|until|till|no later than|not later than)"
_DUE = re.compile(
    rf"\b(?:due(?: on)?|(?:run|expire|end|lapse)s?(?: out)? on|valid until) {_DAY}"
    rf"|\b(?:due|done|finished|completed|trained|through)\b[^.;:]{{0,80}}?\b{_BY} {_DAY}",
    re.IGNORECASE,
)
_WANTED = re.compile(rf"\b{_BY} {_DAY}", re.IGNORECASE)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:answers?|books?|calls?|chooses?|decides?|forwards?|hears?|knows?|orders?|pays?|quotes?|registers?|reopens?"
    r"|replies|reply|sends?|settles?|signs?|tells?)(?: \w+){0,4} $",
    re.IGNORECASE,
)
"""What is before such a day and makes it the day of something else: `book by 11 December`."""


def day_to_be_through(verdict: Verdict) -> date | None:
    """The day that was named by which people must be through with it; None where none was.

    It stands in what may be shared: first in what was told of the date and of the rule, then in the request. What is
    due by a day goes before what is merely to come by one.
    """
    said = (verdict.case.state.started, *(answer.at for answer in verdict.case.evidence.answers.values()))
    started = next((day for at in said if at and (day := clock.day_of(at)) is not None), None)
    if started is None:
        return None
    texts = tuple(_texts(verdict))
    days = (_read(found, started) for look in (_due_in, _wanted_in) for text in texts for found in look(text))
    return next((day for day in days if day is not None), None)


def _due_in(text: str) -> Iterator[str]:
    yield from (match[1] or match[2] for match in _DUE.finditer(text))


def _wanted_in(text: str) -> Iterator[str]:
    for match in _WANTED.finditer(text):
        if not _OF_SOMETHING_ELSE.search(text[: match.start()]):
            yield match[1]


def _texts(verdict: Verdict) -> Iterator[str]:
    told = (*(one.note for one in findings(verdict)), *ticked(verdict, "note"), *ticked(verdict, "quote"))
    for question in verdict.case.knowledge.replies.page.through:
        yield from (note.text for note in told if note.question == question)
    yield request_words(verdict)


def _read(text: str, today: date) -> date | None:
    return month_and_day(" ".join(text.casefold().replace(" of ", " ").split()), today)


def ready_day(verdict: Verdict) -> date | None:
    """The day on which it is ready, as it was promised."""
    slot = verdict.case.knowledge.replies.slots.get(READY)
    question = slot.question if slot else None
    answer = verdict.case.evidence.answers.get(question or "")
    if answer is None or question is None or not may_be_named(verdict.case.knowledge, question):
        return None
    return iso_day(str(answer.value))


def ready_words(verdict: Verdict) -> str | None:
    """By when it is ready, in a sentence without its stop; None where no day is known.

    A day that is both is the one by which people are through with it; a later one says so.
    """
    ready, through = ready_day(verdict), day_to_be_through(verdict)
    if ready is None:
        return None
    if through is None:
        return f"It will be ready by {day_words(ready)}"
    if ready == through:
        return f"It will be there in time for people to be through with it by {day_words(through)}"
    if ready < through:
        return f"It will be ready by {day_words(ready)}, for people to be through with it by {day_words(through)}"
    return f"It will be ready by {day_words(ready)}, which is later than the day that was named, {day_words(through)}"


def ready_by_words(verdict: Verdict) -> str | None:
    """The same beside a step."""
    ready, through = ready_day(verdict), day_to_be_through(verdict)
    if ready is None:
        return None
    if through is None:
        return f"By {day_words(ready)}"
    if ready == through:
        return f"With people through with it by {day_words(through)}"
    if ready < through:
        return f"By {day_words(ready)}, with people through with it by {day_words(through)}"
    return f"By {day_words(ready)}; the day that was named is {day_words(through)}"
