"""What can be asked: questions, their choices, and what each choice tells us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from orderless.bank.answer_types.registry import QuestionType, answer_type
from orderless.bank.conditions import Condition
from orderless.bank.shape import Family, Id, Limits, Seq, Shape, SourceId, Strength, Text, Toward, checked

if TYPE_CHECKING:
    from orderless.bank.answer_types.base import AnswerType

__all__ = ["Band", "Bank", "Choice", "Effects", "Question", "Role", "Share", "Tag"]

Role = Literal["request", "topic", "present", "first_step", "order"]
"""What documents need to know by name: the request in their words, what it is about, who was there (by role), what
happens first, and what becomes of what was asked for.
"""


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

    An empty `heard` says that there is nothing in it for the stakeholder to read: it counts, and is not printed.
    """

    label: Text
    heard: Annotated[str, Limits(max_length=4000)] | None = None
    tag: Tag | None = None
    alone: bool = False


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


class Question(Shape):
    """One question. `ask` is said aloud (or put to oneself), `label` is for lists, `heading` for documents."""

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
    core: bool = False
    when: Condition | None = None
    counts: Literal["always"] | None = None
    asked_of: Literal["stakeholder", "self"] = "stakeholder"
    role: Role | None = None
    search: Literal["content"] | None = None
    synonyms: Seq[Text] = ()
    share: Share = Share()
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
