"""The stakeholder's page: the shared summary as a document, the answer first. It reads nothing but the summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from orderless.decision.sums import Level
from orderless.documents.doc import Block, Bullets, Doc, Heading, Paragraph, Quote, Span, Task, Tasks, em, plain, strong
from orderless.documents.shared import SharedSummary
from orderless.documents.wording import lowered

__all__ = ["CONFIDENCE", "NOT_YET", "stakeholder_page"]

CONFIDENCE: Mapping[Level, str] = {
    "high": "Sure enough to act on: more than one kind of source points this way, and part of it was seen or measured.",
    "medium": "Fairly sure: part of this is well supported, and part of it nobody has checked yet.",
    "low": "Not very sure yet: most of this is how things look so far, and a quick check could change it.",
}
"""How sure we are, in words that do not depend on the knowledge."""

NOT_YET = "Not sure enough for a fair answer; what is still missing would change that."
"""The same while there is no answer."""

_WRONG = (
    "If something here is not how you see it, or is missing, please tell us: a correction now is worth more than a "
    "good argument later."
)


def stakeholder_page(summary: SharedSummary) -> Doc:
    """One page for the stakeholder. A part with nothing to say is left out, with its heading."""
    blocks: Iterable[Block] = (
        *_answer(summary),
        *_heard(summary),
        *_behind(summary),
        *_section("What it rests on", _bullets(summary.conditions)),
        *_section("What would settle it", _bullets(summary.settle)),
        *_next(summary),
        *_section("What we do not know yet", _bullets(_not_known(summary))),
        *_section("What this does not cover", _paragraph(summary.will_not)),
        *_section("How sure we are", _paragraph(_confidence(summary))),
        *_section("What did we get wrong?", _paragraph(_WRONG)),
    )
    return Doc(summary.title, tuple(blocks))


def _section(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """A heading and its blocks, or nothing where there are none."""
    found = tuple(blocks)
    if found:
        yield Heading(title)
        yield from found


def _paragraph(text: str) -> Iterator[Block]:
    if text.strip():
        yield Paragraph((plain(text),))


def _bullets(texts: Iterable[str]) -> Iterator[Block]:
    items = tuple((plain(text),) for text in texts if text.strip())
    if items:
        yield Bullets(items)


def _confidence(summary: SharedSummary) -> str:
    return NOT_YET if summary.response == "not_yet" else CONFIDENCE[summary.confidence]


def _answer(summary: SharedSummary) -> Iterator[Block]:
    yield Paragraph((plain(summary.reason),))
    yield from _paragraph(summary.caution)
    if summary.urgent:
        yield Paragraph((strong("Before anything else:"), plain(summary.urgent)))
    present = f" Present: {summary.present}." if summary.present else ""
    yield Paragraph((em(f"Our conversation in brief, {summary.day}.{present}"),))
    if summary.request.strip():
        yield Heading("What you asked for")
        yield Quote(summary.request)


def _heard(summary: SharedSummary) -> Iterator[Block]:
    lines = tuple((strong(f"{line.about}:"), plain(line.words), *_tagged(line.tag)) for line in summary.heard)
    own_words = tuple(Quote(quote) for quote in summary.quotes)
    remarks = tuple(
        (*((strong(f"{remark.about}:"),) if remark.about else ()), plain(remark.words)) for remark in summary.remarks
    )
    said = ((Bullets(lines),) if lines else (), own_words, (Bullets(remarks),) if remarks else ())
    yield from _section("What we heard", (block for blocks in said for block in blocks))


def _tagged(tag: str) -> Iterator[Span]:
    if tag:
        yield em(f"({tag})")


def _behind(summary: SharedSummary) -> Iterator[Block]:
    so_far = ", so far" if summary.response == "not_yet" else ""
    if summary.likely:
        also = (f"Perhaps also: {lowered(cause)}" for cause in summary.perhaps)
        yield from _section(f"What seems to be behind it{so_far}", _bullets((*summary.likely, *also)))
    else:
        yield from _section(f"What may be behind it{so_far}", _bullets(summary.perhaps))


def _next(summary: SharedSummary) -> Iterator[Block]:
    steps = tuple(Task(step.who, step.what, step.by) for step in summary.steps)
    yield from _section("Next steps", (Tasks(steps),) if steps else ())
    agreed = tuple((strong(f"{line.about}:"), plain(line.words)) for line in summary.agreed)
    yield from _section("Also agreed", (Bullets(agreed),) if agreed else ())
    yield from _section("What we still need from you", _bullets(summary.needed))


def _not_known(summary: SharedSummary) -> Iterator[str]:
    yield from summary.not_known
    more = summary.not_known_more
    if more:
        yield f"And {more} more {'point' if more == 1 else 'points'} that we did not go into"
