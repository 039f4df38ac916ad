"""Workbooks as Excel and form tools make them."""

import io
import warnings
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH

from orderless.batch.tables.table import ClockTime
from orderless.batch.tables.xlsx_rows import reading_of
from orderless.errors import BadInput
from support.counts import examples
from support.opened_tables import opened_table


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(book, **options):
    refused = []
    table = opened_table(io.BytesIO(saved(book)), refused.append, name="book.xlsx", **options)
    return table, [list(cells) for _, cells in table.rows], refused


def book_of(*rows, title="Sheet"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 4)),
    st.dates(date(1900, 3, 1), date(2200, 1, 1)),
    st.datetimes(datetime(1900, 3, 1), datetime(2200, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).map(lambda text: f"t{text}"),
)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=8))
def test_every_kind_of_cell_is_read_as_what_it_was(rows):
    _, found, refused = read(book_of(["a", "b", "c", "n"], *(["row", *row[1:], 1] for row in rows)))
    assert refused == []
    assert found == [["row", *row[1:], 1] for row in rows]


def test_ids_keep_the_zeros_that_their_format_shows():
    book = book_of(["id", "n", "text"], [7, 7, "007"])
    book.active["A2"].number_format = "00000"
    assert read(book)[1] == [["00007", 7, "007"]]


@pytest.mark.parametrize(
    ("code", "number", "cell"),
    [
        ("dd.mm.yyyy", 45352, date(2024, 3, 1)),
        ('d. mmmm yyyy "at" h:mm', 45352.5, datetime(2024, 3, 1, 12)),
        ("yyyy-mm-dd", 45352.5, datetime(2024, 3, 1, 12)),
        ("[$-407]mmm yy;@", 45352, date(2024, 3, 1)),
        ("h:mm", 0.5, "12:00"),
        ("[h]:mm:ss", 1.5, "36:00"),
        ("mm:ss", 0.00075, "00:01:05"),
        ("General", 45352, 45352),
        ("0.00", 45352, 45352),
        ('0 "days"', 5, 5),
        ("#,##0.00 [$USD]", 5, 5),
        ("[Red]0", 5, 5),
        ("00000", 12, "00012"),
        ("000", -1, -1),
        ("dd.mm.yyyy", -1, -1),
        ("dd.mm.yyyy", 99999999, 99999999),
        ("dd.mm.yyyy", 0, 0),
        ("d", 1, date(1900, 1, 1)),
        ("d", 59, date(1900, 2, 28)),
        ("d", 61, date(1900, 3, 1)),
        ("0", 1e3, 1000),
        ("0", 1.5, 1.5),
    ],
)
def test_a_format_says_what_a_number_is(code, number, cell):
    found = reading_of(code)(number, WINDOWS_EPOCH)
    assert (found, type(found)) == (cell, ClockTime if isinstance(cell, str) and ":" in cell else type(cell))


