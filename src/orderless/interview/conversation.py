"""The conversation without a terminal: a line goes in, events are kept, and what to show next comes out.

Every face feeds the same lines to `enter` and shows `screen`; no face holds interview logic. An event counts only
once `keep` has returned: where it raises, nothing has changed and the line can be entered again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.interview import grammar, hints, order, telling
from orderless.interview.answers import Answer, State
from orderless.interview.clean import LONGEST, clean
from orderless.interview.events import Record, answer_record, fold, last_undoable, live
from orderless.interview.grammar import Command, Commit, Elsewhere, Give, Intent, Jump, Park, Say, Unclear, Unknown
from orderless.interview.intake import Intake, read_basis
from orderless.interview.outlook import Judge, Outlook
from orderless.interview.own_decision import outcomes_listed, read_own_decision
from orderless.interview.search import find_questions, pick_question

__all__ = ["Conversation", "Keep", "Stage"]

Keep = Callable[[Mapping[str, Any]], Record]
"""Makes an event durable and returns it with its number and time."""

Stage = Literal["talk", "wrap_up", "notes", "done"]

_A_SENTENCE = 2
"""Words from which a line that was not understood is worth keeping."""

_UNDONE = {
    "commit": "promise",
    "edit": "change of a note",
    "directed": "told to go ahead",
    "override": "your own decision",
}


class Conversation:
    """One interview in progress.

    `keep` makes an event durable; `judge` decides on a state; `today` is for dates such as `friday`.
    """

    def __init__(
        self, knowledge: Knowledge, records: Sequence[Record], *, keep: Keep, judge: Judge, today: date
    ) -> None:
        self.knowledge = knowledge
        self.records: list[Record] = list(records)
        self.today = today
        self.stage: Stage = "talk"
        self.help_shown = False
        self.editor_wanted = False
        self.intake: Intake | None = None
        self._keep = keep
        self._judge = judge
        self._trail: list[str] = []
        self._return_to: str | None = None
        self._seen: set[str] = set()
        self._told_standing: str | None = None
        self._told_optional = False
        self._offered: tuple[int, ...] = ()
        self.state: State = fold(self.records)
        self.outlook: Outlook = judge(self.state)
        self.at = self._first()

    # ------------------------------------------------------------------------------------------------ looking

    @property
    def question(self) -> Question:
        """The question on the screen."""
        return self.knowledge.questions[self.at]

    @property
    def done(self) -> bool:
        """Whether the conversation has been wrapped up."""
        return self.stage == "done"

    @property
    def upcoming(self) -> str | None:
        """The question that an empty line would go to."""
        if self.intake is not None:
            return self.intake.next(self.knowledge, self.state, self._for_intake(), self.at)
        if self.stage == "wrap_up":
            return next(
                iter(order.wrap_up_questions(self.knowledge, self.state, self.outlook, {*self._seen, self.at})), None
            )
        return order.next_question(self.knowledge, self.state, self.outlook, self.at)

    def meaning(self, line: str) -> Intent:
        """What this line would mean here."""
        return self._meaning_at(self.at, line)

    def _meaning_at(self, question: str, line: str) -> Intent:
        return grammar.parse(line, self.knowledge.questions[question], self.knowledge.causes.causes, self.today)

    @property
    def still_to_ask(self) -> int:
        """How many questions are still to come: of those that must be asked, or of the wrap-up."""
        if self.stage == "wrap_up":
            return len(order.wrap_up_questions(self.knowledge, self.state, self.outlook, self._seen))
        return len(order.left_to_ask(self.knowledge, self.state, self.outlook))

    def hint(self, line: str) -> str:
        """What Enter will do with this line, in words."""
        if self.stage == "notes":
            return "Enter: these may go on the shared page" if line.strip() else "Enter: none of them is shared"
        intent = self.meaning(line)
        match intent:
            case Jump(words):
                found = find_questions(self.knowledge, words, order.talk_path(self.knowledge, self.outlook))
                return hints.going(self.knowledge, words, found[0] if found else None)
            case Elsewhere(target, rest):
                there = pick_question(self.knowledge, target)
                if there != self.at:
                    return hints.filing(self.knowledge, target, there, self._meaning_at(there or self.at, rest))
                intent = self._meaning_at(there, rest)
            case grammar.Next() if self.stage == "wrap_up" and self.upcoming is None:
                return f"Enter: {'your notes, then the summary' if self.tickable else 'finish with the summary'}"
        return hints.what_enter_does(self.knowledge, self.question, intent, self.upcoming)

    # ----------------------------------------------------------------------------------------------- entering

    def enter(self, line: str) -> list[str]:
        """Take one line. Returns what to tell the consultant, one sentence an item.

        Raises whatever `keep` raises when an event could not be made durable; nothing has changed then.
        """
        text = clean(line)
        if self.stage == "notes":
            return self._tick(text)
        cut = [f"That was long: the first {LONGEST:,} characters are kept."] if len(line) > LONGEST else []
        return cut + self._apply(self.meaning(text), self.at, text)

    def _apply(self, intent: Intent, at: str, line: str) -> list[str]:
        match intent:
            case Give():
                answer = self._as_answer(intent)
                return self._answer(at, self.intake.take(at, answer) if self.intake else answer)
            case Unknown():
                return self._answer(at, Answer("unknown"))
            case Park(who):
                self._add({"k": "park", "q": at, "who": who})
                return [f"Parked{f', to ask {who}' if who else ''}.", *(self._move_on(at) if at == self.at else [])]
            case Say(kind, words):
                return self._say(kind, words, at)
            case Commit(who, what, by):
                self._add({"k": "commit", "who": who, "what": what, "by": by})
                return ["Promise noted." if by else "Promise noted, without a date."]
            case Elsewhere(target, line):
                return self._elsewhere(target, line)
            case Command(name, rest):
                return self._command(name, rest)
            case Unclear(message):
                return self._not_understood(message[:1].upper() + message[1:] + ".", line)
            case _:
                return self._move(intent)

    def _not_understood(self, message: str, line: str) -> list[str]:
        """Say why; and where the line holds a sentence, keep it as a note, for nothing typed is thrown away."""
        words = re.sub(r"^[:@+/]\s*\S*", "", line).strip()
        if len(re.findall(r"[^\W\d_]{2,}", words)) < _A_SENTENCE:
            return [message]
        return [message, *self._say("note", line.strip(), self.at)]

    def _move(self, intent: Intent) -> list[str]:
        self.help_shown = False
        match intent:
            case Jump(words):
                return self._jump(words)
            case grammar.Back():
                return self._back()
            case grammar.Help():
                self.help_shown = True
                return []
        if self.intake is not None:
            self.intake.passed.add(self.at)
            return self._go_next()
        if self.stage == "wrap_up":
            self._seen.add(self.at)
            return self._wrap_up()
        told = self._checkpoint(self.at) if self.outlook.response != "not_yet" else []
        return told + self._go_next()

    def _as_answer(self, given: Give) -> Answer:
        return Answer("answered", given.value, given.causes, given.basis, said=given.said)

    def _answer(self, at: str, answer: Answer) -> list[str]:
        question = self.knowledge.questions[at]
        before = set(order.must_ask(self.knowledge, self.outlook))
        changed = self.state.status(at) is not None
        if question.role == "request" and answer.state == "answered":
            self._add({"k": "request", "text": answer.value})
        else:
            self._add(answer_record(at, answer))
        told = [telling.kept(question, answer)]
        unnamed = telling.unnamed_cause(self.knowledge, question, answer)
        if unnamed and at == self.at:
            return told + unnamed
        new = [q for q in order.left_to_ask(self.knowledge, self.state, self.outlook) if q not in before and q != at]
        if changed and new:
            told.append(f"That change asks for {len(new)} more: " + "; ".join(self._label(q) for q in new) + ".")
        return told + unnamed + (self._move_on(at) if at == self.at else [])

    def _say(self, kind: str, words: str, at: str) -> list[str]:
        record: dict[str, Any] = {"k": "quote" if kind == "quote" else "note", "q": at, "text": words}
        if kind == "private":
            record["private"] = True
        self._add(record)
        return [{"note": "Noted.", "private": "Private note kept.", "quote": "Quote kept."}[kind]]

    def _elsewhere(self, target: str, line: str) -> list[str]:
        found = pick_question(self.knowledge, target)
        if found is None:
            return self._not_understood(f"No question fits @{target}; / lists them.", f"@{target} {line}")
        intent = self._meaning_at(found, line)
        if not isinstance(intent, Give | Unknown | Park | Say | Unclear):
            return self._not_understood(f"@{found} takes an answer or a note after it.", line)
        told = self._apply(intent, found, line)
        return [*told, f"Filed at {self._label(found)}."] if not isinstance(intent, Unclear) else told

    def _jump(self, words: str) -> list[str]:
        applying = order.talk_path(self.knowledge, self.outlook)
        if not words:
            return telling.listed(self.knowledge, self.state, applying)
        found = find_questions(self.knowledge, words, applying)
        if not found:
            return [f'No question fits "{words}"; / lists them.']
        returning = self.stage == "talk"
        self.stage = "talk"
        self._go(found[0], returning=returning)
        others = [self._label(question) for question in found[1:4]]
        return [f"Also: {'; '.join(others)}."] if others else []

    # ------------------------------------------------------------------------------------------------ commands

    def _command(self, name: str, rest: str) -> list[str]:
        commands: Mapping[str, Callable[[], list[str]]] = {
            "undo": self._undo,
            "why": lambda: list(self.outlook.why()),
            "whatif": lambda: list(self.outlook.what_if()),
            "end": self._end,
            "edit": self._want_editor,
            "clear": self._clear,
            "list": lambda: telling.listed(self.knowledge, self.state, order.talk_path(self.knowledge, self.outlook)),
            "notes": lambda: (
                [telling.note_line(self.knowledge, note) for note in self.state.notes] or ["No notes yet."]
            ),
            "told": self._told,
            "brought": lambda: self._end_intake() if self.intake else self._begin_intake(rest),
            "override": lambda: self._override(rest),
            "share": lambda: ["Share view needs the full-screen face, which is not here yet."],
        }
        return commands[name]()

    def _want_editor(self) -> list[str]:
        self.editor_wanted = True
        return []

    def _clear(self) -> list[str]:
        if self.question.role == "request" and self.state.request:
            self._add({"k": "request", "text": ""})
        elif self.state.status(self.at) is not None:
            self._add({"k": "clear", "q": self.at})
        else:
            return ["There is no answer to clear here."]
        return ["Cleared."]

    def _told(self) -> list[str]:
        self._add({"k": "directed", "value": not self.state.directed})
        return ["Recorded: told to go ahead after hearing the diagnosis." if self.state.directed else "Taken back."]

    def _for_intake(self) -> tuple[str, ...]:
        return order.must_ask(self.knowledge, self.outlook)

    def _begin_intake(self, typed: str) -> list[str]:
        basis = read_basis(typed)
        if basis is None:
            return [":brought, and data, saw, performers or believes: what their diagnosis rests on."]
        if self.stage != "talk":
            return ["The wrap-up has begun; < goes back to the talk."]
        intake = Intake(basis)
        first = intake.next(self.knowledge, self.state, self._for_intake(), "")
        if first is None:
            return ["There is nothing left that their findings could answer."]
        self.intake = intake
        self._go(first)
        how = hints.BASIS_WORDS[basis]
        return [f"Taking in what they found ({how}). Enter passes over what it does not say; :brought ends."]

    def _end_intake(self) -> list[str]:
        """Back to the talk, which asks for nothing of this again."""
        taken = len(self.intake.taken) if self.intake else 0
        self.intake = None
        left = order.left_to_ask(self.knowledge, self.state, self.outlook)
        if left:
            self._go(left[0])
        answers = "1 answer" if taken == 1 else f"{taken} answers"
        return [f"Taken in: {answers}. {len(left)} left to ask. {self.outlook.standing}"]

    def _override(self, typed: str) -> list[str]:
        """The consultant's own decision; without one, which there are."""
        found = read_own_decision(self.knowledge, typed) if typed else None
        if found is None:
            return outcomes_listed(self.knowledge)
        if isinstance(found, str):
            return [found]
        if not found.outcome and self.state.override is None:
            return ["There is no decision of your own to take back."]
        self._add({"k": "override", "outcome": found.outcome, "because": found.because})
        if self.state.override is None:
            return ["Taken back: the decision of the table counts."]
        name = self.knowledge.decision.outcomes[found.outcome].name
        return [f"Your own decision: {name}. The page and the reply follow it; your record holds both."]

    def _undo(self) -> list[str]:
        record = last_undoable(self.records)
        if record is None:
            return ["Nothing to undo."]
        self._add({"k": "undo", "of": record["n"]})
        self.at = self._question_of(record) or self.at
        where = record.get("q", self.at)
        what = _UNDONE.get(record["k"], record["k"])
        return [f"Undid: {what} ({self._label(where if where in self.knowledge.questions else self.at)})."]

    # ---------------------------------------------------------------------------------------------- wrapping up

    def _end(self) -> list[str]:
        if self.stage == "wrap_up":
            return self._to_notes()
        self.intake = None
        self.stage = "wrap_up"
        self._seen = set()
        return self._wrap_up()

    def _wrap_up(self) -> list[str]:
        """Go to what the wrap-up still asks; when nothing is left, to the notes."""
        queue = order.wrap_up_questions(self.knowledge, self.state, self.outlook, self._seen)
        if not queue:
            return self._to_notes()
        first = not self._seen
        self._go(queue[0])
        many = "1 question" if len(queue) == 1 else f"{len(queue)} questions"
        return [f"Wrap-up: {many} before the summary. Enter skips, :end finishes at once."] if first else []

    def _back(self) -> list[str]:
        """To the question before; from the first of the wrap-up, to the talk."""
        if not self._trail:
            return ["This is where we began."]
        self.at = self._trail.pop()
        if self.at in self._seen:
            self._seen.discard(self.at)
        else:
            self.stage = "talk"
        return []

    def _to_notes(self) -> list[str]:
        self.stage = "notes"
        self._offered = self.tickable
        if not self._offered:
            return self._finish()
        offered = [note for note in self.state.notes if note.n in self._offered]
        lines = [f"{place}. {telling.note_line(self.knowledge, note)}" for place, note in enumerate(offered, 1)]
        return ["Which of these may go on the shared page? Numbers, or Enter for none.", *lines]

    @property
    def tickable(self) -> tuple[int, ...]:
        """The numbers of the notes and quotes that could be shared: none that is private or on a private question."""
        return tuple(note.n for note in self.state.notes if telling.may_be_shared(self.knowledge, note))

    def _tick(self, text: str) -> list[str]:
        offered = self._offered  # as they were numbered, also when some were ticked before a disk gave out
        words = text.replace(",", " ").split()
        if text.strip() in (":end", "0"):
            words = []
        if not all(word.isdecimal() and 1 <= int(word) <= len(offered) for word in words):
            return [f"Numbers from 1 to {len(offered)}, or Enter for none."]
        for word in words:
            self._add({"k": "edit", "of": offered[int(word) - 1], "share": True})
        return self._finish()

    def _finish(self) -> list[str]:
        self._add({"k": "finish", "count": len(self.records) + 1, "verdict": dict(self.outlook.verdict())})
        self.stage = "done"
        return [self.outlook.standing]

    # -------------------------------------------------------------------------------------------------- moving

    def _first(self) -> str:
        """Where the talk goes on: where the last thing was said if that is open, else what comes after it."""
        path = order.talk_path(self.knowledge, self.outlook)
        said_at = (self._question_of(record) for record in reversed(live(self.records)))
        last = next((question for question in said_at if question in path), None)
        if last is None:
            return next(iter(order.left_to_ask(self.knowledge, self.state, self.outlook)), path[0])
        if order.is_open(self.knowledge, self.state, last):
            return last
        return order.next_question(self.knowledge, self.state, self.outlook, last) or last

    def _question_of(self, record: Record) -> str | None:
        """The question that was on the screen when this was recorded, if there still is such a question."""
        asked = self.knowledge.with_role("request") if record["k"] == "request" else record.get("q")
        place = record.get("from", asked)
        return place if place in self.knowledge.questions else None

    def _go(self, question: str, *, returning: bool = False) -> None:
        if returning and self._return_to is None:
            self._return_to = self.at
        if question != self.at:
            self._trail.append(self.at)
        self.at = question
        self.help_shown = False

    def _move_on(self, answered: str) -> list[str]:
        if self.stage == "wrap_up":
            self._seen.add(answered)
            return self._wrap_up()
        told = self._checkpoint(answered) if self.intake is None else []
        back, self._return_to = self._return_to, None
        if back is not None and back in self.outlook.path:
            self._go(back)
            if order.is_open(self.knowledge, self.state, back):
                return [*told, f"Back to {self._label(back)}."]
        return told + self._go_next()

    def _go_next(self) -> list[str]:
        upcoming = self.upcoming
        if self.intake is not None:
            if upcoming is None:
                return self._end_intake()
            self._go(upcoming)
            return []
        if upcoming is None:
            return [telling.nothing_left(self.state, settled=self.outlook.settled())]
        leaving_must = bool(order.left_to_ask(self.knowledge, self.state, self.outlook))
        self._go(upcoming)
        return [] if leaving_must or self._told_optional else self._optional_from_here()

    def _optional_from_here(self) -> list[str]:
        self._told_optional = True
        return [
            f"All that must be asked has been asked. {self.outlook.standing} What follows is optional; :end wraps up."
        ]

    def _checkpoint(self, leaving: str) -> list[str]:
        """On the way out of a checkpoint bank: say what stands already, and offer to stop."""
        bank, upcoming = self.knowledge.bank_of[leaving], self.upcoming
        if not bank.checkpoint or (upcoming is not None and self.knowledge.bank_of[upcoming] is bank):
            return []
        if self._told_optional or self._told_standing == self.outlook.outcome:
            return []
        self._told_standing = self.outlook.outcome
        if self.outlook.response == "not_yet":
            return ["This earns a deeper conversation."]
        return [f"{self.outlook.standing} You could stop here: :end wraps up, Enter goes on."]

    def _label(self, question: str) -> str:
        return self.knowledge.questions[question].label

    def _add(self, record: Mapping[str, Any]) -> None:
        elsewhere = "q" in record and record["q"] != self.at
        kept = self._keep({**record, "from": self.at} if elsewhere else record)
        self.records.append(kept)
        self.state = fold(self.records)
        self.outlook = self._judge(self.state)
