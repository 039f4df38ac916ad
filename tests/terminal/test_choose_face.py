"""Which face: --ui, then ORDERLESS_UI, then ACCESSIBLE, then the terminal; no terminal means plain."""

from __future__ import annotations

import pytest

from orderless.cli.faces import choose_face
from orderless.errors import BadInput

XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("asked", "environ", "terminal", "face"),
    [
        (None, XTERM, {}, "cockpit"),
        ("cockpit", XTERM, {}, "cockpit"),
        ("line", XTERM, {}, "line"),
        ("plain", XTERM, {}, "plain"),
        # the environment chooses where no option does, and an option goes before it
        (None, XTERM | {"ORDERLESS_UI": "plain"}, {}, "plain"),
        (None, XTERM | {"ORDERLESS_UI": "line"}, {}, "line"),
        ("line", XTERM | {"ORDERLESS_UI": "plain"}, {}, "line"),
        ("plain", XTERM | {"ORDERLESS_UI": "line"}, {}, "plain"),
        (None, XTERM | {"ORDERLESS_UI": ""}, {}, "cockpit"),
        # ACCESSIBLE asks for plain; who asks for another by name gets it all the same
        (None, XTERM | {"ACCESSIBLE": "1"}, {}, "plain"),
        (None, XTERM | {"ACCESSIBLE": ""}, {}, "cockpit"),
        ("line", XTERM | {"ACCESSIBLE": "1"}, {}, "line"),
        ("cockpit", XTERM | {"ACCESSIBLE": "1"}, {}, "cockpit"),
        (None, XTERM | {"ACCESSIBLE": "1", "ORDERLESS_UI": "line"}, {}, "line"),
        # terminals that cannot move their cursor
        (None, {"TERM": "dumb"}, {}, "plain"),
        (None, {"TERM": "DUMB"}, {}, "plain"),
        (None, {"TERM": "unknown"}, {}, "plain"),
        (None, {"TERM": ""}, {}, "plain"),
        (None, {}, {}, "plain"),
        ("cockpit", {"TERM": "dumb"}, {}, "plain"),
        # no terminal, whatever was asked for
        (None, XTERM, {"stdin_tty": False}, "plain"),
        (None, XTERM, {"stdout_tty": False}, "plain"),
        ("line", XTERM, {"stdin_tty": False}, "plain"),
        ("line", XTERM, {"stdout_tty": False}, "plain"),
        ("cockpit", XTERM, {"stdout_tty": False}, "plain"),
        (None, XTERM | {"ORDERLESS_UI": "line"}, {"stdout_tty": False}, "plain"),
        # too small: the cockpit gives way to the line face, and that to the plain one
        (None, XTERM, {"columns": 79}, "line"),
        (None, XTERM, {"rows": 23}, "line"),
        (None, XTERM, {"columns": 40, "rows": 10}, "line"),
        (None, XTERM, {"columns": 39}, "plain"),
        (None, XTERM, {"rows": 9}, "plain"),
        ("line", XTERM, {"columns": 20, "rows": 5}, "line"),
        # by name, the cockpit works on less
        ("cockpit", XTERM, {"columns": 40, "rows": 12}, "cockpit"),
        ("cockpit", XTERM, {"columns": 39, "rows": 12}, "line"),
        ("cockpit", XTERM, {"columns": 40, "rows": 11}, "line"),
        # Windows: its own terminals need no TERM; mintty without a console does not work; the cockpit is untried there
        (None, {}, {"windows": True}, "line"),
        ("cockpit", {}, {"windows": True}, "cockpit"),
        (None, {"TERM": "xterm"}, {"windows": True}, "plain"),
        (None, {"TERM": "xterm-256color", "WT_SESSION": "x"}, {"windows": True}, "line"),
        (None, {"TERM": "cygwin"}, {"windows": True}, "plain"),
    ],
)
def test_the_face_follows_from_option_environment_and_terminal(asked, environ, terminal, face):
    """The whole table."""
    known = {"stdin_tty": True, "stdout_tty": True, "columns": 80, "rows": 24, "windows": False}
    assert choose_face(asked, environ, **(known | terminal)) == face


@pytest.mark.parametrize(("asked", "environ"), [("cinema", {}), (None, {"ORDERLESS_UI": "cinema"}), ("Line", {})])
@pytest.mark.parametrize("tty", [True, False])
def test_a_face_that_does_not_exist_is_refused_with_those_that_do(asked, environ, tty):
    """Also where no terminal would have made the choice."""
    with pytest.raises(BadInput, match="cockpit, line, plain"):
        choose_face(asked, environ, stdin_tty=tty, stdout_tty=tty, columns=80, rows=24, windows=False)


@pytest.mark.parametrize("how", [{}, {"ORDERLESS_UI": "cockpit"}], ids=["--ui", "ORDERLESS_UI"])
def test_a_window_too_small_for_the_cockpit_that_was_asked_for_is_said(terminal, how):
    """And what to do about it; who asked for nothing is told nothing."""
    asked = ["--ui", "cockpit"] if not how else []
    run = terminal("interview", *asked, columns=60, rows=11, env=how)
    assert b"The cockpit needs 40 columns and 12 rows, and this window has 60 and 11" in run.raw.replace(b"\r\n", b" ")
    silent = terminal("interview", columns=60, rows=11)
    assert b"The cockpit" not in silent.raw
