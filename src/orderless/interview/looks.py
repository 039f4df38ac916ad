"""What was expected of an answer, and the looks back at it, as events in the journal of the request.

What is entered in a look is the event that it would be in a talk, wrapped: `k` is `look`, `does` its kind, `look` the
number of the look. So a talk sees nothing of a look, and no look sees another's.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from orderless import clock
from orderless.interview.events import Record, live, of_the_talk

__all__ = [
    "Expectation",
    "Look",
    "entered_in",
    "expectations",
    "expected_with",
    "last_undoable",
    "looks_in",
    "of_a_look",
    "unwrapped",
    "wrapped",
]

_OUTER = ("look", "does", "in", "crc")


class Expectation(NamedTuple):
    """One look that was planned with the decision; the last of them says what is expected.

    `by` is its day in ISO form. `sure` is the id of a degree, empty where it was not said; so with `tell`, which says
    what would show that we had it wrong. `typed` are the fields that the consultant typed. `outcome` is the answer that
    it was said with: of another answer nothing is expected yet.
    """

    n: int
    look: str
    by: str
    words: str = ""
    sure: str = ""
    tell: str = ""
    because: str = ""
    share: bool = True
    typed: tuple[str, ...] = ()
    outcome: str = ""
    said_on: str = ""
    """When it was kept, as the journal has it (UTC)."""


class Look(NamedTuple):
    """One look back, which may not be finished. `records` are its events, as those of a talk would be.

    `reading` is what it came to by which `rule`, and `counts` as what that counts. `heard`, `number_today` and
    `looked_on` are that as the stakeholder reads it. All are empty where there is nothing, or it was not kept.
    """

    number: int
    part: str
    day: str
    """The day on which it was begun, in ISO form."""
    expected: int
    """The number of the event of the expectation that it looks at; 0 where nothing was written down."""
    records: tuple[Record, ...]
    finished: bool
    reading: str
    counts: str
    rule: str = ""
    heard: str = ""
    number_today: str = ""
    looked_on: str = ""


def expectations(records: Iterable[Record], part: str = "") -> tuple[Expectation, ...]:
    """The looks that were planned for this part, in the order of their days; each as it was said last."""
    planned: dict[str, Expectation] = {}
    for record in live(records):
        if record["k"] == "expect" and _text(record, "in") == part:
            planned[_text(record, "look")] = _expectation(record)
        elif record["k"] == "move" and _text(record, "day"):
            moved = (name for name, one in planned.items() if one.n == record.get("of"))
            planned |= {name: planned[name]._replace(by=_text(record, "day")) for name in moved}
    return tuple(sorted(planned.values(), key=lambda one: one.by))


def expected_with(planned: Iterable[Expectation], outcome: str) -> Expectation | None:
    """What is expected of this answer, as it was said last; None where another answer was given when it was said."""
    said = (one for one in reversed(tuple(planned)) if one.words)
    kept = next(said, None)
    return kept if kept is not None and kept.outcome in ("", outcome) else None


def of_a_look(record: Record) -> bool:
    """Whether it was entered in a look back."""
    return record["k"] == "look" or (record["k"] == "undo" and "look" in record)


def last_undoable(records: Iterable[Record]) -> Record | None:
    """The newest event that an undo in a talk would take back: one of the talk, or what was expected at its end.

    What somebody has looked back at is expected for good.
    """
    kept = list(records)
    looked = {_text(record, "in") for record in kept if record["k"] == "look"}
    return next((record for record in reversed(live(kept)) if _can_be_undone(record, looked)), None)


def _can_be_undone(record: Record, looked: Container[str]) -> bool:
    if record["k"] == "expect":
        return _text(record, "in") not in looked
    return of_the_talk(record) and record["k"] not in ("start", "finish")


def _expectation(record: Record) -> Expectation:
    typed = record.get("typed", ())
    return Expectation(
        n=record["n"],
        **{name: _text(record, name) for name in ("look", "by", "words", "sure", "tell", "because", "outcome")},
        share=record.get("share", True) is True,
        typed=tuple(one for one in typed if isinstance(one, str)) if isinstance(typed, list | tuple) else (),
        said_on=_text(record, "at"),
    )


def looks_in(records: Iterable[Record], part: str | None = None) -> tuple[Look, ...]:
    """The looks back in a journal, of one part or of all, in the order of their numbers."""
    found = _by_look(records)
    looks = (_look(number, _text(found[number][0], "in"), found[number]) for number in sorted(found))
    return tuple(look for look in looks if part is None or look.part == part)


def entered_in(records: Iterable[Record], number: int) -> list[Record]:
    """The events of one look, as those of a talk would be, with what became of its promises since."""
    return [unwrapped(record) for record in _by_look(records).get(number, ())]


def _by_look(records: Iterable[Record]) -> dict[int, list[Record]]:
    """The events of each look as they were kept; and those that move or tick what was promised in it."""
    found: dict[int, list[Record]] = {}
    promised: dict[object, int] = {}
    for record in records:
        number, of = record.get("look"), record.get("of")
        if record["k"] in ("look", "undo") and type(number) is int:  # and no True
            found.setdefault(number, []).append(record)
            if record.get("does") == "commit":
                promised[record["n"]] = number
        elif record["k"] in ("move", "done") and type(of) is int and of in promised:
            found[promised[of]].append(record)
    return found


def _look(number: int, part: str, kept: Sequence[Record]) -> Look:
    records = [unwrapped(record) for record in kept]
    start: Mapping[str, Any] = next((one for one in records if one["k"] == "start"), {})
    last = [one for one in live(records) if one["k"] not in ("start", "move", "done")][-1:]
    finish: Record = last[0] if last and last[0]["k"] == "finish" else {}
    expected, came = start.get("expected"), finish.get("came")
    came = came if isinstance(came, dict) else {}
    return Look(
        number=number,
        part=part,
        day=_text(start, "day") or _day(_text(start, "at")),
        expected=expected if isinstance(expected, int) else 0,
        records=tuple(records),
        finished=bool(finish),
        reading=_text(finish, "reading"),
        counts=_text(finish, "counts"),
        rule=_text(finish, "rule"),
        heard=_text(came, "heard"),
        number_today=_text(came, "number"),
        looked_on=_text(came, "looked_on"),
    )


def _day(at: str) -> str:
    day = clock.day_of(at)
    return day.isoformat() if day is not None else ""


def wrapped(record: Mapping[str, object], look: int, part: str) -> dict[str, object]:
    """The event of a talk as one of this look."""
    of = {"look": look, **({"in": part} if part else {})}
    if record["k"] == "undo":
        return {**record, **of}
    return {"k": "look", "does": record["k"], **of, **{key: value for key, value in record.items() if key != "k"}}


def unwrapped(record: Record) -> Record:
    """The event of a look as it would be in a talk."""
    kind = _text(record, "does") if record["k"] == "look" else record["k"]
    return {"k": kind, **dict(_kept(record))}


def _kept(record: Record) -> Iterator[tuple[str, Any]]:
    return ((key, value) for key, value in record.items() if key not in (*_OUTER, "k"))


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key, "")
    return value if isinstance(value, str) else ""
