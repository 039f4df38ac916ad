"""JSON as programs write it: lines, one array, one object around it; objects in objects have dotted names."""

import io
import json

import pytest

from orderless.batch.tables.opening import open_table
from orderless.batch.tables.table import Refused
from orderless.errors import BadInput

ROWS = [{"id": 1, "by": {"name": "Sales", "at": {"day": "2026-03-01"}}, "tags": ["a"]}, {"id": 2, "by": {}, "tags": []}]
NAMES = ("id", "by.name", "by.at.day", "tags", "by")


def read(data):
    table = open_table(io.BytesIO(data if isinstance(data, bytes) else data.encode()), name="requests")
    return table, list(table.rows)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: rows,
        lambda rows: {"data": rows},
        lambda rows: {"total": 2, "issues": rows, "startAt": 0},
        lambda rows: {"result": {"count": 2, "records": rows}, "status": "ok"},
        lambda rows: {"@odata.context": "x", "value": rows},
        lambda rows: {"columns": [{"n": "id"}], "rows": rows},
    ],
)
def test_requests_are_found_in_whatever_is_around_them(wrap, indent):
    rows = [*ROWS, {"id": 3}]
    table, found = read(json.dumps(wrap(rows), indent=indent))
    assert table.header == NAMES
    assert [cells[0] for _, cells in found] == [1, 2, 3]
    assert [number for number, _ in found] == [1, 2, 3]


def test_objects_in_objects_have_dotted_names():
    table, found = read("\n".join(map(json.dumps, ROWS)))
    assert table.header == NAMES
    assert found == [(1, [1, "Sales", "2026-03-01", '["a"]', None]), (2, [2, None, None, "[]", None])]


def test_a_dotted_name_that_stands_there_twice_refuses_its_line():
    _, found = read('{"a": {"b": 1}}\n{"a": {"b": 1}, "a.b": 2}')
    assert found[0] == (1, [1])
    assert isinstance(found[1], Refused)
    assert found[1].column == "a.b"


def test_an_object_that_is_a_list_by_other_means_stays_whole():
    table, _ = read(json.dumps({"id": 1, "by_day": {str(n): n for n in range(500)}}) + '\n{"id": 2}')
    assert table.header == ("id", "by_day")


def test_lines_stay_lines_and_keep_their_numbers():
    _, found = read('\n{"id": 1, "of": [{"x": 1}]}\n\n{"id": 2}\n')
    assert [number for number, _ in found] == [2, 4]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_one_piece_of_json_may_be_in_any_encoding_of_unicode(codec):
    _, found = read(json.dumps([{"a": "ü"}, {"a": "é"}], ensure_ascii=False, indent=1).encode(codec))
    assert [cells for _, cells in found] == [["ü"], ["é"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"a": 1},\n{"a": ', "no JSON from line 2"),
        ("[\n{]", "no JSON from line 2"),
        ('{\n"a": 1,\n"b": "x"\n}', "without a list of objects"),
        ('{\n"a": [1, 2]\n}', "without a list of objects"),
    ],
)
def test_what_is_no_table_is_said_in_one_line(text, said):
    with pytest.raises(BadInput, match=said) as caught:
        read(text)
    assert len(caught.value.lines) == 1


def test_structures_in_parquet_have_dotted_names():
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    rows = [{"id": 1, "by": {"name": "Sales", "at": {"day": "x"}}}, {"id": 2, "by": None}]
    write_table(pyarrow.Table.from_pylist(rows), out)
    table, found = read(out.getvalue())
    assert table.header == ("id", "by.name", "by.at.day")
    assert found == [(2, [1, "Sales", "x"]), (3, [2, None, None])]


# ------------------------------------------------------------------------------------- quotes behind a blank


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_quote_behind_a_blank_in_every_row_opens_a_cell(sign):
    rows = [["T-1", f"We need a course{sign} soon", "5"], ["T-2", 'She said "now"', "6"], ["T-3", "two\nlines", "7"]]
    quoted = [[row[0], '"' + row[1].replace('"', '""') + '"', row[2]] for row in rows]
    text = "\n".join((sign + " ").join(cells) for cells in [["id", "text", "cost"], *quoted * 20])
    table, found = read(text)
    assert table.header == ("id", "text", "cost")
    assert [cells for _, cells in found] == rows * 20


def test_a_blank_and_a_quote_within_a_text_open_nothing():
    _, found = read('id,text\n1, "sounds good\n2, "so it is\n3,plain\n')
    assert [cells for _, cells in found] == [["1", ' "sounds good'], ["2", ' "so it is'], ["3", "plain"]]
