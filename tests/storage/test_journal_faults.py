"""A disk that refuses: the answer is reported as not saved, nothing saved before is touched, and it can go on later."""

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from orderless.errors import CannotDo
from orderless.storage import disk
from orderless.storage.journal import Journal, encode, read
from support.full_disk import can_mount

SECRET = "CONFIDENTIAL-4711"

# runs on a disk of 128 kB with 20 kB of ballast, or under a limit on the size of a file where no disk can be mounted
FILLER = """
import json, os, resource, sys
from pathlib import Path
from orderless.errors import CannotDo
from orderless.storage.journal import Journal, read
folder, secret = Path(sys.argv[1]), sys.argv[2]
ballast = folder / "ballast"
ballast.write_bytes(bytes(20_000))
if len(sys.argv) > 3:
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
path = folder / "2026-11-22-full.jsonl"
with Journal.create(path) as journal:
    acknowledged, message = 0, ""
    while not message:
        try:
            number = journal.append({"k": "answer", "value": f"{secret} {acknowledged}: " + "x" * 250})
            acknowledged += 1
            assert number == acknowledged
        except CannotDo as error:
            message = error.message
    size = path.stat().st_size
    full = read(path)
    try:
        journal.append({"k": "answer", "value": "y" * 250})
        again = "pretended"
    except CannotDo:
        again = "refused"
    ballast.unlink()
    if len(sys.argv) > 3:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    after = journal.append({"k": "answer", "value": "after space was freed"})
final = read(path)
print(json.dumps({
    "message": message, "acknowledged": acknowledged, "again": again, "after": after,
    "readable_while_full": len(full.records), "notices_while_full": full.notices,
    "whole_lines": size == sum(map(len, path.read_bytes().splitlines(keepends=True)[:acknowledged])),
    "final": len(final.records), "notices": final.notices, "last": final.records[-1]["value"],
}))
"""


def check_full(command: list[str], environment: dict[str, str], reason: str) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True, timeout=60)
    found = json.loads(done.stdout)
    print(found["message"], found["acknowledged"])
    assert reason in found["message"]
    assert SECRET not in found["message"]
    assert found["acknowledged"] > 100
    assert found["readable_while_full"] == found["acknowledged"]
    assert found["again"] == "refused"
    assert found["whole_lines"]
    assert found["after"] == found["final"] == found["acknowledged"] + 1
    assert found["notices_while_full"] == found["notices"] == []
    assert found["last"] == "after space was freed"


def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_space(tmp_path, child_environment):
    """A real small disk where one can be mounted; else the size of the file is limited, as in the next test."""
    if can_mount():
        # a mount in its own namespace goes away with the process, whatever happens
        script = 'mount -t tmpfs -o size=128k tmpfs "$1" && exec "$2" -c "$3" "$1" "$4"'
        command = ["unshare", "--mount", "sh", "-c", script, "sh", str(tmp_path), sys.executable, FILLER, SECRET]
        check_full(command, child_environment, "the disk is full")
    else:
        check_full([sys.executable, "-c", FILLER, str(tmp_path), SECRET, "limit"], child_environment, "largest size")


def test_a_limit_on_the_size_of_a_file_loses_nothing(tmp_path, child_environment):
    check_full([sys.executable, "-c", FILLER, str(tmp_path), SECRET, "limit"], child_environment, "largest size")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EIO, "input/output error"), (errno.ENOSPC, "full"), (errno.EROFS, "read-only"), (errno.EDQUOT, "quota")],
)
def test_a_failed_sync_is_said_and_taken_back(path, answer, monkeypatch, number, words):
    """It never pretends: the record is neither in the file nor in memory, and the number is used again."""
    with Journal.create(path) as journal:
        journal.append(answer(1))
        before = path.read_bytes()
        with monkeypatch.context() as broken:
            broken.setattr(disk, "sync", failing(number))
            with pytest.raises(CannotDo, match=words) as caught:
                journal.append(answer(2, SECRET))
        assert SECRET not in caught.value.message
        assert str(path.parent) in caught.value.message
        assert path.read_bytes() == before
        assert len(journal.records) == 1

        assert journal.append(answer(2)) == 2
    assert len(read(path).records) == 2
    assert read(path).notices == ()


def test_where_even_taking_back_fails_the_next_append_does_it_first(path, answer, monkeypatch):
    with Journal.create(path) as journal:
        journal.append(answer(1))
        with monkeypatch.context() as broken:
            broken.setattr(disk, "sync", failing(errno.EIO))
            broken.setattr(os, "ftruncate", failing(errno.EIO))
            for _ in range(3):
                with pytest.raises(CannotDo):
                    journal.append(answer(2, "never acknowledged"))
        journal.append(answer(2, "acknowledged"))
    assert [record["value"] for record in read(path).records][1:] == ["acknowledged"]
    assert read(path).notices == ()


