"""A document in Slack's own markup (mrkdwn): *bold*, _emphasis_, > quotes, and bullets as a character.

Slack reads & < > as control characters and decodes three entities for them (docs.slack.dev, Formatting message text):
< and > are always written as entities, & where it would open one, since a lone & is shown as it is and a person who
pastes the text should not see `L&amp;D`. There is no escape for * _ ~ ` : @ in mrkdwn, nor for a bullet or a box at the
start of a line. Where one of them would format, make an emoji, call everybody or pass for a bullet of ours, a
zero-width space beside it stops that.

Slack makes links of addresses itself. An address in which nothing would format stands as it was typed, and no style
begins or ends at it, since Slack could take the mark for a part of it. In others zero-width spaces keep Slack from
linking any part.

So the text reads back by removing zero-width spaces and decoding &lt; &gt; &amp;.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import assert_never

from orderless.documents.addresses import parted
from orderless.documents.doc import (
    Bullets,
    Doc,
    Heading,
    Paragraph,
    Quote,
    Span,
    Spans,
    Tasks,
    has_text,
    one_line,
    plain,
    strong,
    tidy_lines,
)
from orderless.documents.plainer import TICK_BOX, Plainer, plainer, task_spans

__all__ = ["to_slack"]

_GAP = "\u200b"
_MARKS = {"plain": "", "strong": "*", "emphasis": "_"}
_ENTITY = re.compile(r"&(?=#?\w+;)")
_FORMATS = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)")
_LINE_START = re.compile(f"^[>•{TICK_BOX}]")
_SIGNAL = re.compile(r"[@#](?=\w)|:(?=[\w+'-]+:)")
_ADDRESS = re.compile(r"://|@\w|www\.", re.IGNORECASE)
_RUN = re.compile(r"\S+")
_LINKED = re.compile(r":(?=//)|\.(?=\w)")


def to_slack(doc: Doc) -> str:
    """The document as mrkdwn; the title, which is the answer, is the first line, in bold."""
    parts = [_bold(doc.title), *map(_block, plainer(doc.blocks, boxes=True))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Plainer | Tasks) -> str:
    match block:
        case Heading(text, _):
            return _bold(text)
        case Paragraph(spans):
            return "\n".join(_lines(spans))
        case Bullets(items):
            return "\n".join("• " + "\n  ".join(_lines(item)) for item in items if has_text(item))
        case Tasks(tasks):
            return "\n".join(f"{TICK_BOX} " + "\n  ".join(_lines(task_spans(task))) for task in tasks)
        case Quote(text):
            return "\n".join(f"> {line}" for line in _lines((plain(text),)))
    assert_never(block)


def _bold(text: str) -> str:
    return "".join(_lines((strong(one_line(text)),)))


def _lines(spans: Spans) -> list[str]:
    """The lines of some spans. A style ends with its line, because Slack ends it there."""
    joined = " ".join(styled for styled in map(_styled, spans) if styled)
    return joined.split("\n") if joined else []


def _styled(span: Span) -> str:
    return "\n".join(_marked(_escaped(line), _MARKS[span.style]) for line in tidy_lines(span.text))


def _marked(line: str, mark: str) -> str:
    """In its style; plain where the mark would touch a gap or an address: Slack would show the mark itself then."""
    first, last = line.partition(" ")[0], line.rpartition(" ")[2]
    beside = _GAP in (line[0], line[-1]) or _ADDRESS.search(first) or _ADDRESS.search(last)
    return line if beside else f"{mark}{line}{mark}"


def _escaped(line: str) -> str:
    stretches = groupby(parted(line), lambda part: part.kind == "plain")
    texts = ((plainly, "".join(part.text for part in stretch)) for plainly, stretch in stretches)
    written = "".join(text if plainly else _RUN.sub(_held, text) for plainly, text in texts)
    held = _LINE_START.sub(rf"{_GAP}\g<0>{_GAP}", written)
    return _ENTITY.sub("&amp;", held).replace("<", "&lt;").replace(">", "&gt;")


def _held(run: re.Match[str]) -> str:
    """A word in which nothing formats or calls; where Slack could link a half of it, it finds no address."""
    held = _SIGNAL.sub(rf"\g<0>{_GAP}", _FORMATS.sub(rf"{_GAP}\g<0>{_GAP}", run[0]))
    return _LINKED.sub(rf"\g<0>{_GAP}", held) if _GAP in held or _ADDRESS.search(held) else held
