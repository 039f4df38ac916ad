"""What a reader of Markdown makes of a document of ours, beside its text."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token

__all__ = ["PARSER", "marks"]

PARSER = MarkdownIt("gfm-like", {"html": True, "linkify": False})
PARSER.normalizeLink = PARSER.normalizeLinkText = str  # type: ignore[method-assign,assignment]


def marks(token: Token) -> list[Token]:
    """All inside this that is not plain text, a line break, or an address that links to itself."""
    found = []
    children = token.children or []
    for place, child in enumerate(children):
        if child.markup != "autolink":
            found += [child] if child.type not in ("text", "hardbreak") else []
        elif child.type == "link_open":
            assert str(child.attrs["href"]).removeprefix("mailto:") == children[place + 1].content
    return found
