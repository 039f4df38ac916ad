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
from orderless.documents.shared import Behind, Heard, PartSummary, SharedSummary
from orderless.documents.voice import sentence
from orderless.documents.wording import SOURCE, TOLD, capitalised, listed, lowered, small

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
    if part.aim:
        yield Paragraph((em(f"{titles['aim']}:"), plain("; ".join(part.aim))))
    behind = tuple(_causes(part.behind))
    if behind:
        told = f", {TOLD}" if isinstance(behind[0], Paragraph) else ""
        yield Paragraph((em(f"{titles[_behind_title(part.behind, so_far=bool(part.settle))]}{told}:"),))
        yield behind[-1]
    yield from _lines(part.heard, titles["heard"] if behind else "")
    lists: tuple[tuple[PagePart, Iterable[Block]], ...] = (
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
    """What was seen or measured; then what the stakeholder said, with one line for all of it; quotes and notes."""
    yield from _lines(summary.heard)
    yield from (Quote(quote) for quote in summary.quotes)
    remarks = tuple(_line(remark.about, remark.words) for remark in summary.remarks)
    if remarks:
        yield Bullets(remarks)


def _lines(heard: Sequence[Heard], lead: str = "") -> Iterator[Block]:
    """What was seen or measured, after a line that leads to it; then what was only told, after one that says so."""
    for told in (False, True):
        items = tuple(_line(line.about, line.words) for line in heard if (line.tag == TOLD) is told)
        title = capitalised(TOLD) if told else lead
        if items and title:
            yield Paragraph((em(f"{title}:"),))
        if items:
            yield Bullets(items)


def _line(about: str, words: str) -> Spans:
    return (*((strong(f"{about}:"),) if about else ()), plain(words))


def _behind(summary: SharedSummary) -> Iterator[tuple[PagePart, Iterable[Block]]]:
    """What seems to be behind it; where nothing is sure, what may be."""
    so_far = summary.response == "not_yet"
    yield _behind_title(summary.behind, so_far=so_far), tuple(_causes(summary.behind))


def _behind_title(causes: Iterable[Behind], *, so_far: bool) -> PagePart:
    if any(one.sure for one in causes):
        return "behind_so_far" if so_far else "behind"
    return "perhaps_so_far" if so_far else "perhaps"


def _causes(causes: Sequence[Behind]) -> Iterator[Block]:
    """The causes in the words of their findings, a line each, the surer ones first; with what was only told marked.

    Where all of it was told, one line before it says so.
    """
    found = [(text, tag) for one in causes if one.about for text, tag in zip(one.sentences, one.tags, strict=True)]
    all_told = bool(found) and all(tag == TOLD for _, tag in found)
    sure = any(one.sure for one in causes)
    lines = dict.fromkeys(
        text for one in causes for text in _as_found(one, all_told=all_told, perhaps=sure and not one.sure)
    )
    if lines and all_told:
        yield Paragraph((em(f"{capitalised(TOLD)}:"),))
    if lines:
        yield Bullets(tuple((plain(text),) for text in lines))


def _as_found(cause: Behind, *, all_told: bool, perhaps: bool) -> Iterator[str]:
    """The lines of a cause. One of which all was said above is named all the same."""
    if cause.about and not cause.sentences:
        yield f"{'Perhaps also' if perhaps else 'Also'}: {lowered(cause.about)}, as said above"
    for text, tag in zip(cause.sentences, cause.tags or (TOLD,) * len(cause.sentences), strict=True):
        marked = sentence(text, TOLD) if cause.about and tag == TOLD and not all_told else text
        yield f"Perhaps also: {small(marked)}" if perhaps else capitalised(marked)


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
