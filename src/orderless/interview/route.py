"""Where the conversation stands and where it goes next: through the talk, the wrap-up and the notes to its end.

What a method returns is what to tell the consultant, one sentence an item.
"""

from __future__ import annotations

from typing import Literal

from orderless.interview import hints, order, telling
from orderless.interview.events import live
from orderless.interview.held import Held
from orderless.interview.intake import Intake, read_basis
from orderless.interview.sharing import ShareView, Shown

__all__ = ["Route", "Stage"]

Stage = Literal["talk", "wrap_up", "notes", "done"]


class Route:
    """The question on the screen, how we came here, and what was said on the way."""

    def __init__(self, held: Held, share: ShareView) -> None:
        self._held = held
        self._share = share
        self.stage: Stage = "talk"
        self.help_shown = False
        self.intake: Intake | None = None
        self._trail: list[str] = []
        self._return_to: str | None = None
        self._seen: set[str] = set()
        self._told_standing: str | None = None
        self._told_optional = False
        self._offered: tuple[int, ...] = ()
        self.at = self._first()

    # ------------------------------------------------------------------------------------------------ looking

    @property
    def upcoming(self) -> str | None:
        """The question that an empty line would go to."""
        held = self._held
        if self.intake is not None:
            return self.intake.next(held.knowledge, held.state, self._for_intake(), self.at)
        if self.stage == "wrap_up":
            return next(iter(self._queue({*self._seen, self.at})), None)
        return order.next_question(held.knowledge, held.state, held.outlook, self.at)

    @property
    def still_to_ask(self) -> int:
        """How many questions are still to come: of those that must be asked, or of the wrap-up."""
        return len(self._queue(self._seen) if self.stage == "wrap_up" else self._left())

    @property
    def tickable(self) -> tuple[int, ...]:
        """The numbers of the notes and quotes that could be shared: none that is private or on a private question."""
        notes = self._held.state.notes
        return tuple(note.n for note in notes if telling.may_be_shared(self._held.knowledge, note))

    def _left(self) -> tuple[str, ...]:
        return order.left_to_ask(self._held.knowledge, self._held.state, self._held.outlook)

    def _queue(self, seen: set[str]) -> tuple[str, ...]:
        return order.wrap_up_questions(self._held.knowledge, self._held.state, self._held.outlook, seen)

    def _for_intake(self) -> tuple[str, ...]:
        return order.must_ask(self._held.knowledge, self._held.outlook)

    def _first(self) -> str:
        """Where the talk goes on: where the last thing was said if that is open, else what comes after it."""
        held = self._held
        path = order.talk_path(held.knowledge, held.outlook)
        said_at = (held.question_of(record) for record in reversed(live(held.records)))
        last = next((question for question in said_at if question in path), None)
        if last is None:
            return next(iter(self._left()), path[0])
        if order.is_open(held.knowledge, held.state, last):
            return last
        return order.next_question(held.knowledge, held.state, held.outlook, last) or last

    # ----------------------------------------------------------------------------------------- through the talk

    def _go(self, question: str) -> None:
        if question != self.at:
            self._trail.append(self.at)
        self.at = question
        self.help_shown = False

    def visit(self, question: str) -> None:
        """Jump to a question; from the talk, the way back is kept until it is answered."""
        if self.stage == "talk" and self._return_to is None:
            self._return_to = self.at
        self.stage = "talk"
        self._go(question)

    def back(self) -> list[str]:
        """To the question before; from the first of the wrap-up, to the talk."""
        if not self._trail:
            return [Shown("This is where we began.")]
        self.at = self._trail.pop()
        if self.at in self._seen:
            self._seen.discard(self.at)
        else:
            self.stage = "talk"
        return []

    def pass_over(self) -> list[str]:
        """On to the next question, leaving this one as it is."""
        if self.intake is not None:
            self.intake.passed.add(self.at)
            return self._go_next()
        if self.stage == "wrap_up":
            self._seen.add(self.at)
            return self._wrap_up()
        told = self._checkpoint(self.at) if self._held.outlook.response != "not_yet" else []
        return told + self._go_next()

    def move_on(self, answered: str) -> list[str]:
        """On from a question that was dealt with: back to where a visit began, else to the next."""
        if self.stage == "wrap_up":
            self._seen.add(answered)
            return self._wrap_up()
        told = self._checkpoint(answered) if self.intake is None else []
        back, self._return_to = self._return_to, None
        if back is not None and back in self._held.outlook.path:
            self._go(back)
            if order.is_open(self._held.knowledge, self._held.state, back):
                return [*told, Shown(f"Back to {self._share.label(back)}.")]
        return told + self._go_next()

    def _go_next(self) -> list[str]:
        upcoming = self.upcoming
        if upcoming is None and self.intake is not None:
            return self.end_intake()
        if upcoming is None:
            return [telling.nothing_left(self._held.state, settled=self._held.outlook.settled())]
        leaving_must = bool(self._left())
        self._go(upcoming)
        return [] if self.intake or leaving_must or self._told_optional else self._optional_from_here()

    def _optional_from_here(self) -> list[str]:
        self._told_optional = True
        standing = self._held.outlook.standing
        return [f"All that must be asked has been asked. {standing} What follows is optional; :end wraps up."]

    def _checkpoint(self, leaving: str) -> list[str]:
        """On the way out of a checkpoint bank: say what stands already, and offer to stop."""
        banks, upcoming, outlook = self._held.knowledge.bank_of, self.upcoming, self._held.outlook
        if not banks[leaving].checkpoint or (upcoming is not None and banks[upcoming] is banks[leaving]):
            return []
        if self._told_optional or self._told_standing == outlook.outcome:
            return []
        self._told_standing = outlook.outcome
        if outlook.response == "not_yet":
            return ["This earns a deeper conversation."]
        return [f"{outlook.standing} You could stop here: :end wraps up, Enter goes on."]

    # -------------------------------------------------------------------------------- a diagnosis that they bring

    def begin_intake(self, typed: str) -> list[str]:
        """Go through what their findings could answer; `typed` names the basis they have."""
        basis = read_basis(typed)
        if basis is None:
            return [":brought, and data, saw, performers or believes: what their diagnosis rests on."]
        if self.stage != "talk":
            return [Shown("The wrap-up has begun; < goes back to the talk.")]
        intake = Intake(basis)
        first = intake.next(self._held.knowledge, self._held.state, self._for_intake(), "")
        if first is None:
            return ["There is nothing left that their findings could answer."]
        self.intake = intake
        self._go(first)
        how = hints.BASIS_WORDS[basis]
        return [f"Taking in what they found ({how}). Enter passes over what it does not say; :brought ends."]

    def end_intake(self) -> list[str]:
        """Back to the talk, which asks for nothing of this again."""
        taken = len(self.intake.taken) if self.intake else 0
        self.intake = None
        left = self._left()
        if left:
            self._go(left[0])
        answers = "1 answer" if taken == 1 else f"{taken} answers"
        return [f"Taken in: {answers}. {len(left)} left to ask. {self._held.outlook.standing}"]

    # ---------------------------------------------------------------------------------------------- wrapping up

    def end(self) -> list[str]:
        """To the wrap-up; from there, past it."""
        if self.stage == "wrap_up":
            return self._to_notes()
        self.intake = None
        self.stage = "wrap_up"
        self._seen = set()
        return self._wrap_up()

    def _wrap_up(self) -> list[str]:
        """Go to what the wrap-up still asks; when nothing is left, to the notes."""
        queue = self._queue(self._seen)
        if not queue:
            return self._to_notes()
        first = not self._seen
        self._go(queue[0])
        many = "1 question" if len(queue) == 1 else f"{len(queue)} questions"
        return [Shown(f"Wrap-up: {many} before the summary. Enter skips, :end finishes at once.")] if first else []

    def _to_notes(self) -> list[str]:
        self.stage = "notes"
        self._offered = self.tickable
        return self.offered() if self._offered else self._finish()

    def offered(self) -> list[str]:
        """The notes that may be ticked, numbered as they are ticked."""
        offered = [note for note in self._held.state.notes if note.n in self._offered]
        lines = [f"{place}. {telling.note_line(self._held.knowledge, note)}" for place, note in enumerate(offered, 1)]
        return ["Which of these may go on the shared page? Numbers, or Enter for none.", *lines]

    def tick(self, text: str) -> list[str]:
        """Share the notes of these numbers, and finish."""
        offered = self._offered  # as they were numbered, also when some were ticked before a disk gave out
        words = text.replace(",", " ").split()
        if text.strip() in (":end", "0"):
            words = []
        if not all(word.isdecimal() and 1 <= int(word) <= len(offered) for word in words):
            return [Shown(f"Numbers from 1 to {len(offered)}, or Enter for none.")]
        for word in words:
            self._held.add({"k": "edit", "of": offered[int(word) - 1], "share": True}, self.at)
        return self._finish()

    def _finish(self) -> list[str]:
        held = self._held
        count = len(held.records) + 1
        held.add({"k": "finish", "count": count, "verdict": dict(held.outlook.verdict())}, self.at)
        self.stage = "done"
        return [Shown("Wrapped up.") if self._share.on else held.outlook.standing]
