"""The file of an edit: for its owner only, found again when an editor left it, and gone with its session."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from orderless.errors import CannotDo
from orderless.storage.sessions import Sessions


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def session(sessions: Sessions) -> str:
    made, journal = sessions.create()
    journal.close()
    return made


def names(sessions: Sessions) -> set[str]:
    return {path.name for path in sessions.folder.iterdir()}


def test_it_is_private_and_lies_among_the_sessions_without_a_clients_word(sessions, session):
    file = sessions.edit_file(session, "summary", 17)
    file.write("words ü \udce9\r\n")
    assert file.read() == "words ü \udce9\r\n"
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert names(sessions) == {f"{session}.jsonl", f".{session}.edit-summary-17.md"}
    assert sessions.ids() == (session,)


def test_what_was_left_is_found_by_its_document_with_the_record_it_goes_back_to(sessions, session):
    other, journal = sessions.create()
    journal.close()
    assert sessions.edit_left(session, "summary") is None
    for of, document, n in (
        (session, "summary", 9),
        (session, "summary", 17),
        (session, "reply", 30),
        (other, "summary", 40),
    ):
        sessions.edit_file(of, document, n).write("left")
    sessions.path(session).with_name(f".{session}.edit-summary-99.md~").write_text("a copy", encoding="utf-8")
    left = sessions.edit_left(session, "summary")
    assert (left.n, left.path.name) == (17, f".{session}.edit-summary-17.md")


def test_copies_that_an_editor_keeps_go_with_it(sessions, session):
    """They hold the same words."""
    file = sessions.edit_file(session, "reply", 3)
    file.write("words")
    for beside in (f"{file.path.name}~", f"{file.path.name}.swp", f"#{file.path.name}#", f".#{file.path.name}"):
        (sessions.folder / beside).write_text("words", encoding="utf-8")
    (sessions.folder / f".{session}.edit-reply-30.md").write_text("another", encoding="utf-8")
    file.delete()
    assert names(sessions) == {f"{session}.jsonl", f".{session}.edit-reply-30.md"}
    file.delete()


def test_removing_the_session_removes_all_of_it(sessions, session):
    for document in ("summary", "reply"):
        file = sessions.edit_file(session, document, 3)
        file.write("words")
        (sessions.folder / f"{file.path.name}~").write_text("words", encoding="utf-8")
    (sessions.folder / f".{session}.edit-0123456789ab.tmp").write_text("words", encoding="utf-8")
    removal = sessions.remove(session)
    assert names(sessions) == set()
    assert len(removal.removed) == 6


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xef\xbb\xbfwords", "words"),
        ("wörds".encode("utf-16"), "wörds"),
        (b"w\xf6rds\r\n", "w\udcf6rds\r\n"),
    ],
)
def test_what_another_program_writes_is_read(sessions, session, raw, text):
    """Windows editors put a byte order mark before it; old ones write other letters."""
    file = sessions.edit_file(session, "reply", 3)
    file.path.write_bytes(raw)
    assert file.read() == text


def test_links_are_not_followed_and_a_file_that_is_gone_is_one_sentence(sessions, session, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    file = sessions.edit_file(session, "reply", 3)
    with pytest.raises(CannotDo, match="could not be read: the file or its folder is not there"):
        file.read()
    file.path.symlink_to(victim)
    with pytest.raises(CannotDo, match="symbolic link"):
        file.read()
    file.write("words")
    file.delete()
    assert victim.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_is_one_sentence(sessions, session):
    file = sessions.edit_file(session, "reply", 3)
    file.path = Path("/no/such/folder/file")
    with pytest.raises(CannotDo, match="could not be written"):
        file.write("words")
