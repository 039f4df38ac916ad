"""The knowledge of a session is kept once, whole, and never given back changed."""

import errno
import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderless.bank.knowledge import digest_of
from orderless.errors import BadInput, CannotDo
from orderless.storage import disk
from orderless.storage.knowledge_store import keep, load

FILES = {"triage.yaml": b"bank: triage\n", "examples/fast_no.yaml": b"request: x\n", "empty.yaml": b""}
DIGEST = digest_of(FILES)


def names(data_folder) -> list[str]:
    return sorted(path.name for path in (data_folder / "knowledge").iterdir())


def test_what_is_kept_comes_back_under_its_digest(data_folder):
    keep(DIGEST, FILES)
    assert load(DIGEST) == FILES
    assert names(data_folder) == [DIGEST]


def test_keeping_it_twice_writes_it_once(data_folder):
    keep(DIGEST, FILES)
    before = (data_folder / "knowledge" / DIGEST).stat()
    keep(DIGEST, FILES)
    after = (data_folder / "knowledge" / DIGEST).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc", "", ".", DIGEST.upper(), DIGEST[:7]])
def test_what_is_not_there_is_none(digest):
    keep(DIGEST, FILES)
    assert load(digest) is None


def test_a_digest_that_is_not_that_of_the_files_is_refused():
    with pytest.raises(ValueError, match="digest"):
        keep("0" * 64, FILES)


@pytest.mark.parametrize("change", ["changed", "added", "missing", "linked"])
def test_a_damaged_copy_is_not_given_back_and_is_replaced(data_folder, tmp_path, change):
    keep(DIGEST, FILES)
    file = data_folder / "knowledge" / DIGEST / "triage.yaml"
    if change == "changed":
        file.write_bytes(b"bank: trIage\n")
    elif change == "added":
        file.with_name("extra.yaml").write_bytes(b"")
    else:
        file.rename(tmp_path / "elsewhere")
        if change == "linked":
            file.symlink_to(tmp_path / "elsewhere")
    assert load(DIGEST) is None

    keep(DIGEST, FILES)

    assert load(DIGEST) == FILES
    assert names(data_folder) == [DIGEST]


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "a/../x", "a//b", "./a", "a/.", "A.yaml", "ä.yaml", "a b", "", "a\n", "a\0"]
)
def test_a_name_that_could_lead_elsewhere_is_refused_by_name(name):
    files = {name: b"x", "good.yaml": b"y"}
    with pytest.raises(BadInput, match="cannot be kept") as caught:
        keep(digest_of(files), files)
    assert len(caught.value.lines) == 1


@given(
    st.dictionaries(st.text("ab/.\0", min_size=1), st.binary(max_size=9)),
    st.dictionaries(st.text("ab/.\0"), st.binary()),
)
def test_different_files_have_different_digests(one, other):
    """Where a name ends and content begins cannot be shifted."""
    assert (digest_of(one) == digest_of(other)) == (one == other)


@pytest.mark.parametrize("step", ["write_all", "sync", "move"])
def test_a_failure_leaves_no_half_copy(data_folder, monkeypatch, step):
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "")

    with monkeypatch.context() as broken:
        broken.setattr(disk, step, fail)
        with pytest.raises(CannotDo, match="the disk is full"):
            keep(DIGEST, FILES)
    assert names(data_folder) == []
    keep(DIGEST, FILES)
    assert load(DIGEST) == FILES


def test_another_that_keeps_the_same_at_the_same_moment_is_no_failure(data_folder, monkeypatch):
    move = disk.move

    def meet(source, target):
        monkeypatch.setattr(disk, "move", move)
        keep(DIGEST, FILES)
        move(source, target)

    monkeypatch.setattr(disk, "move", meet)
    keep(DIGEST, FILES)
    assert load(DIGEST) == FILES
    assert names(data_folder) == [DIGEST]


def test_what_a_kill_left_is_cleared_after_a_day(data_folder):
    folder = data_folder / "knowledge"
    for name, age in ((".new-old", 100_000), (".new-now", 0)):
        (folder / name).mkdir(parents=True)
        (folder / name / "a.yaml").write_bytes(b"x")
        os.utime(folder / name, (time.time() - age,) * 2)
    keep(DIGEST, FILES)
    assert names(data_folder) == [".new-now", DIGEST]
