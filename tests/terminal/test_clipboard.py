"""Copying: which tool is chosen where, what it is given, what the terminal is asked, and never a failure in silence."""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from orderless.errors import CannotDo
from orderless.terminal import other_programs as clipboard
from orderless.terminal.other_programs import OSC52_AT_MOST, copy, in_osc52, tools

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are scripts")


@pytest.mark.parametrize(
    ("environ", "platform", "wsl", "names"),
    [
        ({}, "darwin", False, ["pbcopy"]),
        ({"SYSTEMROOT": "C:\\Windows"}, "win32", False, ["clip.exe"]),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "linux", False, ["wl-copy", "xclip", "xsel"]),
        ({"DISPLAY": ":0"}, "linux", False, ["xclip", "xsel"]),
        ({"DISPLAY": ":0"}, "linux", True, ["xclip", "xsel", "clip.exe"]),
        ({}, "linux", False, []),
        ({"SSH_CONNECTION": "1 2 3 4"}, "darwin", False, []),
        ({"SSH_TTY": "/dev/pts/1", "DISPLAY": ":0"}, "linux", False, []),
    ],
)
def test_the_tool_of_the_platform_and_none_over_ssh(environ, platform, wsl, names):
    """The clipboard of the machine at the other end of a line is nobody's."""
    assert [tool.name for tool in tools(environ, platform, wsl=wsl)] == names


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """A tool of this name in an otherwise empty PATH; it keeps its input and its words."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    for name in ("SSH_CONNECTION", "SSH_TTY", "TMUX", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(clipboard.sys, "platform", "linux")
    monkeypatch.setattr(clipboard, "_is_wsl", lambda: False)

    def made(name: str, code: int = 0) -> Path:
        kept = tmp_path / f"{name}.in"
        script = folder / name
        script.write_text(f'#!/bin/sh\necho "$@" > {kept}.args\n/bin/cat > {kept}\nexit {code}\n')
        script.chmod(0o700)
        return kept

    return made


def test_the_text_goes_to_the_input_of_the_tool_and_never_into_its_words(stand_in):
    """Whatever is in it, `-o` and `$(…)` too."""
    kept = stand_in("xclip")
    assert copy("-o $(id) `id` ü\n") == "with xclip"
    assert kept.read_text() == "-o $(id) `id` ü\n"
    assert Path(f"{kept}.args").read_text() == "-selection clipboard\n"


def test_formatted_text_where_the_tool_can_and_plain_text_where_not(stand_in):
    """xclip takes HTML; xsel does not, and that is said."""
    kept = stand_in("xsel")
    assert copy("plain", "<b>bold</b>") == "with xsel; it takes no formatted text, so it is plain"
    assert kept.read_text() == "plain"
    kept = stand_in("xclip")
    assert copy("plain", "<b>bold</b>") == "with xclip"
    assert kept.read_text() == "<b>bold</b>"
    assert Path(f"{kept}.args").read_text() == "-selection clipboard -t text/html\n"


def test_the_next_tool_is_tried_where_one_fails(stand_in):
    """xclip that cannot reach the display ends with 1."""
    stand_in("xclip", code=1)
    kept = stand_in("xsel")
    assert copy("words") == "with xsel"
    assert kept.read_text() == "words"


def test_a_tool_that_does_not_answer_is_left(stand_in, monkeypatch):
    """And is said with the rest, when nothing else is left."""
    stand_in("xclip")
    monkeypatch.setenv("TERM", "dumb")

    def hang(*_args: object, **_options: object) -> None:
        raise subprocess.TimeoutExpired("xclip", 5)

    monkeypatch.setattr(clipboard.subprocess, "run", hang)
    with pytest.raises(CannotDo, match=r"Nothing was copied: xclip did not answer, .* with -o FILE\."):
        copy("words")


@pytest.fixture
def asked(stand_in, monkeypatch) -> list[bytes]:
    """What the terminal was asked, where there is no tool."""
    seen: list[bytes] = []
    monkeypatch.setattr(clipboard, "_to_terminal", seen.append)
    return seen


def test_the_terminal_is_asked_where_there_is_no_tool(asked):
    """And since it does not answer, what to do if it did not."""
    said = copy("Grüße")
    assert asked == [b"\x1b]52;c;" + base64.b64encode("Grüße".encode()) + b"\x07"]
    assert said.startswith("through your terminal (OSC 52). A terminal does not say whether it did")
    assert "-o FILE" in said


def test_tmux_passes_it_on_by_itself(asked, stand_in, monkeypatch):
    """Its own command works as it is set up by default; an old one that refuses gets the wrapped sequence."""
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    kept = stand_in("tmux")
    assert copy("words").startswith("through tmux and your terminal (OSC 52)")
    assert (kept.read_text(), asked) == ("words", [])
    stand_in("tmux", code=1)
    assert copy("words").startswith("through your terminal (OSC 52)")
    assert asked == [b"\x1bPtmux;\x1b\x1b]52;c;d29yZHM=\x07\x1b\\"]


def test_screen_gets_it_in_pieces():
    """None longer than it takes, and together the whole."""
    sent = in_osc52(b"x" * 3000, {"TERM": "screen-256color"})
    pieces = sent.split(b"\x1b\\")[:-1]
    assert all(piece.startswith(b"\x1bP") and len(piece) <= 502 for piece in pieces)
    assert b"".join(piece[2:] for piece in pieces) == in_osc52(b"x" * 3000, {})


@pytest.mark.parametrize(
    ("text", "term", "why"),
    [("x" * (OSC52_AT_MOST + 1), "xterm", "too long for the terminal"), ("x", "dumb", "this terminal cannot take it")],
)
def test_what_cannot_be_copied_is_one_clear_line(asked, monkeypatch, text, term, why):
    """Never silence: what was in the way, and what to do instead."""
    monkeypatch.setenv("TERM", term)
    with pytest.raises(CannotDo) as error:
        copy(text)
    assert asked == []
    assert why in error.value.message
    assert len(error.value.lines) == 1
    assert error.value.message.endswith("with -o FILE.")


def test_without_any_terminal_it_cannot_be_done(stand_in, monkeypatch):
    """As from cron."""

    def none(_data: bytes) -> None:
        raise OSError

    monkeypatch.setattr(clipboard, "_to_terminal", none)
    with pytest.raises(CannotDo, match="there is no terminal to ask"):
        copy("words")
