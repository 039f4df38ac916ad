"""All the knowledge of one run, merged, checked and frozen: banks, causes, the decision table, replies, references."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

from orderless.bank.shape import Seq, Shape, SourceId, Text

if TYPE_CHECKING:  # each is imported with the part of the knowledge that needs it
    from orderless.bank.areas import AreaBook
    from orderless.bank.causes import Cause, CauseBook
    from orderless.bank.follow_up import FollowUpBook
    from orderless.bank.house import House
    from orderless.bank.lanes import PortfolioBook
    from orderless.bank.people_map import MapBook
    from orderless.bank.questions import Bank, Choice, Effects, Question, Role
    from orderless.bank.replies import ReplyBook
    from orderless.bank.rules import DecisionBook
    from orderless.bank.self_check import SelfCheckBook
    from orderless.bank.share_check import ShareCheck
    from orderless.bank.vision import VisionBook

__all__ = [
    "BOOKS",
    "FLAGS",
    "JUDGEMENTS",
    "UNDECISIVE",
    "Content",
    "ContentBook",
    "Knowledge",
    "Reference",
    "ReferenceBook",
    "digest_of",
]

JUDGEMENTS: Mapping[str, tuple[str, ...]] = {
    "worth": ("yes", "no", "unknown"),
    "priority": ("high", "medium", "low", "unknown"),
}
"""What rules may ask of the sums, like a fact. Their names cannot be facts."""

FLAGS: tuple[str, ...] = ("directed", "gate_met", "must_know_met")
"""What rules may ask of the interview as a whole, like a named condition."""

BOOKS = (
    *("causes", "decision", "replies", "references", "content", "share_check", "house", "follow_up", "areas", "map"),
    *("portfolio", "self_check", "vision"),
)
"""The files that are no banks, without their ending."""

UNDECISIVE = frozenset(
    {
        *("content.yaml", "share_check.yaml", "house.yaml", "follow_up.yaml", "areas.yaml", "map.yaml"),
        *("portfolio.yaml", "self_check.yaml", "vision.yaml"),
    }
)
"""The files that no decision depends on: what exists already, what to look at before sharing, how documents look, what
to look back at once it is decided, what is kept of an area and of the people in it, what goes first of what was
decided, and how one works oneself.
"""


class Reference(Shape):
    """A published source."""

    citation: Text
    url: Text | None = None


class ReferenceBook(Shape):
    """references.yaml: every `sources:` entry resolves here."""

    references: dict[SourceId, Reference] = {}


class Content(Shape):
    """Something that exists already and may answer a request."""

    title: Text
    link: Text | None = None
    owner: Text | None = None
    audience: Text | None = None
    covers: Text | None = None


class ContentBook(Shape):
    """content.yaml: the consultant's own list of what exists."""

    content: Seq[Content] = ()


def digest_of(files: Mapping[str, bytes]) -> str:
    """A short fingerprint (16 hex digits) of file names and contents, independent of their order."""
    import hashlib  # takes a moment, and a start on knowledge that is known already does without

    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()[:16]


def _share_check() -> ShareCheck:
    from orderless.bank.share_check import ShareCheck

    return ShareCheck()


def _house() -> House:
    from orderless.bank.house import House

    return House()


@dataclass(frozen=True)
class Knowledge:
    """What can be asked, what answers mean, what follows, and how to say it.

    `files` are the texts it was read from by file name; `digest` covers them all but UNDECISIVE, which decide nothing.
    """

    banks: tuple[Bank, ...]
    causes: CauseBook
    decision: DecisionBook
    replies: ReplyBook
    references: ReferenceBook
    content: ContentBook
    files: Mapping[str, bytes] = field(repr=False)
    share_check: ShareCheck = field(default_factory=_share_check)
    house: House = field(default_factory=_house)
    # no defaults of the class: see `__getattr__`
    follow_up: FollowUpBook | None = field(default_factory=lambda: None)
    areas: AreaBook | None = field(default_factory=lambda: None)
    map: MapBook | None = field(default_factory=lambda: None)
    portfolio: PortfolioBook | None = field(default_factory=lambda: None)
    self_check: SelfCheckBook | None = field(default_factory=lambda: None)
    vision: VisionBook | None = field(default_factory=lambda: None)

    @classmethod
    def by_parts(cls, files: Mapping[str, bytes], pinned: Mapping[str, str], part: Callable[[str], Any]) -> Knowledge:
        """Knowledge whose parts are read when they are first asked for: `part` is called once with the name of each."""
        made = object.__new__(cls)
        made.__dict__.update(files=files, pinned=pinned, digest=pinned["digest"], _part=part)
        return made

    @property
    def is_by_parts(self) -> bool:
        """Whether it was made by `by_parts`: it was kept before, and need not be kept again."""
        return "_part" in self.__dict__

    if not TYPE_CHECKING:  # there, every name is known

        def __getattr__(self, name: str) -> Any:
            """Read a part that has not been asked for before."""
            if "_part" not in self.__dict__ or name not in self.__dataclass_fields__:
                raise AttributeError(f"{type(self).__name__} has no {name}", name=name, obj=self)
            self.__dict__[name] = self._part(name)
            return self.__dict__[name]

    def __getstate__(self) -> dict[str, Any]:
        """All the parts, for another process."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @cached_property
    def digest(self) -> str:
        """The fingerprint that a session pins."""
        return digest_of(self.decisive_files)

    @cached_property
    def pinned(self) -> Mapping[str, str]:
        """What a session remembers of the knowledge it was made with."""
        return {"id": self.decision.id, "version": self.decision.version, "digest": self.digest}

    @property
    def decisive_files(self) -> Mapping[str, bytes]:
        """The files that a decision may depend on."""
        return {name: text for name, text in self.files.items() if name not in UNDECISIVE}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, in the author's order: by bank, then as in the file."""
        return {question.id: question for bank in self.banks for question in bank.questions}

    @cached_property
    def bank_of(self) -> Mapping[str, Bank]:
        """The bank of each question id."""
        return {question.id: bank for bank in self.banks for question in bank.questions}

    @cached_property
    def cause(self) -> Mapping[str, Cause]:
        """Every cause by id, in the order to look in."""
        return {cause.id: cause for cause in self.causes.causes}

    def with_role(self, role: Role) -> str | None:
        """The id of the question that has this role, if there is one."""
        return next((question.id for question in self.questions.values() if question.role == role), None)

    @cached_property
    def setters(self) -> Mapping[str, tuple[str, ...]]:
        """For each fact, the ids of the questions that can set it."""
        found: dict[str, list[str]] = {}
        for question in self.questions.values():
            for fact in {fact for effects in effects_of(question) for fact in effects.sets}:
                found.setdefault(fact, []).append(question.id)
        return {fact: tuple(ids) for fact, ids in found.items()}

    def is_private(self, question_id: str) -> bool:
        """Whether this question and its answer may never be seen by a stakeholder."""
        return self.bank_of[question_id].private or self.questions[question_id].share.hide

    def holds_findings(self, question_id: str) -> bool:
        """Whether a finding may stand at this question: one that the stakeholder was asked, or the request.

        What is said at any other question is for the consultant alone.
        """
        asked = self.questions.get(question_id)
        if asked is None or self.is_private(question_id):
            return False
        return asked.asked_of == "stakeholder" or asked.role == "request"


def effects_of(question: Question) -> tuple[Effects, ...]:
    """Everything that answers to this question can move."""
    effects: tuple[Effects, ...] = (*question.choices.values(), *question.bands)
    return effects


def choice_of(question: Question, key: str) -> Choice | None:
    """The choice with this key, if the question has it."""
    return question.choices.get(key)
