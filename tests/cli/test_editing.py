"""`--edit` and `--reset` through the whole program, with a script for an editor."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from orderless.cli import editing
from orderless.documents.formats import FORMATS
from orderless.interview.versions import NEWEST_SCHEMA
from orderless.storage.journal import Journal, encode
from orderless.storage.sessions import Sessions

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are scripts")

CANARY = "zqcanary"


class Editor:
    """Runs Python on the text of the file, a step for each time it is opened; remembers what it was given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "editor.py"
        self.env = {"EDITOR": f"{sys.executable} {self.path}"}
        self.does("pass")

    def does(self, *steps: str) -> None:
        """What it does with `text` and `code`, the first time and each time after; the last step again and again."""
        self.path.write_text(
            f"""
import pathlib, sys
seen = pathlib.Path({str(self.folder)!r})
file = pathlib.Path(sys.argv[-1])
count = len(list(seen.glob("seen-*")))
text = file.read_bytes().decode("utf-8", "surrogateescape")
(seen / f"seen-{{count}}").write_bytes(file.read_bytes())
(seen / "argv").write_text(repr(sys.argv) + oct(file.stat().st_mode), encoding="utf-8")
code, steps = 0, {steps!r}
before = text
exec(steps[min(count, len(steps) - 1)])
if text != before:
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
sys.exit(code)
""",
            encoding="utf-8",
        )
        for path in self.folder.glob("seen-*"):
            path.unlink()

    @property
    def seen(self) -> list[str]:
        """The files as they were opened."""
        return [path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("seen-*"))]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    monkeypatch.setattr(editing, "_check_person", lambda: None)
    folder = tmp_path / "editor"
    folder.mkdir()
    return Editor(folder)


@pytest.fixture
def edit(orderless: Callable, editor: Editor) -> Callable:
    """`orderless summary last --edit`, or another document and options, in which the editor does this."""

    def call(*steps: str, args: tuple[object, ...] = ("summary", "last")):
        editor.does(*steps)
        return orderless(*args, "--edit", env=editor.env)

    return call


def left(home: Path) -> list[str]:
    """What lies among the sessions beside journals and lists of exports."""
    return sorted(p.name for p in (home / "sessions").iterdir() if p.suffix not in (".jsonl", ".exports"))


TITLE = "text = text.replace('title -->', 'title -->\\nMine, not', 1).replace('Mine, not\\n', 'Mine, not ', 1)"
STEPS = "text = text.replace('## Next steps', '## Steps')"


def test_an_edit_is_kept_and_stands_in_every_format(finished, edit, orderless, journal, home, tmp_path):
    """Nothing is left of the file, which was private; the journal says that it is newer before its first edit."""
    ran = edit(
        TITLE,
    )
    assert (ran.code, ran.stdout) == (0, "")
    assert "Edited: title." in ran.stderr
    assert left(home) == []
    assert [(e["k"], e.get("schema")) for e in journal(finished)][-2:] == [("start", 2), ("wording", None)]
    event = journal(finished)[-1]
    assert (event["document"], event["block"]) == ("summary", "title")
    assert event["text"].startswith("Mine, not ")
    for form in FORMATS:
        path = tmp_path / f"page-{form}"
        assert orderless("summary", "last", "--format", form, "-o", path).code == 0
        raw = path.read_bytes() if form != "docx" else _docx(path)
        assert b"Mine, not" in raw
    assert "finished" in orderless("sessions", "list").stdout


def _docx(path: Path) -> bytes:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs).encode()


def test_the_file_is_private_and_no_client_word_is_in_an_argument(finished, edit, editor):
    edit(STEPS)
    (_, said), mode = (editor.folder / "argv").read_text(encoding="utf-8").split(", "), 0o600
    assert said.startswith("'")
    assert f".{finished}.edit-summary-" in said
    assert said.endswith(f"']{oct(stat.S_IFREG | mode)}")
    assert "CRM" in editor.seen[0]
    assert "They do it on Mondays" not in editor.seen[0]


@pytest.mark.parametrize("document", ["summary", "reply"])
def test_an_edit_without_a_change_makes_no_event(finished, edit, journal, document):
    before = journal(finished)
    ran = edit("pass", args=(document, "last"))
    assert "Nothing was changed." in ran.stderr
    assert journal(finished) == before


def test_the_reply_is_edited_too_and_either_has_its_own_words(finished, edit, orderless):
    say = "text = text.replace('say -->\\n- ', 'say -->\\n- Zqsay ')"
    letter = "text = text.replace('letter -->\\n', 'letter -->\\nZqletter\\n\\n')"
    assert "Edited: say and letter." in edit(f"{say}\n{letter}", args=("reply", "last")).stderr
    assert "Zqsay" in orderless("reply", "last", "--spoken").stdout
    assert "Zqletter" in orderless("reply", "last", "--email").stdout
    assert "Zq" not in orderless("summary", "last").stdout


