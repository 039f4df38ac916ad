"""CSV as Excel and form tools really write it."""

import csv
from pathlib import Path

import pytest

from orderless.batch.tables.table import Refused
from orderless.errors import BadInput
from support.opened_tables import opened_table


def read(folder: Path, data: bytes, **options):
    path = folder / "requests.csv"
    path.write_bytes(data)
    refused: list[Refused] = []
    table = opened_table(path, refused.append, **options)
    rows = list(table.rows)
    return table.header, rows, refused, table.notices


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_signs_encodings_and_line_ends_are_found(tmp_path, delimiter, codec, end):
    lines = ["No,Subject,Cost", "001,Zoë's request,12", '002,"two,\nlines; | more",13']
    data = end.join(line.replace(",", delimiter) for line in lines).encode(codec)
    header, rows, refused, notices = read(tmp_path, data)
    assert header == ("No", "Subject", "Cost")
    assert rows == [
        (2, ["001", "Zoë's request", "12"]),
        (3, ["002", f"two{delimiter}\nlines; | more", "13"]),
    ]
    assert refused == []
    assert any("Windows-1252" in notice for notice in notices) == (codec == "cp1252")


def test_a_first_line_that_says_the_sign_is_taken_at_its_word(tmp_path):
    header, rows, _, _ = read(tmp_path, b"sep=;\r\na,b;c,d\r\n1,0;2,0\r\n")
    assert header == ("a,b", "c,d")
    assert rows == [(2, ["1,0", "2,0"])]


def test_decimal_commas_do_not_part_a_file_of_semicolons(tmp_path):
    rows = b"".join(b"%d;1,5;2,5;text, and more\n" % n for n in range(20))
    header, found, refused, _ = read(tmp_path, b"id;hours;cost;text\n" + rows)
    assert header == ("id", "hours", "cost", "text")
    assert len(found) == 20
    assert not refused


def test_titles_above_the_header_are_passed_over_and_said(tmp_path):
    header, rows, _, notices = read(tmp_path, b"Requests 2023,,,\n,,,\nid,text,cost,hours\n1,a,2,3\n")
    assert header == ("id", "text", "cost", "hours")
    assert rows == [(4, ["1", "a", "2", "3"])]
    assert "row 3" in notices[0]


LONG = [f"Q{n} {'how would you rate this statement about your work? ' * 3}" for n in range(300)]
"""Names of columns that together take more than a block of the file."""


@pytest.mark.parametrize(
    ("above", "row"), [(b"", 1), (b"sep=,\r\n", 1), (b"Export of 2026-03-01\r\n\r\n", 3), (b"\r\n", 2)]
)
@pytest.mark.parametrize("begins", [b"id", b'"of two\nlines"'])
def test_a_header_may_be_longer_than_a_block(tmp_path, above, row, begins):
    names = begins + b"," + ",".join(LONG).encode()
    header, rows, refused, _ = read(tmp_path, above + names + b"\r\n" + b"1" + b",agree" * 300 + b"\r\n")
    assert header == (begins.decode().strip('"'), *LONG)
    assert rows == [(row + 1, ["1"] + ["agree"] * 300)]
    assert refused == []


def test_a_header_of_more_characters_than_the_csv_module_takes_for_a_cell_is_read(tmp_path):
    many = [f"{name} {n}" for n in range(12) for name in LONG]
    before = csv.field_size_limit(131_072)
    try:
        header, rows, *_ = read(tmp_path, ";".join(many).encode() + b"\n" + b";".join([b"x"] * len(many)))
    finally:
        csv.field_size_limit(before)
    assert len(header) == len(rows[0][1]) == len(many)


@pytest.mark.parametrize(("data", "line"), [(b'"a,b\n1,2\n', 1), (b'sep=,\n\n"a,b\n1,2\n', 3)])
def test_quotes_that_are_broken_before_any_header_are_said_with_file_and_line(tmp_path, data, line):
    with pytest.raises(BadInput, match=rf"^requests\.csv, line {line}: quotes are opened and not closed"):
        read(tmp_path, data)


def test_names_are_made_different_and_said(tmp_path):
    header, _, _, notices = read(tmp_path, b"id,Topic,topic ,,Topic 2\n1,2,3,4,5\n")
    assert header == ("id", "Topic", "topic 3", "column 4", "Topic 2")
    assert len(notices) == 2


def test_empty_rows_and_columns_are_not_requests(tmp_path):
    header, rows, refused, _ = read(tmp_path, b"a,b,,\n1,2,,\n,,,\n\n3,4,,\n")
    assert header == ("a", "b")
    assert rows == [(2, ["1", "2"]), (5, ["3", "4"])]
    assert refused == []


def test_rows_with_too_few_or_too_many_cells_are_refused_with_their_number(tmp_path):
    _, rows, refused, _ = read(tmp_path, b"a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,2,3,,\n")
    assert rows == [(3, ["1", "2", "3"]), (5, ["1", "2", "3"])]
    assert [(bad.row, bad.reason.split()[2]) for bad in refused] == [(2, "2"), (4, "4")]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("beyond", [",", ",,,", ', , ,""', ',"\u00a0",'])
