"""Own columns in a workbook: a text becomes a number or a day only where it is shown as it was."""

import csv
import io
import shutil
import subprocess
from itertools import cycle
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import sometimes
from orderless.batch.tables.writing import open_output
from orderless.batch.tables.xlsx_out import PlainCells

OFFICE = Path(shutil.which("soffice") or "/none").resolve()
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"  # UTF-8; cells as they are shown
CALC = OFFICE.with_name("libscfiltlo.so")
TEXTS = ["0", "1200", "999999999", "00123", "1,200", "12.50", "12.5", "+5", "-5", "1234567890", "1234567890123456"]
TEXTS += ["1e5", " 12", "12 ", "\u0661\u0662", "=1+1", "n/a", ""]
DAYS = ["2026-03-01", "03/04/2026", "2026-3-1", "2026-02-30", "1899-12-31", "2026-03-01 10:00", "20260301", "soon"]


def workbook(rows, header, kinds):
    out = io.BytesIO()
    with open_output(out, header, form="xlsx", kinds=kinds) as output:
        output.write(rows)
    return out.getvalue(), output.notices


def cells(rows, header, kinds):
    data, _ = workbook(rows, header, kinds)
    return list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2, values_only=True))


def test_only_plain_whole_numbers_become_numbers() -> None:
    """All else would be shown otherwise, somewhere."""
    found = [value for value, _ in cells([[text, "x"] for text in TEXTS], ["Cost", "x"], {0: "number"})]
    assert found == [0, 1200, 999999999, *TEXTS[3:-1], None]
    assert [type(value) for value in found[:3]] == [int, int, int]


def test_only_days_written_as_iso_become_days() -> None:
    """They have a format of their own, so they are shown alike everywhere."""
    found = [value for (value,) in cells([[text] for text in DAYS], ["On"], {0: "date"})]
    assert found[0].isoformat() == "2026-03-01T00:00:00"
    assert found[1:] == DAYS[1:]


def test_columns_that_are_not_named_stay_as_they_are() -> None:
    """An id, or whatever nobody spoke for; and values that had a type keep it."""
    assert cells([["12", "12", 12.5]], ["Ticket", "Other", "Hours"], {2: "number"}) == [("12", "12", 12.5)]


def test_a_column_of_both_sorts_is_told_of() -> None:
    """A sum over it would be too small, without a word."""
    header = ["Cost", "Hours", "On"]
    rows = [["1200", "1,5", "2026-03-01"], ["1,200", "2.5", "1/3/2026"], ["12.50", "n/a", "2/3/2026"], ["tbd", "", ""]]
    _, notices = workbook(rows, header, {0: "number", 1: "number", 2: "date"})
    assert [notice.split(",")[0] for notice in notices] == [
        "Column Cost: 2 cells stay texts",
        "Column On: 2 cells stay texts",
    ]


@given(text=st.from_regex(r"[-+ ]?[0-9.,e ]{1,18}", fullmatch=True) | st.text(max_size=12))
@sometimes
def test_what_is_typed_is_the_same_text_again(text: str) -> None:
    """Nothing is lost: the value, written plainly, is what was there."""
    for kind in ("number", "date"):
        value = PlainCells({0: kind}).typed(0, text)
        assert value is None or str(value) == text


def test_a_workbook_can_be_filtered_and_its_header_stays_in_sight() -> None:
    """Over all columns and all rows."""
    data, _ = workbook([["a", 1], ["b", 2]], ["orderless_outcome", "orderless_row"], {})
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:B3", "A2")
    empty, _ = workbook([], ["orderless_outcome"], {})
    assert openpyxl.load_workbook(io.BytesIO(empty)).active.auto_filter.ref == "A1:A1"


@pytest.mark.nightly
def test_libreoffice_shows_the_texts_that_were_there(tmp_path) -> None:
    """A real spreadsheet, with filter and frozen header."""
    if not CALC.exists():
        pytest.skip("no LibreOffice Calc found (on Debian: apt-get install libreoffice-calc-nogui)")
    rows = [[text, day] for text, day in zip(TEXTS[:-1], cycle(DAYS), strict=False)]
    (tmp_path / "a.xlsx").write_bytes(workbook(rows, ["Cost", "On"], {0: "number", 1: "date"})[0])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(OFFICE), profile, "--headless", "--convert-to", AS_CSV, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.xlsx")], check=True, capture_output=True, timeout=120)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["Cost", "On"], *rows]
