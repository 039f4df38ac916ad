"""A table cut into parts, and read in blocks of any size, is the same table."""

import csv
import io
import os
from itertools import takewhile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orderless.batch.tables.csv_records import CsvRecords
from orderless.batch.tables.table import readable
from orderless.batch.tables.text_blocks import find_encoding, text_blocks
from orderless.batch.tables.text_table import (
    Stretch,
    csv_rows,
    csv_text,
    jsonl_rows,
    jsonl_text,
    read_part,
    split_csv,
    split_lines,
)
from orderless.errors import BadInput, CannotDo
from support.counts import examples
from support.opened_tables import opened_table

# Anything that parts, quotes or ends something, and a little text; most of it is broken, which must not matter.
PIECES = [
    "a",
    "b",
    " ",
    ",",
    '"',
    '""',
    '","',
    "\n",
    "\r\n",
    "\r",
    '"\n"',
    "x,y,z\n",
    '1,"q",3\n',
    '"two\nlines",b,c\n',
    "é",
    "\u2028",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join)
CODECS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
HEADER = "no,text,end\n"


def in_codec(text, codec):
    return (HEADER + "é,é,é\n" + text).encode(codec, "replace")


def in_blocks(data, size):
    """The rows and refusals where blocks have about `size` bytes."""
    file = io.BytesIO(data)
    encoding, shape, start, end = csv_text(file, "t", ",")
    refused = []
    records = CsvRecords(shape, 1, "t")
    rows = []
    for block in text_blocks(file, encoding, start, end, "t", size):
        rows += readable(records.rows(block.text, last=block.end >= end), lambda bad: refused.append(placed(bad)))
    return rows, refused


def placed(bad):
    return bad.row, bad.line or bad.row, bad.reason


def in_parts(data, parts, size):
    file = io.BytesIO(data)
    encoding, shape, start, end = csv_text(file, "t", ",")
    rows, refused = [], []
    stretches = list(split_csv(file, "t", encoding, shape, start, end, parts, size))
    assert [stretch.start for stretch in stretches[1:]] == [stretch.end for stretch in stretches[:-1]]
    for stretch in stretches:
        read = csv_rows(io.BytesIO(data), "t", encoding, shape, stretch)
        rows += readable(read, lambda bad: refused.append(placed(bad)))
    return rows, refused


@settings(max_examples=examples(300))
@given(TEXTS, CODECS, st.integers(1, 40))
@example('1,"a\nb",2\n' * 5, "utf-8", 3)
@example('1,"open,2\n3,4,5\n"q",7,8\n', "utf-8", 5)
def test_blocks_of_any_size_give_the_same_rows(text, codec, size):
    data = in_codec(text, codec)
    assert in_blocks(data, size) == in_blocks(data, 1 << 20)


@settings(max_examples=examples(300))
@given(TEXTS, CODECS, st.integers(1, 6), st.integers(1, 40))
@example('1,"a\nb",2\n' * 20, "utf-8", 4, 10)
@example('1,"a\nx,y,z\nb",2\n' * 20, "utf-8", 4, 10)
@example('1,"open,2\n3,4,5\n"q",7,8\n' * 5, "utf-16", 4, 5)
@example('aa\r","\naa', "utf-8", 3, 8)
def test_parts_joined_are_the_whole(text, codec, parts, size):
    data = in_codec(text, codec)
    assert in_parts(data, parts, size) == in_blocks(data, 1 << 20)


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\n\r\t"))


TEXTS_OF_LINES = CELLS.map(lambda cell: cell.replace(",", ";") if "\n" in cell or "\r" in cell else cell)


