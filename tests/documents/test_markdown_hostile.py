"""Data in a document renders as exactly that text, whatever it is, and the structure stays that of the template."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from orderless.documents.doc import Bullets, Doc, Heading, Paragraph, Quote, Tasks, plain, strong
from orderless.documents.markdown import to_markdown
from support.counts import by_night, examples
from support.hostile import HOSTILE, template, words
from support.markdown_marks import PARSER, marks


def visible(token: Token) -> str:
    parts = ("\n" if child.type in ("hardbreak", "softbreak") else child.content for child in token.children or [])
    return shows("".join(parts))


def shows(text: str) -> str:
    """What is seen of it."""
    return words(text.replace("\u200b", ""))


def shape(markdown: str) -> list[tuple[str, str]]:
    """The structure: every block, and in each inline all that is not plain text, a line break or a typed address."""
    found = []
    for token in PARSER.parse(markdown):
        found.append((token.type, token.tag))
        found.extend((mark.type, mark.tag) for mark in marks(token))
    return found


def texts(markdown: str) -> list[str]:
    return [visible(token) for token in PARSER.parse(markdown) if token.type == "inline"]


INNOCENT = to_markdown(template("word"))


@settings(max_examples=examples(250), deadline=None)
@given(HOSTILE)
@example("a | b\n:-:")
@example("a\n===")
@example("&amp; &#35; &copy;")
@example("x #")
@example("\\")
@example("\u00a0x\u00a0")
def test_data_never_changes_the_structure(data: str) -> None:
    """Every block holds exactly the text it was given, and there are no other blocks, images or tags.

    There are no links but of addresses to themselves: test_addresses_and_calls.py looks at those.
    """
    check(data)


@pytest.mark.nightly
@settings(max_examples=by_night(4_000, soak=20_000), deadline=None)
@given(HOSTILE)
def test_data_never_changes_the_structure_at_length(data: str) -> None:
    """The same with many more strings."""
    check(data)


def check(data: str) -> None:
    if not words(data):
        return
    markdown = to_markdown(template(data))
    assert shape(markdown) == shape(INNOCENT)
    assert texts(markdown) == [shows(text.replace("word", words(data))) for text in texts(INNOCENT)]


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(HOSTILE, max_size=5))
def test_bare_paragraphs_stay_apart(data: list[str]) -> None:
    """As many paragraphs as there are texts with something to read; the rest leaves no trace."""
    markdown = to_markdown(Doc("Title", tuple(Paragraph((plain(text),)) for text in data)))
    assert texts(markdown) == ["Title", *(shows(text) for text in data if words(text))]
    assert markdown.endswith("\n")
    assert not markdown.endswith("\n\n")


def test_a_line_break_in_data_stays_in_its_block() -> None:
    """A line break is kept as one, in the paragraph, the item or the quote it belongs to."""
    doc = Doc("T", (Paragraph((plain("one\n\ntwo"),)), Bullets(((plain("- a\n- b"),),)), Quote("x\ny")))
    assert to_markdown(doc) == "# T\n\none\\\ntwo\n\n- \\- a\\\n  \\- b\n\n> x\\\n> y\n"


def test_two_lists_in_a_row_stay_two_lists() -> None:
    """A list after a list takes another marker, or Markdown would join them."""
    markdown = to_markdown(Doc("T", (Bullets(((plain("a"),),)), Bullets(((plain("b"),),)), Bullets(((plain("c"),),)))))
    assert [kind for kind, _ in shape(markdown)].count("bullet_list_open") == 3


def test_ordinary_prose_stays_readable() -> None:
    """Nothing is escaped that does not need it."""
    prose = "L&D says: \"it's 5-10% (40 x 75), isn't it?\" See https://b.example/a-b; e-mail a@b.example!"
    assert to_markdown(Doc("T", (Paragraph((plain(prose),)),))) == f"# T\n\n{prose}\n"


@pytest.mark.parametrize("empty", ["", " ", "\n\n", "\u00a0"])
def test_nothing_to_say_leaves_no_block(empty: str) -> None:
    """No empty paragraph, heading, quote or item."""
    doc = Doc("T", (Heading(empty), Paragraph((strong(empty),)), Quote(empty), Bullets(((plain(empty),),)), Tasks(())))
    assert to_markdown(doc) == "# T\n"
