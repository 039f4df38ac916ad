"""From the records of a journal to the request that they come to: any records, and never an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from orderless.bank.knowledge import Knowledge
from orderless.decision.parts import PartVerdict, decided_parts
from orderless.english import one_line
from orderless.interview.answers import State
from orderless.interview.events import Record, fold, live, of_the_talk
from orderless.interview.overlay import view_of
from orderless.register.days import DayItem, days_of, iso_day
from orderless.register.request import FIELDS, Request
from orderless.register.status import PartStanding, Placed, status_of

__all__ = ["REASONS_TO_CLOSE", "request_of", "said_about", "topic_of"]

REASONS_TO_CLOSE = ("done", "no", "dropped", "lapsed")
"""Why a request is closed. Lapsed: nobody missed it."""

_MOST_DAYS = 100_000.0
_DAYS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")


def request_of(request_id: str, records: Sequence[Record], knowledge: Knowledge) -> Request:
    """What these records, in the order of their numbers, come to with the knowledge that the talk was held with.

    `request_id` is `YYYY-MM-DD-xxxx`; its day stands where nothing says when it began.
    """
    state = fold(records)
    counted = live(records)
    about = said_about(counted)
    talked = _talk_began(counted, knowledge)
    parts = tuple(_standing(knowledge, state, one) for one in decided_parts(knowledge, state)) if talked else ()
    placed = _placed(counted)
    work = about["work"] is True
    status = status_of(parts, placed, talked=talked is not None, work=work)
    labels = {one.id: one.heading for one in knowledge.questions.values() if one.kind.name == "date"}
    owed = _owed(state)
    waits = _waits_for_nothing(status, placed, owed)
    items = tuple(days_of(records, labels, owed, waits=waits))
    return Request(
        id=request_id,
        asked_on=iso_day(about["day"]) or iso_day(request_id[:10]),
        words=state.request or _text(about["words"]),
        topic=_said_topic(about, state, knowledge),
        **{field: one_line(_text(about[field])) for field in ("area", "asker")},
        wanted_by=one_line(_wanted_by(items)),
        work=work,
        size=_size(about["days"]),
        talked_at=_text(talked.get("at")) if talked else "",
        answered_at=_answered(parts, counted),
        status=status,
        closed_as=_closed_as(status, placed),
        gave_way=_gave_way(counted),
        parts=parts,
        items=items,
        events=records[-1]["n"] if records else 0,
        changed=_text(records[-1].get("at")) if records else "",
    )


def topic_of(records: Sequence[Record], knowledge: Knowledge) -> str:
    """What the request of these records is about, without deciding anything; empty where nobody said."""
    return _said_topic(said_about(live(records)), fold(records), knowledge)


def said_about(records: Iterable[Record]) -> Mapping[str, Any]:
    """What is known of the request itself, as the last one said it."""
    known: dict[str, Any] = dict.fromkeys((*FIELDS, "words", "day", "work", "days"))
    for record in records:
        if record["k"] == "asked":
            known |= {key: record[key] for key in known if key in record}
        elif record["k"] == "set" and record.get("field") in (*FIELDS, "days"):
            known[record["field"]] = record.get("value")
    return known


def _talk_began(records: Sequence[Record], knowledge: Knowledge) -> Record | None:
    """The event that the talk began with, if anything was said in it beyond what was asked for and what it is about."""
    known = {"", knowledge.with_role("request"), knowledge.with_role("topic")}
    talk = [record for record in records if of_the_talk(record)]
    said = (record["k"] not in ("start", "request") and _text(record.get("q")) not in known for record in talk)
    return talk[0] if any(said) else None


def _said_topic(about: Mapping[str, Any], state: State, knowledge: Knowledge) -> str:
    """The topic as it was set, else as it was answered in the talk."""
    answer = state.answers.get(knowledge.with_role("topic") or "")
    said = answer.value if answer is not None and answer.state == "answered" else ""
    return one_line(_text(about["topic"]) or _text(said))


def _standing(knowledge: Knowledge, state: State, part: PartVerdict) -> PartStanding:
    """What is decided of a part; somebody's own decision goes before the program's."""
    verdict, view = part.verdict, view_of(state, part.id)
    outcomes = knowledge.decision.outcomes
    own = outcomes.get(view.override.outcome) if view.override else None
    return PartStanding(
        id=part.id,
        name=part.name,
        outcome=view.override.outcome if view.override and own else verdict.outcome,
        title=(own or outcomes[verdict.outcome]).name,
        response=own.response if own else verdict.response,
        leaning=_response(verdict.leaning.response if verdict.leaning and not own else None),
        low=verdict.priority.low,
        high=verdict.priority.high,
        band=verdict.priority.band,
        finished=view.finished,
    )


def _placed(records: Iterable[Record]) -> Placed | None:
    """Where the request was put by the last event that did so, and whether it was answered otherwise since.

    What is stopped is no longer under way, and stands where its answer puts it: neither what is closed nor what was put
    off can be stopped. What was put off to a day is taken up again when that day is done.
    """
    placed: Placed | None = None
    off, answer = 0, ""
    for record in records:
        kind = record["k"]
        if "of" in record:
            if kind == "done" and placed is not None and placed.status == "later" and record["of"] == off:
                placed = None
        elif kind == "finish":
            before, answer = answer, _answered_with(record)
            if placed is not None and answer != before:
                placed = placed._replace(otherwise=True)
            if placed is not None and placed.status == "closed":
                placed = None  # it was taken up again, and answered
        elif kind == "override" and placed is not None:
            placed = placed._replace(otherwise=True)
        else:
            placed = _put(placed, record)
            off = record["n"] if kind == "move" else off
    return placed


def _put(placed: Placed | None, record: Record) -> Placed | None:
    """Where the request stands after an event that says so."""
    match record["k"]:
        case "begin":
            return Placed("under way")
        case "move":
            return Placed("later")
        case "done":
            return Placed("closed", "done")
        case "close":
            reason = record.get("reason")
            return Placed("closed", reason if reason in REASONS_TO_CLOSE else "dropped")
        case "stop" | "swap" if placed is not None and placed.status == "under way":
            return None
        case "asked_again" if placed is None or placed.status != "under way":
            return None
    return placed


def _gave_way(records: Sequence[Record]) -> tuple[str, str, str]:
    """When it gave way to another request, to which, and why."""
    last: Record = next((record for record in reversed(records) if record["k"] == "swap"), {})
    return _text(last.get("at")), one_line(_text(last.get("for"))), one_line(_text(last.get("reason")))


def _answered_with(finish: Record) -> str:
    """What was decided when it was wrapped up, as one text to compare; empty where that was not kept."""
    verdict = finish.get("verdict")
    if not isinstance(verdict, dict):
        return ""
    parts = verdict.get("parts")
    each = [verdict, *(parts if isinstance(parts, list) else ())]
    return repr([(one.get("id"), one.get("outcome"), one.get("override")) for one in each if isinstance(one, dict)])


def _waits_for_nothing(status: str, placed: Placed | None, owed: Mapping[str, str]) -> bool:
    """Whether it is to be done later, and nobody said what would bring it back."""
    return status == "later" and (placed is None or placed.otherwise) and not owed.get("trigger_to_restart")


def _closed_as(status: str, placed: Placed | None) -> str:
    if status != "closed":
        return ""
    return placed.why if placed is not None and placed.why else "no"


def _wanted_by(items: Sequence[DayItem]) -> str:
    """The day by which they want it, as it was moved last, or their words for one."""
    wanted = (item for item in reversed(items) if item.kind == "wanted" and item.standing != "gone")
    return next((item.day or item.said for item in wanted), "")


def _answered(parts: Sequence[PartStanding], records: Sequence[Record]) -> str:
    if not parts or not all(part.finished for part in parts):
        return ""
    return next((_text(record.get("at")) for record in reversed(records) if record["k"] == "finish"), "")


def _owed(state: State) -> Mapping[str, str]:
    """The words of the answers in words, by question; a part's own stand where the whole order has none."""
    said = (*(part.answers for part in state.parts), state.answers)
    return {
        question: one_line(answer.value)
        for answers in said
        for question, answer in answers.items()
        if answer.state == "answered" and isinstance(answer.value, str)
    }


def _size(value: object) -> float | None:
    if isinstance(value, str):  # it was set after it was logged
        value = float(value) if _DAYS.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 < value <= _MOST_DAYS else None


def _response(value: object) -> Any:
    return value if value in ("yes", "no") else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
