"""Long lines on a terminal, broken between words instead of in the middle of one."""

from __future__ import annotations

import re
import textwrap

__all__ = ["between_words", "fold"]

_MARKER = re.compile(r"(?:\s*[-*] (?:\[ \] )?|\s*)")
_COULD_OPEN = re.compile(r" (?=[-+*#>=|~`<]|\d+[.)])")
"""A space after which a new line could begin a list, a heading, a quote or a table."""
_HELD = "\ue000"


def between_words(text: str, width: int) -> str:
    """The text with its lines broken at blanks where they are longer than `width` columns; 0 leaves them whole."""
    if not width:
        return text
    wrap = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    return "\n".join("\n".join(wrap.wrap(line)) for line in text.split("\n"))


def fold(markdown: str, width: int) -> str:
    """The text with no line longer than `width` columns where that can be; tables and headings stay whole."""
    return "".join(f"{piece}\n" for line in markdown.splitlines() for piece in _folded(line, width))


def _folded(line: str, width: int) -> list[str]:
    if line.startswith(("|", "#")) or len(line) <= width:
        return [line]
    marker = _MARKER.match(line)
    indent = "> " if line.startswith(">") else " " * len(marker[0] if marker else "")
    held = _COULD_OPEN.sub(_HELD, line)
    pieces = textwrap.wrap(held, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [piece.replace(_HELD, " ") for piece in pieces]