def test_a_write_in_pieces_is_whole(path, answer, monkeypatch):
    """A system may write less than it is given."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, data[:7]))
    with Journal.create(path) as journal:
        journal.append(answer(1))
    monkeypatch.undo()
    assert len(read(path).records) == 1


def test_an_interrupt_in_the_middle_of_a_write_leaves_no_half_line(path, answer, monkeypatch):
    def interrupted(fd: int, data: bytes) -> None:
        os.write(fd, data[:20])
        raise KeyboardInterrupt

    with Journal.create(path) as journal:
        journal.append(answer(1))
        before = path.read_bytes()
        with monkeypatch.context() as broken:
            broken.setattr(disk, "write_all", interrupted)
            with pytest.raises(KeyboardInterrupt):
                journal.append(answer(2))
        assert path.read_bytes() == before
        assert journal.append(answer(2)) == 2


@pytest.fixture
def no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk.fcntl, "flock", failing(errno.ENOLCK))


@pytest.mark.usefixtures("no_locks")
def test_a_disk_without_locks_works_and_says_so(session, answer):
    with Journal.open(session(2)) as journal:
        assert not journal.locked
        assert "no file locks" in journal.notices[0]
        assert journal.append(answer(3)) == 3


@pytest.mark.usefixtures("no_locks")
def test_without_a_lock_nothing_is_taken_from_another_writer(session, answer):
    """The trap of the research: a torn end may be the line that another orderless is writing just now."""
    path = session(2)
    half, rest = encode(3, answer(3, "theirs"))[:50], encode(3, answer(3, "theirs"))[50:]
    with path.open("ab") as theirs:
        theirs.write(half)
        theirs.flush()
        with Journal.open(path) as journal:
            assert not path.with_suffix(".torn").exists()
            theirs.write(rest)
            theirs.flush()
            assert journal.append(answer(4, "ours")) == 4
    assert [record["value"] for record in read(path).records][2:] == ["theirs", "ours"]


@pytest.mark.usefixtures("no_locks")
def test_without_a_lock_a_failed_append_takes_nothing_from_another_writer(session, answer, monkeypatch):
    path = session(1)

    def they_write_too(fd: int) -> None:
        with path.open("ab") as theirs:
            theirs.write(b"\n" + encode(2, answer(2, "theirs")))
        raise OSError(errno.EIO, "")

    with Journal.open(path) as journal:
        with monkeypatch.context() as broken:
            broken.setattr(disk, "sync", they_write_too)
            with pytest.raises(CannotDo):
                journal.append(answer(2, "ours"))
        journal.append(answer(2, "ours"))
    values = [record["value"] for record in read(path).records]
    assert "theirs" in values
    assert "ours" in values


def test_a_file_that_others_changed_is_continued_and_said(session, answer):
    path = session(2)
    with Journal.open(path) as journal:
        with path.open("ab") as other:
            other.write(encode(3, answer(3, "theirs")) + b"half a li")
        assert journal.append(answer(4, "ours")) > 3
        assert "Another program changed" in journal.notices[-1]
    assert path.read_bytes().splitlines()[-2] == b"half a li"
    assert [record["value"] for record in read(path).records][2:] == ["theirs", "ours"]


@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_a_file_that_others_removed_or_replaced_is_not_written_to_in_vain(session, answer, tmp_path, how):
    """A sync client may do so; an answer written to the old file would be gone."""
    path = session(1)
    with Journal.open(path) as journal:
        if how == "removed":
            path.unlink()
        else:
            (tmp_path / "new").write_bytes(path.read_bytes())
            (tmp_path / "new").replace(path)
        with pytest.raises(CannotDo, match="removed or replaced"):
            journal.append(answer(2))


def test_a_journal_that_could_not_be_made_leaves_no_file(path, monkeypatch):
    monkeypatch.setattr(disk, "sync_folder", failing(errno.EIO))
    with pytest.raises(CannotDo, match="input/output error"):
        Journal.create(path)
    assert not path.exists()


def test_a_long_answer_is_saved_whole(path):
    text = "x" * 10_000_000
    with Journal.create(path) as journal:
        journal.append({"k": "answer", "value": text})
    assert read(path).records[0]["value"] == text


def test_appending_to_a_closed_journal_is_an_error(session):
    with Journal.open(session(1)) as journal:
        pass
    journal.close()
    with pytest.raises(ValueError, match="closed"):
        journal.append({"k": "note"})


UNPRIVILEGED = """
import os, sys
from pathlib import Path
from orderless.errors import CannotDo
from orderless.storage import places
from orderless.storage.journal import Journal
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
home = Path(os.environ["ORDERLESS_HOME"])
for act in (places.check_writable, lambda: Journal.create(home / "sessions" / "2026-11-22-aaaa.jsonl")):
    try:
        act()
        print("allowed")
    except CannotDo as error:
        print(error.message)
"""


def test_a_folder_one_may_not_write_to_is_named_with_a_way_out(child_environment):
    """Also as root, who may write everywhere: the child gives that up first."""
    home = Path(tempfile.mkdtemp())
    sessions = home / "sessions"
    sessions.mkdir()
    try:
        sessions.chmod(0o555)
        home.chmod(0o555)
        command = [sys.executable, "-c", UNPRIVILEGED]
        environment = child_environment | {"ORDERLESS_HOME": str(home)}
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
    finally:
        home.chmod(0o755)
        sessions.chmod(0o755)
        shutil.rmtree(home)
    probe, create = done.stdout.splitlines()
    assert probe.startswith(f"Nothing can be saved in {sessions}: permission is missing. Set ORDERLESS_HOME")
    assert "permission is missing" in create


def failing(number: int):
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_reason_is_always_plain_words():
    """None of the system's own shouting, and never an empty one."""
    for number in errno.errorcode:
        words = disk.why(OSError(number, os.strerror(number)))
        assert words
        assert words[0] == words[0].lower()
