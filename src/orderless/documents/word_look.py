"""How our own Word files look: the sheet on which a document fits, styles, the firm's name and logo, page numbers.

A firm's own template has all of that itself.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from orderless.bank.house import readable
from orderless.documents.doc import DEFAULT, Doc, Logo, Look, one_line
from orderless.documents.sheet import Sheet, fitting, millimetres, surely_fits
from orderless.errors import BadInput

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Written

__all__ = ["SHEETS", "dressed", "sheet_of", "surely_one_page"]

_FONT = "Calibri"
_GENERIC = frozenset({"system-ui", "-apple-system", "serif", "sans-serif", "ui-serif", "ui-sans-serif", "monospace"})
_FONT_LINE = 1.22
"""How high a line of Calibri or Verdana is by itself, in parts of its size."""


def _within(side: float, edge: float) -> tuple[float, float]:
    """Width and height of the text within these margins (mm): as wide as on A4, as high as on Letter."""
    return millimetres(_WIDTH - 2 * side), millimetres(_LETTER_HEIGHT - 2 * edge)


_WIDTH, _HEIGHT, _LETTER_HEIGHT = 210, 297, 279.4
_ROOMY = Sheet(
    *_within(22, 17),
    text=10,
    title=20,
    heading=12,
    line=1.05 * _FONT_LINE,
    above_heading=8,
    below=3,
    between=1,
)
_CLOSER = Sheet(
    *_within(18, 14),
    text=9.5,
    title=17,
    heading=11,
    line=1.02 * _FONT_LINE,
    above_heading=6,
    below=2.5,
    between=0.5,
)
_DENSE = Sheet(
    *_within(16, 12),
    text=9,
    title=14,
    heading=10,
    line=_FONT_LINE,
    above_heading=5,
    below=2,
    between=0.5,
)
SHEETS = (_ROOMY, _CLOSER, _DENSE)
"""The roomiest first. The smallest letters are of 9 points, the least that is read with ease."""


def sheet_of(doc: Doc, look: Look = DEFAULT) -> Sheet:
    """The sheet that the document is set on."""
    return fitting(doc, SHEETS, _height_of_head(look))


def surely_one_page(doc: Doc, look: Look = DEFAULT) -> bool:
    """Whether the file is one page in every program and common font, so that its page needs no number."""
    return surely_fits(doc, sheet_of(doc, look), _height_of_head(look))


def dressed(made: Document, doc: Doc, look: Look) -> None:
    """Set page, fonts and colours so that the document is one page of A4 or Letter paper if it can be.

    Nobody knows here how many pages a program will make of it. So each page but the first says its number, and the
    first one does where it may not stay alone. Raises BadInput if the logo is no picture.
    """
    sheet = sheet_of(doc, look)
    _set_page(made, sheet)
    _set_styles(made, sheet, look)
    _speak(made, "en-GB")
    section = made.sections[0]
    section.different_first_page_header_footer = True
    if look.firm or look.logo:
        _head(section.first_page_header.paragraphs[0], look)
        _head(section.header.paragraphs[0], look)
    _number(section.footer.paragraphs[0], 2)
    if not surely_one_page(doc, look):
        _number(section.first_page_footer.paragraphs[0], 1)


def _set_page(made: Document, sheet: Sheet) -> None:
    from docx.shared import Mm, Pt

    section = made.sections[0]
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    section.left_margin = section.right_margin = Pt((millimetres(_WIDTH) - sheet.width) / 2)
    section.top_margin = section.bottom_margin = Pt((millimetres(_LETTER_HEIGHT) - sheet.height) / 2)
    section.header_distance = section.footer_distance = Mm(8)


def _set_styles(made: Document, sheet: Sheet, look: Look) -> None:
    from docx.shared import Pt, RGBColor

    font = _font_of(look)
    colour = RGBColor.from_string(readable(look.accent, "#ffffff", 4.5, DEFAULT.accent)[1:].upper())
    for name, (size, before, after) in _measures(sheet).items():
        style: Any = made.styles[name]
        _set_font(style, font, size)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = round(sheet.line / _FONT_LINE, 2)
        if name.startswith(("Title", "Heading")):
            style.font.color.rgb = colour
    _without_line_below(made.styles["Title"])


def _measures(sheet: Sheet) -> dict[str, tuple[float, float, float]]:
    """For each style the size of its letters and the space before and after a paragraph, in points."""
    return {
        "Normal": (sheet.text, 0, sheet.below),
        "List Bullet": (sheet.text, 0, sheet.between),
        "Quote": (sheet.text, 0, sheet.below),
        "Title": (sheet.title, 0, sheet.below),
        "Heading 1": (sheet.heading, sheet.above_heading, sheet.below),
        "Heading 2": (sheet.text + 0.5, 0.75 * sheet.above_heading, sheet.below),
    }


def _height_of_head(look: Look) -> float:
    """How far the firm's name and logo move the text down, in points: the margin has room for a name alone."""
    return millimetres(11) if look.logo else 0


def _number(paragraph: Written, page: int) -> None:
    """`Page 1 of 2`, which whoever opens the file counts anew."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("Page ")
    _field(paragraph, "PAGE", str(page))
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES", "2")


def _field(paragraph: Written, name: str, shown: str) -> None:
    """A field that whoever opens the file works out; until then it shows this."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)
    run = paragraph.add_run(shown)
    field.append(run._r)


def _font_of(look: Look) -> str:
    names = (name.strip().strip("'\"") for name in look.font.split(","))
    named = next((name for name in names if name and name.lower() not in _GENERIC), _FONT)
    return _FONT if look.font == DEFAULT.font else one_line(named)


def _set_font(style: Any, name: str, size: float) -> None:
    """The font for all scripts; what the theme says would win, so it is taken out."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.size = Pt(size)
    style.font.name = name
    fonts = style.element.rPr.rFonts
    for attribute in [key for key in fonts.attrib if "heme" in key]:
        del fonts.attrib[attribute]
    for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), name)


def _without_line_below(style: Any) -> None:
    from docx.oxml.ns import qn

    for line in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(line)


def _speak(made: Document, language: str) -> None:
    """What language it is in, for spelling and for screen readers."""
    from docx.oxml.ns import qn

    for lang in made.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)


def _head(paragraph: Written, look: Look) -> None:
    if look.logo is not None:
        _add_logo(paragraph.add_run(), look.logo)
        paragraph.add_run("  ")
    paragraph.add_run(one_line(look.firm))


def _add_logo(run: Any, logo: Logo) -> None:
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.shared import Cm

    try:
        drawn = run.add_picture(BytesIO(logo.data), height=Cm(1.1))
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ZeroDivisionError) as error:
        raise BadInput("The logo cannot be put into a Word file: it is no PNG or JPEG picture, or damaged.") from error
    drawn._inline.docPr.set("descr", one_line(logo.words))
    drawn._inline.docPr.set("name", "Logo")
