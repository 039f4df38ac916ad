"""A journal keeps what it was given, in order, and only one process continues it."""

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderless.errors import CannotDo
from orderless.interview.versions import NEWEST_SCHEMA
from orderless.storage import disk
from orderless.storage.journal import Busy, Journal, encode, parse, read
from support.counts import examples


def test_what_was_appended_is_read_back_the_same(path, answer):
    """Hard text included, by the open journal, by a reader and after reopening."""
    records = [answer(i) for i in range(1, 13)]
    with Journal.create(path) as journal:
        numbers = [journal.append(record) for record in records]
        while_open = tuple(journal.records)
    with Journal.open(path) as again:
        reopened = tuple(again.records)

    assert numbers == list(range(1, 13))
    assert [{"n": n, **record} for n, record in zip(numbers, records, strict=True)] == list(reopened)
    assert while_open == reopened == read(path).records
    assert again.notices == read(path).notices == ()


def test_a_line_has_its_number_first_and_its_checksum_last(session):
    """Other programs can check a file: CRC-32 over the bytes before `,"crc"`."""
    for n, line in enumerate(session(3).read_bytes().splitlines(), 1):
        body, _, check = line.rpartition(b',"crc":"')
        assert line.startswith(b'{"n":%d,"k":"answer",' % n)
        assert check == b'%08x"}' % zlib.crc32(body)
        assert json.loads(line)["n"] == n


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.text(st.characters()), json_values)
def test_any_text_and_value_survives_a_line(text, value):
    """NULs, control characters and every plane; whatever JSON can hold."""
    record = {"k": "note", "text": text, "value": value}

    line = encode(7, record)

    assert line.count(b"\n") == 1
    assert parse(line[:-1]) == {"n": 7, **record}


@given(st.text(st.characters(categories=["Cs"]), min_size=1, max_size=1), st.text())
def test_lone_surrogates_come_back_the_same(surrogate, text):
    line = encode(1, {"k": "note", "text": text + surrogate})

    assert parse(line[:-1]) == {"n": 1, "k": "note", "text": text + surrogate}


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"k": 3},
        {"k": "a", "n": 1},
        {"k": "a", "crc": ""},
        {"k": "a", "v": float("nan")},
        {"k": "a", "v": {1}},
    ],
)
def test_what_cannot_be_a_record_is_refused_before_the_file_is_touched(path, record):
    with Journal.create(path) as journal:
        with pytest.raises((ValueError, TypeError)):
            journal.append(record)
        assert path.read_bytes() == b""
        assert journal.append({"k": "note"}) == 1


def test_the_second_to_open_is_refused_by_name_and_can_still_read(session):
    path = session(2)
    with Journal.open(path):
        with pytest.raises(Busy, match=f"{path.stem} is open in another orderless.*sessions show {path.stem}"):
            Journal.open(path)
        assert len(read(path).records) == 2
    Journal.open(path).close()


def test_create_never_opens_what_is_there(session):
    path = session(1)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        Journal.create(path)
    assert path.read_bytes() == before


def test_opening_never_creates(path):
    with pytest.raises(CannotDo, match="not there"):
        Journal.open(path)
    assert not path.exists()


def test_a_link_a_folder_or_a_device_is_no_journal(tmp_path, session):
    """Neither opened nor read, and what a planted link points to is not touched."""
    victim = session(1)
    link, fifo, folder = tmp_path / "link.jsonl", tmp_path / "fifo.jsonl", tmp_path / "folder.jsonl"
    link.symlink_to(victim)
    os.mkfifo(fifo)
    folder.mkdir()
    for path in (link, fifo, folder, Path("/dev/null")):
        for use in (Journal.open, read):
            with pytest.raises(CannotDo):
                use(path)
    with pytest.raises(FileExistsError):
        Journal.create(link)
    assert len(read(victim).records) == 1


def test_append_returns_only_after_the_disk_has_the_line(path, monkeypatch):
    """Write, then sync, each time; the folder is synced when the file is made."""
    calls = []
    write, sync, sync_folder = disk.write_all, disk.sync, disk.sync_folder
    monkeypatch.setattr(disk, "write_all", lambda fd, data: (calls.append("write"), write(fd, data)))
    monkeypatch.setattr(disk, "sync", lambda fd: (calls.append("sync"), sync(fd)))
    monkeypatch.setattr(disk, "sync_folder", lambda folder: (calls.append(folder), sync_folder(folder)))

    with Journal.create(path) as journal:
        journal.append({"k": "note"})
        journal.append({"k": "note"})

    assert calls == [path.parent, "write", "sync", "write", "sync"]


