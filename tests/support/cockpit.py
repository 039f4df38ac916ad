"""The cockpit's screen for a conversation, at any size and without a terminal; quick enough for every question."""

from __future__ import annotations

from collections.abc import Sequence

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document

from orderless.session.conversation import Conversation
from orderless.terminal.cockpit.face import steps
from orderless.terminal.cockpit.input_state import Desk
from orderless.terminal.cockpit.painter import Frame
from orderless.terminal.cockpit.text_rows import SIGNS, Marks

__all__ = ["SIZES", "at_desk", "screen_text"]

SIZES = ((120, 40), (80, 24), (60, 20), (40, 12))


def at_desk(
    talk: Conversation,
    text: str = "",
    told: Sequence[str] = (),
    *,
    size: tuple[int, int] = (80, 24),
    marks: Marks = SIGNS,
    first: Sequence[str] = (),
    ahead: bool = False,
) -> Desk:
    """A desk that shows this conversation, with a half-typed line; `ahead` waits for what takes a moment."""
    desk = Desk(marks, lambda _talk: "7 min", first)
    desk.buffer = Buffer(document=Document(text))
    desk.show(talk, told, size)
    for step in steps(talk) if ahead else ():
        assert desk.scene is not None
        desk.scene = desk.scene._replace(ahead=step(desk.scene.ahead))
    return desk


def screen_text(frame: Frame) -> str:
    """The frame as it would be read, without the blanks at the ends of lines."""
    return "\n".join("".join(text for _, text in row).rstrip() for row in frame.rows)
