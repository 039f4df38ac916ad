"""The conversation without a terminal: a line goes in, events are kept, and what to show next comes out.

Every face feeds the same lines to `enter` and shows what `view` gives; no face holds interview logic. An event counts
only once it is durable. If it cannot be made durable, nothing has changed, and the line can be entered again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, assert_never

from orderless.bank.questions import Question
from orderless.interview import grammar
from orderless.interview.answers import Answer, State
from orderless.interview.clean import LONGEST, clean
from orderless.interview.events import Record, answer_record
from orderless.interview.grammar import (
    Command,
    Commit,
    Elsewhere,
    Found,
    Give,
    GiveAll,
    Intent,
    Jump,
    Park,
    Say,
    Unclear,
    Unknown,
)
from orderless.interview.looks import last_undoable
from orderless.interview.offered import Offer, take_record
from orderless.interview.search import by_name, find_questions, pick_question
from orderless.session import telling
from orderless.session.caught_figures import CaughtFigures
from orderless.session.corrections import CHANGES, clear_answer, decide_otherwise
from orderless.session.hints import hint_of, is_private
from orderless.session.inbox import AS_IN_THE_TALK, Inbox
from orderless.session.noting import Noting
from orderless.session.offers import Offers
from orderless.session.outlook import Outlook
from orderless.session.recorder import Recorder
from orderless.session.route import Route, Stage
from orderless.session.share_view import HIDDEN, KEPT, ShareView, Shown

__all__ = ["Conversation", "Stage"]


class Conversation:
    """One interview in progress: `recorder` holds what was entered, `route` where it stands.

    `today` is for dates such as `friday`.
    """

    def __init__(self, recorder: Recorder, *, today: date) -> None:
        self.recorder = recorder
        self.knowledge = recorder.knowledge
        self.today = today
        self.editor_wanted = False
        self.share = ShareView(self.knowledge)
        self.offers = Offers(recorder, today)
        self.route = Route(recorder, self.share, Inbox(recorder, today), self.offers)
        self.figures = CaughtFigures(recorder, self.share)
        self.notes = Noting(recorder, self.share, self.figures)

    # ------------------------------------------------------------------------------------------------ looking

    @property
    def records(self) -> Sequence[Record]:
        """Every event so far."""
        return self.recorder.records

    @property
    def state(self) -> State:
        """What has been said so far."""
        return self.recorder.state

    @property
    def outlook(self) -> Outlook:
        """What it comes to."""
        return self.recorder.outlook

    @property
    def at(self) -> str:
        """The id of the question on the screen."""
        return self.route.at

    @property
    def question(self) -> Question:
        """The question on the screen."""
        return self.knowledge.questions[self.at]

    @property
    def stage(self) -> Stage:
        """Talking, wrapping up, going through promises and notes, or done."""
        return self.route.stage

    @property
    def done(self) -> bool:
        """Whether the conversation has been wrapped up."""
        return self.stage == "done"

    @property
    def sharing(self) -> bool:
        """Whether others can see the screen just now."""
        return self.share.on

    def settled(self) -> bool:
        """Whether to show that nothing which could still be asked changes the outcome; takes a moment to find out."""
        return not self.sharing and self.outlook.settled

    def meaning(self, line: str, question: str | None = None) -> Intent:
        """What this line would mean here, or at another question."""
        asked = self.knowledge.questions[question or self.at]
        together = self.route.together if question is None else ()
        intent = grammar.parse(line, asked, self.knowledge.causes.causes, self.today, together)
        named = Elsewhere(*by_name(self.knowledge, *intent)) if isinstance(intent, Elsewhere) else intent
        return self.recorder.under_way.picked(named, asked, listed=asked.id == self.at)

    def hint(self, line: str) -> str:
        """What Enter will do with this line, in words."""
        return hint_of(self, line)

    def is_private(self, line: str) -> bool:
        """Whether others can see the screen just now and must not read this line as it is typed."""
        return is_private(self, line)

    # ----------------------------------------------------------------------------------------------- entering

    def enter(self, line: str) -> list[str]:
        """Take one line. Returns what to tell the consultant, one sentence an item.

        Raises CannotDo when an event could not be made durable; nothing has changed then.
        """
        text, before = clean(line), len(self.records)
        told = self._enter(text)
        if len(line) > LONGEST:
            told = [Shown(f"That was long: the first {LONGEST:,} characters are kept."), *told]
        wanted = text.lstrip().startswith((":", "?"))
        return self.share.let_through(told, kept=len(self.records) > before, wanted=wanted)

    def _enter(self, text: str) -> list[str]:
        intent = self.meaning(text)
        if intent == Command("share"):
            return self._turn_share_view()
        if self.stage == "notes":
            return self._enter_inbox(intent, text)
        return self._apply(intent, self.at, text)

    def _enter_inbox(self, intent: Intent, text: str) -> list[str]:
        match intent:
            case grammar.Back():
                return self.route.leave_inbox()
            case Command("undo"):
                changed, told = last_undoable(self.recorder.records), self._undo()
                if self.stage != "notes":
                    return told
                keeps = changed is not None and changed["k"] in ("edit", "expect")
                return told + (self.route.inbox.listed() if keeps else self.route.leave_inbox())
            case Command("part", rest) if self.recorder.look is None:
                return self.route.part(rest)
            case Command("keep", rest):
                return [*self._keep(rest), *self.route.inbox.listed()]
            case Elsewhere() | Commit() | Say("note" | "private" | "quote") if text.lstrip().startswith(AS_IN_THE_TALK):
                return [*self._apply(intent, self.at, text), *self.route.inbox.listed()]
        return self.route.go_through_inbox(text)

    def _turn_share_view(self) -> list[str]:
        self.share.turn()
        self.route.help_shown = False
        if self.sharing:
            return [Shown("Share view is on: what is private is not shown. :share ends it.")]
        return ["Share view is off.", *(self.route.inbox.listed() if self.stage == "notes" else [])]

    def _apply(self, intent: Intent, at: str, line: str) -> list[str]:
        match intent:
            case Give() | GiveAll():
                return self._give(intent, at) if isinstance(intent, Give) else self._give_all(intent, line)
            case Unknown(finding):
                return [
                    *(self.notes.find(finding, at, self.at) if finding else []),
                    *self._answer(at, Answer("unknown")),
                ]
            case Park(who):
                self._add({"k": "park", "q": at, "who": who})
                return [
                    self.share.said(f"Parked{f', to ask {who}' if who else ''}.", at),
                    *(self.route.move_on(at) if at == self.at else []),
                ]
            case Say() | Found():
                return self.notes.keep(intent, at, self.at)
            case Commit(who, what, by):
                self._add({"k": "commit", "who": who, "what": what, "by": by})
                return [telling.noted_promise(by, at, self.share)]
            case Elsewhere(target, line):
                return self._elsewhere(target, line)
            case Command(name, rest):
                return self._command(name, rest)
            case Unclear():
                return self._unclear(intent, at, line)
            case _:
                return self._move(intent)

    def _unclear(self, unclear: Unclear, at: str, line: str) -> list[str]:
        sentence = unclear.message[:1].upper() + unclear.message[1:] + "."
        said = sentence if unclear.for_you else self.share.said(sentence, at)
        return (
            [said, *self.notes.say("note", line.strip(), at, self.at)[1:]]
            if unclear.noted
            else self._not_understood(said, line)
        )

    def _not_understood(self, message: str, line: str) -> list[str]:
        """Say why. If the line holds a sentence or tells a number, keep it as a note: nothing said is thrown away."""
        if not grammar.tells_something(line):
            return [message]
        hidden = self.sharing and line.lstrip().startswith(":")
        return [message, *self.notes.say("private" if hidden else "note", line.strip(), self.at, self.at)]

    def _move(self, intent: Jump | grammar.Back | grammar.Help | grammar.Next) -> list[str]:
        self.route.help_shown = isinstance(intent, grammar.Help) and not self.sharing
        match intent:
            case Jump(words):
                return self._jump(words)
            case grammar.Back():
                return self.route.back()
            case grammar.Help():
                return [HIDDEN] if self.sharing else []
            case grammar.Next():
                return self.route.pass_over()
        assert_never(intent)

    def _give(self, given: Give, at: str) -> list[str]:
        found = self.notes.find(given.finding, at, self.at) if given.finding else []
        answer = Answer("answered", given.value, given.causes, given.basis, said=given.said, item=given.item)
        return found + self._answer(at, self.route.intake.take(at, answer) if self.route.intake else answer)

    def _answer(self, at: str, answer: Answer, record: Record | None = None) -> list[str]:
        question = self.knowledge.questions[at]
        before = set(self.outlook.order.must_ask)
        changed = self.state.status(at) is not None
        if question.role == "request" and answer.state == "answered":
            self._add({"k": "request", "text": answer.value})
        else:
            self._add(record or answer_record(at, answer))
        told = [telling.kept(self.knowledge, question, answer, self.share)]
        told += self.figures.of(self.records[-1]["n"]) if question.kind.free_text else []
        told += telling.cost_of_the_order(self.outlook.verdict, at, self.share)
        if at in self.outlook.verdict.set_aside:
            aside = f"Set aside: {self.share.label(at)} does not apply with the other answers."
            told.append(self.share.said(aside, at))
        unnamed = telling.unnamed_cause(self.knowledge, question, answer)
        if unnamed and at == self.at:
            return told + unnamed
        new = [q for q in self.outlook.order.left_to_ask if q not in before and q != at]
        if changed and new:
            told.append(f"That change asks for {len(new)} more: " + "; ".join(self.share.label(q) for q in new) + ".")
        return told + unnamed + (self.route.move_on(at) if at == self.at else [])

    def _give_all(self, given: GiveAll, line: str) -> list[str]:
        """The answers of one line, each an event of its own; what else the line says is kept with it as a note."""
        told: list[str] = []
        if given.more:
            self.notes.say("note", line.strip(), self.at, self.at)
        noted = self.records[-1]["n"] if given.more else 0
        for question, answer in given.answers:
            told += self._give(answer, question)
        return told + self.figures.of(noted)

    def _keep(self, typed: str) -> list[str]:
        """Take what the last line with figures could fill; each is an answer like any other."""
        taken = self.figures.taken(typed, self.at)
        if isinstance(taken, str):
            return [taken]
        told, cost = [], self.outlook.verdict.worth.yearly_cost
        for one in taken:
            first, *rest = self._give(Give(one.value, one.basis, (), one.said), one.question)
            if one.question in self.outlook.verdict.set_aside:
                first, rest = self.share.said(f"{first}; it counts as soon as it applies", one.question), rest[1:]
            told += [first, *rest]
        return [*told, *telling.new_cost(cost, self.outlook.verdict.worth.yearly_cost, taken[-1].question, self.share)]

    def _take(self, typed: str, at: str) -> list[str]:
        """Take what is offered here, or under these letters of the list."""
        several = self.offers.several(typed) or self.offers.chosen(typed, at)
        if isinstance(several, str):
            return [several]
        taken = [(at, several)] if isinstance(several, Offer) else several
        here_last = sorted(taken, key=lambda one: one[0] == self.at)  # the talk goes on once the others are known
        told = [self._take_one(offer, where) for where, offer in here_last]
        if self.sharing:
            return told[0]
        return [*(first for first, *_ in told), *(line for _, *rest in told for line in rest)]

    def _take_one(self, offer: Offer, at: str) -> list[str]:
        """Take an offer: its value is the answer, words alone are kept as a quote."""
        proposal, said = offer.proposal, self.offers.said(offer.proposal)
        if proposal.value is None:
            self._add(take_record(offer, private=self.share.never_shows(at)))
            told = ["Kept as their words; the question stays open."]
        else:
            answer = Answer("answered", proposal.value, proposal.causes, proposal.basis, said=said)
            told = self._answer(at, answer, take_record(offer, said=said))
            told = [f"Kept: {told[0]}", *told[1:]]
        return [Shown(KEPT)] if self.sharing else told

    def _elsewhere(self, target: str, line: str) -> list[str]:
        found = pick_question(self.knowledge, target)
        if found is None:
            return self._not_understood(Shown(f"No question fits @{target}; / lists them."), f"@{target} {line}")
        intent = self.meaning(line, found)
        if isinstance(intent, Command) and intent.name == "take":
            return self._take(intent.rest, found)
        if not isinstance(intent, Give | Unknown | Park | Say | Found | Unclear):
            return self._not_understood(self.share.said(f"@{found} takes an answer or a note after it.", found), line)
        told = self._apply(intent, found, line)
        filed = self.share.said(f"Filed at {self.share.label(found)}.", found)
        return [*told, filed] if not isinstance(intent, Unclear) else told

    def _jump(self, words: str) -> list[str]:
        applying = self.outlook.order.to_find
        if not words:
            return telling.listed(self.knowledge, self.state, applying, self.offers.open, self.share)
        found = find_questions(self.knowledge, words, applying)
        if not found:
            return [Shown(f'No question fits "{words}"; / lists them.')]
        self.route.visit(found[0])
        others = [self.share.label(question) for question in found[1:4] if not self.share.hides(question)]
        return [Shown(f"Also: {'; '.join(others)}.")] if others else []

    # ------------------------------------------------------------------------------------------------ commands

    def _command(self, name: str, rest: str) -> list[str]:
        commands: Mapping[str, Callable[[], list[str]]] = {
            "undo": self._undo,
            "why": lambda: list(self.outlook.why),
            "whatif": lambda: list(self.outlook.what_if),
            "end": self.route.end,
            "edit": self._want_editor,
            "clear": self._clear,
            "list": lambda: self._jump(""),
            "notes": lambda: telling.numbered_notes(self.knowledge, self.state.notes),
            "told": self._told,
            "brought": lambda: self._brought(rest),
            "keep": lambda: self._keep(rest),
            "take": lambda: self._take(rest, self.at),
            "offers": self.offers.listed,
            "override": lambda: self._override(rest),
            "part": lambda: self.route.part(rest),
        }
        if name in self.recorder.not_here:
            return [self.recorder.not_here[name]]
        return self.notes.change(name, rest, self.at) if name in CHANGES else commands[name]()

    def _want_editor(self) -> list[str]:
        if self.sharing:
            return [Shown("An editor would show what you write; :share ends the share view first.")]
        self.editor_wanted = True
        return []

    def _clear(self) -> list[str]:
        event, told = clear_answer(self.question, self.state, own=self.recorder.is_own(self.at))
        return self._change(event, [Shown(told) if event is not None else self.share.said(told, self.at)])

    def _told(self) -> list[str]:
        self._add({"k": "directed", "value": not self.state.directed})
        return ["Recorded: told to go ahead after hearing the diagnosis." if self.state.directed else "Taken back."]

    def _brought(self, typed: str) -> list[str]:
        return self.route.end_intake() if self.route.intake else self.route.begin_intake(typed)

    def _override(self, typed: str) -> list[str]:
        return self._change(*decide_otherwise(self.knowledge, self.state, typed))

    def _change(self, event: Mapping[str, Any] | None, told: list[str]) -> list[str]:
        if event is not None:
            self._add(event)
        return told

    def _undo(self) -> list[str]:
        record = last_undoable(self.recorder.records)
        if record is None:
            return [Shown("Nothing to undo.")]
        before = self.recorder.whole
        told = Shown("Undone.") if self.sharing else telling.undone(self.knowledge, record, before, self.share)
        self._add({"k": "undo", "of": record["n"]})
        self.route.at = self.recorder.question_of(record) or self.at
        if self.recorder.whole.part != before.part:
            self.route.change_part()
        return [told]

    def _add(self, record: Mapping[str, Any]) -> None:
        self.recorder.add(record, self.at)
