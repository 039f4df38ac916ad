"""What the line face draws, on an emulated screen of any size, without a terminal: quick enough for every question."""

from __future__ import annotations

import os
from unittest import mock

import pyte
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from orderless.session.conversation import Conversation
from orderless.terminal.line import LineFace

__all__ = ["drawn"]


class _Shown:
    """A stream that shows on a screen what is written, and keeps the last full picture."""

    encoding = "utf-8"

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self.pictures: list[list[str]] = []

    def write(self, data: str) -> None:
        self._stream.feed(data)

    def flush(self) -> None:
        picture = [line.rstrip() for line in self._screen.display]
        if any(line.startswith(("note>", "answer>")) for line in picture):
            self.pictures.append(picture)

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError


def drawn(talk: Conversation, columns: int, rows: int, kept: str = "") -> list[str]:
    """The lines on a screen of this size when the face asks where the talk stands, from its top."""
    shown = _Shown(columns, rows)
    output = Vt100_Output(shown, lambda: Size(rows=rows, columns=columns), term="xterm", enable_cpr=False)  # type: ignore[arg-type]
    size = {"COLUMNS": str(columns), "LINES": str(rows)}
    with create_pipe_input() as keys, create_app_session(input=keys, output=output), mock.patch.dict(os.environ, size):
        keys.send_text("\r")
        LineFace(lambda: None).ask(talk, kept)
    return shown.pictures[0]
