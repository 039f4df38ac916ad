"""What Enter would do with a line, in words (the grammar teaches itself), and whether others may read the line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, assert_never

from orderless.bank.answer_types.base import keys_of
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.english import weekday_words
from orderless.interview.answers import DONE, Basis
from orderless.interview.clean import short
from orderless.interview.grammar import (
    Back,
    Command,
    Commit,
    Elsewhere,
    Found,
    Give,
    GiveAll,
    Help,
    Intent,
    Jump,
    Next,
    Park,
    Say,
    Unclear,
    Unknown,
)
from orderless.interview.search import find_questions, pick_question
from orderless.session.corrections import CHANGES, read_change, read_finding, read_own_decision
from orderless.session.part_changes import part_hint
from orderless.session.share_view import HIDDEN

if TYPE_CHECKING:
    from orderless.session.conversation import Conversation

__all__ = [
    "BASIS_WORDS",
    "NOT_IN_A_LOOK",
    "TAKEN",
    "by_when",
    "filing",
    "going",
    "hint_of",
    "how_to_answer",
    "is_private",
    "what_enter_does",
    "while_shared",
    "worded",
]

BASIS_WORDS: Mapping[Basis, str] = {
    "saw": "they saw it",
    "data": "from data",
    "performers": "the people doing the work said so",
    "believes": "what they believe",
}

_COMMANDS = {
    "why": "the decision so far and what it rests on",
    "whatif": "which answers would change the decision",
    "undo": "take back the last thing entered",
    "edit": "write a long note in your editor",
    "share": "share view on or off: while it is on, nothing private is shown",
    "end": "wrap up",
    "clear": "clear the answer to this question",
    "list": "all questions that apply, with their answers",
    "notes": "all notes so far",
    "quote": "the newest note as their words; a number takes another",
    "note": "word a note anew: its number in :notes, and the words",
    "move": "file a note elsewhere: its number in :notes, and a question",
    "drop": "take a note away: its number in :notes",
    "brought": "take in a diagnosis that they bring, without asking it again; :brought again ends",
    "part": "the parts of the order, with how each stands",
    "override": "decide otherwise: :override lists the outcomes; :override 3 because ... records yours",
    "take": "take what is offered at this question, as the answer to it; with several, its number",
    "offers": "what is offered before the call and was not taken",
    "keep": "take what the last line with figures could fill; numbers take some of it",
    "told": "record that you were told to go ahead after they heard the diagnosis (again: take it back)",
}

NOT_IN_A_LOOK: Mapping[str, str] = {
    "told": "A look back decides nothing, so nobody can be told to go ahead in it.",
    "override": "A look back decides nothing; `orderless resume` goes back to the talk.",
    "brought": "A look back asks little: answer what they bring as it comes up.",
    "part": "Each part of an order is looked at by itself, one after the other.",
    "whatif": "A look back decides nothing; :why says what was expected.",
}
"""What to say of commands that mean nothing in a look back."""

TAKEN = "Enter takes it"
"""The only thing that may be said of a line that others must not read."""

_SEEN_BY_ALL = frozenset({"undo", "share", "end", "clear", "list"})
"""Commands whose hints say nothing that others should not read."""

_SAY = {
    "note": "a note on this question; it stays with you until you tick it at the end",
    "private": "a private note: never shared",
    "quote": "their words, kept as a quote",
    "finding": "a finding: on the page in these words, for what the answer here speaks for",
}


_ALONE = "a private note: what stands at this question is for you alone"


def worded(question: Question, value: object) -> str:
    """An answer's value as a person would read it on the screen."""
    return question.kind.echo(question, value)


def by_when(by: str) -> str:
    """The last words of a promise: its day with the weekday, or what was said and that this is none; or nothing."""
    if by == DONE:
        return " (done)"
    day = weekday_words(by)
    if not by or day != by:
        return f" by {day}" if by else ""
    return f" by {short(by)} (no date that can be counted)"


def how_to_answer(question: Question, *, together: bool = False) -> str:
    """One line on how this question is answered; `together`: the prompt asks for others as well."""
    return f"one line can answer all of it; {question.kind.how(question)}" if together else question.kind.how(question)


