"""What is printed: the pages of a PDF with what each says of its number, and the looks that pages are printed in."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

from orderless.documents.doc import Block, Doc, Heading, Logo, Look
from support.long_pages import LONG, long_page
from support.written_cases import doc_of

__all__ = ["LONGER", "LOOKS", "PAGES", "PAPERS", "installed", "longer", "numbers_on", "page_named", "told_its_length"]

PAPERS: Mapping[str, tuple[float, float]] = {"A4": (210, 297), "Letter": (215.9, 279.4)}
"""Width and height in millimetres."""

_CASES = Path(__file__).parents[1] / "documents" / "cases"
_LOGO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001"
    "f61738550000000049454e44ae426082"
)
LOOKS: Mapping[str, Look] = {
    "our own": Look(),
    "Carlito": Look(font="Carlito, sans-serif"),
    "DejaVu Sans": Look(font="'DejaVu Sans', sans-serif"),
    "DejaVu Sans with a logo": Look("The Firm", font="'DejaVu Sans', sans-serif", logo=Logo(_LOGO, "image/png", "L")),
}
LONGER = tuple(range(3, 15))
"""How many sections those pages have that grow from part of a page to more than two."""


PAGES = (*sorted(path.stem for path in _CASES.glob("*.yaml")), *LONG)
"""Every page that is one page: those of the written cases, and two as long as a call makes them."""


@cache
def page_named(name: str) -> Doc:
    """The page to share of one of PAGES."""
    return long_page(name) if name in LONG else doc_of(f"{name}-page")


@cache
def _fonts() -> str:
    return subprocess.run(["fc-list"], check=True, capture_output=True, text=True, timeout=60).stdout


def installed(look: str) -> None:
    """Skip where the font of this look, or one that is as wide as ours in Word, is not on this machine."""
    font = "DejaVu Sans" if look.startswith("DejaVu Sans") else "Carlito"
    if not shutil.which("fc-list") or font not in _fonts():
        pytest.skip(f"no {font} found (on Debian: fonts-crosextra-carlito, fonts-dejavu-core)")


def numbers_on(pdf: bytes) -> list[str]:
    """What each page says of its number; an empty text where it says nothing."""
    if importlib.util.find_spec("pypdf") is None:
        pytest.skip("no pypdf found (pip install '.[nightly]')")
    from pypdf import PdfReader

    texts = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return [
        " ".join(found[0].split()) if (found := re.search(r"Page\s+\d+\s+of\s+\d+", text)) else "" for text in texts
    ]


def told_its_length(numbers: list[str]) -> bool:
    """Whether each of several pages says which it is, and of how many."""
    return numbers == [f"Page {place} of {len(numbers)}" for place in range(1, len(numbers) + 1)]


def longer(sections: int) -> Doc:
    """A page with so many sections of the longest ones, one after the other and from the start again."""
    docs = [long_page(name) for name in LONG]
    every = [section for doc in docs for section in _sections(doc)]
    chosen = [every[place % len(every)] for place in range(sections)]
    before = _until_heading(docs[0])
    return Doc(docs[0].title, (*before, *(block for section in chosen for block in section)))


def _until_heading(doc: Doc) -> list[Block]:
    place = next(place for place, block in enumerate(doc.blocks) if isinstance(block, Heading))
    return list(doc.blocks[:place])


def _sections(doc: Doc) -> Iterator[list[Block]]:
    """Each heading with what stands below it."""
    section: list[Block] = []
    for block in doc.blocks[len(_until_heading(doc)) :]:
        if isinstance(block, Heading) and section:
            yield section
            section = []
        section.append(block)
    yield section
