"""A face that types what it was given: the loop of an interview without a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from orderless.session.conversation import Conversation
from orderless.terminal.other_programs import write_in_editor

__all__ = ["Script"]


class Script:
    """Types these lines ("" enters what is offered again); remembers what it was told and what was offered."""

    def __init__(self, *lines: str, folders: Iterable[str] = ()) -> None:
        self.lines = list(lines)
        self.folders = list(folders)
        self.told: list[str] = []
        self.offered: list[str] = []

    def ask(self, talk: Conversation, kept: str) -> str:
        self.offered.append(kept)
        if not self.lines:
            raise EOFError
        return self.lines.pop(0) or kept

    def tell(self, lines: Iterable[str]) -> None:
        self.told += lines

    def ask_folder(self) -> str:
        if not self.folders:
            raise EOFError
        return self.folders.pop(0)

    def half_typed(self) -> str:
        return ""

    def write_long(self, folder: Path | None, prefix: str) -> str:
        return write_in_editor(folder, prefix)
