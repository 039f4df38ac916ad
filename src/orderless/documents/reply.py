"""The reply: the words of the answer that stands, what to say aloud, an e-mail to paste, and what of it may leave.

Everything in a reply comes from `SharedReply`; a field that is not listed here cannot be sent. The power of the person
and the trust between us choose how it opens and whether it offers a choice, and are themselves nowhere in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple

from orderless.bank.replies import slots_in
from orderless.decision.verdict import Verdict
from orderless.documents.doc import Block, Bullets, Doc, Heading, Paragraph, plain, strong
from orderless.documents.slots import Words, condition_lines, decided_otherwise, fill, filled, manner_of, uses, words_of
from orderless.documents.wording import capitalised

__all__ = ["Listed", "ReplyKind", "SharedReply", "advice", "reply", "reply_in_words", "reply_page"]

_OPTIONAL = ("fact_two", "question_two", "question_three")
"""Slots that may rightly be empty: a line of a list that holds only such a slot is then left out."""


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
    """The subject line. If there is no short topic, the topic and the colon after it are left out."""
    subject = words.email.subject
    lead = re.match(r"\{([a-z][a-z0-9_]*)\}: ", subject)
    slot = verdict.case.knowledge.replies.slots.get(lead[1]) if lead else None
    if lead and slot and slot.computed == "topic_words" and not filled(verdict, slot):
        return capitalised(fill(verdict, subject[lead.end() :]))
    return fill(verdict, subject)


def _body(verdict: Verdict, body: str) -> Iterator[str | Listed]:
    """The paragraphs and lists of the template. They are split before slots are filled, so that data forges neither."""
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
    """The name of the slot, if this text is a slot and nothing else; or None."""
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


ReplyKind = Literal["spoken", "email"]

_READ_FIRST = (
    "You decided otherwise than the answers lead to. These are the usual words for your decision; "
    "read every reason in them before you send it."
)


def reply(verdict: Verdict, kind: ReplyKind | None = None) -> Doc:
    """The words of the answer, filled: to say, to send, or both."""
    return reply_page(reply_in_words(verdict), kind)


def reply_page(words: SharedReply, kind: ReplyKind | None = None) -> Doc:
    """These words as a document: to say, to send, or both. It reads nothing but them.

    An e-mail alone is headed by its subject, so that it can be pasted and sent.
    """
    blocks: list[Block] = []
    if kind != "email":
        blocks += [Heading("To say")] if kind is None else []
        blocks.append(Bullets(tuple((plain(text),) for text in words.spoken)))
    if kind != "spoken":
        blocks += [Heading("To send")] if kind is None else []
        blocks += [Paragraph((strong("Subject:"), plain(words.subject)))] if kind is None else []
        blocks += _letter(words)
    return Doc(words.subject if kind == "email" else words.title, tuple(blocks))


def _letter(words: SharedReply) -> Iterator[Block]:
    for part in words.letter:
        if isinstance(part, Listed):
            yield Bullets(tuple((plain(item),) for item in part.items))
        else:
            yield Paragraph((plain(part),))


def advice(verdict: Verdict) -> str:
    """How to give the answer to this person: for the consultant alone, never part of the reply."""
    manner = manner_of(verdict)
    own = (_READ_FIRST,) if decided_otherwise(verdict) else ()
    return " ".join((*own, *((manner.advice,) if manner else ())))
