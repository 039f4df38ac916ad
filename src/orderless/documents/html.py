"""A document as one HTML file that needs nothing else: no network, no script to read it, and no styles but its own.

All text is escaped. The content policy allows the one style sheet and the one script by their hashes, and pictures only
from inside the file, so that even a mistake in here could load or run nothing.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from typing import assert_never

from orderless.documents.doc import Block, Bullets, Doc, Heading, Paragraph, Quote, Rule, Span, Spans, Table, Tasks
from orderless.documents.look import DEFAULT, Look
from orderless.documents.page_script import SCRIPT
from orderless.documents.page_style import style_of
from orderless.documents.picture import Bars, Picture, Scale, Shares, Way
from orderless.documents.plain_text import to_text
from orderless.documents.plainer import TICK_BOX, task_spans
from orderless.documents.svg import to_svg
from orderless.documents.tidy import has_text, one_line, tidy_lines

__all__ = ["to_html"]

_TAGS = {"plain": "", "strong": "strong", "emphasis": "em"}
_ITEM = {False: "<li>", True: '<li class="yours">'}
_MEDIA_TYPES = ("image/png", "image/jpeg")


def to_html(doc: Doc, look: Look = DEFAULT) -> str:
    """The document as a page; the same document and look always give the same text."""
    style = style_of(look)
    blocks = "\n".join(text for number, block in enumerate(doc.blocks) if (text := _block(block, number)))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>{_line(doc.title)}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<header class="top">
{_firm(look)}<div class="copy" hidden><button type="button" id="copy">Copy with formatting</button>
<span id="copied" role="status"></span></div>
</header>
<main>
<h1>{_line(doc.title)}</h1>
{blocks}
</main>
<template id="plain">{escape(to_text(doc))}</template>
<script>{SCRIPT}</script>
</body>
</html>
"""


def _policy(style: str) -> str:
    style_hash, script_hash = (b64encode(sha256(text.encode()).digest()).decode() for text in (style, SCRIPT))
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _firm(look: Look) -> str:
    logo, name = look.logo, _line(look.firm)
    picture = ""
    if logo is not None and logo.media_type in _MEDIA_TYPES:
        words = _line(logo.words) if not name or logo.words != look.firm else ""
        picture = f'<img src="data:{logo.media_type};base64,{b64encode(logo.data).decode()}" alt="{words}">'
    named = f"<span>{name}</span>" if name else ""
    return f'<p class="firm">{picture}{named}</p>\n' if picture or named else ""


def _block(block: Block, number: int) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{_line(text)}</h{level}>" if tidy_lines(text) else ""
        case Paragraph(spans):
            return f"<p>{_spans(spans)}</p>" if has_text(spans) else ""
        case Bullets(items):
            return _list(_spans(item) for item in items if has_text(item))
        case Tasks(tasks):
            box = f'<span class="box" aria-hidden="true">{TICK_BOX} </span>'
            lines = "\n".join(f"{_ITEM[task.yours]}{box}{_spans(task_spans(task))}</li>" for task in tasks)
            return f'<ul class="tasks">\n{lines}\n</ul>' if lines else ""
        case Quote(text):
            return f"<blockquote><p>{_lines(text)}</p></blockquote>" if tidy_lines(text) else ""
        case Table(header, rows):
            return _table(header, rows)
        case Rule():
            return "<hr>"
        case Bars() | Way() | Scale() | Shares():
            return _figure(block, number)
    assert_never(block)


def _list(items: Iterable[str]) -> str:
    lines = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<ul>\n{lines}\n</ul>" if lines else ""


def _table(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    head = "".join(f'<th scope="col">{_line(cell)}</th>' for cell in header)
    body = "\n".join(f"<tr>{''.join(f'<td>{_line(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _figure(picture: Picture, number: int) -> str:
    return f"<figure>\n<figcaption>{_line(picture.title)}</figcaption>\n{to_svg(picture, f'p{number}')}\n</figure>"


def _spans(spans: Spans) -> str:
    return " ".join(text for text in map(_span, spans) if text)


def _span(span: Span) -> str:
    tag, inner = _TAGS[span.style], _lines(span.text)
    return f"<{tag}>{inner}</{tag}>" if tag and inner else inner


def _lines(text: str) -> str:
    return "<br>\n".join(escape(line) for line in tidy_lines(text))


def _line(text: str) -> str:
    return escape(one_line(text))
