"""CSV that we wrote, opened in a real LibreOffice formulas on, and its cells read back. For `make nightly`."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from orderless.batch.tables.table import CsvStyle
from orderless.batch.tables.writing import open_output
from support.signed_cells import NUMBERS, SUMS

pytestmark = pytest.mark.nightly

OFFICE = shutil.which("soffice")
READ = "--infilter=CSV:44,34,76,1,,1033,false,true,false,false,false,-1,true"
"""Commas, quotes, UTF-8, from the first line, in English, numbers are detected, and formulas are worked out."""


def read_back(folder: Path, raw: bytes) -> list[object]:
    """The first column, as the spreadsheet holds it, without its header."""
    if OFFICE is None:
        pytest.skip("no LibreOffice found (on Debian: apt-get install libreoffice-calc-nogui)")
    (folder / "it.csv").write_bytes(raw)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx", READ, "--outdir", folder, folder / "it.csv"]
    subprocess.run(command, check=True, capture_output=True)
    sheet = openpyxl.load_workbook(folder / "it.xlsx", data_only=True).active
    return [row[0] for row in sheet.iter_rows(min_row=2, max_col=1, values_only=True)]


def as_ours(cells: Sequence[str]) -> bytes:
    out = BytesIO()
    with open_output(out, ("cell", "more"), form="csv", style=CsvStyle(",")) as output:
        output.write([cell, "x"] for cell in cells)
    return out.getvalue()


def test_a_sum_is_worked_out_where_nothing_guards_it(tmp_path):
    """The control: this LibreOffice would."""
    assert read_back(tmp_path, b"cell,more\r\n=1+1,x\r\n+49301234567,x\r\n") == [2, 49301234567]


def test_what_is_guarded_is_read_back_as_it_was_typed(tmp_path):
    texts = [*SUMS, "=1+1", "+A1", "@a"]
    assert read_back(tmp_path, as_ours(texts)) == ["'" + text for text in texts]


def test_numbers_are_numbers(tmp_path):
    """What a spreadsheet knows as a number can be added up; nothing else has changed."""
    found = dict(zip(NUMBERS, read_back(tmp_path, as_ours(NUMBERS)), strict=True))
    assert found["-5"] == -5
    assert found["-1,200.50"] == -1200.5
    assert found["+1e5"] == 100_000
    assert found["+49 30 123"] == "+49 30 123"
    assert found["-"] == "-"
