"""A tour: a face in which somebody else talks, line by line, and the reader types what they make of it.

It stands between a talk and the face that a person sees, and knows nothing of any terminal. Nothing is forced: whatever
is typed is entered as in life, and the stakeholder goes on when a line was. Who looks at something, or takes it back,
lets them wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from orderless.bank.tours import Said, Tour
from orderless.session.conversation import Conversation
from orderless.session.drive import Face

__all__ = ["TourFace", "carried", "line_for"]

_WAITING = ("?", "<", ":undo", ":u", ":keys", ":list", ":notes", ":whatif", ":share")
"""Lines at which the stakeholder waits: who looks at something, or mends it, has not gone on."""


def line_for(one: Said, talk: Conversation) -> str:
    """What to type for this where the talk stands; for another question than that on the screen, with its name."""
    line = one.type
    if one.choose and one.question is not None:
        choices = list(talk.knowledge.questions[one.question].choices)
        line = " ".join(str(choices.index(key) + 1) for key in one.choose) + one.known
    if one.question is None or one.question == talk.at:
        return line
    return f"@{talk.knowledge.questions[one.question].label} {line}"


def carried(tour: Tour, page: str) -> tuple[int, list[str]]:
    """How much of what a good page of this call carries is on this one, and what is said of the rest."""
    words = " ".join(page.casefold().split())
    missing = [one.says for one in tour.good if " ".join(one.holds.casefold().split()) not in words]
    return len(tour.good) - len(missing), missing


class TourFace:
    """The face of a person, with the stakeholder of a tour talking in it."""

    def __init__(self, inner: Face, tour: Tour) -> None:
        self._inner = inner
        self._tour = tour
        self._told: list[str] = []
        self._place = -1  # of what was said last
        self._hinted: str = ""  # the question of the wrap-up that was hinted at
        self._goes_on = True
        self._ended = False

    def ask(self, talk: Conversation, kept: str) -> str:
        """Say what comes next in the call, and read a line as the face does."""
        said = [*self._told, *self._next(talk)]
        self._told = []
        if said:
            self._inner.tell(said)
        line = self._inner.ask(talk, kept)
        self._goes_on = not line.strip().startswith(_WAITING) or line.strip() == self._typed(talk)
        return line

    def _typed(self, talk: Conversation) -> str:
        return line_for(self._tour.lines[self._place], talk) if 0 <= self._place < len(self._tour.lines) else ""

    def _next(self, talk: Conversation) -> Iterable[str]:
        if talk.stage != "talk":
            return self._at_the_end(talk)
        if not self._goes_on:
            return ()
        self._place += 1
        if self._place < len(self._tour.lines):
            return self._says(self._tour.lines[self._place], talk)
        if self._ended:
            return ()
        self._ended = True
        return (f"{self._tour.who} has said what there was to say. Ask on as you like, or type :end.",)

    def _says(self, one: Said, talk: Conversation) -> Iterable[str]:
        if self._place == 0:
            yield f"{self._tour.about} Type as you would in the call; nothing is kept."
        if one.say:
            yield f"{self._tour.who} says: “{one.say}”"
        line = line_for(one, talk)
        if one.hint:
            yield f"{one.hint} For example: {line}"
        else:
            yield f"You could type: {line}"

    def _at_the_end(self, talk: Conversation) -> Iterable[str]:
        if talk.stage == "wrap_up" and talk.at != self._hinted and talk.at in self._tour.wrap_up:
            self._hinted = talk.at
            yield f"You could type: {self._tour.wrap_up[talk.at]}"
        elif talk.stage == "notes" and self._hinted != talk.stage:
            self._hinted = talk.stage
            yield "Enter goes on with the list as it is."

    def tell(self, lines: Iterable[str]) -> None:
        """Keep these until the next line is asked for, so that all is said at once."""
        self._told += lines

    def ask_folder(self) -> str:
        """As the face does."""
        return self._inner.ask_folder()

    def half_typed(self) -> str:
        """What stands in the note line right now."""
        return self._inner.half_typed()

    def write_long(self, folder: Path | None, prefix: str) -> str:
        """As the face does. Raises CannotDo."""
        return self._inner.write_long(folder, prefix)

    def last_words(self) -> Sequence[str]:
        """What was told after the last line, which no question follows."""
        told, self._told = self._told, []
        return told
