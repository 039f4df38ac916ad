"""In every format, data shows as exactly that text, whatever it is, and forges nothing: each export is read back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt

from orderless.documents.doc import Block, Bullets, Doc, Heading, Paragraph, Quote, Spans, Table, Tasks, plain
from orderless.documents.formats import FORMATS, render
from orderless.documents.plainer import plainer, task_spans
from support.counts import by_night, examples
from support.hostile import HOSTILE, template, words

Told = list[tuple[str, str]]
"""What a reader is told: each line (a paragraph or a heading), item or quote, with its text on one line."""

MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": False})


def told(doc: Doc, *, boxes: bool = False) -> Told:
    """What a format without tables should tell of this document; with `boxes`, tick boxes stand as they are."""
    blocks = plainer(doc.blocks, boxes=boxes)
    return [("line", words(doc.title)), *(part for block in blocks for part in _told(block))]


def told_with_boxes(doc: Doc) -> Told:
    """The same for a format in which the box stands in the place of the bullet."""
    return told(doc, boxes=True)


def _told(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Heading(text, _):
            yield "line", words(text)
        case Paragraph(spans):
            yield "line", _joint(spans)
        case Bullets(items):
            yield from (("item", _joint(item)) for item in items)
        case Tasks(tasks):
            yield from (("box", _joint(task_spans(task))) for task in tasks)
        case Quote(text):
            yield "quote", words(text)


def _joint(spans: Spans) -> str:
    return " ".join(shown for span in spans if (shown := words(span.text)))


def read_text(text: str) -> Told:
    """Lines that begin at the left are told one by one; what is indented goes on with the one before."""
    lines = re.sub(r"\n  +", " ", text.rstrip("\n").replace("\n\n", "\n")).split("\n")
    return [("", line) for line in lines]


def told_in_text(doc: Doc) -> Told:
    """The same as told; only marks of its own stand before an item and around a quote."""
    marks = {"line": "{}", "item": "- {}", "box": "☐ {}", "quote": '"{}"'}
    return [("", marks[kind].format(shown)) for kind, shown in told_with_boxes(doc)]


def read_chat(text: str) -> Told:
    """As Markdown."""
    found: Told = []
    inside: list[str] = []
    for token in MARKDOWN.parse(text):
        if token.type == "inline":
            children = token.children or []
            assert {child.type for child in children} <= {
                *("text", "hardbreak", "strong_open", "strong_close", "em_open", "em_close")
            }
            shown = " ".join("".join("\n" if c.type == "hardbreak" else c.content for c in children).split())
            found.append((inside[-1] if inside else "line", shown))
        elif token.type in ("list_item_open", "blockquote_open"):
            inside.append("item" if token.type == "list_item_open" else "quote")
        elif token.type in ("list_item_close", "blockquote_close"):
            inside.pop()
        else:
            assert token.type in ("paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close")
    return found


STYLED = re.compile(r"(?:^|(?<=\s))([*_])(?![\s\u200b])(.+?)(?<![\s\u200b])\1(?=\s|$)")
"""What Slack takes as bold or italic: marks at the edge of a word with text inside."""


def read_slack(text: str) -> Told:
    """By Slack's rules: marks first, then its three entities; zero-width spaces do not show."""
    assert "<" not in text, "a control character of Slack's"
    found: Told = []
    for part in text.rstrip("\n").split("\n\n"):
        for item in re.split(r"\n(?=[•☐] )", part):
            assert ">" not in re.sub(r"^> ", "", item, flags=re.MULTILINE), "a control character of Slack's"
            quote, bullet = item.startswith("> "), item.startswith("• ")
            bare = re.sub(r"^> |^[•☐] |^  ", "", item, flags=re.MULTILINE).replace("\n", " \n")
            shown = STYLED.sub(r"\2", bare.replace("\n", " ")) if "\n" not in bare else _by_line(bare)
            decoded = shown.replace("\u200b", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            kind = "quote" if quote else "item" if bullet else "box" if item.startswith("☐ ") else "line"
            found.append((kind, " ".join(decoded.split())))
    return found


def _by_line(text: str) -> str:
    return " ".join(STYLED.sub(r"\2", line) for line in text.split("\n"))


def told_in_asciidoc(doc: Doc) -> Told:
    """The same with boxes, and with the cells of a table one by one."""
    return [("line", words(doc.title)), *(part for block in doc.blocks for part in _told_with_cells(block))]


def _told_with_cells(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, Table):
        yield from (("cell", words(cell)) for row in (block.header, *block.rows) for cell in row)
    else:
        yield from (part for one in plainer((block,), boxes=True) for part in _told(one))


ADOC_KINDS = {"= ": "line", "== ": "line", "=== ": "line", "* [ ] ": "box", "* ": "item", "|": "cell"}
ADOC_OPENS = re.compile(
    r"[-.]|//|\"|'|•|\s|(\d+|[a-zA-Z])\.(\s|$)|[IVXivx]+\)(\s|$)|(NOTE|TIP|IMPORTANT|WARNING|CAUTION):"
)
"""What may open a block at the start of a line (rx.rb of Asciidoctor), beside the signs that ADOC_ACTIVE refuses."""
ADOC_STYLED = [re.compile(rf"(^|[^\w&;:}}]){mark}(\S|\S.*?\S){mark}(?!\w)") for mark in (r"\*", "_")]
ADOC_ACTIVE = re.compile(r"[*_`#^~+{}\[\]<>|\\@=;']|--|\.\.\.|\$\$|\(\(|\((C|R|TM)\)|::|\w:\S")


def read_asciidoc(text: str) -> Told:
    """Marks first, then references, as Asciidoctor does; anything else that would be markup is an error."""
    found: Told = []
    inside, goes_on = "", False
    for line in text.rstrip("\n").split("\n"):
        if line in ("____", "|==="):
            assert inside in ("", line)
            inside = "" if inside else line
        elif line not in ("", "'''", "//-", '[%header,cols="2*"]'):
            kind, rest = _adoc_opened(line, inside)
            assert not (goes_on and rest != line), "a block inside another"
            shown = _adoc_shown(rest)
            found.append((found[-1][0], f"{found.pop()[1]} {shown}") if goes_on else (kind, shown))
            goes_on = rest.endswith(" +")
    return found


def _adoc_opened(line: str, inside: str) -> tuple[str, str]:
    """What stands on this line, and its text."""
    mark = next((mark for mark in sorted(ADOC_KINDS, key=len, reverse=True) if line.startswith(mark)), "")
    kind = ADOC_KINDS.get(mark, "quote" if inside else "line")
    assert (kind == "cell", kind == "quote") == (inside == "|===", inside == "____")
    assert mark or not ADOC_OPENS.match(line), "a line that opens a block"
    return kind, line.removeprefix(mark)


def _adoc_shown(line: str) -> str:
    bare = line.removesuffix(" +")
    for styled in ADOC_STYLED:
        bare = styled.sub(r"\1\2", bare)
    assert not ADOC_ACTIVE.search(re.sub(r"&#\d{2,5};", "\x00", bare)), "markup made of data"
    return re.sub(r"&#(\d{2,5});", lambda reference: chr(int(reference[1])), bare)


EXPECTED = {"text": told_in_text, "chat": told, "slack": told_with_boxes, "asciidoc": told_in_asciidoc}
READ_BACK: dict[str, Callable[[str], Told]] = {
    "text": read_text,
    "chat": read_chat,
    "slack": read_slack,
    "asciidoc": read_asciidoc,
}


def test_every_format_of_text_has_a_reader_here_or_in_a_file_of_its_own():
    """Markdown, HTML and JSON are read back with libraries; those that are no text, too."""
    texts = {name for name, form in FORMATS.items() if not form.binary}
    assert set(READ_BACK) == texts - {"md", "html", "json"}


@pytest.mark.parametrize("name", READ_BACK)
@settings(max_examples=examples(150), deadline=None)
@given(data=HOSTILE)
@example(data="> x\n- y\n\n# z")
@example(data="*a* _b_ ~c~ `d` :e: <!here> <http://b|c> &lt; @here")
@example(data="“x”\n”")
@example(data="include::/etc/passwd[]\n:a: b\n[source]\n----\n|===\n//c\n.t\n. x\niv) x\nNOTE: x\na:: b;;")
@example(data="*;; x\n&#42; &amp; {a} <<b>> ((c)) (C) a--b ... a's $$d$$ ++e++ link:f[g] a@b.cd http://h a |2+a | x +")
def test_data_is_told_as_it_is(name: str, data: str) -> None:
    """Read back by the format's own rules there are the same paragraphs, items and quotes with the same text."""
    check(name, data)


@pytest.mark.parametrize(
    "line",
    ["• x", "'''", '""', "x\n====", "x\n----", "1. x", "a. x", "I) x", "TIP: x", "x::", "a\n+\nb", "|x a", "= x"],
)
def test_no_line_opens_a_block_in_asciidoc(line: str) -> None:
    """Alone, after another line, and before one."""
    for data in (line, f"x\n{line}", f"{line}\nx"):
        check("asciidoc", data)


@pytest.mark.nightly
@pytest.mark.parametrize("name", READ_BACK)
@settings(max_examples=by_night(2_000, soak=10_000), deadline=None)
@given(data=HOSTILE)
def test_data_is_told_as_it_is_at_length(name: str, data: str) -> None:
    """The same with many more strings."""
    check(name, data)


def check(name: str, data: str) -> None:
    if not words(data):
        return
    doc = template(data)
    read = READ_BACK[name](render(doc, name).decode("utf-8"))
    assert [(kind, _bare(text)) for kind, text in read] == [(kind, _bare(text)) for kind, text in EXPECTED[name](doc)]


def _bare(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


@settings(max_examples=examples(100), deadline=None)
@given(data=HOSTILE)
def test_json_holds_the_text_as_it_shows(data: str) -> None:
    """Every text in it is the cleaned data, and the shape is that of the template."""
    if words(data):
        made = json.loads(render(template(data), "json"))
        shown = {" ".join(text.split()) for text in strings(made["blocks"], but=("type", "style"))}
        assert shown == {words(data)}
        assert [block["type"] for block in made["blocks"]].count("heading") == 2


def strings(value: Any, but: tuple[str, ...] = ()) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from (text for key, one in value.items() if key not in but for text in strings(one, but))
        case list():
            yield from (text for one in value for text in strings(one, but))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "docx"])  # see test_word.py
@pytest.mark.parametrize(
    "data", ["x" * 200_000, "x " * 100_000, "xxxxxxxxx\n" * 20_000, "\udce9\x00\x1b[31m\u202e", "<" * 5000]
)
def test_huge_and_broken_texts_are_written(name: str, data: str) -> None:
    """200 kB without a blank, with blanks, in lines; lone surrogates and control characters: never an error."""
    assert render(Doc(data, (Paragraph((plain(data),)), Quote(data))), name)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("docx", "html", "json")])
def test_the_answer_stands_in_the_first_line(name: str) -> None:
    """The title is the answer, and it comes first."""
    doc = Doc("Fix the setting first, together", template("word").blocks)
    assert "Fix the setting first, together" in render(doc, name).decode("utf-8").split("\n")[0]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_name_an_ending_and_a_media_type(name: str) -> None:
    """The registry is whole, and a file's ending finds its format."""
    form = FORMATS[name]
    assert (form.name, form.ending[0]) == (name, ".")
    assert "/" in form.media_type
