"""What is no request is said and not decided: second lines of a header, totals, repeated names, notes."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from orderless.batch.tables.opening import open_table
from orderless.batch.tables.table import Refused


def text(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return io.BytesIO(out.getvalue().encode())


def book(rows):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append([None if cell == "" else cell for cell in row])
    out = io.BytesIO()
    made.save(out)
    out.seek(0)
    return out


def read(rows, form=text):
    table = open_table(form(rows), name="requests")
    found = list(table.rows)
    return (
        table,
        [one for one in found if not isinstance(one, Refused)],
        [one for one in found if isinstance(one, Refused)],
    )


NAMES = ["Ticket", "On", "Team", "Subject", "Reason", "Hours", "Cost"]
ROWS = [
    ["T-1", "2025-01-01", "Sales", "CRM", "A wish", "4", "1000"],
    ["T-2", "2025-02-02", "Ops", "Forklift", "A rule", "5", "1100"],
    ["T-3", "2025-03-03", "IT", "", "A wish", "6", "1200"],
    ["T-4", "2025-04-04", "", "Excel", "", "", "900"],
]
TYPED = [[a, date.fromisoformat(b), c, d, e, int(f) if f else "", int(g)] for a, b, c, d, e, f, g in ROWS]
BOTH = pytest.mark.parametrize(("form", "rows"), [(text, ROWS), (book, TYPED)], ids=["csv", "xlsx"])


# ------------------------------------------------------------------------------------------------------ second lines


@BOTH
@pytest.mark.parametrize(
    ("upper", "lower", "names"),
    [
        (
            ["Ticket", "On", "Who and what", "", "", "Spent", ""],
            ["", "", "Team", "Subject", "Reason", "Hours", "Cost"],
            NAMES,
        ),
        (NAMES, ["", "", "of the requester", "in short", "in their words", "in hours", "in EUR"], NAMES),
        (NAMES, ["", "", "", "", "", "(h)", "(EUR)"], NAMES),
    ],
)
def test_a_second_line_of_the_header_is_no_request_and_is_said(upper, lower, names, form, rows):
    table, found, refused = read([upper, lower, *rows], form)
    assert table.header == tuple(names)
    assert [number for number, _ in found] == [3, 4, 5, 6]
    assert refused == []
    assert "row 2 is a second line of the header" in table.notices[0]


def test_three_lines_of_a_survey_tool_are_one_header():
    origin = [f'{{"ImportId":"QID{n}"}}' for n in range(7)]
    asked = ["Ticket number", "Recorded Date", "Your team?", "About?", "Why?", "How long?", "How much?"]
    table, found, _ = read([NAMES, asked, origin, *ROWS])
    assert table.header == tuple(NAMES)
    assert table.said == tuple(asked)
    assert len(found) == len(ROWS)
    assert "rows 2 to 3 are a second line" in table.notices[0]


def test_a_question_over_its_choices_is_kept_for_each_of_them():
    upper = ["Respondent", "Why?", "What was tried?", "", "", "Cost"]
    lower = ["", "Response", "Told people", "Guide", "Other", "Open-Ended Response"]
    rows = [["1", "A wish", "Told people", "", "", "5"], ["2", "A rule", "", "Guide", "sang", "6"]]
    table, found, _ = read([upper, lower, *rows])
    assert table.header == ("Respondent", "Why?", "Told people", "Guide", "Other", "Cost")
    assert table.groups == ("", "", *["What was tried?"] * 3, "")
    assert len(found) == 2


def test_a_choice_of_two_questions_has_the_question_before_its_name():
    upper = ["Id", "Tried?", "", "In the way?", ""]
    lower = ["", "Guide", "Other", "Time", "Other"]
    table, _, _ = read([upper, lower, ["1", "x", "", "", ""], ["2", "", "x", "x", "x"]])
    assert table.header == ("Id", "Guide", "Tried?: Other", "Time", "In the way?: Other")


@BOTH
def test_a_first_request_is_no_line_of_the_header(form, rows):
    for first in (
        rows[0],
        ["T-0", "", "Sales", "CRM", "A wish", "tbd", "tbd"],
        ["T-0", "", "Sales", "CRM", "A wish", "not yet known", "see below"],  # its id is written as the others are
        ["", "", "Sales", "CRM", "A wish", "", ""],
    ):
        table, found, refused = read([NAMES, first, *rows], form)
        assert table.header == tuple(NAMES)
        assert len(found) + len(refused) == len(rows) + 1
        assert not any("second line" in notice for notice in table.notices)


def test_texts_alone_are_requests_and_no_lines_of_a_header():
    rows = [["a", "b", "c"], ["x", "y", "z"], ["x", "y", "z"], ["x", "q", "z"], ["x", "y", "z"]]
    assert len(read(rows)[1]) == 4
    nameless = [["a", "b", ""], ["x", "y", "z"], ["x", "y", "z"], ["x", "q", "z"]]
    assert len(read(nameless)[1]) == 3


# ---------------------------------------------------------------------------------------------- totals, names, notes


@BOTH
@pytest.mark.parametrize(
    "total",
    [
        ["Total", "", "", "", "", "15", "3300"],
        ["TOTAL:", "", "", "", "", "", "3300"],
        ["Grand total", "", "", "", "", "15", "3300"],
        ["", "", "", "", "Sum", "15", "3300"],
        ["Summe", "", "", "", "", "15", "3.300,00 €"],
        ["Gesamtergebnis", "", "", "", "", "15", "3300"],
        ["Sales Total", "", "", "", "", "4", "1000"],
        ["Average", "", "", "", "", "5", "1100"],
        ["Total général", "", "", "", "", "15", "3300"],
        ["Total (4)", "", "", "", "", "15", "3300"],
        ["", "", "", "", "", "15", "3300"],
    ],
)
@pytest.mark.parametrize("at", [2, 4])
def test_a_row_of_totals_is_said_and_not_decided(total, at, form, rows):
    typed = [int(cell) if form is book and cell.isdigit() else cell for cell in total]
    _, found, refused = read([NAMES, *rows[:at], typed, *rows[at:]], form)
    assert len(found) == len(rows)
    [one] = refused
    assert (one.row, one.aside) == (at + 2, True)
    assert "totals" in one.reason
    assert ["" if cell is None else cell for cell in one.cells] == typed


@BOTH
def test_a_request_about_totals_is_a_request(form, rows):
    for request in (
        ["Total", "", "Sales", "Total quality", "", "", "5"],
        ["T-9", "", "Sales total", "", "", "", ""],
        ["T-9", "", "", "", "", "7", "80"],
        ["Total quality management", "2025-04-04", "", "", "", "", "5"],
    ):
        assert len(read([NAMES, *rows, request], form)[1]) == len(rows) + 1


@BOTH
def test_names_that_are_repeated_in_the_middle_are_said_and_not_decided(form, rows):
    _, found, refused = read([NAMES, *rows[:2], NAMES, *rows[2:], [name.upper() for name in NAMES]], form)
    assert len(found) == len(rows)
    assert [(one.row, one.reason) for one in refused] == [
        (4, "it repeats the names of the columns; it is not decided"),
        (7, "it repeats the names of the columns; it is not decided"),
    ]


@BOTH
@pytest.mark.parametrize(
    "note",
    [
        "Exported by the portal on 2026-01-02",
        "Please note that tickets before 2020 are not in this list",
        "Source: service desk",
        "© 2026 The company",
        "Applied filters: all",
        "Seite 1 von 1",
        "* estimated by the team",
    ],
)
def test_a_note_under_the_table_is_said_and_not_decided(note, form, rows):
    for row in ([note, *[""] * 6], [note]):
        _, found, refused = read([NAMES, *rows, [""] * 7, row], form)
        assert len(found) == len(rows)
        [one] = refused
        assert one.reason == "it looks like a note and no request; it is not decided"


def test_a_request_of_few_words_is_no_note():
    names = ["What do you need?", "Team", "Reason", "Cost"]
    rows = [["A course on expenses for the team", "Sales", "A wish", "5"], ["Excel for all of us", "", "", ""]]
    assert len(read([names, *rows])[1]) == 2


def test_parts_of_a_file_set_the_same_rows_aside(tmp_path):
    total = ["Total", "", "", "", "", "15", "3300"]
    rows = [NAMES, *ROWS * 40, total, *ROWS * 40, NAMES, ["Exported by the portal"]]
    path = tmp_path / "a.csv"
    path.write_bytes(text(rows).getvalue())
    from orderless.batch.tables.text_table import read_part

    whole = list(open_table(path).rows)
    split = open_table(path).split
    assert split is not None
    assert [one for part in split(7) for one in read_part(part)] == whole
    assert sum(isinstance(one, Refused) for one in whole) == 3
