"""Read phrases.yaml for a review."""

from __future__ import annotations

from pathlib import Path

from orderless.bank.checks.phrases import read_phrases
from orderless.bank.find import phrases_file
from orderless.bank.knowledge import Knowledge
from orderless.bank.plain_file import read_bytes
from orderless.batch.phrases.hits import PhraseBook
from orderless.errors import BadInput

__all__ = ["load_phrases"]


def load_phrases(overlay: Path | None, knowledge: Knowledge) -> PhraseBook:
    """The phrases to look for. Raises BadInput with one line a problem."""
    path = phrases_file(overlay)
    raw, problem = read_bytes(path, str(path))
    if raw is None:
        raise BadInput(str(problem))
    model, _, problems = read_phrases(raw, str(path), knowledge)
    if model is None:
        raise BadInput(*(str(one) for one in problems))
    return PhraseBook(model.lines, model.columns, model.denials)