def what_enter_does(knowledge: Knowledge, question: Question, intent: Intent, upcoming: str | None) -> str:
    """What Enter will do with a line that means this. `upcoming` is what the next question is called."""
    match intent:
        case Give():
            return _giving(question, intent)
        case GiveAll(answers, more):
            given = "; ".join(_given_at(knowledge.questions[one], answer) for one, answer in answers)
            return f"Enter: answer {given}{', and keep the line as a note' if more else ''}"
        case Unknown(finding):
            return f"Enter: don't know yet; it goes on the list to find out{', and a finding' if finding else ''}"
        case Next():
            return f"Enter: on to: {upcoming}" if upcoming else ":end wraps up; all is asked"
        case Back():
            return "Enter: back to the question before"
        case Command("override", rest) if rest:
            return _overriding(knowledge, rest)
        case Jump() | Elsewhere():
            return ""  # these hints depend on a question: see `going` and `filing`
        case Found(place):
            return f"Enter: note {place} is a finding here"
        case _:
            return _other(intent)


def _overriding(knowledge: Knowledge, typed: str) -> str:
    found = read_own_decision(knowledge, typed)
    if isinstance(found, str):
        return found
    if not found.outcome:
        return "Enter: take your own decision back"
    return f"Enter: your own decision: {knowledge.decision.outcomes[found.outcome].name}, {short(found.because)}"


def while_shared(question: Question, intent: Intent, usual: str) -> str:
    """The hint to show while the screen is shared, in place of `usual`. The question itself may be seen."""
    match intent:
        case Give():
            return _giving(question, intent._replace(causes=()))
        case Help():
            return HIDDEN
        case Command(name, _):
            return usual if name in _SEEN_BY_ALL else HIDDEN
        case Unclear(_, for_you):
            return "Not an answer here; a leading space makes it a note" if for_you else usual
    return usual


def going(words: str, found: str | None) -> str:
    """What Enter will do with `/words`. `found` is the name of the question that fits them best."""
    if not words:
        return "Enter: list the questions"
    return f"Enter: go to {found}" if found else f'No question fits "{short(words)}"'


def filing(knowledge: Knowledge, target: str, found: str | None, called: str, intent: Intent) -> str:
    """What Enter will do with `@target ...`. `found` is the question that is meant; the rest means `intent` there.

    `called` is the name of that question.
    """
    if found is None:
        return f"No question fits @{short(target)}; / lists them" if target else "@ and the name of a question"
    if not isinstance(intent, Give | Unknown | Park | Say | Found | Unclear):
        return f"@{found} takes an answer or a note after it"
    told = what_enter_does(knowledge, knowledge.questions[found], intent, None)
    there = f"Enter: at {called}, staying here: "
    return told if isinstance(intent, Unclear) else there + told.removeprefix("Enter: ")


def _giving(question: Question, answer: Give) -> str:
    basis = "" if answer.basis == "believes" else f" ({BASIS_WORDS[answer.basis]})"
    causes = f", named: {', '.join(answer.causes)}" if answer.causes else ""
    finding = ", and a finding" if answer.finding else ""
    return f"Enter: answer {short(worded(question, answer.value))}{basis}{causes}{finding}"


def _given_at(question: Question, answer: Give) -> str:
    """One of several answers that a line gives, with the question that it is given to."""
    return f"{question.label}: {_giving(question, answer).removeprefix('Enter: answer ')}"


def _other(intent: Park | Say | Commit | Help | Command | Unclear) -> str:
    match intent:
        case Park(who):
            return f"Enter: park it{f', to ask {short(who)}' if who else '; - and a name says with whom'}"
        case Say(kind, _):
            return f"Enter: {_SAY[kind]}"
        case Commit(who, what, by):
            return f"Enter: a promise: {short(f'{who} will {what}')}{by_when(by) or ' (add: by when)'}"
        case Help():
            return "Enter: why we ask, and what to probe"
        case Command(name, _):
            return f"Enter: {_COMMANDS[name]}"
        case Unclear(message):
            return message
    assert_never(intent)


