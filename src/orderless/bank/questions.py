"""What can be asked: questions, their choices, and what each choice tells us."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from orderless.bank.answer_types.registry import QuestionType, answer_type
from orderless.bank.conditions import Condition
from orderless.bank.shape import Family, Id, Limits, Seq, Shape, SourceId, Strength, Text, Toward, checked

if TYPE_CHECKING:
    from orderless.bank.answer_types.base import AnswerType

__all__ = ["Band", "Bank", "BeforeCall", "Catch", "Choice", "Effects", "Period", "Question", "Role", "Share", "Tag"]

Role = Literal[
    "request",
    "topic",
    "present",
    "first_step",
    "order",
    "facts",
    "quote",
    "a_head",
    "people",
    "minutes",
    "hour",
    "number_then",
    "number_today",
    "number_from",
    "next_step",
    "looked_on",
]
"""What documents need to know by name: the request in their words, what it is about, who was there (by role), what
happens first, what becomes of what was asked for, and which facts would settle it.

What an order costs: the price quoted, the price a head, how many people, the minutes of each, the cost of an hour. And
of a look back: the number then and today, where it comes from, what happens next, the day if it was another.
"""

Period = Literal["week", "month", "quarter", "year"]
"""A time in which something is counted."""


class Effects(Shape):
    """What an answer moves: causes it speaks for or against, and facts it sets. "Don't know" moves nothing."""

    supports: dict[Id, Strength] = {}
    against: dict[Id, Strength] = {}
    sets: dict[Id, Id] = {}


class Tag(Shape):
    """The consultant names the cause or causes meant; each is moved by this strength."""

    family: Family | Literal["any"] = "any"
    strength: Strength
    toward: Toward = "supports"


class Choice(Effects):
    """One answer to choose. `heard` is how the shared summary words it; `alone` bars other choices beside it.

    An empty `heard` says that there is nothing in it for the stakeholder to read: it counts, and is not printed. `then`
    are the questions that come next, in one prompt: one line can answer them all. `former` are labels that it had
    before: a form that was made of them is still read.
    """

    label: Text
    heard: Annotated[str, Limits(max_length=4000)] | None = None
    tag: Tag | None = None
    alone: bool = False
    then: Seq[Id] = ()
    former: Seq[Text] = ()


class Band(Effects):
    """A stretch of a scale, up to and including `up_to`, and what an answer in it tells us."""

    up_to: Annotated[int, Limits(ge=0, le=10)]


def _ascending(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    ends = [band.up_to for band in bands]
    if ends != sorted(set(ends)) or (ends and ends[-1] != 10):
        raise ValueError("bands go upwards and the last one ends at 10")
    return bands


class Share(Shape):
    """How the question appears where the stakeholder can see it, or that it never does.

    `title` heads its answer; `ask` is the question on paper, where what is said aloud would read oddly.
    """

    title: Text | None = None
    ask: Text | None = None
    hide: bool = False


_SLOT = re.compile(r"\{[^{}]{0,20}\}?")
_SLOTS = ("{word}", "{per}", "{by}")
_PLAIN = re.compile(r"[a-z0-9'%+/ -]{0,80}")


class Catch(Shape):
    """Words around a figure that make it an answer to this question, wherever the figure falls.

    `before` and `after` stand directly beside it; `in_figures` after it, in a line of nothing but figures (empty: no
    word has to); `lead` may stand before it as well, and tells nothing. `{word}` is any one word, `{by}` a day such as
    `by Q2`, `{per}` a time such as `a week`, which is worked out for the time that `per` names. `time`: the figure is a
    length of time, worked out in this unit. `unless`: not in a line with a figure for one of these questions. `like`:
    it takes the % of the figure for that question.
    """

    before: Seq[Text] = ()
    after: Seq[Text] = ()
    in_figures: Seq[str] = ()
    lead: Seq[Text] = ()
    per: Period | None = None
    time: Literal["minutes", "hours"] | None = None
    unless: Seq[Id] = ()
    like: Id | None = None

    def check(self) -> None:
        """Raises ValueError for words that can never stand there."""
        for words in (*self.before, *self.after, *self.in_figures, *self.lead):
            slots = _SLOT.findall(words)
            if any(slot not in _SLOTS for slot in slots):
                raise ValueError(f"in braces stands one of: {', '.join(_SLOTS)}")
            if _PLAIN.fullmatch(_SLOT.sub("", words)) is None:
                raise ValueError("words are written in small letters, without punctuation")
            if "{per}" in slots and self.per is None:
                raise ValueError("`{per}` wants `per:`, the time in which the question counts")


Asking = Annotated[str, Limits(min_length=1, max_length=160, pattern=r"^[^\n\r]*$")]
"""A question, a label or a choice of the form: one line of it."""


class BeforeCall(Shape):
    """That the question stands in the form which goes out before the talk, and how it is asked there.

    `order` is its number in the form; one that stands `beside` another shares the number of that one; the `last` closes
    the form, without a number. `choices` are those of the question that the form offers, in its own words; without
    them all are offered, as they are labelled, unless there are `words`: the label of a field for words of their own.
    After one of `call` the form asks to be called today. `mail`: it is one of those in the mail.
    """

    ask: Asking
    order: Annotated[int, Limits(ge=1, le=6)] | None = None
    beside: Id | None = None
    last: bool = False
    choices: dict[Id, Asking] = {}
    words: Asking | None = None
    call: Seq[Id] = ()
    mail: bool = False

    def check(self) -> None:
        """Raises ValueError where its place in the form is not said, or said twice."""
        if sum((self.order is not None, self.beside is not None, self.last)) != 1:
            raise ValueError(
                "say where it stands in the form: `order:`, or `beside:` another question, or `last: true`"
            )


class Question(Shape):
    """One question. `ask` is said aloud (or put to oneself), `label` is for lists, `heading` for documents.

    `past`: the day that it asks for has been.
    """

    id: Id
    ask: Text
    label: Annotated[str, Limits(min_length=1, max_length=24)]
    heading: Text
    why: Text
    type: QuestionType
    probes: Seq[Text] = ()
    choices: dict[Id, Choice] = {}
    bands: Annotated[Seq[Band], checked(_ascending)] = ()
    low_label: Text | None = None
    high_label: Text | None = None
    unit: Text | None = None
    past: bool = False
    core: bool = False
    when: Condition | None = None
    counts: Literal["always"] | None = None
    asked_of: Literal["stakeholder", "self"] = "stakeholder"
    role: Role | None = None
    search: Literal["content", "under_way"] | None = None
    synonyms: Seq[Text] = ()
    catches: Catch | None = None
    share: Share = Share()
    before_call: BeforeCall | None = None
    sources: Seq[SourceId] = ()

    @property
    def kind(self) -> AnswerType:
        """What depends on the type of the answer."""
        return answer_type(self.type)

    def check(self) -> None:
        """Raises ValueError where the rest does not fit the type."""
        if self.counts is not None and self.when is None:
            raise ValueError("`counts: always` says something only beside `when:`")
        wrong = self.kind.wrong(self)
        if wrong is not None:
            raise ValueError(wrong)

    def band_of(self, value: float) -> Band | None:
        """The band of a scale answer (0 to 10), if the question has bands."""
        return next((band for band in self.bands if value <= band.up_to), None)


class Bank(Shape):
    """One file of questions on one subject, asked in the order of the file."""

    bank: Id
    title: Text
    version: int
    order: int
    minutes: int | float | None = None
    checkpoint: bool = False
    stage: Literal["talk", "closing"] = "talk"
    private: bool = False
    opening: Text | None = None
    questions: Annotated[Seq[Question], Limits(min_length=1)]
