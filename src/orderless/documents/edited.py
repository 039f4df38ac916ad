"""The two drafts that are edited, the page to share and the reply: their blocks, what was made of them, what is stale.

A block is the part of a draft that is edited on its own; its id is that of the part of the page, or of the reply. What
was edited stands in place of what the program writes there, in every format, until it is reset.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from orderless.decision.parts import PartVerdict
from orderless.documents.doc import Block, Doc, Heading, Paragraph, Picture, Tasks, one_line, plain
from orderless.documents.editable import parse_blocks, texts_of, write_blocks
from orderless.documents.parted import order_reply, order_summary
from orderless.documents.reply import ReplyKind, arranged, reply_page
from orderless.documents.stakeholder import stakeholder_page
from orderless.interview.answers import Wording

__all__ = ["ONE_LINE", "Document", "Draft", "DraftBlock", "canonical", "draft_of"]

Document = Literal["summary", "reply"]

ONE_LINE = frozenset({"title", "subject"})
"""The blocks that are one line, and cannot be left out."""

_AS_ONE: Mapping[str, str] = {"perhaps": "behind", "behind_so_far": "behind", "perhaps_so_far": "behind"}
"""Sections of the page of which only one is ever there."""
_ORDER: Mapping[Document, Sequence[str]] = {
    "summary": (
        *("title", "answer", "asked", "aim", "behind", "heard", "cost", "conditions", "settle", "steps", "agreed"),
        *("needed", "know", "not_known", "will_not", "sure", "wrong"),
    ),
    "reply": ("title", "say", "subject", "letter"),
}
"""The blocks in their order. What is said of one part of an order is a block of its own, which is there or not."""
_IN_REPLY: Mapping[ReplyKind | None, Sequence[str]] = {
    None: _ORDER["reply"],
    "spoken": ("title", "say"),
    "email": ("subject", "letter"),
}


class DraftBlock(NamedTuple):
    """One block of a draft."""

    id: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """It as text to edit."""
        return write_blocks(self.blocks)

    @property
    def line(self) -> str:
        """Its words on one line."""
        return one_line(" ".join(texts_of(self.blocks)))

    @property
    def digest(self) -> str:
        """A digest of its words, to see whether the program would write something else today."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True)
class Draft:
    """A draft: what the program writes today, block by block, and the words that stand there instead."""

    document: Document
    written: tuple[DraftBlock, ...]
    wordings: Mapping[str, Wording]

    @property
    def blocks(self) -> tuple[DraftBlock, ...]:
        """The blocks as they are shown, those that were left out as empty ones. One that is no more has its place.

        Where anything was edited there are no pictures: they count lines that may be there no more.
        """
        shown = list(self.written)
        order = _ORDER[self.document]
        for place, name in enumerate(order):
            if name in self.wordings and all(block.id != name for block in shown):
                before = [at for at, block in enumerate(shown, 1) if block.id in order[:place]]
                shown.insert(before[-1], DraftBlock(name, ()))
        return tuple(map(self._shown, shown)) if self.wordings else tuple(shown)

    def _shown(self, block: DraftBlock) -> DraftBlock:
        edited = self.wordings.get(block.id)
        if edited is not None:
            return _with_readers_own(canonical(block.id, edited.text), block)
        return DraftBlock(block.id, tuple(one for one in block.blocks if not isinstance(one, Picture)))

    def written_in(self, name: str) -> DraftBlock:
        """What the program writes in this block today, which may be nothing."""
        return next((block for block in self.written if block.id == name), DraftBlock(name, ()))

    @property
    def stale(self) -> tuple[str, ...]:
        """The edited blocks where the program would write something else today than when they were edited."""
        edited = (block.id for block in self.blocks if block.id in self.wordings)
        return tuple(name for name in edited if self.wordings[name].of != self.written_in(name).digest)

    def doc(self, kind: ReplyKind | None = None) -> Doc:
        """The document as it is shown; of a reply that which is to say or to send, or both."""
        title, *others = self.blocks
        if self.document == "reply":
            say, subject, letter = others
            return arranged(title.line, say.blocks, subject.line, letter.blocks, kind)
        return Doc(title.line, tuple(block for one in others for block in one.blocks))

    def typed(self, kind: ReplyKind | None = None) -> Iterator[tuple[str, str]]:
        """Every text on this document that is somebody's own and not the program's, after where it stands."""
        for block in self.blocks:
            if block.id in self.wordings and (self.document == "summary" or block.id in _IN_REPLY[kind]):
                ours = set(texts_of(self.written_in(block.id).blocks))
                yield from ((f"your words in {block.id}", text) for text in texts_of(block.blocks) if text not in ours)


def draft_of(document: Document, parts: Sequence[PartVerdict], day: date) -> Draft:
    """The draft for an order, which may have parts; `day` is the date on the page."""
    written = tuple(_page(parts, day) if document == "summary" else _reply(parts))
    there = {*_ORDER[document], *(block.id for block in written)}
    wordings = parts[0].verdict.case.state.wordings.get(document, {})
    return Draft(document, written, {name: one for name, one in wordings.items() if name in there})


def _page(parts: Sequence[PartVerdict], day: date) -> Iterator[DraftBlock]:
    page = stakeholder_page(order_summary(parts, day), parts[0].verdict.case.knowledge.house.headings)
    yield _line("title", page.title)
    found: dict[str, list[Block]] = {"answer": []}
    name = "answer"
    for block in page.blocks:
        if isinstance(block, Heading) and block.id:
            as_one = _AS_ONE.get(block.id, block.id)
            name = block.id if as_one in found else as_one
        found.setdefault(name, []).append(block)
    yield from (DraftBlock(name, tuple(blocks)) for name, blocks in found.items())


def _reply(parts: Sequence[PartVerdict]) -> Iterator[DraftBlock]:
    words = order_reply(parts)
    spoken, letter = reply_page(words, "spoken"), reply_page(words, "email")
    yield _line("title", spoken.title)
    yield DraftBlock("say", spoken.blocks)
    yield _line("subject", letter.title)
    yield DraftBlock("letter", letter.blocks)


def _with_readers_own(edited: DraftBlock, written: DraftBlock) -> DraftBlock:
    """The block with what is the reader's to do marked, also where they are called by their role."""
    reader = {task.who for one in written.blocks if isinstance(one, Tasks) for task in one.tasks if task.yours}
    return DraftBlock(
        edited.id,
        tuple(
            Tasks(tuple(replace(task, yours=task.yours or task.who in reader) for task in one.tasks))
            if isinstance(one, Tasks)
            else one
            for one in edited.blocks
        ),
    )


def _line(name: str, text: str) -> DraftBlock:
    return DraftBlock(name, (Paragraph((plain(one_line(text)),)),))


def canonical(name: str, text: str) -> DraftBlock:
    """The block of this name that these words make, however they were typed."""
    block = DraftBlock(name, parse_blocks(text))
    return _line(name, block.line) if name in ONE_LINE and block.blocks else block
