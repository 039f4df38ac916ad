"""The last steps of the wrap-up: what was promised and noted on the way, what to keep, and what is expected of it.

Promises come first: they are on the page, with their names, unless they are taken off. Notes come next: they are off
the page, unless they are ticked. Then comes what may be kept of the area, and last what is expected, where there is a
decision; both are for the consultant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from orderless.bank.answer_types.typed import place_in
from orderless.bank.answer_types.typed_days import read_day
from orderless.documents.findings import by_evidence, carried
from orderless.english import listed
from orderless.interview.answers import Commitment, Note
from orderless.interview.clean import short
from orderless.interview.grammar import Command, Commit, read_command, read_promise
from orderless.session import hints, telling
from orderless.session.corrections import CHANGES, Change, read_change, read_finding, to_part
from orderless.session.expecting import Expecting
from orderless.session.recorder import Recorder
from orderless.session.share_view import Shown

if TYPE_CHECKING:
    from orderless.session.known_area import AreaKeeping

__all__ = ["AS_IN_THE_TALK", "Inbox"]

AS_IN_THE_TALK = ("@", "+", "~", '"', "“")
"""What a line begins with that is no line of a list: it is taken while one is gone through as it is in the talk."""

Step = Literal["promises", "notes", "area", "expected", "done"]


class Inbox:
    """Goes through the promises, then through the notes. Numbers are those of the list that was told last.

    Numbers hold until the next list. If the disk failed halfway, the same numbers entered again mean the same.
    """

    def __init__(self, recorder: Recorder, today: date) -> None:
        self._recorder = recorder
        self._today = today
        self.step: Step = "promises"
        self.passed: frozenset[int] = frozenset()
        """Promises that this wrap-up went through in another part: the events that made them."""
        self.room = len(("promises", "notes", "area", "expected"))
        """How many lists the wrap-up has room for: an answer on the way can bring one that was not there before."""
        self._lists = 0
        self._expected = Expecting(recorder, today)
        self._area = _keeping(recorder, today)
        self._offered: tuple[int, ...] = ()
        self._were_shared: frozenset[int] = frozenset()

    def begin(self) -> list[str]:
        """Go to the first list that is not empty; if both are empty, be done."""
        self.step, self._lists = "promises", bool(self.promises) + bool(self.tickable)
        return self.listed() if self.promises else self._to_notes()

    def _to_notes(self) -> list[str]:
        self.step = "notes"
        return self.listed() if self.tickable else self._to_area()

    def _to_area(self) -> list[str]:
        self.step = "area"
        if self._area is None or not self._area.wanted or self._lists >= self.room:
            return self._to_expected()
        self._lists += 1
        return self.listed()

    def _to_expected(self) -> list[str]:
        self.step = "expected" if self._expected.wanted and self._lists < self.room else "done"
        return self.listed() if self.step == "expected" else []

    @property
    def prompts(self) -> int:
        """How many lists it will go through."""
        return bool(self.promises) + bool(self.tickable) + self._keeps + self._expected.wanted

    @property
    def _keeps(self) -> bool:
        """Whether there is anything of the area that may be kept."""
        return self._area is not None and self._area.wanted

    @property
    def ahead(self) -> str:
        """What it will go through, in words; empty for nothing."""
        lists = (
            ("your promises", self.promises),
            ("your notes", self.tickable),
            ("what to keep", self._keeps),
            ("what you expect", self._expected.wanted),
        )
        return listed([name for name, some in lists if some])

    @property
    def promises(self) -> tuple[Commitment, ...]:
        """The promises to go through: a promise of the whole order comes up in the first of its parts only."""
        return tuple(one for one in self._recorder.state.commitments if one.n not in self.passed)

    @property
    def tickable(self) -> tuple[Note, ...]:
        """The notes and quotes that may be shared or are, best evidence first; none that is private in any way."""
        state, knowledge = self._recorder.state, self._recorder.knowledge
        free = [note for note in state.notes if telling.may_be_shared(knowledge, note)]
        return tuple(by_evidence(self._recorder.outlook.verdict, free))

    def listed(self) -> list[str]:
        """The list as it stands, numbered."""
        if self.step in ("area", "expected"):
            return self._own.listed()
        if self.step == "promises":
            promises = self.promises
            self._offered = tuple(promise.n for promise in promises)
            self._were_shared = frozenset(promise.n for promise in promises if promise.shared)
            return [_ABOUT_PROMISES, *_numbered([telling.promise_line(promise) for promise in promises])]
        self._offered = tuple(note.n for note in self.tickable)
        self._were_shared = frozenset(note.n for note in self.tickable if note.shared)
        lines = [
            f"{telling.note_line(self._recorder.knowledge, note)}{_ON_IT if note.shared else self._carrying(note)}"
            for note in self.tickable
        ]
        return [_ABOUT_NOTES, *_numbered(lines)]

    @property
    def _own(self) -> AreaKeeping | Expecting:
        """The list that a module of its own holds."""
        return self._area if self.step == "area" and self._area is not None else self._expected

    def _carrying(self, note: Note) -> str:
        """The causes that a note would carry as a finding, to stand after it in the list."""
        causes = self._recorder.knowledge.cause
        names = "; ".join(causes[cause].name for cause in carried(self._recorder.outlook.verdict, note.question))
        return f" → {names}" if names else ""

    def hint(self, line: str) -> str:
        """What Enter will do with this line."""
        if self.step in ("area", "expected"):
            return self._own.hint(line.strip())
        if self.step == "promises":
            found = self._promise_change(line)
            return found if isinstance(found, str) else f"Enter: {found[1] or 'they go on the page as they stand'}"
        change = self._note_change(line.strip())
        if change is not None:
            return change if isinstance(change, str) else f"Enter: {change.hint}"
        if not line.strip():
            return "Enter: they stay as they are" if self._were_shared else "Enter: none of them is shared"
        numbers = self._numbers(line.strip()) or ()
        off = [number for number in numbers if self._offered[number - 1] in self._were_shared]
        return f"Enter: {'off' if len(off) == len(numbers) > 0 else 'these may go on'} the shared page"

    def enter(self, line: str, at: str) -> list[str]:
        """Take one line. After a change, tell the list again; a line of numbers, or an empty one, goes on."""
        if self.step == "area" and self._area is not None:
            told = self._area.enter(line.strip())
            return [*told, *self._to_expected()] if self._area.done else told
        if self.step == "expected":
            told = self._expected.enter(line.strip(), at)
            self.step = "done" if self._expected.done else "expected"
            return told
        text = "" if line.strip() in (":end", "0") else line.strip()
        return self._enter_promises(text, at) if self.step == "promises" else self._enter_notes(text, at)

    # ------------------------------------------------------------------------------------------------- promises

    def _enter_promises(self, text: str, at: str) -> list[str]:
        numbers = self._numbers(text)
        for number in numbers or ():
            of = self._offered[number - 1]  # compared with the list: after a full disk the same line may come again
            self._recorder.add({"k": "edit", "of": of, "share": of not in self._were_shared}, at)
        if numbers is not None:
            return self.listed() if numbers else self._to_notes()
        found = self._promise_change(text)
        if isinstance(found, str):
            return [Shown(found)]
        self._recorder.add(found[0], at)
        return self.listed()

    def _promise_change(self, line: str) -> tuple[Mapping[str, Any], str] | str:
        """The event that a line asks for, and what Enter does; or why there is none. Numbers ask for several events."""
        text = line.strip()
        numbers = self._numbers(text)
        if numbers is not None:
            turned = (self._promise(number) for number in numbers)
            return {}, "; ".join(
                f"{'off' if one.n in self._were_shared else 'back on'} the page: {one.what}" for one in turned
            )
        command = read_command(text)
        if isinstance(command, Command) and command.name in ("note", "quote"):
            return (
                "These are promises: `1 who: what` says one anew. Notes come in the next list: there they are changed."
            )
        asked = command.name if isinstance(command, Command) and command.name in ("drop", "move") else ""
        number, _, words = (command.rest if asked and isinstance(command, Command) else text).partition(" ")
        place = self._numbers(number)
        if not place:
            return f"Numbers from 1 to {len(self._offered)} take a promise off the page; Enter leaves them as they are."
        promise, dropped = self._promise(place[0]), asked == "drop"
        if asked == "move":
            change = to_part(self._recorder.whole, promise.n, f"“{short(promise.what)}”", words.strip())
            return change if isinstance(change, str) else (change.record, change.hint)
        return _changed_promise(promise, number, words.strip(), self._today, dropped=dropped)

    def _promise(self, number: int) -> Commitment:
        return next(one for one in self._recorder.state.commitments if one.n == self._offered[number - 1])

    # ---------------------------------------------------------------------------------------------------- notes

    def _notes(self) -> tuple[Note, ...]:
        """The notes in the order in which they were numbered."""
        notes = {note.n: note for note in self._recorder.state.notes}
        return tuple(notes[n] for n in self._offered if n in notes)

    def _note_change(self, text: str) -> Change | str | None:
        """The change of one note that a line asks for, or why it cannot be; None if it asks for none."""
        command = read_command(text)
        if isinstance(command, Command) and command.name in CHANGES:
            return read_change(self._recorder.knowledge, self._recorder.whole, self._notes(), *command)
        if text.startswith("=") and (place := place_in(text[1:].strip(), len(self._offered))):
            return read_finding(self._recorder.knowledge, self._notes(), place, None)
        return None

    def _enter_notes(self, text: str, at: str) -> list[str]:
        change = self._note_change(text)
        if change is not None:
            if isinstance(change, str):
                return [change]
            self._recorder.add(change.record, at)
            return [change.told, *(self.listed() if self.tickable else self._to_notes())]
        numbers = self._numbers(text)
        if numbers is None:
            return [Shown(f"Numbers from 1 to {len(self._offered)}, or Enter for none.")]
        picked = [self._offered[number - 1] for number in numbers]
        for note in [note for note in self._notes() if note.n in picked]:
            self._recorder.add(self._picked(note), at)
        return self._to_area()

    def _picked(self, note: Note) -> Mapping[str, Any]:
        """The event for a note that goes on the page: a finding where its answer speaks for a cause, else ticked."""
        if note.n in self._were_shared:
            return {"k": "edit", "of": note.n, "share": False}
        knowledge, verdict = self._recorder.knowledge, self._recorder.outlook.verdict
        question = note.question
        if question is not None and knowledge.holds_findings(question) and carried(verdict, question):
            return {"k": "finding", "of": note.n, "q": question}
        return {"k": "edit", "of": note.n, "share": True}

    def _numbers(self, text: str) -> tuple[int, ...] | None:
        """The numbers in this line, if it holds nothing but numbers of the list; else None."""
        numbers: dict[int, None] = {}
        for word in text.replace(",", " ").split():
            number = place_in(word, len(self._offered))
            if number is None:
                return None
            numbers[number] = None
        return tuple(numbers)


def _keeping(recorder: Recorder, today: date) -> AreaKeeping | None:
    """The list of what may be kept of the area, where the request is from one."""
    if recorder.known is None:
        return None
    from orderless.session.known_area import AreaKeeping  # not needed for most talks

    return AreaKeeping(recorder, recorder.known, today)


_ABOUT_PROMISES = (
    "These promises go on the shared page, each with its name. Enter: as they are. A number takes one off the page or "
    "puts it back, `1 by friday` adds a day, `1 team lead: what` says it anew, `:drop 1` takes it away."
)


_ABOUT_NOTES = (
    "Which of these go on the page? Numbers, or Enter for none. One with an arrow stands there as a finding, for the "
    "cause after it; `=2` makes any of them one."
)


_ON_IT = " (on the page; its number takes it off)"


def _numbered(lines: Sequence[str]) -> list[str]:
    return [f"{place}. {line}" for place, line in enumerate(lines, 1)]


def _changed_promise(
    promise: Commitment, number: str, words: str, today: date, *, dropped: bool
) -> tuple[Mapping[str, Any], str] | str:
    """The event for one promise, and what Enter does."""
    if dropped:
        return {"k": "edit", "of": promise.n, "delete": True}, f"drop: {promise.what}"
    if words.startswith("by ") and words[3:].strip():
        by = read_day(words[3:], today) or words[3:].strip()
        return {"k": "edit", "of": promise.n, "by": by}, f"{promise.what}:{hints.by_when(by)}"
    anew = read_promise(words, today)
    if not isinstance(anew, Commit):
        return f"`{number} by friday` adds a day, `{number} who: what by when` says it anew."
    record = {"k": "edit", "of": promise.n, "who": anew.who, "what": anew.what, "by": anew.by}
    return record, f"it will read: {telling.promised(anew.who, anew.what, anew.by)}"
