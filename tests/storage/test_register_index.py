"""The index of the register is never right where the journals say otherwise, and can be thrown away at any moment."""

from __future__ import annotations

import itertools
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import shipped
from orderless.bank.load import check_knowledge
from orderless.interview.versions import start_record
from orderless.register.fold import request_of
from orderless.storage import journal, knowledge_store, register_index
from orderless.storage.journal import Journal, encode
from orderless.storage.register_index import INDEX, forget, read_register
from orderless.storage.sessions import Sessions
from support.fixed_days import east_of_utc
from support.program import environment

AT = "2027-03-01T09:00:00.000+00:00"


@pytest.fixture
def sessions(tmp_path):
    return Sessions(tmp_path / "home" / "sessions")


def add(sessions, request, *events):
    path = sessions.path(request)
    with Journal.open(path) if path.exists() else Journal.create(path) as journal:
        for event in events:
            journal.append({"at": AT, **event})
    return path


def asked(words):
    return {"k": "asked", "words": words, "wanted_by": "2027-03-12"}


def filled(sessions, count=6):
    for number in range(count):
        add(sessions, f"2027-03-0{number % 7 + 1}-aaa{'abcdefgh'[number % 8]}", asked(f"secret words {number}"))
    return sessions


def listed(sessions, **more):
    return read_register(sessions.folder, sessions.files(), shipped(), **more)


def anew(sessions):
    """What the journals come to, without any index."""
    return tuple(request_of(one, sessions.read(one).records, shipped()) for one in sessions.ids())


def read_now(monkeypatch, sessions):
    """The ids of the journals that are read for a list."""
    read = []
    original = journal.read
    monkeypatch.setattr(journal, "read", lambda path: (read.append(path.stem), original(path))[1])
    listed(sessions)
    monkeypatch.undo()
    return sorted(read)


def test_a_journal_is_read_once_and_the_list_is_the_same(sessions, monkeypatch):
    filled(sessions)
    first = listed(sessions)
    assert first.requests == anew(sessions)
    assert read_now(monkeypatch, sessions) == []
    assert listed(sessions) == first


def test_what_has_changed_and_only_that_is_read_again(sessions, monkeypatch):
    filled(sessions)
    listed(sessions)
    changed = sessions.ids()[2]
    add(sessions, changed, {"k": "set", "field": "topic", "value": "new"})
    assert read_now(monkeypatch, sessions) == [changed]
    assert listed(sessions).requests == anew(sessions)


def other_words(path):
    """The same journal with other words of the same length."""
    record = {"at": AT, **asked("SECRET WORDS X")}
    data = encode(1, record)
    assert len(data) == path.stat().st_size
    return data


def test_a_file_that_was_copied_in_with_its_old_times_is_read_again(sessions):
    """The same name, size and times: as another file, and written over in place."""
    filled(sessions)
    listed(sessions)
    for in_place in (True, False):
        path = sessions.path(sessions.ids()[in_place])
        before = path.stat()
        data = other_words(path)
        if in_place:
            path.write_bytes(data)
        else:
            copy = path.with_suffix(".copy")
            copy.write_bytes(data)
            os.utime(copy, ns=(before.st_atime_ns, before.st_mtime_ns))
            copy.replace(path)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert listed(sessions).requests == anew(sessions)
    assert [one.words for one in listed(sessions).requests].count("SECRET WORDS X") == 2


def test_after_a_clock_went_back_what_changed_is_read_again(sessions):
    filled(sessions)
    listed(sessions)
    path = add(sessions, sessions.ids()[0], {"k": "begin"})
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert listed(sessions).requests == anew(sessions)
    assert sum(one.status == "under way" for one in listed(sessions).requests) == 1


def test_what_comes_and_goes_comes_and_goes(sessions):
    filled(sessions)
    listed(sessions)
    gone = sessions.ids()[3]
    sessions.path(gone).unlink()
    add(sessions, "2020-01-01-zzzz", asked("old"))
    assert listed(sessions).requests == anew(sessions)
    assert gone not in {one.id for one in listed(sessions).requests}


def test_after_a_change_of_time_zone_the_days_are_those_of_the_new_one(sessions, monkeypatch):
    """In the evening in UTC it is the next day further east. Nothing is read again for that."""
    talk = [{"k": "answer", "q": "trigger", "value": "going_wrong"}, {"k": "finish"}]
    evening = {"at": "2027-03-01T22:00:00.000+00:00"}
    add(sessions, "2027-03-01-aaaa", *({**event, **evening} for event in [start_record({}), *talk]))
    (before,) = listed(sessions).requests
    with east_of_utc(9):
        assert read_now(monkeypatch, sessions) == []
        (after,) = listed(sessions).requests
        assert (after.talked_on, after.answered_on) == ("2027-03-02", "2027-03-02")
    assert (before.talked_on, before.answered_on) == ("2027-03-01", "2027-03-01")


