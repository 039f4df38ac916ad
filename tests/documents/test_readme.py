"""The page and the e-mail that the README shows are what the program writes."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from orderless.bank.files import shipped_folder
from orderless.bank.load import load_knowledge
from orderless.decision.decide import decide
from orderless.documents.markdown import to_markdown
from orderless.documents.reply import reply
from orderless.documents.shared import summarise
from orderless.documents.stakeholder import stakeholder_page
from orderless.interview.answers_file import read_answers
from orderless.interview.events import fold

README = Path(__file__).parents[2] / "README.md"
DAY = date(2027, 2, 1)


@pytest.mark.parametrize("kind", ["page", "e-mail"])
def test_the_readme_shows_what_the_program_writes(kind: str) -> None:
    """To the letter; `make golden` writes it anew."""
    knowledge = load_knowledge()
    path = shipped_folder() / "examples" / "late-notes.yaml"
    told, problems = read_answers(path.read_bytes(), path.name, knowledge, DAY)
    assert told is not None, problems
    verdict = decide(knowledge, fold([{**event, "n": n} for n, event in enumerate(told.events)]))
    doc = stakeholder_page(summarise(verdict, DAY)) if kind == "page" else reply(verdict, "email")
    block = re.compile(rf"(<!-- the {kind} of late-notes: [^\n]*-->\n```markdown\n)(.*?)(```\n)", re.DOTALL)
    text = README.read_text(encoding="utf-8")
    if os.environ.get("ORDERLESS_GOLDEN"):
        text = block.sub(lambda found: found[1] + to_markdown(doc) + found[3], text)
        README.write_text(text, encoding="utf-8")
    found = block.search(text)
    assert found is not None
    assert found[2] == to_markdown(doc)
