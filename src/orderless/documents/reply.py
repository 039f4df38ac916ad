"""The reply: what to say aloud, and an e-mail to paste. How to give it is advice for the consultant, and not in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from orderless.bank.replies import slots_in
from orderless.decision.verdict import Verdict
from orderless.documents.doc import Block, Bullets, Doc, Heading, Paragraph, Spans, plain, strong
from orderless.documents.slots import condition_lines, fill, filled
from orderless.documents.words import decided_otherwise, manner_of, uses, words_of

__all__ = ["ReplyKind", "advice", "reply"]

ReplyKind = Literal["spoken", "email"]

_READ_FIRST = (
    "You decided otherwise than the answers lead to. These are the usual words for your decision; "
    "read every reason in them before you send it."
)
_OPTIONAL = ("question_two", "question_three")
"""Slots of which there may rightly be fewer: a line of a list that holds nothing else is left out with them."""


def reply(verdict: Verdict, kind: ReplyKind | None = None) -> Doc:
    """The words of the answer, filled: to say, to send, or both. The opening that suits the person comes first."""
    manner = manner_of(verdict)
    opening = fill(verdict, manner.opening).strip() if manner else ""
    words = words_of(verdict)
    blocks: list[Block] = []
    if kind != "email":
        blocks += [Heading("To say")] if kind is None else []
        first, *others = (fill(verdict, sample) for sample in (*words.spoken, words.caution) if sample)
        blocks.append(Bullets(tuple((plain(text),) for text in (f"{opening} {first}".strip(), *others))))
    if kind != "spoken":
        blocks += [Heading("To send")] if kind is None else []
        blocks.append(Paragraph((strong("Subject:"), plain(fill(verdict, words.email.subject)))))
        blocks += [Paragraph((plain(opening),))] if opening else []
        *body, question_back = _body(verdict, words.email.body)
        caution = fill(verdict, words.caution)
        blocks += [*body, *([Paragraph((plain(caution),))] if caution else []), question_back]
    return Doc(fill(verdict, words.title), tuple(blocks))


def advice(verdict: Verdict) -> str:
    """How to give the answer to this person: for the consultant alone, never part of the reply."""
    manner = manner_of(verdict)
    own = (_READ_FIRST,) if decided_otherwise(verdict) else ()
    return " ".join((*own, *((manner.advice,) if manner else ())))


def _body(verdict: Verdict, body: str) -> Iterator[Block]:
    """The paragraphs and lists of the template, told apart before the slots are filled, so that data forges neither."""
    for empty, lines in groupby(body.strip().split("\n"), key=lambda line: not line.strip()):
        for is_list, run in groupby(lines, key=lambda line: _is_item(verdict, line)):
            if empty:
                continue
            if is_list:
                yield from _list(verdict, run)
            else:
                yield Paragraph((plain(fill(verdict, " ".join(line.strip() for line in run))),))


def _is_item(verdict: Verdict, line: str) -> bool:
    return line.startswith("- ") or (_only_slot(line) is not None and uses(verdict, "conditions", line))


def _only_slot(text: str) -> str | None:
    """The name of the slot that is all of this text, or None."""
    names = tuple(slots_in(text))
    return names[0] if len(names) == 1 and text.strip() == f"{{{names[0]}}}" else None


def _list(verdict: Verdict, lines: Iterator[str]) -> Iterator[Block]:
    items = tuple(item for line in lines for item in _items(verdict, line.removeprefix("- ").strip()))
    if items:
        yield Bullets(items)


def _items(verdict: Verdict, text: str) -> Iterator[Spans]:
    name = _only_slot(text)
    slot = verdict.case.knowledge.replies.slots.get(name) if name else None
    if slot is not None and slot.computed == "conditions":
        yield from ((plain(line),) for line in condition_lines(verdict) or (fill(verdict, text),))
    elif slot is None or slot.computed not in _OPTIONAL or filled(verdict, slot):
        yield (plain(fill(verdict, text)),)
