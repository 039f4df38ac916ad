"""What each yes moves: which work waits for it, and whether the owner of that work was asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from orderless.bank.lanes import PortfolioBook
from orderless.decision.case import Case
from orderless.decision.parts import PartVerdict
from orderless.english import one_line
from orderless.interview.answers import Answer
from orderless.interview.events import Record, live
from orderless.register.days import iso_day
from orderless.register.request import Request

__all__ = ["Moved", "Talked", "event_day", "gave_way", "moves_of"]

Agreement = Literal["agreed", "not agreed", "not asked"]


class Talked(NamedTuple):
    """A request with its records, and what was decided of each part of it; nothing before a talk."""

    request: Request
    records: Sequence[Record]
    parts: tuple[PartVerdict, ...]


class Moved(NamedTuple):
    """A piece of work that a yes moves. `item` is its id, empty where it was named in words only.

    `to` is the day it moved to, `on` that of the agreement, both in ISO form or empty. `owner` is a role.
    """

    item: str
    title: str
    to: str
    owner: str
    agreed: Agreement
    on: str


def moves_of(
    talked: Talked, book: PortfolioBook, others: Mapping[str, Talked], swapped: Sequence[Moved]
) -> tuple[Moved, ...]:
    """What this yes moves, and what was `swapped` for it. What was begun moves it, whatever the answer was."""
    request, _, parts = talked
    begun = request.status == "under way" or request.closed_as == "done"
    found: list[Moved] = []
    for part in parts if begun or request.status == "ready" else ():
        answer = part.verdict.case.evidence.answers.get(book.moves)
        if answer is not None and answer.state == "answered" and (begun or _response(part) == "yes"):
            to = _put_off_to(others.get(answer.item), event_day(answer.at), _begun_on(talked.records))
            found.append(_moved(answer, part.verdict.case, book, others)._replace(to=to))
    named = {one.item for one in found}
    return (*found, *(one for one in swapped if one.item not in named))


def gave_way(talked: Iterable[Talked]) -> Mapping[str, Sequence[Moved]]:
    """What was stopped so that another could begin, by the id of the other.

    That its owner agreed is known only where the talk of the other says so.
    """
    found: dict[str, list[Moved]] = {}
    for request, _, _ in talked:
        if request.gave_way[1]:
            moved = Moved(request.id, request.title, _moved_to(request), request.asker, "not asked", "")
            found.setdefault(request.gave_way[1], []).append(moved)
    return found


def _response(part: PartVerdict) -> str:
    own = part.verdict.case.state.override
    outcomes = part.verdict.case.knowledge.decision.outcomes
    return outcomes[own.outcome].response if own and own.outcome in outcomes else part.verdict.response


def _moved(answer: Answer, case: Case, book: PortfolioBook, others: Mapping[str, Talked]) -> Moved:
    linked = others[answer.item].request if answer.item in others else None
    said = case.evidence.answers.get(book.agreed.question)
    asked = said is not None and said.state == "answered"
    agreed = asked and said is not None and book.agreed.choice in said.keys
    return Moved(
        item=answer.item if linked is not None else "",
        title=linked.title if linked is not None else one_line(str(answer.value or "")),
        to="",
        owner=linked.asker if linked is not None else "",
        agreed="agreed" if agreed else "not agreed" if asked else "not asked",
        on=event_day(said.at) if agreed and said is not None else "",
    )


def _begun_on(records: Sequence[Record]) -> str:
    """The day on which somebody began with it; empty where nobody has."""
    return next((event_day(record.get("at")) for record in live(records) if record["k"] == "begin"), "")


def _put_off_to(linked: Talked | None, said: str, begun: str) -> str:
    """The day to which it was put off for a yes that was `said` then and `begun` then, both in ISO form or empty.

    What is put off once the yes has begun was put off for something else.
    """
    if linked is None:
        return ""
    for record in live(linked.records):
        if record["k"] == "move" and "of" not in record and said <= event_day(record.get("at")) <= (begun or "9999"):
            return iso_day(record.get("day"))
    return "" if begun else _moved_to(linked.request)


def _moved_to(linked: Request | None) -> str:
    """The day to which it is put off now."""
    kinds = [item.day for item in linked.due if item.kind == "restart"] if linked is not None else []
    return kinds[0] if kinds else ""


def event_day(at: object) -> str:
    """The day of a moment where the reader is, in ISO form."""
    try:
        return datetime.fromisoformat(at).astimezone().date().isoformat() if isinstance(at, str) else ""
    except (ValueError, OverflowError):
        return ""
