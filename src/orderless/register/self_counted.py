"""How one works: what was said of it, what was counted of it, and the one statement that cost most this quarter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from orderless.bank.self_check import MARKS, Counted, Mark, SelfCheckBook, Statement
from orderless.decision.case import Case
from orderless.decision.parts import PartVerdict
from orderless.interview.events import Record, fold, live
from orderless.interview.looks import looks_in
from orderless.register.displaced import Talked, event_day
from orderless.register.portfolio import holds_here

__all__ = ["Held", "Practice", "Row", "Step", "day_of", "quarter_of", "steps_of"]

LAST_REQUESTS = 10
_QUARTER = timedelta(days=92)
_LOOK_DAYS = ("look", "expected", "unsaid", "follow_up", "check_back")
_MOSTLY, _SOMETIMES = 2 / 3, 1 / 3


class Held(NamedTuple):
    """One check that was gone through: its id, its day, its records."""

    id: str
    day: str
    records: Sequence[Record]

    def mark(self, statement: str) -> Mark | None:
        """What was said of a statement."""
        answer = fold(self.records).answers.get(statement)
        key = answer.keys[0] if answer is not None and answer.keys else ""
        return next((mark for mark in MARKS if mark == key), None)

    def words(self, question: str) -> str:
        """The words that were answered to a question."""
        answer = fold(self.records).answers.get(question)
        return answer.value if answer is not None and isinstance(answer.value, str) else ""


class Step(NamedTuple):
    """One small step: of which check and event, for which statement, its words, its day, and what became of it."""

    check: str
    event: int
    statement: str
    words: str
    by: str
    became: str
    """done, not_done or changed; empty while nobody has said."""


class Row(NamedTuple):
    """One statement: what was said, and how often it held of how many in the last ten requests, if that is counted."""

    statement: Statement
    said: Mark | None
    hits: int
    of: int
    cost: int
    """How often it bit in the last quarter."""

    @property
    def counted(self) -> Mark | None:
        """The mark that the count comes to; None where nothing could be counted."""
        if self.statement.counted is None or not self.of:
            return None
        share = self.hits / self.of
        return "mostly" if share >= _MOSTLY else "sometimes" if share >= _SOMETIMES else "not_yet"

    @property
    def mark(self) -> Mark | None:
        """The lower of what was said and what was counted."""
        marks = [one for one in (self.said, self.counted) if one is not None]
        return min(marks, key=list(MARKS).index, default=None)

    @property
    def apart(self) -> bool:
        """Whether something else was said than was counted."""
        return self.said is not None and self.counted not in (None, self.said)


def quarter_of(day: str) -> str:
    """`2027 Q1`."""
    return f"{day[:4]} Q{(int(day[5:7]) + 2) // 3}"


def steps_of(held: Iterable[Held]) -> list[Step]:
    """Every step that was taken on, the first one first, with what became of it."""
    return [step for one in held for step in _steps(one)]


def _steps(held: Held) -> Iterator[Step]:
    counted = live(held.records)
    done = {record.get("of"): str(record.get("became", "done")) for record in counted if record["k"] == "done"}
    moved = {record.get("of"): record.get("day") for record in counted if record["k"] == "move"}
    for record in counted:
        if record["k"] == "commit" and isinstance(record.get("q"), str):
            by = str(moved.get(record["n"]) or record.get("by", ""))
            words, became = str(record.get("what", "")), done.get(record["n"], "")
            yield Step(held.id, record["n"], record["q"], words, by, became)


class Practice:
    """One check, beside what can be counted in the requests, and the checks before it."""

    def __init__(self, held: Sequence[Held], talked: Iterable[Talked], book: SelfCheckBook, today: date) -> None:
        self.held = held
        self.book = book
        self.today = today
        self._talked = sorted(talked, key=lambda one: (one.request.answered_on, one.request.id), reverse=True)

    @cached_property
    def last_requests(self) -> tuple[Talked, ...]:
        """The last ten that were answered, the newest first."""
        return tuple(one for one in self._talked if one.request.answered_on)[:LAST_REQUESTS]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The statements, in the order of the file."""
        last = self.held[-1] if self.held else None
        return tuple(self._row(one, last) for one in self.book.statements)

    def _row(self, statement: Statement, last: Held | None) -> Row:
        counted = statement.counted
        pool = [one for one in self.last_requests if counted is not None and _counts(counted, one, self.today)]
        hits = sum(counted is not None and _holds(counted, one) for one in pool)
        said = last.mark(statement.id) if last is not None else None
        return Row(statement, said, hits, len(pool), self._bites(statement) + len(pool) - hits)

    def _bites(self, statement: Statement) -> int:
        """In how many talks of the last quarter that came to no answer one of its questions had none."""
        since = (self.today - _QUARTER).isoformat()
        recent = [one for one in self._talked if one.request.talked_on >= since]
        return sum(any(_missing(part, statement) for part in one.parts) for one in recent)

    @cached_property
    def lowest(self) -> Row | None:
        """Of the statements with the lowest mark the one that cost most this quarter; None where all is well."""
        if self._lowest_mark in (None, "mostly"):
            return None
        return max((row for row in self.rows if row.mark == self._lowest_mark), key=lambda row: row.cost)

    @property
    def _lowest_mark(self) -> Mark | None:
        marks = [row.mark for row in self.rows if row.mark is not None]
        return min(marks, key=list(MARKS).index, default=None)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every step so far, the first one first."""
        return tuple(steps_of(self.held))

    def step_for(self, row: Row) -> str:
        """The step to offer: a smaller one where this was left undone twice in a row."""
        before = [one.became for one in self.steps if one.statement == row.statement.id and one.became]
        return row.statement.smaller if before[-2:] == ["not_done", "not_done"] else row.statement.step

    @cached_property
    def quarters(self) -> Mapping[str, Held]:
        """The last check of each quarter, the first quarter first."""
        return {quarter_of(one.day): one for one in self.held}

    @cached_property
    def moved(self) -> tuple[Statement, ...]:
        """The statements whose mark is another than in the quarter before."""
        last = list(self.quarters.values())[-2:]
        if len(last) < 2:
            return ()
        before, now = last
        return tuple(one for one in self.book.statements if before.mark(one.id) != now.mark(one.id))


def _counts(counted: Counted, talked: Talked, today: date) -> bool:
    """Whether this request can count at all."""
    if counted.of == "due":
        days = [item.day for item in talked.request.items if item.kind in _LOOK_DAYS and item.day]
        return _looked(talked) or any(day <= today.isoformat() for day in days)
    return counted.of == "all" or talked.request.least.response == counted.of


def _looked(talked: Talked) -> bool:
    return any(one.finished for one in looks_in(talked.records))


def _holds(counted: Counted, talked: Talked) -> bool:
    return (not counted.looked or _looked(talked)) and any(_said(counted, part.verdict.case) for part in talked.parts)


def _said(counted: Counted, case: Case) -> bool:
    answers = case.evidence.answers
    basis = counted.basis is None or any(one.basis == counted.basis for one in answers.values())
    answered = not counted.answered or any(
        one in answers and answers[one].state == "answered" for one in counted.answered
    )
    return basis and answered and (counted.when is None or holds_here(counted.when, case))


def _missing(part: PartVerdict, statement: Statement) -> bool:
    return part.verdict.response == "not_yet" and any(one in part.verdict.unknown for one in statement.bites)


def day_of(records: Sequence[Record]) -> str:
    """The day on which these records begin, in ISO form."""
    return event_day(records[0].get("at")) if records else ""
