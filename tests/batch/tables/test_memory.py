"""Reading and writing take no more memory for many rows than for few."""

import json
import tracemalloc

import openpyxl  # noqa: F401 (so that what it takes is not counted)
import pytest

from orderless.batch.tables.heaps import heaps, weight
from orderless.batch.tables.opening import open_table
from orderless.batch.tables.table import Refused
from orderless.batch.tables.writing import open_output
from orderless.batch.tables.xlsx_texts import KeptTexts
from support.opened_tables import opened_table


def put_rows(path, form, count):
    with path.open("w", encoding="utf-8", newline="") as file:
        if form == "csv":
            file.write("id,text,cost\n")
        for number in range(count):
            text = f"please train us, {number}\nthank you"
            row = f'{number},"{text}",5\r\n' if form == "csv" else json.dumps({"id": number, "text": text}) + "\n"
            file.write(row)


def peak(path, target):
    tracemalloc.start()
    try:
        table = opened_table(path, print)
        with open_output(target, table.header, style=table.style) as output:
            output.write(cells for _, cells in table.rows)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


MOST = 4 << 20
"""Bytes, of which the whole of any chunk that is looked at for its encoding takes one million."""


def assert_little(folder, form, count):
    path = folder / f"requests.{form}"
    put_rows(path, form, count)
    assert peak(path, folder / f"decided.{form}") < MOST


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_memory_does_not_grow_with_rows(tmp_path, form):
    assert_little(tmp_path, form, 20_000)  # which all together would take more than twice as much


def test_memory_does_not_grow_with_rows_that_cannot_be_read(tmp_path):
    path = tmp_path / "requests.csv"
    path.write_text("id,text,cost\n" + "1,please train us\n" * 40_000, encoding="utf-8")
    tracemalloc.start()
    try:
        refused = 0
        for one in open_table(path).rows:
            refused += isinstance(one, Refused)
        assert tracemalloc.get_traced_memory()[1] < MOST
    finally:
        tracemalloc.stop()
    assert refused == 40_000


@pytest.mark.nightly
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_memory_does_not_grow_with_very_many_rows(tmp_path, form):
    assert_little(tmp_path, form, 200_000)


@pytest.mark.parametrize("form", ["xlsx", "jsonl", "csv"])
def test_writing_does_not_keep_rows(tmp_path, form):
    def written(count: int) -> int:
        tracemalloc.start()
        try:
            with open_output(tmp_path / f"{count}.{form}", ("id", "text")) as output:
                output.write((number, f"text {number}") for number in range(count))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert written(10_000) < MOST


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_memory_does_not_grow_with_the_length_of_cells(tmp_path, form):
    """250 rows of 200 kB, which all together are fifty million."""
    if form == "parquet":
        pytest.importorskip("pyarrow")
    path = tmp_path / "requests.csv"
    path.write_text("id,text\n" + f"1,{'a' * 200_000}\n" * 250, encoding="utf-8")
    assert peak(path, tmp_path / f"decided.{form}") < 2 * MOST


def test_a_decision_waits_for_no_more_long_rows_than_fit(tmp_path):
    rows = ((number, ["a" * 500_000]) for number in range(100))
    longest = max(len(heap) for heap in heaps(rows, 256, lambda row: weight(row[1])))
    assert longest == 3  # the last of which went over the million


def test_texts_of_a_workbook_wait_in_a_file_once_they_are_many():
    texts = KeptTexts()
    some = [f"{number} \U0001f600 {'x' * 1000}" for number in range(10_000)]
    tracemalloc.start()
    try:
        for text in some:
            texts.add(f"{text}!")
        assert tracemalloc.get_traced_memory()[1] < 6 * MOST  # and not forty million bytes, of four for each sign
    finally:
        tracemalloc.stop()
    assert [texts[at] for at in (0, 9_999, 5_000)] == [f"{some[at]}!" for at in (0, 9_999, 5_000)]
    with pytest.raises(LookupError):
        texts[10_000]
    texts.close()
