"""Where the conversation stands and where it goes next: through the talk and the wrap-up to its end.

What a method returns is what to tell the consultant, one sentence an item.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.interview.answers import BASES, Answer, Basis
from orderless.interview.events import live, of_the_talk
from orderless.interview.overlay import covers_all, kept_parts, to_be_wrapped_up
from orderless.session import hints, telling
from orderless.session.inbox import Inbox
from orderless.session.offers import Offers
from orderless.session.order import WRAP_UP_AT_MOST, Order
from orderless.session.part_changes import go_to, others_left, parts_listed, read_part, told_of_coverage
from orderless.session.recorder import Recorder
from orderless.session.share_view import ShareView, Shown

__all__ = ["Route", "Stage"]

Stage = Literal["talk", "wrap_up", "notes", "done"]


def read_basis(typed: str) -> Basis | None:
    """The basis with this name or beginning; data if nothing was typed, None if it names no basis."""
    return next((basis for basis in ("data", *BASES) if basis.startswith(typed.strip().lower())), None)


class Intake:
    """A diagnosis that is being taken in: the basis it counts on, the questions taken, and those passed over."""

    def __init__(self, basis: Basis) -> None:
        self.basis: Basis = basis
        self.taken: set[str] = set()
        self.passed: set[str] = set()

    def take(self, question: str, answer: Answer) -> Answer:
        """The answer, marked as brought by them. A basis that was typed stands; else it gets that of the diagnosis."""
        self.taken.add(question)
        basis = self.basis if answer.basis == "believes" else answer.basis
        return answer._replace(basis=basis, brought=True)

    def next(self, knowledge: Knowledge, order: Order, here: str) -> str | None:
        """The next question that must be asked, that their findings could answer, and that was not passed over."""
        return next(
            (
                question
                for question in order.must_ask
                if question not in self.passed
                and question != here
                and knowledge.questions[question].asked_of == "stakeholder"
                and not knowledge.questions[question].kind.as_said
                and order.is_open(question)
            ),
            None,
        )


class Route:
    """The question on the screen, how we came here, and what was said on the way."""

    def __init__(self, recorder: Recorder, share: ShareView, inbox: Inbox, offers: Offers) -> None:
        self.inbox = inbox
        self._offers = offers
        self._recorder = recorder
        self._share = share
        self.stage: Stage = "talk"
        self.help_shown = False
        self.intake: Intake | None = None
        self._trail: list[str] = []
        self._return_to: str | None = None
        self._seen: set[str] = set()
        self._told_standing: str | None = None
        self._told_optional = False
        self._told_known = False
        self.at = self._first()

    # ------------------------------------------------------------------------------------------------ looking

    @property
    def upcoming(self) -> str | None:
        """The question that an empty line would go to."""
        recorder = self._recorder
        if self.intake is not None:
            return self.intake.next(recorder.knowledge, recorder.outlook.order, self.at)
        if self.stage == "wrap_up":
            return next(iter(self._queue({*self._seen, self.at})), None)
        return recorder.outlook.order.next_question(self.at, self._offers.still_known)

    @property
    def still_to_ask(self) -> int:
        """How many questions are left: of those that must be asked, or, in the wrap-up, of the wrap-up."""
        return len(self._queue(self._seen) if self.stage == "wrap_up" else self._left())

    @property
    def returning(self) -> str | None:
        """After a jump, the question to which an answer here goes back; None without one."""
        back, recorder = self._return_to, self._recorder
        kept = self.stage == "talk" and back != self.at and back in recorder.outlook.path
        return back if kept and back is not None and recorder.outlook.order.is_open(back) else None

    @property
    def together(self) -> tuple[Question, ...]:
        """The open questions that the prompt asks for in one line, the one on the screen first; none if it is alone."""
        others = self.called_for(self.at) if self._recorder.outlook.order.is_open(self.at) else ()
        asked = (self.at, *others) if others and not any(map(self._share.hides, (self.at, *others))) else ()
        return tuple(self._recorder.knowledge.questions[question] for question in asked)

    def called_for(self, answered: str, keys: Sequence[str] = ()) -> tuple[str, ...]:
        """The questions that come next because this one was answered, or is about to be answered with these choices."""
        talking = self.stage == "talk" and self.intake is None
        return self._recorder.outlook.order.called_for(answered, keys) if talking else ()

    def _left(self) -> tuple[str, ...]:
        """What must still be asked; what is known from before, and not too old, comes last."""
        known = self._offers.still_known
        return tuple(sorted(self._recorder.outlook.order.left_to_ask, key=lambda one: one in known))

    def _queue(self, seen: set[str]) -> tuple[str, ...]:
        return self._recorder.outlook.order.of_the_wrap_up(seen, WRAP_UP_AT_MOST - self.inbox.prompts)

    def _first(self) -> str:
        """The question at which the talk goes on: the last one talked about if it is open, else the next after it."""
        recorder = self._recorder
        path = recorder.outlook.order.talk_path
        talk = (record for record in reversed(live(recorder.records)) if of_the_talk(record))
        said_at = (recorder.question_of(record) for record in talk)
        last = next((question for question in said_at if question in path), None)
        if last is None:
            return next(iter(self._left()), path[0])
        if recorder.outlook.order.is_open(last):
            return last
        return recorder.outlook.order.next_question(last, self._offers.still_known) or last

    # ----------------------------------------------------------------------------------------- through the talk

    def _go(self, question: str) -> None:
        if question != self.at:
            self._trail.append(self.at)
        self.at = question
        self.help_shown = False

    def visit(self, question: str) -> None:
        """Jump to a question. A jump from the talk keeps the way back until the question is answered."""
        if self.stage == "talk" and self._return_to is None:
            self._return_to = self.at
        self.stage = "talk"
        self._go(question)

    def back(self) -> list[str]:
        """Go to the question before; from the first of the wrap-up, back to the talk."""
        if not self._trail:
            return [Shown("This is where we began.")]
        self.at = self._trail.pop()
        if self.at in self._seen:
            self._seen.discard(self.at)
        else:
            self.stage = "talk"
        return []

    def pass_over(self) -> list[str]:
        """Go to the next question, and leave this one as it is."""
        if self.intake is not None:
            self.intake.passed.add(self.at)
            return self._go_next()
        if self.stage == "wrap_up":
            self._seen.add(self.at)
            return self._wrap_up()
        told = self._checkpoint(self.at) if self._recorder.outlook.response != "not_yet" else []
        return told + self._go_next()

    def move_on(self, answered: str) -> list[str]:
        """Go on from a question that was dealt with: back to where a jump began, else to the next question."""
        if self.stage == "wrap_up":
            self._seen.add(answered)
            return self._wrap_up()
        called = self.called_for(answered)
        if called:
            self._go(called[0])
            return []
        told = self._checkpoint(answered) if self.intake is None else []
        back, self._return_to = self._return_to, None
        if back is not None and back in self._recorder.outlook.path:
            self._go(back)
            if self._recorder.outlook.order.is_open(back):
                return [*told, Shown(f"Back to {self._share.label(back)}.")]
        return told + self._go_next()

    def _go_next(self) -> list[str]:
        upcoming = self.upcoming
        if upcoming is None and self.intake is not None:
            return self.end_intake()
        if upcoming is None:
            return [telling.nothing_left(self._recorder.state, settled=self._recorder.outlook.settled)]
        left = self._left()
        self._go(upcoming)
        if left:
            return self._known_from_here(left)
        return [] if self.intake or self._told_optional else self._optional_from_here()

    def _known_from_here(self, left: Sequence[str]) -> list[str]:
        """Where all that is left is known from before: once, what that is, and the line that keeps it."""
        known = () if self.intake or self._share.on or self._told_known else self._offers.still_known
        if not known or any(question not in known for question in left):
            return []
        self._told_known = True
        return ["All that must be asked is known from before. Still so?", *self._offers.listed_known(left)]

    def _optional_from_here(self) -> list[str]:
        self._told_optional = True
        all_asked = f"All that must be asked has been asked. {self._recorder.outlook.standing}"
        return [
            all_asked if self._recorder.outlook.settled else f"{all_asked} What follows is optional; :end wraps up."
        ]

    def _checkpoint(self, leaving: str) -> list[str]:
        """When the talk leaves a checkpoint bank: say what stands already, and offer to stop."""
        banks, upcoming, outlook = self._recorder.knowledge.bank_of, self.upcoming, self._recorder.outlook
        if not banks[leaving].checkpoint or (upcoming is not None and banks[upcoming] is banks[leaving]):
            return []
        if self._told_optional or self._told_standing == outlook.outcome or not self._left():
            return []  # where nothing is left that must be asked, the next sentence says what stands
        self._told_standing = outlook.outcome
        if outlook.response == "not_yet":
            return ["This earns a deeper conversation."]
        if outlook.settled:
            return [outlook.standing]  # the screen says already that nothing changes it any more
        return [f"{outlook.standing} You could stop here: :end wraps up, Enter goes on."]

    def part(self, typed: str) -> list[str]:
        """Begin, open, name or drop a part of the order; with nothing typed, list them."""
        recorder, before = self._recorder, self._recorder.whole
        change = read_part(before, typed) if typed else None
        if change is None:
            return parts_listed(recorder.knowledge, before)
        if isinstance(change, str):
            return [change]
        recorder.add({**change.record, "from": self.at})
        told = [change.told, *told_of_coverage(before, recorder.whole)]
        if recorder.whole.part == before.part:
            return told
        self.change_part()
        return [*told, recorder.outlook.standing]

    def change_part(self) -> None:
        """Go on in the part that was opened: at the question on the screen, or where it does not apply, at an open one.

        The talk goes on in it, also where another was being wrapped up.
        """
        self.stage, self.intake, self.help_shown = "talk", None, False
        self._return_to, self._told_standing, self._told_optional = None, None, False
        path = self._recorder.outlook.order.talk_path
        if self.at not in path:
            self.at = next(iter(self._left()), path[0])

    # -------------------------------------------------------------------------------- a diagnosis that they bring

    def begin_intake(self, typed: str) -> list[str]:
        """Go through what their findings could answer; `typed` names the basis they have."""
        basis = read_basis(typed)
        if basis is None:
            return [":brought, and data, saw, performers or believes: what their diagnosis rests on."]
        if self.stage != "talk":
            return [Shown("The wrap-up has begun; < goes back to the talk.")]
        intake = Intake(basis)
        first = intake.next(self._recorder.knowledge, self._recorder.outlook.order, "")
        if first is None:
            return ["There is nothing left that their findings could answer."]
        self.intake = intake
        self._go(first)
        how = hints.BASIS_WORDS[basis]
        return [f"Taking in what they found ({how}). Enter passes over what it does not say; :brought ends."]

    def end_intake(self) -> list[str]:
        """Go back to the talk, which does not ask again for what was taken in."""
        taken = len(self.intake.taken) if self.intake else 0
        self.intake = None
        left = self._left()
        if left:
            self._go(left[0])
        answers = "1 answer" if taken == 1 else f"{taken} answers"
        return [f"Taken in: {answers}. {len(left)} left to ask. {self._recorder.outlook.standing}"]

    # ---------------------------------------------------------------------------------------------- wrapping up

    def end(self) -> list[str]:
        """Begin the wrap-up; in the wrap-up, go past its questions to promises and notes."""
        if self.stage == "wrap_up":
            return self._to_inbox()
        whole = self._recorder.whole
        left = to_be_wrapped_up(whole)
        self.inbox.passed = frozenset()
        opened = self._open(left[0]) if covers_all(whole) and not whole.part and left else []
        return [*opened, *self._begin_wrap_up()]

    def _begin_wrap_up(self) -> list[str]:
        self.intake = None
        self.stage = "wrap_up"
        self._seen = set()
        return [*others_left(self._recorder.whole), *self._wrap_up()]

    def _open(self, part: str) -> list[str]:
        """Open a part of the order, or the whole of it, to wrap it up."""
        change = go_to(self._recorder.whole, part)
        self._recorder.add({**change.record, "from": self.at})
        self.change_part()
        return [change.told]

    def _wrap_up(self) -> list[str]:
        """Go to the next question of the wrap-up; if none is left, to promises and notes."""
        queue = self._queue(self._seen)
        if not queue:
            return self._to_inbox()
        first = not self._seen
        self._go(queue[0])
        many = "1 question" if len(queue) == 1 else f"{len(queue)} questions"
        begun = Shown(f"Wrap-up: {many} before {self._recorder.ends_with}. Enter skips, :end finishes at once.")
        clashes = self._recorder.outlook.picture.clashes if first and not self._share.on else ()
        return [*([begun] if first else []), *clashes, *self._still_parked(queue[0])]

    def _still_parked(self, question: str) -> list[str]:
        """What to say when a parked question comes up again at the end."""
        answer = self._recorder.state.answers.get(question)
        if answer is None or answer.state != "parked":
            return []
        whom = f", to ask {answer.who}" if answer.who else ""
        return [f"Parked{whom}. Known by now? The answer; - and a name says whom to ask; Enter leaves it open."]

    def _to_inbox(self) -> list[str]:
        self.stage = "notes"
        self.inbox.room = WRAP_UP_AT_MOST - len(self._seen)
        told = self.inbox.begin()
        return told if self.inbox.step != "done" else told + self._finish()

    def go_through_inbox(self, text: str) -> list[str]:
        """Take one line at the promises or the notes; past the last of them, finish."""
        told = self.inbox.enter(text, self.at)
        return told if self.inbox.step != "done" else told + self._finish()

    def leave_inbox(self) -> list[str]:
        """Leave promises and notes for the question that was on the screen before; what was skipped comes again."""
        self.stage = "wrap_up"
        self._seen = {question for question in self._seen if not self._recorder.outlook.order.is_open(question)}
        return []

    def _finish(self) -> list[str]:
        """Keep that what is open was wrapped up. Go on with another part that was not; after the last, be done."""
        self._recorder.finish(self.at)
        told = [Shown("Wrapped up.") if self._share.on else self._recorder.outlook.standing]
        whole = self._recorder.whole
        left = to_be_wrapped_up(whole) if kept_parts(whole) else ()
        if left:
            self.inbox.passed |= {promise.n for promise in self._recorder.state.commitments}
            return [*told, *self._open(left[0]), *self._begin_wrap_up()]
        self.stage = "done"
        return told
