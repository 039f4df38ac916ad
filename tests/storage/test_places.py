"""User data lies in one folder that only its owner can read."""

import os
import stat
from pathlib import Path

import platformdirs
import pytest

from orderless.bank.knowledge import digest_of
from orderless.errors import BadInput, CannotDo
from orderless.storage import knowledge_store, places
from orderless.storage.export import write_document
from orderless.storage.sessions import Sessions


def test_the_variable_goes_before_the_platform_and_may_use_the_home_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    for value, expected in (
        ("~/data", tmp_path / "data"),
        (str(tmp_path / "x"), tmp_path / "x"),
        ("relative", Path.cwd() / "relative"),
        ("", platformdirs.user_data_path("orderless", appauthor=False)),
    ):
        monkeypatch.setenv("ORDERLESS_HOME", value)
        assert places.home() == expected
        assert not expected.exists()


def test_a_home_that_is_nobodys_is_said(monkeypatch):
    monkeypatch.setenv("ORDERLESS_HOME", "~no-such-user-here/x")
    with pytest.raises(BadInput, match="ORDERLESS_HOME"):
        places.home()


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_everything_written_is_for_its_owner_only(data_folder, tmp_path, umask, monkeypatch):
    """Folders 0700, files 0600: journal, draft, torn end, list of exports, knowledge, document, and missing parents."""
    monkeypatch.setenv("ORDERLESS_HOME", str(data_folder / "deep" / "down"))
    seen = set()
    replace = Path.replace
    monkeypatch.setattr(
        Path, "replace", lambda path, to: (seen.add(stat.S_IMODE(path.stat().st_mode)), replace(path, to))
    )
    before = os.umask(umask)
    try:
        places.check_writable()
        sessions = Sessions()
        session, journal = sessions.create()
        with journal:
            journal.append({"k": "note"})
            sessions.draft(session).write("half-typed")
        path = sessions.path(session)
        path.write_bytes(path.read_bytes() + b"torn")
        sessions.open(session).close()
        document = tmp_path / "summary.md"
        write_document(document, b"x")
        write_document(document, b"y", force=True)
        sessions.note_export(session, document)
        files = {"a/b.yaml": b"x"}
        knowledge_store.keep(digest_of(files), files)
    finally:
        os.umask(before)

    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [data_folder, document, *data_folder.rglob("*")]}

    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    assert seen == {0o600, 0o700}
    assert {path.suffix for path in modes if path.is_file()} == {
        ".jsonl",
        ".draft",
        ".torn",
        ".exports",
        ".md",
        ".yaml",
    }


def test_trying_the_folder_leaves_nothing_in_it(data_folder):
    places.check_writable()
    assert list((data_folder / "sessions").iterdir()) == []


@pytest.mark.parametrize("at", ["home", "home/sessions"])
def test_a_file_in_the_way_is_explained_with_a_way_out(tmp_path, at):
    (tmp_path / at).parent.mkdir(exist_ok=True)
    (tmp_path / at).write_bytes(b"")
    for use in (places.check_writable, Sessions):
        with pytest.raises(CannotDo, match="Set ORDERLESS_HOME to a folder you can write to") as caught:
            use()
        assert str(tmp_path / "home" / "sessions") in caught.value.message
