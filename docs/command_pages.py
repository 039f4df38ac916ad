"""Write docs/commands: a page for each command, from what the program itself says of it.

`make pages`. All of a page comes from the program but its example, which is kept as it stands; a test runs it, and
holds the pages to the program. A page without an example cannot be written: give it one here first, by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tests"), str(HERE.parent / "src")]

import typer  # noqa: E402

from orderless.cli import app as program  # noqa: E402
from orderless.errors import Exit  # noqa: E402
from support.completable import KINDS_OF  # noqa: E402
from support.documented import commands  # noqa: E402

__all__ = ["FOLDER", "MORE_CODES", "file_of", "pages"]

FOLDER = HERE / "commands"
MEANS = {
    Exit.DONE: "done, whatever the answer is: a no is an answer like any other",
    Exit.CANNOT: "it could not be done: disk, permissions, or a fault of ours",
    Exit.USAGE: "the command line or an id is wrong, or a file cannot be read",
    Exit.ROWS_REFUSED: "done, but some rows were refused; they are named",
    Exit.NEEDS_INPUT: "input is needed and there is no one to ask, or it ended early",
    Exit.FOUND: "it can be read, but something was found",
    Exit.INTERRUPTED: "interrupted",
}
OF_ALL = (Exit.DONE, Exit.CANNOT, Exit.USAGE, Exit.INTERRUPTED)
MORE_CODES = {
    "orderless areas about": (Exit.NEEDS_INPUT,),
    "orderless areas check": (Exit.FOUND,),
    "orderless areas forget": (Exit.NEEDS_INPUT,),
    "orderless areas map": (Exit.NEEDS_INPUT,),
    "orderless banks check": (Exit.FOUND,),
    "orderless banks test": (Exit.FOUND,),
    "orderless followup": (Exit.NEEDS_INPUT,),
    "orderless interview": (Exit.NEEDS_INPUT,),
    "orderless practice check": (Exit.NEEDS_INPUT,),
    "orderless practice vision": (Exit.NEEDS_INPUT,),
    "orderless reply": (Exit.NEEDS_INPUT,),
    "orderless requests add": (Exit.NEEDS_INPUT,),
    "orderless requests close": (Exit.NEEDS_INPUT,),
    "orderless requests list": (Exit.NEEDS_INPUT,),
    "orderless requests set": (Exit.NEEDS_INPUT,),
    "orderless requests swap": (Exit.NEEDS_INPUT,),
    "orderless resume": (Exit.NEEDS_INPUT,),
    "orderless review": (Exit.ROWS_REFUSED, Exit.FOUND),
    "orderless summary": (Exit.NEEDS_INPUT,),
    "orderless tour": (Exit.NEEDS_INPUT,),
}
"""What a command can end with beyond what every command can; a test looks whether it does."""


def main() -> None:
    """Write all pages anew, and take away those of commands that are gone."""
    FOLDER.mkdir(exist_ok=True)
    wanted = dict(pages())
    for path in FOLDER.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def pages() -> Iterator[tuple[str, str]]:
    """The name of each file in `docs/commands`, and what it should hold."""
    every = commands()
    yield "README.md", "\n".join(_list(every)) + "\n"
    for name, command in every.items():
        yield file_of(name), "\n".join(_page(name, command)) + "\n"


def file_of(name: str) -> str:
    """`orderless requests list` has its page in `requests-list.md`."""
    return name.removeprefix("orderless ").replace(" ", "-") + ".md"


def _list(every: dict[str, Any]) -> Iterator[str]:
    yield "# Commands\n"
    yield "Each has a page with its options, what it ends with, and an example."
    group = None
    for name, command in every.items():
        first = name.split()[1] if len(name.split()) == 3 else ""
        if first != group:
            words = (
                program.GROUPS[first][1] if first else "About one request at a time, from the order to the look back."
            )
            yield f"\n## {first or 'The talk'}\n\n{words}\n\n| command | does |\n|---|---|"
            group = first
        yield f"| [`{name}`]({file_of(name)}) | {_cell(command.help.split(chr(10))[0])} |"
    yield "\n## Before every command\n"
    yield from _table(typer.main.get_command(program.app), "")


def _page(name: str, command: Any) -> Iterator[str]:
    words = name.split()
    yield f"# {name}\n"
    yield _in_paragraphs(command.help)
    if program.BARE.get(words[1]) == words[-1]:
        yield f"\n`orderless {words[1]}` alone does the same."
    takes = "".join(f" {_argument(one)}" for one in command.params if not _is_option(one))
    options = " [OPTIONS]" if any(map(_is_option, command.params)) else ""
    yield f"\n```text\n{name}{options}{takes}\n```\n"
    yield from _table(command, name.removeprefix("orderless "))
    yield "## It ends with\n\n| code | means |\n|---|---|"
    yield from (f"| {code.value} | {MEANS[code]} |" for code in sorted((*OF_ALL, *MORE_CODES.get(name, ()))))
    yield f"\n## An example\n\n{_example(name)}"


def _table(command: Any, name: str) -> Iterator[str]:
    if not command.params:
        return
    yield "| you add | it means |\n|---|---|"
    for one in command.params:
        if getattr(one, "hidden", False):
            continue
        typed = ", ".join(sorted((*one.opts, *one.secondary_opts), key=len)) if _is_option(one) else _argument(one)
        value = f" {_value(one, name)}" if _is_option(one) and not one.is_flag else ""
        kind = _choices(one, name)
        one_of = f" One of {', '.join(f'`{each}`' for each in kind)}." if isinstance(kind, list) else ""
        yield f"| `{_cell(typed + value)}` | {_cell(one.help or '')}{one_of}{_default(one)} |"
    yield ""


def _value(one: Any, name: str) -> str:
    kind = _choices(one, name)
    if isinstance(kind, str):
        return {"example": "NAME"}.get(kind, kind.upper())
    return one.metavar or (one.opts[-1].strip("-").upper() if kind else _kind(one))


def _choices(one: Any, name: str) -> list[str] | str | None:
    """The values that an option can have, or what they are names of."""
    found = (KINDS_OF.get(f"{name} {option}", KINDS_OF.get(option)) for option in one.opts)
    return next((kind for kind in found if kind is not None), None)


def _kind(one: Any) -> str:
    shown = (
        (one.get_help_record(typer.Context(typer.main.get_command(program.app))) or ("", ""))[0].lower()
        if not one.metavar
        else ""
    )
    if "path" in shown:
        return "FOLDER" if re.search(r"\bfolder\b", (one.help or "").lower()) else "FILE"
    return "N" if "int" in shown or "float" in shown else "TEXT"


def _argument(one: Any) -> str:
    shown = (one.metavar or one.name.upper()).strip("[].") + ("..." if one.nargs == -1 else "")
    return shown if one.required else f"[{shown}]"


def _default(one: Any) -> str:
    value = getattr(one.default, "value", one.default)
    return (
        f" Without it: {value}."
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != ""
        else ""
    )


def _is_option(one: Any) -> bool:
    return str(one.opts[0]).startswith("-")


def _in_paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _example(name: str) -> str:
    path = FOLDER / file_of(name)
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    return written.partition("\n## An example\n")[2].strip()


if __name__ == "__main__":
    main()
