"""The half-typed note comes back as it was, leaves nothing behind, and follows no links."""

import errno

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderless.errors import CannotDo
from orderless.storage import disk
from orderless.storage.draft import Draft


@pytest.fixture
def draft(path) -> Draft:
    return Draft.beside(path)


def test_there_is_no_draft_until_one_is_written(draft):
    assert draft.read() is None
    draft.delete()


def test_the_last_text_is_kept_and_then_deleted(draft, path):
    draft.write("They said that")
    draft.write("They said that the tools\r\nget in the way")
    assert draft.path == path.with_suffix(".draft")
    assert Draft.beside(path).read() == "They said that the tools\r\nget in the way"

    draft.delete()

    assert draft.read() is None
    assert list(path.parent.iterdir()) == []


@given(st.text(st.characters() | st.characters(categories=["Cs"]) | st.sampled_from("\0\r\n\x1b")))
def test_any_text_comes_back_the_same(tmp_path_factory, text):
    """NULs and lone surrogates, which a terminal makes of broken bytes, included."""
    draft = Draft.beside(tmp_path_factory.getbasetemp() / "2026-11-22-abcd.jsonl")
    draft.write(text)
    assert draft.read() == text


def test_a_damaged_draft_is_read_as_far_as_it_goes(draft):
    draft.path.write_bytes(b"half a \xff note")
    assert draft.read() == "half a � note"


def test_temporary_files_of_a_kill_are_cleared_and_those_of_other_sessions_are_not(draft, path):
    draft.write("kept")
    left = path.parent / f".{draft.path.name}-0123456789ab.tmp"
    other = path.parent / ".2026-11-22-zzzz.draft-0123456789ab.tmp"
    for stale in (left, other):
        stale.write_text("confidential", encoding="utf-8")

    again = Draft.beside(path)

    assert not left.exists()
    assert other.exists()
    assert again.read() == "kept"


def test_a_planted_link_is_not_followed(draft, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    draft.path.symlink_to(victim)
    with pytest.raises(CannotDo, match="symbolic link"):
        draft.read()

    draft.write("note")

    assert victim.read_text(encoding="utf-8") == "mine"
    assert draft.read() == "note"


@pytest.mark.parametrize("step", ["write_all", "sync", "move"])
def test_where_it_cannot_be_saved_the_old_one_stays_and_no_file_is_left(draft, monkeypatch, step):
    draft.write("old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(disk, step, fail)
    with pytest.raises(CannotDo, match="the disk is full") as caught:
        draft.write("new and confidential")

    assert "confidential" not in caught.value.message
    assert draft.read() == "old"
    assert list(draft.path.parent.iterdir()) == [draft.path]
