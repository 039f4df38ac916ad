"""A document as one HTML file that needs nothing else: no network, no script to read it, and no second file.

All text is escaped. The content policy allows the one style sheet and the one script by their hashes, and pictures only
from inside the file, so that even a mistake in here could load or run nothing.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from typing import assert_never

from orderless.bank.house import readable
from orderless.documents.doc import (
    DEFAULT,
    Bars,
    Block,
    Bullets,
    Doc,
    Dots,
    Grid,
    Heading,
    Look,
    Months,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Scale,
    Shares,
    Span,
    Spans,
    Table,
    Tasks,
    Way,
    has_text,
    one_line,
    tidy_lines,
)
from orderless.documents.plain_text import to_text
from orderless.documents.plainer import TICK_BOX, task_spans
from orderless.documents.sheet import Sheet, fitting, millimetres, surely_fits
from orderless.documents.svg import to_svg

__all__ = ["SCRIPT", "firm_line", "policy", "sheet_of", "style_of", "surely_one_page", "to_html"]

SCRIPT = """
(function () {
  'use strict';
  var area = document.querySelector('.copy'), told = document.getElementById('copied');
  var main = document.querySelector('main'), plain = document.getElementById('plain');
  function formatted() {
    var copy = main.cloneNode(true);
    copy.querySelectorAll('figure').forEach(function (one) { one.remove(); });
    copy.querySelectorAll('table').forEach(function (one) {
      one.setAttribute('border', '1');
      one.setAttribute('cellpadding', '4');
    });
    return copy.innerHTML;
  }
  function text() { return plain.content.textContent; }
  function tell(words) { told.textContent = words; }
  function select() {
    var range = document.createRange(), selection = window.getSelection();
    range.selectNodeContents(main);
    selection.removeAllRanges();
    selection.addRange(range);
  }
  function theOldWay() {
    var done = false;
    function put(event) {
      event.clipboardData.setData('text/html', formatted());
      event.clipboardData.setData('text/plain', text());
      event.preventDefault();
      done = true;
    }
    select();
    document.addEventListener('copy', put);
    try { document.execCommand('copy'); } catch (error) { done = false; }
    document.removeEventListener('copy', put);
    if (done) {
      window.getSelection().removeAllRanges();
      succeeded();
    } else {
      tell('The browser does not let this page copy. The text is marked now: copy it with Ctrl+C or Cmd+C.');
    }
  }
  function succeeded() { tell('Copied, with formatting. Paste it where you need it.'); }
  function copy() {
    tell('');
    if (!navigator.clipboard || !navigator.clipboard.write || typeof ClipboardItem === 'undefined') {
      theOldWay();
      return;
    }
    navigator.clipboard.write([new ClipboardItem({
      'text/html': new Blob([formatted()], { type: 'text/html' }),
      'text/plain': new Blob([text()], { type: 'text/plain' })
    })]).then(succeeded, theOldWay);
  }
  document.getElementById('copy').addEventListener('click', copy);
  area.hidden = false;
}());
"""


_ROOMY = Sheet(
    width=millimetres(210 - 2 * 13),
    height=millimetres(279.4 - 2 * 11),
    text=10,
    title=17,
    heading=10.8,
    line=1.35,
    above_heading=5.5,
    below=2.5,
    between=0.5,
    picture=250,
)
"""What the style sheet sets for print, on what A4 and Letter have in common: as wide as one, as high as the other."""

_IN_COLUMNS = _ROOMY._replace(columns=2, gap=millimetres(7))
_DENSE = _IN_COLUMNS._replace(text=9, title=13.5, heading=9.7, line=1.25, above_heading=5, below=2.3)
_CLASSES = {_ROOMY: "", _IN_COLUMNS: ' class="columns"', _DENSE: ' class="columns dense"'}
"""What the root of the page says of the sheet on which it fits."""

_LIGHT, _DARK = "#ffffff", "#16191d"
_FONT = re.compile(r"[\w ,'\"-]+\Z")


def style_of(look: Look) -> str:
    """The whole style sheet. Accent and font are the firm's where they can be read, and ours where they are neither."""
    font = look.font if _FONT.match(look.font) else DEFAULT.font
    return _STYLE.format(
        font=font,
        light=readable(look.accent, _LIGHT, 4.5, DEFAULT.accent),
        dark=readable(look.accent, _DARK, 4.5, DEFAULT.accent),
        paper=_LIGHT,
        night=_DARK,
    )


