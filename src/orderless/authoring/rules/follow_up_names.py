"""A name in `follow_up.yaml` leads nowhere: a slot that `replies.yaml` does not declare, a question, a fact, a source.

What rests on it is passed over: words with such a slot are never said, a day that no question asks for never starts the
clock, a condition that cannot be looked at never holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from orderless.authoring.rule import Finding, Rule
from orderless.authoring.rules.not_expected import BOOK
from orderless.bank.checks.finding import Path, missing
from orderless.bank.checks.questions import wrong_names
from orderless.bank.follow_up import FOLLOW_UP, MAIL_SLOTS, FollowUpBook
from orderless.bank.knowledge import Knowledge
from orderless.bank.replies import slots_in
from orderless.bank.shape import Seq


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Names that lead nowhere."""
    book = knowledge.follow_up
    if book is not None:
        yield from _words(knowledge, book)
        yield from _conditions(knowledge, book)
        yield from _questions(knowledge, book)
        yield from _sources(knowledge, book)


def _words(knowledge: Knowledge, book: FollowUpBook) -> Iterator[Finding]:
    slots = knowledge.replies.slots
    for outcome, expected in book.expected.items():
        path: Path = ("expected", outcome)
        yield from _slots((*path, "say"), expected.say, slots)
        for i, variant in enumerate(expected.variants):
            yield from _slots((*path, "variants", i, "say"), variant.say, slots)
        for question, ways in expected.asks.items():
            yield from _slots((*path, "asks", question), ways, slots)
    for question, ways in book.asks.items():
        yield from _slots(("asks", question), ways, slots)
    for i, ways in enumerate((book.email.subject, *book.email.body)):
        yield from _slots(("email", "body", i - 1) if i else ("email", "subject"), ways, {*slots, *MAIL_SLOTS})


def _slots(path: Path, ways: Seq[str], known: Collection[str]) -> Iterator[Finding]:
    for i, way in enumerate(ways):
        for slot in slots_in(way):
            if slot not in known:
                message = f"{{{slot}}} is not declared under slots of replies.yaml, so this is never said"
                yield Finding(FOLLOW_UP, (*path, i), message)


def _conditions(knowledge: Knowledge, book: FollowUpBook) -> Iterator[Finding]:
    for outcome, expected in book.expected.items():
        for i, variant in enumerate(expected.variants):
            for message in wrong_names(knowledge, variant.when):
                yield Finding(FOLLOW_UP, ("expected", outcome, "variants", i, "when"), message)
    for i, look in enumerate(book.looks):
        for j, row in enumerate(look.days):
            for message in wrong_names(knowledge, row.when):
                yield Finding(FOLLOW_UP, ("looks", i, "days", j, "when"), message)


def _questions(knowledge: Knowledge, book: FollowUpBook) -> Iterator[Finding]:
    own, asked = [question.id for question in book.questions], knowledge.questions
    for outcome, expected in book.expected.items():
        for key in ("after", "agreed"):
            for i, name in enumerate(getattr(expected, key)):
                path = ("expected", outcome, key, i)
                if name not in asked:
                    yield Finding(FOLLOW_UP, path, missing(name, asked, "question"))
                elif not asked[name].kind.agreed:
                    yield Finding(
                        FOLLOW_UP, path, f'"{name}" is not answered with a day: its type is {asked[name].type}'
                    )
        yield from _own(("expected", outcome, "asks"), expected.asks, own)
    yield from _own(("asks",), book.asks, own)
    yield from _own(("takes",), book.takes, own)
    for here, there in book.takes.items():
        if there not in asked:
            yield Finding(FOLLOW_UP, ("takes", here), missing(there, asked, "question"))


def _own(path: Path, named: Collection[str], own: Collection[str]) -> Iterator[Finding]:
    for name in named:
        if name not in own:
            yield Finding(FOLLOW_UP, (*path, name), missing(name, own, "question of a look"), at_key=True)


def _sources(knowledge: Knowledge, book: FollowUpBook) -> Iterator[Finding]:
    days = (
        (("looks", i, "days", j), row.sources) for i, look in enumerate(book.looks) for j, row in enumerate(look.days)
    )
    asked = ((("questions", i), question.sources) for i, question in enumerate(book.questions))
    for path, sources in (*days, *asked):
        for i, source in enumerate(sources):
            if source not in knowledge.references.references:
                yield Finding(FOLLOW_UP, (*path, "sources", i), f'"{source}" is not in references.yaml')


RULE = Rule(
    "F502",
    "warning",
    "A name of a look back that leads nowhere",
    __doc__ or "",
    {FOLLOW_UP: BOOK.replace("Work goes on in one room.", "Work goes on in {rooms} rooms.")},
    {FOLLOW_UP: BOOK},
    check,
)
