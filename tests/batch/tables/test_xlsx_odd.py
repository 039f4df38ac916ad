"""Workbooks whose cells are whole are read, however odd the rest of the file is; what they show otherwise is said."""

import io
import zipfile
from datetime import date, time, timedelta

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from batch.tables.test_xlsx_in import book_of, changed, read, saved
from orderless.bank.answer_types.cells import Unfit
from orderless.batch.mapping.column_cells import amount_reader
from orderless.batch.mapping.mapping import Column, Mapping
from orderless.batch.mapping.mapping_file import ColumnShape
from orderless.batch.tables.table import ClockTime
from orderless.errors import BadInput
from support.opened_tables import opened_table

ROWS = [["R-1", "a course"], ["R-2", "a guide"]]


def sound():
    return saved(book_of(["id", "text", "on"], *([*row, date(2026, 3, 1)] for row in ROWS)))


def rows_of(file):
    refused = []
    table = opened_table(file, refused.append, name="book.xlsx")
    assert refused == []
    return table, [list(cells) for _, cells in table.rows]


WHOLE = [[*row, date(2026, 3, 1)] for row in ROWS]
STYLES, SHEET, BOOK = "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (STYLES, "<fills", '<fills count="9"><fill/><fill><nonsense/></fill></fills><fills'),
        (
            STYLES,
            "<fonts",
            '<fonts><font><color rgb="no colour"/><sz val="many"/><family val="99"/></font></fonts><fonts',
        ),
        (STYLES, "<borders", '<borders><border><left style="wavy"/></border></borders><borders'),
        (STYLES, "<cellStyles", '<cellStyles><cellStyle xfId="77" builtinId="x"/></cellStyles><cellStyles'),
        (STYLES, "<dxfs", '<dxfs><dxf><fill><patternFill patternType="plaid"/></fill></dxf></dxfs><dxfs'),
        (STYLES, "</styleSheet>", '<colors><indexedColors><rgbColor rgb="1"/></indexedColors></colors></styleSheet>'),
        ("docProps/core.xml", "<dc:creator>", "<dc:creator><b/>"),
        ("docProps/core.xml", "T", "yesterday"),
        ("docProps/app.xml", "<Properties", "<Propertys"),
        ("xl/theme/theme1.xml", "<a:clrScheme", "<a:noScheme"),
        (SHEET, "</sheetData>", '</sheetData><pageMargins left="wide"/><pageSetup orientation="sideways" scale="x"/>'),
        (SHEET, "</sheetData>", '</sheetData><conditionalFormatting sqref="nowhere"><cfRule/></conditionalFormatting>'),
        (
            SHEET,
            "</sheetData>",
            '</sheetData><dataValidations><dataValidation type="odd" sqref="?"/></dataValidations>',
        ),
        (SHEET, "</sheetData>", '</sheetData><hyperlinks><hyperlink ref="" id="rId99"/></hyperlinks>'),
        (SHEET, "<sheetData>", '<sheetViews><sheetView view="upside down"/></sheetViews><sheetData>'),
        (SHEET, "<sheetData>", '<cols><col min="x" width="wide"/></cols><sheetData>'),
        (
            BOOK,
            "<sheets>",
            '<definedNames><definedName name="_x.y" localSheetId="99">#REF!</definedName></definedNames><sheets>',
        ),
        (BOOK, "<bookViews>", '<fileVersion appName="other"/><bookViews>'),
        (BOOK, "<calcPr", '<calcPr calcId="none" fullCalcOnLoad="perhaps"/><x'),
    ],
)
def test_what_says_nothing_about_a_cell_may_be_as_odd_as_it_likes(part, old, new):
    data = sound()
    assert rows_of(changed(data, part, lambda text: text.replace(old, new)))[1] == WHOLE


def without(data, *names):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
    out.seek(0)
    return out


def renamed(data, names):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(names(name), old.read(name))
    out.seek(0)
    return out


def test_parts_that_cells_do_not_need_may_be_missing():
    data = sound()
    names = ("docProps/core.xml", "docProps/app.xml", "xl/theme/theme1.xml", "_rels/.rels")
    assert rows_of(without(data, *names))[1] == WHOLE


