"""The reply: what to say aloud, and an e-mail to paste. How to give it is advice for the consultant, and not in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from orderless.decision.verdict import Verdict
from orderless.documents.doc import Block, Bullets, Doc, Heading, Paragraph, plain, strong
from orderless.documents.shared_reply import Listed, SharedReply, reply_in_words
from orderless.documents.words import decided_otherwise, manner_of

__all__ = ["ReplyKind", "advice", "reply", "reply_page"]

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
