"""A look back on paper: what we said, what we see today, what we do next; and the mail that asks how it stands.

Everything on the page comes from `SharedLook`. A field that is not listed there cannot be shared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

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
from orderless.documents.role_answers import role_words
from orderless.documents.slots import headline
from orderless.documents.wording import (
    SOURCE,
    capitalised,
    day_words,
    heard_words,
    is_sentence,
    lowered,
    title_of,
    without_stop,
)
from orderless.documents.words import outcome_of
from orderless.interview.answers import Answer, Commitment, Note
from orderless.interview.events import Record, fold
from orderless.interview.looks import Expectation, Look, expectations, expected_with, looks_in

__all__ = ["Said", "SharedLook", "look_mail", "look_page", "looks_as_data", "looks_read", "said_of", "shared_looks"]

SCHEMA = 1
"""The version of the page as JSON; docs/looking-back.md says what is in it."""

_WRONG = "If something here is wrong or missing, please tell us, and we will put it right."


class Said(NamedTuple):
    """What was said with an answer, for the consultant. `event` is that of the expectation; 0: nothing was kept.

    `answer` is the headline that the stakeholder read; `words` the expectation, `share` whether they may read it.
    """

    event: int
    day: str
    answer: str
    by: str
    words: str
    share: bool
    sure: str
    tell: str

    @property
    def line(self) -> str:
        """What was expected, on one line."""
        by = f" by {day_words(self.by)}" if self.by else ""
        return f"We expected{by}: {lowered(self.words)}." if self.words else f"We said: “{self.answer}”."

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, a sentence each."""
        written = (
            (
                f"You were: {self.sure}." if self.sure else "You did not say how sure you were.",
                f"It would have shown us wrong: {self.tell}" if self.tell else "",
            )
            if self.event
            else ("No expectation was written down. This is what such an answer means.",)
        )
        return tuple(filter(None, (f"{_on(self.day)}e said: “{self.answer}”.", self.line, *written)))


def _on(day: str) -> str:
    """The beginning of a sentence about us: on this day, if it is known."""
    return f"On {day_words(day)} w" if day else "W"


def said_of(verdict: Verdict, records: Sequence[Record], part: str = "") -> Said:
    """What was said with this answer, as it was kept; where nothing was, what such an answer says will happen."""
    state = verdict.case.state
    kept = expected_with(expectations(records, part), outcome_of(verdict))
    at = clock.day_of((kept.said_on if kept else "") or _answered(records, part) or state.started)
    day = at.isoformat() if at is not None else ""
    answer = without_stop(_sent_title(records) or headline(verdict))
    if kept is not None:
        return _kept(verdict, kept, day, answer)
    begun = clock.day_of(state.started) or at or date.min
    expecting = expected_of(verdict, begun)
    words, share = (expecting.words, expecting.share) if expecting else ("", False)
    by = expecting.looks[-1].day.isoformat() if expecting and begun > date.min else ""
    return Said(0, day, answer, by, without_stop(words), share, "", "")


def _kept(verdict: Verdict, kept: Expectation, day: str, answer: str) -> Said:
    book = verdict.case.knowledge.follow_up
    sure = book.sure.get(kept.sure) if book is not None else None
    told = kept.share and "words" not in kept.typed  # what the consultant typed here was for them alone
    return Said(kept.n, day, answer, kept.by, without_stop(kept.words), told, sure.say if sure else "", kept.tell)


def _answered(records: Sequence[Record], part: str) -> str:
    """When this was wrapped up, first of all."""
    finished = (one for one in records if one["k"] == "finish" and one.get("in", "") == part)
    return next((str(one.get("at", "")) for one in finished), "")


def _sent_title(records: Sequence[Record]) -> str:
    """The title of the page to share, where it was edited."""
    edited = fold(records).wordings.get("summary", {}).get("title")
    return edited.text.strip().lstrip("#").strip() if edited else ""


# ------------------------------------------------------------------------------------------------------- the page


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
    *before, last = looks
    look = _read(talk, last)
    title = capitalised(look.title)
    seen = tuple(line for line in _seen(look) if line != title)
    day = _number(look, "looked_on") or last.day
    again = [one for one in sorted(_planned(talk, records, part.id)) if one > day]
    state = look.case.state
    return SharedLook(
        part=part.name,
        topic=without_stop(role_words(talk, "topic")),
        firm=talk.case.knowledge.house.firm or "",
        day=day_words(day),
        looked_with=role_words(look, "present"),
        title=title,
        said_on=day_words(kept.day),
        said=kept.answer,
        expected=kept.words if kept.share else "",
        expected_by=day_words(kept.by) if kept.share else "",
        number_then=_number(look, "number_then"),
        number_today=_number(look, "number_today"),
        number_from=_number(look, "number_from"),
        seen=seen,
        quotes=tuple(note.text for note in state.notes if note.kind == "quote" and _may_be_read(look, note)),
        remarks=tuple(note.text for note in state.notes if note.kind != "quote" and _may_be_read(look, note)),
        next_step=_number(look, "next_step"),
        steps=tuple(_step(one) for one in state.commitments if one.shared),
        look_again=day_words(again[0]) if again else "",
        before=tuple(_before(talk, one) for one in before),
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
            yield f"{capitalised(line)}{_source(answer)}"


def _source(answer: Answer) -> str:
    return f" ({SOURCE[answer.basis]})" if answer.basis != "believes" else ""


def _may_be_read(look: Verdict, note: Note) -> bool:
    hidden = note.question in look.case.knowledge.questions and look.case.knowledge.is_private(str(note.question))
    return bool(note.shared or note.kind == "finding") and not note.private and not hidden


def _step(promise: Commitment) -> NextStep:
    return NextStep(promise.who, without_stop(promise.what), day_words(promise.by))


def _before(talk: Verdict, look: Look) -> SeenAt:
    read = _read(talk, look)
    day = _number(read, "looked_on") or look.day
    return SeenAt(day_words(day), _number(read, "number_today"), capitalised(read.title))


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


# ------------------------------------------------------------------------------------------------------- the mail


def look_mail(parts: Sequence[PartVerdict], records: Sequence[Record]) -> Doc:
    """The mail that asks how it stands, headed by its subject, so that it can be pasted and sent.

    Raises ValueError where the knowledge has no follow_up.yaml.
    """
    first, book = parts[0].verdict, parts[0].verdict.case.knowledge.follow_up
    if book is None:
        raise ValueError("this knowledge has no follow_up.yaml")
    blocks: list[Block] = []
    for part in parts:
        if len(parts) > 1:
            blocks.append(Heading(capitalised(part.name or "everybody else")))
        own = _own_slots(said_of(part.verdict, records, part.id))
        lines = (said(part.verdict, ways, own) for ways in book.email.body)
        blocks += [Paragraph((plain(line),)) for line in lines if line]
    blocks += [Paragraph((plain(text),)) for text in (first.case.knowledge.house.sign_off,) if text]
    return Doc(said(first, book.email.subject, _own_slots(said_of(first, records, parts[0].id))), tuple(blocks))


def _own_slots(kept: Said) -> Mapping[str, str]:
    return {
        "said_on": day_words(kept.day),
        "expected": lowered(kept.words) if kept.share else "",
        "by": day_words(kept.by) if kept.share else "",
        "answer": kept.answer,
    }
