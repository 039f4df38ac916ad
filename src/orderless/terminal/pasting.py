"""A paste as it goes into the note line."""

from __future__ import annotations

__all__ = ["as_note", "as_pasted", "many_lines"]

_SAYS_WHAT_IT_IS = ' ~"“'
"""A first sign that makes a note of the line, of whatever kind."""


def as_pasted(text: str, line: str, *, choices: bool) -> str:
    """What a paste adds to the line. Where there are choices, many lines are a note, whatever they look like.

    Where there are none, they are the answer, as the hint says; and what adds to a line is what the line is.
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
