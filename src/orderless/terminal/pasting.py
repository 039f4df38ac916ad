"""Pastes, and what came from the keyboard before the first question: keys, or a paste that nothing marked as one.

A terminal marks a paste only after it was asked to. A paste that comes earlier is in the queue as if it had been typed,
with every line end an Enter. One line is taken for typing. With several lines nobody can tell which question they were
meant for, so they are one paste, and stay in the note line until Enter.

How much came earlier is not guessed. With the request to mark pastes, a question goes to the terminal: where is the
cursor? Whatever is in the queue before the answer was sent before the request arrived.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
from typing import TYPE_CHECKING

from orderless.terminal.tty import ask_where, quiet

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPress

__all__ = ["Early", "as_note", "as_pasted", "early_keys", "many_lines"]

_SAYS_WHAT_IT_IS = ' ~"“'
"""A line that begins with one of these is a note of some kind."""


def as_pasted(text: str, line: str, *, choices: bool) -> str:
    """The text that a paste adds to the line. With choices, a paste of many lines is a note, whatever it looks like.

    Without choices, it is the answer, as the hint says. A paste into a line that holds something is a part of it.
    """
    return as_note(text) if choices and not line else _lines(text)


def as_note(text: str) -> str:
    """Many lines as one note, unless their first sign says what they are; one line as it is."""
    text = _lines(text)
    return f" {text}" if "\n" in text and text[0] not in _SAYS_WHAT_IT_IS else text


def many_lines(text: str) -> bool:
    """Whether anything follows the first line end."""
    return "\n" in _with_line_feeds(text).removesuffix("\n")


def _lines(text: str) -> str:
    return _with_line_feeds(text).strip("\n")


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


_ANSWER = re.compile(rb"\x1b\[\d+;\d+R")
_BEGIN, _END = "\x1b[200~", "\x1b[201~"
_INTERRUPT = "\x03"
_QUIET_SECONDS = 0.05
"""A paste is complete when nothing follows for so many seconds."""


class Early:
    """Takes what is in the queue as the first question is drawn, and hands it over when keys begin to be read."""

    def __init__(self) -> None:
        self._taken = b""
        self._open = True

    def take(self) -> None:
        """Take what has come so far, if the terminal was made quiet."""
        if self._open and quiet():
            self._taken += _queued()

    def draws(self) -> None:
        """To be called before the first question is drawn: ask the terminal, so as to know what came before it."""
        self.take()
        if self._open and quiet():
            ask_where()

    def hand_over(self) -> None:
        """Give everything to prompt_toolkit, which is about to read keys for the first time."""
        if not self._open or not quiet():
            return
        self._open = False
        keys = early_keys(*self._parted())
        if keys:
            from prompt_toolkit.application import get_app_session
            from prompt_toolkit.input.typeahead import store_typeahead

            store_typeahead(get_app_session().input, keys)

    def _parted(self) -> tuple[bytes, bytes]:
        """What came before the first question, and what came after it."""
        since = _queued()
        answer = _ANSWER.search(since)
        if answer:
            return self._taken + since[: answer.start()], since[answer.end() :]
        before = _ANSWER.sub(b"", self._taken)
        if not many_lines(_text(before)):
            return before, since
        # a paste that nothing marked has begun: it goes on until it stops
        return before + _ANSWER.sub(b"", since + _queued(_QUIET_SECONDS)), b""


def early_keys(before: bytes, since: bytes) -> list[KeyPress]:
    """The keys for prompt_toolkit: several unmarked lines become one paste, and all else is as it was typed."""
    typed, begin, marked = _text(before).partition(_BEGIN)
    left, interrupt, typed = typed.rpartition(_INTERRUPT)  # it takes away what was typed before it
    interrupts = (left + interrupt).count(_INTERRUPT) * _INTERRUPT
    if many_lines(typed):
        note = as_note(typed.replace(_END, ""))
        typed = f"{_BEGIN}{note}{_END}" if note else ""
    elif begin:
        marked = _marked_as_note(marked)
    raw = interrupts + typed + begin + marked + _text(since)
    if not raw:
        return []
    from prompt_toolkit.application import get_app_session
    from prompt_toolkit.input.vt100 import Vt100Input

    given = get_app_session().input
    if not isinstance(given, Vt100Input):
        return []
    given.vt100_parser.feed(raw)  # its own parser, so that it also gets the end of a paste that is still to come
    keys = given.read_keys()
    if raw.endswith("\x1b"):  # Esc alone would turn the next key into Alt; nobody here waits to see
        keys += given.flush_keys()
    return keys


def _marked_as_note(marked: str) -> str:
    """The text after the mark at which a paste begins, as a note if it has many lines; its end may still be to come."""
    body, end, rest = marked.partition(_END)
    return (as_note(body) if many_lines(body) else body) + end + rest


def _text(raw: bytes) -> str:
    return raw.decode(sys.stdin.encoding or "utf-8", "surrogateescape")


def _queued(patience: float = 0.0) -> bytes:
    """Read what is in the terminal's queue, until nothing more comes for so many seconds."""
    pieces = []
    with contextlib.suppress(OSError):  # the terminal has gone: whoever reads next will notice
        while select.select([sys.stdin], [], [], patience)[0] and (piece := os.read(sys.stdin.fileno(), 1 << 16)):
            pieces.append(piece)
    return b"".join(pieces)
