"""A document as a Word file with real styles, so that a firm's own template or a change of style does what one expects.

Needs python-docx (the extra `word`). Pictures are left out: what they show is said in words. The same document, look,
day and template give the same bytes.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any, assert_never

from orderless.documents.doc import (
    DEFAULT,
    Bars,
    Block,
    Bullets,
    Doc,
    Dots,
    Grid,
    Heading,
    Look,
    Months,
    Paragraph,
    Quote,
    Rule,
    Scale,
    Shares,
    Span,
    Spans,
    Table,
    Tasks,
    Way,
    has_text,
    one_line,
    tidy_lines,
)
from orderless.documents.plainer import TICK_BOX, task_spans
from orderless.errors import BadInput, CannotDo, OrderlessError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Written

__all__ = ["finished", "to_word"]

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a ZIP file can say; every part says it."""
_NO_DAY = date(2000, 1, 1)
_KEPT = ("officeDocument", "core-properties")
_LONGEST = 255
"""Characters of a property (Office Open XML, part 2)."""


def finished(made: Document, title: str, firm: str, day: date | None) -> bytes:
    """The file: properties without anybody's name, no thumbnail, nothing of the program that made the template."""
    properties = made.core_properties
    properties.title = one_line(title)[:_LONGEST]
    properties.author = properties.last_modified_by = one_line(firm)[:_LONGEST]
    for name in ("category", "comments", "content_status", "identifier", "keywords", "subject", "version"):
        setattr(properties, name, "")
    properties.language = "en-GB"
    properties.created = properties.modified = datetime.combine(day or _NO_DAY, time(12), UTC)
    properties.revision = 1
    for printed in properties._element.xpath("./cp:lastPrinted"):
        properties._element.remove(printed)
    relations = made.part.package.rels
    for name in [name for name, one in relations.items() if str(one.reltype).rsplit("/", 1)[-1] not in _KEPT]:
        del relations[name]
    return _the_same_each_time(made)


def _the_same_each_time(made: Document) -> bytes:
    saved, packed = BytesIO(), BytesIO()
    made.save(saved)
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist()):  # [Content_Types].xml comes first, as it must
            part = zipfile.ZipInfo(name, _EARLIEST)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            after.writestr(part, before.read(name))
    return packed.getvalue()


_STYLES = {"plain": (None, None), "strong": (True, None), "emphasis": (None, True)}
"""Bold and italic of each style; None is as in the paragraph's own."""


def to_word(doc: Doc, look: Look = DEFAULT, *, day: date | None = None, template: bytes | None = None) -> bytes:
    """The document as a .docx that says it was made on this day.

    `template` is a .docx or .dotx to take styles, margins, headers and footers from; the look is the template's then.
    Raises CannotDo if python-docx is not installed, BadInput if the template or the logo cannot be used.
    """
    try:
        import docx
    except ImportError as error:
        raise CannotDo(
            'Word files need python-docx: pip install "orderless[word]" (with pipx: pipx inject orderless python-docx).'
        ) from error
    from orderless.documents.word_look import dressed
    from orderless.documents.word_template import checked, emptied

    if template is None:
        made = docx.Document()
        dressed(made, doc, look)
        return finished(_Pen(made).write(doc), doc.title, look.firm, day)
    try:
        made = docx.Document(BytesIO(checked(template)))
        emptied(made)
        return finished(_Pen(made).write(doc), doc.title, look.firm, day)
    except OrderlessError:
        raise
    except Exception as error:  # noqa: BLE001 (a stranger's file: python-docx fails in many ways)
        kind = type(error).__name__
        raise BadInput(f"The Word template cannot be used: it is damaged or no Word file ({kind}).") from None


class _Pen:
    """Writes blocks into a document in the styles it has; where one is missing, so that it can be told apart still."""

    def __init__(self, made: Document) -> None:
        from docx.enum.style import WD_STYLE_TYPE

        self.made = made
        self.styles = {style.name: style for style in made.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
        self.grid = next((s for s in made.styles if s.name == "Table Grid" and s.type == WD_STYLE_TYPE.TABLE), None)

    def write(self, doc: Doc) -> Document:
        """All of it; the title first."""
        self.headline("Title", doc.title)
        for block in doc.blocks:
            self.block(block)
        return self.made

    def block(self, block: Block) -> None:
        match block:
            case Heading(text, level):
                self.headline(f"Heading {level - 1}", text)
            case Paragraph(spans):
                self.put(None, spans)
            case Bullets(items):
                self.bullets(items)
            case Tasks(tasks):
                for task in tasks:
                    self.put_hanging(TICK_BOX, task_spans(task))
            case Quote(text):
                self.put("Quote", (Span(text, "plain" if "Quote" in self.styles else "emphasis"),))
            case Table(header, rows):
                self.table(header, rows)
            case Rule() | Bars() | Way() | Scale() | Shares() | Grid() | Months() | Dots():
                pass  # what a picture shows stands in words beside it
            case _:
                assert_never(block)

    def headline(self, style: str, text: str) -> None:
        self.put(style, (Span(one_line(text), "plain" if style in self.styles else "strong"),), with_next=True)

    def bullets(self, items: tuple[Spans, ...]) -> None:
        for item in items:
            if "List Bullet" in self.styles:
                self.put("List Bullet", item)
            elif has_text(item):
                self.put_hanging("•", item)

    def put_hanging(self, mark: str, spans: Spans) -> None:
        """A paragraph whose first line begins before the others, with a mark."""
        from docx.shared import Pt

        paragraph = self.put(None, spans, mark)
        if paragraph is not None:
            paragraph.paragraph_format.left_indent = Pt(18)
            paragraph.paragraph_format.first_line_indent = Pt(-18)
            paragraph.paragraph_format.space_after = Pt(1)

    def put(self, style: str | None, spans: Spans, mark: str = "", *, with_next: bool = False) -> Written | None:
        """A paragraph, perhaps with a mark and a tab before it; or none where there is nothing to read."""
        shown = [span for span in spans if tidy_lines(span.text)]
        if not shown:
            return None
        paragraph = self.made.add_paragraph(style=self.styles.get(style) if style else None)
        if with_next:
            paragraph.paragraph_format.keep_with_next = True
        if mark:
            paragraph.add_run(mark).add_tab()
        for place, span in enumerate(shown):
            if place:
                paragraph.add_run(" ")
            run = paragraph.add_run()
            run.bold, run.italic = _STYLES[span.style]
            for row, line in enumerate(tidy_lines(span.text)):
                if row:
                    run.add_break()
                run.add_text(line)
        return paragraph

    def table(self, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        """A table whose header is repeated on every page, and whose rows stay whole."""
        from docx.shared import Pt

        table = self.made.add_table(rows=len(rows) + 1, cols=len(header), style=self.grid)
        for place, row in enumerate(table.rows):
            for cell, text in zip(row.cells, rows[place - 1] if place else header, strict=True):
                cell.paragraphs[0].add_run(one_line(text)).bold = None if place else True
            _flag(row, "w:cantSplit")
        _flag(table.rows[0], "w:tblHeader")
        # Word joins two tables without a paragraph between them
        self.made.add_paragraph().paragraph_format.space_after = Pt(0)


def _flag(row: Any, name: str) -> None:
    """A property of a row that is either there or not."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))
