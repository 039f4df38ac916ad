"""The style of an HTML page: one column from a phone to a screen, light and dark, and one clean page on paper."""

from __future__ import annotations

import re

from orderless.bank.colour import readable
from orderless.documents.look import DEFAULT, Look

__all__ = ["style_of"]

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
@page {{ margin: 11mm 15mm; }}
@media print {{
  :root {{
    color-scheme: light; --paper: {paper}; --ink: #000000; --soft: #3f4347; --line: #b5b9be; --accent: {light};
  }}
  html {{ font-size: 9.4pt; line-height: 1.3; }}
  body {{ padding: 0; max-width: none; }}
  .copy {{ display: none; }}
  h1 {{ font-size: 1.7rem; margin: 0 0 .3rem; }}
  h2 {{ font-size: 1.08rem; margin: .55rem 0 .1rem; }}
  h3 {{ margin: .6rem 0 .1rem; }}
  p, ul, blockquote {{ margin: .1rem 0 .25rem; }}
  li {{ margin: .05rem 0; }}
  figure {{ max-width: 22rem; margin: .2rem 0 .3rem; }}
  h1, h2, h3, figcaption {{ break-after: avoid; }}
  li, tr, blockquote, figure {{ break-inside: avoid; }}
  * {{ -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
}}
@media (forced-colors: active) {{
  svg text {{ fill: CanvasText; }}
  svg .pro {{ fill: Highlight; stroke: CanvasText; }}
  svg .con {{ fill: Canvas; stroke: CanvasText; }}
  svg .axis, svg .arrow, svg .stop {{ stroke: CanvasText; }}
}}
"""
