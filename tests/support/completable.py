"""What the program offers to a shell, read off its commands: `cli/offered.json` must be the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import typer

from orderless.authoring.schema import KINDS
from orderless.cli import app as program
from orderless.cli.documents import For
from orderless.cli.faces import FACES
from orderless.cli.leaving import Format
from orderless.cli.portfolio import For as Readers
from orderless.register.fold import REASONS_TO_CLOSE
from orderless.register.status import STATUSES

__all__ = ["offered_as_json"]

KINDS_OF = {
    "--example": "example",
    "--only": "outcome",
    "--fail-on": "outcome",
    "--area": "area",
    "--ui": list(FACES),
    "--as": list(REASONS_TO_CLOSE),
    "--format": [one.value for one in Format],
    "summary --for": [one.value for one in For],
    "portfolio --for": [one.value for one in Readers],
    "requests swap --for": "id",
    "--status": [status.replace(" ", "-") for status in STATUSES],
    "--shell": ["bash", "zsh", "fish", "powershell"],
}
"""What the value of an option is, for every command that has it or for one."""
ARGUMENTS = {
    "session": "id",
    "request": "id",
    "kind": sorted(KINDS),
    "call": "tour",
    "areas show name": "area",
    "areas map name": "area",
}
"""The same of arguments, by the name of the parameter."""


def offered_as_json() -> str:
    """One command a line, so that a change can be read."""
    rows = (f"{json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}" for name, row in _commands())
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _commands() -> Iterator[tuple[str, dict[str, Any]]]:
    whole: Any = typer.main.get_command(program.app)
    shown = {name: one for name, one in whole.commands.items() if not one.hidden}
    yield "", _row("", whole) | {"commands": {name: _says(one) for name, one in shown.items()}}
    for name, stub in whole.commands.items():
        command = program._read(name) if name in program.COMMANDS else stub
        inner = getattr(command, "commands", None)
        if inner is None:
            yield name, _row(name, command)
            continue
        bare = inner.get(program.BARE.get(name))
        row = _row(name, bare) if bare else {"options": {}}
        yield name, row | {"commands": {sub: _says(one) for sub, one in inner.items()}}
        yield from ((f"{name} {sub}", _row(f"{name} {sub}", one)) for sub, one in inner.items())


def _says(command: Any) -> str:
    return (command.help or "").strip().partition("\n")[0]


def _row(name: str, command: Any) -> dict[str, Any]:
    options = {
        opt: _option(name, param, opt)
        for param in command.params
        if not getattr(param, "hidden", False)
        for opt in param.opts
        if opt.startswith("--")
    }
    arguments = (_argument(name, param) for param in command.params if not param.opts[0].startswith("-"))
    first = next(arguments, None)
    return {"options": options, "commands": {}} | ({"argument": first} if first else {})


def _option(name: str, param: Any, opt: str) -> dict[str, Any]:
    kind = KINDS_OF.get(f"{name} {opt}", KINDS_OF.get(opt))
    takes = {"takes": True} if not param.is_flag else {}
    return {"says": param.help or "", **takes, **({"kind": kind} if kind else {})}


def _argument(name: str, param: Any) -> Any:
    return ARGUMENTS.get(f"{name} {param.name}", ARGUMENTS.get(param.name))
