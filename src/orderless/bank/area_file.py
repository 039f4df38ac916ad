"""The two files that we keep of an area of the business: what anybody may read of it, and the private half.

Each fact in them says when it held and how it is known. Whether it is too old to lean on is for areas.yaml to say.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from orderless.bank.shape import Limits, Seq, Shape, checked, wrong

__all__ = [
    "AREA_LISTS",
    "AREA_TIMES",
    "PRIVATE_ENTRIES",
    "PRIVATE_LISTS",
    "Area",
    "Fact",
    "Person",
    "PrivateEntry",
    "PrivateHalf",
    "is_day",
    "is_harmless",
    "last_of",
]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")


def last_of(day: str) -> str:
    """The last day that this names, in ISO form: of a month (`2027-06`) its last one; empty for nothing."""
    if len(day) != len("2027-06"):
        return day
    return f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1]:02}"


def is_day(value: str) -> bool:
    """Whether this is a day, or a month as a whole."""
    try:
        date.fromisoformat(f"{value}-01" if len(value) == len("2027-06") else value)
    except ValueError:
        return False
    return _DAY.fullmatch(value) is not None


def _day(value: str) -> str:
    if not is_day(value):
        raise wrong("day", "a day is written as 2027-03-01, a month as 2027-03")
    return value


_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What steers a terminal or hides the direction of a text. YAML can say it with an escape."""


def is_harmless(text: str) -> bool:
    """Whether nothing in it steers a terminal or hides its own direction."""
    return _STEERING.search(text) is None


def _as_text(value: str | int | float) -> str:
    text = str(value)
    if not text.strip():
        raise wrong("no_words", "expected some text")
    return _harmless(text)


def _harmless(text: str) -> str:
    if not is_harmless(text):
        raise wrong("steering", "an invisible character stands in this text; remove it")
    return text


Day = Annotated[str, checked(_day)]
"""A day, or a month as a whole."""
if TYPE_CHECKING:
    Words = str
else:
    Words = Annotated[Annotated[str, Limits(max_length=4000)] | int | float, checked(_as_text)]
"""Some words; a bare number in the file is one of them."""
Line = Annotated[str, Limits(min_length=1, max_length=200, pattern=r"^[^\n\r]*$"), checked(_harmless)]
Every = Literal["week", "month", "quarter", "half_year", "year"]


class Fact(Shape):
    """What any fact says of itself: when it held, how it is known, and where it comes from."""

    as_of: Day | None = None
    basis: Literal["saw", "data", "performers", "believes"] = "believes"
    source: Line | None = None


class Goal(Fact):
    """A goal and its number. `every` is how often the number is reported; `owner_as_of` is when its owner was known."""

    name: Words
    now: Words | None = None
    target: Words | None = None
    by: Day | None = None
    owner: Line | None = None
    owner_as_of: Day | None = None
    lives_in: Line | None = None
    every: Every | None = None


class Season(Fact):
    """What comes round in their calendar, and what it does to the work; `until`: the last day on which it counts."""

    what: Words
    when: Words | None = None
    effect: Words | None = None
    until: Day | None = None


class Thing(Fact):
    """A pressure, an effort of theirs, something that they have or that was tried; `where` it lies, who owns it."""

    what: Words
    where: Line | None = None
    owner: Line | None = None


class Saying(Fact):
    """A word of theirs, and what they mean by it."""

    says: Words
    means: Words | None = None


class Setting(Fact):
    """How the work is set up here, as the answer to a question: its id, and the keys of the choices."""

    question: Annotated[str, Limits(min_length=1, max_length=64)]
    answer: Annotated[Seq[Annotated[str, Limits(min_length=1, max_length=64)]], Limits(min_length=1)]
    words: Words | None = None


class Area(Shape):
    """`areas/<area>.yaml`: what is known of an area, without a word that could not be read aloud in it."""

    area: Line
    goals: Seq[Goal] = ()
    calendar: Seq[Season] = ()
    pressures: Seq[Thing] = ()
    their_words: Seq[Saying] = ()
    other_levers: Seq[Thing] = ()
    have_already: Seq[Thing] = ()
    tried: Seq[Thing] = ()
    setting: Seq[Setting] = ()


class PrivateFact(Fact):
    """A fact for us alone; `kept` is the day on which we were asked, and kept it."""

    kept: Day | None = None


class Unwritten(PrivateFact):
    """A rule that is written nowhere."""

    rule: Words


class Decides(PrivateFact):
    """Who decides here, by role, and about what."""

    who: Line
    what: Words | None = None


class Person(Shape):
    """One person on the map, by role. What stands on both axes and in `pull` are choices of map.yaml.

    `id` is how the list of what is due names the touch; `touched` and `next` are days of touches, and
    `kept` is the day on which we were asked, and kept it.
    """

    id: Annotated[str, Limits(pattern=r"^[a-z0-9]{4}$")]
    role: Line
    relationship: Line | None = None
    knowledge: Line | None = None
    pull: Line | None = None
    stance: Line | None = None
    fixed: Line | None = None
    listens_to: Words | None = None
    wants: Words | None = None
    notes: Seq[Words] = ()
    as_of: Day | None = None
    kept: Day | None = None
    touched: Day | None = None
    next: Day | None = None


PrivateEntry = Unwritten | Decides | Person


class PrivateHalf(Shape):
    """`areas-private/<area>.yaml`: what is for us alone. It is never shared, and goes when nobody touches it."""

    area: Line
    unwritten_rules: Seq[Unwritten] = ()
    who_decides: Seq[Decides] = ()
    mentors: Seq[Decides] = ()
    map: Seq[Person] = ()


AREA_TIMES = 50
"""Times as large as a file of the knowledge that such a file may be: some 50 MB."""

AREA_LISTS = tuple(name for name in Area.model_fields if name != "area")
PRIVATE_LISTS = tuple(name for name in PrivateHalf.model_fields if name != "area")
PRIVATE_ENTRIES: Mapping[str, tuple[type[PrivateEntry], tuple[str, ...]]] = {
    "unwritten_rules": (Unwritten, ("rule",)),
    "who_decides": (Decides, ("who",)),
    "mentors": (Decides, ("who",)),
    "map": (Person, ("id", "role")),
}
"""What each list of the private half holds, and what an entry of it has to say."""