def test_unknown_kinds_are_kept(path):
    with Journal.create(path) as journal:
        journal.append({"k": "from_the_future", "x": [1, {"y": None}]})
    with Journal.open(path) as journal:
        assert tuple(journal.records) == ({"n": 1, "k": "from_the_future", "x": [1, {"y": None}]},)
        assert journal.append({"k": "note"}) == 2


@pytest.mark.parametrize("schema", [NEWEST_SCHEMA + 1, "2"])
def test_a_newer_session_is_read_and_never_changed(path, schema):
    with Journal.create(path) as journal:
        journal.append({"k": "start", "schema": schema})
    path.write_bytes(path.read_bytes() + b'{"n":2,"k":"tor')
    before = path.read_bytes()

    with Journal.open(path) as journal:
        assert journal.read_only
        assert "newer" in journal.notices[0]
        assert len(journal.records) == 1
        with pytest.raises(CannotDo, match="newer"):
            journal.append({"k": "note"})

    assert path.read_bytes() == before
    assert "newer" in read(path).notices[0]


def test_our_own_schema_is_continued(path):
    with Journal.create(path) as journal:
        journal.append({"k": "start", "schema": NEWEST_SCHEMA})
    with Journal.open(path) as journal:
        assert not journal.read_only
        assert journal.append({"k": "note"}) == 2


def test_a_clock_that_goes_back_does_not_change_the_order(path):
    times = ["2026-11-22T10:00:00Z", "1970-01-01T00:00:00Z", "2100-01-01T00:00:00Z", "2026-10-25T01:30:00Z"]
    with Journal.create(path) as journal:
        for at in times:
            journal.append({"k": "note", "at": at})
    assert [record["at"] for record in read(path).records] == times


def test_a_copy_after_each_answer_is_a_whole_session(path, answer, tmp_path):
    """What a sync client or a colleague copies at any moment between answers can be read and continued."""
    copy = tmp_path / "copy.jsonl"
    with Journal.create(path) as journal:
        for i in range(1, 41):
            journal.append(answer(i))
            copy.write_bytes(path.read_bytes())
            assert read(copy).records == tuple(journal.records)
            assert read(copy).notices == ()


def test_two_copies_continued_apart_are_united_by_joining_the_files(session, answer, tmp_path):
    """The shared part is there once; the five answers added on each side are all there, and it is said."""
    path = session(10)
    other = tmp_path / "other.jsonl"
    other.write_bytes(path.read_bytes())
    for side, words in ((path, "ours"), (other, "theirs")):
        with Journal.open(side) as journal:
            for i in range(5):
                journal.append(answer(i, f"{words} {i}"))

    path.write_bytes(path.read_bytes() + other.read_bytes())
    reading = read(path)

    assert len(reading.records) == 20
    assert [record["n"] for record in reading.records[10:]] == [11, 11, 12, 12, 13, 13, 14, 14, 15, 15]
    assert len(reading.notices) == 5
    assert all("different content" in notice for notice in reading.notices)


def test_numbers_that_only_look_equal_are_different_content(path):
    """1, 1.0 and true are three answers, though Python calls them equal."""
    path.write_bytes(b"".join(encode(1, {"k": "answer", "value": value}) for value in (1, 1.0, True)))
    assert [str(record["value"]) for record in read(path).records] == ["1", "1.0", "True"]


WRITER = """
import sys, time
from pathlib import Path
from orderless.storage.journal import Busy, Journal
for i in range(int(sys.argv[3])):
    while True:
        try:
            with Journal.open(Path(sys.argv[1])) as journal:
                journal.append({"k": "answer", "who": sys.argv[2], "i": i})
            break
        except Busy:
            time.sleep(0.002)
"""


def test_eight_processes_with_many_answers_each_lose_none(session, child_environment):
    path, many = session(0), examples(100)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(who), str(many)], env=child_environment)
        for who in range(8)
    ]
    assert [writer.wait(60) for writer in writers] == [0] * 8

    reading = read(path)

    assert reading.notices == ()
    assert [record["n"] for record in reading.records] == list(range(1, 8 * many + 1))
    for who in range(8):
        assert [record["i"] for record in reading.records if record["who"] == str(who)] == list(range(many))
