"""Opening a document: with the platform's opener, and where there is no screen, not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orderless.terminal import other_programs as opener
from orderless.terminal.other_programs import no_screen, open_file


@pytest.mark.parametrize(
    ("environ", "platform", "why"),
    [
        ({"DISPLAY": ":0"}, "linux", None),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", None),
        ({}, "linux", "there is no screen here"),
        ({}, "darwin", None),
        ({}, "win32", None),
        ({"SSH_CONNECTION": "1 2 3 4"}, "darwin", "this is a remote session"),
        ({"SSH_TTY": "/dev/pts/1", "DISPLAY": ":0"}, "linux", "this is a remote session"),
    ],
)
def test_whether_there_is_a_screen(environ, platform, why):
    """Over SSH there is none before this person's eyes, forwarded or not."""
    assert no_screen(environ, platform) == why


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script")
@pytest.mark.parametrize(("code", "said"), [(0, None), (3, "xdg-open ended with 3")])
def test_the_opener_gets_the_path_as_one_word(tmp_path, monkeypatch, code, said):
    """No shell takes part; what it ends with is told."""
    kept = tmp_path / "args"
    (tmp_path / "xdg-open").write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {kept}\nexit {code}\n')
    (tmp_path / "xdg-open").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":99")
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(opener.sys, "platform", "linux")
    path = Path("/folder/a b; $(id).html")
    assert open_file(path) == said
    assert kept.read_text() == f"{path}|"


def test_without_an_opener_it_is_said(tmp_path, monkeypatch):
    """An empty PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":99")
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(opener.sys, "platform", "linux")
    assert open_file(tmp_path / "x.html") == "there is no xdg-open here"