def test_a_block_that_was_left_out_stays_out_until_it_is_reset(finished, edit, orderless):
    cut = (
        "text = text[:text.index('## Next steps')] + text[text.index('<!-- orderless: ', text.index('## Next steps')):]"
    )
    assert "Left out: steps." in edit(cut).stderr
    assert "Next steps" not in orderless("summary", "last").stdout
    assert "Nothing was changed." in edit("pass").stderr
    assert "Next steps" not in orderless("summary", "last").stdout
    ran = orderless("summary", "last", "--reset")
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", "As the program writes it again: steps.\n")
    assert "Next steps" in orderless("summary", "last").stdout
    assert "Nothing of it was edited." in orderless("summary", "last", "--reset").stderr


def test_reset_is_for_one_document_and_needs_nobody(finished, edit, orderless):
    edit(TITLE)
    edit("text = text.replace('subject -->\\n', 'subject -->\\nZq ')", args=("reply", "last"))
    assert orderless("--no-input", "summary", "last", "--reset").code == 0
    assert "Mine" not in orderless("summary", "last").stdout
    assert "Zq" in orderless("reply", "last").stdout


def test_with_a_way_to_leave_the_document_leaves_after_the_edit(finished, edit, orderless, tmp_path):
    page = tmp_path / "page.txt"
    ran = edit(TITLE, args=("summary", "last", "-o", page))
    assert page.read_text(encoding="utf-8").startswith("Mine, not")
    assert "Written:" in ran.stderr
    assert edit(TITLE, args=("reply", "last", "--spoken")).stdout.startswith("# Mine, not")
    assert not orderless("reply", "last", "--reset", "--spoken").stdout.startswith("# Mine")


def test_what_was_typed_into_a_draft_is_looked_over_before_it_leaves(finished, edit, orderless, tmp_path):
    edit("text = text.replace('## What we heard\\n', '## What we heard\\n\\nAbcde Fghij told us.\\n')")
    ran = orderless("summary", "last", "-o", tmp_path / "page.md")
    assert "names: “Abcde Fghij” (your words in heard)" in ran.stderr
    assert orderless("summary", "last", "--yes").stderr == ""


def test_what_has_changed_since_is_said_and_the_words_stand(begun, edit, editor, orderless, home):
    edit("text = text.replace('heard -->\\n', 'heard -->\\nMine.\\n\\n').replace('## What we heard\\n', '')")
    assert orderless("summary", "last", "--yes").stderr == ""
    orderless("resume", "last", "--ui", "plain", stdin="@can_do 1s\n", env={})
    ran = orderless("summary", "last")
    assert (
        "Since you edited heard, this has changed: “Could if they had to”. Your words stand as they are." in ran.stderr
    )
    assert f"`orderless summary {begun} --edit` shows what the program would write there today." in ran.stderr
    assert "Mine." in ran.stdout
    assert "Most people are able" not in ran.stdout
    edit("text = '\\n'.join(line for line in text.split('\\n') if 'orderless |' not in line)")
    assert "<!-- orderless | - Most people are able to do it -->" in editor.seen[0]
    assert orderless("summary", "last", "--yes").stderr == ""
    assert "Mine." in orderless("summary", "last").stdout


# ------------------------------------------------------------------------------------------------- what can go wrong

MISSPELT = "text = text.replace('orderless: heard', 'orderless: herd')"


