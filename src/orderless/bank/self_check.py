"""self_check.yaml: statements on how one works, half of which are counted, each with one small step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from orderless.bank.conditions import AllOf, Condition, read_condition
from orderless.bank.knowledge import Knowledge
from orderless.bank.own_table import Comes, own_table
from orderless.bank.questions import Bank, Choice, Question
from orderless.bank.rules import Rule
from orderless.bank.shape import Id, Limits, Seq, Shape, SourceId, Text

__all__ = ["LAST_STEP", "MARKS", "SELF_CHECK", "Counted", "Mark", "SelfCheckBook", "Statement", "check_knowledge_of"]

SELF_CHECK = "self_check.yaml"
LAST_STEP = "last_step"
"""The question what became of the step of the check before."""

Mark = Literal["not_yet", "sometimes", "mostly"]
MARKS: dict[Mark, str] = {"not_yet": "not yet", "sometimes": "sometimes", "mostly": "mostly"}
"""The marks, the lowest first, and how they are said."""


class Counted(Shape):
    """What is counted in the last ten requests that were answered. `of`: which of them can count at all.

    All that is named must hold: an answer with this basis, an answer to one of these questions, a look back, the
    condition on the talk. `words` say what was counted.
    """

    of: Literal["all", "yes", "no", "due"] = "all"
    words: Text
    basis: Literal["saw", "data", "performers"] | None = None
    answered: Seq[Id] = ()
    looked: bool = False
    when: Condition | None = None


class Statement(Shape):
    """One statement. `step` is what to do when it is the lowest, `smaller` after that was left undone twice.

    `bites` are the questions whose missing answers cost talks of the last quarter their yes or no.
    """

    id: Id
    say: Text
    label: Annotated[str, Limits(min_length=1, max_length=24)]
    step: Text
    smaller: Text
    counted: Counted | None = None
    bites: Seq[Id] = ()
    sources: Seq[SourceId] = ()


class SelfCheckBook(Shape):
    """self_check.yaml as a whole. `proof` asks for the last time where nothing can be counted."""

    version: int
    title: Text
    opening: Text | None = None
    minutes: int | float | None = None
    why: Text
    proof: Text
    statements: Annotated[Seq[Statement], Limits(min_length=1)]


def check_knowledge_of(knowledge: Knowledge, last_step: str = "") -> Knowledge:
    """The check as a knowledge to hold a talk in; `last_step` is the step of the check before, if it is still open.

    Raises ValueError where this knowledge has no self_check.yaml.
    """
    book = knowledge.self_check
    if book is None:
        raise ValueError(f"this knowledge has no {SELF_CHECK}")
    questions = tuple(_questions(book, last_step))
    bank = Bank(
        bank="self_check",
        title=book.title,
        version=book.version,
        order=1,
        minutes=book.minutes,
        opening=book.opening,
        private=True,
        questions=questions,
    )
    facts: dict[str, tuple[str, ...]] = {one.id: tuple(MARKS) for one in book.statements}
    always = (Rule(id="Z", when=AllOf(), outcome="held", because=book.title),)
    return own_table(knowledge, SELF_CHECK, bank, facts, {"held": Comes(book.title, book.title)}, always)


def _questions(book: SelfCheckBook, last_step: str) -> Iterator[Question]:
    if last_step:
        yield Question(
            id=LAST_STEP,
            ask=f"Last time you wanted this: {last_step} What became of it?",
            label="The last step",
            heading="What became of the last step",
            why=book.why,
            type="choice",
            choices={name: Choice(label=label) for name, label in _BECAME.items()},
            core=True,
            asked_of="self",
        )
    for one in book.statements:
        choices = {str(mark): Choice(label=label.capitalize(), sets={one.id: mark}) for mark, label in MARKS.items()}
        yield Question(
            id=one.id,
            ask=one.say,
            label=one.label,
            heading=one.say,
            why=book.why,
            type="choice",
            choices=choices,
            sources=one.sources,
            core=True,
            asked_of="self",
        )
        if one.counted is None:
            yield Question(
                id=f"{one.id}_last",
                ask=book.proof,
                label=one.label,
                heading=one.say,
                why=book.why,
                type="text",
                when=read_condition({one.id: ["sometimes", "mostly"]}),
                core=True,
                asked_of="self",
            )


_BECAME = {"done": "Done", "not_done": "Not done", "changed": "Changed into something else"}
