"""A look back on paper: what we said, what we see today, what we do next; and the mail that asks how it stands.

Everything on the page comes from `SharedLook`. A field that is not listed there cannot be shared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from orderless import clock
from orderless.bank.follow_up import look_knowledge
from orderless.bank.questions import Role
from orderless.decision.decide import decide
from orderless.decision.parts import PartVerdict
from orderless.decision.verdict import Verdict
from orderless.documents.doc import (
    Block,
    Bullets,
    Doc,
    Heading,
    Paragraph,
    Quote,
    Table,
    Task,
    Tasks,
    em,
    plain,
    strong,
)
from orderless.documents.expected import expected_of, said
from orderless.documents.next_steps import promiser
from orderless.documents.role_answers import role_words
from orderless.documents.said_then import Said, said_of
from orderless.documents.voice import PASSED_ON, said_to_reader, sentence
from orderless.documents.wording import (
    capitalised,
    day_words,
    heard_words,
    is_sentence,
    lowered,
    title_of,
    without_stop,
)
from orderless.documents.words import outcome_of
from orderless.interview.answers import Basis, Commitment, Note
from orderless.interview.events import Record, fold
from orderless.interview.looks import Look, expectations, looks_in
from orderless.register.days import days_of

__all__ = [
    "SeenAt",
    "SharedLook",
    "came_to",
    "look_mail",
    "look_page",
    "looks_as_data",
    "looks_read",
    "seen_before",
    "shared_looks",
]

SCHEMA = 1
"""The version of the page as JSON; docs/looking-back.md says what is in it."""

_WRONG = "If something here is wrong or missing, please tell us, and we will put it right."


@dataclass(frozen=True)
class SeenAt:
    """An earlier look: its day, the number then, and what it came to."""

    day: str
    number: str
    came: str


@dataclass(frozen=True)
class NextStep:
    """Who does what by when."""

    who: str
    what: str
    by: str


@dataclass(frozen=True)
class SharedLook:
    """The allow-list of the page, in words that are ready to read. Empty where there is nothing to say."""

    part: str
    """The part of the order that it is about; empty for the whole order."""
    topic: str
    firm: str
    day: str
    looked_with: str
    """With whom we looked, by role."""
    title: str
    """What came of it."""
    said_on: str
    said: str
    """The headline of the answer that they got."""
    expected: str
    expected_by: str
    number_then: str
    number_today: str
    number_from: str
    seen: tuple[str, ...]
    """Answers that they gave, a line each."""
    quotes: tuple[str, ...]
    remarks: tuple[str, ...]
    """Notes that the consultant ticked."""
    next_step: str
    steps: tuple[NextStep, ...]
    look_again: str
    """The day on which we look again."""
    before: tuple[SeenAt, ...]
    """Earlier looks, the first one first."""

    @property
    def said_then(self) -> tuple[tuple[str, str], ...]:
        """What comes from the talk and may hold words that somebody typed, each after what it is."""
        return (("what we said", self.said), ("what we expected", self.expected), ("the topic", self.topic))


def shared_looks(parts: Sequence[PartVerdict], records: Sequence[Record]) -> tuple[SharedLook, ...]:
    """What may be read of the newest finished look at each part of an order; empty where there is none."""
    return tuple(
        _shared(part, records, looks)
        for part in parts
        if (looks := [look for look in looks_in(records, part.id) if look.finished])
    )


def _shared(part: PartVerdict, records: Sequence[Record], looks: Sequence[Look]) -> SharedLook:
    talk, kept = part.verdict, said_of(part.verdict, records, part.id)
    last = looks[-1]
    look = _read(talk, last)
    title = capitalised(last.heard or look.title)
    seen = tuple(line for line in _seen(look) if line != title)
    day = _number(look, "looked_on") or last.day
    again = [one for one in sorted(_planned(talk, records, part.id)) if one > day]
    state = look.case.state
    promises = [one for one in (*_still_open(records, looks[:-1]), *state.commitments) if one.shared]
    return SharedLook(
        part=part.name,
        topic=without_stop(role_words(talk, "topic")),
        firm=talk.case.knowledge.house.firm or "",
        day=day_words(day),
        looked_with=role_words(look, "present"),
        title=title,
        said_on=day_words(kept.day),
        said=kept.answer,
        expected=said_to_reader(talk, kept.words) if kept.share else "",
        expected_by=day_words(kept.by) if kept.share else "",
        number_then=_number(look, "number_then"),
        number_today=_number(look, "number_today"),
        number_from=_number(look, "number_from"),
        seen=seen,
        quotes=tuple(note.text for note in state.notes if note.kind == "quote" and _may_be_read(look, note)),
        remarks=tuple(note.text for note in state.notes if note.kind != "quote" and _may_be_read(look, note)),
        next_step=_number(look, "next_step"),
        steps=tuple(_step(talk, look, one) for one in promises),
        look_again=day_words(again[0]) if again else "",
        before=tuple(_before(talk, one) for one in looks[:-1]),
    )


def _planned(talk: Verdict, records: Sequence[Record], part: str) -> set[str]:
    """The days to look back on: those that were kept, and the one that was agreed in the talk."""
    begun = clock.day_of(talk.case.state.started)
    offered = expected_of(talk, begun) if begun else None
    agreed = {one.day.isoformat() for one in offered.looks if one.agreed} if offered else set()
    return agreed | {one.by for one in expectations(records, part)}


def looks_read(parts: Sequence[PartVerdict], records: Sequence[Record]) -> list[Verdict]:
    """What the newest finished look at each part comes to, for who looks over what leaves."""
    each = (([look for look in looks_in(records, part.id) if look.finished], part) for part in parts)
    return [_read(part.verdict, looks[-1]) for looks, part in each if looks]


def _read(talk: Verdict, look: Look) -> Verdict:
    """What the answers of a look come to."""
    return decide(look_knowledge(talk.case.knowledge, outcome_of(talk)), fold(look.records))


def _number(look: Verdict, role: Role) -> str:
    return without_stop(role_words(look, role))


_IN_FIELDS: tuple[Role, ...] = ("number_then", "number_today", "number_from", "next_step", "looked_on", "present")


def _seen(look: Verdict) -> Iterator[str]:
    """The answers that were asked of the stakeholder and have no field of their own, each on a line."""
    knowledge = look.case.knowledge
    for question, answer in look.case.evidence.answers.items():
        asked = knowledge.questions[question]
        words = heard_words(knowledge, asked, answer)
        if (
            asked.asked_of == "stakeholder"
            and not knowledge.is_private(question)
            and asked.role not in _IN_FIELDS
            and words
        ):
            line = words if is_sentence(asked, answer) else f"{title_of(asked)}: {lowered(words)}"
            yield capitalised(sentence(line, _SOURCE[answer.basis]))


_SOURCE: Mapping[Basis, str] = {
    "saw": "as was seen",
    "data": "as the figures show",
    "performers": PASSED_ON,
    "believes": "",
}
"""How a line is known, to stand at its end. What they told us has nothing: the page is theirs."""


def _may_be_read(look: Verdict, note: Note) -> bool:
    hidden = note.question in look.case.knowledge.questions and look.case.knowledge.is_private(str(note.question))
    return bool(note.shared or note.kind == "finding") and not note.private and not hidden


def _step(talk: Verdict, look: Verdict, promise: Commitment) -> NextStep:
    """A promise, with us by our name and whoever reads it as `You`."""
    who = promise.who
    with_us = role_words(look, "present")
    if with_us and who.casefold().removeprefix("the ") == with_us.casefold().removeprefix("the "):
        who = "you"
    return NextStep(capitalised(promiser(talk, who)), without_stop(promise.what), day_words(promise.by))


def _still_open(records: Sequence[Record], looks: Sequence[Look]) -> Iterator[Commitment]:
    """The promises of earlier looks that nobody has kept so far."""
    open_ = {item.event for item in days_of(records, {}, {}) if item.open}
    for look in looks:
        yield from (one for one in fold(look.records).commitments if one.n in open_)


def seen_before(part: PartVerdict, records: Sequence[Record]) -> tuple[SeenAt, ...]:
    """What each finished look at this part saw, the first one first; but for those at which nothing was said."""
    book = part.verdict.case.knowledge.follow_up
    nothing = book.rules[-1].id if book is not None else ""
    looks = (look for look in looks_in(records, part.id) if look.finished and look.rule != nothing)
    return tuple(_before(part.verdict, look) for look in looks)


def came_to(look: Verdict) -> dict[str, str]:
    """What a look came to as the stakeholder reads it, to be kept with it: nothing later changes it."""
    came = {"heard": look.title, "number": _number(look, "number_today"), "looked_on": _number(look, "looked_on")}
    return {name: words for name, words in came.items() if words}


def _before(talk: Verdict, look: Look) -> SeenAt:
    """As it was kept; a look from before that was kept is read again."""
    came = {"heard": look.heard, "number": look.number_today, "looked_on": look.looked_on}
    came = came if look.heard else came_to(_read(talk, look))
    day = came.get("looked_on") or look.day
    return SeenAt(day_words(day), came.get("number", ""), capitalised(came.get("heard", "")))


def look_page(looks: Sequence[SharedLook]) -> Doc:
    """The page for the stakeholder: what we said, what we see today, what we do next; each part by itself."""
    if len(looks) == 1:
        return Doc(looks[0].title, (*_about(looks[0]), *_sections(looks[0], 2), *_wrong()))
    first = looks[0]
    blocks: list[Block] = [*_about(first)]
    for look in looks:
        name = look.part or "everybody else"
        blocks += [Heading(capitalised(name)), Paragraph((strong(look.title),)), *_sections(look, 3)]
    title = f"Where it stands: {lowered(first.topic)}" if first.topic else "Where it stands"
    return Doc(title, (*blocks, *_wrong()))


def _about(look: SharedLook) -> Iterator[Block]:
    """What it is about, when we looked and with whom, on one line."""
    present = f"with {look.looked_with}" if look.looked_with else ""
    line = " · ".join(filter(None, (capitalised(look.topic), look.day, present, look.firm)))
    yield Paragraph((em(line),))


def _sections(look: SharedLook, level: int) -> Iterator[Block]:
    below: Any = level
    yield Heading("What we said", below)
    yield Paragraph((plain(f"On {look.said_on}: “{look.said}”." if look.said_on else f"“{look.said}”."),))
    if look.expected:
        by = f" by {look.expected_by}" if look.expected_by else ""
        yield Paragraph((plain(f"What we expected{by}: {lowered(look.expected)}."),))
    for title, blocks in (("What we see today", _today(look)), ("What we do next", _next(look))):
        found = tuple(blocks)
        if found:
            yield Heading(title, below)
            yield from found


def _today(look: SharedLook) -> Iterator[Block]:
    lines = (*_numbers(look), *look.seen, *look.remarks)
    if lines:
        yield Bullets(tuple((plain(line),) for line in lines))
    yield from (Quote(text) for text in look.quotes)
    if look.before:
        rows = tuple((one.day, one.number or "–", one.came) for one in look.before)
        yield Table(("We looked before", "Where it stood", "What we saw"), rows)


def _numbers(look: SharedLook) -> Iterator[str]:
    if look.number_today:
        then = f"{look.number_then} then, " if look.number_then else ""
        source = f" (from: {look.number_from})" if look.number_from else ""
        yield f"Where it stands: {then}{look.number_today} today{source}"


def _next(look: SharedLook) -> Iterator[Block]:
    if look.next_step:
        yield Paragraph((plain(f"{capitalised(look.next_step)}."),))
    if look.steps:
        yield Tasks(tuple(Task(one.who, one.what, one.by) for one in look.steps))
    if look.look_again:
        yield Paragraph((plain(f"We look again on {look.look_again}."),))


def _wrong() -> Iterator[Block]:
    yield Heading("Tell us what we got wrong")
    yield Paragraph((plain(_WRONG),))


def looks_as_data(looks: Sequence[SharedLook]) -> dict[str, Any]:
    """The fields of the page, and no others; for an order in parts each by itself."""
    return {"schema": SCHEMA, "document": "followup", "looks": [asdict(look) for look in looks]}


# ------------------------------------------------------------------------------------------------------------ the mail


def look_mail(parts: Sequence[PartVerdict], records: Sequence[Record], today: date) -> Doc:
    """The mail that asks how it stands on this day, headed by its subject, so that it can be pasted and sent.

    Raises ValueError where the knowledge has no follow_up.yaml.
    """
    first, book = parts[0].verdict, parts[0].verdict.case.knowledge.follow_up
    if book is None:
        raise ValueError("this knowledge has no follow_up.yaml")
    blocks: list[Block] = []
    for part in parts:
        if len(parts) > 1:
            blocks.append(Heading(capitalised(part.name or "everybody else")))
        own = _own_slots(part, records, today)
        lines = (said(part.verdict, ways, own) for ways in book.email.body)
        blocks += [Paragraph((plain(line),)) for line in lines if line]
    blocks += [Paragraph((plain(text),)) for text in (first.case.knowledge.house.sign_off,) if text]
    return Doc(said(first, book.email.subject, _own_slots(parts[0], records, today)), tuple(blocks))


def _own_slots(part: PartVerdict, records: Sequence[Record], today: date) -> Mapping[str, str]:
    kept: Said = said_of(part.verdict, records, part.id)
    looks: Sequence[SeenAt] = seen_before(part, records)
    last = looks[-1] if looks else SeenAt("", "", "")
    by = day_words(kept.by) if kept.share else ""
    return {
        "said_on": day_words(kept.day),
        "expected": lowered(said_to_reader(part.verdict, kept.words)) if kept.share else "",
        "by": by if kept.by >= today.isoformat() else "",
        "was_by": by if kept.by < today.isoformat() else "",
        "answer": kept.answer,
        "looked_on": last.day,
        "seen": lowered(last.came),
        "number_seen": last.number,
    }
