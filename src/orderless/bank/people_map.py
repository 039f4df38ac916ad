"""map.yaml: what is asked of one person in an area, for us alone, and the next move that follows from two axes."""

from __future__ import annotations

from typing import Annotated

from orderless.bank.area_file import Person
from orderless.bank.conditions import AllOf, Condition
from orderless.bank.knowledge import Knowledge
from orderless.bank.own_table import Comes, own_table
from orderless.bank.questions import Bank, Question
from orderless.bank.rules import Rule
from orderless.bank.shape import Id, Limits, Seq, Shape, Text, checked, wrong

__all__ = ["MAP", "WRITTEN", "MapBook", "map_knowledge"]

MAP = "map.yaml"
_BANK = "map"

WRITTEN = tuple(name for name in Person.model_fields if name not in ("id", "notes", "as_of", "kept"))
"""What of a person an answer can be written to."""


class Move(Shape):
    """A next move, in a few words."""

    name: Text


class MoveRule(Shape):
    """A row of the table that names the next move: first match wins."""

    id: Annotated[str, Limits(pattern=r"^[A-Z][A-Z0-9]{0,7}$")]
    when: Condition
    move: Id
    say: Text


def _always(rules: tuple[MoveRule, ...]) -> tuple[MoveRule, ...]:
    if rules[-1].when != AllOf():
        message = "the last rule must always match, so that there is always a move: `when: {}`"
        raise wrong("not_total", "{message}", message=message)
    return rules


def _written(fields: dict[str, str]) -> dict[str, str]:
    unknown = [field for field in fields.values() if field not in WRITTEN]
    if unknown:
        raise wrong("field", "a person on the map has no such field; they are: {known}", known=", ".join(WRITTEN))
    return fields


class MapBook(Shape):
    """map.yaml as a whole. `axes` are two of its questions, each from the least to the most.

    `writes` says in which field of the person the answer to a question is kept.
    """

    version: int
    title: Text
    opening: Text | None = None
    minutes: int | float | None = None
    facts: Annotated[dict[Id, Annotated[Seq[Id], Limits(min_length=2)]], Limits(min_length=1)]
    axes: Annotated[Seq[Id], Limits(min_length=2, max_length=2)]
    writes: Annotated[dict[Id, str], checked(_written)]
    moves: dict[Id, Move]
    rules: Annotated[Seq[MoveRule], Limits(min_length=1), checked(_always)]
    questions: Annotated[Seq[Question], Limits(min_length=1)]


def map_knowledge(knowledge: Knowledge) -> Knowledge:
    """The questions and rules of the map as a knowledge of their own, in which a person is an interview.

    Raises ValueError where this knowledge has no map.yaml.
    """
    book = knowledge.map
    if book is None:
        raise ValueError(f"this knowledge has no {MAP}")
    bank = Bank(
        bank=_BANK,
        title=book.title,
        version=book.version,
        order=1,
        minutes=book.minutes,
        opening=book.opening,
        private=True,
        questions=book.questions,
    )
    return own_table(
        knowledge,
        MAP,
        bank,
        book.facts,
        {name: Comes(move.name, move.name) for name, move in book.moves.items()},
        tuple(Rule(id=row.id, when=row.when, outcome=row.move, because=row.say) for row in book.rules),
    )
