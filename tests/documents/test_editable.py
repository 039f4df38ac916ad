"""The text that is edited: what is written is read back the same, and whatever is typed makes blocks and stays text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orderless.documents.doc import (
    Block,
    Bullets,
    Doc,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Table,
    Task,
    Tasks,
    em,
    one_line,
    plain,
    strong,
    tidy_lines,
)
from orderless.documents.editable import parse_blocks, texts_of, write_blocks
from orderless.documents.formats import FORMATS, render
from support.counts import by_night, examples
from support.hostile import HOSTILE, words
from support.written_cases import CASES, doc_of

TYPED = st.lists(
    HOSTILE | st.sampled_from(["\n", " ", "- ", "- [ ] ", "> ", "## ", "### ", ": ", " – ", "\\", "*", "**", "| a |"]),
    max_size=9,
).map("".join)


def texts(draw: st.DrawFn) -> str:
    return draw(TYPED.filter(lambda text: bool(words(text))))


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    styles = st.sampled_from(["plain", "strong", "emphasis"])
    return tuple(Span(texts(draw), draw(styles)) for _ in range(draw(st.integers(1, 3))))


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(["paragraph", "bullets", "tasks", "quote", "table", "rule", "heading"]))
    match kind:
        case "paragraph":
            return Paragraph(draw(spans()))
        case "bullets":
            return Bullets(tuple(draw(st.lists(spans(), min_size=1, max_size=3))))
        case "tasks":
            some = st.lists(st.tuples(TYPED, TYPED, TYPED).filter(lambda t: bool(words("".join(t)))), min_size=1)
            return Tasks(tuple(Task(*one) for one in draw(some)))
        case "quote":
            return Quote(texts(draw))
        case "table":
            wide = draw(st.integers(1, 3))
            row = st.lists(TYPED, min_size=wide, max_size=wide).map(tuple)
            return Table(draw(row), tuple(draw(st.lists(row, max_size=2))))
        case "rule":
            return Rule()
    return Heading(texts(draw), 3)


@st.composite
def documents(draw: st.DrawFn) -> tuple[Block, ...]:
    first = (Heading(texts(draw)),) if draw(st.booleans()) else ()
    return (*first, *draw(st.lists(blocks(), max_size=5)))


def tidy(block: Block) -> Block:
    """The block as every format shows it."""
    match block:
        case Heading(text, level):
            return Heading(one_line(text), level)
        case Paragraph(inside):
            return Paragraph(_tidy(inside))
        case Bullets(items):
            return Bullets(tuple(_tidy(item) for item in items))
        case Tasks(tasks):
            return Tasks(tuple(Task(*map(_lines, (one.who, one.what, one.by)), yours=one.yours) for one in tasks))
        case Quote(text):
            return Quote(_lines(text))
        case Table(header, rows):
            return Table(tuple(map(one_line, header)), tuple(tuple(map(one_line, row)) for row in rows))
    return block


def _lines(text: str) -> str:
    return "\n".join(tidy_lines(text))


def _tidy(inside: tuple[Span, ...]) -> tuple[Span, ...]:
    told: list[Span] = []
    for span in inside:
        text = _lines(span.text)
        if text and told and told[-1].style == span.style == "plain":
            told[-1] = plain(f"{told[-1].text} {text}")
        elif text:
            told.append(Span(text, span.style))
    return tuple(told)


def untold(block: Block) -> Block:
    """Without whom a task is for: that follows from its words."""
    return Tasks(tuple(Task(t.who, t.what, t.by) for t in block.tasks)) if isinstance(block, Tasks) else block


def check(made: tuple[Block, ...]) -> None:
    text = write_blocks(made)
    read = parse_blocks(text)
    assert [untold(block) for block in read] == [untold(tidy(block)) for block in made]
    assert write_blocks(read) == text


@settings(max_examples=examples(150), deadline=None)
@given(made=documents())
def test_what_is_written_is_read_back_the_same(made: tuple[Block, ...]) -> None:
    check(made)


@pytest.mark.nightly
@settings(max_examples=by_night(2_000, soak=10_000), deadline=None)
@given(made=documents())
def test_what_is_written_is_read_back_the_same_at_length(made: tuple[Block, ...]) -> None:
    check(made)


@pytest.mark.parametrize("kind", ["page", "reply"])
@pytest.mark.parametrize("case", CASES)
def test_the_documents_of_written_cases_are_read_back_the_same(case: str, kind: str) -> None:
    """With the same words in every format; pictures alone are not there."""
    doc = doc_of(f"{case}-{kind}")
    headings = [place for place, block in enumerate(doc.blocks) if isinstance(block, Heading)]
    for start, end in zip([0, *headings], [*headings, len(doc.blocks)], strict=True):
        made = tuple(block for block in doc.blocks[start:end] if not isinstance(block, Picture))
        read = parse_blocks(write_blocks(made))
        assert [untold(block) for block in read] == [untold(tidy(block)) for block in made]
        for form in FORMATS:
            assert render(Doc("T", tuple(map(untold, read))), form) == render(Doc("T", tuple(map(untold, made))), form)


@settings(max_examples=examples(90), deadline=None)
@given(text=TYPED)
@example(text="**")
@example(text="- [ ] :")
@example(text="|a|b\n|-|-\n|c\n|d|e|f|g")
@example(text="## x\n## y\n### z")
@example(text="> \n>\n- \n-\n---\n----")
@example(text="\\\n\\*\\-\\\\")
def test_whatever_is_typed_is_written_in_every_format_and_stays_as_it_was_read(text: str) -> None:
    """Also the second time, and no word of it is lost."""
    read = parse_blocks(text)
    again = write_blocks(read)
    assert write_blocks(parse_blocks(again)) == again
    for form in FORMATS:
        assert render(Doc("T", read), form)
    assert set(_letters(text)) <= set(_letters(" ".join(texts_of(read))))


def _letters(text: str) -> list[str]:
    """The words of two letters and more: a single x may be a tick in a box."""
    bare = "".join(sign if sign.isalnum() else " " for sign in words(text))
    return [word for word in bare.split() if len(word) > 1]


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("one\ntwo\n\nthree", (Paragraph((plain("one\ntwo"),)), Paragraph((plain("three"),)))),
        ("- a\n- b\n  more", (Bullets(((plain("a"),), (plain("b\nmore"),))),)),
        ("- a\n\n- b", (Bullets(((plain("a"),), (plain("b"),))),)),
        ("- a\n* b", (Bullets(((plain("a"),),)), Bullets(((plain("b"),),)))),
        ("* a\n• b", (Bullets(((plain("a"),),)), Bullets(((plain("b"),),)))),
        ("Text\n- a\n\nText", (Paragraph((plain("Text"),)), Bullets(((plain("a"),),)), Paragraph((plain("Text"),)))),
        ("- [ ] You: call – by Friday", (Tasks((Task("You", "call", "by Friday", yours=True),)),)),
        ("- [x] Ann: call -- Friday", (Tasks((Task("Ann", "call", "Friday"),)),)),
        ("- [ ] **Ann:** call - by *Friday*", (Tasks((Task("Ann", "call", "by Friday"),)),)),
        ("- [ ] call them", (Tasks((Task("", "call them"),)),)),
        ("- [ ] Ann: call at 10:30 - or mail", (Tasks((Task("Ann", "call at 10:30 - or mail"),)),)),
        ("> a\n> b\n\n> c", (Quote("a\nb"), Quote("c"))),
        ("## Head\ntext", (Heading("Head"), Paragraph((plain("text"),)))),
        ("text\n\n## Head", (Paragraph((plain("text"),)), Paragraph((plain("## Head"),)))),
        ("t\n### Small\n# Large", (Paragraph((plain("t"),)), Heading("Small", 3), Paragraph((plain("# Large"),)))),
        ("| a | b |\n|---|---|\n| c |", (Table(("a", "b"), (("c", ""),)),)),
        ("| a | b |", (Paragraph((plain("| a | b |"),)),)),
        ("a **b c**, d *e*.", (Paragraph((plain("a"), strong("b c,"), plain("d"), em("e."))),)),
        ("5 * 3 ** 2*3 a*b* _c_", (Paragraph((plain("5 * 3 ** 2*3 a*b* _c_"),)),)),
        ("**Monday** call\n**Tuesday** write", (
            Paragraph((strong("Monday"), plain("call"))), Paragraph((strong("Tuesday"), plain("write")))
        )),
        ("\\- a \\*b\\* C:\\d \\", (Paragraph((plain("- a *b* C:\\d \\"),)),)),
        ("<b>x</b> [a](http://b) <!-- orderless: heard -->", (
            Paragraph((plain("<b>x</b> [a](http://b) <!-- orderless: heard -->"),)),
        )),
        ("a\0b\u202e", (Paragraph((plain("a\u2400b<U+202E>"),)),)),
        ("", ()),
    ],
)  # fmt: skip
def test_what_is_typed_means(typed: str, made: tuple[Block, ...]) -> None:
    assert parse_blocks(typed) == made


@pytest.mark.parametrize("line", ["- a", "* a", "• a", "> a", "## a", "### a", "| a |", "---", "<!-- orderless: a -->"])
def test_a_text_that_would_open_something_is_held_by_a_backslash(line: str) -> None:
    """As a paragraph, and as a later line of one."""
    assert write_blocks((Paragraph((plain(f"{line}\n{line}"),)),)) == f"\\{line}\n\\{line}"


def test_plain_words_are_written_as_they_are() -> None:
    """No backslash stands where nothing needs one."""
    text = "5 * 3 = 15; C:\\temp, a-b, x: y – z, 1. this, (that) <i> & [so] #1 | 2"
    assert write_blocks((Paragraph((plain(text),)), Bullets(((plain(text),),)))) == f"{text}\n\n- {text}"


def test_a_great_many_signs_are_read_in_a_moment() -> None:
    """Marks without an end, backslashes, dashes and boxes, each in its own way."""
    for piece in ("*a ", "**", "\\", "- [ ] a: – ", "|", "> ", "<!--", "### ", "a\n", "x"):
        assert parse_blocks(piece * (100_000 // len(piece)))


def test_texts_are_told_one_by_one_and_whole() -> None:
    made = parse_blocks("## H\n**a** b\n- c *d*\n- [ ] e: f – g\n> q\n| h | i |\n|-|-|\n| j | |")
    assert list(texts_of(made)) == ["H", "a b", "c d", "e", "f", "g", "q", "h", "i", "j"]
