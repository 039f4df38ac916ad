"""The cockpit on a real terminal: keys, paste, sizes, the editor, and what is left on the terminal afterwards."""

from __future__ import annotations

import re
import signal
import time

import pytest

from orderless.terminal.cockpit.painter import ENTER, LEAVE
from support.talk import answer_to, events, shipped

FIRST = "What did they ask for"


@pytest.fixture
def cockpit(terminal):
    """Starts the cockpit on a terminal without side panes, so that sentences are found whole; another size by name."""

    def start(*args, columns=70, rows=24, **options):
        return terminal(*(args or ("interview",)), "--ui", "cockpit", columns=columns, rows=rows, **options)

    return start


def ended(face, code=0):
    assert face.wait_end() == code, face.text
    assert face.settings == face.settings_before
    assert face.cursor


def test_it_is_the_face_of_a_terminal_of_80_by_24(terminal):
    """With the agenda, the question, the live picture and the note line with the cursor in it."""
    face = terminal("interview")
    text = face.wait_for("Enter: on to: Why now")
    for wanted in ("First look", "▸*The request", "Not yet, no lean yet", "Missing:", "answer>"):
        assert wanted in text
    assert face.cursor == (len("answer> "), face.lines.index("answer>"))


def test_how_it_works_is_said_once(cockpit, home):
    """The first time, above the first question; never again, however it ended."""
    face = cockpit()
    assert "any other text is a note" in " ".join(face.wait_for(FIRST).split())
    face.type("We need it.\r")
    face.wait_for(lambda text: "Something is going wrong" in text and "any other text is a note" not in text)
    face.kill()
    assert "any other text is a note" not in " ".join(cockpit().wait_for(FIRST).split())
    assert (home / "explained").stat().st_mode & 0o777 == 0o600


def test_without_keeping_anything_it_is_not_remembered_either(cockpit, home):
    """`--no-save` writes nothing."""
    face = cockpit("interview", "--no-save")
    face.wait_for("any other text is a note")
    assert not (home / "explained").exists()


def test_f1_shows_the_whole_keymap_and_any_of_four_ways_closes_it(cockpit):
    """F1 again, Enter on the empty line, Esc at once, or another line; what is typed stays."""
    face = cockpit()
    face.type("half a line")
    for close in ("\x1bOP", "\x1b"):
        face.type("\x1bOP")
        face.wait_for("Type, then Enter.")
        assert "half a line" in face.text
        began = time.monotonic()
        face.type(close)
        face.wait_for(FIRST)
        assert time.monotonic() - began < 5
    face.type("\x03\x1bOP")
    face.wait_for("Enter: close this")
    face.type("\x1b[6~")
    face.wait_for(lambda text: "Type, then Enter." not in text)
    face.type("\r")
    face.wait_for(FIRST)
    face.type("\x1bOP")
    face.wait_for("Type, then Enter.")
    face.type("We need it.\r")
    face.wait_for("Something is going wrong")
    face.type(":keys")
    face.wait_for("Enter: every line and key")
    face.type("\r")
    face.wait_for("Type, then Enter.")


def test_escape_takes_no_text_away_and_arrows_and_alt_keys_still_work(cockpit, journal):
    """Esc is bound only while something is open."""
    face = cockpit()
    face.type("two words\x1b")
    time.sleep(1)
    face.type("\x1b[D\x1b[D\x1b[D\x1b[DX\x1bbY")
    face.wait_for("answer> two YwXords")
    face.type("\r")
    face.wait_until(lambda: events(journal())[-1].get("text") == "two YwXords")


def test_a_paste_of_many_lines_is_one_note(cockpit, journal):
    """Also if its lines look like answers and commands; and it is seen as it is kept."""
    face = cockpit()
    face.type("We need it.\r")
    face.wait_for("Something is going wrong")
    face.type("\x1b[200~2\n:end\nthree lines\n\x1b[201~")
    text = face.wait_for("three lines")
    assert "Enter: a note on this question" in text
    face.type("\r")
    face.wait_for("Noted.")
    assert events(journal())[-1] | {"n": 0} == {"n": 0, "k": "note", "q": "trigger", "text": "2\n:end\nthree lines"}


def test_wide_and_combining_characters_keep_everything_in_its_place(cockpit, journal):
    """The cursor stands behind them, and what stood there before is gone."""
    face = cockpit(columns=90)
    face.type("We need it.\r")
    face.wait_for("Something is going wrong")
    face.type("日本語 e\u0301 😀")
    face.wait_for("note> ")
    face.wait_for(lambda text: "日" in text and "😀" in text)
    assert face.cursor[0] == len("note> ") + 6 + 1 + 1 + 1 + 2
    face.type("\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7fok")
    face.wait_for(lambda text: "note> ok" in text and "日" not in text)
    face.type("\r")
    face.wait_for("Noted.")
    assert all(line.count("│") == 1 for line in face.lines[1:18])


