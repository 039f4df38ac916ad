"""What is written is read again as what it was, in every format."""

import csv
import io
import os
import random
import re
import stat
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orderless.batch.tables.table import CsvStyle, Nested, Unread
from orderless.batch.tables.writing import TextForm, finished_text, open_output
from orderless.errors import BadInput, CannotDo
from support.counts import examples
from support.opened_tables import opened_table
from support.signed_cells import NUMBERS, SUMS

HEADER = ("No", "Text", "More")
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
NASTY = st.sampled_from(
    ["=1+1", "@SUM(A1)", "-cmd|x", "+1", "\ttab", "'", '"', ",", ";", "a\r\nb", "#N/A", "_x0041_", "00012"]
)
# A first cell that is never empty: a row without anything in it is no request.
ROWS = st.lists(st.tuples(TEXT.map("n".__add__), TEXT | NASTY, TEXT | NASTY), max_size=12)


def written(form, rows, header=HEADER, **options):
    out = io.BytesIO()
    with open_output(out, header, form=form, **options) as output:
        output.write(rows)
    return out.getvalue(), output.notices


def read(data, form):
    refused = []
    table = opened_table(io.BytesIO(data), refused.append, form=form)
    return table.header, [tuple(cells) for _, cells in table.rows], refused


@pytest.mark.parametrize("form", ["jsonl", "xlsx", "parquet"])
@settings(max_examples=examples(60), deadline=None)
@given(rows=ROWS)
@example(rows=[("n", "=1+1", "\x00\x01"), ("n", "\ufffe", "\r")])
def test_any_text_comes_back_as_it_was(form, rows):
    if not rows and form == "jsonl":
        return  # without an object there are no keys
    header, found, refused = read(written(form, rows)[0], form)
    assert header == HEADER
    assert refused == []
    assert [tuple(cell or "" for cell in row) for row in found] == rows


@settings(max_examples=examples(150), deadline=None)
@given(rows=ROWS, delimiter=st.sampled_from(",;\t|"))
@example(rows=[("n", "-5", "=1")], delimiter=",")
@example(rows=[("n", "\x1f@", "\u3000=1"), ("n", "a", "\u2003+cmd|x")], delimiter=";")
def test_csv_holds_what_was_written_but_for_the_guard(rows, delimiter):
    data, notices = written("csv", rows, style=CsvStyle(delimiter))
    found = list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter))[1:]
    changed = sum(a != b for was, now in zip(rows, found, strict=True) for a, b in zip(was, now, strict=True))
    assert [tuple(cell.removeprefix("'") for cell in row) for row in found] == [
        tuple(cell.removeprefix("'").replace("\0", "\ufffd") for cell in row) for row in rows
    ]
    assert not any(cell.lstrip()[:1] in set("=@") for row in found for cell in row)
    assert bool(notices) == bool(changed)


def test_csv_has_no_nul_in_it_and_is_read_again():
    data, notices = written("csv", [["1", "a\0b", "\x1b"], ["2", "\0", "=\0"]])
    assert read(data, "csv")[1:] == ([("1", "a\ufffdb", "\x1b"), ("2", "\ufffd", "'=\ufffd")], [])
    assert [notice.partition(" now")[0] for notice in notices][1] == "3 NUL signs are \ufffd"
    part = finished_text([["1", "\0", ""]], HEADER, TextForm("csv", CsvStyle()))
    out = io.BytesIO()
    with open_output(out, HEADER) as output:
        output.append(part)
    assert output.notices[0].startswith("1 NUL sign is")


@pytest.mark.parametrize("text", SUMS)
def test_what_a_spreadsheet_would_work_out_stays_as_it_was_typed(text):
    data, _ = written("csv", [["x", text, text]])
    assert list(csv.reader(io.StringIO(data.decode(), newline="")))[1] == ["x", "'" + text, "'" + text]


def test_numbers_and_telephones_are_no_formulas():
    cells = list(NUMBERS)
    data, notices = written("csv", [cells], [f"c{n}" for n in range(len(cells))])
    assert list(csv.reader(io.StringIO(data.decode())))[1] == cells
    assert notices == []


