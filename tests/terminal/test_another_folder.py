"""A disk that gives out: the text stays on the screen, another folder is offered, and the interview goes on there."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from orderless.errors import CannotDo
from orderless.interview.events import fold
from orderless.session.drive import converse
from orderless.session.recorder import Recorder
from orderless.storage import disk, knowledge_store
from orderless.storage.sessions import Sessions
from support.program import environment, run_here
from support.scripted import Script
from support.talk import Memory, events, shipped, talking

MOUNTS = os.geteuid() == 0 if hasattr(os, "geteuid") else False


def typed(face, line, wanted):
    face.type(f"{line}\n")
    face.wait_for(wanted)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MB of our own, with a way to fill it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if not MOUNTS or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs leave to mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


def fill(folder):
    """Leave no room at all."""
    with (folder / "ballast").open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


def test_a_full_disk_keeps_the_text_offers_a_folder_and_goes_on_there(terminal, small_disk, tmp_path):
    """Plain face: the words are repeated, Enter enters them in the new place, everything before came along."""
    other = tmp_path / "elsewhere"
    face = terminal("interview", "--ui", "plain", ready="\n>", home=small_disk)
    typed(face, "We need it.", "reach out now?")
    fill(small_disk)
    note = "the note that matters " * 177  # more than is left of the file's last page, less than a line may have
    typed(face, note, "Another folder to keep it in")
    assert "the disk is full. What was saved before is safe." in " ".join(face.text.split())
    typed(face, "/proc/nowhere", "Another folder to keep it in")  # that one does not work either
    typed(face, str(other), "Enter alone tries again.")
    assert b"Not saved yet: the note that matters" in face.raw
    typed(face, "", "Noted.")
    typed(face, ":end", "Wrap-up:")
    typed(face, ":end", f"[{shipped().questions['trigger'].label}]")  # the note is offered for the shared page
    face.type("\n")
    face.wait_for("Show now:")
    face.type("\n")
    assert face.wait_end() == 0
    (session,) = Sessions(other / "sessions").ids()
    kept = events(other / "sessions" / f"{session}.jsonl")
    assert {event["k"] for event in kept} == {"start", "request", "note", "finish"}
    assert kept[-2]["text"] == note.strip()
    # and it is found again as the sentence said
    assert run_here("summary", session, home=other).code == 0


def test_a_home_that_cannot_be_written_is_offered_another_before_the_first_question(terminal, tmp_path):
    """A file where the folder should be, which stops even the superuser; Enter gives up with 1."""
    blocked = tmp_path / "blocked"
    blocked.write_text("", encoding="utf-8")
    ask = "Another folder to keep sessions in"
    face = terminal("interview", "--ui", "plain", ready=ask, home=blocked)
    assert "Nothing can be saved in" in face.text
    face.type(f"{tmp_path / 'other'}\n")
    face.wait_for("Ask:" if "Ask:" in face.text else "For you:")
    face.type("We need it.\n")
    face.wait_for("reach out now?")
    face.type("\x04")
    assert face.wait_end() == 4
    assert len(Sessions(tmp_path / "other" / "sessions").ids()) == 1
    given_up = terminal("interview", "--ui", "plain", ready=ask, home=blocked)
    given_up.type("\n")
    assert given_up.wait_end() == 1


def test_without_anyone_to_ask_a_home_that_cannot_be_written_is_exit_1(tmp_path):
    """Piped: one sentence that names the folder and ORDERLESS_HOME."""
    blocked = tmp_path / "blocked"
    blocked.write_text("", encoding="utf-8")
    ran = run_here("interview", stdin="We need it.\n", home=blocked)
    assert ran.code == 1
    assert str(blocked) in ran.stderr
    assert "ORDERLESS_HOME" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_limit_on_the_size_of_files_is_a_full_disk_too(home):
    """RLIMIT_FSIZE, piped, nobody to ask for a folder: exit 1, what was acknowledged is there, no traceback."""

    lines = "We need it.\n" + "".join(f" note {i} {'x' * 3000}\n" for i in range(100))
    done = subprocess.run(
        ["bash", "-c", f'ulimit -f 200; exec "{sys.executable}" -m orderless interview'],
        input=lines,
        capture_output=True,
        text=True,
        env=environment(home),
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "largest size allowed" in done.stderr
    assert "Traceback" not in done.stderr
    (journal,) = (home / "sessions").glob("*.jsonl")
    kept = [json.loads(line) for line in journal.read_bytes().splitlines()]
    assert len([record for record in kept if record["k"] == "note"]) == done.stderr.count("Noted.")


@pytest.mark.parametrize("folder", ["~nosuchuser/x", "/dev/null/x", "a\x00b", "/proc/1/nowhere"])
def test_a_folder_that_cannot_be_is_asked_for_again(folder):
    """Whatever is typed there, the interview lives on."""
    keep = Memory()
    keep.refuse = CannotDo("the disk is full")

    class Healing(Script):
        """There is room again after the second question for a folder."""

        def ask_folder(self) -> str:
            if len(self.folders) == 1:
                keep.refuse = None
            return super().ask_folder()

    face = Healing("We need it.", "", folders=[folder, ""])
    converse(talking(keep=keep), face)
    assert face.folders == []
    assert len(face.told) >= 2
    assert events(keep.records)[0]["text"] == "We need it."


def make(home, *events_):
    sessions = Sessions(home)
    session, journal = sessions.create()
    recorder = Recorder(shipped(), journal, session=session, draft=sessions.draft(session))
    for event in events_:
        recorder.add(event)
    return recorder


def test_what_moves_keeps_its_numbers_so_that_undo_means_the_same(tmp_path):
    """Also where a damaged line left a gap in them."""
    recorder = make(
        tmp_path / "a", {"k": "start"}, *({"k": "note", "q": "x", "text": t} for t in ("one", "two", "three"))
    )
    path = tmp_path / "a" / f"{recorder.session}.jsonl"
    recorder.close()
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + b"damaged\n" + lines[2] + lines[3])
    sessions = Sessions(tmp_path / "a")
    recorder = Recorder(shipped(), sessions.open(path.stem), session=path.stem, draft=sessions.draft(path.stem))
    assert recorder.move_to(tmp_path / "b") == path
    recorder.add({"k": "undo", "of": 3})
    recorder.close()
    (session,) = Sessions(tmp_path / "b" / "sessions").ids()
    kept = Sessions(tmp_path / "b" / "sessions").read(session)
    assert [note.text for note in fold(kept.records).notes] == ["three"]
    assert [note.text for note in fold(recorder.records).notes] == ["three"]


def test_the_knowledge_it_was_made_with_moves_along(tmp_path):
    """Or the session could not be read with it there."""
    recorder = make(tmp_path / "a", {"k": "start"})
    recorder.move_to(tmp_path / "b")
    recorder.close()
    assert knowledge_store.load(shipped().digest, tmp_path / "b") == shipped().decisive_files


def test_a_move_that_fails_leaves_nothing_behind_and_the_session_where_it_was(tmp_path, monkeypatch):
    """Half a session would be taken for a whole one."""
    recorder = make(tmp_path / "a", {"k": "start"}, {"k": "note", "q": "x", "text": "one"})
    real, calls = disk.write_all, []

    def refuse(fd: int, data: bytes) -> None:
        calls.append(data)
        if len(calls) == 2:
            raise OSError(28, "full")
        real(fd, data)

    monkeypatch.setattr(disk, "write_all", refuse)
    with pytest.raises(CannotDo):
        recorder.move_to(tmp_path / "b")
    monkeypatch.undo()
    assert list((tmp_path / "b").rglob("*.jsonl")) == []
    recorder.add({"k": "note", "q": "x", "text": "two"})
    assert len(Sessions(tmp_path / "a").read(recorder.session).records) == 3
    assert Path(recorder.folder) == tmp_path / "a"


def test_a_line_from_a_pipe_is_never_taken_for_a_folder(tmp_path, monkeypatch):
    """There a client's words would name a folder, and the line would be lost."""
    real = disk.sync

    def syncs(fd):
        if any(b"second" in path.read_bytes() for path in tmp_path.glob("home/sessions/*.jsonl")):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(fd)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(disk, "sync", syncs)
    ran = run_here("interview", stdin="We need it.\n1\nfirst\nsecond\nzebra\nokapi\n", home=tmp_path / "home")
    assert ran.code == 1
    assert ran.stderr.endswith("The last line is not saved, and there is no one to ask for another folder.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
