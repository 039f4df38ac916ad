"""Where tables come from: files, pipes and streams."""

import io
import os
import threading
from pathlib import Path

import pytest

from orderless.batch.tables.opening import open_table
from orderless.batch.tables.table import Refused
from orderless.errors import BadInput, CannotDo
from support.opened_tables import opened_table


def rows_of(source, **options):
    refused: list[Refused] = []
    return [list(cells) for _, cells in opened_table(source, refused.append, **options).rows]


def test_a_stream_is_read_like_a_file(tmp_path):
    path = tmp_path / "requests.csv"
    path.write_bytes(b"a,b\n1,2\n")
    assert rows_of(io.BytesIO(path.read_bytes())) == rows_of(path) == [["1", "2"]]


def test_a_stream_has_a_name_in_messages():
    with pytest.raises(BadInput, match="standard input is empty"):
        rows_of(io.BytesIO(b""))


@pytest.mark.skipif(os.name != "posix", reason="names of files are text there")
def test_a_name_that_is_no_text_can_be_written_down(tmp_path):
    path = tmp_path / os.fsdecode(b"\xe9t.csv")
    path.write_bytes(b"a,b\n1,2\n3\n")
    table = open_table(path)
    assert table.name == "\ufffdt.csv"
    assert [one.file for one in table.rows if isinstance(one, Refused)] == ["\ufffdt.csv"]
    with pytest.raises(BadInput, match=r"\ufffdt\.csv is not xlsx"):
        open_table(path, form="xlsx")


def test_the_content_says_the_format_and_not_the_name(tmp_path):
    path = tmp_path / "requests.xlsx"
    path.write_bytes(b'{"a": 1}\n{"a": 2}\n')
    assert rows_of(path) == [[1], [2]]


def test_a_pipe_is_read_to_its_end(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"a;b\n1;2\n",))
    writer.start()
    assert rows_of(path) == [["1", "2"]]
    writer.join()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (Path("/nowhere/x.csv"), "not there"),
        (Path("/dev/zero"), "neither"),
        (Path("/"), "folder"),
        (Path("a\0b"), "name"),
    ],
)
def test_what_is_no_file_is_said(path, words):
    with pytest.raises(BadInput, match=words):
        rows_of(path, name="x.csv")


def test_a_stream_that_breaks_off_is_said():
    class Broken(io.RawIOBase):
        def readinto(self, _buffer):
            raise OSError(5, "")

        def readable(self):
            return True

    with pytest.raises(CannotDo, match="cannot be read"):
        rows_of(Broken())


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files can be counted on Linux only")
def test_a_file_is_closed_when_its_rows_end_or_are_left(tmp_path):
    path = tmp_path / "requests.csv"
    path.write_bytes(b"a,b\n1,2\n3,4\n")
    before = len(list(Path("/proc/self/fd").iterdir()))
    table = opened_table(path, print)
    list(table.rows)
    left = opened_table(path, print)
    next(left.rows)
    left.rows.close()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