@pytest.mark.parametrize("text", ["=1", "+a", "-a", "@a", "\t=1", " =1", "\r\n=1", "＝1", '=1,"x"'])
def test_no_cell_of_a_csv_file_can_run(text):
    data, notices = written("csv", [["x", text, text]])
    row = list(csv.reader(io.StringIO(data.decode(), newline="")))[1]
    assert row == ["x", "'" + text, "'" + text]
    assert "2 cells begin" in notices[0]


def test_a_workbook_holds_typed_cells_and_no_formula():
    row = ["=1+1", date(2024, 3, 1), datetime(2024, 3, 1, 9, 30), 5, 1.5, True, "00012", "#N/A", None, 10**20]
    data, _ = written("xlsx", [row], [f"=c{n}" for n in range(len(row))])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert {cell.data_type for cells in sheet.iter_rows() for cell in cells} <= {"s", "n", "d", "b"}
    assert [cell.value for cell in sheet[1]] == [f"=c{n}" for n in range(len(row))]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert read(data, "xlsx")[1] == [(*row[:9], str(10**20))]


def test_an_error_of_a_workbook_stays_one_and_a_text_that_looks_so_a_text():
    book = openpyxl.Workbook()
    book.active.append(["No", "Text", "More"])
    book.active.append(["n", "#N/A", "#REF!"])
    book.active["C2"].data_type = "s"
    out = io.BytesIO()
    book.save(out)
    rows = read(out.getvalue(), "xlsx")[1]
    data, _ = written("xlsx", rows)
    row = openpyxl.load_workbook(io.BytesIO(data)).active[2]
    assert [(cell.value, cell.data_type) for cell in row] == [("n", "s"), ("#N/A", "e"), ("#REF!", "s")]
    assert "n,#N/A,#REF!" in written("csv", rows)[0].decode()


WITHOUT_LXML = {"OPENPYXL_LXML": "False"}


def alone(program, *arguments, **environment):
    """What a Python of its own says when it runs `program`."""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


GIVEN_UP = """
import io, os, tempfile
from orderless.batch.tables.writing import open_output
tempfile.tempdir = tempfile.mkdtemp()
out = io.BytesIO()
try:
    with open_output(out, ("a", "b"), form="xlsx") as output:
        output.write([("=1", "x")] * COUNT)
        raise KeyboardInterrupt
except KeyboardInterrupt:
    pass
print(len(out.getvalue()), os.listdir(tempfile.tempdir))
os.rmdir(tempfile.tempdir)
"""


@pytest.mark.parametrize("environment", [{}, WITHOUT_LXML])
@pytest.mark.parametrize("count", [0, 1, 5_000])
def test_a_workbook_that_is_given_up_says_and_leaves_nothing(environment, count):
    assert alone(GIVEN_UP.replace("COUNT", str(count)), **environment) == (0, "0 []\n", "")


FULL_DISK = """
import random, resource, sys
from pathlib import Path
from orderless.batch.tables.writing import open_output
from orderless.errors import CannotDo
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    with open_output(Path(sys.argv[1]), ("a", "b"), form="xlsx") as output:
        output.write([(n, random.randbytes(50).hex()) for n in range(3_000)])
except CannotDo as error:
    print(error.message)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("environment", [{}, WITHOUT_LXML])
def test_a_workbook_on_a_full_disk_says_so_and_nothing_else(target, environment):
    code, said, errors = alone(FULL_DISK, target, **environment)
    assert (code, errors) == (0, "")
    assert "largest size" in said
    assert list(target.parent.iterdir()) == []


FULL_TARGET = """
import errno, io, random, sys
from orderless.batch.tables.writing import _written
from orderless.batch.tables.table import CsvStyle
class Full(io.RawIOBase):
    def __init__(self, room):
        self.room, self.at = room, 0
    def readable(self): return True
    def writable(self): return True
    def seekable(self): return True
    def seek(self, to, whence=0):
        self.at = to if whence == 0 else self.at + to
        return self.at
    def tell(self): return self.at
    def write(self, data):
        if self.at + len(data) > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.at += len(data)
        return len(data)
