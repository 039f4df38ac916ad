"""A row with nothing but blanks in it is no request, whatever the format; the others keep their numbers."""

import io
import json

import openpyxl
import pytest

from orderless.batch.tables.opening import open_table
from orderless.batch.tables.writing import open_output

ROWS = [["1", "a"], [" ", "\u00a0 "], ["", "b"], ["", ""], [" ", "\t"], ["2", ""], [None, " "]]
REQUESTS = [1, 3, 6]
"""Which of them, counted from 1, hold something."""


def as_csv(rows, sign=","):
    return "".join(sign.join(cell or "" for cell in row) + "\n" for row in [["id", "text"], *rows]).encode()


def as_jsonl(rows):
    return "".join(json.dumps(dict(zip(["id", "text"], row, strict=True))) + "\n" for row in rows).encode()


def as_xlsx(rows):
    book = openpyxl.Workbook()
    for row in [["id", "text"], *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_parquet(rows):
    out = io.BytesIO()
    with open_output(out, ["id", "text"], form="parquet") as output:
        output.write(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "first"),
    [(as_csv, 2), (as_jsonl, 1), (as_xlsx, 2), (as_parquet, 2)],
    ids=["csv", "jsonl", "xlsx", "parquet"],
)
@pytest.mark.parametrize("times", [1, 300])
def test_blank_rows_are_no_requests(make, first, times):
    found = [number for number, _ in open_table(io.BytesIO(make(ROWS * times))).rows]
    assert found == [again * len(ROWS) + row + first - 1 for again in range(times) for row in REQUESTS]


def test_an_object_without_anything_in_it_is_no_request():
    data = b'{"id": 1}\n{}\n{"id": null}\n{"other": 0}\n{"id": false}\n{"id": []}\n'
    assert [number for number, _ in open_table(io.BytesIO(data)).rows] == [1, 4, 5, 6]


def test_blanks_in_quotes_and_in_too_few_cells_are_no_request():
    assert [number for number, _ in open_table(io.BytesIO(b'a,b\n" "," "\n  \n1,2\n')).rows] == [4]
