"""A group of commands that is read only when one of them is wanted: every other command starts without it."""

from __future__ import annotations

from collections.abc import MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

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


COMMANDS = {
    "review": ("orderless.cli.review", "Decide past requests from files, and report what they come to."),
}
"""The same for single commands with many options."""


class Program(TyperGroup):
    """The program: its own commands, and the groups and commands for later."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, (module, words) in GROUPS.items():
            self.add_command(Later(name, module, words))
        for name, (_, words) in COMMANDS.items():
            self.add_command(TyperCommand(name, help=words, rich_markup_mode=None))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that these arguments name; only now is it read."""
        if args and args[0] in COMMANDS:
            self.add_command(typer.main.get_command(import_module(COMMANDS[args[0]][0]).app), args[0])
        return super().resolve_command(ctx, args)
