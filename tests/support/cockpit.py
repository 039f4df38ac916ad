"""The cockpit's screen for a conversation, at any size and without a terminal; quick enough for every question."""

from __future__ import annotations

from collections.abc import Sequence

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document

from orderless.session.conversation import Conversation
from orderless.terminal.cockpit.face import steps
from orderless.terminal.cockpit.input_state import InputState
from orderless.terminal.cockpit.painter import Frame
from orderless.terminal.cockpit.text_rows import SIGNS, Marks

__all__ = ["SIZES", "at_input", "screen_text"]

SIZES = ((120, 40), (80, 24), (60, 20), (40, 12))


def at_input(
    talk: Conversation,
    text: str = "",
    told: Sequence[str] = (),
    *,
    size: tuple[int, int] = (80, 24),
    marks: Marks = SIGNS,
    first: Sequence[str] = (),
    ahead: bool = False,
) -> InputState:
    """Input that shows this conversation, with a half-typed line; `ahead` waits for what takes a moment."""
    typing = InputState(marks, lambda _talk: "7 min", first)
    typing.buffer = Buffer(document=Document(text))
    typing.show(talk, told, size)
    for step in steps(talk) if ahead else ():
        assert typing.scene is not None
        typing.scene = typing.scene._replace(ahead=step(typing.scene.ahead))
    return typing


def screen_text(frame: Frame) -> str:
    """The frame as it would be read, without the blanks at the ends of lines."""
    return "\n".join("".join(text for _, text in row).rstrip() for row in frame.rows)
