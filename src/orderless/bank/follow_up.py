"""follow_up.yaml: what was to be expected of each answer, when to look back, what to ask then, and what it comes to.

It decides no request. Its questions, facts and rules are a small knowledge of their own, in which a look is held.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from orderless.bank.conditions import AllOf, Condition
from orderless.bank.knowledge import Knowledge
from orderless.bank.own_table import Comes, own_table
from orderless.bank.questions import Bank, Question
from orderless.bank.rules import Rule
from orderless.bank.shape import Id, Limits, Response, Seq, Shape, SourceId, Text, checked, wrong

__all__ = [
    "FOLLOW_UP",
    "MAIL_SLOTS",
    "Expected",
    "FollowUpBook",
    "Mail",
    "PlannedLook",
    "SaidWhen",
    "Sureness",
    "look_knowledge",
]

FOLLOW_UP = "follow_up.yaml"

MAIL_SLOTS = ("said_on", "expected", "by", "was_by", "answer", "looked_on", "seen", "number_seen")
"""The slots of the mail beside those of replies.yaml: the day of the answer, what is expected, by when (`was_by` where
that day is over), the answer; and of the last look its day, what was seen, and the number.
"""

_BANK = "follow_up"

Ways = Annotated[Seq[Text], Limits(min_length=1)]
"""The ways to say one thing, the fullest first; the first whose slots are all filled is said."""


class SaidWhen(Shape):
    """What was to be expected where `when` holds, in place of the outcome's own words.

    `share: false`: the stakeholder was never told so, and does not read it.
    """

    when: Condition
    say: Ways
    share: bool = True


class Expected(Shape):
    """What an outcome says will happen, so that a no can be looked at as honestly as a yes.

    `after`: the questions whose day starts the clock, the first that is answered; the day of the talk without one.
    `agreed`: the questions whose day was agreed for a look. `look`: what the only look asks, where there is one alone.
    `asks`: how a question of the look is put for this outcome.
    """

    say: Ways
    variants: Seq[SaidWhen] = ()
    after: Seq[Id] = ()
    agreed: Seq[Id] = ()
    look: Text | None = None
    asks: dict[Id, Ways] = {}


class LookDay(Shape):
    """After how many days to look where `when` holds, and why then."""

    when: Condition = AllOf()
    days: Annotated[int, Limits(ge=1, le=730)]
    because: Text
    sources: Seq[SourceId] = ()


def _total(days: tuple[LookDay, ...]) -> tuple[LookDay, ...]:
    if days[-1].when != AllOf():
        message = "the last line must always match, so that there is always a day: leave out its `when`"
        raise wrong("not_total", "{message}", message=message)
    return days


class PlannedLook(Shape):
    """One look back: what it asks, and its day, counted; the first line that holds says after how many."""

    id: Id
    title: Text
    days: Annotated[Seq[LookDay], Limits(min_length=1), checked(_total)]


class Sureness(Shape):
    """A degree of sureness: the words for it, and of a hundred such expectations how many should come."""

    say: Text
    of_100: Annotated[int, Limits(ge=50, le=99)]


class Reading(Shape):
    """What a look comes to. `counts`: as what, where it says something about the expectation; without it, as nothing.

    `heard`: how the stakeholder reads it. `again`: it has to be looked at again, so its day stays due.
    """

    name: Text
    heard: Text
    again: bool = False
    counts: Literal["came", "partly", "did_not"] | None = None


class Read(Shape):
    """A row of the table that reads a look: first match wins. `outcomes`: only after one of these answers."""

    id: Annotated[str, Limits(pattern=r"^[A-Z][A-Z0-9]{0,7}$")]
    when: Condition
    reading: Id
    say: Text
    outcomes: Seq[Id] = ()


def _always_read(rules: tuple[Read, ...]) -> tuple[Read, ...]:
    if rules[-1].when != AllOf() or rules[-1].outcomes:
        message = "the last rule must always match, so that each look comes to something: `when: {}`"
        raise wrong("not_total", "{message}", message=message)
    return rules


class Mail(Shape):
    """The mail that asks how it stands; each paragraph in several ways, and left out where none can be filled."""

    subject: Ways
    body: Annotated[Seq[Ways], Limits(min_length=1)]


class FollowUpBook(Shape):
    """follow_up.yaml as a whole. `asks` puts questions with words of the talk; `takes` gives them answers of the talk.

    Slots in `expected`, `asks` and `email` are those of replies.yaml; the mail has those of MAIL_SLOTS as
    well.
    """

    version: int
    title: Text
    opening: Text | None = None
    minutes: int | float | None = None
    facts: Annotated[dict[Id, Annotated[Seq[Id], Limits(min_length=2)]], Limits(min_length=1)]
    expected: dict[Id, Expected]
    looks: Annotated[Seq[PlannedLook], Limits(min_length=1, max_length=2)]
    sure: dict[Id, Sureness]
    readings: dict[Id, Reading]
    rules: Annotated[Seq[Read], Limits(min_length=1), checked(_always_read)]
    email: Mail
    asks: dict[Id, Ways] = {}
    takes: dict[Id, Id] = {}
    questions: Annotated[Seq[Question], Limits(min_length=1)]


_RESPONSES: Mapping[str | None, Response] = {"came": "yes", "partly": "no", "did_not": "no", None: "not_yet"}


def look_knowledge(
    knowledge: Knowledge, outcome: str | None = None, asked: Mapping[str, str] | None = None
) -> Knowledge:
    """The questions, facts and rules of a look as a knowledge of their own, in which a look is an interview.

    `outcome` is the answer that is looked back at (None: the rows of all of them); `asked` puts questions otherwise,
    by id. Raises ValueError where this knowledge has no follow_up.yaml.
    """
    book = knowledge.follow_up
    if book is None:
        raise ValueError(f"this knowledge has no {FOLLOW_UP}")
    rows = [row for row in book.rules if outcome is None or not row.outcomes or outcome in row.outcomes]
    return own_table(
        knowledge,
        FOLLOW_UP,
        _bank(book, asked or {}),
        book.facts,
        {
            name: Comes(reading.name, reading.heard, _RESPONSES[reading.counts])
            for name, reading in book.readings.items()
        },
        tuple(Rule(id=row.id, when=row.when, outcome=row.reading, because=row.say) for row in rows),
    )


def _bank(book: FollowUpBook, asked: Mapping[str, str]) -> Bank:
    """The questions of a look as a bank."""
    questions = tuple(
        question.model_copy({"ask": asked[question.id]}) if question.id in asked else question
        for question in book.questions
    )
    return Bank(
        bank=_BANK,
        title=book.title,
        version=book.version,
        order=1,
        minutes=book.minutes,
        opening=book.opening,
        questions=questions,
    )
