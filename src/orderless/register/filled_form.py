"""A form that came back: from what was filled in to what is proposed for the questions of the talk, and what is not.

Whatever was changed by hand, is older than the banks or comes from another version: what can be read is proposed, the
rest is named, by its question and never in the words that stand there. Nothing of it is an answer yet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from orderless.bank.answer_types.base import Parsed
from orderless.bank.before_call import Field, folded, form_of
from orderless.bank.knowledge import Knowledge
from orderless.errors import BadInput
from orderless.interview.clean import clean
from orderless.interview.offered import Proposal

__all__ = [
    "MOST_BYTES",
    "TWO_FORMS",
    "Given",
    "Reading",
    "Sender",
    "Ticked",
    "decoded",
    "reading_of",
    "request_named",
    "saved_form",
    "version_notes",
]

MOST_BYTES = 1_000_000
"""Of a form that came back; one that was filled in is much smaller."""

TWO_FORMS = "There are two forms in this; save each as a file of its own, and hand them in one after the other."

_VERSION = 1
_MOST_ANSWERS = 200
_MOST_CHOSEN = 100
_LONGEST = 4000
"""Characters of one answer, as many as the form takes."""
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_REQUEST = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9]{4}")


class Ticked(NamedTuple):
    """A choice that was ticked: by its key, in its words, or both; a form of another version may know one of them."""

    key: str = ""
    says: str = ""


class Given(NamedTuple):
    """What was filled in for one question: choices, words of their own, or that they do not know."""

    chosen: tuple[Ticked, ...] = ()
    words: str = ""
    not_known: bool = False


class Sender(NamedTuple):
    """Whose answers these are (by role), and in what they came, in words that can follow a comma."""

    who: str = "the requester"
    source: str = "the form"


class Reading(NamedTuple):
    """What came of a form: what it proposes, and what is to be said about it."""

    proposals: tuple[Proposal, ...] = ()
    not_known: tuple[str, ...] = ()
    """The questions that they do not know an answer to yet."""
    unread: tuple[str, ...] = ()
    """What could not be read, or not as it stands, a sentence each."""
    request: str = ""
    """The id of the request that the form was made for, if it was made for one."""
    call: bool = False
    """Whether the form told them to ask for a call today."""
    day: str = ""
    """The day on which it was filled in, in ISO form; empty where nobody knows."""


# ---------------------------------------------------------------------------------------------- what is proposed


def reading_of(
    given: Iterable[tuple[str, Given]], knowledge: Knowledge, today: date, sender: Sender, day: str = ""
) -> Reading:
    """What these answers, by question, propose; `day` is the day on which they were given, empty if nobody knows."""
    form = form_of(knowledge)
    proposals: list[Proposal] = []
    not_known: list[str] = []
    unread: list[str] = []
    call = False
    written_on = _day_or_none(day, today)
    stamp = written_on.isoformat() if written_on else ""
    for name, one in given:
        field = form.fields.get(name) or _asked_elsewhere(name, knowledge)
        if field is None:
            unread.append(f"{_named(name)} is no question that a form can ask here.")
        elif one.not_known and not one.chosen and not one.words:
            not_known.append(name)
        else:
            keys, words = _keys_and_words(field, one, unread)
            call = call or any(key in field.call for key in keys)
            made = _proposal(field, keys, words, unread, written_on or today)
            if made is not None:
                proposals.append(made._replace(who=sender.who, source=sender.source, day=stamp))
    return Reading(tuple(proposals), tuple(not_known), tuple(unread), call=call, day=stamp)


def _asked_elsewhere(name: str, knowledge: Knowledge) -> Field | None:
    """A question that the form of another version may have asked: one that is put to a stakeholder."""
    question = knowledge.questions.get(name)
    if question is None or question.asked_of != "stakeholder" or knowledge.is_private(name):
        return None
    return Field(
        question, question.ask, {key: choice.label for key, choice in question.choices.items()}, question.label
    )


def _named(name: str) -> str:
    return f'"{name}"' if _ID.fullmatch(name) else "What stands there without a name"


def _keys_and_words(field: Field, given: Given, unread: list[str]) -> tuple[tuple[str, ...], str]:
    """The chosen keys, and the words: with those that were to be a choice, and are none here."""
    meant = _meanings(field)
    keys: list[str] = []
    others: list[str] = []
    for one in given.chosen[:_MOST_CHOSEN]:
        key = one.key if one.key in field.question.choices else meant.get(folded(one.says))
        if key is None:
            others.append(clean(one.says).strip() or one.key)
        elif key not in keys:
            keys.append(key)
    words = clean(given.words).strip()
    if words and not keys and field.question.choices and folded(words) in meant:
        return (meant[folded(words)],), ""
    if others:
        unread.append(f"“{field.ask}”: an answer is no choice that it has here; it is offered in its words.")
    whole = "\n".join(one for one in (*others, words) if one)
    if len(whole) > _LONGEST:
        unread.append(f"“{field.ask}”: only the first {_LONGEST:,} characters are kept.")
    return tuple(keys), whole[:_LONGEST]


def _meanings(field: Field) -> dict[str, str]:
    """The key of each choice by its words, folded: those of the form, its labels now and before."""
    choices = field.question.choices
    found = {folded(former): key for key, choice in choices.items() for former in choice.former}
    found |= {folded(choice.label): key for key, choice in choices.items()}
    return found | {folded(words): key for key, words in field.choices.items()}


def _proposal(field: Field, keys: tuple[str, ...], words: str, unread: list[str], written_on: date) -> Proposal | None:
    question = field.question
    if question.choices:
        if not keys:
            return Proposal(question.id, None, text=words) if words else None
        several = question.kind.several
        read = question.kind.from_file(question, list(keys) if several else keys[0], written_on)
        if (len(keys) == 1 or several) and isinstance(read, Parsed):
            return Proposal(question.id, read.value, text=words)
        unread.append(f"“{field.ask}”: these answers cannot stand together; they are offered in their words.")
        chosen = (field.choices.get(key, question.choices[key].label) for key in keys)
        return Proposal(question.id, None, text="\n".join((*chosen, *((words,) if words else ()))))
    if not words:
        return None
    read = question.kind.read(question, words, written_on)
    if not isinstance(read, Parsed):
        return Proposal(question.id, None, text=words)
    if question.before_call is not None and question.before_call.last:
        return Proposal(question.id, read.value, text=field.ask)  # what was asked is not what the talk asks
    return Proposal(question.id, read.value, text="" if read.value == words else words)


def _day_or_none(text: str, today: date) -> date | None:
    """The day in ISO form that begins this text; None where there is none, or one that is still to come."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if day <= today else None