@settings(max_examples=examples(300))
@given(st.lists(st.lists(CELLS | TEXTS_OF_LINES, min_size=3, max_size=3)))
def test_no_row_of_a_sound_file_is_lost_by_parts(rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    found, refused = in_parts((HEADER + text.getvalue()).encode(), 4, 16)
    kept = [row for row in rows if any(map(str.strip, row))]
    if any(map(_holds_what_may_be_rows, rows)):  # quotes are perhaps not closed there, and what follows is doubtful
        before = list(takewhile(lambda row: not _holds_what_may_be_rows(row), kept))
        assert [list(cells) for _, cells in found[: len(before)]] == before
    else:
        assert [list(cells) for _, cells in found] == kept
        assert refused == []


def _holds_what_may_be_rows(row):
    return any("," in cell and not {"\n", "\r"}.isdisjoint(cell) for cell in row)


@settings(max_examples=examples(200))
@example([["x", "x"], ["x  0"]], 1, 8)
@given(st.lists(st.lists(CELLS.map("x".__add__), min_size=1, max_size=4)), st.integers(1, 4), st.integers(8, 64))
def test_refused_rows_are_named_with_the_line_on_which_they_begin(rows, parts, size):
    """As the csv module counts lines, in however many parts the file is read."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    data = (HEADER + text.getvalue()).encode()
    _, refused = in_parts(data, parts, size)
    lines, begins = csv.reader(io.StringIO(data.decode(), newline="")), [1]
    for _ in lines:
        begins.append(lines.line_num + 1)
    assert all(line == begins[number - 1] for number, line, reason in refused if "where the header has" in reason)
    of_width = [reason for *_, reason in refused if not reason.endswith("it is not decided")]  # those are notes
    assert all("where the header has" in reason for reason in of_width) or any("\n" in c for r in rows for c in r)


@given(
    st.lists(st.sampled_from(['{"a": 1}', '{"b": "x"}', "", "nonsense", "[]", '{"a": {"c": [1]}}', "{"])),
    st.integers(1, 5),
)
def test_parts_of_json_lines_joined_are_the_whole(lines, parts):
    data = "\n".join(['{"a": 0}', *lines]).encode()
    file = io.BytesIO(data)
    encoding, keys, start, end = jsonl_text(file, "t")

    def read(stretches):
        refused = []
        rows = [
            row
            for stretch in stretches
            for row in readable(jsonl_rows(io.BytesIO(data), "t", encoding, keys, stretch), refused.append)
        ]
        return rows, refused

    assert read(split_lines(file, "t", encoding, start, end, parts, 4)) == read([Stretch(start, end, 1)])


def test_a_file_is_cut_where_its_rows_end_and_each_part_is_about_as_large(tmp_path):
    path = tmp_path / "requests.csv"
    path.write_text("no,text,cost\n" + "".join(f'{n},"two\nlines, {n}",5\n' for n in range(20_000)), encoding="utf-8")
    refused = []
    table = opened_table(path, refused.append)
    parts = list(table.split(4))
    assert len(parts) == 4
    assert max(part.end - part.start for part in parts) < 2 * min(part.end - part.start for part in parts)
    joined = [row for part in parts for row in read_part(part)]
    assert joined == list(table.rows)
    assert joined[-1][0] == 20_001
    assert not refused


def test_a_stream_cannot_be_cut():
    assert opened_table(io.BytesIO(b"a,b\n1,2\n"), print).split is None


@given(st.binary(max_size=200), st.integers(1, 7))
def test_any_bytes_are_text_or_refused_and_blocks_hold_all_of_them(data, size):
    file = io.BytesIO(data)
    try:
        encoding = find_encoding(file, "t")
    except BadInput:
        return
    blocks = list(text_blocks(file, encoding, encoding.start, len(data), "t", size))
    assert [block.start for block in blocks[1:]] == [block.end for block in blocks[:-1]]
    if blocks:
        assert (blocks[0].start, blocks[-1].end) == (encoding.start, len(data))


def test_a_file_that_is_replaced_or_gone_is_not_read_on(tmp_path):
    path = tmp_path / "requests.csv"
    path.write_text("a,b\n" + "1,2\n" * 50_000, encoding="utf-8")
    table = opened_table(path, print)
    first, second = list(table.split(2))
    assert list(read_part(first))
    (tmp_path / "other").write_text("a,b\n" + "3,4\n" * 50_000, encoding="utf-8")
    (tmp_path / "other").replace(path)
    with pytest.raises(CannotDo, match=r"requests.csv was changed while it was read; start again"):
        list(read_part(second))
    with pytest.raises(CannotDo, match="was changed"):
        list(table.split(2))
    path.unlink()
    with pytest.raises(CannotDo, match=r"requests.csv cannot be read any further"):
        list(read_part(second))


@pytest.mark.parametrize("cell", ["2", '"two\nlines"'])
def test_a_file_that_is_cut_short_while_it_is_read_is_said(tmp_path, cell):
    path = tmp_path / "requests.csv"
    path.write_text("a,b\n" + f"1,{cell}\n" * 50_000, encoding="utf-8")
    rows = opened_table(path, print).rows
    next(rows)
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(CannotDo, match="was changed while it was read; start again"):
        list(rows)
