"""The fields that a line with figures could fill, and the line after which they are taken: `:keep`, `:keep 1 3`.

What can be taken is what the last line with such figures could fill. It is worked out from what was said and from
nothing else, so it is the same after a break, after an undo, and in every face. Nothing is answered before it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from orderless.bank.answer_types.typed import place_in
from orderless.interview.answers import State
from orderless.interview.events import live
from orderless.interview.worded_figures import Caught
from orderless.session import hints
from orderless.session.recorder import Recorder
from orderless.session.share_view import ShareView, Shown

__all__ = ["CaughtFigures"]

_NOTHING = "There is nothing left to keep. A line such as `22% now, 30 by Q2` says which fields it could fill."


class _Line(NamedTuple):
    """A line that was kept: the number of its record, where it stands and whether it is the answer there, its words."""

    n: int
    at: str | None
    text: str
    answers: bool = False


class CaughtFigures:
    """What could be taken of what was said. While the screen is shared, only what may be seen can be taken."""

    def __init__(self, recorder: Recorder, share: ShareView) -> None:
        self._recorder = recorder
        self._share = share

    @property
    def _state(self) -> State:
        return self._recorder.state

    def of(self, n: int) -> list[str]:
        """A sentence on what the line in this record could fill; nothing if it could fill nothing that is open."""
        line = self._line(n)
        found = self._open(line, self._held(line)) if line is not None else []
        if not found:
            return []
        some = " ".join(str(place) for place, _ in (found[0], found[-1]))
        takes = ":keep takes it" if len(found) == 1 else f":keep takes all, :keep {some} some"
        return [Shown(f"Could fill: {self._listed(found)}. {takes}.")]

    def taken(self, typed: str, at: str) -> tuple[Caught, ...] | str:
        """What `:keep` takes; or why it takes nothing. What fills the question `at` on the screen comes last."""
        chosen = self._chosen(typed)
        return chosen if isinstance(chosen, str) else tuple(sorted(chosen, key=lambda one: one.question == at))

    def hint(self, typed: str) -> str:
        """What Enter does with `:keep` and these numbers."""
        chosen = self._chosen(typed)
        return chosen if isinstance(chosen, str) else f"Enter: {'; '.join(map(self._worded, chosen))}"

    def _chosen(self, typed: str) -> Sequence[Caught] | str:
        last = next(((line, held) for line in self._lines() if (held := self._held(line))), None)
        found = self._open(*last) if last is not None else []
        if last is None or not found:
            return _NOTHING
        words = typed.replace(",", " ").split()
        places = [place_in(word, len(last[1])) for word in words] or [place for place, _ in found]
        left = dict(found)
        if any(place not in left for place in places):
            return f"Which? :keep and the numbers of what is left: {self._listed(found)}."
        return [left[place] for place in dict.fromkeys(places) if place is not None]

    # ---------------------------------------------------------------------------------------------- what was said

    def _line(self, n: int) -> _Line | None:
        """The line in this record, if it was kept and may be read by others one day."""
        for note in reversed(self._state.notes):  # they are in the order of their numbers, and it is mostly the last
            if note.n <= n:
                return _Line(n, note.question, note.text) if note.n == n and not note.private else self._no_note(n)
        return self._no_note(n)

    def _no_note(self, n: int) -> _Line | None:
        return next((line for line in (*self._said(), self._request()) if line.n == n), None)

    def _lines(self) -> Iterator[_Line]:
        """The lines that were kept and may be read by others one day, the newest first."""
        found = [_Line(note.n, note.question, note.text) for note in self._state.notes if not note.private]
        yield from sorted((*found, *self._said(), self._request()), key=lambda line: -line.n)

    def _said(self) -> Iterator[_Line]:
        questions = self._recorder.knowledge.questions
        for question, answer in self._state.answers.items():
            if isinstance(answer.value, str) and question in questions and questions[question].kind.free_text:
                yield _Line(answer.n, question, answer.value, answers=True)

    def _request(self) -> _Line:
        records = live(self._recorder.records)
        n = next((record["n"] for record in reversed(records) if record["k"] == "request"), 0)
        return _Line(n, self._recorder.knowledge.with_role("request"), self._state.request)

    def _held(self, line: _Line) -> tuple[Caught, ...]:
        """What this line could fill, numbered in this order: last what others never see, so that numbers stay."""
        from orderless.interview.catches import caught  # the first question is on the screen before there is a line

        asked = self._recorder.knowledge.questions.values()
        found = caught(line.text, [question for question in asked if not (line.answers and question.id == line.at)])
        new = [one for one in found if not self._is_known(one, line)]
        return tuple(sorted(new, key=lambda one: self._share.never_shows(one.question)))

    def _is_known(self, one: Caught, line: _Line) -> bool:
        """Whether the question had this answer already when the line was said."""
        answer = self._state.answers.get(one.question)
        return answer is not None and answer.n < line.n and answer.value == one.value

    def _open(self, line: _Line, held: Sequence[Caught]) -> list[tuple[int, Caught]]:
        """What is left of it, with its number: what nothing was entered for since, and what may be seen now."""
        if not self._may_be_seen(line):
            return []
        since = {question for question, answer in self._state.answers.items() if answer.n > line.n}
        return [
            (place, one)
            for place, one in enumerate(held, 1)
            if one.question not in since and not self._share.hides(one.question)
        ]

    def _may_be_seen(self, line: _Line) -> bool:
        if not self._share.on or line.at is None:
            return not self._share.on
        note = [note for note in self._state.notes if note.n == line.n]
        return not self._share.hides(line.at) and (not note or bool(self._share.notes(note)))

    # ---------------------------------------------------------------------------------------------------- in words

    def _listed(self, found: Sequence[tuple[int, Caught]]) -> str:
        return "; ".join(f"{place} {self._worded(one)}" for place, one in found)

    def _worded(self, one: Caught) -> str:
        """A field and what it would hold, with what it holds now if that is something else."""
        asked, answer = self._recorder.knowledge.questions[one.question], self._state.answers.get(one.question)
        now = hints.worded(asked, answer.value) if answer is not None and answer.state == "answered" else ""
        return f"{self._share.label(asked.id)}: {hints.worded(asked, one.value)}{f' (now {now})' if now else ''}"
