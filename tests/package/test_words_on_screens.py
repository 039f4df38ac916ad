"""What a consultant meets on a screen is said in words of theirs: none of ours, and none of the machine's."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from orderless.bank.files import shipped_folder
from support.documented import ROOT, text_of

NOT_SAID = (
    *("journal", "event sourcing", "fold", "overlay", "fingerprint", "predicate", "lowered", "evaluator"),
    *("counterfactual", "foresight", "scenario", "abstract state", "bitmask", "parser", "schema", "payload"),
    *(
        "verdict",
        "must_know",
        "margin",
        "fact value",
        "stdin",
        "stdout",
        "boolean",
        "null",
        "regex",
        "traceback",
    ),
    *("KPI", "ROI", "TNA", "SME", "Kirkpatrick", "70-20-10", "competency framework", "learning objective"),
)
"""Words of this program's makers, of computers, and of the trade, that no screen of a talk has."""
_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, NOT_SAID))})s?(?![\w-])", re.IGNORECASE)
SHOWN = (
    "label",
    "ask",
    "heading",
    "why",
    "probes",
    "title",
    "opening",
    "heard",
    "because",
    "urgent",
    "name",
    "says",
    "lines",
)
"""The keys of the knowledge whose words stand on a screen."""
OF_AUTHORS = ("phrases.yaml", "references.yaml", "share_check.yaml")
FACES = ("session", "terminal")


def said_by_the_knowledge(node: Any, key: str = "") -> Iterator[str]:
    if isinstance(node, str):
        if key in SHOWN:
            yield node
        return
    if isinstance(node, dict):
        for name, inner in node.items():
            yield from said_by_the_knowledge(inner, name if isinstance(inner, str | list) else key)
    elif isinstance(node, list):
        for inner in node:
            yield from said_by_the_knowledge(inner, key)


def said_by_the_program(path: Path) -> Iterator[str]:
    """Texts with a blank in them: names of parts of the program have none."""
    tree = ast.parse(path.read_bytes())
    aside = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in aside
            and " " in node.value
        ):
            yield node.value


@pytest.mark.parametrize(
    "path",
    [one for one in sorted(shipped_folder().glob("*.yaml")) if one.name not in OF_AUTHORS],
    ids=lambda one: one.name,
)
def test_the_knowledge_says_nothing_in_the_words_of_its_makers(path: Path) -> None:
    said = list(said_by_the_knowledge(yaml.safe_load(path.read_text(encoding="utf-8"))))
    assert [text for text in said if _WORD.search(text)] == []


def test_the_faces_say_nothing_in_the_words_of_their_makers() -> None:
    paths = [path for face in FACES for path in (ROOT / "src" / "orderless" / face).rglob("*.py")]
    said = [text for path in paths for text in said_by_the_program(path)]
    assert len(said) > 300
    assert [text for text in said if _WORD.search(text)] == []


def test_the_glossary_is_short_and_has_no_such_word() -> None:
    words = re.findall(r"^\| ([^|]+?) \|", text_of("docs/glossary.md"), re.MULTILINE)[2:]
    assert 15 <= len(words) <= 25
    assert [word for word in words if _WORD.search(word)] == []
