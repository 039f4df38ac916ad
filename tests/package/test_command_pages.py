"""docs/commands has a page for each command, and each page is what the program says of the command.

`ORDERLESS_GOLDEN=1`, or `make pages`, writes them anew. What the examples on them do is looked at in
`test_documented_commands.py`.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

from orderless.errors import Exit
from support.documented import ROOT, commands, shown_commands
from support.documented_world import World, everything


def _script():
    spec = importlib.util.spec_from_file_location("command_pages", ROOT / "docs" / "command_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


SCRIPT = _script()


def test_the_pages_are_what_the_program_says() -> None:
    if os.environ.get("ORDERLESS_GOLDEN"):
        SCRIPT.main()
    wanted = dict(SCRIPT.pages())
    there = {path.name: path.read_text(encoding="utf-8") for path in SCRIPT.FOLDER.glob("*.md")}
    assert sorted(there) == sorted(wanted)
    assert [name for name in wanted if there[name] != wanted[name]] == []


@pytest.mark.parametrize("command", commands())
def test_a_page_has_an_example_of_its_command(command: str) -> None:
    shown = [one.command for one in shown_commands(f"docs/commands/{SCRIPT.file_of(command)}")]
    assert any(command in one for one in shown)


def test_each_exit_code_has_its_meaning() -> None:
    assert set(SCRIPT.MEANS) == set(Exit)


ASKS = {
    "orderless areas map": "field",
    "orderless reply": "abcd --edit",
    "orderless requests close": "abce",
    "orderless requests list": "--find",
    "orderless requests set": "abce",
    "orderless requests swap": "abcf --for abce",
    "orderless resume": "abcd",
    "orderless summary": "abcd --edit",
}
"""What is added so that a command has somebody to ask."""
NEEDS = {
    "orderless areas show": "field",
    "orderless banks new": "noise",
    "orderless due done": "abce:4",
    "orderless due move": "abce:4 friday",
    "orderless explain": "abcd",
    "orderless requests again": "abce",
    "orderless requests begin": "abce",
    "orderless requests done": "abce",
    "orderless requests move": "abce --to friday",
    "orderless requests remove": "2027-02-01-abce",
    "orderless requests show": "abce",
    "orderless requests stop": "abcf",
    "orderless review": "requests.csv --map map.yaml",
    "orderless sessions remove": "2027-02-01-abce",
    "orderless sessions show": "abcd",
}
"""The least that each other command can be given."""


@pytest.mark.parametrize("command", commands())
def test_a_command_that_can_want_somebody_to_ask_says_so(command: str, tmp_path: Path) -> None:
    """Where nobody can be asked, it ends with 4 if its page says so, and else does its work."""
    world = World(tmp_path)
    everything(world)
    code = Exit.NEEDS_INPUT if Exit.NEEDS_INPUT in SCRIPT.MORE_CODES.get(command, ()) else Exit.DONE
    typed = command.replace("orderless", "orderless --no-input")
    if command == "orderless requests add":  # else it reads what is piped into it
        world.at_a_terminal(typed, code=code)
        return
    world.type(f"{typed} {ASKS.get(command, NEEDS.get(command, ''))}", code=code)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("echo 'area:' > wrong.yaml; orderless areas check wrong.yaml", 5),
        ("orderless review requests.csv --map map.yaml --fail-on no", 5),
        ("echo 104 >> requests.csv; orderless review requests.csv --map map.yaml", 3),
    ],
)
def test_what_else_a_page_says_a_command_ends_with_comes_about(line: str, code: int, tmp_path: Path) -> None:
    """`banks check` and `banks test` end with 5 in `tests/cli/test_banks_for_authors.py`."""
    world = World(tmp_path)
    everything(world)
    world.type(line, code=code)
