"""The file around a Word document: what it says of itself, and bytes that are the same each time."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from orderless.documents.tidy import one_line

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["finished"]

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
