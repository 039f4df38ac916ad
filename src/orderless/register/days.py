"""The days that a request stores, as things that are due: until they are done, moved or taken back.

What is due depends on the day one looks; nothing here does, but `bucket_of`, which is told the day.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from orderless.english import lowered
from orderless.interview.events import Record, live
from orderless.interview.looks import unwrapped
from orderless.interview.offered import kind_of

__all__ = [
    "BUCKETS",
    "KINDS",
    "Bucket",
    "DayItem",
    "Kind",
    "Standing",
    "bucket_of",
    "days_of",
    "iso_day",
    "item_name",
    "item_named",
]

Kind = Literal[
    "promise",
    "wanted",
    "facts",
    "answer",
    "ready",
    "condition",
    "meeting",
    "check_back",
    "restart",
    "follow_up",
    "expected",
    "unsaid",
    "look",
    "day",
]

KINDS: Mapping[Kind, str] = {
    "promise": "a promise",
    "wanted": "they want it",
    "facts": "the facts",
    "answer": "our answer",
    "ready": "ready for them",
    "condition": "condition in place",
    "meeting": "meeting",
    "check_back": "check back",
    "restart": "start",
    "follow_up": "follow-up",
    "expected": "what we expect",
    "unsaid": "what we expect (how sure: not said)",
    "look": "look back",
    "day": "a day",
}
"""What each kind of day is called."""

_OF_QUESTION: Mapping[str, Kind] = {
    "facts_by": "facts",
    "answer_date": "answer",
    "ready_date": "ready",
    "condition_date": "condition",
    "session_date": "meeting",
    "meet_date": "meeting",
    "check_back_date": "check_back",
    "start_date": "restart",
    "follow_up_date": "follow_up",
}
_OURSELVES = frozenset({"i", "me", "myself", "us", "we", "ourselves"})
"""Who promises when the consultant does."""
_OWED_BY: Mapping[Kind, str] = {"facts": "facts_from", "condition": "condition_owner"}
"""The question that says who owes it; what nobody else does is the consultant's own."""

Standing = Literal["open", "done", "gone"]
"""Gone: another day stands in its place, or what named it was taken back."""


class DayItem(NamedTuple):
    """A day that event number `event` of a request named. `<request id>:<event>` names it for good.

    `who` owes it, empty for the consultant; `words` say what is due. Both, and `said`, may be a client's words.
    """

    event: int
    kind: Kind
    day: str
    """In ISO form; empty where the words name no day that can be read."""
    said: str
    """The words for the day, where they are no date; else empty."""
    who: str
    words: str
    part: str
    """The id of the part that it is for; empty for the whole order."""
    standing: Standing
    first: str
    """The day it had at first, if it was moved; else empty."""
    about: str = ""
    """What the question is about that named it, or what the look asks: words of the knowledge, and nobody's else."""

    @property
    def open(self) -> bool:
        """Whether it is still due."""
        return self.standing == "open"

    @property
    def what(self) -> str:
        """What is due, in a few words: those of a promise as it was made, else what kind of day it is."""
        match self.kind:
            case "promise":
                return self.words
            case "day" if self.about:
                return lowered(self.about)
            case "look" | "expected" if self.about:
                return f"{KINDS['look']}: {self.about}"
            case "unsaid" if self.about:
                return f"{KINDS['look']}: {self.about} (how sure: not said)"
            case "restart" if not (self.day or self.said):
                return f"{KINDS['restart']}, and from which day"
        return KINDS[self.kind]


Bucket = Literal["overdue", "this week", "later", "no day"]
BUCKETS: tuple[Bucket, ...] = ("overdue", "this week", "later", "no day")


def bucket_of(item: DayItem, today: date) -> Bucket:
    """Where it stands in the list of what is due on this day. This week is that day and the six after it."""
    if not item.day:
        return "no day"
    first, last = _week_from(today)
    return "overdue" if item.day < first else "this week" if item.day <= last else "later"


@cache
def _week_from(day: date) -> tuple[str, str]:
    return day.isoformat(), (day + timedelta(days=6)).isoformat()


