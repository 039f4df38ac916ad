"""Word files opened in a real LibreOffice: they are read, and the page to share is one page. For `make nightly`."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from orderless.documents.word import to_word
from orderless.documents.word_look import surely_one_page
from support.printed import LONGER, LOOKS, PAGES, PAPERS, installed, longer, numbers_on, page_named, told_its_length
from support.written_cases import CASES, DAY, KINDS, doc_of

pytestmark = pytest.mark.nightly

OFFICE = shutil.which("soffice")


def printed(folder: Path, files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """What each page says of its number, by the name of the file. All are opened at once, since a start takes long."""
    if OFFICE is None:
        pytest.skip("no LibreOffice found (on Debian: apt-get install libreoffice-writer-nogui)")
    for name, raw in files.items():
        (folder / f"{name}.docx").write_bytes(raw)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *(str(folder / f"{name}.docx") for name in files)], check=True, capture_output=True)
    made = {name: (folder / f"{name}.pdf").read_bytes() for name in files}
    kept = os.environ.get("ORDERLESS_SCREENSHOTS")
    for name, pdf in made.items() if kept else ():
        (Path(kept or "") / f"{name}-word.pdf").write_bytes(pdf)
    return {name: numbers_on(pdf) for name, pdf in made.items()}


def on_paper(raw: bytes, paper: str) -> bytes:
    """The same file for another paper, with all else as it was."""
    made, out = docx.Document(BytesIO(raw)), BytesIO()
    made.sections[0].page_width, made.sections[0].page_height = map(Mm, PAPERS[paper])
    made.save(out)
    return out.getvalue()


def test_every_word_file_is_opened_and_printed(tmp_path: Path) -> None:
    """A PDF with pages comes out of each document of each case."""
    files = {f"{case}-{kind}": to_word(doc_of(f"{case}-{kind}"), day=DAY) for case in CASES for kind in KINDS}
    assert all(printed(tmp_path, files).values())


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_to_share_is_one_page_of_paper(tmp_path: Path, look: str) -> None:
    """On A4 and on Letter, in narrow and in wide letters. Where that was not sure beforehand it says `Page 1 of 1`."""
    installed(look)
    files = {
        f"{name}-{look}-{paper}": on_paper(to_word(page_named(name), LOOKS[look], day=DAY), paper)
        for name in PAGES
        for paper in PAPERS
    }
    assert {name: told for name, told in printed(tmp_path, files).items() if told not in ([""], ["Page 1 of 1"])} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_a_page_that_is_several_says_so_on_each(tmp_path: Path, look: str) -> None:
    """`Page 1 of 2`; and what is measured as one page is one, so that nobody has to look for a second."""
    installed(look)
    docs = {f"{sections}-{look}-{paper}": (longer(sections), paper) for sections in LONGER for paper in PAPERS}
    files = {name: on_paper(to_word(doc, LOOKS[look], day=DAY), paper) for name, (doc, paper) in docs.items()}
    told = printed(tmp_path, files)
    sure = {name for name, (doc, _) in docs.items() if surely_one_page(doc, LOOKS[look])}
    assert {name: told[name] for name in sure if told[name] != [""]} == {}
    assert {name: one for name, one in told.items() if name not in sure and not told_its_length(one)} == {}
    assert {len(one) for one in told.values()} >= {1, 2}
