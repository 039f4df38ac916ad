"""The stakeholder's page: the shared summary as a document, the answer first. It reads nothing but the summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from orderless.documents.next_steps import Step
from orderless.documents.shared import Behind, PartSummary, SharedSummary
from orderless.documents.wording import SOURCE, TOLD, capitalised, listed, lowered

__all__ = ["HEADINGS", "how_sure", "stakeholder_page"]

CONFIDENCE: Mapping[Level, str] = {
    "high": "Sure enough to act on",
    "medium": "Fairly sure",
    "low": "Not very sure yet",
}
"""How sure we are, in words that do not depend on the knowledge; what of it was checked stands after it."""

_FIRM: Mapping[str, str] = {
    SOURCE["saw"]: "seen",
    SOURCE["data"]: "measured",
    SOURCE["performers"]: "said by people who do the work",
}
"""What happened to a point that is more than told, by its tag."""

NOT_YET = "Not sure enough yet for a fair answer. The open points on this page will decide it."
"""The same while there is no answer."""

GIVEN = (
    "This follows from a requirement or a decision, and not from what is behind it. What it will change is still open."
)
"""The same where an answer was given from outside and little is known."""

_WRONG = "If something here is wrong or missing, please tell us, and we will put it right."

HEADINGS: Mapping[PagePart, str] = {
    "asked": "What you asked for",
    "aim": "What it is for",
    "cost": "What it costs",
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
    before: Iterable[tuple[PagePart, Iterable[Block]]] = (("asked", _asked(summary)), ("aim", _bullets(summary.aim)))
    after: Iterable[tuple[PagePart, Iterable[Block]]] = (
        *_behind(summary),
        ("heard", _heard(summary)),
        ("cost", _cost(summary)),
        ("conditions", _bullets(summary.conditions)),
        ("settle", _bullets(summary.settle)),
        ("steps", _tasks(summary.steps)),
        ("agreed", _agreed(summary)),
        ("needed", _bullets(summary.needed)),
        ("know", _bullets(summary.know)),
        ("not_known", _bullets(_not_known(summary))),
        ("will_not", _paragraph(summary.will_not)),
        ("sure", _sure(summary)),
        ("wrong", _paragraph(_WRONG)),
    )
    titles = {**HEADINGS, **headings}

    def sections(parts: Iterable[tuple[PagePart, Iterable[Block]]]) -> Iterator[Block]:
        for part, blocks in parts:
            yield from _section(part, titles[part], blocks)

    each = (
        block
        for part in summary.parts
        for block in _section(part.block, capitalised(part.name), _of_part(part, titles))
    )
    return Doc(summary.title, (*_answer(summary), *sections(before), *each, *sections(after)))


def _of_part(part: PartSummary, titles: Mapping[PagePart, str]) -> Iterator[Block]:
    """All that is said of one part of an order, its answer first.

    A list that could be taken for what was heard comes after a line that says what it is; steps have boxes and names.
    """
    yield Paragraph((strong(part.title),))
    for text in (part.order, part.reason, part.lean, part.caution):
        yield from _paragraph(text)
    sure = any(one.sure for one in part.behind)
    found = (
        *(_cause(one, perhaps=sure and not one.sure) for one in part.behind),
        *(_line(line.about, line.words) for line in part.heard),
    )
    lists: tuple[tuple[PagePart, Iterable[Block]], ...] = (
        ("heard", (Bullets(found),) if found else ()),
        ("conditions", _bullets(part.conditions)),
        ("settle", _bullets(part.settle)),
        ("steps", _tasks(part.steps)),
    )
    for name, blocks in lists:
        items = tuple(blocks)
        if items and name in ("conditions", "settle"):
            yield Paragraph((em(f"{titles[name]}:"),))
        yield from items


def _section(name: str, title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """A heading and its blocks, or nothing where there are none."""
    found = tuple(blocks)
    if found:
        yield Heading(title, id=name)
        yield from found


def _paragraph(text: str) -> Iterator[Block]:
    if text.strip():
        yield Paragraph((plain(text),))


def _bullets(texts: Iterable[str]) -> Iterator[Block]:
    items = tuple((plain(text),) for text in texts if text.strip())
    if items:
        yield Bullets(items)


def _tags(summary: SharedSummary) -> list[str]:
    """How each point of the page is known; what the stakeholder told us comes last."""
    behind = (*summary.behind, *(one for part in summary.parts for one in part.behind))
    heard = (*summary.heard, *(line for part in summary.parts for line in part.heard))
    tags = [*(tag for one in behind if one.sentences for tag in one.tags), *(line.tag for line in heard if line.tag)]
    return sorted(tags, key=lambda tag: tag == TOLD)


def how_sure(summary: SharedSummary) -> str:
    """How sure we are, in words for the stakeholder."""
    if summary.response == "not_yet":
        return NOT_YET
    if not summary.diagnosed and summary.confidence == "low":
        return GIVEN
    checked = _checked(summary)
    level: Level = "medium" if summary.confidence == "high" and _mostly_told(summary) else summary.confidence
    if checked == _NOBODY:
        level = "low"
    return f"{CONFIDENCE[level]}{f': {checked}' if checked else ''}."


_NOBODY = "nobody has checked yet what stands above"
"""Said where nothing was: nobody is sure of that."""


def _mostly_told(summary: SharedSummary) -> bool:
    """Whether most points above were only told: the page would seem surer than it shows."""
    tags = _tags(summary)
    return 2 * sum(1 for tag in tags if tag in _FIRM) < len(tags)


def _checked(summary: SharedSummary) -> str:
    """How much of what stands above was seen, measured or said by those at work. Points are not counted: no reader can
    find them again.
    """
    tags = _tags(summary)
    firm = sum(1 for tag in tags if tag in _FIRM)
    if not tags:
        return ""
    if not firm:
        return _NOBODY if summary.cost is None else ""  # the figures of the sum may have been measured
    seen = listed([what for tag, what in _FIRM.items() if tag in tags]).replace(" and ", " or ")
    how = f"was {seen}, as we heard it"  # mostly one person told it, and the reader knows who was there
    if firm == len(tags):
        return f"all that stands above {how}"
    return f"{'most' if 2 * firm > len(tags) else 'some'} of what stands above {how}; the rest nobody has checked yet"


def _sure(summary: SharedSummary) -> Iterator[Block]:
    """How sure we are; while there is no answer, what would settle it says so already."""
    if summary.response != "not_yet":
        yield from _paragraph(how_sure(summary))
        yield from _sources(summary)


def _sources(summary: SharedSummary) -> Iterator[Block]:
    """How many lines of this page come from each source, and how many things it names as open."""
    tags = _tags(summary)
    missing = len(summary.not_known) + len(summary.settle)
    still_open = (Part("still open", missing, hollow=True),) if missing else ()
    parts = (*(Part(tag, many) for tag, many in Counter(tags).items()), *still_open)
    if tags:
        said = listed([f"{part.many} {part.label}" for part in parts])
        key = f"Each square is one point on this page{'; an empty one is still open' if missing else ''}."
        yield Shares("Where this comes from", f"Of the points on this page: {said}.", parts, key)


def _answer(summary: SharedSummary) -> Iterator[Block]:
    if summary.order:
        yield Paragraph((strong(summary.order),))
    yield from _paragraph(summary.reason)
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
    found = tuple(_line(line.about, line.words) for line in summary.heard if line.tag != TOLD)
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


def _line(about: str, words: str) -> Spans:
    return (*((strong(f"{about}:"),) if about else ()), plain(words))


def _behind(summary: SharedSummary) -> Iterator[tuple[PagePart, Iterable[Block]]]:
    """What seems to be behind it; where nothing is sure, what may be."""
    so_far = summary.response == "not_yet"
    sure = any(one.sure for one in summary.behind)
    blocks = tuple(_causes(summary.behind, sure=sure))
    known: tuple[PagePart, PagePart] = ("behind", "behind_so_far") if sure else ("perhaps", "perhaps_so_far")
    yield known[so_far], blocks


def _causes(causes: Sequence[Behind], *, sure: bool) -> Iterator[Block]:
    """A line for each cause; one with many sentences stands over a list of its own, or nobody reads to its end."""
    lines: list[Spans] = []
    for one in causes:
        perhaps = sure and not one.sure
        if not one.about or len(one.sentences) < _MANY:
            lines.append(_cause(one, perhaps=perhaps))
            continue
        if lines:
            yield Bullets(tuple(lines))
            lines = []
        yield Paragraph((strong(f"Perhaps also {lowered(one.about)}:" if perhaps else f"{one.about}:"),))
        yield Bullets(tuple((plain(said),) for said in one.sentences))
    if lines:
        yield Bullets(tuple(lines))


_MANY = 4
"""Sentences."""


def _cause(cause: Behind, *, perhaps: bool) -> Spans:
    """A cause with its sentences; with several, each ends with its stop."""
    said = " ".join(_stopped(one) for one in cause.sentences) if cause.about else cause.sentences[0]
    said = said or "as said above"
    if perhaps:
        return (
            (strong(f"Perhaps also {lowered(cause.about)}:"), plain(said))
            if cause.about
            else (plain(f"Perhaps also: {lowered(said)}"),)
        )
    return _line(cause.about, said)


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _cost(summary: SharedSummary) -> Iterator[Block]:
    """What the problem costs beside what was asked for and what is proposed, as far as two of them are known."""
    if summary.cost is not None:
        yield summary.cost


def _tasks(steps: Iterable[Step]) -> Iterator[Block]:
    tasks = tuple(Task(step.who, step.what, step.by, yours=step.yours) for step in steps)
    if tasks:
        yield Tasks(tasks)


def _agreed(summary: SharedSummary) -> Iterator[Block]:
    lines = tuple(_line(line.about, line.words) for line in summary.agreed)
    if lines:
        yield Bullets(lines)


def _not_known(summary: SharedSummary) -> Iterator[str]:
    yield from summary.not_known
    if summary.not_known_more:
        yield f"{'One more point' if summary.not_known_more == 1 else 'A few more points'}, for when we speak again"
