"""Where the knowledge lies: the shipped folder, and a consultant's own folder laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

__all__ = ["knowledge_files", "shipped_folder"]


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
    return files