@pytest.mark.parametrize(
    ("damage", "mend", "says"),
    [
        (MISSPELT, "text = text.replace('herd -->', 'heard -->', 2)", "there is no block herd here"),
        ("text += '<!-- orderless: heard -->\\nmore'", "text = text.replace('<!-- orderless: heard -->\\nmore', '')",
         "block heard began on line"),
        ("text = text.replace('<!-- orderless: steps -->\\n', '')",
         "text = text.replace('## Steps', '<!-- orderless: steps -->\\n## Steps')", "has lost the line"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_opened_again_with_what_is_wrong_and_nothing_is_lost(
    finished, edit, editor, orderless, home, damage, mend, says
):
    damage = damage if "lost" in says else f"{STEPS}\n{damage}"
    mend = mend.replace("## Steps", "## Next steps") + "\n" + STEPS if "lost" in says else mend
    ran = edit(damage, mend)
    (told,) = [line for line in ran.stderr.splitlines() if line.startswith("Line ")]
    assert says in told
    assert "Edited: steps." in ran.stderr
    assert len(editor.seen) == 2
    first, second = editor.seen[1].split("\n", 1)
    assert first == f"<!-- orderless ! {told} -->"
    assert "## Steps" in editor.seen[1] or "lost" in says
    number = int(told.split()[1].strip(":"))
    at_fault = editor.seen[1].split("\n")[number - 1]
    assert "orderless: he" in at_fault or at_fault == "## Next steps"
    assert second.startswith("<!-- orderless | ")
    assert left(home) == []


def test_a_file_that_stays_damaged_is_given_up_and_offered_again(finished, edit, editor, orderless, journal, home):
    """A script that does nothing must not be asked for ever."""
    before = journal(finished)
    ran = edit(f"{STEPS}\n{MISSPELT}", "pass")
    assert ran.code == 1
    assert len(editor.seen) == 2
    (name,) = left(home)
    assert f"what was written is in {home / 'sessions' / name}, and the next --edit opens it again." in ran.stderr
    assert journal(finished) == before
    ran = edit("text = text.replace('herd', 'heard')")
    assert "An edit that did not end was left in" in ran.stderr
    assert editor.seen[0].startswith("<!-- orderless ! An edit that did not end was left in")
    assert "Edited: steps." in ran.stderr
    assert left(home) == []


@pytest.mark.parametrize(
    "end", ["code = 3", "import os, signal\nfile.write_text(text, 'utf-8')\nos.kill(os.getpid(), signal.SIGKILL)"]
)
def test_what_an_editor_that_failed_left_is_opened_the_next_time(finished, edit, editor, journal, orderless, home, end):
    """Even where the session has gone on meanwhile: only what was typed is taken in."""
    ran = edit(f"{STEPS}\n{end}")
    assert ran.code == 1
    assert len(left(home)) == 1
    ended = "3" if "code" in end else "-9"
    assert f"The editor ended with {ended}. Nothing was taken in; what was written is in " in ran.stderr
    with Sessions(home / "sessions").open(finished) as more:
        more.append(
            {"k": "answer", "at": "", "q": "can_do", "state": "answered", "value": "some_could", "basis": "data"}
        )
    ran = edit("pass")
    assert "Edited: steps." in ran.stderr
    assert [event["k"] for event in journal(finished)][-2:] == ["start", "wording"]
    assert "## Steps" in editor.seen[0]
    assert left(home) == []


def test_an_editor_that_failed_before_anything_was_written_leaves_nothing(finished, edit, home):
    ran = edit("code = 1")
    assert (ran.code, ran.stderr) == (1, "The editor ended with 1. Nothing was changed.\n")
    assert left(home) == []


def test_a_file_from_which_all_was_deleted_changes_nothing_and_drops_what_was_left(finished, edit, journal, home):
    edit(f"{STEPS}\ncode = 1")
    before = journal(finished)
    ran = edit("text = '\\n '")
    assert "The file was empty: nothing was changed." in ran.stderr
    assert journal(finished) == before
    assert left(home) == []


def test_reset_drops_what_an_edit_left(finished, edit, orderless, home):
    edit(f"{STEPS}\ncode = 1")
    assert len(left(home)) == 1
    orderless("summary", "last", "--reset")
    assert left(home) == []


def test_removing_the_session_removes_what_an_edit_left(finished, edit, orderless, home):
    edit(f"{STEPS}\ncode = 1")
    (name,) = left(home)
    ran = orderless("sessions", "remove", finished)
    assert f"Also removed: {home / 'sessions' / name}" in ran.stderr
    assert left(home) == []


def test_a_file_that_was_only_opened_when_the_program_was_killed_is_no_edit(finished, edit, editor, home):
    edit("code = 1\ntext += ' '")
    (path,) = [home / "sessions" / name for name in left(home)]
    path.write_bytes(editor.seen[0].encode())
    assert "An edit that did not end" not in edit("pass").stderr
    assert left(home) == []


def test_a_full_disk_keeps_the_file(finished, edit, home, monkeypatch):
    from orderless.errors import CannotDo

    def refuse(*_: object) -> int:
        raise CannotDo("This could not be saved.")

    monkeypatch.setattr(Journal, "append", refuse)
    ran = edit(STEPS)
    assert ran.code == 1
    assert "This could not be saved.\nNot all of it was taken in; what was written is in " in ran.stderr
    monkeypatch.undo()
    assert len(left(home)) == 1


@pytest.mark.parametrize("args", [("summary", "last", "--edit"), ("reply", "last", "--edit")])
def test_where_nobody_can_edit_it_is_code_4_and_one_line(finished, orderless, home, args):
    for ran in (orderless(*args, env={"EDITOR": "true"}), orderless("--no-input", *args, env={"EDITOR": "true"})):
        assert ran.code == 4
        assert ran.stderr.count("\n") == 1
        assert "needs a terminal" in ran.stderr
    assert left(home) == []


@pytest.mark.parametrize("name", ["", "/no/such/editor", "nosucheditor --wait", "vi 'half"])
def test_without_an_editor_it_is_code_4_and_one_line(finished, editor, orderless, home, name):
    ran = orderless("summary", "last", "--edit", env={"EDITOR": name})
    assert ran.code == 4
    assert ran.stderr.count("\n") == 1
    assert "VISUAL or EDITOR" in ran.stderr or "quote" in ran.stderr
    assert left(home) == []


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("summary", "last", "--edit", "--reset"), "not both"),
        (("reply", "last", "--edit", "--reset"), "not both"),
        (("summary", "last", "--for", "me", "--edit"), "Your own record is not edited"),
        (("summary", "last", "--for", "me", "--reset"), "Your own record is not edited"),
        (("summary", "2001-01-01-abcd", "--edit"), "There is no session"),
    ],
)
def test_what_makes_no_sense_is_said(finished, editor, orderless, args, says):
    ran = orderless(*args, env=editor.env)
    assert ran.code == 2
    assert says in ran.stderr


