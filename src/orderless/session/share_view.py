"""What may stand on a screen that others can see: a list of what may, not a filter of what may not.

Whether the screen is shared is no event and is kept nowhere: each run begins unshared.
"""

from __future__ import annotations

from collections.abc import Iterable

from orderless.bank.knowledge import Knowledge
from orderless.interview.answers import Note

__all__ = ["HIDDEN", "KEPT", "SOMETHING", "ShareView", "Shown"]

HIDDEN = "Hidden while shared; :share ends it."
KEPT = "Kept."
SOMETHING = "Something for later"
"""The name that others see for a question that they must not see."""


class Shown(str):
    """A sentence that may stand on a shared screen. Every other sentence is for the consultant alone."""

    __slots__ = ()


class ShareView:
    """Whether the screen is shared just now, and what may be seen of the interview while it is."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.on = False
        self._written: set[int] = set()

    def turn(self) -> None:
        """Begin to share the screen, or stop."""
        self.on = not self.on
        self._written.clear()

    def hides(self, question: str) -> bool:
        """Whether this question must not be seen now."""
        return self.on and self.never_shows(question)

    def never_shows(self, question: str) -> bool:
        """Whether others may never see this question: one for oneself, a private one, or one of the wrap-up.

        A question of the wrap-up would give away how the talk came out.
        """
        asked = self._knowledge.questions[question]
        closing = self._knowledge.bank_of[question].stage == "closing"
        return closing or asked.asked_of == "self" or self._knowledge.is_private(question)

    def label(self, question: str) -> str:
        """What a question is called in lists and sentences."""
        asked = self._knowledge.questions[question]
        if not self.on:
            return asked.label
        return SOMETHING if self.hides(question) else asked.share.title or asked.label

    def said(self, sentence: str, question: str) -> str:
        """A sentence about a question: it may be seen wherever the question may."""
        return sentence if self.hides(question) else Shown(sentence)

    def written(self, note: int) -> None:
        """Remember that this note was written while others saw the screen."""
        if self.on:
            self._written.add(note)

    def notes(self, notes: Iterable[Note]) -> tuple[Note, ...]:
        """The notes that may be seen: those for the shared page, or written while others saw the screen."""
        if not self.on:
            return tuple(notes)
        return tuple(
            note
            for note in notes
            if (note.shared or note.kind == "finding" or note.n in self._written)
            and not note.private
            and not (note.question in self._knowledge.questions and self.hides(str(note.question)))
        )

    def let_through(self, told: list[str], *, kept: bool, wanted: bool) -> list[str]:
        """What may be said on the screen. `kept`: something was recorded; `wanted`: something was to be shown."""
        if not self.on:
            return told
        shown: list[str] = [sentence for sentence in told if isinstance(sentence, Shown)]
        if shown or not told:
            return shown
        return [KEPT] if kept else [HIDDEN] if wanted else []
