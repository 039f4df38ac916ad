"""A document is written whole or not at all, and never over something else."""

import errno
import os

import pytest

from orderless.errors import BadInput, CannotDo
from orderless.storage import disk
from orderless.storage.export import write_document


@pytest.fixture
def target(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "summary.md"


def files(target) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def test_a_document_is_written(target):
    write_document(target, b"# Summary\n")
    assert target.read_bytes() == b"# Summary\n"
    assert files(target) == ["summary.md"]


def test_nothing_is_overwritten_without_force(target):
    target.write_bytes(b"mine")
    with pytest.raises(BadInput, match="--force") as caught:
        write_document(target, b"new")
    assert str(target) in caught.value.message
    assert target.read_bytes() == b"mine"
    write_document(target, b"new", force=True)
    assert target.read_bytes() == b"new"
    assert files(target) == ["summary.md"]


@pytest.mark.parametrize("force", [False, True])
def test_a_document_never_lies_among_the_sessions(data_folder, force):
    """With --force it could replace one; and what is exported is meant to be given away."""
    session = data_folder / "sessions" / "2026-11-22-abcd.jsonl"
    session.parent.mkdir(parents=True)
    session.write_bytes(b"a session")
    with pytest.raises(BadInput, match="another folder"):
        write_document(session, b"new", force=force)
    with pytest.raises(BadInput, match="another folder"):
        write_document(session.parent / ".." / "summary.md", b"new", force=force)
    assert session.read_bytes() == b"a session"
    assert not (data_folder / "summary.md").exists()


def test_a_file_that_comes_to_be_while_writing_is_not_overwritten(target, monkeypatch):
    sync = disk.sync
    monkeypatch.setattr(disk, "sync", lambda fd: (sync(fd), target.write_bytes(b"theirs")))
    with pytest.raises(BadInput, match="--force"):
        write_document(target, b"ours")
    assert target.read_bytes() == b"theirs"
    assert files(target) == ["summary.md"]


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("link", "is a symbolic link"),
        ("dangling link", "is a symbolic link"),
        ("folder", "is a folder"),
        ("pipe", "is not a plain file"),
    ],
)
def test_links_folders_and_pipes_are_refused_even_with_force(target, tmp_path, kind, words, force):
    victim = tmp_path / "victim"
    if kind == "link":
        victim.write_bytes(b"mine")
    if "link" in kind:
        target.symlink_to(victim)
    elif kind == "folder":
        target.mkdir()
    else:
        os.mkfifo(target)
    with pytest.raises(CannotDo, match=words):
        write_document(target, b"new", force=force)
    assert victim.exists() == (kind == "link")
    assert files(target) == ["summary.md"]


def test_a_link_planted_after_the_check_is_replaced_not_followed(target, tmp_path, monkeypatch):
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    target.write_bytes(b"old")
    sync = disk.sync

    def plant(fd: int) -> None:
        sync(fd)
        if not target.is_symlink():
            target.unlink()
            target.symlink_to(victim)

    monkeypatch.setattr(disk, "sync", plant)
    write_document(target, b"new", force=True)
    assert victim.read_bytes() == b"mine"
    assert target.read_bytes() == b"new"
    assert not target.is_symlink()


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("step", ["write_all", "sync"])
@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "permission"), (errno.EROFS, "read-only")]
)
def test_a_failure_says_why_and_leaves_what_was_there(target, monkeypatch, force, step, number, words):
    if force:
        target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(number, "")

    monkeypatch.setattr(disk, step, fail)
    with pytest.raises(CannotDo, match=words):
        write_document(target, b"confidential", force=force)
    assert files(target) == (["summary.md"] if force else [])
    assert not force or target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "words"), [("missing/x.md", "folder is not there"), ("file/x.md", "not a folder"), ("x" * 300, "too long")]
)
def test_a_path_that_cannot_be_is_explained(target, name, words):
    (target.parent / "file").write_bytes(b"")
    with pytest.raises(CannotDo, match=words):
        write_document(target.parent / name, b"x")
    assert files(target) == ["file"]


@pytest.mark.parametrize("error", [OSError(errno.EPERM, ""), OSError(errno.ENOTSUP, ""), NotImplementedError()])
def test_a_disk_without_hard_links_works_too(target, monkeypatch, error):
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(os, "link", fail)
    write_document(target, b"x")
    assert target.read_bytes() == b"x"
    assert files(target) == ["summary.md"]
    with pytest.raises(BadInput):
        write_document(target, b"y")


def test_a_disk_without_hard_links_checks_again_just_before(target, monkeypatch):
    def appear(*_: object, **__: object) -> None:
        target.write_bytes(b"theirs")
        raise OSError(errno.EPERM, "")

    monkeypatch.setattr(os, "link", appear)
    with pytest.raises(BadInput, match="--force"):
        write_document(target, b"ours")
    assert target.read_bytes() == b"theirs"
    assert files(target) == ["summary.md"]
