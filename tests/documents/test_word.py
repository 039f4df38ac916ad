"""Word files: real styles, exactly the text, nothing about anybody in them, and a firm's own template."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.table import Table
from hypothesis import example, given, settings

from orderless.documents.doc import Bullets, Doc, Heading, Logo, Look, Paragraph, Quote, Task, Tasks, plain
from orderless.documents.word import to_word
from orderless.errors import BadInput, CannotDo
from support.counts import by_night
from support.hostile import HOSTILE, template, words

DAY = date(2027, 2, 1)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001"
    "f61738550000000049454e44ae426082"
)


def opened(raw: bytes) -> Document:
    return docx.Document(BytesIO(raw))


def told(raw: bytes) -> list[tuple[str, str]]:
    """Style and text of every paragraph in order, those in tables among them."""
    found = []
    for part in opened(raw).iter_inner_content():
        inside = (
            (p for row in part.rows for cell in row.cells for p in cell.paragraphs)
            if isinstance(part, Table)
            else [part]
        )
        found += [(p.style.name, " ".join(p.text.split())) for p in inside]
    return found


INNOCENT = told(to_word(template("word")))


@settings(max_examples=20, deadline=None)
@given(data=HOSTILE)
@example(data="</w:t></w:r><w:r><w:t>x")
@example(data="\udce9\x00\x0b\ufffe\u202e &amp; <w:p/>")
def test_data_shows_as_it_is(data: str) -> None:
    """Read back with python-docx: the same styles in the same order, with exactly the text."""
    check(data)


@pytest.mark.nightly
@settings(max_examples=by_night(250, soak=1_000), deadline=None)
@given(data=HOSTILE)
def test_data_shows_as_it_is_at_length(data: str) -> None:
    """The same with many more strings."""
    check(data)


def check(data: str) -> None:
    shown = words(data)
    if shown:
        assert told(to_word(template(data))) == [(style, text.replace("word", shown)) for style, text in INNOCENT]


@pytest.mark.parametrize("data", ["x" * 200_000, "xxxxxxxxx\n" * 20_000, "x " * 100_000])
def test_a_huge_answer_is_written(data: str) -> None:
    """200 kB in one paragraph."""
    assert told(to_word(Doc("T", (Paragraph((plain(data),)),))))[1][1] == words(data)


def test_the_styles_are_real() -> None:
    """Title, headings, lists and quotes can be restyled and found by a screen reader; things to do have their box."""
    doc = Doc(
        "T", (Heading("H"), Heading("h", 3), Bullets(((plain("b"),),)), Quote("q"), Tasks((Task("W", "x", "Y"),)))
    )
    assert told(to_word(doc)) == [
        ("Title", "T"),
        ("Heading 1", "H"),
        ("Heading 2", "h"),
        ("List Bullet", "b"),
        ("Quote", "q"),
        ("Normal", "☐ W: x – Y"),
    ]


def test_a_tables_header_is_repeated_and_its_rows_stay_whole() -> None:
    (table,) = opened(to_word(template("word"))).tables
    assert table.style.name == "Table Grid"
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_file_says_its_title_and_its_day_and_nobodys_name() -> None:
    """No author but the firm; no program, no thumbnail."""
    raw = to_word(Doc("The answer", ()), Look(firm="Firm"), day=DAY)
    told_of_itself = opened(raw).core_properties
    assert told_of_itself.title == "The answer"
    assert {told_of_itself.author, told_of_itself.last_modified_by} == {"Firm"}
    assert told_of_itself.created == told_of_itself.modified == datetime(2027, 2, 1, 12, tzinfo=UTC)
    names = zipfile.ZipFile(BytesIO(raw)).namelist()
    assert names[0] == "[Content_Types].xml"
    assert [name for name in names if name.startswith("docProps")] == ["docProps/core.xml"]
    assert opened(to_word(Doc("T", ()))).core_properties.author == ""


def test_the_same_document_gives_the_same_bytes() -> None:
    """No moment of making in it, neither in the properties nor in the archive."""
    assert to_word(template("word"), day=DAY) == to_word(template("word"), day=DAY)
    moments = {part.date_time for part in zipfile.ZipFile(BytesIO(to_word(template("word")))).infolist()}
    assert moments == {(1980, 1, 1, 0, 0, 0)}


def test_a_firms_look_is_in_the_file() -> None:
    """Its colour on headings, its font, its name and logo at the top, with words for those who do not see it."""
    made = opened(
        to_word(
            template("word"), Look("Firm & Co", "#7a1f5c", "'Gill Sans', sans-serif", Logo(PIXEL, "image/png", "L"))
        )
    )
    assert str(made.styles["Heading 1"].font.color.rgb) == "7A1F5C"
    assert made.styles["Normal"].font.name == "Gill Sans"
    head = made.sections[0].header.paragraphs[0]
    assert head.text.strip() == "Firm & Co"
    assert 'descr="L"' in head._p.xml


def test_a_logo_that_is_no_picture_is_one_sentence() -> None:
    with pytest.raises(BadInput, match="logo"):
        to_word(Doc("T", ()), Look(logo=Logo(b"no picture", "image/png")))


def test_without_python_docx_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(CannotDo, match=r'pip install "orderless\[word\]"'):
        to_word(Doc("T", ()))


# ----------------------------------------------------------------------------------------------- a firm's template


def a_template(change: Callable[[Document], None] = lambda made: None) -> bytes:
    """A firm's template: its own look of headings, a header, and text of its own."""
    made = docx.Document()
    made.styles["Heading 1"].font.name = "Firm Serif"
    made.sections[0].header.paragraphs[0].text = "The Firm"
    made.add_paragraph("Dear customer, type here")
    made.add_table(1, 1)
    made.core_properties.author = "zqauthor"
    made.core_properties.comments = "zqcomment"
    change(made)
    raw = BytesIO()
    made.save(raw)
    return raw.getvalue()


