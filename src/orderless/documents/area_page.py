"""One page for before a call: what is known of an area, what of it is too old, and what is open. For us alone."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from orderless.bank.area_file import Area, Goal, Person, PrivateHalf, Thing, last_of
from orderless.bank.areas import AreaBook
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.documents.doc import (
    Block,
    Bullets,
    Doc,
    Grid,
    Heading,
    Paragraph,
    Placed,
    Quote,
    Spans,
    Table,
    em,
    plain,
    strong,
)
from orderless.documents.wording import TAG
from orderless.english import capitalised, day_words, lowered, one_line
from orderless.register.area_facts import KnownFact, facts_of, is_stale, newest
from orderless.register.area_offers import setting_value
from orderless.register.days import KINDS, DayItem
from orderless.register.people import move_of
from orderless.register.request import Request

__all__ = ["AreaShown", "area_page"]

_AT_MOST = 6
"""Entries of one list that stand on the page, the newest: it is one page."""
_REQUESTS = 5


class AreaShown(NamedTuple):
    """What the page is made of. `next_touch` is the day of the next touch alone; `private` only where it was asked for.

    `requests` are those from the area, the last one asked for first.
    """

    title: str
    area: Area | None
    requests: Sequence[Request]
    next_touch: str = ""
    private: PrivateHalf | None = None


def area_page(shown: AreaShown, knowledge: Knowledge, today: date) -> Doc:
    """The page as it is on this day. Raises ValueError where the knowledge has no areas.yaml."""
    book = knowledge.areas
    if book is None:
        raise ValueError("this knowledge has no areas.yaml")
    area = shown.area if shown.area is not None else Area(area=shown.title)
    blocks = (
        Paragraph((em(f"{day_words(today)}. For you, before a call; do not pass it on."),)),
        *_section("Their goals", _goals(area, book, today)),
        *_section("Too old to lean on: ask", _stale(area, book, knowledge, today)),
        *_section("What presses them, and when", _lines(area, book, today, "pressures", "calendar")),
        *_section("What they have, do and tried", _lines(area, book, today, "have_already", "other_levers", "tried")),
        *_section("Their words", _lines(area, book, today, "their_words")),
        *_section("How the work is set up", _setting(area, book, knowledge, today)),
        *_section("Their last requests", _requests(shown.requests)),
        *_section("What is due", _due(shown.requests)),
        *_section("Next touch", _paragraph(day_words(last_of(shown.next_touch)))),
        *(_private(shown.private, knowledge) if shown.private is not None else ()),
        *_section("To ask with no aim but to understand", [Quote(_curious(book, shown.title, today))]),
    )
    return Doc(f"For you only: {shown.title}", blocks)


def _section(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    found = tuple(blocks)
    if found:
        yield Heading(title)
        yield from found


def _paragraph(text: str) -> Iterator[Block]:
    if text:
        yield Paragraph((plain(text),))


def _bullets(items: Iterable[Spans]) -> Iterator[Block]:
    found = tuple(items)
    if found:
        yield Bullets(found)


# -------------------------------------------------------------------------------------------------- what is known


def _goals(area: Area, book: AreaBook, today: date) -> Iterator[Block]:
    old = {(id(one.entry), one.field) for one in facts_of(area, book) if one.list == "goals" and is_stale(one, today)}
    rows = tuple(
        _goal(one, {field for entry, field in old if entry == id(one)}) for one in newest(area, "goals", _AT_MOST)
    )
    if rows:
        yield Table(("Goal", "Now", "Wanted", "Whose number", "As of"), rows)
    yield from _more(area, "goals")


def _goal(goal: Goal, old: Collection[str]) -> tuple[str, ...]:
    wanted = " ".join(filter(None, [goal.target or "", f"by {day_words(goal.by)}" if goal.by else ""]))
    seen = ", ".join(filter(None, [day_words(goal.as_of or ""), goal.lives_in or "", TAG[goal.basis]]))
    now = f"{goal.now}{_OLD if 'now' in old else ''}" if goal.now else ""
    owner = f"{goal.owner}{_OLD if 'owner' in old else ''}" if goal.owner else ""
    return (goal.name, now, wanted, owner, seen)


_OLD = " (too old)"
"""Beside what cannot be leaned on any more; what it is stands in the homework."""


def _more(area: Area, list_name: str) -> Iterator[Block]:
    left = len(getattr(area, list_name)) - _AT_MOST
    if left > 0:
        yield Paragraph((em(f"{left:,} older in the file of the area."),))


def _stale(area: Area, book: AreaBook, knowledge: Knowledge, today: date) -> Iterator[Block]:
    """What is the homework: the newest of each kind of fact that cannot be leaned on any more."""
    shown = {name: {id(one) for one in newest(area, name, _AT_MOST)} for name in area.model_fields if name != "area"}
    old = [fact for fact in facts_of(area, book) if id(fact.entry) in shown[fact.list] and is_stale(fact, today)]
    yield from _bullets((strong(f"{_named(fact, knowledge)}:"), plain(_aged(fact, knowledge, today))) for fact in old)


def _named(fact: KnownFact, knowledge: Knowledge) -> str:
    if fact.list == "setting":
        asked = knowledge.questions.get(fact.entry.question)
        return asked.label if asked else fact.entry.question
    named = {"now": "Number today", "target": "Number wanted", "owner": "Whose number", "name": "Goal"}
    return named.get(fact.field) or capitalised(fact.list.replace("_", " "))


def _aged(fact: KnownFact, knowledge: Knowledge, today: date) -> str:
    of = f"{fact.entry.name}: " if isinstance(fact.entry, Goal) and fact.field != "name" else ""
    words = _answered(fact, knowledge) if fact.list == "setting" else fact.words
    source = f", from {fact.entry.source}" if fact.entry.source else ""
    return f"{of}{one_line(words)} ({_age(fact.day, today)}{source})"


def _age(day: str, today: date) -> str:
    if not day:
        return "nobody said when"
    then = date.fromisoformat(last_of(day))
    months = (today.year - then.year) * 12 + today.month - then.month - (today.day < then.day)
    old = f", {months} months old" if months > 1 else ""
    return f"{day_words(day if len(day) > len('2027-02') else then)}{old}"


def _lines(area: Area, book: AreaBook, today: date, *lists: str) -> Iterator[Block]:
    found = {name: newest(area, name, _AT_MOST) for name in lists}
    facts = {id(one.entry): one for one in facts_of(area, book) if one.list in lists}
    yield from _bullets(
        _line(name, facts[id(entry)], entry, today) for name, entries in found.items() for entry in entries
    )


_KINDS = {
    "have_already": "have",
    "other_levers": "do",
    "tried": "tried",
    "pressures": "",
    "calendar": "",
    "their_words": "",
}


def _line(list_name: str, fact: KnownFact, entry: Any, today: date) -> Spans:
    more = [str(getattr(entry, name)) for name in ("when", "effect", "where", "means") if getattr(entry, name, None)]
    if isinstance(entry, Thing) and entry.owner:
        more.append(entry.owner)
    what = f"{capitalised(_KINDS[list_name])}:" if _KINDS[list_name] else ""
    quoted = f"“{fact.words}”" if list_name == "their_words" else fact.words
    age = f" ({_age(fact.day, today)})" if is_stale(fact, today) else ""
    words = f"{one_line(', '.join([quoted, *more]))}{age}"
    return (strong(what), plain(words)) if what else (plain(words),)


def _setting(area: Area, book: AreaBook, knowledge: Knowledge, today: date) -> Iterator[Block]:
    """Each question once, as it was answered last, where that can still be leaned on."""
    facts = sorted((one for one in facts_of(area, book) if one.list == "setting"), key=lambda one: one.day)
    latest = {one.entry.question: one for one in facts if one.entry.question in knowledge.questions}
    fresh = [one for one in latest.values() if not is_stale(one, today)]
    yield from _bullets(
        (strong(f"{_named(one, knowledge)}:"), plain(_answered(one, knowledge))) for one in fresh[: 2 * _AT_MOST]
    )


def _answered(fact: KnownFact, knowledge: Knowledge) -> str:
    """The answer in the words of its question, and what was said with it."""
    asked = knowledge.questions.get(fact.entry.question)
    value = setting_value(asked, fact.entry.answer) if asked is not None else None
    words = asked.kind.words(asked, value, "") if asked is not None and value is not None else fact.words
    return f"{words} ({fact.entry.words})" if fact.entry.words else words


# -------------------------------------------------------------------------------------------------- what is going on


def _requests(requests: Sequence[Request]) -> Iterator[Block]:
    rows = tuple((day_words(one.asked_on), one.title, _ended(one)) for one in requests[:_REQUESTS])
    if rows:
        yield Table(("Asked", "For", "How it stands"), rows)
    if len(requests) > _REQUESTS:
        yield Paragraph((em(f"{len(requests) - _REQUESTS:,} earlier: `orderless requests --area`."),))


def _ended(one: Request) -> str:
    status = f"{one.status}: {one.closed_as}" if one.closed_as else one.status
    return f"{status}; {lowered(one.answer)}" if one.answer and one.answer != status else status


def _due(requests: Sequence[Request]) -> Iterator[Block]:
    items = sorted(
        ((item, one) for one in requests for item in one.due),
        key=lambda found: (not found[0].day, found[0].day),
    )
    yield from _bullets(
        (strong(f"{day_words(item.day) if item.day else 'no day'}:"), plain(f"{_owed(item)} ({one.title})"))
        for item, one in items[:_AT_MOST]
    )


def _owed(item: DayItem) -> str:
    words = item.words if item.kind == "promise" else KINDS[item.kind]
    return f"{item.who}: {words}" if item.who else words


def _curious(book: AreaBook, title: str, today: date) -> str:
    """One question, another each week and in each area."""
    return book.curious[(today.toordinal() // 7 + zlib.crc32(title.encode())) % len(book.curious)]


# ------------------------------------------------------------------------------------------------- for us alone


def _private(half: PrivateHalf, knowledge: Knowledge) -> Iterator[Block]:
    yield from _section(
        "Unwritten rules", _bullets((plain(one.rule), em(day_words(one.as_of or ""))) for one in half.unwritten_rules)
    )
    yield from _section("Who decides", _bullets(_decides(one.who, one.what) for one in half.who_decides))
    yield from _section(
        "Who could tell you how it works here", _bullets(_decides(one.who, one.what) for one in half.mentors)
    )
    yield from _section("The map", _map(half.map, knowledge))


def _decides(who: str, what: str | None) -> Spans:
    return (strong(f"{who}:"), plain(what)) if what else (strong(who),)


def _map(people: Sequence[Person], knowledge: Knowledge) -> Iterator[Block]:
    book = knowledge.map
    if not people or book is None:
        return
    asked = {question.id: question for question in book.questions}
    across, upwards = (asked[one] for one in book.axes)
    placed = [one for one in people if one.relationship in across.choices and one.knowledge in upwards.choices]
    if placed:
        columns, rows = list(across.choices), list(upwards.choices)
        said = (
            f"{one.role}: {lowered(_label(across, one.relationship))}, {lowered(_label(upwards, one.knowledge))}"
            for one in placed
        )
        yield Grid(
            "Where each stands with us",
            f"{'; '.join(said)}.",
            f"{across.heading}, from the least to the most",
            upwards.heading,
            tuple(one.label for one in across.choices.values()),
            tuple(one.label for one in upwards.choices.values()),
            tuple(
                Placed(one.role, columns.index(one.relationship or ""), rows.index(one.knowledge or ""))
                for one in placed
            ),
        )
    fields = {field: asked[question] for question, field in book.writes.items() if question in asked}
    for person in people:
        verdict = move_of(knowledge, person)
        yield Heading(person.role, 3)
        said_of = [
            (fields[name].label, _label(fields[name], getattr(person, name))) for name in fields if name != "role"
        ]
        yield from _bullets(
            [
                *((strong(f"{label}:"), plain(words)) for label, words in said_of if words),
                *((plain(note),) for note in person.notes),
                *([(strong("Next:"), plain(verdict.rule.because))] if verdict is not None else []),
            ]
        )


def _label(question: Question, value: str | None) -> str:
    """What stands of a person, as its question words it; what is none of its choices as it stands."""
    if not value:
        return ""
    known = not question.choices or value in question.choices
    return question.kind.words(question, last_of(value) if question.kind.agreed else value) if known else value