def test_a_session_that_is_open_elsewhere_is_not_edited(finished, edit, orderless, home):
    with Sessions(home / "sessions").open(finished):
        for ran in (edit(STEPS), orderless("summary", "last", "--reset")):
            assert ran.code == 1
            assert "is open in another orderless" in ran.stderr
    assert left(home) == []


def test_while_it_is_edited_nobody_else_opens_the_session(finished, edit, home):
    look = f"""
from orderless.storage.journal import Busy, Journal
try:
    Journal.open(pathlib.Path({str(home)!r}) / "sessions" / "{finished}.jsonl")
except Busy:
    text = text.replace('## Next steps', '## Busy')
"""
    edit(f"import sys\nsys.path.insert(0, {str(Path(editing.__file__).parents[2])!r})\n{look}")
    (path,) = (home / "sessions").glob("*.jsonl")
    assert "## Busy" in path.read_text(encoding="utf-8")


def test_a_session_of_a_newer_orderless_is_not_edited(finished, edit, orderless, home):
    path = home / "sessions" / f"{finished}.jsonl"
    count = len(path.read_bytes().splitlines())
    with path.open("ab") as file:
        file.write(encode(count + 1, {"k": "start", "schema": NEWEST_SCHEMA + 1}))
    for ran in (edit(STEPS), orderless("summary", "last", "--reset")):
        assert ran.code == 1
        assert "A newer orderless wrote this session" in ran.stderr
        assert "not continued" in ran.stderr
    assert left(home) == []


# ---------------------------------------------------------------------------------------------------- whose words


def test_edited_words_are_in_no_message(finished, edit, orderless, monkeypatch, home):
    """Neither what was typed nor what went wrong with it says any of it."""
    put = f"text = text.replace('## Next steps', '## Next steps\\n\\n{CANARY}')"
    for step in (put, f"{put}\n{MISSPELT}", f"{put}\ncode = 1", f"{put}\ntext = text.replace('- [', '## {CANARY} [')"):
        ran = edit(step, "pass")
        assert CANARY not in ran.stderr + ran.stdout
        orderless("summary", "last", "--reset")
    from orderless.documents import draft_file

    def explode(text: str, _offered: object) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr(draft_file, "read_file", explode)
    ran = edit(put)
    assert ran.code == 1
    assert "RuntimeError in orderless." in ran.stderr
    assert CANARY not in ran.stderr
    assert len(left(home)) == 1


def test_a_paste_of_a_million_signs_is_kept_and_told(finished, edit, orderless, home):
    """It is more than a page can hold: nothing is cut, and the file says so."""
    ran = edit("text = text.replace('## Next steps', '## Next steps\\n\\n' + 'x ' * 500_000)", "pass")
    assert ran.code == 1
    assert "block steps is longer than 100,000 characters; shorten it." in ran.stderr
    (name,) = left(home)
    assert "x " * 500_000 in (home / "sessions" / name).read_text(encoding="utf-8")
    ran = edit("text = text.replace('x ' * 460_000, '')")
    assert "Edited: steps." in ran.stderr
    assert orderless("summary", "last").stdout.count("x ") > 39_000


def test_bytes_that_are_no_text_become_signs(finished, edit, orderless, journal):
    edit("text = text.replace('## Next steps', '## Next steps\\n\\na\\udcff\\0b\\x1b[31m')")
    assert "a\ufffd\u2400b\u241b[31m" in json.loads(json.dumps(journal(finished)[-1]["text"]))
    assert "a\ufffd\u2400b\u241b" in orderless("summary", "last", "--format", "text").stdout
