"""The HTML page: data is text in it whatever it holds, nothing runs or loads but its own, and anybody can read it."""

from __future__ import annotations

import itertools
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings

from orderless.bank.house import contrast, readable
from orderless.documents.doc import (
    Bar,
    Bars,
    Doc,
    Logo,
    Look,
    Paragraph,
    Part,
    Scale,
    Shares,
    Station,
    Table,
    Way,
    plain,
)
from orderless.documents.html import style_of, to_html
from orderless.documents.plain_text import to_text
from support.counts import by_night, examples
from support.hostile import HOSTILE, template, words

ON_PAPER = ("columns", "columns dense")
VOID = {"meta", "link", "br", "img", "hr"}


class Read(HTMLParser):
    """What a page holds: its tags with their attributes, and the text inside each element."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            for _, inside in self.open:
                inside.append(" ")
            return
        self.tags.append((tag, tuple(attrs)))
        if tag not in VOID:
            self.open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        opened, inside = self.open.pop()
        assert opened == tag
        self.texts.append((tag, "".join(inside)))

    def handle_data(self, data: str) -> None:
        for _, inside in self.open:
            inside.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def of(self, *tags: str) -> list[str]:
        return [" ".join(text.split()) for tag, text in self.texts if tag in tags]


def pictures(data: str) -> tuple[Bars, Way, Scale, Shares]:
    return (
        Bars(data, data, (Bar(data, 3, 2, data), Bar(data, 0, 0))),
        Way(data, data, (Station(data, (data, data)), Station(data, (data,)))),
        Scale(data, data, 2, 5, 12, data),
        Shares(data, data, (Part(data, 3), Part(data, 40, hollow=True))),
    )


def page(data: str) -> Doc:
    doc = template(data)
    return Doc(doc.title, (*doc.blocks, *pictures(data)))


INNOCENT = Read(to_html(page("word")))


@settings(max_examples=examples(150), deadline=None)
@given(data=HOSTILE)
@example(data="</style><script>alert(1)</script>")
@example(data="\" onload='x' javascript:alert(1)")
@example(data="</template></title></svg><!-- -->")
def test_data_is_text_and_forges_nothing(data: str) -> None:
    """The same elements with the same attributes as with a plain word, and in each of them exactly the text."""
    check(data)


@pytest.mark.nightly
@settings(max_examples=by_night(1_000, soak=5_000), deadline=None)
@given(data=HOSTILE)
def test_data_is_text_and_forges_nothing_at_length(data: str) -> None:
    """The same with many more strings."""
    check(data)


def check(data: str) -> None:
    shown = words(data)
    if not shown:
        return
    read = Read(to_html(page(data)))
    of_length = ("html", "svg", "text", "rect", "path")
    tags = [tag for tag in read.tags if tag[0] not in of_length]
    assert tags == [tag for tag in INNOCENT.tags if tag[0] not in of_length]
    assert dict(read.tags[0][1]) in ({"lang": "en"}, *({"lang": "en", "class": one} for one in ON_PAPER))
    assert {name for _, attributes in read.tags for name, _ in attributes} == {
        name for _, attributes in INNOCENT.tags for name, _ in attributes
    }
    for kinds in (("title", "h1", "h2", "h3", "p", "td", "th"), ("li", "strong", "em", "figcaption", "desc")):
        assert read.of(*kinds) == [text.replace("word", shown) for text in INNOCENT.of(*kinds)]
    assert read.of("template") == [" ".join(to_text(page(data)).split())]
    assert (read.of("style"), read.of("script")) == (INNOCENT.of("style"), INNOCENT.of("script"))


def test_the_policy_lets_only_its_own_style_and_script_in() -> None:
    """Nothing by default; the hashes are those of what stands in the page; pictures only from inside it."""
    html = to_html(page("word"), Look(accent="#aa2200", firm="Firm"))
    policy = dict(Read(html).tags[3][1])["content"] or ""
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    allowed = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert allowed == {
        "default-src": "'none'",
        "style-src": f"'sha256-{hash_of(style)}'",
        "script-src": f"'sha256-{hash_of(script)}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def hash_of(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def test_nothing_in_the_page_leads_outside() -> None:
    """No address, no event, no inline style; the policy would stop them, and there are none."""
    for _, attributes in Read(to_html(page("word"), Look(logo=Logo(b"\x89PNG", "image/png", "Firm")))).tags:
        for name, value in attributes:
            assert not name.startswith("on")
            assert name != "style"
            if name in ("href", "src"):
                assert (value or "").startswith("data:")


def test_headings_skip_no_level_and_the_page_says_its_language() -> None:
    """One h1, then h2, then h3; landmarks header and main; lang."""
    levels = [int(tag[1]) for tag, _ in INNOCENT.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert ("html", (("lang", "en"),)) in INNOCENT.tags
    assert [tag for tag, _ in INNOCENT.tags].count("main") == 1


def test_every_picture_has_a_title_and_a_description() -> None:
    """Both are named by the picture, and no id stands twice."""
    ids = [value for _, attributes in INNOCENT.tags for name, value in attributes if name == "id"]
    assert len(ids) == len(set(ids))
    named = [dict(attributes)["aria-labelledby"] or "" for tag, attributes in INNOCENT.tags if tag == "svg"]
    assert len(named) == 4
    assert all(one in ids for pair in named for one in pair.split())


def test_the_plain_text_to_copy_is_the_one_for_mail() -> None:
    """It is in the page, where nothing shows or runs it."""
    doc = template("word")
    assert Read(to_html(doc)).texts[[t for t, _ in Read(to_html(doc)).texts].index("template")][1] == to_text(doc)


def test_a_firms_look_is_on_the_page() -> None:
    """Its name, its logo, its colour, its font."""
    html = to_html(
        Doc("T", (Paragraph((plain("x"),)),)), Look("A & B", "#7a1f5c", "Georgia, serif", Logo(b"x", "image/png"))
    )
    assert "<span>A &amp; B</span>" in html
    assert 'src="data:image/png;base64,eA=="' in html
    assert "--accent: #7a1f5c" in html
    assert "Georgia, serif" in html


@pytest.mark.parametrize(
    "look",
    [
        Look(accent="</style><script>"),
        Look(accent="#12345"),
        Look(accent="red;} body{display:none"),
        Look(font="x} body{display:none"),
        Look(font="</style>"),
    ],
)
def test_a_look_that_is_none_is_ours(look: Look) -> None:
    """What is no colour and no list of fonts never gets into the style sheet."""
    assert style_of(look) == style_of(Look())


@pytest.mark.parametrize("media_type", ["image/svg+xml", "text/html", '"><script>'])
def test_a_logo_of_another_kind_is_left_out(media_type: str) -> None:
    """Only what cannot hold a script."""
    assert "<img" not in to_html(Doc("T", ()), Look(logo=Logo(b"<svg/>", media_type)))


@pytest.mark.parametrize("accent", ["#ffff00", "#000000", "#ffffff", "#1f5673", "#808080", "#00ff00"])
@pytest.mark.parametrize("background", ["#ffffff", "#16191d"])
def test_any_accent_can_be_read(accent: str, background: str) -> None:
    """At least 4.5 to 1 on both backgrounds (WCAG 1.4.3), whatever the firm's colour is."""
    assert contrast(readable(accent, background, 4.5, "#000000"), background) >= 4.5


