"""Removing a session deletes all it left, and nothing that is no longer what it wrote."""

import errno
from pathlib import Path

import pytest

from orderless.errors import CannotDo
from orderless.storage import sessions as removal
from orderless.storage.export import write_document
from orderless.storage.sessions import Sessions


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def made(sessions: Sessions) -> str:
    """A session with an answer, a draft, a torn end and a stale temporary file."""
    session, journal = sessions.create()
    with journal:
        journal.append({"k": "answer"})
        draft = sessions.draft(session)
        draft.write("half-typed")
        sessions.draft(session, look=True).write("half-typed in a look")
    path = sessions.path(session)
    path.write_bytes(path.read_bytes() + b"torn")
    sessions.open(session).close()
    (path.parent / f".{session}.draft-0123456789ab.tmp").write_bytes(b"confidential")
    (path.parent / f".{session}.look.draft-0123456789ab.tmp").write_bytes(b"confidential")
    return session


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "summary.md"
    write_document(path, b"# Summary\n")
    return path


def test_everything_a_session_left_goes(sessions, made, document):
    sessions.note_export(made, document)
    other, journal = sessions.create()
    journal.close()

    result = sessions.remove(made)

    assert result.left == ()
    assert [path.name for path in sessions.folder.iterdir()] == [f"{other}.jsonl"]
    assert not document.exists()
    assert {path.name for path in result.removed} == {
        "summary.md", f"{made}.draft", f"{made}.look.draft", f"{made}.torn", f"{made}.exports", f"{made}.jsonl"
    }  # fmt: skip


def test_documents_that_changed_or_moved_or_became_something_else_are_left_and_named(
    sessions, made, document, tmp_path
):
    changed, moved, linked, kept = (tmp_path / name for name in ("changed", "moved", "linked", "kept"))
    for path in (changed, moved, linked):
        write_document(path, b"text")
        sessions.note_export(made, path)
    changed.write_bytes(b"text, and a line of my own")
    moved.rename(kept)
    linked.unlink()
    linked.symlink_to(kept)

    result = sessions.remove(made)

    assert {path.name: reason for path, reason in result.left} == {
        "changed": "it was changed since",
        "moved": "it is not there any more; it may have been moved",
        "linked": "it is a symbolic link, and those are not followed",
    }
    assert changed.exists()
    assert kept.read_bytes() == b"text"
    assert sessions.ids() == ()


def test_a_document_written_again_is_known_as_it_was_last_written(sessions, made, document):
    sessions.note_export(made, document)
    write_document(document, b"second version", force=True)
    sessions.note_export(made, document)
    assert sessions.remove(made).left == ()
    assert not document.exists()


def test_a_document_is_known_by_its_full_path(sessions, made, document, monkeypatch, tmp_path):
    """Also where the name is not text: such file names exist."""
    odd = tmp_path / "odd \udce9 name"
    write_document(odd, b"x")
    monkeypatch.chdir(tmp_path)
    sessions.note_export(made, Path("summary.md"))
    sessions.note_export(made, odd)
    monkeypatch.chdir("/")
    assert sessions.remove(made).left == ()
    assert not document.exists()
    assert not odd.exists()


def test_a_line_cut_off_by_a_kill_costs_no_other_document(sessions, made, document):
    side = sessions.path(made).with_suffix(".exports")
    side.write_bytes(b'{"path": "/tmp/ha')
    sessions.note_export(made, document)
    side.write_bytes(side.read_bytes() + b'[1]\n{"path": 3}\nnull\n\xff\n')
    sessions.remove(made)
    assert not document.exists()


def test_a_document_that_is_not_there_cannot_be_noted(sessions, made, tmp_path):
    with pytest.raises(CannotDo, match="will leave it"):
        sessions.note_export(made, tmp_path / "nothing")


def test_a_removal_that_was_cut_short_can_be_done_again(sessions, made, document, monkeypatch):
    sessions.note_export(made, document)
    unlink = Path.unlink

    def fail(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".torn":
            raise OSError(errno.EIO, "")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", fail)
    with pytest.raises(CannotDo, match="input/output error"):
        sessions.remove(made)
    monkeypatch.undo()
    sessions = Sessions(sessions.folder)
    assert sessions.ids() == (made,)

    sessions.remove(made)

    assert list(sessions.folder.iterdir()) == []


def test_planted_links_are_removed_not_followed(sessions, made, tmp_path):
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    draft = sessions.path(made).with_suffix(".draft")
    draft.unlink()
    draft.symlink_to(victim)
    sessions.remove(made)
    assert victim.read_bytes() == b"mine"
    assert list(sessions.folder.iterdir()) == []


def test_a_session_that_is_not_there_cannot_be_removed(sessions):
    with pytest.raises(CannotDo, match="not there"):
        removal.remove_session(sessions.path("2026-11-22-gone"))
