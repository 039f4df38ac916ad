"""One line at a terminal in which some keys need no Enter: for a list that is gone through with one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    from orderless.terminal.pasting import Early

__all__ = ["KeyLine"]

_AT_ONCE = "123456789-b?"
"""Keys that are a whole line where nothing is typed yet."""


class KeyLine:
    """Reads such lines. Nothing of them is kept."""

    def __init__(self, early: Early) -> None:
        """`early` takes what is typed or pasted before the first line is read."""
        self._early = early

    def read(self) -> str:
        """One line. Raises KeyboardInterrupt on Ctrl-C, and on Ctrl-D where nothing is typed."""
        from prompt_toolkit import PromptSession
        from prompt_toolkit.history import DummyHistory

        self._early.take()
        session: PromptSession[str] = PromptSession(history=DummyHistory(), key_bindings=_keys())
        return session.prompt("> ", pre_run=self._early.hand_over)


def _keys() -> KeyBindings:
    from prompt_toolkit.application import get_app
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()
    empty = Condition(lambda: not get_app().current_buffer.text)

    def press(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(event.data)  # so that the screen keeps what was chosen
        event.app.exit(result=event.data)

    for key in _AT_ONCE:
        keys.add(key, filter=empty, eager=True)(press)

    @keys.add("c-d", filter=empty, eager=True)
    def _end(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    return keys
