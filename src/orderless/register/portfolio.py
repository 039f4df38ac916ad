"""All requests side by side: what goes first, what is under way, what each yes moves, what waits past its day.

Pure, like the rest of the register; what depends on the day is told the day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from math import inf
from typing import NamedTuple

from orderless.bank.checks.questions import wrong_names
from orderless.bank.lanes import PortfolioBook
from orderless.decision.case import Case, holds
from orderless.decision.parts import PartVerdict
from orderless.english import one_line
from orderless.interview.answers import Answer, State
from orderless.interview.events import Record, live
from orderless.interview.looks import looks_in
from orderless.register.days import iso_day
from orderless.register.displaced import Moved, Talked, event_day, gave_way, moves_of
from orderless.register.history import Happened, history_of
from orderless.register.request import Request
from orderless.register.waiting import Waits, waits_of

__all__ = [
    "DETAILS",
    "LARGEST_SIZE",
    "Details",
    "Piece",
    "Portfolio",
    "Swing",
    "details_of",
    "holds_here",
    "piece_of",
    "working_days",
]

DETAILS = ("days", "experts", "learners", "listed", "shown_as", "trigger")
"""What can be set of a request for the portfolio, in the order in which it is asked for."""

LARGEST_SIZE = 100_000.0
_NO_EFFORT = 99
_NO_BAND = 3
"""Of what nobody has talked about: after the high, the medium and the low."""


class Details(NamedTuple):
    """What was set of a request for the portfolio: days of ours, of experts and of learners; how others may see it.

    `shown_as` is what others may call it, `trigger` what would bring it up again: both are a person's words.
    """

    days: float | None = None
    experts: float | None = None
    learners: float | None = None
    listed: bool = False
    shown_as: str = ""
    trigger: str = ""


class Weight(NamedTuple):
    """What decides the order, the first first: the lane, the day in it, the band of what is known, effort, points."""

    lane: int
    day: str
    band: int
    effort: int
    known: int
    """The points that are certain, as a negative number: what nobody said counts for nothing."""


Place = tuple[Weight, float, str, str]
"""Sorted by this: of two that weigh the same the one of fewer days, if they were said; then what was asked first."""


class Piece(NamedTuple):
    """One request in the portfolio."""

    request: Request
    parts: tuple[PartVerdict, ...]
    details: Details
    weight: Weight
    effort: str
    since: str
    """The day since which it has its status, in ISO form."""
    fixed: str
    """The day that cannot move, or words for one; empty where none is fixed."""
    fixed_why: str
    moved: tuple[Moved, ...]
    waits: Waits | None
    last_step: Happened | None
    """What was done with it last, and why in the words that were typed: for oneself alone."""
    came: str
    """What the last look at it came to, as it counts; empty where nobody looked, or where it counts as nothing."""

    @property
    def id(self) -> str:
        """The id of the request."""
        return self.request.id

    @property
    def size(self) -> float | None:
        """Days of ours, where they were said."""
        return self.details.days if self.details.days is not None else self.request.size

    @property
    def trigger(self) -> str:
        """What would bring it up again, in words; empty where nothing was said."""
        return self.details.trigger

    @property
    def waits_for_nothing(self) -> bool:
        """Whether it waits without a day and without a trigger, so that it could wait for ever."""
        return self.request.status == "later" and self.waits is None and not self.trigger


class Swing(NamedTuple):
    """The answer that would most change the order: its question, where the piece is now, and where it could be."""

    piece: Piece
    question: str
    """The question as it is asked."""
    now: int
    best: int
    worst: int


class Portfolio:
    """The whole. `room` is how many pieces can be under way at once; None where nobody said."""

    def __init__(self, talked: Iterable[Talked], book: PortfolioBook, room: int | None, today: date) -> None:
        self.book = book
        self.room = room
        self.today = today
        self._talked = {one.request.id: one for one in talked}

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """All of them, in the order in which they go first."""
        swapped = gave_way(self._talked.values())
        made = (piece_of(one, self.book, self._talked, swapped) for one in self._talked.values())
        return tuple(sorted(made, key=_place))

    def _standing(self, *statuses: str) -> tuple[Piece, ...]:
        return tuple(one for one in self.pieces if one.request.status in statuses)

    @cached_property
    def under_way(self) -> tuple[Piece, ...]:
        """What somebody works on."""
        return self._standing("under way")

    @cached_property
    def in_line(self) -> tuple[Piece, ...]:
        """What could begin next, or would if its facts were there: in order."""
        return self._standing("ready", "facts out", "asked")

    @cached_property
    def later(self) -> tuple[Piece, ...]:
        """What waits for a day or a trigger, the nearest day first."""
        return tuple(
            sorted(self._standing("later"), key=lambda one: (one.waits is None, one.waits or Waits("", "", 0)))
        )

    @cached_property
    def elsewhere(self) -> tuple[Piece, ...]:
        """What somebody else has to do."""
        return self._standing("with someone else")

    @cached_property
    def closed(self) -> tuple[Piece, ...]:
        """What is closed, of what was read."""
        return self._standing("closed")

    @property
    def over(self) -> int:
        """How many pieces are under way for which there is no room; negative while there is some. 0 where not said."""
        return 0 if self.room is None else len(self.under_way) - self.room

    @cached_property
    def moving(self) -> tuple[tuple[Piece, Moved], ...]:
        """What each yes moves."""
        return tuple((piece, moved) for piece in self.pieces for moved in piece.moved)

    @cached_property
    def unasked(self) -> tuple[tuple[Piece, Moved], ...]:
        """What a yes moves without its owner having been asked."""
        return tuple((piece, moved) for piece, moved in self.moving if moved.agreed == "not asked")

    @cached_property
    def lapsing(self) -> tuple[Piece, ...]:
        """What was looked at twice in vain: ask again, or close it."""
        return tuple(
            one for one in self.past_their_day if one.waits is not None and one.waits.unanswered(self.today) > 1
        )

    @cached_property
    def past_their_day(self) -> tuple[Piece, ...]:
        """What waits past its day."""
        waiting = (*self.later, *self.in_line)
        return tuple(one for one in waiting if one.waits is not None and one.waits.is_past(self.today))

    @cached_property
    def explained(self) -> tuple[tuple[Piece, Happened], ...]:
        """What is open, with what was done with it last, where somebody said why."""
        open_ = (*self.under_way, *self.in_line, *self.later, *self.elsewhere)
        return tuple((one, one.last_step) for one in open_ if one.last_step is not None and one.last_step.why)

    @cached_property
    def swing(self) -> Swing | None:
        """The one answer that would most change the order of what is in line; None where none would change it."""
        places = [_place(piece) for piece in self.in_line]
        found = [swing for at, piece in enumerate(self.in_line) for swing in _swings(piece, at, places, self.book)]
        return max(found, key=lambda one: (one.worst - one.best, -one.best, one.piece.id), default=None)


def piece_of(
    talked: Talked, book: PortfolioBook, others: Mapping[str, Talked], swapped: Mapping[str, Sequence[Moved]]
) -> Piece:
    """One request as a piece of the portfolio; `others` are those that a yes may move, by id.

    `swapped` is what gave way to each, by the id of what it gave way to.
    """
    request, records, parts = talked
    counted = live(records)
    details = details_of(counted)
    weights = [_weight(part.verdict.case, book, request) for part in parts]
    weight = min(weights, default=Weight(len(book.lanes) - 1, "", _NO_BAND, _NO_EFFORT, 0))
    case = parts[weights.index(weight)].verdict.case if parts else None
    dated = case is not None and any(lane.dated and holds_here(lane.when, case) for lane in book.lanes)
    return Piece(
        request=request,
        parts=parts,
        details=details._replace(trigger=details.trigger or _said(case, book.trigger)),
        weight=weight,
        effort=_effort(case, book),
        since=_since(counted, request),
        fixed=request.wanted_by if dated else "",
        fixed_why=_label(case, book.date) if dated else "",
        moved=moves_of(talked, book, others, swapped.get(request.id, ())),
        waits=waits_of(request, counted),
        last_step=next(reversed(history_of(counted)), None),
        came=next((one.counts for one in reversed(looks_in(records)) if one.finished), ""),
    )


def details_of(records: Iterable[Record]) -> Details:
    """What these records, of which none was undone, set for the portfolio; the last one counts."""
    known: dict[str, str] = {}
    for record in records:
        if record["k"] == "set" and record.get("field") in DETAILS:
            known[record["field"]] = record["value"] if isinstance(record.get("value"), str) else ""
    return Details(
        **{name: _size(known.get(name, "")) for name in DETAILS[:3]},
        listed=known.get("listed") == "yes",
        shown_as=one_line(known.get("shown_as", "")),
        trigger=one_line(known.get("trigger", "")),
    )


def _size(typed: str) -> float | None:
    size = float(typed) if _DAYS.fullmatch(typed) else 0
    return size if 0 < size <= LARGEST_SIZE else None


_DAYS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")


# ---------------------------------------------------------------------------------------------------- the order


def _place(piece: Piece) -> Place:
    return piece.weight, inf if piece.size is None else piece.size, piece.request.asked_on, piece.id


def _weight(case: Case, book: PortfolioBook, request: Request) -> Weight:
    """What decides its place, with what this case knows."""
    lane = next(place for place, one in enumerate(book.lanes) if holds_here(one.when, case))
    low, priority = case.priority.low, case.knowledge.decision.priority
    band = 0 if low >= priority.high else 1 if low >= priority.medium else 2
    day = (iso_day(request.wanted_by) or "9999") if book.lanes[lane].dated else ""
    return Weight(lane, day, band, _effort_rank(case, book), -low)


def holds_here(condition: object, case: Case) -> bool:
    """Whether it holds; a condition on what this knowledge does not have never does."""
    return not any(wrong_names(case.knowledge, condition)) and holds(condition, case)  # type: ignore[arg-type]


def _effort(case: Case | None, book: PortfolioBook) -> str:
    facts = case.knowledge.decision.facts if case is not None else {}
    return case.fact(book.effort) if case is not None and book.effort in facts else "unknown"


def _effort_rank(case: Case, book: PortfolioBook) -> int:
    """The smaller piece first; what nobody said last."""
    sizes = case.knowledge.decision.facts.get(book.effort, ())
    effort = _effort(case, book)
    return len(sizes) - sizes.index(effort) if effort in sizes else _NO_EFFORT


def _swings(piece: Piece, at: int, places: Sequence[Place], book: PortfolioBook) -> Iterator[Swing]:
    """For each open question that the priority of this piece rests on: from where to where its answer could put it.

    `places` are those of all that is in line, in order; that of this piece stands `at` there.
    """
    for number, part in enumerate(piece.parts):
        case = part.verdict.case
        for question, states in _could_be_said(case):
            weights = [_weight(Case.of(case.knowledge, state), book, piece.request) for state in states]
            others = [
                _weight(one.verdict.case, book, piece.request)
                for place, one in enumerate(piece.parts)
                if place != number
            ]
            could = {_place_with(piece, min(weight, *others, weight), at, places) for weight in weights}
            if len(could) > 1:
                yield Swing(piece, case.knowledge.questions[question].ask, at + 1, min(could), max(could))


def _could_be_said(case: Case) -> Iterator[tuple[str, list[State]]]:
    """Each question that a factor of the priority still waits for, with the state after each of its answers."""
    knowledge = case.knowledge
    for factor in knowledge.decision.priority.factors:
        if factor.name not in case.priority.unknown:
            continue
        open_ = (one for one in knowledge.setters.get(factor.fact, ()) if one in case.found.path)
        question = next(
            (one for one in open_ if one not in case.found.answers and knowledge.questions[one].choices), None
        )
        if question is not None:
            yield question, list(_answered(case, question, factor.fact))


def _answered(case: Case, question: str, fact: str) -> Iterator[State]:
    asked, state = case.knowledge.questions[question], case.state
    for key, choice in asked.choices.items():
        if fact in choice.sets:
            answer = Answer("answered", (key,) if asked.kind.several else key)
            yield replace(state, answers={**state.answers, question: answer})


def _place_with(piece: Piece, weight: Weight, at: int, places: Sequence[Place]) -> int:
    """The place of this piece, from 1, if it had this weight; among `places` its own stands `at`."""
    moved = _place(piece._replace(weight=weight))
    return 1 + bisect_left(places, moved) - (places[at] < moved)


# ------------------------------------------------------------------------------------------------------- the rest

_PLACING = frozenset({"begin", "stop", "move", "done", "close", "asked_again", "swap"})
_AWAY = frozenset({"move", "done", "close"})


def _since(records: Sequence[Record], request: Request) -> str:
    """The day since which it stands where it stands. Asking again moves only what was closed or put off."""
    last, movable = "", False
    for record in records:
        if record["k"] in _PLACING and "of" not in record and (movable or record["k"] != "asked_again"):
            last, movable = event_day(record.get("at")), record["k"] in _AWAY
    return max(last, request.answered_on) or request.talked_on or request.asked_on


def _said(case: Case | None, question: str) -> str:
    """The words that were answered to this question."""
    answer = case.evidence.answers.get(question) if case is not None else None
    return one_line(answer.value) if answer is not None and isinstance(answer.value, str) else ""


def _label(case: Case | None, question: str) -> str:
    """The choice that was answered to this question, in words."""
    if case is None or question not in case.evidence.answers or question not in case.knowledge.questions:
        return ""
    choices = case.knowledge.questions[question].choices
    keys = case.evidence.answers[question].keys
    return ", ".join(choices[key].label for key in keys if key in choices)


def working_days(start: date, days: float) -> date:
    """The last of so many working days that begin on this day."""
    return start + timedelta(days=max(0, round(days * 7 / 5) - 1))