def test_what_is_removed_while_a_list_runs_does_not_come_back_into_the_index(sessions, monkeypatch):
    filled(sessions)
    gone = sessions.ids()[0]
    really = journal.read

    def removed_after_it_was_read(path):
        found = really(path)
        if path.stem == gone:
            sessions.remove(gone)
        return found

    monkeypatch.setattr(journal, "read", removed_after_it_was_read)
    listed(sessions)
    monkeypatch.undo()
    with sqlite3.connect(sessions.folder.parent / INDEX) as index:
        kept = {row[0] for row in index.execute("SELECT id FROM entries")}
    assert kept == set(sessions.ids())


def test_what_another_list_has_just_read_stays_in_the_index(sessions, monkeypatch):
    """The folder was listed before that request was there."""
    filled(sessions)
    files = sessions.files()
    add(sessions, "2027-03-09-zzzz", asked("new"))
    listed(sessions)
    read_register(sessions.folder, files, shipped())
    assert read_now(monkeypatch, sessions) == []


def test_other_knowledge_reads_all_again(sessions, monkeypatch):
    filled(sessions)
    listed(sessions)
    files = {**shipped().files, "decision.yaml": shipped().files["decision.yaml"] + b"\n# other\n"}
    other, problems = check_knowledge(files)
    assert other is not None, problems
    read = []
    original = journal.read
    monkeypatch.setattr(journal, "read", lambda path: (read.append(path.stem), original(path))[1])
    read_register(sessions.folder, sessions.files(), other)
    assert sorted(read) == sorted(sessions.ids())


def test_a_copy_of_lost_knowledge_that_has_come_back_is_used_at_once(sessions, monkeypatch):
    files = {**shipped().files, "decision.yaml": shipped().files["decision.yaml"] + b"\n# other\n"}
    other, _ = check_knowledge(files)
    add(sessions, "2027-03-01-aaaa", start_record(other.pinned), {"k": "note", "text": "."})
    add(sessions, "2027-03-01-bbbb", start_record(shipped().pinned), {"k": "note", "text": "."})
    listed(sessions)
    assert read_now(monkeypatch, sessions) == []
    knowledge_store.keep(other.digest, other.decisive_files, sessions.folder.parent)
    assert read_now(monkeypatch, sessions) == ["2027-03-01-aaaa"]
    assert read_now(monkeypatch, sessions) == []


def test_only_its_owner_can_read_it_and_what_is_deleted_is_overwritten(sessions):
    filled(sessions)
    path = sessions.folder.parent / INDEX
    path.write_bytes(b"")
    path.chmod(0o644)
    listed(sessions)
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"secret words 2" in path.read_bytes()
    forget(sessions.folder, next(one.id for one in listed(sessions).requests if one.words == "secret words 2"))
    assert b"secret words 2" not in path.read_bytes()
    assert [one.name for one in path.parent.iterdir() if one.name != "sessions"] == [INDEX]
    with register_index._opened(path) as index:  # some builds of SQLite overwrite by themselves, others do not
        assert index.execute("PRAGMA secure_delete").fetchone() == (1,)
        assert index.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    add(sessions, sessions.ids()[0], asked("other words"))
    listed(sessions)
    raw = path.read_bytes()
    assert sum(f"secret words {number}".encode() in raw for number in range(6)) == 5


def test_an_index_that_cannot_be_cleared_of_a_request_goes_as_a_whole(sessions, monkeypatch):
    filled(sessions)
    listed(sessions)
    path = sessions.folder.parent / INDEX
    monkeypatch.setattr(register_index, "_WAIT", 0.01)
    holder = sqlite3.connect(path)
    holder.execute("BEGIN EXCLUSIVE")
    forget(sessions.folder, sessions.ids()[0])
    assert not path.exists()
    holder.close()


def test_an_index_of_another_version_begins_anew(sessions, monkeypatch):
    filled(sessions)
    monkeypatch.setattr(register_index, "_FORMAT", "0 old")
    listed(sessions)
    monkeypatch.undo()
    with sqlite3.connect(sessions.folder.parent / INDEX) as index:
        index.execute("DROP TABLE entries")
        index.execute("CREATE TABLE entries (other TEXT)")
    index.close()
    assert listed(sessions).requests == anew(sessions)
    assert read_now(monkeypatch, sessions) == []


@pytest.mark.parametrize("made", ["folder", "link", "text", "fifo"])
def test_what_is_no_index_is_passed_over(sessions, made):
    filled(sessions)
    path = sessions.folder.parent / INDEX
    match made:
        case "folder":
            path.mkdir()
        case "link":
            path.symlink_to(path.parent / "elsewhere")
        case "text":
            path.write_text("no index " * 1000, encoding="utf-8")
        case "fifo":
            os.mkfifo(path)
    assert listed(sessions).requests == anew(sessions)
    assert listed(sessions).requests == anew(sessions)
    assert not (path.parent / "elsewhere").exists()


