"""areas.yaml: how old a fact of an area may be, which question it is offered at, and what may be kept of a talk.

It decides no request: a fact is only ever offered.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from orderless.bank.questions import Role
from orderless.bank.shape import Id, Limits, Seq, Shape, Text, checked, wrong

__all__ = ["AREAS", "FIELDS", "AreaBook", "Length", "OfferedAt", "StaleAfter", "length_of"]

AREAS = "areas.yaml"

_LENGTH = re.compile(r"([1-9][0-9]{0,2}) (day|month)s?")

FIELDS: tuple[str, ...] = (
    *("goals.name", "goals.now", "goals.target", "goals.owner"),
    *("calendar.what", "pressures.what", "their_words.says", "other_levers.what", "have_already.what", "tried.what"),
    *("setting.answer", "unwritten_rules.rule", "who_decides.who", "mentors.who"),
    *("map.relationship", "map.knowledge", "map.pull", "map.stance", "map.listens_to"),
)
"""What of a file can be stale, or be offered: the list, and the field of an entry."""


def length_of(text: str) -> tuple[int, str]:
    """How many, and of what: `3 months` is (3, "month"). Raises ValueError for anything else."""
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise ValueError("no length of time")
    return int(found[1]), found[2]


def _length(value: str) -> str:
    if _LENGTH.fullmatch(value) is None:
        raise wrong("length", "a length of time is written as `3 months` or `14 days`")
    return value


def _field(value: str) -> str:
    if value not in FIELDS:
        raise wrong("field", "there is no such fact; the facts are: {known}", known=", ".join(FIELDS))
    return value


Length = Annotated[str, checked(_length)]
"""A length of time, such as `3 months`."""
Field = Annotated[str, checked(_field)]
"""A fact of an area: the list it stands in, and its field."""


class StaleAfter(Shape):
    """When a kind of fact is too old to lean on. `say` names the kind.

    `every`: where its entry says how often it is reported, that goes first. `until`: so does the last day it names.
    """

    say: Text
    after: Length
    every: bool = False
    until: bool = False


class OfferedAt(Shape):
    """A fact that is offered at a question, named by its id or its role.

    `value` is the choice that it comes to, where there is one, and `values` the choice for each of its own; without
    either, a question in words gets its words, and any other those words to look at. `needs`: only where its entry has
    these fields too. `keep` says what of a talk may be kept as such a fact: the `answer` and what was noted there, or
    only the `notes`; where `offered` is false, it is only kept.
    """

    from_: Field
    question: Id | None = None
    role: Role | None = None
    value: Id | None = None
    values: dict[Id, Id] = {}
    needs: Seq[Id] = ()
    keep: Literal["answer", "notes"] | None = None
    offered: bool = True

    def check(self) -> None:
        """Raises ValueError unless exactly one question is named, and at most one way to its value."""
        if (self.question is None) == (self.role is None):
            raise ValueError("name the question, by its id (`question:`) or its role (`role:`)")
        if self.value is not None and self.values:
            raise ValueError("give `value:` or `values:`, not both")


class AreaBook(Shape):
    """areas.yaml as a whole. `keeps` are the questions whose answers say how the work is set up in an area.

    Each stands with the kind that says when its answer is too old.

    `at_most` facts are offered at a question, the newest first. `touch` is the time from one touch to the next;
    `expires` the time after the last touch at which the private half is asked about, and `grace` the time after which
    it is gone in any case. `curious` are questions that have no other aim than to understand.
    """

    version: int
    stale: Annotated[dict[Id, StaleAfter], Limits(min_length=1)]
    kinds: dict[Field, Id]
    periods: dict[Id, Length]
    at_most: Annotated[int, Limits(ge=1, le=9)]
    offers: Seq[OfferedAt]
    keeps: dict[Id, Id] = {}
    touch: Length
    expires: Length
    grace: Length
    curious: Annotated[Seq[Text], Limits(min_length=1)]
