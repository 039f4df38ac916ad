"""How a document is set on paper: with room where it fits so, closer where it is one page only then, and numbered.

What a browser and an office program make of it is in test_in_a_browser.py and test_in_libreoffice.py.
"""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from orderless.documents import html, word_look
from orderless.documents.doc import Bullets, Doc, Heading, Logo, Look, Paragraph, Table, Tasks, plain, strong
from orderless.documents.html import to_html
from orderless.documents.sheet import Sheet, fitting, pages, surely_fits
from orderless.documents.word import to_word
from support.hostile import template
from support.printed import PAGES, longer, page_named
from support.written_cases import CASES, DAY, doc_of

SHEET = Sheet(500, 700, text=10, title=20, heading=12, line=1.2, above_heading=8, below=3, between=1)
TWO = SHEET._replace(columns=2, gap=20)
LOGO = Look("The Firm", logo=Logo(b"\x89PNG", "image/png", "L"))


def letters(many: int, letter: str = "n ") -> Doc:
    return Doc("T", (Heading("H"), Paragraph((plain(letter * many),))))


def listed(many: int) -> Doc:
    return Doc("T", (Heading("H"), Bullets(((plain("word " * 20),),) * many)))


def styles(doc: Doc):
    made = docx.Document(BytesIO(to_word(doc))).styles
    return {name: made[name] for name in ("Normal", "List Bullet", "Quote", "Title", "Heading 1", "Heading 2")}


def feet(doc: Doc) -> tuple[str, str]:
    """What stands below the first page and below the others of a Word file."""
    section = docx.Document(BytesIO(to_word(doc, day=DAY))).sections[0]
    assert section.different_first_page_header_footer
    both = (section.first_page_footer, section.footer)
    return tuple("".join(text.text for text in one._element.iter(qn("w:t"))) for one in both)


# ----------------------------------------------------------------------------------------------------- how it is set


def test_a_document_takes_the_roomiest_sheet_on_which_it_is_one_page():
    """As it grows: one column, two columns, smaller letters; and room again where it is two pages in any case."""
    grown = [listed(many) for many in range(5, 150, 5)]
    names = [to_html(doc).split("\n")[1] for doc in grown]
    assert list(dict.fromkeys(names)) == [
        '<html lang="en">',
        '<html lang="en" class="columns">',
        '<html lang="en" class="columns dense">',
    ]
    assert names[0] == names[-1] == '<html lang="en">'
    sizes = [word_look.sheet_of(doc).text for doc in grown]
    assert list(dict.fromkeys(sizes)) == [10, 9.5, 9]
    assert sizes[0] == sizes[-1] == 10


@pytest.mark.parametrize("name", PAGES)
def test_no_letter_of_a_word_file_is_smaller_than_nine_points(name: str):
    assert min(style.font.size.pt for style in styles(page_named(name)).values()) >= 9


def test_a_logo_takes_room():
    """A page that just fits without it is set closer with it, or is two."""
    for module in (html, word_look):
        grown = (letters(many) for many in range(1500, 9000, 100))
        assert any(
            module.sheet_of(doc) is not module.sheet_of(doc, LOGO) and module.surely_one_page(doc, LOGO)
            for doc in grown
        )


# ------------------------------------------------------------------------------------------------------- how long it is


def test_a_document_is_as_long_as_its_text():
    """Twice the text is twice as long, and the widest letters are a third wider than most."""
    once, twice = (pages(letters(many), SHEET) for many in (10_000, 20_000))
    assert twice == pytest.approx(2 * once, rel=0.02)
    assert pages(letters(20_000, "W"), SHEET) > 1.3 * pages(letters(20_000, "n"), SHEET)
    assert pages(letters(20_000, "働"), SHEET) == pytest.approx(20_000 / 50 * 12 / 700, rel=0.1)


@pytest.mark.parametrize("block", template("word").blocks, ids=lambda block: type(block).__name__)
def test_every_block_takes_its_place(block):
    """Also one that stands between two columns, a narrower one of which is longer."""
    base = letters(400)
    grown = Doc(base.title, (*base.blocks, *(block,) * 20))
    assert pages(grown, SHEET) > pages(base, SHEET) + 20 * 5 / 700
    assert pages(grown, TWO) > pages(base, TWO)