def test_with_an_index_that_is_held_the_list_is_right_all_the_same(sessions, monkeypatch):
    filled(sessions)
    listed(sessions)
    monkeypatch.setattr(register_index, "_WAIT", 0.01)
    holder = sqlite3.connect(sessions.folder.parent / INDEX)
    holder.execute("BEGIN EXCLUSIVE")
    assert listed(sessions).requests == anew(sessions)
    holder.close()
    assert (sessions.folder.parent / INDEX).exists()


def test_who_has_no_patience_does_not_wait_for_another_that_has_the_index(sessions):
    """Neither for reading nor for writing it: an interview has just been begun."""
    filled(sessions)
    with sqlite3.connect(sessions.folder.parent / INDEX) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        began = time.perf_counter()
        listed(sessions, patience=0.05)
        assert time.perf_counter() - began < register_index._WAIT / 2
        holder.rollback()


@given(st.data())
def test_bytes_that_have_changed_in_it_never_pass_for_a_request(tmp_path_factory, data):
    sessions = filled(Sessions(tmp_path_factory.mktemp("index") / "sessions"), 4)
    listed(sessions)
    path = sessions.folder.parent / INDEX
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 30))):
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(raw[: data.draw(st.sampled_from([len(raw), len(raw) // 2, 100]))]))
    assert listed(sessions).requests == anew(sessions)


def test_what_is_wrong_with_a_journal_is_said_from_the_index_as_well(sessions):
    path = add(filled(sessions), sessions.ids()[0], {"k": "begin"})
    path.write_bytes(b"junk\n" + path.read_bytes())
    for _ in range(2):
        assert list(listed(sessions).damaged) == [path.stem]


def test_with_no_patience_nothing_is_waited_for_and_that_is_said(sessions, monkeypatch):
    """What was read until then is in the index, and nothing that is there is taken out of it."""
    filled(sessions)
    hasty = listed(sessions, patience=0)
    assert (hasty.requests, hasty.complete) == ((), False)
    assert listed(sessions, patience=60).complete
    hasty = listed(sessions, patience=0)
    assert (hasty.requests, hasty.complete) == ((), False)
    assert read_now(monkeypatch, sessions) == []
    ticks = itertools.count()
    monkeypatch.setattr(register_index.time, "monotonic", lambda: next(ticks))
    add(sessions, sessions.ids()[0], {"k": "begin"})
    begun = listed(sessions, patience=3)
    assert (len(begun.requests), begun.complete) == (2, False)


KILLED = """
import sys
from pathlib import Path
from orderless.bank.load import load_knowledge
from orderless.storage.journal import Journal
from orderless.storage.register_index import read_register, forget
from orderless.storage.sessions import Sessions
knowledge = load_knowledge()
sessions = Sessions(Path(sys.argv[1]))
print("ready", flush=True)
n = 0
while True:
    n += 1
    ids = sessions.ids()
    with sessions.open(ids[n % len(ids)]) as journal:
        journal.append({"k": "set", "at": "2027-03-01T09:00:00+00:00", "field": "topic", "value": f"{n} " * 300})
    if n % 7 == 0:
        sessions.path(ids[-1]).unlink()
        forget(sessions.folder, ids[-1])
    if n % 3 == 0:
        made, journal = sessions.create()
        journal.append({"k": "asked", "at": "2027-03-01T09:00:00+00:00", "words": "w " * 500})
        journal.close()
    read_register(sessions.folder, sessions.files(), knowledge)
"""


def test_after_a_kill_at_any_moment_the_list_is_right(sessions):
    filled(sessions)
    dice = random.Random(5)
    for _ in range(int(os.environ.get("ORDERLESS_KILLS", "6"))):
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(sessions.folder)],
            stdout=subprocess.PIPE,
            env=environment(sessions.folder.parent),
        )
        assert child.stdout.readline() == b"ready\n"
        time.sleep(dice.uniform(0, 0.15))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert listed(sessions).requests == anew(sessions)


def test_a_glance_takes_status_topic_and_area_from_where_the_index_has_them(sessions):
    """By their places in the row: where a field is added, it says so here."""
    filled(sessions)
    found = {one.id: one for one in listed(sessions).requests}
    glanced = register_index.glances(sessions.folder, dict(sessions.files()))
    assert glanced == {name: (one.status, one.topic, one.area) for name, one in found.items()}
    fields = next(iter(found.values()))._fields
    assert tuple(map(fields.index, register_index.Glance._fields)) == register_index._GLANCED
    assert register_index.glances(sessions.folder / "elsewhere" / "sessions", dict(sessions.files())) == {}
