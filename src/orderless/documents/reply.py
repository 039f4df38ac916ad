"""The reply: the words of the answer that stands, what to say aloud, an e-mail to paste, and what of it may leave.

Everything in a reply comes from `SharedReply`; a field that is not listed here cannot be sent. The power of the person
and the trust between us choose how it opens and whether it offers a choice, and are themselves nowhere in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Literal, NamedTuple

from orderless.bank.replies import slots_in
from orderless.decision.verdict import Verdict
from orderless.documents.doc import Block, Bullets, Doc, Heading, Paragraph, plain, strong
from orderless.documents.letter_lines import letter_causes, letter_findings, letter_others
from orderless.documents.next_steps import promised_aloud, who_does_what
from orderless.documents.slots import (
    condition_lines,
    filled,
    headline,
    known_part,
    slot_words,
    step_lines,
)
from orderless.documents.slots import (
    fill as filled_in,
)
from orderless.documents.voice import to_reader
from orderless.documents.wording import capitalised
from orderless.documents.words import Words, decided_otherwise, manner_of, uses, words_of
from orderless.interview.answers import Commitment

__all__ = [
    "Letter",
    "Listed",
    "ReplyKind",
    "SharedReply",
    "advice",
    "agreed_aloud",
    "arranged",
    "letter_of",
    "reply",
    "reply_in_words",
    "reply_page",
    "whole_reply",
]

_OPTIONAL = ("fact_one", "fact_two", "question_two", "question_three")
"""Slots that may rightly be empty: a line of a list that holds only such a slot is then left out."""


def _stopped(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line if line.endswith((".", "?", "!")) else f"{line}." for line in lines)


_LISTS: Mapping[str, Callable[[Verdict], tuple[str, ...]]] = {
    "conditions": condition_lines,
    "findings": lambda verdict: _stopped(letter_findings(verdict)),
    "behind_it": lambda verdict: _stopped(letter_causes(verdict)),
    "heard_besides": lambda verdict: _stopped(letter_others(verdict)),
    "cause_steps": lambda verdict: tuple(f"{capitalised(one.who)}: {one.what}" for one in step_lines(verdict)),
}
"""Slots that are a list, each line of it an item, where they stand on a line of their own."""

SPOKEN_AT_MOST = 60
"""Words that can be said in one go (half a minute): a longer piece is divided between its sentences."""


class Listed(NamedTuple):
    """A list inside a letter."""

    items: tuple[str, ...]


class SharedReply(NamedTuple):
    """The allow-list of the reply. `letter` holds paragraphs and lists, without the subject."""

    title: str
    spoken: tuple[str, ...]
    subject: str
    letter: tuple[str | Listed, ...]


class Letter(NamedTuple):
    """The pieces of a reply. `asked` repeats the request, `agreed` lists the promises, `back` asks the reader.

    `aloud` is what was promised, in pieces that can be said.
    """

    title: str
    topic: str
    subject: str
    opening: str
    spoken: tuple[str, ...]
    asked: tuple[str | Listed, ...]
    body: tuple[str | Listed, ...]
    agreed: tuple[str | Listed, ...]
    after: tuple[str, ...]
    back: tuple[str | Listed, ...]
    sign_off: str
    aloud: tuple[str, ...] = ()


def reply_in_words(verdict: Verdict) -> SharedReply:
    """The reply to this case, every slot filled. The opening that suits the person comes first."""
    return whole_reply(letter_of(verdict))


def whole_reply(letter: Letter) -> SharedReply:
    """The pieces put together."""
    after = (*letter.agreed, *letter.after, *letter.back)
    pieces = (letter.opening, *letter.asked, *letter.body, *after, letter.sign_off)
    return SharedReply(
        letter.title, (*letter.spoken, *letter.aloud), letter.subject, tuple(one for one in pieces if one)
    )


def letter_of(verdict: Verdict, *, opens: bool = True) -> Letter:
    """The pieces of the reply to this case, every slot filled; without an opening where another reply `opens`."""
    words, manner = words_of(verdict), manner_of(verdict)
    opening = fill(verdict, manner.opening).strip() if manner and opens else ""
    alternative = words.alternative if manner and manner.alternative else ""
    after = tuple(fill(verdict, text) for text in (alternative, words.caution) if text)
    first, *others = _samples(verdict, words.spoken)
    body = tuple(_body(verdict, words.email.body))
    asked = 1 if body and uses(verdict, "request", words.email.body.strip().split("\n", 1)[0]) else 0
    pieces = (f"{opening} {first}".strip(), *others, *after)
    return Letter(
        title=headline(verdict),
        topic=slot_words(verdict, "topic_words"),
        subject=_subject(verdict, words),
        opening=opening,
        spoken=tuple(part for piece in pieces for part in _sayable(piece)),
        asked=body[:asked],
        body=body[asked:-1],
        agreed=_agreed(verdict),
        after=after,
        back=body[-1:] if len(body) > asked else (),
        sign_off=verdict.case.knowledge.house.sign_off or "",
        aloud=agreed_aloud(verdict, verdict.case.state.commitments),
    )


def agreed_aloud(verdict: Verdict, promises: Iterable[Commitment]) -> tuple[str, ...]:
    """What was promised, in pieces that can be said in one go."""
    lead, said = verdict.case.knowledge.replies.agreed, promised_aloud(verdict, promises)
    return tuple(_sayable(f"{lead.rstrip(':')}. {said}")) if lead and said else ()


def fill(verdict: Verdict, text: str) -> str:
    """The text with every slot filled, where who does something is `you` if it is the reader, also beside others."""
    told = filled_in(verdict, text)
    ways = (way.say for name in slots_in(text) for way in verdict.case.knowledge.replies.slots[name].ways)
    for name in slots_in(text, *ways):
        who = slot_words(verdict, name)
        you = to_reader(verdict, who) if who else who
        if you != who:
            told = told.replace(who, you).replace(capitalised(who), capitalised(you))
    return told


def _agreed(verdict: Verdict) -> tuple[str | Listed, ...]:
    replies, lines = verdict.case.knowledge.replies, who_does_what(verdict)
    lead = replies.who_does_what or replies.agreed
    return (lead, Listed(lines)) if lead and lines else ()


def _samples(verdict: Verdict, samples: Iterable[str]) -> Iterator[str]:
    """What can be said, filled, without the pieces that are said only where all of it is known."""
    for sample in samples:
        said = known_part(verdict, sample)
        if said:
            yield fill(verdict, said)


def _sayable(piece: str) -> Iterator[str]:
    """The piece in parts of at most SPOKEN_AT_MOST words, divided between sentences; one long sentence stays whole."""
    part: list[str] = []
    for said in re.split(r"(?<=[.?!])\s+", piece):
        words = said.split()
        if part and len(part) + len(words) > SPOKEN_AT_MOST:
            yield " ".join(part)
            part = []
        part += words
    if part:
        yield " ".join(part)


def _subject(verdict: Verdict, words: Words) -> str:
    """The subject line. If there is no short topic, the topic and the colon after it are left out."""
    subject = words.email.subject
    lead = re.match(r"\{([a-z][a-z0-9_]*)\}: ", subject)
    slot = verdict.case.knowledge.replies.slots.get(lead[1]) if lead else None
    if lead and slot and slot.computed == "topic_words" and not filled(verdict, slot):
        return capitalised(fill(verdict, subject[lead.end() :]))
    return fill(verdict, subject)


def _body(verdict: Verdict, body: str) -> Iterator[str | Listed]:
    """The paragraphs and lists of the template. They are split before slots are filled, so that data forges neither.

    A paragraph that leads to a list goes with it where the list is empty.
    """
    lead = ""
    for is_list, text in _runs(verdict, body):
        if is_list:
            found = tuple(_list(verdict, text.split("\n")))
            if lead and found:
                yield lead
            yield from found
            lead = ""
            continue
        if lead:
            yield lead
        filled_text = next(_samples(verdict, [" ".join(line.strip() for line in text.split("\n"))]), "")
        lead = filled_text if text.rstrip().endswith(":") else ""
        if filled_text and not lead:
            yield filled_text
    if lead:
        yield lead


def _runs(verdict: Verdict, body: str) -> Iterator[tuple[bool, str]]:
    """The runs of lines between empty ones, and whether each is a list."""
    for empty, lines in groupby(body.strip().split("\n"), key=lambda line: not line.strip()):
        for is_list, run in groupby(lines, key=lambda line: _is_item(verdict, line)):
            if not empty:
                yield is_list, "\n".join(run)


def _is_item(verdict: Verdict, line: str) -> bool:
    return line.startswith("- ") or _listing(verdict, line) is not None


def _listing(verdict: Verdict, line: str) -> Callable[[Verdict], tuple[str, ...]] | None:
    """What lists the lines for a slot that stands alone on this line, if it is such a slot."""
    name = _only_slot(line)
    slot = verdict.case.knowledge.replies.slots.get(name) if name else None
    return _LISTS.get(slot.computed or "") if slot else None


def _only_slot(text: str) -> str | None:
    """The name of the slot, if this text is a slot and nothing else; or None."""
    names = tuple(slots_in(text))
    return names[0] if len(names) == 1 and text.strip() == f"{{{names[0]}}}" else None


def _list(verdict: Verdict, lines: Iterable[str]) -> Iterator[Listed]:
    items = tuple(item for line in lines for item in _items(verdict, line.removeprefix("- ").strip()))
    if items:
        yield Listed(items)


def _items(verdict: Verdict, text: str) -> Iterator[str]:
    name, listing = _only_slot(text), _listing(verdict, text)
    slot = verdict.case.knowledge.replies.slots.get(name) if name else None
    if listing is not None and slot is not None:
        yield from listing(verdict) or ((fill(verdict, text),) if slot.computed == "conditions" else ())
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
    say = Bullets(tuple((plain(text),) for text in words.spoken))
    return arranged(words.title, (say,), words.subject, tuple(_letter(words)), kind)


def arranged(
    title: str, say: tuple[Block, ...], subject: str, letter: tuple[Block, ...], kind: ReplyKind | None = None
) -> Doc:
    """What is to say and the letter as a document. A part that is empty is left out, with its heading."""
    if kind is not None:
        return Doc(subject, letter) if kind == "email" else Doc(title, say)
    to_say = (Heading("To say"), *say) if say else ()
    to_send = (Heading("To send"), Paragraph((strong("Subject:"), plain(subject))), *letter) if letter else ()
    return Doc(title, (*to_say, *to_send))


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
