"""What was said with an answer: what the stakeholder read, and what was expected; for the look back at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from orderless import clock
from orderless.decision.verdict import Verdict
from orderless.documents.expected import expected_of
from orderless.documents.slots import headline
from orderless.documents.wording import day_words, lowered, without_stop
from orderless.documents.words import outcome_of
from orderless.interview.events import Record, fold
from orderless.interview.looks import Expectation, expectations, expected_with

__all__ = ["Said", "said_of"]


class Said(NamedTuple):
    """What was said with an answer, for the consultant. `event` is that of the expectation; 0: nothing was kept.

    `answer` is the headline that the stakeholder read; `words` the expectation, `share` whether they may read it.
    """

    event: int
    day: str
    answer: str
    by: str
    words: str
    share: bool
    sure: str
    tell: str

    @property
    def line(self) -> str:
        """What was expected, on one line."""
        by = f" by {day_words(self.by)}" if self.by else ""
        return f"We expected{by}: {lowered(self.words)}." if self.words else f"We said: “{self.answer}”."

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, a sentence each."""
        written = (
            (
                f"You were: {self.sure}." if self.sure else "You did not say how sure you were.",
                f"It would have shown us wrong: {self.tell}" if self.tell else "",
            )
            if self.event
            else ("No expectation was written down. This is what such an answer means.",)
        )
        return tuple(filter(None, (f"{_on(self.day)}e said: “{self.answer}”.", self.line, *written)))


def _on(day: str) -> str:
    """The beginning of a sentence about us: on this day, if it is known."""
    return f"On {day_words(day)} w" if day else "W"


def said_of(verdict: Verdict, records: Sequence[Record], part: str = "") -> Said:
    """What was said with this answer, as it was kept; where nothing was, what such an answer says will happen."""
    state = verdict.case.state
    kept = expected_with(expectations(records, part), outcome_of(verdict))
    at = clock.day_of((kept.said_on if kept else "") or _answered(records, part) or state.started)
    day = at.isoformat() if at is not None else ""
    answer = without_stop(_sent_title(records) or headline(verdict))
    if kept is not None:
        return _kept(verdict, kept, day, answer)
    begun = clock.day_of(state.started) or at or date.min
    expecting = expected_of(verdict, begun)
    words, share = (expecting.words, expecting.share) if expecting else ("", False)
    by = expecting.looks[-1].day.isoformat() if expecting and begun > date.min else ""
    return Said(0, day, answer, by, without_stop(words), share, "", "")


def _kept(verdict: Verdict, kept: Expectation, day: str, answer: str) -> Said:
    book = verdict.case.knowledge.follow_up
    sure = book.sure.get(kept.sure) if book is not None else None
    told = kept.share and "words" not in kept.typed  # what the consultant typed here was for them alone
    words = without_stop(kept.words)
    return Said(kept.n, day, answer, kept.by, words, told, sure.say if sure else "", kept.tell)


def _answered(records: Sequence[Record], part: str) -> str:
    """When this was wrapped up, first of all."""
    finished = (one for one in records if one["k"] == "finish" and one.get("in", "") == part)
    return next((str(one.get("at", "")) for one in finished), "")


def _sent_title(records: Sequence[Record]) -> str:
    """The title of the page to share, where it was edited."""
    edited = fold(records).wordings.get("summary", {}).get("title")
    return edited.text.strip().lstrip("#").strip() if edited else ""
