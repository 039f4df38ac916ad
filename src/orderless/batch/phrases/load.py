"""Read phrases.yaml and check it against the knowledge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from orderless.bank.find import phrases_file
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import read_model
from orderless.bank.plain_file import read_bytes
from orderless.bank.shape_problems import did_you_mean
from orderless.bank.yaml_text import Document, Problem
from orderless.batch.phrases.hits import PhraseBook, folded
from orderless.batch.phrases.shape import SLOTS, PhraseShape, Suggested
from orderless.errors import BadInput

__all__ = ["load_phrases", "read_phrases"]

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_FEWEST_SLOTS = 2

Found = tuple[tuple[str | int, ...], str]


def load_phrases(overlay: Path | None, knowledge: Knowledge) -> PhraseBook:
    """The phrases to look for. Raises BadInput with one line a problem."""
    path = phrases_file(overlay)
    raw, problem = read_bytes(path, str(path))
    book, problems = read_phrases(raw, str(path), knowledge) if raw is not None else (None, [problem])
    if book is None:
        raise BadInput(*(str(one) for one in problems))
    return book


def read_phrases(raw: bytes, shown: str, knowledge: Knowledge) -> tuple[PhraseBook | None, Sequence[Problem]]:
    """The phrases in this text, or everything that is wrong with it (`shown` names the file)."""
    model, document, problems = read_model(PhraseShape, raw, shown)
    if model is None or document is None:
        return None, sorted(problems)
    problems = [*problems, *(_placed(document, shown, found) for found in _wrong(model, knowledge))]
    return (None, sorted(problems)) if problems else (PhraseBook(model.lines, model.columns), ())


def _placed(document: Document, shown: str, found: Found) -> Problem:
    return Problem(shown, *document.place(found[0]), found[1])


def _wrong(model: PhraseShape, knowledge: Knowledge) -> Iterator[Found]:
    for name in model.columns:
        if name not in knowledge.questions:
            yield ("columns", name), f'there is no question "{name}"{did_you_mean(name, list(knowledge.questions))}'
    for place, line in enumerate(model.lines):
        if line.suggests is not None:
            yield from _suggestion(line.suggests, ("lines", place, "suggests"), knowledge)
        for i, phrase in enumerate(line.phrases):
            yield from _phrase(phrase, ("lines", place, "phrases", i))


def _suggestion(to: Suggested, at: tuple[str | int, ...], knowledge: Knowledge) -> Iterator[Found]:
    question = knowledge.questions.get(to.question)
    if question is None:
        near = did_you_mean(to.question, list(knowledge.questions))
        yield (*at, "question"), f'there is no question "{to.question}"{near}'
    elif question.type != "choice" or to.choice not in question.choices:
        near = did_you_mean(to.choice, list(question.choices))
        yield (*at, "choice"), f'"{to.choice}" is not a choice that {to.question} can be answered with{near}'
    else:
        choice = question.choices[to.choice]
        if choice.supports or choice.against or choice.tag:
            yield (*at, "choice"), f'"{to.choice}" speaks for or against a cause; phrases never do'


def _phrase(phrase: str, at: tuple[str | int, ...]) -> Iterator[Found]:
    for found in _BRACES.finditer(phrase):
        if found[1] not in SLOTS:
            slots = ", ".join(f"{{{slot}}}" for slot in SLOTS)
            yield at, f"a phrase is plain words; in braces only: {slots}"
    if not folded(_BRACES.sub("", phrase)) and len(_BRACES.findall(phrase)) < _FEWEST_SLOTS:
        yield at, "a phrase needs something of its own beside one slot"