_STYLE = """
:root {{
  color-scheme: light dark;
  --paper: {paper}; --ink: #1d1f21; --soft: #55595e; --line: #c9cdd2; --accent: {light};
}}
@media (prefers-color-scheme: dark) {{
  :root {{ --paper: {night}; --ink: #e8eaec; --soft: #b3b9c0; --line: #4a5159; --accent: {dark}; }}
}}
* {{ box-sizing: border-box; }}
html {{ background: var(--paper); color: var(--ink); font: 1rem/1.5 {font}; -webkit-text-size-adjust: 100%; }}
body {{ margin: 0 auto; padding: 1.25rem clamp(1rem, 4vw, 2.5rem) 3rem; max-width: 46rem; }}
body, td, th {{ overflow-wrap: anywhere; }}
.top {{ display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; }}
.firm {{ margin: 0; display: flex; gap: .75rem; align-items: center; color: var(--soft); }}
.firm img {{ max-height: 2.75rem; max-width: 12rem; }}
.copy {{ margin-left: auto; }}
.copy[hidden] {{ display: none; }}
button {{
  font: inherit; color: var(--accent); background: var(--paper); border: 1px solid var(--accent);
  border-radius: .4rem; padding: .4rem .9rem; cursor: pointer; min-height: 2.75rem;
}}
button:hover {{ background: var(--accent); color: var(--paper); }}
:focus-visible {{ outline: 3px solid var(--accent); outline-offset: 3px; }}
#copied {{ display: block; min-height: 1.5em; font-size: .9rem; color: var(--soft); text-align: right; }}
h1 {{ font-size: clamp(1.6rem, 5vw, 2.1rem); line-height: 1.2; margin: .5rem 0 .6rem; color: var(--accent); }}
h1 + p {{ font-size: 1.15rem; }}
h2 {{ font-size: 1.15rem; line-height: 1.3; margin: 1.6rem 0 .4rem; }}
h3 {{ font-size: 1rem; margin: 1.2rem 0 .3rem; }}
p, ul, blockquote {{ margin: .4rem 0 .7rem; }}
ul {{ padding-left: 1.3rem; }}
li {{ margin: .2rem 0; }}
ul.tasks {{ list-style: none; padding-left: 0; }}
ul.tasks li {{ padding-left: 1.6em; text-indent: -1.6em; }}
ul.tasks em {{ color: inherit; font-style: normal; display: inline-block; text-indent: 0; }}
li.yours strong {{ color: var(--accent); }}
.box {{ display: inline-block; width: 1.6em; text-indent: 0; }}
em {{ color: var(--soft); }}
blockquote {{ margin-left: 0; padding: .1rem 0 .1rem 1rem; border-left: 4px solid var(--accent); }}
blockquote p {{ margin: .2rem 0; }}
table {{ border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-size: .95rem; }}
th, td {{ text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }}
th {{ border-bottom: 2px solid var(--accent); }}
.wide {{ overflow-x: auto; }}
.wide :is(td, th) {{ overflow-wrap: normal; }}
hr {{ border: 0; border-top: 1px solid var(--line); margin: 1.5rem 0; }}
figure {{ margin: .8rem 0 1.2rem; max-width: min(100%, 27rem); }}
figcaption {{ font-size: .9rem; color: var(--soft); margin-bottom: .35rem; }}
svg {{ display: block; width: 100%; height: auto; font: 13px {font}; }}
svg text {{ fill: var(--ink); }}
svg .small {{ font-size: 12px; }}
svg .name {{ fill: var(--soft); }}
svg .pro {{ fill: var(--accent); stroke: var(--accent); }}
svg .con {{ fill: var(--paper); stroke: var(--ink); stroke-width: 1.5; }}
svg .axis, svg .arrow {{ fill: none; stroke: var(--ink); stroke-width: 1.2; }}
svg .stop {{ fill: none; stroke: var(--accent); stroke-width: 1.5; }}
@counter-style page-one {{ system: cyclic; symbols: "Page 1 of "; }}
@counter-style page-one-of-several {{ system: fixed; symbols: ""; fallback: page-one; }}
@counter-style several {{ system: fixed; symbols: ""; fallback: decimal; }}
@page {{
  margin: 11mm 13mm;
  @bottom-center {{ content: "Page " counter(page) " of " counter(pages); font: 9pt {font}; color: #3f4347; }}
}}
@page :first {{ @bottom-center {{ content: counter(pages, page-one-of-several) counter(pages, several); }} }}
@media print {{
  :root {{
    color-scheme: light; --paper: {paper}; --ink: #000000; --soft: #3f4347; --line: #b5b9be; --accent: {light};
  }}
  html {{ font-size: 10pt; line-height: 1.35; }}
  body {{ padding: 0; max-width: none; }}
  .copy {{ display: none; }}
  h1 {{ font-size: 1.7rem; margin: 0 0 .3rem; }}
  h2 {{ font-size: 1.08rem; margin: .55rem 0 .1rem; }}
  h3 {{ margin: .6rem 0 .1rem; }}
  p, ul, blockquote {{ margin: .1rem 0 .25rem; }}
  li {{ margin: .05rem 0; }}
  table, figcaption {{ font-size: 1rem; }}
  .wide {{ overflow-x: visible; }}
  .wide :is(td, th) {{ overflow-wrap: anywhere; }}
  figure {{ max-width: 250pt; margin: .2rem 0 .3rem; }}
  svg {{ overflow: visible; }}
  svg .small {{ font-size: 13px; }}
  h1, h2, h3, figcaption {{ break-after: avoid; }}
  li, tr, blockquote, figure {{ break-inside: avoid; }}
  .columns main {{ columns: 2; column-gap: 7mm; }}
  .columns main > :not(h2, h2 ~ *) {{ column-span: all; }}
  .dense {{ font-size: 9pt; line-height: 1.25; }}
  .dense h1 {{ font-size: 1.5rem; }}
  .dense h1 + p {{ font-size: 1.05rem; }}
  * {{ -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
}}
@media (forced-colors: active) {{
  svg text {{ fill: CanvasText; }}
  svg .pro {{ fill: Highlight; stroke: CanvasText; }}
  svg .con {{ fill: Canvas; stroke: CanvasText; }}
  svg .axis, svg .arrow, svg .stop {{ stroke: CanvasText; }}
}}
"""


