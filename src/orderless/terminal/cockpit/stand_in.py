"""What prompt_toolkit takes for its renderer: painting is ours, and there is nothing else to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prompt_toolkit.output import DummyOutput
from prompt_toolkit.renderer import Renderer
from prompt_toolkit.styles import DummyStyle

__all__ = ["StandIn"]


class StandIn(Renderer):
    """Paints when it is asked to render, and forgets what is shown when it is asked to erase."""

    def __init__(self, paint: Callable[[], None], forget: Callable[[], None]) -> None:
        super().__init__(DummyStyle(), DummyOutput(), full_screen=True)
        self._paint = paint
        self._forget = forget

    def render(self, app: Any, layout: Any, is_done: bool = False) -> None:  # noqa: ARG002
        """Bring the screen up to date; the last one is left to whoever leaves the screen."""
        if not is_done:
            self._paint()

    def erase(self, leave_alternate_screen: bool = True) -> None:  # noqa: ARG002
        """The size has changed, or another program was here."""
        self._forget()

    def clear(self) -> None:
        """Likewise."""
        self._forget()

    def request_absolute_cursor_position(self) -> None:
        """We know where it is."""
