"""What an attack measured, kept where `make soak` asks for it, so that the page about it is written from figures."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

__all__ = ["FIGURES", "figures_in", "keep_figures"]

FIGURES = "ORDERLESS_FIGURES"
"""The variable that names the folder; without it nothing is kept."""


def keep_figures(attack: str, what: str, **counts: int) -> None:
    """Keep what was counted at one thing (`what`) that this attack tried; what was kept of it before is replaced.

    To be called behind the last assertion: what does not hold has no figures.
    """
    if not (folder := os.environ.get(FIGURES)):
        return
    name = hashlib.sha256(f"{attack}\0{what}".encode()).hexdigest()[:16]
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"attack": attack, "what": what, **counts}, ensure_ascii=False)
    (place / f"{name}.json").write_text(text, encoding="utf-8")


def figures_in(folder: Path) -> list[dict[str, Any]]:
    """All that was kept there, in the order of the names."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return sorted(found, key=lambda one: (one["attack"], one["what"]))