# The counter styles of @page have no word for one page: `Page 1 of 2` is printed, and `Page 1 of 1` is not. A browser
# without margin boxes leaves them out; it has numbers of its own.

_TAGS = {"plain": "", "strong": "strong", "emphasis": "em"}
_ITEM = {False: "<li>", True: '<li class="yours">'}
_MEDIA_TYPES = ("image/png", "image/jpeg")


def to_html(doc: Doc, look: Look = DEFAULT) -> str:
    """The document as a page; the same document and look always give the same text."""
    style = style_of(look)
    fits = _CLASSES[sheet_of(doc, look)]
    blocks = "\n".join(text for number, block in enumerate(doc.blocks) if (text := _block(block, number)))
    return f"""<!DOCTYPE html>
<html lang="en"{fits}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(style, SCRIPT)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>{_line(doc.title)}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<header class="top">
{firm_line(look)}<div class="copy" hidden><button type="button" id="copy">Copy with formatting</button>
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


def sheet_of(doc: Doc, look: Look = DEFAULT) -> Sheet:
    """The sheet that the document is printed on."""
    return fitting(doc, tuple(_CLASSES), _head(look))


def surely_one_page(doc: Doc, look: Look = DEFAULT) -> bool:
    """Whether the document is printed as one page in every common font."""
    return surely_fits(doc, sheet_of(doc, look), _head(look))


def _head(look: Look) -> float:
    """How high the line with the firm's name and logo is at most, in points."""
    return 2.75 * _ROOMY.text if look.logo else 1.5 * _ROOMY.text if look.firm else 0


def policy(style: str, script: str) -> str:
    """The content policy of a page with this style sheet and this script, which nothing else can be run in."""
    style_hash, script_hash = (b64encode(sha256(text.encode()).digest()).decode() for text in (style, script))
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def firm_line(look: Look) -> str:
    """The line with the firm's logo and name; empty where it has neither."""
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
        case Bars() | Way() | Scale() | Shares() | Grid() | Months() | Dots():
            return _figure(block, number)
    assert_never(block)


def _list(items: Iterable[str]) -> str:
    lines = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<ul>\n{lines}\n</ul>" if lines else ""


_WIDE = 4
"""Columns from which a table is moved aside on a narrow screen; the keyboard reaches it for that."""


def _table(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    head = "".join(f'<th scope="col">{_line(cell)}</th>' for cell in header)
    body = "\n".join(f"<tr>{''.join(f'<td>{_line(cell)}</td>' for cell in row)}</tr>" for row in rows)
    table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    if len(header) < _WIDE:
        return table
    return f'<div class="wide" tabindex="0" role="region" aria-label="Table">\n{table}\n</div>'


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