def packed(raw: bytes, **changed: bytes | None) -> bytes:
    """The same archive with parts changed, added or left out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = changed.pop(name, before.read(name))
            if data is not None:
                after.writestr(name, data)
        for name, data in changed.items():
            after.writestr(name, data or b"")
    return out.getvalue()


def part(raw: bytes, name: str) -> bytes:
    return zipfile.ZipFile(BytesIO(raw)).read(name)


def test_a_template_gives_its_look_and_none_of_its_text() -> None:
    raw = to_word(template("word"), template=a_template())
    made = opened(raw)
    assert told(raw) == INNOCENT
    assert made.styles["Heading 1"].font.name == "Firm Serif"
    assert made.sections[0].header.paragraphs[0].text == "The Firm"
    assert made.core_properties.author == ""


@pytest.mark.parametrize("missing", ["Title", "Heading 1", "Heading 2", "List Bullet", "Quote", "Table Grid"])
def test_a_style_that_the_template_has_not_is_done_without(missing: str) -> None:
    """The same text in the same order, in plain paragraphs that can be told apart still."""

    def without(made: Document) -> None:
        made.styles[missing].delete()

    raw = to_word(template("word"), template=a_template(without))
    assert [text.removeprefix("• ") for _, text in told(raw)] == [text for _, text in INNOCENT]
    assert missing not in {style for style, _ in told(raw)}


def test_a_dotx_is_a_template_too() -> None:
    types = part(a_template(), "[Content_Types].xml").replace(b"document.main+xml", b"template.main+xml")
    assert told(to_word(template("word"), template=packed(a_template(), **{"[Content_Types].xml": types}))) == INNOCENT


def with_a_past(made: Document) -> None:
    """What Word leaves in a file: the path of its template, who changed it, where letters got their addresses from."""
    settings_ = made.settings.element
    link = made.part._settings_part.relate_to(
        "file:///C:/Users/zquser/Normal.dotm",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
        is_external=True,
    )
    attached = OxmlElement("w:attachedTemplate")
    attached.set(qn("r:id"), link)
    settings_.insert(0, attached)
    made.part.relate_to("http://zq.example/x", "http://x/hyperlink", is_external=True)


def test_nothing_of_whoever_made_the_template_goes_along() -> None:
    """No author, no comment, no path with a user's name, no thumbnail, no link of its text."""
    raw = to_word(template("word"), template=a_template(with_a_past))
    with zipfile.ZipFile(BytesIO(raw)) as parts:
        everything = "\n".join(f"{name}\n{parts.read(name).decode('utf-8', 'replace')}" for name in parts.namelist())
    assert re.findall(r"zq\w*", everything) == []


def shows_from_outside(made: Document) -> None:
    made.sections[0].header.part.relate_to("http://b.example/x.png", "http://x/image", is_external=True)


def bomb() -> bytes:
    return packed(a_template(), **{"word/media/x.bin": b"\0" * 210_000_000})


GOOD = a_template()
BROKEN: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a text": lambda: b"just a text",
    "half a file": lambda: GOOD[: len(GOOD) // 2],
    "another archive": lambda: packed(GOOD, **{"[Content_Types].xml": b"<Types/>"}),
    "no document in it": lambda: packed(GOOD, **{"word/document.xml": None}),
    "no XML": lambda: packed(GOOD, **{"word/document.xml": b"no xml"}),
    "another XML": lambda: packed(GOOD, **{"word/document.xml": b"<a/>"}),
    "no styles": lambda: packed(GOOD, **{"word/styles.xml": b"<a/>"}),
    "no relationships": lambda: packed(GOOD, **{"_rels/.rels": b"<a"}),
    "an entity bomb": lambda: packed(GOOD, **{"word/styles.xml": b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'}),
    "a picture from outside": lambda: a_template(shows_from_outside),
    "macros": lambda: packed(GOOD, **{"word/vbaProject.bin": b"x"}),
    "far too large unpacked": bomb,
    "far too large": lambda: b"x" * 20_000_001,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_template_that_cannot_be_used_is_one_sentence(name: str) -> None:
    """Damaged, hostile or something else: never a crash, and nothing is loaded or unpacked."""
    with pytest.raises(BadInput) as told_so:
        to_word(template("word"), template=BROKEN[name]())
    assert len(told_so.value.lines) == 1
    assert "template" in told_so.value.message


def test_a_template_whose_sections_differ_keeps_the_last() -> None:
    def two(made: Document) -> None:
        made.add_section()
        made.element.body.append(
            parse_xml("<w:sectPr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>")
        )

    raw = to_word(Doc("T", ()), template=a_template(two))
    assert told(raw) == [("Title", "T")]
