"""A tiny knowledge in which nothing is wrong, and the same with something changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from orderless.bank.knowledge import Knowledge
from orderless.bank.load import check_knowledge
from orderless.bank.yaml_text import Problem

FILES = {
    path.name: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "tiny").glob("*.yaml"))
}

Edit = tuple[str, str, str]
"""A file, the text to be replaced (it must be there), and what comes in its place."""


def edited(*edits: Edit) -> Mapping[str, str]:
    files = dict(FILES)
    for name, old, new in edits:
        assert old in files[name], f"{old!r} is not in the tiny {name}"
        files[name] = files[name].replace(old, new, 1)
    return files


def checked(files: Mapping[str, str]) -> tuple[Knowledge | None, list[Problem]]:
    return check_knowledge({name: text.encode() for name, text in files.items()})


def line_of(text: str, marker: str) -> int:
    """The line, from 1, on which this stands for the first time."""
    return text[: text.index(marker)].count("\n") + 1
