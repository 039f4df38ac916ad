"""A group of commands that is read only when one of them is wanted: every other command starts without it."""

from __future__ import annotations

from collections.abc import MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

__all__ = ["Later", "Program"]

GROUPS = {
    "sessions": ("orderless.cli.sessions", "List, show and remove what is kept."),
    "banks": ("orderless.cli.banks", "See, check and test the question banks."),
}
"""Name, the module whose `app` holds the commands, and what the list of commands says."""


class Later(TyperGroup):
    """Stands for a group: its name and help at once, its commands when they are looked at."""

    def __init__(self, name: str, module: str, words: str) -> None:
        super().__init__(name=name, help=words, no_args_is_help=True, rich_markup_mode=None)
        self._module = module
        self._read: MutableMapping[str, Any] | None = None

    @property
    def commands(self) -> MutableMapping[str, Any]:
        """The commands by name."""
        if self._read is None:
            self._read = typer.main.get_group(import_module(self._module).app).commands
        return self._read

    @commands.setter
    def commands(self, _none_yet: MutableMapping[str, Any]) -> None:
        """What the base class sets before anything is read."""


class Program(TyperGroup):
    """The program: its own commands, and the groups for later."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, (module, words) in GROUPS.items():
            self.add_command(Later(name, module, words))
