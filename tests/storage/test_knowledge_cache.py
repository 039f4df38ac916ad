"""What was read once is read again from the cache: the same knowledge, or none at all."""

import errno
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orderless.bank import yaml_text
from orderless.storage import disk, knowledge_cache
from orderless.storage.knowledge_cache import find, keep
from support.talk import shipped


def kept(data_folder) -> list[Path]:
    return sorted((data_folder / "cache").iterdir())


def test_nothing_is_found_before_anything_was_kept(data_folder):
    assert find(shipped().files) is None
    assert not data_folder.exists()


def test_what_is_found_is_what_was_read_and_no_yaml_is_read_for_it(monkeypatch):
    keep(shipped())
    monkeypatch.setattr(yaml_text, "read_document", None)
    assert find(shipped().files) == shipped()


def test_the_file_is_for_its_owner_only(data_folder):
    keep(shipped())
    (file,) = kept(data_folder)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_keeping_it_twice_writes_it_once(data_folder):
    keep(shipped())
    before = kept(data_folder)[0].stat()
    keep(shipped())
    assert kept(data_folder)[0].stat().st_ino == before.st_ino


def test_one_changed_letter_in_the_knowledge_is_other_knowledge():
    keep(shipped())
    changed = {**shipped().files, "triage.yaml": shipped().files["triage.yaml"] + b"#"}
    assert find(changed) is None


def test_what_another_version_kept_is_not_used_and_written_anew(data_folder, monkeypatch):
    keep(shipped())
    monkeypatch.setattr(knowledge_cache, "__version__", "0.0.0")
    assert find(shipped().files) is None
    keep(shipped())
    assert len(kept(data_folder)) == 1
    assert find(shipped().files) == shipped()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10**9), value=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_file_is_as_good_as_none_and_is_mended(data_folder, place, value, cut):
    keep(shipped())
    (file,) = kept(data_folder)
    whole = file.read_bytes()
    at = place % len(whole)
    damaged = whole[:at] if cut else whole[:at] + bytes([value]) + whole[at + 1 :]
    file.write_bytes(damaged)
    assert (find(shipped().files) is None) == (damaged != whole)
    keep(shipped())
    assert file.read_bytes() == whole


@pytest.mark.parametrize("text", [b"[]", b"{}", b'{"triage.yaml": 3}', b"[" * 100_000])
def test_a_whole_file_of_another_shape_is_as_good_as_none(data_folder, text):
    keep(shipped())
    (file,) = kept(data_folder)
    file.write_bytes(knowledge_cache._head(text) + b"\n" + text)
    assert find(shipped().files) is None


def test_only_the_newest_few_are_left(data_folder):
    folder = data_folder / "cache"
    folder.mkdir(parents=True)
    for number in range(9):
        (folder / f"knowledge-{number}.json").write_bytes(b"old")
    keep(shipped())
    assert len(kept(data_folder)) == 4
    assert find(shipped().files) == shipped()


def test_a_full_disk_is_not_worth_a_word(data_folder, monkeypatch):
    def full(fd, data):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(disk, "write_all", full)
    keep(shipped())
    assert kept(data_folder) == []


def test_a_link_in_its_place_is_not_followed(data_folder, tmp_path):
    keep(shipped())
    (file,) = kept(data_folder)
    elsewhere = tmp_path / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    assert find(shipped().files) is None
