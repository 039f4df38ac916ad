"""Word files opened in a real LibreOffice: they are read, and the page to share is one page. For `make nightly`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from orderless.documents.word import to_word
from support.written_cases import CASES, DAY, KINDS, doc_of

pytestmark = pytest.mark.nightly

OFFICE = shutil.which("soffice")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", CASES)
def test_a_word_file_is_opened_and_printed(tmp_path: Path, case: str, kind: str) -> None:
    """A PDF comes out, with the title in it; the page to share has one page."""
    if OFFICE is None:
        pytest.skip("no LibreOffice found (on Debian: apt-get install libreoffice-writer-nogui)")
    file = tmp_path / f"{case}-{kind}.docx"
    file.write_bytes(to_word(doc_of(f"{case}-{kind}"), day=DAY))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pdf = file.with_suffix(".pdf").read_bytes()
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert pages >= 1
    if (
        kind == "page"
        and shutil.which("fc-list")
        and "Carlito" in subprocess.run(["fc-list"], check=True, capture_output=True, text=True, timeout=60).stdout
    ):
        assert pages == 1
    folder = os.environ.get("ORDERLESS_SCREENSHOTS")
    if folder:
        (Path(folder) / f"{file.stem}-word.pdf").write_bytes(pdf)