def hint_of(talk: Conversation, line: str) -> str:
    """What Enter will do with this line, in words; while the screen is shared, only what others may read."""
    if is_private(talk, line):
        return TAKEN
    intent = talk.meaning(line)
    if isinstance(intent, Command) and not talk.sharing and (own := _at_any_stage(intent, talk)):
        return own
    if talk.stage == "notes":
        return HIDDEN if talk.sharing else talk.route.inbox.hint(line)
    match intent:
        case Jump(words):
            found = _found(talk, words)
            return going(words, talk.share.label(found) if found else None)
        case Elsewhere(target, rest):
            there = pick_question(talk.knowledge, target)
            if there is None or there != talk.at:
                return _elsewhere(talk, target, there, rest)
            intent = talk.meaning(rest)
        case Say("finding") | Found() | Command() if not talk.sharing and (noted := _about_a_note(talk, intent)):
            return noted
        case Next() if talk.stage == "wrap_up" and talk.route.upcoming is None:
            ahead, last = talk.route.inbox.ahead, talk.recorder.ends_with
            return f"Enter: {ahead}, then {last}" if ahead else f"Enter: finish with {last}"
    upcoming = talk.route.upcoming
    usual = what_enter_does(talk.knowledge, talk.question, intent, talk.share.label(upcoming) if upcoming else None)
    return (while_shared(talk.question, intent, usual) if talk.sharing else usual) + _and_back(talk, intent)


def _at_any_stage(command: Command, talk: Conversation) -> str:
    """What a command does that does the same at every stage; empty for any other."""
    if command.name in talk.recorder.not_here:
        return talk.recorder.not_here[command.name]
    match command.name:
        case "part":
            return part_hint(talk.recorder.whole, command.rest)
        case "keep":
            return talk.figures.hint(command.rest)
        case "take" if talk.stage != "notes":
            return talk.offers.hint(command.rest, talk.at)
    return ""


def _about_a_note(talk: Conversation, intent: Intent) -> str:
    """What becomes of a note, or why nothing can; empty for a line that changes none."""
    notes = talk.state.notes
    match intent:
        case Say("finding") if not talk.knowledge.holds_findings(talk.at):
            return f"Enter: {_ALONE}"
        case Found(place):
            change = read_finding(talk.knowledge, notes, place, None)
        case Command(name, rest) if name in CHANGES:
            change = read_change(talk.knowledge, talk.recorder.whole, notes, name, rest)
        case _:
            return ""
    return change if isinstance(change, str) else f"Enter: {change.hint}"


def _and_back(talk: Conversation, intent: Intent) -> str:
    """After a jump: the words that say to which question an answer goes back."""
    back = talk.route.returning
    if back is None:
        return ""
    label = talk.share.label(back)
    if isinstance(intent, Give | Unknown | Park):
        keys = keys_of(intent.value) if isinstance(intent, Give) and talk.question.choices else ()
        return "" if talk.route.called_for(talk.at, keys) else f"; then back to {label}"
    if isinstance(intent, GiveAll):
        return f"; then back to {label}"
    return f"; an answer goes back to {label}" if isinstance(intent, Next) else ""


def _elsewhere(talk: Conversation, target: str, there: str | None, rest: str) -> str:
    called = talk.share.label(there) if there else ""
    intent = talk.meaning(rest, there)
    if isinstance(intent, Say) and intent.kind == "finding" and there and not talk.knowledge.holds_findings(there):
        return TAKEN if talk.sharing else f"Enter: at {called}, staying here: {_ALONE}"
    if there and isinstance(intent, Command) and intent.name == "take":
        return talk.offers.hint(intent.rest, there).replace("Enter: ", f"Enter: at {called}, staying here: ", 1)
    if talk.sharing and isinstance(intent, Give):
        intent = intent._replace(causes=())
    if talk.sharing and isinstance(intent, Unclear) and intent.for_you:
        return HIDDEN
    return filing(talk.knowledge, target, there, called, intent)


def is_private(talk: Conversation, line: str) -> bool:
    """Whether others can see the screen just now and must not read this line as it is typed."""
    if not talk.sharing or talk.meaning(line) == Command("share"):
        return False
    if talk.stage == "notes" or line.lstrip().startswith("~"):
        return bool(line.strip())
    match talk.meaning(line):
        case Elsewhere(target, rest):
            there = pick_question(talk.knowledge, target)
            return rest.lstrip().startswith(("~", ":")) or (there is not None and talk.share.hides(there))
        case Jump(words):
            found = _found(talk, words)
            return found is not None and talk.knowledge.is_private(found)
        case Command(name, rest) if rest or name == "take":
            return True
        case Unclear() if line.lstrip().startswith(":"):
            return " " in line.strip()  # a slip in a command: what follows may be what the command hides
    return bool(line.strip()) and talk.share.hides(talk.at)


def _found(talk: Conversation, words: str) -> str | None:
    found = find_questions(talk.knowledge, words, talk.outlook.order.to_find)
    return found[0] if found else None