def item_name(request: str, event: int) -> str:
    """What a day is called where it is done or moved, and in a calendar: `2027-03-01-abcd:17`."""
    return f"{request}:{event}"


def item_named(typed: str) -> tuple[str, int] | None:
    """The request, as it was typed, and the number of the event; None for what names no day."""
    request, colon, event = typed.strip().rpartition(":")
    return (
        (request, int(event)) if colon and request and event.isascii() and event.isdigit() and len(event) < 10 else None
    )


def iso_day(value: object) -> str:
    """The day in ISO form, or nothing if it is none."""
    try:
        return date.fromisoformat(value.strip()).isoformat() if isinstance(value, str) else ""
    except ValueError:
        return ""


def days_of(
    records: Iterable[Record], questions: Mapping[str, str], answers: Mapping[str, str], *, waits: bool = False
) -> list[DayItem]:
    """Every day that these records store, in the order of the events that named them.

    `questions` are the labels of all questions that are answered with a day; `answers` the words of the answers that
    may say who owes it, by question. `waits`: the answer was *later*, which needs a day. Where none stands, one without
    a day does, named by the event with which the talk was first wrapped up.
    """
    plain = (_of_a_look(record) if record["k"] == "look" else record for record in records)
    kept = [record for record in plain if record is not None]
    counted = live(kept)
    found = _Days(questions, answers, _waiting(counted, waits=waits))
    for record in counted:
        found.take(record)
    still = {id(record) for record in counted}
    return found.items(gone=[record for record in kept if id(record) not in still])


def _waiting(counted: Sequence[Record], *, waits: bool) -> frozenset[int]:
    """The events of wrapping up that stand for a day to begin on: one that was named since, or is still to be."""
    ends = [record["n"] for record in counted if record["k"] == "finish"]
    named = {record["of"] for record in counted if record["k"] == "move" and isinstance(record.get("of"), int)}
    return frozenset((*(ends[:1] if waits else ()), *named.intersection(ends)))