def test_empty_cells_beyond_the_header_are_no_fault_and_what_stands_there_is(tmp_path, sign, beyond):
    """Spreadsheets write them where a cell was once filled; of a note that somebody put there nothing may be lost."""
    lines = ["a,b,c", '1,"two\nlines",3' + beyond, "4,5,6" + beyond + ",see mail", "7,8,9"]
    _, rows, refused, _ = read(tmp_path, "\n".join(lines).replace(",", sign).encode())
    assert rows == [(2, ["1", "two\nlines", "3"]), (4, ["7", "8", "9"])]
    assert [bad.row for bad in refused] == [3]
    assert "where the header has 3, and those beyond are not all empty; take them out" in refused[0].reason


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_refused_row_is_named_with_its_line_where_that_is_another(tmp_path, end):
    """Texts of several lines come before it, or the line that says the sign; a broken row itself is one line."""
    lines = ["sep=;", "a;b", "1", '2;"two', 'lines"', "", "3", '4;"three', "", 'lines"', "5;open", '6;"open', "7"]
    _, rows, refused, _ = read(tmp_path, end.join(lines).encode())
    assert [number for number, _ in rows] == [3, 6, 7]
    assert [(bad.row, bad.line) for bad in refused] == [(2, 3), (5, 7), (8, 12), (9, 13)]
    _, _, refused, _ = read(tmp_path, end.join(["a;b", "1", "2;3", "4"]).encode())
    assert [(bad.row, bad.line) for bad in refused] == [(2, 0), (4, 0)]


@pytest.mark.parametrize("rows_after", [1, 10, 5_000, 60_000])
def test_a_quote_that_is_never_closed_costs_one_row(tmp_path, rows_after):
    lines = ["id,text,cost", '1,"never closed,5', *(f"{n},plain,6" for n in range(rows_after))]
    _, rows, refused, _ = read(tmp_path, "\n".join(lines).encode())
    assert [bad.row for bad in refused] == [2]
    assert [number for number, _ in rows] == list(range(3, rows_after + 3))


def test_a_quote_that_the_next_one_closes_swallows_no_rows(tmp_path):
    data = b'id,text,cost\n1,"open,5\n2,plain,6\n3,plain,6\n4,"quoted",7\n5,plain,8\n6,also" open,9\n'
    _, rows, refused, _ = read(tmp_path, data)
    assert {number for number, _ in rows} | {bad.row for bad in refused} == {2, 3, 4, 5, 6, 7}
    assert [number for number, _ in rows] == [3, 4, 5, 6, 7]


def test_rows_swallowed_into_one_of_the_right_width_are_noticed(tmp_path):
    data = b'id,text,cost\n1,"open,5\n2,plain,6\n3,plain,6\n4,closed",7\n5,plain,8\n'
    _, rows, refused, _ = read(tmp_path, data)
    assert [bad.row for bad in refused] == [2]
    assert [number for number, _ in rows] == [3, 4, 5, 6]


def test_the_rest_of_a_row_with_broken_quotes_is_not_taken_for_a_request(tmp_path):
    data = b'id,text,cost\n1,"She said "yes" and\nthen left, bye",5\n2,plain,6\n'
    _, rows, refused, _ = read(tmp_path, data)
    assert rows == [(4, ["2", "plain", "6"])]
    assert [bad.row for bad in refused] == [2, 3]


def test_texts_of_many_lines_are_no_fault(tmp_path):
    text = "Hello,\nplease, with, commas\n\nthank you,\n" * 5
    _, rows, refused, _ = read(tmp_path, f'id,text,cost\n1,"{text}",5\n2,"{text}",6\n'.encode())
    assert [cells[1] for _, cells in rows] == [text, text]
    assert refused == []


def test_bytes_that_are_no_text_cost_the_rows_that_hold_them(tmp_path):
    good = "".join(f"{n},Zoë é ü ö ß\n" for n in range(20)).encode()
    _, rows, refused, notices = read(tmp_path, b"id,text\n" + good + b"98,br\xe9ken\n99,n\0l\n" + good)
    assert [bad.row for bad in refused] == [22, 23]
    assert len(rows) == 40
    assert "refused" in notices[0]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n \n", b",,,\n,,,\n", b"sep=;\n"])
def test_a_file_without_anything_is_said_to_be_empty(tmp_path, data):
    with pytest.raises(BadInput, match="empty"):
        read(tmp_path, data)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    with pytest.raises(BadInput, match="not a text file"):
        read(tmp_path, bytes(range(256)) * 100)


def test_a_header_alone_is_a_table_without_rows(tmp_path):
    assert read(tmp_path, b"id;text;cost")[:3] == (("id", "text", "cost"), [], [])


def test_quotes_broken_in_every_line_are_given_up_in_time(tmp_path):
    with pytest.raises(BadInput, match="all over"):
        read(tmp_path, b"id,text\n" + b'x",""",y\n' * 400_000)
