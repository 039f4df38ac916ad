"""Share view in the line and the plain face: what is on the terminal, and what remains on it."""

from __future__ import annotations

SECRET = "the VP feels threatened"


def test_the_line_face_clears_the_terminal_and_masks_what_is_private(terminal):
    """Nothing that stood there can be seen or scrolled back to; stars while typing; the end says nothing of it."""
    face = terminal("interview", "--ui", "line")
    face.type(f"We need it.\r~{SECRET}\r")
    face.wait_for(f"note: private: {SECRET}")
    before = len(face.raw)
    face.type(":share\r")
    face.wait_for("Share view; :share ends it.")
    assert b"\x1b[3J" in face.raw[before:]
    assert SECRET not in face.text
    shared = len(face.raw)
    face.type("~and afraid")
    face.wait_for("note> ***********")
    face.type("\r")
    face.wait_for("Kept.")
    face.type(":end\r")
    face.wait_for("Something for later")
    face.type(":end\r")
    assert face.wait_end() == 0
    told = face.raw[shared:]
    assert b"\x1b[3J" not in told  # once is enough
    for words in (SECRET, "afraid", "Not yet", "lean", "trategic", "effort"):
        assert words.encode() not in told


def test_the_plain_face_says_that_it_cannot_hide_what_stands_there(terminal):
    """No escape byte, not even to clear; the question is read out again as it may be seen."""
    face = terminal("interview", "--ui", "plain", ready="\n>")
    face.type("We need it.\n")
    face.wait_for("reach out now")
    face.wait_for(lambda text: text.endswith("\n>"))
    before = len(face.raw)
    face.type(":share\n")
    face.wait_for("clear the window before you share it")
    face.type("/effort\n")
    face.wait_for("Ask: Something for later")
    told = face.raw[before:]
    assert b"\x1b" not in face.raw
    assert b"lean" not in told.replace(b"/effort", b"")