def changed(data, part, change):
    """The workbook, with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name == part else text)
    out.seek(0)
    return out


def test_the_dates_of_east_asia_are_dates():
    book = book_of(["day", "x"], [45352, 2])
    book.active["A2"].number_format = "0"
    book = changed(saved(book), "xl/styles.xml", lambda styles: styles.replace('numFmtId="1"', 'numFmtId="31"'))
    assert [list(cells) for _, cells in opened_table(book, print).rows] == [[date(2024, 3, 1), 2]]


def test_days_can_be_counted_from_1904():
    book = book_of(["day", "x"], [date(2024, 3, 1), 1])
    book.epoch = CALENDAR_MAC_1904
    assert read(book)[1] == [[date(2024, 3, 1), 1]]


def test_a_time_of_day_is_a_text():
    assert read(book_of(["at", "x"], [time(9, 30), 1]))[1] == [["09:30", 1]]


def test_texts_in_several_styles_are_one_text():
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    rich = CellRichText("please ", TextBlock(InlineFont(b=True), "train"), " us")
    assert read(book_of(["text", "x"], [rich, 1]))[1] == [["please train us", 1]]


def test_titles_and_groups_above_the_header_are_passed_over():
    book = book_of(
        ["All requests"], [], ["", "Who", "", "What", ""], ["id", "role", "team", "text", "cost"], [1, 2, 3, 4, 5]
    )
    book.active.merge_cells("A1:E1")
    table, rows, _ = read(book)
    assert table.header == ("id", "role", "team", "text", "cost")
    assert rows == [[1, 2, 3, 4, 5]]
    assert "row 4" in table.notices[0]


def test_columns_without_a_name_have_one_if_they_are_used():
    table, rows, refused = read(book_of(["id", "text"], [1, "a", None, "note"], [2, "b", None, "note"]))
    assert table.header == ("id", "text", "column 3", "column 4")
    assert rows == [[1, "a", None, "note"], [2, "b", None, "note"]]
    assert refused == []


def test_a_cell_far_from_the_others_costs_its_row():
    _, rows, refused = read(book_of(["id", "text"], *[[n, "a"] for n in range(9)], [9, "b", *[None] * 60, "x"]))
    assert len(rows) == 9
    assert [(bad.row, bad.column) for bad in refused] == [(11, "BK")]


def test_rows_and_cells_that_were_only_formatted_are_nothing():
    book = book_of(["id", "text"], [1, "a"])
    for row in range(3, 200):
        book.active.cell(row, 9).number_format = "0.00"
    book.active["B400"] = " "
    table, rows, _ = read(book)
    assert table.header == ("id", "text")
    assert rows == [[1, "a"]]


def test_rows_of_nothing_but_formulas_without_results_are_refused():
    _, rows, refused = read(book_of(["id", "text"], *[[f"=Raw!A{n}", f"=Raw!B{n}"] for n in range(2, 7)]))
    assert [bad.row for bad in refused] == [2, 3, 4, 5, 6]
    assert all("formula and not its result" in bad.reason for bad in refused)
    assert rows == []


def test_rows_of_nothing_but_damaged_cells_are_refused():
    book = changed(saved(book_of(["id", "text"], [1, None])), SHEET, lambda sheet: sheet.replace("<v>1<", "<v>1x<"))
    refused = []
    assert list(opened_table(book, refused.append).rows) == []
    assert [(bad.row, bad.column) for bad in refused] == [(2, "id")]


def test_a_sheet_of_nothing_but_formulas_without_results_is_passed_over_for_one_with_names():
    book = book_of(["=Raw!A1", "=Raw!B1"], title="Summary")
    book.create_sheet("Requests").append(["id", "text"])
    book["Requests"].append([1, "a"])
    table, rows, _ = read(book)
    assert (table.header, rows) == (("id", "text"), [[1, "a"]])
    assert "'Summary'" in table.notices[-1]


def test_the_first_sheet_with_anything_on_it_is_read_and_the_others_are_named():
    book = book_of()
    book.create_sheet("Hidden").append(["secret"])
    book["Hidden"].sheet_state = "hidden"
    book.create_sheet("Requests").append(["id", "text"])
    book["Requests"].append([1, "a"])
    book.create_sheet("Lists").append(["x"])
    table, rows, _ = read(book)
    assert (table.name, table.header, rows) == ("book.xlsx, sheet Requests", ("id", "text"), [[1, "a"]])
    assert "'Sheet', 'Lists'" in table.notices[-1]


def test_a_sheet_can_be_named():
    book = book_of(["id"], [1], title="One")
    book.create_sheet("Two").append(["no"])
    book["Two"].append([2])
    assert read(book, sheet="two ")[1] == [[2]]
    with pytest.raises(BadInput, match="'One', 'Two'"):
        read(book, sheet="Three")


def test_an_empty_workbook_is_said_to_be_empty():
    with pytest.raises(BadInput, match="is empty"):
        read(book_of())


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_with_prefixes_before_its_elements_is_read():
    def prefixed(part):
        part = part.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
        return part.replace("xmlns=", "xmlns:x=")

    book = changed(saved(book_of(["id", "text"], [1, "a"])), SHEET, prefixed)
    assert [list(cells) for _, cells in opened_table(book, print).rows] == [[1, "a"]]


def test_a_row_whose_number_was_there_before_is_read():
    book = changed(saved(book_of(["id"], [1], [2])), SHEET, lambda sheet: sheet.replace('r="3"', 'r="2"'))
    assert [list(cells) for _, cells in opened_table(book, print).rows] == [[1], [2]]


def test_a_strict_workbook_is_read():
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    book = changed(saved(book_of(["id"], [1])), SHEET, lambda sheet: sheet.replace(main, strict))
    assert [list(cells) for _, cells in opened_table(book, print).rows] == [[1]]


def test_what_openpyxl_does_not_know_is_no_talk_of_a_review(recwarn):
    extension = '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"/></extLst></worksheet>'
    book = changed(saved(book_of(["id"], [1])), SHEET, lambda sheet: sheet.replace("</worksheet>", extension))
    warnings.filterwarnings("ignore", module="openpyxl")
    assert [list(cells) for _, cells in opened_table(book, print).rows] == [[1]]
    assert not recwarn
