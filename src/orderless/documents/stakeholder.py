"""The stakeholder's page: the shared summary as a document, the answer first. It reads nothing but the summary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from orderless.bank.house import PagePart
from orderless.decision.case import Level
from orderless.documents.doc import (
    Block,
    Bullets,
    Doc,
    Heading,
    Paragraph,
    Part,
    Quote,
    Shares,
    Spans,
    Task,
    Tasks,
    em,
    plain,
    strong,
)
from orderless.documents.shared import TOLD, SharedSummary
from orderless.documents.wording import capitalised, listed, lowered

__all__ = ["HEADINGS", "how_sure", "stakeholder_page"]

CONFIDENCE: Mapping[Level, str] = {
    "high": "Sure enough to act on: more than one kind of source points this way, and part of it was seen or measured.",
    "medium": "Fairly sure: part of this is well supported, and part of it nobody has checked yet.",
    "low": "Not very sure yet: most of this is how things look so far. If you see it differently, it may change.",
}
"""How sure we are, in words that do not depend on the knowledge."""

NOT_YET = "Not sure enough yet for a fair answer. The open points on this page will decide it."
"""The same while there is no answer."""

GIVEN = (
    "This follows from a requirement or a decision, and not from what is behind it. What it will change is still open."
)
"""The same where an answer was given from outside and little is known."""

_WRONG = "If something here is wrong or missing, please tell us, and we will put it right."

_YOU = re.compile(r"\byou\b", re.IGNORECASE)

HEADINGS: Mapping[PagePart, str] = {
    "asked": "What you asked for",
    "aim": "What it is for",
    "heard": "What we heard",
    "behind": "What seems to be behind it",
    "perhaps": "What may be behind it",
    "behind_so_far": "What seems to be behind it, so far",
    "perhaps_so_far": "What may be behind it, so far",
    "conditions": "What it rests on",
    "settle": "What would settle it",
    "steps": "Next steps",
    "agreed": "Also noted",
    "needed": "What we need from you",
    "know": "How we will know",
    "not_known": "What we do not know yet",
    "will_not": "What this does not cover",
    "sure": "How sure we are",
    "wrong": "Tell us what we got wrong",
}
"""The headings of the page, by the part each stands over."""


def stakeholder_page(summary: SharedSummary, headings: Mapping[PagePart, str] = MappingProxyType({})) -> Doc:
    """One page for the stakeholder. A part with nothing to say is left out, with its heading.

    `headings` are a firm's own, by the part each stands over; what it leaves out is headed as in HEADINGS.
    """
    parts: Iterable[tuple[PagePart, Iterable[Block]]] = (
        ("asked", _asked(summary)),
        ("aim", _bullets(summary.aim)),
        ("heard", _heard(summary)),
        _behind(summary),
        ("conditions", _bullets(summary.conditions)),
        ("settle", _bullets(summary.settle)),
        ("steps", _steps(summary)),
        ("agreed", _agreed(summary)),
        ("needed", _bullets(summary.needed)),
        ("know", _bullets(summary.know)),
        ("not_known", _bullets(_not_known(summary))),
        ("will_not", _paragraph(summary.will_not)),
        ("sure", (*_paragraph(how_sure(summary)), *_sources(summary))),
        ("wrong", _paragraph(_WRONG)),
    )
    titles = {**HEADINGS, **headings}
    sections = (block for part, blocks in parts for block in _section(titles[part], blocks))
    return Doc(summary.title, (*_answer(summary), *sections))


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


def how_sure(summary: SharedSummary) -> str:
    """How sure we are, in words for the stakeholder."""
    if summary.response == "not_yet":
        return NOT_YET
    return CONFIDENCE[summary.confidence] if summary.diagnosed or summary.confidence != "low" else GIVEN


def _sources(summary: SharedSummary) -> Iterator[Block]:
    """How many lines of this page come from each source, and how many things it names as open."""
    tags = sorted((line.tag for line in summary.heard if line.tag), key=lambda tag: tag == TOLD)
    missing = len(summary.not_known) + len(summary.settle)
    still_open = (Part("still open", missing, hollow=True),) if missing else ()
    parts = (*(Part(tag, many) for tag, many in Counter(tags).items()), *still_open)
    if tags:
        said = listed([f"{part.many} {part.label}" for part in parts])
        key = f"Each square is one point on this page{'; an empty one is still open' if missing else ''}."
        yield Shares("Where this comes from", f"Of the points on this page: {said}.", parts, key)


def _answer(summary: SharedSummary) -> Iterator[Block]:
    yield Paragraph((plain(summary.reason),))
    if summary.urgent:
        yield Paragraph((strong("Before anything else:"), plain(summary.urgent)))
    yield from _paragraph(summary.lean)
    yield from _paragraph(summary.caution)
    about = f"About: {summary.topic}. " if summary.topic else ""
    present = f" Present: {summary.present}." if summary.present else ""
    sender = f" From {summary.firm}." if summary.firm else ""
    yield Paragraph((em(f"{about}Our conversation in brief, {summary.day}.{present}{sender}"),))


def _asked(summary: SharedSummary) -> Iterator[Block]:
    if summary.request.strip():
        yield Quote(summary.request)


def _heard(summary: SharedSummary) -> Iterator[Block]:
    """What was seen or measured, each line with its tag; then what the stakeholder said, with one tag for all."""
    found = tuple(_line(line.about, line.words, line.tag) for line in summary.heard if line.tag != TOLD)
    told = tuple(_line(line.about, line.words) for line in summary.heard if line.tag == TOLD)
    if found:
        yield Bullets(found)
    if told:
        yield Paragraph((em(f"{capitalised(TOLD)}:"),))
        yield Bullets(told)
    yield from (Quote(quote) for quote in summary.quotes)
    remarks = tuple(_line(remark.about, remark.words) for remark in summary.remarks)
    if remarks:
        yield Bullets(remarks)


def _line(about: str, words: str, tag: str = "") -> Spans:
    return (*((strong(f"{about}:"),) if about else ()), plain(words), *((em(f"({tag})"),) if tag else ()))


def _behind(summary: SharedSummary) -> tuple[PagePart, Iterable[Block]]:
    so_far = summary.response == "not_yet"
    if summary.likely:
        also = (f"Perhaps also: {lowered(cause)}" for cause in summary.perhaps)
        return "behind_so_far" if so_far else "behind", _bullets((*summary.likely, *also))
    return "perhaps_so_far" if so_far else "perhaps", _bullets(summary.perhaps)


def _steps(summary: SharedSummary) -> Iterator[Block]:
    steps = tuple(Task(step.who, step.what, step.by, yours=bool(_YOU.search(step.who))) for step in summary.steps)
    if steps:
        yield Tasks(steps)


def _agreed(summary: SharedSummary) -> Iterator[Block]:
    lines = tuple(_line(line.about, line.words) for line in summary.agreed)
    if lines:
        yield Bullets(lines)


def _not_known(summary: SharedSummary) -> Iterator[str]:
    yield from summary.not_known
    if summary.not_known_more:
        yield f"{'One more point' if summary.not_known_more == 1 else 'A few more points'}, for when we speak again"
