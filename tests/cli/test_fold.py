"""Markdown on a terminal is broken between words, and stays the same document."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from orderless.cli.talk import fold
from orderless.documents.doc import Bullets, Doc, Paragraph, Quote, Task, Tasks, plain, strong
from orderless.documents.markdown import to_markdown
from support.counts import examples

PARSER = MarkdownIt("gfm-like", {"linkify": False})
GOLDEN = sorted((Path(__file__).parents[1] / "documents" / "golden").glob("*.md"))
WORDS = st.lists(
    st.sampled_from(["a", "longer", "- b", "1. c", "# d", "> e", "=", "~~~", "|", "f|g", "<b>", "9)", "*"])
)


def rendered(markdown: str) -> str:
    return PARSER.render(markdown).replace("\n", " ").replace("<br /> ", "<br />")


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [44, 80])
def test_a_folded_page_is_the_same_page(path: Path, width: int) -> None:
    """And every line fits that can."""
    markdown = path.read_text(encoding="utf-8")
    folded = fold(markdown, width)
    assert rendered(folded) == rendered(markdown)
    assert all(len(line) <= width or line.startswith(("|", "#")) or " " not in line for line in folded.splitlines())


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(WORDS.map(" ".join), min_size=4, max_size=4), st.integers(10, 60))
def test_nothing_that_was_said_becomes_structure_by_being_folded(texts: list[str], width: int) -> None:
    """A line may not begin with what opens a list, a heading or a quote."""
    one, two, three, four = texts
    blocks = (Paragraph((plain(one),)), Bullets(((strong(two), plain(three)),)), Quote(four), Tasks((Task(one, two),)))
    markdown = to_markdown(Doc("A page", blocks))
    assert rendered(fold(markdown, width)) == rendered(markdown)
