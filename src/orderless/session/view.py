"""What a face shows of the conversation: plain data, so that every face shows the same and tests can read it."""

from __future__ import annotations

from typing import NamedTuple

from orderless.bank.knowledge import Content
from orderless.interview.answers import Answer
from orderless.interview.overlay import WHOLE, kept_parts, part_of
from orderless.interview.search import find_content
from orderless.session.conversation import Conversation
from orderless.session.hints import BASIS_WORDS, how_to_answer, worded
from orderless.session.offers import ShownOffer
from orderless.session.share_view import SOMETHING

__all__ = ["Screen", "ShownChoice", "masked", "part_shown", "screen_of"]

HIDDEN_PART = "****"
"""The name of a part that others must not read; every name has as many stars."""


class ShownChoice(NamedTuple):
    """One choice as shown."""

    number: int
    label: str
    chosen: bool


class Screen(NamedTuple):
    """The question on the screen with all that belongs to it. Texts are whole; a face wraps them."""

    part: str  # the part that is open, or that it is the whole order again; "" where there are no parts
    bank: str
    opening: str  # said before the first question of a bank; "" elsewhere
    ask: str
    for_you: bool  # a question to oneself: tagged, never said aloud
    taking_in: bool  # looked up in what they brought, and not asked: `ask` is then the heading
    choices: tuple[ShownChoice, ...]
    how: str  # how to answer
    several: bool  # whether more than one choice may be chosen
    offers: tuple[ShownOffer, ...]  # what somebody proposed here and nobody took
    answer: str  # the answer so far, in words; "" when there is none
    notes: tuple[str, ...]
    why: str  # "" unless help is shown
    probes: tuple[str, ...]
    found: tuple[Content, ...]  # what exists already and may fit
    asked: int
    to_ask: int  # still to ask of what must be asked
    for_you_now: bool  # only so many as fit into the minutes there are
    parked: int
    unknown: int
    standing: str
    label: str  # what the question is called in lists
    sharing: bool  # others can see it: only what they may see is in here


def screen_of(talk: Conversation) -> Screen:
    """The screen for where the conversation stands; while it is shared, only what may be seen of it."""
    whole = _whole(talk)
    return _as_shared(talk, whole) if talk.sharing else whole


def part_shown(talk: Conversation) -> str:
    """What is open, as it may be shown; empty where the order has no parts."""
    whole = talk.recorder.whole
    if not kept_parts(whole):
        return ""
    if talk.sharing:
        return HIDDEN_PART
    part = part_of(whole, whole.part)
    return WHOLE if part is None else part.name


def masked(talk: Conversation, line: str) -> str:
    """The line as it may be shown while it is typed: all stars if others must not read it."""
    return "*" * len(line) if talk.is_private(line) else line


def _as_shared(talk: Conversation, whole: Screen) -> Screen:
    """The screen for others. Every field is named here, so that a new field never gets there by itself."""
    hidden = talk.share.hides(talk.at)
    shared = Screen(
        part=part_shown(talk),
        bank="",
        opening="",
        ask=SOMETHING,
        for_you=False,
        taking_in=False,
        choices=(),
        how="",
        several=False,
        offers=(),
        answer="",
        notes=(),
        why="",
        probes=(),
        found=(),
        asked=whole.asked,
        to_ask=whole.to_ask,
        for_you_now=whole.for_you_now,
        parked=whole.parked,
        unknown=whole.unknown,
        standing="",
        label=talk.share.label(talk.at),
        sharing=True,
    )
    if hidden:
        return shared
    return shared._replace(
        opening=whole.opening,
        ask=whole.ask,
        taking_in=whole.taking_in,
        choices=whole.choices,
        how=whole.how,
        several=whole.several,
        answer="parked" if talk.state.status(talk.at) == "parked" else whole.answer,
        notes=_note_lines(talk),
    )


def _whole(talk: Conversation) -> Screen:
    """The screen as the consultant alone sees it."""
    question, state, knowledge = talk.question, talk.state, talk.knowledge
    bank = knowledge.bank_of[question.id]
    answer = state.answers.get(question.id)
    chosen = answer.keys if answer is not None else ()
    taking_in = talk.route.intake is not None and question.asked_of == "stakeholder"
    untouched = not any(knowledge.bank_of.get(q) is bank for q in state.answers)
    return Screen(
        part=part_shown(talk),
        bank=bank.title,
        opening=(bank.opening or "") if untouched and bank.questions[0].id == question.id else "",
        ask=question.heading if taking_in else " ".join(one.ask for one in talk.route.together) or question.ask,
        taking_in=taking_in,
        for_you=question.asked_of == "self",
        choices=tuple(
            ShownChoice(place, choice.label, key in chosen)
            for place, (key, choice) in enumerate(question.choices.items(), 1)
        )
        or _under_way(talk, answer),
        how=how_to_answer(question, together=bool(talk.route.together)),
        several=question.kind.several,
        offers=talk.offers.shown(question.id),
        answer=_answer_words(talk),
        notes=_note_lines(talk),
        why=question.why if talk.route.help_shown else "",
        probes=question.probes if talk.route.help_shown else (),
        found=tuple(find_content(knowledge, state)) if question.search == "content" else (),
        asked=sum(1 for one in state.answers.values() if one.state == "answered"),
        to_ask=talk.route.still_to_ask,
        for_you_now=state.minutes is not None and talk.stage == "talk",
        parked=sum(1 for one in state.answers.values() if one.state == "parked"),
        unknown=sum(1 for one in state.answers.values() if one.state == "unknown"),
        standing=talk.outlook.standing,
        label=talk.share.label(question.id),
        sharing=False,
    )


def _under_way(talk: Conversation, answer: Answer | None) -> tuple[ShownChoice, ...]:
    """What somebody works on now, to be picked by its number, at the question which of it a yes would move."""
    if talk.question.search != "under_way":
        return ()
    picked = answer.item if answer is not None else ""
    pieces = talk.recorder.under_way.pieces
    return tuple(ShownChoice(place, one.title, one.id == picked) for place, one in enumerate(pieces, 1))


def _note_lines(talk: Conversation) -> tuple[str, ...]:
    return tuple(
        f"private: {note.text}" if note.private else _MARKED[note.kind].format(note.text)
        for note in talk.share.notes(talk.state.notes_on(talk.at))
    )


_MARKED = {"note": "{}", "quote": '"{}"', "finding": "= {}"}


def _answer_words(talk: Conversation) -> str:
    if talk.question.role == "request" and talk.state.request:
        return talk.state.request
    answer = talk.state.answers.get(talk.at)
    if answer is None:
        return ""
    if answer.state == "unknown":
        return "don't know yet"
    if answer.state == "parked":
        return f"parked{f', to ask {answer.who}' if answer.who else ''}"
    basis = "" if answer.basis == "believes" else f" ({BASIS_WORDS[answer.basis]})"
    said = f" ({answer.said})" if answer.said else ""
    return f"{worded(talk.question, answer.value)}{said}{basis}"