from contextlib import contextmanager
try:
    with io.BufferedRandom(Full(int(sys.argv[2]))) as file:
        with contextmanager(_written)(file, ("a", "b"), sys.argv[1], CsvStyle(), {}) as output:
            output.write([(n, random.randbytes(50).hex()) for n in range(3_000)])
except OSError as error:
    print(error.strerror)
"""


@pytest.mark.parametrize("room", [0, 100, 10_000, 100_000])
@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx", "parquet"])
def test_a_target_without_room_ends_with_that_and_nothing_else_is_said(form, room):
    """What waits is elsewhere and has room; zipfile's own end would meet the full disk, or a closed file, again."""
    assert alone(FULL_TARGET, form, room) == (0, "No space left on device\n", "")


NO_ROOM_TO_WAIT = """
import random, sys, tempfile
from pathlib import Path
from orderless.batch.tables import source
from orderless.batch.tables.writing import open_output
from orderless.errors import CannotDo
source.TemporaryFile = lambda: Path("/dev/full").open("w+b")
try:
    with open_output(Path(sys.argv[2]), ("a", "b"), form=sys.argv[1]) as output:
        output.write([(n, random.randbytes(50).hex()) for n in range(int(sys.argv[3]))])
except CannotDo as error:
    print(error.message)
"""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("count", [1, 3_000])
@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_where_temporary_files_have_no_room_they_are_what_is_named(target, form, count):
    """Not the file that was asked for, whose disk has room."""
    code, said, errors = alone(NO_ROOM_TO_WAIT, form, target, count)
    assert (code, errors) == (0, "")
    assert re.fullmatch(r"Temporary files cannot be written in .+: the disk is full\. Set TMPDIR to .+\n", said)
    assert list(target.parent.iterdir()) == []


BOTH_WAYS = """
import io, zipfile
from datetime import date
from orderless.batch.tables.opening import open_table
from orderless.batch.tables.writing import open_output
from orderless.errors import BadInput
out = io.BytesIO()
with open_output(out, ("=a", "b"), form="xlsx") as output:
    output.write([("=1+1", " x\\r\\n\\x07"), (date(2024, 3, 1), "#N/A"), (0.5, "_x0041_")])
with zipfile.ZipFile(out) as archive:
    assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")
    parts = {name: archive.read(name) for name in archive.namelist()}
for laughs in (None, "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            start = b'<!DOCTYPE x [<!ENTITY a "ha">]>' if name == laughs else b""
            archive.writestr(name, start + part)
    try:
        table = open_table(io.BytesIO(out.getvalue()), name="book")
        print(table.header, list(table.rows))
    except BadInput as error:
        print(error.message)
"""


def test_a_workbook_is_the_same_with_and_without_lxml():
    code, said, errors = alone(BOTH_WAYS)
    assert (code, errors) == (0, "")
    first, *others = said.splitlines()
    rows = [(2, ["=1+1", " x\r\n\x07"]), (3, [date(2024, 3, 1), "#N/A"]), (4, [0.5, "_x0041_"])]
    assert first == f"{('=a', 'b')} {rows}"
    assert len(others) == 4
    assert all("entities" in line for line in others[:3])
    assert others[3] == first  # what is in no cell's way is not read, and does no harm
    assert alone(BOTH_WAYS, **WITHOUT_LXML) == (code, said, errors)


