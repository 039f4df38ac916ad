"""The look of a Word file without a template: the styles of python-docx, with the firm's colour, font and logo."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from orderless.bank.colour import readable
from orderless.documents.look import DEFAULT, Logo, Look
from orderless.documents.tidy import one_line
from orderless.errors import BadInput

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["dressed"]

_FONT = "Calibri"
_GENERIC = frozenset({"system-ui", "-apple-system", "serif", "sans-serif", "ui-serif", "ui-sans-serif", "monospace"})
_SIZES = {"Title": 20, "Heading 1": 12, "Heading 2": 10.5}
_BEFORE = {"Title": 0, "Heading 1": 8, "Heading 2": 6}


def dressed(made: Document, look: Look) -> None:
    """Set page, fonts and colours for one clean page of A4, and the firm's name and logo at its top.

    Raises BadInput if the logo is no picture.
    """
    from docx.shared import Cm, Pt, RGBColor

    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(1.7)
    font = _font_of(look)
    colour = RGBColor.from_string(readable(look.accent, "#ffffff", 4.5, DEFAULT.accent)[1:].upper())
    for name, size in {"Normal": 10, "List Bullet": 10, "Quote": 10, **_SIZES}.items():
        style: Any = made.styles[name]
        _set_font(style, font, size)
        style.paragraph_format.space_before = Pt(_BEFORE.get(name, 0))
        style.paragraph_format.space_after = Pt(1 if name == "List Bullet" else 3)
        style.paragraph_format.line_spacing = 1.05
        if name in _SIZES:
            style.font.color.rgb = colour
    _without_line_below(made.styles["Title"])
    _speak(made, "en-GB")
    if look.firm or look.logo:
        _head(made, look)


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


def _head(made: Document, look: Look) -> None:
    paragraph = made.sections[0].header.paragraphs[0]
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
