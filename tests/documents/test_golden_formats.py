"""The page of three cases (a fast no, a conditional yes, a not yet) in every format, as it was read and kept.

`make golden` writes them anew; read the difference before you keep it. Of HTML what can be read, of Word each paragraph
with its style.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import docx
import pytest

from orderless.documents.formats import FORMATS, in_json, render, summary_as_data
from orderless.documents.shared import summarise
from support.written_cases import CASES, DAY, doc_of, verdict_of

GOLDEN = Path(__file__).parent / "golden" / "formats"


def readable(case: str, form: str) -> str:
    if form == "json":
        return in_json(summary_as_data(summarise(verdict_of(case), DAY)))
    raw = render(doc_of(f"{case}-page"), form)
    if form == "docx":
        return "".join(f"{p.style.name}: {p.text}\n" for p in docx.Document(BytesIO(raw)).paragraphs)
    text = raw.decode("utf-8")
    return text[text.index("<main>") : text.index("</main>")] if form == "html" else text


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "md"])  # which is in golden/shipped
@pytest.mark.parametrize("case", CASES)
def test_a_page_reads_as_it_was_read(case: str, form: str) -> None:
    """To the letter."""
    path = GOLDEN / f"{case}.{form}"
    text = readable(case, form)
    if os.environ.get("ORDERLESS_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
