"""A look back at an answer: an interview over the questions of follow_up.yaml, kept in the journal of the request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from orderless.bank.follow_up import FollowUpBook, look_knowledge
from orderless.bank.knowledge import Knowledge
from orderless.decision.decide import decide
from orderless.decision.parts import PartVerdict
from orderless.decision.verdict import Verdict
from orderless.documents.expected import said
from orderless.documents.followup import came_to
from orderless.documents.said_then import Said, said_of
from orderless.documents.words import outcome_of
from orderless.interview.answers import Answer
from orderless.interview.events import Record, answer_record, fold
from orderless.interview.looks import Look, entered_in, expectations, looks_in, wrapped
from orderless.interview.overlay import to_decide
from orderless.interview.versions import schema_of, version_of, with_its_version
from orderless.register.days import DayItem, iso_day
from orderless.register.fold import request_of
from orderless.session.hints import NOT_IN_A_LOOK
from orderless.session.outlook import Outlook, OwnOutlook, Picture
from orderless.session.recorder import Recorder, Records
from orderless.storage.draft import Draft

__all__ = ["LookRecorder", "begin_look"]

_SEEN_BY_A_LOOK = ("look", "expected", "unsaid", "follow_up", "check_back")
"""The kinds of days that a look is what was due on."""


class _Wrapped:
    """The records of one look in the journal of its request."""

    def __init__(self, kept: Records, number: int, part: str) -> None:
        self._kept = kept
        self.number = number
        self.part = part
        self._version = version_of(kept.records)
        self.records: list[Record] = entered_in(kept.records, number)

    def append(self, record: Mapping[str, object]) -> int:
        """Keep one, and return its number. Raises CannotDo."""
        outer = wrapped(record, self.number, self.part)
        *before, _ = with_its_version(outer, self._version, {})
        for start in before:
            self._kept.append({**start, "at": record["at"]})
        self._version = max(self._version, schema_of(outer))
        n = self._kept.append(outer)
        self.records.append({"n": n, **record})
        return n


class _Seen(NamedTuple):
    """What a look comes to, in the words of its rule."""

    verdict: Verdict
    book: FollowUpBook

    @property
    def name(self) -> str:
        """The reading, in a few words."""
        return self.book.readings[self.verdict.outcome].name

    @property
    def said(self) -> str:
        """It in a sentence or two; only its name as long as nothing can be said."""
        return f"{self.name}. {self.verdict.rule.because}" if self.read else f"{self.name}."

    @property
    def read(self) -> bool:
        """Whether a rule reads what was answered; the last of them always holds."""
        return self.verdict.place < len(self.verdict.case.knowledge.decision.rules) - 1

    @property
    def begun(self) -> bool:
        """Whether anything was answered that a rule could read."""
        return bool(self.verdict.case.evidence.facts)


class _LookOutlook(OwnOutlook):
    """What the answers of a look come to, beside what was said."""

    def __init__(self, verdict: Verdict, said: Said) -> None:
        super().__init__(verdict)
        assert verdict.case.knowledge.follow_up is not None, "a look is held over follow_up.yaml"
        self._seen = _Seen(verdict, verdict.case.knowledge.follow_up)
        self._said = said

    @cached_property
    def standing(self) -> str:
        """What it comes to so far; before that, what was expected."""
        return self._seen.said if self._seen.begun else self._said.line

    @cached_property
    def picture(self) -> Picture:
        """What was expected, and what it comes to so far."""
        read = self._seen.read
        return Picture(
            headline=self._seen.name if read else "looking back",
            title=self.verdict.rule.because if read else self._said.line,
            confidence="",
            leaning="",
            because="\n".join(line for line in self._said.lines if read or line != self._said.line),
            urgent="",
            causes=(),
            missing=(),
            clashes=(),
        )

    @cached_property
    def why(self) -> tuple[str, ...]:
        """What was said, and what it comes to so far, a sentence each."""
        return (*self._said.lines, self._seen.said)


_SOON = timedelta(days=14)
"""A look is held so long before the day that was agreed for it, at most; two weeks are the shortest time between
two looks."""


def _held(look: Look) -> str:
    """The day on which it was looked, in ISO form: as it was said, else as it was begun."""
    return iso_day(look.looked_on) or iso_day(look.day) or date.min.isoformat()


def _newest(records: Sequence[Record], part: str) -> Look | None:
    """The newest finished look at this part."""
    return next((look for look in reversed(looks_in(records, part)) if look.finished), None)


def _seen_by(due: Sequence[DayItem], held: str, keep: int | None) -> list[DayItem]:
    """Of these days those that a look on this day was for. `keep`: but the last, which is this event or the latest."""
    until = (min(date.fromisoformat(held), date.max - _SOON) + _SOON).isoformat()
    seen = [one for one in due if one.day <= until]
    if keep is None or not seen:
        return seen
    kept = keep if any(one.event == keep for one in due) else seen[-1].event
    return [one for one in seen if one.event != kept]


class LookRecorder(Recorder):
    """One look at the answer to a part of a request. `said` is what was said then.

    `journal` is that of the request, and `talk` the answer to the part, with the knowledge it was given with.
    """

    ends_with = "the page"
    not_here = NOT_IN_A_LOOK

    def __init__(
        self, journal: Records, session: str, talk: PartVerdict, number: int, *, draft: Draft | None = None
    ) -> None:
        self.said = said_of(talk.verdict, journal.records, talk.id)
        self._journal = journal
        self.talk = talk
        knowledge = look_knowledge(talk.verdict.case.knowledge, outcome_of(talk.verdict), dict(_asked(talk.verdict)))
        super().__init__(knowledge, _Wrapped(journal, number, talk.id), session=session, draft=draft)
        self.look = number

    @property
    def outlook(self) -> Outlook:
        """What the answers come to; read once for each state."""
        if self._outlook is None:
            self._outlook = _LookOutlook(decide(self.knowledge, self.state), self.said)
        return self._outlook

    @property
    def request_records(self) -> Sequence[Record]:
        """All records of the request, those of the talk and of every look."""
        return self._journal.records

    @property
    def request_knowledge(self) -> Knowledge:
        """The knowledge that the answer was given with."""
        return self.talk.verdict.case.knowledge

    @property
    def name(self) -> str:
        """The name of the part that is looked at; empty for the whole order."""
        return self.talk.name

    def begin(self, today: date) -> None:
        """Keep what it is that is looked at, on which day, and what of it the talk knows already. Raises CannotDo."""
        pinned = {"k": "start", "schema": schema_of({"k": "look"}), "knowledge": dict(self.knowledge.pinned)}
        self.add({**pinned, "day": today.isoformat(), "expected": self.said.event})
        for question, answer in self._taken():
            self.add({**answer_record(question, answer), "from": ""})

    def _taken(self) -> Sequence[tuple[str, Answer]]:
        book, case = self.knowledge.follow_up, self.talk.verdict.case
        takes = book.takes if book is not None else {}
        return [
            (here, case.evidence.answers[there]._replace(note="", quote="", causes=(), who="", source="", day=""))
            for here, there in takes.items()
            if there in case.evidence.answers and here in self.knowledge.questions
        ]

    def finish(self, at: str | None = None, part: str | None = None) -> None:
        """Keep what the look came to, and that what was due by its day is done. Raises CannotDo."""
        del part
        verdict, book = self.outlook.verdict, self.knowledge.follow_up
        reading = book.readings[verdict.outcome] if book is not None else None
        came = {"reading": verdict.outcome, "rule": verdict.rule.id}
        counts = {"counts": reading.counts} if reading is not None and reading.counts else {}
        heard = {"came": came_to(verdict)}
        self.add({"k": "finish", "count": len(self.records) + 1, **came, **counts, **heard}, at)
        self._tick(again=reading is not None and reading.again)

    def _tick(self, *, again: bool) -> None:
        """Mark the days done that this look was for: those up to its day, and soon after; `again` keeps the last.

        Where nothing is expected in words, the last is the last day that was agreed. A look that is held long before
        its day is another look, and the day stays due. A day of the whole order is done where the whole order is looked
        at, or else with the look at the last of its parts.
        """
        records = self._journal.records
        request = request_of(self.session or "", records, self.talk.verdict.case.knowledge)
        due = [one for one in request.due if one.kind in _SEEN_BY_A_LOOK and one.day]
        last = max((one.n for one in expectations(records, self.talk.id)[-1:]), default=0)
        mine = next(look for look in looks_in(records) if look.number == self.look)
        done = _seen_by([one for one in due if one.part == self.talk.id], _held(mine), last if again else None)
        newest = [_newest(records, part) for part in to_decide(fold(records))]
        whole = [one for one in due if not one.part]
        if all(look is not None and look.part for look in newest):
            each = [look for look in newest if look is not None]
            once_more = any(self._again(look) for look in each)
            done += _seen_by(whole, min(map(_held, each)), 0 if once_more else None)
        for item in done:
            self._journal.append({"k": "done", "of": item.event, "at": self.records[-1]["at"]})

    def _again(self, look: Look) -> bool:
        """Whether it has to be looked at again."""
        book = self.knowledge.follow_up
        reading = book.readings.get(look.reading) if book is not None else None
        return reading is not None and reading.again

    @property
    def going_on(self) -> str:
        """The command that goes on with it."""
        return f"orderless followup {self.session}"

    def _whole_journal(self) -> Records:
        return self._journal

    def _go_on_in(self, journal: Records) -> None:
        self._journal = journal
        self._kept = _Wrapped(journal, self.look or 0, self.talk.id)

    @property
    def goes_on_with(self) -> str:
        """The command that goes on with the look."""
        return f"orderless followup {self.session}"

    @property
    def made_with(self) -> Knowledge:
        """The knowledge that the session is made with: that of the talk."""
        return self.talk.verdict.case.knowledge

    def as_json(self) -> dict[str, Any]:
        """What the look came to so far."""
        return {"reading": self.outlook.outcome}


def _asked(verdict: Verdict) -> Sequence[tuple[str, str]]:
    """The questions that are put with words of the talk: as for this outcome, else as for all."""
    book = verdict.case.knowledge.follow_up
    assert book is not None, "a look is held over follow_up.yaml"
    expected = book.expected.get(outcome_of(verdict))
    ways = {**book.asks, **(expected.asks if expected is not None else {})}
    asked = ((question, said(verdict, each)) for question, each in ways.items())
    return [(question, words) for question, words in asked if words]


def begin_look(
    journal: Records, session: str, talk: PartVerdict, today: date, *, draft: Draft | None = None
) -> LookRecorder:
    """The look at this part that was left unfinished, or a new one. Raises CannotDo if it cannot be kept."""
    looks = looks_in(journal.records)
    left = next((look for look in reversed(looks) if look.part == talk.id and not look.finished), None)
    if left is not None:
        return LookRecorder(journal, session, talk, left.number, draft=draft)
    recorder = LookRecorder(journal, session, talk, max((look.number for look in looks), default=0) + 1, draft=draft)
    recorder.begin(today)
    return recorder