def test_a_text_too_long_for_a_cell_is_cut_and_said():
    data, notices = written("xlsx", [["n", "a" * 40_000, "😀" * 20_000]])
    row = read(data, "xlsx")[1][0]
    assert [len(cell.encode("utf-16-le")) // 2 <= 32_767 for cell in row] == [True, True, True]
    assert row[1].endswith("[cut here: a cell of a workbook holds no more]")
    assert "2 texts" in notices[0]


def test_parquet_columns_have_the_type_that_holds_all_their_cells():
    columns = {
        "whole": [1, 2, None],
        "numbers": [1, 2.5, None],
        "mixed": [1, "x", None],
        "days": [date(2024, 1, 1), None, None],
        "moments": [date(2024, 1, 1), datetime(2024, 1, 1, 9), None],
        "huge": [1 << 70, 1, None],
        "long": [(1 << 53) + 1, 1, None],
        "long and fractions": [(1 << 53) + 1, 0.5, None],
        "unread": [1, Unread("no result"), 2],
        "empty": [None, None, None],
    }
    data, _ = written("parquet", list(zip(["a", "b", "c"], *columns.values(), strict=True)), ["id", *columns])
    found = read(data, "parquet")[1]
    assert dict(zip(columns, zip(*[row[1:] for row in found], strict=True), strict=True)) == {
        "whole": (1, 2, None),
        "numbers": (1.0, 2.5, None),
        "mixed": ("1", "x", None),
        "days": (date(2024, 1, 1), None, None),
        "moments": (datetime(2024, 1, 1), datetime(2024, 1, 1, 9), None),
        "huge": (str(1 << 70), "1", None),
        "long": ((1 << 53) + 1, 1, None),
        "long and fractions": (str((1 << 53) + 1), "0.5", None),
        "unread": (1, None, 2),
        "empty": (None, None, None),
    }


def test_lists_and_objects_pass_through_json_lines():
    line = b'{"a": [1, "x"], "b": [{"c": null}], "d": "[1]"}\n'
    _, rows, _ = read(line, "jsonl")
    assert [type(cell) for cell in rows[0]] == [Nested, Nested, str]
    assert written("jsonl", rows, ("a", "b", "d"))[0] == line


def write_and_stop(path, stop, **options):
    with open_output(path, HEADER, **options) as output:
        output.write([("1", "a", "b")] * 1_000)
        raise stop


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / "decided.csv"


def test_a_file_is_for_its_owner_and_begins_with_a_mark_for_excel(target):
    with open_output(target, HEADER) as output:
        output.write([("1", "é", "x")])
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_bytes().startswith(b"\xef\xbb\xbfNo,Text,More\r\n")


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "xlsx", "parquet"])
@pytest.mark.parametrize("stop", [KeyboardInterrupt, BadInput, OSError])
def test_nothing_is_left_of_a_file_that_could_not_be_finished(target, form, stop):
    path = target.with_suffix(f".{form}")
    with pytest.raises((KeyboardInterrupt, BadInput, CannotDo)):
        write_and_stop(path, stop)
    assert list(target.parent.iterdir()) == []


def test_what_is_there_is_kept_unless_forced(target):
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match="--force"), open_output(target, HEADER):
        pass
    assert target.read_text(encoding="utf-8") == "mine"
    with open_output(target, HEADER, force=True) as output:
        output.write([])
    assert target.read_text(encoding="utf-8-sig") == "No,Text,More\n"


def test_the_old_file_stays_until_the_new_one_is_whole(target):
    target.write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        write_and_stop(target, KeyboardInterrupt, force=True)
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in target.parent.iterdir()] == ["decided.csv"]


def test_two_columns_of_one_name_are_refused(target):
    with (
        pytest.raises(BadInput, match="orderless_outcome"),
        open_output(target, ("a", "orderless_outcome", "orderless_outcome")),
    ):
        pass


def test_an_ending_that_says_no_format_is_refused(target):
    with pytest.raises(BadInput, match="csv"), open_output(target.with_suffix(".doc"), HEADER):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_a_full_disk_is_said_and_leaves_nothing(target, form):
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    rows = [(str(n), random.Random(n).randbytes(50).hex(), "x") for n in range(3_000)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(CannotDo, match="largest size"):
            write_all(target.with_suffix(f".{form}"), rows)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(target.parent.iterdir()) == []


def write_all(path, rows):
    with open_output(path, HEADER) as output:
        output.write(rows)
