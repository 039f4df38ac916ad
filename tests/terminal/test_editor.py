"""`:edit`: a long note in one's own editor; the file is private, and gone afterwards."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from orderless.errors import CannotDo
from orderless.session.drive import converse
from orderless.terminal.other_programs import write_in_editor
from support.scripted import Script
from support.talk import Memory, events, talking

WRITES = """#!/bin/sh
ls -l "$1" | cut -c1-10 > "$(dirname "$0")/mode"
printf '%s' "$1" > "$(dirname "$0")/where"
printf 'a long note\\nin two lines  \\n' > "$1"
"""


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Installs a shell script as the editor."""

    def install(script: str = WRITES, name: str = "fake editor.sh") -> Path:
        path = tmp_path / name
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"'{path}' --wait" if "wait" in name else f"'{path}'")
        return path

    return install


def test_what_was_written_comes_back_and_the_file_is_private_and_gone(editor, tmp_path):
    """0600 in the sessions' folder, removed afterwards."""
    editor()
    folder = tmp_path / "sessions"
    folder.mkdir()
    assert write_in_editor(folder) == "a long note\nin two lines"
    where = Path((tmp_path / "where").read_text(encoding="utf-8"))
    assert where.parent == folder
    assert (tmp_path / "mode").read_text(encoding="utf-8").strip() == "-rw-------"
    assert list(folder.iterdir()) == []


def test_visual_goes_before_editor(editor, monkeypatch):
    """As everywhere."""
    path = editor()
    monkeypatch.setenv("VISUAL", f"'{path}'")
    monkeypatch.setenv("EDITOR", "/bin/false")
    assert write_in_editor(None)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("", "No editor is set"),
        ("/no/such/editor", "cannot be started"),
        ("/bin/false", "ended with 1"),
        ("vi 'half", "cannot be started"),
        ("   ", "No editor is set"),
    ],
)
def test_an_editor_that_does_not_work_is_one_sentence(monkeypatch, tmp_path, value, says):
    """And no file is left."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", value)
    with pytest.raises(CannotDo, match=says):
        write_in_editor(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_room_for_the_file_is_one_sentence(editor, tmp_path):
    """The sessions' folder may be full or gone."""
    editor()
    with pytest.raises(CannotDo, match="can be made"):
        write_in_editor(tmp_path / "gone")


def test_no_shell_reads_what_the_editor_is_called(monkeypatch, tmp_path):
    """`;` and `$` are part of a name, not commands."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"true; touch {tmp_path}/owned")
    with pytest.raises(CannotDo):
        write_in_editor(tmp_path)
    assert not (tmp_path / "owned").exists()


def test_edit_makes_a_note_of_what_was_written(editor):
    """One note, whatever it begins with, on any type of question."""
    editor(WRITES.replace("a long note", ":end 2"))
    keep = Memory()
    face = Script("We need it.", ":edit")
    converse(talking(keep=keep), face)
    assert events(keep.records)[-1]["text"] == ":end 2\nin two lines"
    assert "Noted." in face.told


@pytest.mark.parametrize("script", ["#!/bin/sh\ntrue\n", "#!/bin/sh\nprintf '  \\n' > \"$1\"\n"])
def test_nothing_written_is_no_note(editor, script):
    """And it says so."""
    editor(script)
    keep = Memory()
    face = Script(":edit")
    converse(talking(keep=keep), face)
    assert keep.records == []
    assert "Nothing was written." in face.told


def test_what_was_written_is_offered_again_when_it_cannot_be_kept(editor):
    """The disk is full after ten minutes of writing: the words are still there."""
    editor()
    keep = Memory()
    talk = talking("We need it.", keep=keep)
    keep.refuse = CannotDo("the disk is full")
    face = Script(":edit")
    with pytest.raises(CannotDo, match="no one to ask"):
        converse(talk, face)

    class Heals(Script):
        """The disk has room again as soon as a folder was asked for."""

        def ask_folder(self):
            keep.refuse = None
            return ""

    keep.refuse = CannotDo("the disk is full")
    face = Heals(":edit", "")
    converse(talk, face)
    assert face.offered[1].strip() == "a long note\nin two lines"
    assert events(keep.records)[-1]["text"] == "a long note\nin two lines"


def test_edit_works_on_a_terminal_in_the_line_face(terminal, journal, tmp_path):
    """The editor has the terminal meanwhile; afterwards the prompt is there again."""
    path = tmp_path / "ed.sh"
    path.write_text(WRITES, encoding="utf-8")
    path.chmod(0o755)
    face = terminal("interview", "--ui", "line", env={"EDITOR": str(path)})
    face.type(":edit\r")
    face.wait_for("note: a long note")
    assert events(journal())[-1]["text"] == "a long note\nin two lines"
    assert not list(journal().parent.glob(".note-*"))
    assert stat.S_IMODE(journal().stat().st_mode) == 0o600


def test_an_editor_gets_the_terminal_as_a_shell_would_give_it(terminal, journal, tmp_path):
    """Line by line and with echo, so that any editor works; afterwards the prompt works as before."""
    path = tmp_path / "ed.sh"
    path.write_text('#!/bin/sh\nprintf "your note: "\nread line\nprintf "%s" "$line" > "$1"\n', encoding="utf-8")
    path.chmod(0o755)
    face = terminal("interview", "--ui", "line", env={"EDITOR": str(path)})
    face.type(":edit\r")
    face.wait_for("your note:")
    face.type("typed in the editor\n")
    face.wait_for("your note: typed in the editor")
    face.wait_until(lambda: events(journal())[-1].get("text") == "typed in the editor")
