"""Where the knowledge lies: the shipped folder, and a consultant's own folder laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from orderless.bank.plain_file import read_bytes

if TYPE_CHECKING:
    from orderless.bank.yaml_marks import Problem

__all__ = ["PHRASES", "knowledge_files", "phrases_file", "read_texts", "shipped_folder", "shown_name"]

PHRASES = "phrases.yaml"
"""Lies with the knowledge and is read by a review of past requests only: no interview and no decision needs it."""


def shipped_folder() -> Path:
    """The question_banks folder that came with this program: inside the package, or beside src/ in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "question_banks"
    return inside if inside.is_dir() else package.parent.parent / "question_banks"


def knowledge_files(overlay: Path | None = None) -> Mapping[str, Path]:
    """The files of the knowledge by name: the shipped ones, and over them those of `overlay` (a folder or one file).

    The same name replaces, a new name adds. Files in sub-folders, such as examples, are not part of the knowledge.
    """
    files = {path.name: path for path in sorted(shipped_folder().glob("*.yaml"))}
    if overlay is not None:
        own = [overlay] if not overlay.is_dir() else sorted((*overlay.glob("*.yaml"), *overlay.glob("*.yml")))
        files.update({path.with_suffix(".yaml").name: path for path in own})
    files.pop(PHRASES, None)
    return files


def phrases_file(overlay: Path | None = None) -> Path:
    """The phrases to look for in past requests: those of `overlay` where it has some, else the shipped ones."""
    own = [] if overlay is None else [overlay] if not overlay.is_dir() else [*overlay.glob("phrases.y*ml")]
    return next((path for path in own if path.stem == "phrases"), shipped_folder() / PHRASES)


def shown_name(path: Path, overlay: Path | None) -> str:
    """How a file of the knowledge is called in a report: a shipped one by its name, one of `overlay` by its path."""
    return path.name if overlay is None or path.parent not in (overlay, overlay.parent) else str(path)


def read_texts(overlay: Path | None = None) -> tuple[dict[str, bytes], dict[str, str], list[Problem]]:
    """The texts of these files by file name, the names under which to report each, and why any could not be read."""
    texts: dict[str, bytes] = {}
    shown: dict[str, str] = {}
    problems: list[Problem] = []
    for name, path in knowledge_files(overlay).items():
        shown[name] = shown_name(path, overlay)
        text, problem = read_bytes(path, shown[name])
        if problem is not None:
            problems.append(problem)
        elif text is not None:
            texts[name] = text
    return texts, shown, problems
