"""The mail that asks how it stands, from what was said with the answer and what the last look saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from orderless.decision.parts import PartVerdict
from orderless.documents.doc import Block, Doc, Heading, Paragraph, plain
from orderless.documents.expected import said
from orderless.documents.followup import SeenAt, seen_before
from orderless.documents.said_then import Said, said_of
from orderless.documents.voice import said_to_reader
from orderless.documents.wording import capitalised, day_words, lowered
from orderless.interview.events import Record

__all__ = ["look_mail"]


def look_mail(parts: Sequence[PartVerdict], records: Sequence[Record], today: date) -> Doc:
    """The mail that asks how it stands on this day, headed by its subject, so that it can be pasted and sent.

    Raises ValueError where the knowledge has no follow_up.yaml.
    """
    first, book = parts[0].verdict, parts[0].verdict.case.knowledge.follow_up
    if book is None:
        raise ValueError("this knowledge has no follow_up.yaml")
    blocks: list[Block] = []
    for part in parts:
        if len(parts) > 1:
            blocks.append(Heading(capitalised(part.name or "everybody else")))
        own = _own_slots(part, records, today)
        lines = (said(part.verdict, ways, own) for ways in book.email.body)
        blocks += [Paragraph((plain(line),)) for line in lines if line]
    blocks += [Paragraph((plain(text),)) for text in (first.case.knowledge.house.sign_off,) if text]
    return Doc(said(first, book.email.subject, _own_slots(parts[0], records, today)), tuple(blocks))


def _own_slots(part: PartVerdict, records: Sequence[Record], today: date) -> Mapping[str, str]:
    kept: Said = said_of(part.verdict, records, part.id)
    looks: Sequence[SeenAt] = seen_before(part, records)
    last = looks[-1] if looks else SeenAt("", "", "")
    by = day_words(kept.by) if kept.share else ""
    return {
        "said_on": day_words(kept.day),
        "expected": lowered(said_to_reader(part.verdict, kept.words)) if kept.share else "",
        "by": by if kept.by >= today.isoformat() else "",
        "was_by": by if kept.by < today.isoformat() else "",
        "answer": kept.answer,
        "looked_on": last.day,
        "seen": lowered(last.came),
        "number_seen": last.number,
    }
