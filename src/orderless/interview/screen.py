"""What a face shows of the conversation: plain data, so that every face shows the same and tests can read it."""

from __future__ import annotations

from typing import NamedTuple

from orderless.bank.knowledge import Content
from orderless.interview.conversation import Conversation
from orderless.interview.hints import BASIS_WORDS, how_to_answer, worded
from orderless.interview.search import find_content

__all__ = ["Screen", "ShownChoice", "screen_of"]


class ShownChoice(NamedTuple):
    """One choice as shown."""

    number: int
    label: str
    chosen: bool


class Screen(NamedTuple):
    """The question on the screen with all that belongs to it. Texts are whole; a face wraps them."""

    bank: str
    opening: str  # said before the first question of a bank; "" elsewhere
    ask: str
    for_you: bool  # a question to oneself: tagged, never said aloud
    taking_in: bool  # looked up in what they brought, and not asked: `ask` is then the heading
    choices: tuple[ShownChoice, ...]
    how: str  # how to answer
    several: bool  # whether more than one choice may be chosen
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


def screen_of(talk: Conversation) -> Screen:
    """The screen for where the conversation stands."""
    question, state, knowledge = talk.question, talk.state, talk.knowledge
    bank = knowledge.bank_of[question.id]
    answer = state.answers.get(question.id)
    chosen = answer.keys if answer is not None else ()
    taking_in = talk.route.intake is not None and question.asked_of == "stakeholder"
    untouched = not any(knowledge.bank_of.get(q) is bank for q in state.answers)
    return Screen(
        bank=bank.title,
        opening=(bank.opening or "") if untouched and bank.questions[0].id == question.id else "",
        ask=question.heading if taking_in else question.ask,
        taking_in=taking_in,
        for_you=question.asked_of == "self",
        choices=tuple(
            ShownChoice(place, choice.label, key in chosen)
            for place, (key, choice) in enumerate(question.choices.items(), 1)
        ),
        how=how_to_answer(question),
        several=question.type == "choices",
        answer=_answer_words(talk),
        notes=tuple(
            f'"{note.text}"' if note.kind == "quote" else f"private: {note.text}" if note.private else note.text
            for note in state.notes_on(question.id)
        ),
        why=question.why if talk.route.help_shown else "",
        probes=question.probes if talk.route.help_shown else (),
        found=tuple(find_content(knowledge, state)) if question.search == "content" else (),
        asked=sum(1 for one in state.answers.values() if one.state == "answered"),
        to_ask=talk.route.still_to_ask,
        for_you_now=state.minutes is not None and talk.stage == "talk",
        parked=sum(1 for one in state.answers.values() if one.state == "parked"),
        unknown=sum(1 for one in state.answers.values() if one.state == "unknown"),
        standing=talk.outlook.standing,
    )


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