# ------------------------------------------------------------------------------------------------ the saved file


def decoded(raw: bytes) -> tuple[str, str]:
    """The text in these bytes, and what is to be said of how it was written; UTF-16 only where its mark says so."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace"), ""
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        note = "It was not saved as UTF-8; letters with accents may have come out wrong."
        return raw.decode("cp1252", "replace"), note


def saved_form(text: str, knowledge: Knowledge, today: date, sender: Sender) -> Reading | None:
    """What the file that the form saves proposes; None where this is no such file.

    Raises BadInput, in one line, where it is one and cannot be read.
    """
    begin = text.lstrip("\ufeff \t\r\n")
    if not begin.startswith("{") or '"orderless_form"' not in begin:
        return None
    whole, notes = _json(begin)
    given, odd = _given(whole.get("answers"))
    filled = whole.get("filled")
    reading = reading_of(given, knowledge, today, sender, filled if isinstance(filled, str) else "")
    notes += version_notes(whole.get("orderless_form"), whole.get("form"), knowledge)
    return reading._replace(unread=(*notes, *odd, *reading.unread), request=request_named(whole.get("request")))


def _json(text: str) -> tuple[dict[str, Any], list[str]]:
    try:
        whole, end = json.JSONDecoder(strict=False).raw_decode(text)
    except RecursionError:
        raise BadInput("This form is nested deeper than any form is; it cannot be read.") from None
    except ValueError as error:
        line = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput(
            f"This form is damaged or cut off{line}; ask for it once more, or for the copied text."
        ) from None
    rest = text[end:].strip()
    if rest.startswith("{"):
        raise BadInput(TWO_FORMS)
    return whole, ["What stands after the end of the form was not read."] if rest else []


def request_named(found: object) -> str:
    """The id of a request; empty for anything else."""
    return found if isinstance(found, str) and _REQUEST.fullmatch(found) else ""


def version_notes(version: object, mark: object, knowledge: Knowledge) -> list[str]:
    """What is to be said of a form of this version that asked what this mark stands for."""
    if version != _VERSION:
        return ["It comes from another version of orderless; what can be read is offered."]
    if mark != form_of(knowledge).mark:
        return ["It was made with other questions than today's; what still fits is offered."]
    return []


def _given(answers: object) -> tuple[list[tuple[str, Given]], list[str]]:
    """What was filled in, by question; and what is no answer at all."""
    if not isinstance(answers, dict):
        return [], ["It holds no answers."]
    found, odd = [], []
    for name, answer in list(answers.items())[:_MOST_ANSWERS]:
        one = _one(answer)
        if one is None:
            odd.append(f"{_named(name)}: what stands there is no answer.")
        else:
            found.append((name, one))
    if len(answers) > _MOST_ANSWERS:
        odd.append(f"It holds {len(answers):,} answers; only the first {_MOST_ANSWERS} were looked at.")
    return found, odd


def _one(answer: object) -> Given | None:
    if isinstance(answer, str):
        return Given(words=answer)
    if not isinstance(answer, dict):
        return None
    chosen, words = answer.get("chosen", []), answer.get("words", "")
    ticked = [_ticked(one) for one in chosen] if isinstance(chosen, list) else [None]
    if not isinstance(words, str) or None in ticked:
        return None
    return Given(tuple(one for one in ticked if one), words, answer.get("not_known") is True)


def _ticked(chosen: object) -> Ticked | None:
    key, says = (chosen.get("key", ""), chosen.get("says", "")) if isinstance(chosen, dict) else ("", chosen)
    if not isinstance(key, str) or not isinstance(says, str):
        return None
    return Ticked(key if _ID.fullmatch(key) else "", says)