def test_bold_text_is_longer_and_a_line_break_is_a_line():
    text = "word " * 500
    assert pages(Doc("T", (Paragraph((strong(text),)),)), SHEET) > pages(Doc("T", (Paragraph((plain(text),)),)), SHEET)
    assert pages(Doc("T", (Paragraph((plain("a\n" * 58),)),)), SHEET) == pytest.approx(1.03, abs=0.02)


def test_a_word_without_a_blank_is_broken():
    assert pages(letters(1, "n" * 20_000), SHEET) == pytest.approx(pages(letters(20_000, "n"), SHEET))
    assert pages(letters(1, "n" * 20_000), SHEET) > 3


def test_what_may_fit_is_tried_and_what_cannot_is_left_with_room():
    """The last sheet is taken up to a fifth over a page; narrow letters make that one page."""
    small = SHEET._replace(text=8)
    docs = [letters(many) for many in range(500, 20_000, 250)]
    chosen = [fitting(doc, (SHEET, small)) for doc in docs]
    assert {chosen[0], chosen[-1]} == {SHEET}
    tried = [doc for doc, sheet in zip(docs, chosen, strict=True) if sheet is small]
    assert 1.15 < max(pages(doc, small) for doc in tried) <= 1.2
    assert all(not surely_fits(doc, SHEET) for doc in tried)


# --------------------------------------------------------------------------------------------------------- its numbers


@pytest.mark.parametrize("case", CASES)
def test_a_short_word_file_has_no_number_on_its_first_page(case: str):
    """A second page, if a program makes one, has."""
    assert feet(doc_of(f"{case}-page")) == ("", "Page 2 of 2")


@pytest.mark.parametrize("sections", [10, 11, 13])
def test_a_word_file_that_may_be_two_pages_says_so_on_the_first(sections: int):
    assert feet(longer(sections)) == ("Page 1 of 2", "Page 2 of 2")


def test_the_numbers_are_counted_by_whoever_opens_the_file():
    section = docx.Document(BytesIO(to_word(longer(13)))).sections[0]
    for foot in (section.first_page_footer, section.footer):
        assert [one.get(qn("w:instr")) for one in foot._element.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_a_template_keeps_its_own_feet():
    """Whether and how its pages are numbered is the firm's."""
    made, raw = docx.Document(), BytesIO()
    made.sections[0].footer.paragraphs[0].text = "The Firm"
    made.save(raw)
    section = docx.Document(BytesIO(to_word(longer(13), template=raw.getvalue()))).sections[0]
    assert not section.different_first_page_header_footer
    assert section.footer.paragraphs[0].text == "The Firm"


def test_a_firms_name_stands_on_every_page():
    section = docx.Document(BytesIO(to_word(longer(13), Look("The Firm")))).sections[0]
    assert section.first_page_header.paragraphs[0].text == section.header.paragraphs[0].text == "The Firm"


@pytest.mark.parametrize("name", PAGES[-2:])
def test_a_long_page_is_the_same_bytes_each_time(name: str):
    assert to_word(page_named(name), day=DAY) == to_word(page_named(name), day=DAY)
    assert to_html(page_named(name)) == to_html(page_named(name))


def test_the_long_pages_are_as_long_as_calls_make_them():
    """At least five findings, six steps and three promises; and two parts."""
    everything, parts = map(page_named, PAGES[-2:])
    tasks = [task for block in everything.blocks if isinstance(block, Tasks) for task in block.tasks]
    assert len(tasks) >= 6 + 3
    assert sum(len(block.items) for block in everything.blocks if isinstance(block, Bullets)) >= 8
    headings = [block.text for block in parts.blocks if isinstance(block, Heading)]
    assert [text for text in headings if text.startswith("The ")] == [
        "The 410 people in California",
        "The other 1,890 people",
    ]
    assert not any(isinstance(block, Table) for block in everything.blocks)
