"""From what is known of an area to what is proposed at the questions of an interview about it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from orderless.bank.answer_types.base import Refused, Value
from orderless.bank.area_file import PRIVATE_LISTS, Area, Goal, Person, PrivateHalf, last_of
from orderless.bank.areas import AreaBook, OfferedAt
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.interview.offered import Proposal
from orderless.interview.overlay import same_name
from orderless.register.area_facts import KnownFact, alive, fact_at, newest

__all__ = ["proposals", "setting_value"]

_OURS = "what you know of them"
_FROM_THE_MAP = "your map"


def proposals(
    knowledge: Knowledge, area: Area | None, private: PrivateHalf | None, asker: str, today: date
) -> tuple[Proposal, ...]:
    """What these two halves propose, in the order of areas.yaml; nothing where this knowledge has none.

    `asker` is the role of who asked: of the people on the map only theirs is proposed. Of the private half no word is
    proposed, only choices: what is proposed is kept with the request.
    """
    book = knowledge.areas
    if book is None:
        return ()
    kept = alive(private, book, today) if private is not None else None
    found = [*_known(knowledge, book, area, kept, asker), *_set_up(knowledge, book, area)]
    return tuple(dict.fromkeys(found))


def _known(
    knowledge: Knowledge,
    book: AreaBook,
    area: Area | None,
    private: PrivateHalf | None,
    asker: str,
) -> Iterator[Proposal]:
    for row in (one for one in book.offers if one.offered):
        asked = row.question if row.role is None else knowledge.with_role(row.role)
        question = knowledge.questions.get(asked or "")
        list_name, _, field = row.from_.partition(".")
        entries = _entries(book, area, private, list_name, asker) if question is not None else ()
        for entry in entries:
            fact = fact_at(book, list_name, field, entry)
            if question is None or fact is None or any(getattr(entry, need, None) is None for need in row.needs):
                continue
            made = _proposal(row, question, fact)
            if made is not None:
                yield made


def _entries(
    book: AreaBook, area: Area | None, private: PrivateHalf | None, list_name: str, asker: str
) -> Sequence[Any]:
    if private is not None and list_name == "map":
        return [one for one in private.map if asker and same_name(one.role, asker)]
    half = next((half for half in (area, private) if half is not None and list_name in half.model_fields), None)
    return newest(half, list_name, book.at_most) if half is not None else ()


def _proposal(row: OfferedAt, question: Question, fact: KnownFact) -> Proposal | None:
    """The fact at this question; None where it comes to no choice that the question has."""
    value = _value(row, question, fact)
    if value is None and (row.values or row.value is not None or fact.list in PRIVATE_LISTS):
        return None
    return Proposal(
        question=question.id,
        value=value,
        basis=getattr(fact.entry, "basis", "believes"),
        text=_text(fact, value),
        source=_source(fact.entry),
        day=last_of(fact.day),
        until=fact.until,
        kind="known",
    )


def _value(row: OfferedAt, question: Question, fact: KnownFact) -> Value | None:
    """What it comes to at this question; None where it is only words to look at."""
    if row.values or row.value is not None:
        key = row.values.get(fact.words) if row.values else row.value
        return None if key is None else setting_value(question, (key,))
    return fact.words if question.kind.free_text and fact.list not in PRIVATE_LISTS else None


def _text(fact: KnownFact, value: Value | None) -> str:
    """Words beside the value where it does not say all: a number is of a goal, and the talk may be about another."""
    if fact.list in PRIVATE_LISTS:
        return ""
    if isinstance(fact.entry, Goal):
        return _text_of_goal(fact, fact.entry, value)
    more = [str(getattr(fact.entry, name)) for name in ("when", "effect", "where") if getattr(fact.entry, name, None)]
    return "" if value == fact.words and not more else ", ".join([fact.words, *more])


def _text_of_goal(fact: KnownFact, goal: Goal, value: Value | None) -> str:
    if value == fact.words:
        return f"{goal.name}: {fact.words}" if fact.field != "name" else ""
    numbers = ((goal.now, "now"), (goal.target, "wanted"))
    said = ", ".join(f"{number} {what}" for number, what in numbers if number is not None)
    return f"{goal.name}: {said}" if said else str(goal.name)


def _source(entry: Any) -> str:
    if isinstance(entry, Person):
        return _FROM_THE_MAP
    return entry.source or getattr(entry, "lives_in", None) or _OURS


def _set_up(knowledge: Knowledge, book: AreaBook, area: Area | None) -> Iterator[Proposal]:
    """How the work is set up, each at its own question; where the file has two, the newer."""
    entries = sorted(area.setting if area is not None else (), key=lambda one: one.as_of or "")
    for entry in {one.question: one for one in entries}.values():
        question = knowledge.questions.get(entry.question)
        value = setting_value(question, entry.answer) if question is not None else None
        fact = fact_at(book, "setting", "answer", entry)
        if question is None or value is None or fact is None:
            continue
        yield Proposal(
            question=question.id,
            value=value,
            basis=entry.basis,
            text=entry.words or "",
            source=entry.source or _OURS,
            day=last_of(fact.day),
            until=fact.until,
            kind="known",
        )


def setting_value(question: Question, keys: Sequence[str]) -> Value | None:
    """The answer to this question that these keys are; None if they are none."""
    raw = keys[0] if len(keys) == 1 else list(keys)
    read = question.kind.from_file(question, raw, date.min) if question.kind.chosen else None
    return None if read is None or isinstance(read, Refused) else read.value
