"""Sentences about where things stand: the list of questions, a note, a choice that still wants a cause."""

from __future__ import annotations

from collections.abc import Container, Iterable

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.decision.verdict import Verdict
from orderless.documents.findings import carried
from orderless.documents.money import ORDER_ROLES, order_total
from orderless.english import money_words, weekday_words
from orderless.interview.answers import Answer, Commitment, Note, State
from orderless.interview.clean import short
from orderless.interview.events import Record
from orderless.interview.offered import kind_of
from orderless.interview.overlay import view_of
from orderless.session import hints
from orderless.session.expecting import undone_words
from orderless.session.part_changes import part_undone
from orderless.session.share_view import ShareView, Shown

__all__ = [
    "SETTLED",
    "cost_of_the_order",
    "found",
    "kept",
    "listed",
    "may_be_shared",
    "new_cost",
    "note_line",
    "noted_promise",
    "nothing_left",
    "numbered_notes",
    "promise_line",
    "promised",
    "undone",
    "unnamed_cause",
]

_MARKS = {"answered": "answered", "unknown": "don't know", "parked": "parked", None: "open"}


def listed(
    knowledge: Knowledge, state: State, questions: Iterable[str], offered: Container[str], share: ShareView
) -> list[str]:
    """A line for each question: its status, its name and, for the consultant, how to reach it and what is offered."""
    return [
        share.said(
            f"{_mark(knowledge, state, one)} {share.label(one)}"
            + ("" if share.on else f" (@{one}){', something is offered' if one in offered else ''}"),
            one,
        )
        for one in questions
    ]


def _mark(knowledge: Knowledge, state: State, question: str) -> str:
    if knowledge.questions[question].role == "request" and state.request:
        return "answered"
    return _MARKS[state.status(question)]


def kept(knowledge: Knowledge, question: Question, answer: Answer, share: ShareView) -> str:
    """A sentence about what was just recorded, so that a slip of the finger is seen at once."""
    label = share.label(question.id)
    if answer.state == "unknown":
        return share.said(f"{label}: don't know yet", question.id)
    words = short(hints.worded(question, answer.value))
    said = f" ({short(answer.said)})" if answer.said else ""
    basis = f" ({hints.BASIS_WORDS[answer.basis]})" if answer.basis != "believes" else ""
    causes = () if share.on else answer.causes
    named = "; ".join(knowledge.cause[cause].name for cause in causes if cause in knowledge.cause)
    return share.said(f"{label}: {words}{f' ({named})' if named else ''}{said}{basis}", question.id)


def new_cost(before: float | None, now: float | None, question: str, share: ShareView) -> list[str]:
    """What it costs a year, where the figures that were just taken at this question and others made it another sum."""
    if now is None or now == before:
        return []
    said = f"That comes to about {money_words(now)} a year, if each is a case gone wrong; :undo takes it back."
    return [share.said(said, question)]


def cost_of_the_order(verdict: Verdict, question: str, share: ShareView) -> list[str]:
    """What was asked for comes to, once it can be told, and the line that sets it beside the cost of the problem.

    Nothing for an answer that has no part in it, or where it was said what the fix costs.
    """
    fix, questions = verdict.case.knowledge.decision.worth.fix, verdict.case.knowledge.questions
    if questions[question].role not in ORDER_ROLES or fix not in questions or fix in verdict.case.state.answers:
        return []
    total = order_total(verdict)
    if total is None:
        return []
    said = f"What they ask for comes to about {money_words(round(total))} with everybody's time."
    return [share.said(f"{said} If that is what it would take: @{fix} {round(total)}", fix)]


def found(verdict: Verdict, question: str, share: ShareView) -> str:
    """What to say of a finding that was kept: the causes that it carries are for the consultant alone."""
    causes = [verdict.case.knowledge.cause[cause].name for cause in carried(verdict, question)]
    if not causes or share.on:
        return share.said("Finding kept.", question)
    return f"Finding kept, for: {'; '.join(causes)}."


SETTLED = "Nothing you could still ask changes this; :end wraps up."


def nothing_left(state: State, *, settled: bool) -> str:
    """Why there is no next question."""
    if settled:
        return SETTLED
    if state.minutes is None:
        return Shown("Everything has been asked. :end wraps up.")
    fits = f"That is what fits into {state.minutes:g} minutes; it is not settled yet."
    return f"{fits} / goes to any question, :end wraps up."


def numbered_notes(knowledge: Knowledge, notes: Iterable[Note]) -> list[str]:
    """All notes, with the numbers that `:quote`, `:note`, `:move` and `:drop` take."""
    lines = [f"{place}. {note_line(knowledge, note)}" for place, note in enumerate(notes, 1)]
    return lines or ["No notes yet."]


