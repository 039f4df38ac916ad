"""What an answer says will happen, and the days on which to look: worked out from the talk and follow_up.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from orderless.bank.checks.questions import wrong_names
from orderless.bank.conditions import Tree
from orderless.bank.follow_up import Expected, FollowUpBook, PlannedLook
from orderless.bank.replies import slots_in
from orderless.decision.case import holds
from orderless.decision.verdict import Verdict
from orderless.documents.slots import fill, filled
from orderless.documents.words import outcome_of

__all__ = ["Expecting", "Planned", "expected_of", "is_decided", "said"]

_NONE: Mapping[str, str] = MappingProxyType({})
_AGREED = "as agreed"
_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Planned(NamedTuple):
    """A look: its id, what it asks, its day, and why then. What was agreed is a day of the talk already."""

    look: str
    title: str
    day: date
    because: str
    agreed: bool = False


class Expecting(NamedTuple):
    """What is to be expected, whether the stakeholder may read it, and the looks in the order of their days."""

    words: str
    share: bool
    looks: tuple[Planned, ...]


def is_decided(verdict: Verdict) -> bool:
    """Whether the answer is a yes or a no, be it one's own."""
    return verdict.case.knowledge.decision.outcomes[outcome_of(verdict)].response != "not_yet"


def expected_of(verdict: Verdict, today: date) -> Expecting | None:
    """What this answer says will happen, seen from the day on which it is given.

    None where the knowledge does not say, or has no follow_up.yaml.
    """
    book = verdict.case.knowledge.follow_up
    expected = book.expected.get(outcome_of(verdict)) if book is not None else None
    if book is None or expected is None:
        return None
    variant = next((one for one in expected.variants if _applies(one.when, verdict)), None)
    words = said(verdict, (variant or expected).say)
    return Expecting(words, variant is None or variant.share, _planned(verdict, book, expected, today))


def _applies(condition: Tree, verdict: Verdict) -> bool:
    """Whether it holds; a condition on what this knowledge does not have never does."""
    return not any(wrong_names(verdict.case.knowledge, condition)) and holds(condition, verdict.case)


def _planned(verdict: Verdict, book: FollowUpBook, expected: Expected, today: date) -> tuple[Planned, ...]:
    start = next(_days_of(verdict, expected.after), today)
    agreed = next(_days_of(verdict, expected.agreed), None)
    counted = [_counted(verdict, look, max(start, today)) for look in book.looks]
    if expected.look is not None:
        only = counted[-1]._replace(title=expected.look)
        return (only if agreed is None else _on(only, agreed),)
    if agreed is not None:
        nearest = min(counted, key=lambda one: abs((one.day - agreed).days))
        counted[counted.index(nearest)] = _on(nearest, agreed)
    first, last = counted[0], counted[-1]
    return (first, last) if first.day < last.day else (last,)


def _on(look: Planned, agreed: date) -> Planned:
    return look._replace(day=agreed, because=_AGREED, agreed=True)


def _counted(verdict: Verdict, look: PlannedLook, start: date) -> Planned:
    row = next(row for row in look.days if _applies(row.when, verdict))
    day = start + timedelta(days=row.days)
    on_a_weekend = max(0, day.weekday() - _FRIDAY)
    return Planned(look.id, look.title, day + timedelta(days=_TO_MONDAY[on_a_weekend]), row.because)


_FRIDAY = 4
_TO_MONDAY = (0, 2, 1)
"""Days from a working day, a Saturday and a Sunday to the next day on which people look at anything together."""


def _days_of(verdict: Verdict, questions: Iterable[str]) -> Iterator[date]:
    """The days that were answered to these questions."""
    for question in questions:
        answer = verdict.case.evidence.answers.get(question)
        try:
            if answer is not None:
                yield date.fromisoformat(str(answer.value))
        except ValueError:
            continue


def said(verdict: Verdict, ways: Sequence[str], own: Mapping[str, str] = _NONE) -> str:
    """The first of these ways whose slots are all filled, filled; empty where there is none.

    `own` are slots beside those of the replies, with what fills them.
    """
    slots = verdict.case.knowledge.replies.slots

    def can_be(slot: str) -> bool:
        return bool(own[slot]) if slot in own else slot in slots and filled(verdict, slots[slot])

    way = next((way for way in ways if all(map(can_be, slots_in(way)))), "")
    # what fills a slot is somebody's words, and never filled in turn
    texts, names = [""], []
    for place, piece in enumerate(_SLOT.split(way)):
        if place % 2 and piece in own:
            texts.append("")
            names.append(piece)
        else:
            texts[-1] += f"{{{piece}}}" if place % 2 else piece
    filled_texts = (fill(verdict, text) for text in texts)
    return "".join(
        part for pair in zip(filled_texts, (*(own[name] for name in names), ""), strict=True) for part in pair
    )
