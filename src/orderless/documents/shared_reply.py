"""What of the reply may leave: a list of what is in it, in words that are ready to say and to send.

Everything in a reply comes from `SharedReply`; a field that is not listed here cannot be sent. The power of the person
and the trust between us choose how it opens and whether it offers a choice, and are themselves nowhere in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from orderless.bank.replies import slots_in
from orderless.decision.verdict import Verdict
from orderless.documents.slots import condition_lines, fill, filled
from orderless.documents.wording import capitalised
from orderless.documents.words import Words, manner_of, uses, words_of

__all__ = ["Listed", "SharedReply", "reply_in_words"]

_OPTIONAL = ("fact_two", "question_two", "question_three")
"""Slots of which there may rightly be fewer: a line of a list that holds nothing else is left out with them."""


class Listed(NamedTuple):
    """A list inside a letter."""

    items: tuple[str, ...]


class SharedReply(NamedTuple):
    """The allow-list of the reply. `letter` holds paragraphs and lists, without the subject."""

    title: str
    spoken: tuple[str, ...]
    subject: str
    letter: tuple[str | Listed, ...]


def reply_in_words(verdict: Verdict) -> SharedReply:
    """The reply to this case, every slot filled. The opening that suits the person comes first."""
    words, manner = words_of(verdict), manner_of(verdict)
    opening = fill(verdict, manner.opening).strip() if manner else ""
    alternative = words.alternative if manner and manner.alternative else ""
    after = tuple(fill(verdict, text) for text in (alternative, words.caution) if text)
    first, *others = (fill(verdict, sample) for sample in words.spoken)
    *body, question_back = _body(verdict, words.email.body)
    sign_off = verdict.case.knowledge.house.sign_off
    return SharedReply(
        title=fill(verdict, words.title),
        spoken=(f"{opening} {first}".strip(), *others, *after),
        subject=_subject(verdict, words),
        letter=(*((opening,) if opening else ()), *body, *after, question_back, *((sign_off,) if sign_off else ())),
    )


def _subject(verdict: Verdict, words: Words) -> str:
    """The subject line; without the topic, and the colon after it, where nothing short says what it is about."""
    subject = words.email.subject
    lead = re.match(r"\{([a-z][a-z0-9_]*)\}: ", subject)
    slot = verdict.case.knowledge.replies.slots.get(lead[1]) if lead else None
    if lead and slot and slot.computed == "topic_words" and not filled(verdict, slot):
        return capitalised(fill(verdict, subject[lead.end() :]))
    return fill(verdict, subject)


def _body(verdict: Verdict, body: str) -> Iterator[str | Listed]:
    """The paragraphs and lists of the template, told apart before the slots are filled, so that data forges neither."""
    for empty, lines in groupby(body.strip().split("\n"), key=lambda line: not line.strip()):
        for is_list, run in groupby(lines, key=lambda line: _is_item(verdict, line)):
            if empty:
                continue
            if is_list:
                yield from _list(verdict, run)
            else:
                yield fill(verdict, " ".join(line.strip() for line in run))


def _is_item(verdict: Verdict, line: str) -> bool:
    return line.startswith("- ") or (_only_slot(line) is not None and uses(verdict, "conditions", line))


def _only_slot(text: str) -> str | None:
    """The name of the slot that is all of this text, or None."""
    names = tuple(slots_in(text))
    return names[0] if len(names) == 1 and text.strip() == f"{{{names[0]}}}" else None


def _list(verdict: Verdict, lines: Iterator[str]) -> Iterator[Listed]:
    items = tuple(item for line in lines for item in _items(verdict, line.removeprefix("- ").strip()))
    if items:
        yield Listed(items)


def _items(verdict: Verdict, text: str) -> Iterator[str]:
    name = _only_slot(text)
    slot = verdict.case.knowledge.replies.slots.get(name) if name else None
    if slot is not None and slot.computed == "conditions":
        yield from condition_lines(verdict) or (fill(verdict, text),)
    elif slot is None or slot.computed not in _OPTIONAL or filled(verdict, slot):
        yield fill(verdict, text)