def note_line(knowledge: Knowledge, note: Note) -> str:
    """A note with the question it is filed at."""
    asked = knowledge.questions.get(note.question or "")
    where = f" [{asked.label}]" if asked else ""
    text = {"quote": f'"{note.text}"', "finding": f"= {note.text}", "note": note.text}[note.kind]
    return f"{'private: ' if note.private else ''}{text}{where}"


def promised(who: str, what: str, by: str) -> str:
    """A promise on one line."""
    return f"{who}: {what}{hints.by_when(by) or ', no day yet'}"


def noted_promise(by: str, question: str, share: ShareView) -> str:
    """That a promise was kept, and for which day, so that a day that was misread is seen at once."""
    if not by:
        return Shown("Promise noted, without a date.")
    if share.hides(question):
        return Shown("Promise noted.")
    day = weekday_words(by)
    said = f"Promise noted: {day}." if day != by else f"Promise noted; “{short(by)}” is no date that can be counted."
    return Shown(said)


def promise_line(promise: Commitment) -> str:
    """A promise, and whether it stays off the shared page."""
    return f"{promised(promise.who, promise.what, promise.by)}{'' if promise.shared else ' (not on the shared page)'}"


def undone(knowledge: Knowledge, record: Record, whole: State, share: ShareView) -> str:
    """What was just taken back, in its own words. `whole` is the state that still held it."""
    before = view_of(whole, str(record.get("in", whole.part)))
    question = knowledge.questions.get(str(record.get("q", "")))
    match kind_of(record):
        case "answer" if question is not None and question.id in before.answers:
            return f"Undid: {kept(knowledge, question, before.answers[question.id], share)}."
        case "park" if question is not None:
            return f"Undid: {share.label(question.id)}: parked{f', to ask {w}' if (w := record.get('who')) else ''}."
        case "clear" if question is not None:
            return f"Undid: {share.label(question.id)} cleared."
        case "note" | "quote" | "finding" | "request" | "edit" as kind:
            return f"Undid: {_UNDONE[kind]}{_words(record, before)}."
        case "commit":
            return f"Undid: promise {promised(*(record.get(key, '') for key in ('who', 'what', 'by')))}."
        case "override":
            outcome = knowledge.decision.outcomes.get(str(record.get("outcome")))
            return f"Undid: your own decision{f', {outcome.name}' if outcome else ' taken back'}."
        case "directed":
            return f"Undid: told to go ahead{'' if record.get('value', True) else ', taken back'}."
        case "part":
            return part_undone(record, whole)
    return f"Undid: {undone_words(record) if record['k'] == 'expect' else record['k']}."


_UNDONE = {
    "note": "note",
    "quote": "quote",
    "finding": "finding",
    "request": "the request",
    "edit": "a change of",
    "expect": "what you expect",
}


def _words(record: Record, before: State) -> str:
    """The words of a note, or of the note or promise that was changed; if they are gone, what became of them."""
    if record["k"] != "edit":
        made = (note.text for note in before.notes if note.n == record.get("of"))
        text = str(record.get("text", "")) or next(made, "")
        return f" “{short(text)}”" if text else " cleared"
    of = record.get("of")
    notes = [f"the note “{short(note.text)}”" for note in before.notes if note.n == of]
    promises = [f"the promise “{short(one.what)}”" for one in before.commitments if one.n == of]
    return " " + next(iter((*notes, *promises)), "a note that was dropped")


def may_be_shared(knowledge: Knowledge, note: Note) -> bool:
    """Whether a note may be on the shared page: not private, not on a private question, and no finding."""
    hidden = note.question in knowledge.questions and knowledge.is_private(str(note.question))
    return not (note.private or hidden or note.kind == "finding")


def unnamed_cause(knowledge: Knowledge, question: Question, answer: Answer) -> list[str]:
    """A choice that asks for a cause moves nothing until a cause is named: say so, and say how to name one."""
    numbers = [
        str(place)
        for place, key in enumerate(question.choices, 1)
        if key in answer.keys and question.choices[key].tag is not None
    ]
    if not numbers or answer.causes:
        return []
    tags = (question.choices[key].tag for key in answer.keys if key in question.choices)
    families = {tag.family for tag in tags if tag is not None}
    causes = ", ".join(cause.id for cause in knowledge.causes.causes if cause.family in families or "any" in families)
    return [f"Name the cause with {numbers[0]}=... so that it counts ({causes}), or Enter to go on."]
