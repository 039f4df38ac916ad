"""What was read once is read again from the cache: the same knowledge, or none at all."""

import errno
import json
import pickle
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orderless.bank import validation, yaml_text
from orderless.bank.knowledge import Knowledge
from orderless.bank.shape import Shape
from orderless.storage import disk, knowledge_cache
from orderless.storage.knowledge_cache import find, keep
from support.counts import examples
from support.talk import shipped


def kept(data_folder) -> list[Path]:
    return sorted((data_folder / "cache").iterdir())


def test_nothing_is_found_before_anything_was_kept(data_folder):
    assert find(shipped().files) is None
    assert not data_folder.exists()


def found() -> Knowledge:
    knowledge = find(shipped().files)
    assert knowledge is not None
    return knowledge


def test_what_is_found_is_what_was_read_and_nothing_is_read_or_checked_for_it(monkeypatch):
    keep(shipped())
    monkeypatch.setattr(yaml_text, "read_document", None)
    monkeypatch.setattr(validation, "validated", None)
    assert found() == shipped()
    assert found().digest == shipped().digest


def kinds(value: object) -> object:
    """What everything in it is made of: 1 equals 1.0 and True, and a list is not seen in a repr of equals."""
    if isinstance(value, Shape):
        return type(value), sorted(value.model_fields_set), {one: kinds(getattr(value, one)) for one in vars(value)}
    if isinstance(value, tuple):
        return type(value), [kinds(one) for one in value]
    return {key: kinds(one) for key, one in value.items()} if isinstance(value, dict) else type(value)


@pytest.mark.parametrize(
    "part",
    [
        "banks",
        "causes",
        "decision",
        "replies",
        "references",
        "share_check",
        "house",
        "follow_up",
        "portfolio",
        "self_check",
        "vision",
    ],
)
def test_what_is_found_is_of_the_same_kinds_all_through(part):
    keep(shipped())
    assert kinds(getattr(found(), part)) == kinds(getattr(shipped(), part))


def test_a_part_is_read_when_it_is_first_asked_for_and_only_once(monkeypatch):
    keep(shipped())
    read = []
    loaded = knowledge_cache.loaded
    monkeypatch.setattr(knowledge_cache, "loaded", lambda text: read.append(text) or loaded(text))
    knowledge = found()
    assert read == []
    assert knowledge.banks is knowledge.banks
    assert len(read) == 1


def test_what_is_found_goes_whole_to_another_process():
    keep(shipped())
    assert pickle.loads(pickle.dumps(found())) == shipped()


def test_what_was_found_has_no_names_but_its_own():
    keep(shipped())
    with pytest.raises(AttributeError, match="no nothing"):
        getattr(found(), "nothing")  # noqa: B009 (a type checker knows that there is none)


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


def test_what_another_python_kept_is_not_used(monkeypatch):
    keep(shipped())
    other = SimpleNamespace(implementation=SimpleNamespace(cache_tag="cpython-399"))
    monkeypatch.setattr(knowledge_cache, "sys", other)
    assert find(shipped().files) is None


def test_what_other_code_of_the_same_version_kept_is_not_used(monkeypatch):
    keep(shipped())
    monkeypatch.setattr(knowledge_cache, "_code", lambda: 0)
    assert find(shipped().files) is None


def test_other_texts_in_the_place_of_these_are_not_taken_for_them(monkeypatch):
    monkeypatch.setattr(knowledge_cache.zlib, "crc32", lambda data, start=0: 0)
    keep(shipped())
    changed = {**shipped().files, "triage.yaml": shipped().files["triage.yaml"] + b"#"}
    assert find(shipped().files) is not None
    assert find(changed) is None


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


def put(file: Path, body: bytes) -> None:
    """In the place of what is kept, as if this program had written it."""
    file.write_bytes(knowledge_cache._head(body) + b"\n" + body)


@pytest.mark.parametrize(
    "body", [b"", b"[]\n", b"{}\n", b"3\n", b'["x", 3, 4]\n', b'["x", [[1]], []]\n', b"[" * 100_000]
)
def test_a_whole_file_of_another_shape_is_as_good_as_none(data_folder, body):
    keep(shipped())
    (file,) = kept(data_folder)
    put(file, body)
    assert find(shipped().files) is None
    keep(shipped())
    assert find(shipped().files) == shipped()


@pytest.mark.parametrize(
    "part",
    [
        "",
        "[",
        "[" * 100_000,
        '{"": "questions.Bank", "nothing": 3',
        '{"": "questions.Nothing"}',
        '{"": "knowledge.digest_of", "files": {}}',
        '{"": "os.getcwd"}',
        '{"": 3}',
        '{"": "conditions.FactIs", "nothing": 3}',
    ],
)
def test_a_part_of_another_shape_is_read_from_the_texts(data_folder, part):
    keep(shipped())
    (file,) = kept(data_folder)
    texts = [[name, len(text)] for name, text in shipped().files.items()]
    index = json.dumps([shipped().pinned, texts, [["banks", len(part)]]])
    put(file, b"\n".join((index.encode(), b"".join(shipped().files.values()) + part.encode())))
    assert found().banks == shipped().banks
    assert found().causes == shipped().causes


def test_only_the_newest_few_are_left(data_folder):
    folder = data_folder / "cache"
    folder.mkdir(parents=True)
    for number in range(9):
        (folder / f"knowledge-{number}").write_bytes(b"old")
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