def test_a_resize_in_the_middle_of_a_line_leaves_nothing_behind(cockpit):
    """Through every size and back: each time one whole screen, with the line still in it."""
    face = cockpit(columns=120, rows=40)
    face.type("We need it.\rhalf a th")
    face.wait_for("note> half a th")
    before = face.text
    for columns, rows in ((80, 24), (60, 20), (40, 12), (100, 30)):
        face.resize(columns, rows)
        face.wait_for(
            lambda text, rows=rows: (
                text.count("note> half a th") == 1 and text.count(" 1 Some") == 1 and len(text.split("\n")) <= rows
            )
        )
        assert max(map(len, face.lines)) <= columns
    face.resize(120, 40)
    face.wait_for(lambda text: text.split("\n")[1:] == before.split("\n")[1:])
    face.type("ought")
    face.wait_for("note> half a thought")


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {}], ids=["NO_COLOR", "colours allowed"])
def test_no_colour_is_sent_and_the_title_holds_no_word_of_the_client(cockpit, env):
    """Bold, reverse, underline and marks carry the meaning, on light and dark alike."""
    face = cockpit(env=env)
    face.type("SECRETCLIENT needs it.\r2")
    face.wait_for("▸ 2")
    codes = {code for found in re.findall(rb"\x1b\[([0-9;]*)m", face.raw) for code in found.split(b";")}
    assert codes <= {b"", b"0", b"1", b"3", b"4", b"7"}
    titles = re.findall(rb"\x1b\]([^\x07]*)\x07", face.raw)
    assert titles == [b"2;orderless"]


def test_nothing_of_it_is_on_the_terminal_before_or_after(cockpit, journal):
    """All of it is drawn on the other screen; what is said afterwards names the session and the commands only."""
    face = cockpit(columns=80)
    face.type("SECRETCLIENT needs it.\r~PRIVATEWORD\r")
    face.wait_for("PRIVATEWORD")
    face.type("\x04:end\r:end\r")
    face.wait_for("Wrapped up")
    face.type("\r")
    ended(face)
    assert face.raw.count(ENTER.encode()) == face.raw.count(LEAVE.encode()) == 1
    before, _, rest = face.raw.partition(ENTER.encode())
    after = rest.partition(LEAVE.encode())[2]
    assert events(journal())[-1]["k"] == "finish"
    for word in (b"SECRETCLIENT", b"PRIVATEWORD", b"Not yet", b"leans"):
        assert word not in before + after
    assert b"orderless summary" in after


def test_what_came_out_can_be_read_before_leaving(cockpit):
    """The page to share, the reply and one's own record; Ctrl-C leaves as well, for it is wrapped up."""
    face = cockpit(columns=100)
    face.type("We need it.\r\x04:end\r")
    face.wait_for("1. the page to share")
    face.type("1\r")
    face.wait_for("What you asked for")
    face.type("\r")
    face.wait_for("1. the page to share")
    face.type("2\r")
    face.wait_for("To say")
    face.type("\x03\x03\x03")
    ended(face)


def test_on_a_shared_screen_nothing_is_offered_that_others_should_not_read(cockpit):
    """And nothing is printed afterwards but where it is kept."""
    face = cockpit(columns=100)
    face.type("We need it.\r\x12")
    face.wait_for("SHARE VIEW")
    face.type("\x04:end\r")
    text = face.wait_for("Wrapped up")
    assert "to say and to send" not in text
    assert "leans" not in text
    face.type("\r")
    ended(face)


def test_ctrl_r_hides_at_once_and_keeps_what_is_typed(cockpit):
    """In the middle of a private line too, which is masked from then on."""
    face = cockpit(columns=100)
    face.type(f"We need it.\r{answer_to('trigger', 'going_wrong')}\r~a private thou")
    face.wait_for("note> ~a private thou")
    face.type("\x12")
    text = face.wait_for("SHARE VIEW")
    assert "private thou" not in text
    assert "note> ***************\n" in text
    assert "leans" not in text
    assert shipped().banks[0].title not in text
    face.type("\x12")
    face.wait_for("note> ~a private thou")


def test_ctrl_z_undoes_typing_then_what_was_entered_and_brings_back_what_ctrl_c_cleared(cockpit, journal):
    """Nothing typed is lost."""
    face = cockpit()
    face.type("We need it.\r")
    face.wait_for("Something is going wrong")
    face.type("a long thought\x03")
    face.wait_for("Cleared. Ctrl-Z brings it back.")
    face.type("\x1a")
    face.wait_for("note> a long thought")
    face.type("\r")
    face.wait_for("Noted.")
    face.type("\x1a")
    face.wait_for("Undid: note")
    assert [event["k"] for event in events(journal())] == ["start", "request", "note", "undo"]


def test_edit_lends_the_terminal_to_the_editor_and_comes_back(cockpit, journal, tmp_path):
    """On the usual screen, line by line and with echo; Ctrl-O is the same as `:edit`."""
    path = tmp_path / "ed.sh"
    path.write_text('#!/bin/sh\nprintf "your note: "\nread line\nprintf "%s" "$line" > "$1"\n', encoding="utf-8")
    path.chmod(0o755)
    face = cockpit(env={"EDITOR": str(path)})
    for keys, words in ((":edit\r", "typed in the editor"), ("\x0f", "and again")):
        face.type(keys)
        face.wait_for("your note:")
        assert FIRST not in face.text
        face.type(f"{words}\n")
        face.wait_for(lambda text: FIRST in text and "Noted." in text)
        assert events(journal())[-1]["text"] == words
    face.type("on it goes")
    face.wait_for("answer> on it goes")
    assert face.raw.count(ENTER.encode()) == 3


def test_a_stop_by_the_shell_gives_the_terminal_back_and_goes_on_afterwards(cockpit):
    """`kill -TSTP` and `fg`: the settings as they were, then the whole screen again."""
    face = cockpit()
    face.type("half a line")
    face.wait_for("answer> half a line")
    face.signal(signal.SIGTSTP)
    face.wait_until(lambda: face.raw.endswith(LEAVE.encode()) and face.settings == face.settings_before)
    face.signal(signal.SIGCONT)
    face.wait_for("answer> half a line")
    face.type(" more")
    face.wait_for("answer> half a line more")
    assert face.settings != face.settings_before
