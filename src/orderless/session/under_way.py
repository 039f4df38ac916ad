"""What somebody works on now, as a list to pick from by number: which piece of it would a yes move?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from orderless.bank.answer_types.typed import place_in
from orderless.bank.questions import Question
from orderless.interview.grammar import Give, Intent, Unknown
from orderless.interview.overlay import same_name

__all__ = ["PieceOfWork", "UnderWay"]


class PieceOfWork(NamedTuple):
    """A request that is under way: its id, and what it is called, on one line."""

    id: str
    title: str


def _nothing() -> Sequence[PieceOfWork]:
    return ()


class UnderWay:
    """The list. `read` gives it, and is called when it is first looked at: most talks never do."""

    def __init__(self, read: Callable[[], Sequence[PieceOfWork]] = _nothing) -> None:
        self._read = read

    @cached_property
    def pieces(self) -> tuple[PieceOfWork, ...]:
        """What is under way, in the order of its numbers."""
        return tuple(self._read())

    def picked(self, intent: Intent, question: Question, *, listed: bool) -> Intent:
        """The same, with the piece that it names at a question which asks for one.

        A number counts only where the list is on the screen (`listed`); a title names its piece anywhere.
        """
        if question.search != "under_way" or not isinstance(intent, Give) or not isinstance(intent.value, str):
            return intent
        words = intent.value.strip()
        place = place_in(words, len(self.pieces)) if listed else None
        if listed and words == "0" and self.pieces:
            return Unknown(intent.finding)  # the row for it stands below every list
        named = (one for one in self.pieces if same_name(one.title, words))
        found = self.pieces[place - 1] if place is not None else next(named, None)
        return intent if found is None else intent._replace(value=found.title, item=found.id)