def test_contrast_is_that_of_the_guidelines() -> None:
    """Black on white is 21; the grey that everybody quotes as just enough is 4.54."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_the_page_can_be_read(scheme: str) -> None:
    """Text and softer text 4.5, pictures 3 to 1."""
    roots = re.findall(r":root \{(.*?)\}", style_of(Look()), re.DOTALL)
    colours = dict(re.findall(r"--(\w+): (#\w{6})", roots[0 if scheme == "light" else 1]))
    for name in ("ink", "soft", "accent"):
        assert contrast(colours[name], colours["paper"]) >= 4.5


@pytest.mark.parametrize(("columns", "moves"), [(3, False), (4, True), (7, True)])
def test_a_table_of_many_columns_is_moved_aside_by_touch_or_key_and_breaks_no_words(columns, moves):
    row = tuple(f"September {place}" for place in range(columns))
    page = to_html(Doc("T", (Table(row, (row,)),)))
    wide = [dict(attrs) for tag, attrs in Read(page).tags if tag == "div" and ("class", "wide") in attrs]
    assert wide == ([{"class": "wide", "tabindex": "0", "role": "region", "aria-label": "Table"}] if moves else [])
    assert ".wide { overflow-x: auto; }" in page
    assert ".wide :is(td, th) { overflow-wrap: normal; }" in page
