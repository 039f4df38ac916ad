"""The commands that a page of the documentation shows, each with the output that stands below it.

A block is one of commands if it is marked `sh` or has a line that begins with `$ `. In the first every line is a
command and shows no output; in the second the lines up to the next `$ ` are what the command before them wrote.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import typer
import yaml

from orderless.bank.files import shipped_folder
from orderless.bank.yaml_text import read_document
from orderless.cli import app as program

__all__ = [
    "PAGES",
    "ROOT",
    "Shown",
    "blocks",
    "commands",
    "no_command",
    "shown_commands",
    "text_of",
    "values",
    "with_parts_in",
]

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    *(
        str(path.relative_to(ROOT).as_posix())
        for path in sorted((ROOT / "docs").rglob("*.md"))
        if path.name != "checks.md" and path.parent.name not in ("adr", "validity")
    ),
)
"""Where commands are shown. `docs/checks.md` is written by the program."""

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


class Shown(NamedTuple):
    """A command as a page shows it, and the output below it; empty where the page shows none."""

    page: str
    command: str
    output: str

    @property
    def name(self) -> str:
        return f"{self.page}: {self.command}"[:80]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def shown_commands(page: str) -> Iterator[Shown]:
    for language, block in _FENCE.findall(text_of(page)):
        if re.search(r"^\$ ", block, re.MULTILINE):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                typed, _, output = part.partition("\n")
                yield Shown(page, without_remark(typed), output.rstrip("\n"))
        elif language == "sh" or (not language and block.startswith(("orderless ", "make "))):
            yield from (Shown(page, typed, "") for line in block.splitlines() if (typed := without_remark(line)))


def without_remark(line: str) -> str:
    return re.sub(r"(^|\s)# .*$|(^|\s)#+$", "", line).strip()


# --------------------------------------------------------------------------------------------- commands in a sentence


def commands() -> Mapping[str, Any]:
    """Every command of the program as it is typed, with what typer knows of it."""
    found = typer.main.get_command(program.app)
    flat: dict[str, Any] = {}
    for name, stub in found.commands.items():  # type: ignore[attr-defined]
        command = program._read(name) if name in program.COMMANDS else stub
        inner = getattr(command, "commands", None)
        flat |= (
            {f"orderless {name} {sub}": one for sub, one in inner.items()} if inner else {f"orderless {name}": command}
        )
    return flat


def no_command(words: str) -> str:
    """What is wrong with a command that a sentence names, empty if nothing is: no such command, or no such option."""
    typed = shlex.split(words.split(" > ")[0].split(" < ")[0].replace("'", ""))
    ahead = [option for one in typer.main.get_command(program.app).params for option in one.opts]
    while len(typed) > 1 and typed[1] in ahead:
        del typed[1]
    if len(typed) < 2 or typed[1] in ("ID", "FILE", "…"):
        return ""
    group = program.BARE.get(typed[1])
    if group and (len(typed) == 2 or typed[2].startswith("-")):
        typed.insert(2, group)
    known = commands()
    name = next((name for name in (" ".join(typed[:3]), " ".join(typed[:2])) if name in known), "")
    if not name:
        return "" if len(typed) == 2 and typed[1] in program.GROUPS else f"no command: {words}"
    options = {option for one in known[name].params for option in (*one.opts, *one.secondary_opts)}
    return next(
        (
            f"no option {word}: {words}"
            for word in typed
            if word.startswith("-") and len(word) > 1 and word not in options
        ),
        "",
    )


# ------------------------------------------------------------------------------------------------ examples in YAML


def blocks(name: str) -> Iterator[tuple[str, str]]:
    """The YAML examples of a page: the comment on the first line, and the text."""
    for block in re.findall(r"^```yaml\n(.*?)^```$", text_of(name), re.DOTALL | re.MULTILINE):
        yield block.splitlines()[0].lstrip("# "), block


def with_parts_in(folder: Path) -> None:
    """The examples of the page on knowledge as a folder: whole files as they are, parts joined to the shipped file."""
    for title, block in blocks("docs/knowledge.md"):
        if title.startswith("part of "):
            name = title.removeprefix("part of ")
            joint = joined(values((shipped_folder() / name).read_bytes()), values(block.encode()))
            (folder / name).write_text(yaml.safe_dump(joint, allow_unicode=True), encoding="utf-8")
        elif title.startswith("my-banks/"):
            (folder / Path(title).name).write_text(block, encoding="utf-8")


def values(raw: bytes) -> dict[str, Any]:
    document, problems = read_document(raw, "an example")
    assert document is not None, problems
    return document.value


def joined(whole: Any, part: Any) -> Any:
    if isinstance(whole, dict):
        return whole | {key: joined(whole[key], value) if key in whole else value for key, value in part.items()}
    return [*part, *whole]