@pytest.mark.parametrize(
    "names",
    [
        lambda name: name.replace("sharedStrings", "SharedStrings"),
        lambda name: name.upper() if name != "[Content_Types].xml" else name,
        lambda name: name.replace("/", "\\"),
        lambda name: name if name.startswith(("[", "_")) else f"/{name}",
        lambda name: name.replace("worksheets/sheet1", "WorkSheets/Sheet1"),
    ],
)
def test_the_names_of_parts_are_compared_without_case_and_slashes_are_alike(names):
    assert rows_of(renamed(sound(), names))[1] == WHOLE


def test_targets_may_stand_from_the_root_or_go_up():
    def moved(text):
        return text.replace('Target="/xl/', 'Target="../xl/./')

    assert rows_of(changed(sound(), "xl/_rels/workbook.xml.rels", moved))[1] == WHOLE


def test_a_workbook_whose_styles_cannot_be_read_says_that_dates_may_be_numbers():
    table, found = rows_of(changed(sound(), STYLES, lambda styles: styles[: len(styles) // 2]))
    assert found == [[*row, 46082] for row in ROWS]
    assert "its styles cannot be read, so a date in it may be a number" in table.notices[0]


def test_a_text_in_odd_fonts_is_a_text():
    odd = (
        '<r><rPr><color rgb="zz"/><sz val="-"/><nonsense/></rPr><t xml:space="preserve">a </t></r><r><t>course</t></r>'
    )

    def rich(text):
        return text.replace("<t>a course</t>", odd)

    assert rows_of(changed(sound(), "xl/sharedStrings.xml", rich))[1] == WHOLE


def test_a_damaged_sheet_costs_the_others_nothing():
    book = book_of(["id", "text"], [1, "a"], title="Good")
    book.create_sheet("Bad").append(["x"])
    data = changed(saved(book), "xl/worksheets/sheet2.xml", lambda text: text[: len(text) // 2])
    table = opened_table(data, print)
    assert [list(cells) for _, cells in table.rows] == [[1, "a"]]


def test_signs_that_xml_cannot_hold_are_read_as_they_were_written():
    book = book_of(["id", "text"], [1, "tab_x0009_here, _x005F_x0009_ there"])
    assert read(book)[1] == [[1, "tab\there, _x0009_ there"]]


# ------------------------------------------------------------------------------------------------------------- sheets


def two_sheets():
    book = book_of(["How to use this"], ["Only the second sheet has data"], title="Read me")
    book.create_sheet("Data")
    for row in (["id", "text", "on"], *WHOLE):
        book["Data"].append(row)
    return book


def test_the_likeliest_sheet_is_read_and_how_to_choose_another_is_said():
    table, rows, _ = read(two_sheets())
    assert rows == WHOLE
    assert table.sheet == "Data"
    assert (
        "the sheet 'Data' is read, and not 'Read me'; `--sheet NAME`, or `sheet:` in the mapping" in table.notices[-1]
    )


def test_the_sheet_that_opens_is_read_among_equals():
    book = book_of(["id", "text"], [1, "a"], title="One")
    book.create_sheet("Two")
    book["Two"].append(["id", "text"])
    book["Two"].append([2, "b"])
    assert read(book)[1] == [[1, "a"]]
    book.active = 1
    assert read(book)[1] == [[2, "b"]]


def test_a_cover_of_names_and_values_is_not_taken_for_the_table():
    book = book_of(["Exported by", "the portal"], ["Filter", "all"], ["Rows", 2], title="About")
    book.create_sheet("Tickets")
    for row in (["id", "text", "on"], *WHOLE):
        book["Tickets"].append(row)
    assert read(book)[1] == WHOLE


def test_the_sheet_with_the_columns_that_the_mapping_names_is_read():
    book = book_of(["a", "b", "c", "d", "e"], *[[n] * 5 for n in range(9)], title="Numbers")
    book.create_sheet("Small").append(["id", "text"])
    book["Small"].append([1, "a"])
    assert read(book)[0].header == ("a", "b", "c", "d", "e")
    assert read(book, wanted=("ID", "text"))[1] == [[1, "a"]]


def test_a_hidden_sheet_can_be_named():
    book = two_sheets()
    book["Data"].sheet_state = "hidden"
    assert read(book)[0].header == ("How to use this",)
    assert read(book, sheet=" data")[1] == WHOLE


def test_a_format_without_sheets_says_so():
    with pytest.raises(BadInput, match="has no sheets"):
        opened_table(io.BytesIO(b"a,b\n1,2\n"), print, sheet="Data")


# ------------------------------------------------------------------------------------ merged, hidden, filtered


def test_merged_cells_are_filled_downwards_and_how_many_is_said():
    book = book_of(
        ["id", "team", "text"], [1, "Sales", "a"], [2, None, "b"], [3, None, "c"], [4, "IT", "d"], [5, None, "e"]
    )
    book.active.merge_cells("B2:B4")
    table, rows, _ = read(book)
    assert [row[1] for row in rows] == ["Sales", "Sales", "Sales", "IT", None]
    assert (
        "1 merged area was found, such as B2:B4; the value at the top was filled down into 2 cells" in table.notices[0]
    )


def test_each_merged_area_is_filled_with_its_own_value():
    book = book_of(["id", "team", "on"], *[[n, f"T{n}", date(2026, 3, n)] for n in range(1, 9)])
    for area in ("B2:B3", "B4:B6", "C3:C9"):
        book.active.merge_cells(area)
    table, rows, _ = read(book)
    assert [row[1] for row in rows] == ["T1", "T1", "T3", "T3", "T3", "T6", "T7", "T8"]
    assert [row[2].day for row in rows] == [1, 2, 2, 2, 2, 2, 2, 2]
    assert "3 merged areas were found" in table.notices[0]
    assert "into 9 cells" in table.notices[0]


def test_cells_merged_across_are_not_filled():
    book = book_of(["id", "a", "b"], [1, "x", None], [2, "y", "z"])
    book.active.merge_cells("B2:C2")
    table, rows, _ = read(book)
    assert rows == [[1, "x", None], [2, "y", "z"]]
    assert table.notices == ()


def test_hidden_rows_are_read_and_said():
    book = book_of(["id", "text"], [1, "a"], [2, "b"], [3, "c"])
    book.active.row_dimensions[3].hidden = True
    table, rows, _ = read(book)
    assert len(rows) == 3
    assert "1 row is hidden in the sheet, and read as well" in table.notices[0]
    book.active.row_dimensions[4].hidden = True
    book.active.auto_filter.ref = "A1:B4"
    book.active.auto_filter.add_filter_column(0, ["1"])
    assert "2 rows are hidden by a filter in the sheet" in read(book)[0].notices[0]


def test_a_filter_that_hides_nothing_is_said_and_one_that_is_off_is_not():
    book = book_of(["id", "text"], [1, "a"])
    book.active.auto_filter.ref = "A1:B2"
    assert read(book)[0].notices == ()
    book.active.auto_filter.add_filter_column(0, ["1"])
    assert "a filter is on" in read(book)[0].notices[0]


# ---------------------------------------------------------------------------------------------------------- durations

HOURS = amount_reader(Column("A", ColumnShape(role="hours")), Mapping(()))
DAYS = amount_reader(Column("A", ColumnShape(role="hours", unit="days")), Mapping(()))


@pytest.mark.parametrize(
    ("cell", "code", "hours"),
    [
        (timedelta(hours=14, minutes=30), "[h]:mm", 14.5),
        (timedelta(hours=40), "[hh]:mm:ss", 40),
        (timedelta(hours=1, minutes=15), "[h]:mm;@", 1.25),
        (timedelta(minutes=90), "[mm]:ss", 1.5),
        (time(7, 45), "h:mm", 7.75),
        (time(0, 30), "hh:mm:ss", 0.5),
    ],
)
def test_a_length_of_time_in_a_typed_cell_is_hours(cell, code, hours):
    book = book_of(["effort", "x"], [cell, 1])
    book.active["A2"].number_format = code
    [[found, _]] = read(book)[1]
    assert HOURS[found] == pytest.approx(hours)
    assert DAYS[found] == pytest.approx(hours)  # a clock says its own unit


def test_a_clock_in_a_text_needs_its_seconds():
    assert HOURS["14:30:00"] == 14.5
    assert HOURS[ClockTime("14:30")] == 14.5
    with pytest.raises(Unfit):
        HOURS["14:30"]


def test_validations_and_comments_of_a_real_form_cost_nothing():
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    book.active.append([1, "a"])
    book.active.add_data_validation(DataValidation(type="list", formula1='"a,b"', sqref="B2:B9"))
    assert read(book)[1] == [[1, "a"]]