class _Days:
    """The items by the number of their event, as one record after the other changes them."""

    def __init__(self, questions: Mapping[str, str], answers: Mapping[str, str], waiting: Container[int]) -> None:
        self._questions = questions
        self._answers = answers
        self._waiting = waiting
        self._items: dict[int, DayItem] = {}
        self._of_place: dict[tuple[str, str], int] = {}
        """The item that stands for a question in a part, or for the request itself."""
        self._dropped: dict[str, bool] = {}

    def take(self, record: Record) -> None:
        """What this record names or changes."""
        made = self._made(record)
        place = self._place(record)
        if place is not None:
            self._end(self._of_place.pop(place, -1), "gone")
        if made is not None:
            self._items[made.event] = made
            if place is not None:
                self._of_place[place] = made.event
        else:
            self._change(record)

    def items(self, gone: Sequence[Record]) -> list[DayItem]:
        """All of them; those that only a record which was undone named are there too, as gone."""
        for record in gone:
            made = self._made(record)
            if made is not None and made.event not in self._items:
                self._items[made.event] = made._replace(standing="gone")
        dropped = {part for part, is_so in self._dropped.items() if is_so}
        found = [
            item._replace(standing="gone") if item.part in dropped else item
            for item in sorted(self._items.values(), key=lambda item: item.event)
        ]
        said = any(item.open and item.kind == "restart" and item.event not in self._waiting for item in found)
        return [
            item._replace(standing="gone") if said and item.event in self._waiting and not item.day else item
            for item in found
        ]

    def _made(self, record: Record) -> DayItem | None:
        """The item that this record names a day with."""
        match kind_of(record):
            case "commit":
                words = _text(record, "what")
                return _item(record, "promise", _text(record, "by"), _owner(_text(record, "who")), words)
            case "answer" if _text(record, "q") in self._questions and record.get("state", "answered") == "answered":
                question = _text(record, "q")
                kind = _OF_QUESTION.get(question, "day")
                who = self._answers.get(_OWED_BY.get(kind, ""), "")
                heading = self._questions[question]
                return _item(record, kind, str(record.get("value") or ""), who, heading)._replace(about=heading)
            case "asked" if _text(record, "wanted_by"):
                return _item(record, "wanted", _text(record, "wanted_by"), "", KINDS["wanted"])
            case "move" if "of" not in record:
                return _item(record, "restart", _text(record, "day"), "", _text(record, "reason") or KINDS["restart"])
            case "expect":
                return _expected(record)
            case "finish" if record["n"] in self._waiting:
                return _item(record, "restart", "", "", KINDS["restart"])._replace(part="")
        return None

    def _place(self, record: Record) -> tuple[str, str] | None:
        """Where a new day takes the place of the one before, or one is taken away."""
        kind = kind_of(record)
        if kind in ("answer", "park", "clear") and _text(record, "q") in self._questions:
            return _text(record, "in"), _text(record, "q")
        if kind == "asked":
            return "", "=asked"
        if kind == "expect":
            return _text(record, "in"), f"=expect {_text(record, 'look')}"
        if kind in ("move", "begin", "done", "close", "asked_again") and "of" not in record:
            return "", "=move"
        return None

    def _change(self, record: Record) -> None:
        of = record.get("of")
        item = self._items.get(of) if isinstance(of, int) else None
        match record["k"]:
            case "set" if _text(record, "field") == "wanted_by":
                self._wanted(record)
            case "part" if _text(record, "id") and "rename" not in record:
                self._dropped[_text(record, "id")] = record.get("drop") is True
            case "edit" if item is not None and item.kind == "promise":
                self._edit(item, record)
            case "done" if item is not None:
                self._end(item.event, "done")
            case "move" if item is not None:
                self._put(item.event, _text(record, "day"))

    def _wanted(self, record: Record) -> None:
        typed, place = _text(record, "value"), ("", "=asked")
        if not typed:
            self._end(self._of_place.pop(place, -1), "gone")
        elif place in self._of_place:
            self._put(self._of_place[place], typed)
        else:
            self._items[record["n"]] = _item(record, "wanted", typed, "", KINDS["wanted"])
            self._of_place[place] = record["n"]

    def _edit(self, item: DayItem, record: Record) -> None:
        who = _owner(_text(record, "who")) if _text(record, "who") else item.who
        what = _text(record, "what") or item.words
        part = _text(record, "to") if "to" in record else item.part
        self._items[item.event] = item._replace(who=who, words=what, part=part)
        if record.get("delete"):
            self._end(item.event, "gone")
        elif "by" in record:
            self._put(item.event, _text(record, "by"), moved=False)

    def _put(self, event: int, typed: str, *, moved: bool = True) -> None:
        """It is due on another day, and so it is due."""
        item = self._items.get(event)
        if item is None or item.standing == "gone":
            return
        day = iso_day(typed)
        first = item.first or item.day if moved or not day else item.first
        self._items[event] = item._replace(day=day, said="" if day else typed, standing="open", first=first)

    def _end(self, event: int, standing: Standing) -> None:
        item = self._items.get(event)
        if item is not None and item.standing != "gone":
            self._items[event] = item._replace(standing=standing)


def _expected(record: Record) -> DayItem:
    """A look that was planned. The last says what is expected; where nobody said how sure, that stands there."""
    words = _text(record, "words") or _text(record, "measure")
    kind: Kind = "look" if not words else "expected" if _text(record, "sure") else "unsaid"
    title = _text(record, "title")
    asks = " ".join(filter(None, (title, words)))
    return _item(record, kind, _text(record, "by"), "", asks or KINDS[kind])._replace(about=title)


def _of_a_look(record: Record) -> Record | None:
    """What a look back does to the days of its request: its promises are promises, and all else is its own."""
    inner = unwrapped(record)
    return {**inner, "in": _text(record, "in")} if inner["k"] in ("commit", "edit") else None


def _owner(who: str) -> str:
    return "" if who.strip().casefold() in _OURSELVES else who


def _item(record: Record, kind: Kind, typed: str, who: str, words: str) -> DayItem:
    day = iso_day(typed)
    return DayItem(record["n"], kind, day, "" if day else typed, who, words, _text(record, "in"), "open", "")


def _text(record: Record, key: str) -> str:
    value = record.get(key, "")
    return value if isinstance(value, str) else ""
