"""What is typed links to itself or to nothing, and calls nobody, whatever programs look for in the text.

Markdown and chat are read with GitHub's own cmark-gfm, and then as GitHub goes on: it looks for people, issues, commits
and emoji in the text that shows. Its code for that is not public; CALLS follows GitHub Desktop and html-pipeline, which
do the same. Of Slack only the documentation is public, so SLACK_LINKS is whatever it may take for an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

import cmarkgfm
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orderless.documents.addresses import parted
from orderless.documents.doc import Doc, Heading, Paragraph, Quote, Table, em, plain, strong
from orderless.documents.formats import render
from support.counts import by_night, examples
from support.hostile import HOSTILE, template, words
from support.work import steepening

GAP = "\u200b"
EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist", "tagfilter"]
HASH = "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3"

PLAIN = [
    "https://intranet.example/late_notes_v2?a=1&b=2",
    "https://firm.example/_layouts/15/a_b.aspx?x=%20#part",
    "http://x/(a)",
    "http://localhost:8080",
    "https://x.example/@ana/#12",
    "https://x.example/it's;a,b+c=d!e",
    "HTTPS://X.example:8080/",
    "ftp://files.example/a",
    "www.x.example",
    "www.x.example/a_b",
    "name_x@mail.example",
    "a.b+c-d@mail.example",
]
"""Addresses that stand as they are."""
MARKED = [
    "https://a/b_c*d?x=1&y=2",
    "http://x/(a)_(b)",
    "https://x.example/~ana/",
    "https://x.example/a[1]",
    "https://x.example/_",
    "https://späti.example/käse",
    "o'brien@mail.example",
]
"""Addresses that stand in brackets where there are some, and link to nothing where there are none."""
ADDRESSES = [*PLAIN, *MARKED]
UNLINKED = [
    *("https://a@b.example/c", "https://x/{id}/y", "https://x/&copy;/", "https://x/:tada:/", "https://", "www."),
    *("https://x/a,https://y/b", "https://x/a,www.y.example", "https://x/a,a@b.example", "a@b.example:https://x"),
    *("httpſ://x", "xhttps://x", "1https://x", "éhttps://x", "@https://x", "awww.x.example", "https://x/a–b"),
    *("https://x/a|b", "https://x/a\\b", "https://x/a`b", "https://x/$a$", "javascript:alert(1)", "a@b.c1"),
    *("josé@mail.example", "joséx@mail.example", "a@b@c.example", "a@b.example,c@d.example", "a@b.exampleé"),
    *(
        ")www.x.example#12",
        "\u00a0www.x.example/GH-12",
        "WWW.x.example#12",
        "mailto:a@b.example",
        "xmpp:a@b.example/c",
        "/a@b.example",
        "a@-b.example",
    ),
]
"""What looks like an address and is none, or none that can be told whole."""
CALLING = [
    *("@team", "@org/team", "#12", "org/repo#12", "GH-12", "gh-1", "@channel", "@here", "<!here>", "<@U1>", "<#C1>"),
    *(":smile:", ":+1:", ":100:", HASH, f"org/repo@{HASH}", "/issues/12", "org/repo/pull/3", "/close", "/assign me"),
    *("https://github.com/o/r/pull/1", "https://lab.example/o/r/-/merge_requests/1", "x@", "!12", "%1"),
]
NOT_CALLING = [
    *("!channel", "&lt;", "10:30:45", "\\\\server\\a", "a @ b", "3 # 4", "/home/a", "1:1", "high-5", "d41d8cd98f"),
]
OTHER = ["- [ ] x", "~~x~~", "| a |", "[x](javascript:alert(1))", "[x](https://y.example/z)", "| a |\n|-|"]
GLUE = [
    *" (){}[]<>,.;:!?*_~|\"'`#/=&@\n\u00a0“”…–x1é",
    *(". ", ", ", " (", ") ", "**"),
]
TYPED = st.lists(
    st.sampled_from([*ADDRESSES, *UNLINKED, *CALLING, *NOT_CALLING, *OTHER]) | st.sampled_from(GLUE), max_size=8
).map("".join)
WRAPPED = [("", ""), ("(", ")"), ("<", ">"), ("“", "”"), ('"', '"'), ("[", "]"), ("*", "*"), ("**", "**"), ("~~", "~~")]
STOPS = ["", ".", ",", "!", ":", "…", ".)"]

CALLS = {
    "a person": re.compile(r"(?:^|[^a-zA-Z0-9_`])@[a-z0-9]", re.IGNORECASE),
    "an issue": re.compile(r"#\d|(?:^|\W)gh-\d|/(?:issues|pull|discussions)/\d", re.IGNORECASE),
    "a commit": re.compile(r"\b[0-9a-f]{40}\b"),
    "an emoji": re.compile(r":(?:[\d+-]*[^\W\d][\w+-]*|100|1234|[+-]1):"),
}
COMMAND = re.compile(r"^/[a-z]+(?:\s|$)", re.MULTILINE)
"""What robots read in the text as it is sent."""
SLACK_LINKS = re.compile(
    r"(?:https?|ftp)://[^\s<>]+|[\w.+'-]+@\w[\w.-]*\.\w+|(?<![a-z0-9@.-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#:][^\s<>]*)?",
    re.IGNORECASE,
)
BLOCKS = frozenset({"h1", "h2", "h3", "p", "li", "th", "td"})


class Run(NamedTuple):
    """Text between two tags, and where it links to."""

    text: str
    goes: str | None


class Link(NamedTuple):
    """Where a link goes, what it shows, and the text around it in its block."""

    goes: str
    shows: str
    before: str
    after: str


def read(markdown: str) -> ElementTree.Element:
    return ElementTree.fromstring(
        f"<page>{cmarkgfm.markdown_to_html_with_extensions(markdown, extensions=EXTENSIONS)}</page>"
    )


def runs(element: ElementTree.Element, goes: str | None = None) -> Iterator[Run]:
    goes = element.get("href", goes)
    yield Run(element.text or "", goes)
    for child in element:
        yield from runs(child, goes)
        yield Run(child.tail or "", goes)


def blocks(page: ElementTree.Element) -> list[list[Run]]:
    return [list(runs(element)) for element in page.iter() if element.tag in BLOCKS]


def tags(page: ElementTree.Element) -> list[str]:
    return [element.tag for element in page.iter() if element.tag not in ("a", "br")]


def texts(page: ElementTree.Element) -> list[str]:
    return [shown("".join(run.text for run in block)) for block in blocks(page)]


def links(page: ElementTree.Element) -> Iterator[Link]:
    for block in blocks(page):
        for place, (text, goes) in enumerate(block):
            if goes is not None:
                before, after = ("".join(run.text for run in some) for some in (block[:place], block[place + 1 :]))
                yield Link(goes, text, before, after)


def shown(text: str) -> str:
    return words(text.replace(GAP, ""))


def goes_to_itself(link: Link) -> bool:
    """To what it shows; an address without a scheme gets the one that every program adds."""
    added = "http://" if link.shows[:4].lower() == "www." else "mailto:" if "://" not in link.shows else ""
    return unquote(link.goes) == unquote(added + link.shows)


def is_whole(link: Link) -> bool:
    """No part of a longer word: nothing but punctuation stands between it and a blank."""
    return not re.search(r"[^\W_]\Z", link.before) and bool(re.match(r"(?:[^\w\s]|_)*?(?:[\s<>]|\Z)", link.after))


INNOCENT = {name: read(render(template("word"), name).decode()) for name in ("md", "chat")}


def check(name: str, data: str) -> None:
    if not words(data):
        return
    markdown = render(template(data), name).decode()
    page = read(markdown)
    assert tags(page) == tags(INNOCENT[name])
    assert texts(page) == [shown(text.replace("word", words(data))) for text in texts(INNOCENT[name])]
    for link in links(page):
        assert goes_to_itself(link), link
        assert is_whole(link), link
        assert not CALLS["an emoji"].search(link.shows), link
    for block in blocks(page):
        bare = [run.text for run in block if run.goes is None]
        assert [(what, text) for what, call in CALLS.items() for text in bare if call.search(text)] == []
    assert not COMMAND.search(markdown)


@pytest.mark.parametrize("name", INNOCENT)
@settings(max_examples=examples(300), deadline=None)
@given(data=TYPED | HOSTILE)
@example(data="The page https://intranet.example/late_notes_v2?a=1&b=2 says it, ask @ana_b and see #12")
@example(data="https://x/a\nhttps://x/b")
@example(data="https://x/a#b #")
@example(data="@https://x/{a}")
@example(data=f"{HASH}\n/close\n:a:b: @")
def test_what_is_typed_shows_as_typed_links_to_itself_and_calls_nobody(name: str, data: str) -> None:
    """Wherever a text can stand in a document."""
    check(name, data)


@pytest.mark.parametrize("name", INNOCENT)
@pytest.mark.parametrize("text", [*ADDRESSES, *UNLINKED, *CALLING, *NOT_CALLING, *OTHER])
def test_each_kind_of_address_and_call_shows_as_typed_and_calls_nobody(text: str, name: str) -> None:
    check(name, text)
    check(name, f"({text}) {text}:{text}\n{text}")


@pytest.mark.nightly
@pytest.mark.parametrize("name", INNOCENT)
@settings(max_examples=by_night(4_000, soak=20_000), deadline=None)
@given(data=TYPED | HOSTILE)
def test_what_is_typed_links_to_itself_and_calls_nobody_at_length(name: str, data: str) -> None:
    """The same with many more texts."""
    check(name, data)


def wrapped(word: str, around: tuple[str, str], stop: str) -> str:
    return f"{around[0]}{word}{around[1]}{stop}"


ANY_WORD = st.sampled_from([*ADDRESSES, *CALLING, *NOT_CALLING, "word"])
SENTENCES = st.lists(
    st.builds(wrapped, ANY_WORD, st.sampled_from(WRAPPED), st.sampled_from(STOPS)), min_size=1, max_size=6
)


@pytest.mark.parametrize("name", INNOCENT)
@settings(max_examples=examples(200), deadline=None)
@given(data=SENTENCES.map(" ".join) | SENTENCES.map("\n".join))
def test_a_link_goes_to_an_address_that_was_typed(name: str, data: str) -> None:
    """With brackets, quotes or marks around it, at the end of a sentence or of a line."""
    assert {link.shows for link in links(read(render(template(data), name).decode()))} <= set(ADDRESSES)


@pytest.mark.parametrize("sentence", ["{}", "See {}, please.", "({})", "one {}\ntwo", "{}!", "{} and {}"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_linked_and_stands_as_it_was_typed(address: str, sentence: str) -> None:
    """In Markdown each of them; in a chat those that need no brackets, since it may not know them."""
    text = sentence.replace("{}", address)
    doc = Doc("T", (Paragraph((plain(text),)), Heading(text), Quote(text), Table(("a", "b"), ((text, "c"),))))
    for name, linked in (("md", True), ("chat", address in PLAIN)):
        written = render(doc, name).decode()
        found = [link.shows for link in links(read(written))]
        assert found == [address] * (sentence.count("{}") * 4 if linked else 0)
        assert (address in written) == linked


@pytest.mark.parametrize("name", INNOCENT)
@pytest.mark.parametrize("style", [plain, strong, em])
@pytest.mark.parametrize("address", PLAIN)
def test_a_style_is_no_part_of_an_address(address: str, style, name: str) -> None:
    page = read(render(Doc(address, (Paragraph((style(f"{address}\n{address}:"), style(address))),)), name).decode())
    assert [link.shows for link in links(page)] == [address] * 4


@pytest.mark.parametrize("name", INNOCENT)
@pytest.mark.parametrize("text", [*UNLINKED, *CALLING, *NOT_CALLING])
def test_what_is_no_address_is_no_link(text: str, name: str) -> None:
    page = read(render(Doc("T", (Paragraph((plain(f"one {text} two"),)),)), name).decode())
    assert list(links(page)) == []
    assert texts(page) == ["T", words(f"one {text} two")]


@pytest.mark.parametrize("text", [*NOT_CALLING, *PLAIN, *MARKED])
def test_what_calls_nobody_is_copied_as_it_was_typed(text: str) -> None:
    """Without a zero-width space."""
    assert GAP not in render(template(text), "md").decode()


@pytest.mark.parametrize("text", ["!12", "&12", "%1"])
def test_what_gitlab_takes_for_a_call_has_the_backslash_that_it_heeds(text: str) -> None:
    """Which shows nothing, and is not copied."""
    assert render(Doc(f"see {text}", ()), "md").decode() == f"# see \\{text}\n"


@pytest.mark.parametrize("text", CALLING)
def test_what_would_call_is_seen_by_the_model(text: str) -> None:
    """So the properties can fail: bare, GitHub would take it for a call, shorten it, or a robot heed it."""
    call = "https://" in text or any(call.search(text) for call in CALLS.values()) or COMMAND.search(text)
    assert call or text in ("x@", "<!here>", "<#C1>", "!12", "%1")


def in_slack(data: str) -> str:
    """A document with this text as Slack decodes it."""
    return render(template(data), "slack").decode().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def slack_links(text: str) -> list[str]:
    """Whatever Slack may link in it, with the punctuation behind."""
    return [found[0] for found in SLACK_LINKS.finditer(text)]


def without_ends(link: str) -> Iterator[str]:
    """The link with ever less of the punctuation at its end."""
    yield from (link[:end] for end in range(len(link.rstrip(".,;:!?'\")")), len(link) + 1))


@settings(max_examples=examples(300), deadline=None)
@given(data=SENTENCES.map(" ".join) | SENTENCES.map("\n".join))
def test_slack_links_an_address_that_was_typed_or_nothing(data: str) -> None:
    assert [link for link in slack_links(in_slack(data)) if not {*without_ends(link)} & {*ADDRESSES, *CALLING}] == []


@pytest.mark.parametrize("text", [*ADDRESSES, *UNLINKED, *CALLING, *NOT_CALLING, *OTHER])
def test_slack_finds_nobody_and_no_half_of_it(text: str) -> None:
    check_slack(text)
    check_slack(f"({text}) {text}:{text}\n{text}")


@settings(max_examples=examples(300), deadline=None)
@given(data=TYPED | HOSTILE)
def test_slack_finds_nobody_to_call_and_no_half_address(data: str) -> None:
    check_slack(data)


def check_slack(data: str) -> None:
    shows = in_slack(data)
    assert not any(GAP in link for link in slack_links(shows))
    outside = " ".join(part.text for line in shows.split("\n") for part in parted(line) if part.kind != "plain")
    assert not re.search(r"(?<!\w)[@#][^\W_]|:[\w+'-]+:", outside)


@pytest.mark.parametrize("address", PLAIN)
def test_an_address_stands_in_slack_as_it_was_typed(address: str) -> None:
    """A style that begins or ends there would be part of it."""
    spans = (strong(address), em(f"see {address}"), em(f"{address} says"), em(f"see {address} there"))
    written = render(Doc(address, (Paragraph(spans),)), "slack").decode()
    assert written == f"{address}\n\n{address} see {address} {address} says _see {address} there_\n"


@settings(max_examples=examples(300), deadline=None)
@given(data=TYPED | HOSTILE)
def test_asciidoc_has_nothing_to_link(data: str) -> None:
    """No scheme, and no sign of a mail address."""
    assert not re.search(r"\w:[^\s&*_]|@", render(template(data), "asciidoc").decode())


@settings(max_examples=examples(300), deadline=None)
@given(TYPED | HOSTILE)
def test_the_parts_of_a_line_are_the_line(data: str) -> None:
    for line in words(data).split("\n"):
        assert "".join(part.text for part in parted(line)) == line


@pytest.mark.parametrize("typed", ["https://x/ ", "a@b.example ", "www.", "@", "https://", "x) ", "https://x/()", "#1"])
def test_a_line_twice_as_long_is_twice_as_much_work(typed: str) -> None:
    assert steepening(lambda many: lambda: list(parted(typed * many)), 200) < 2.6
