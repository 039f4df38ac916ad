"""phrases.yaml: what its phrases suggest exists and is no cause, and each can be told from any other words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orderless.bank.checks.finding import Finding, Path, missing
from orderless.bank.files import PHRASES
from orderless.bank.knowledge import Knowledge
from orderless.bank.load import read_model
from orderless.bank.phrases import SLOTS, Denials, PhraseShape, Suggested, folded
from orderless.bank.yaml_text import Document, Problem
from orderless.english import did_you_mean

__all__ = ["PHRASE_CODES", "read_phrases"]

NOWHERE, A_CAUSE, ANYTHING, NO_WORDS = PHRASE_CODES = ("P801", "P802", "P803", "P804")
"""The codes of what is found here: an answer that there is not, a cause, words that are found in any text, and a denial
that is no plain words."""

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_FEWEST_SLOTS = 2
_DENIAL = re.compile(r"\w+(?:'\w+)?(?: \w+(?:'\w+)?){0,3}")
"""Up to four words: so many are compared before a phrase."""

Found = tuple[str, Finding]


def read_phrases(
    raw: bytes, shown: str, knowledge: Knowledge | None
) -> tuple[PhraseShape | None, Document | None, list[Problem]]:
    """The phrases in this text with their places, or all that is wrong with it, sorted; `shown` names the file.

    Without `knowledge`, what names lead to is not looked at.
    """
    model, document, problems = read_model(PhraseShape, raw, shown)
    if model is not None and document is not None:
        for code, finding in _wrong(model, knowledge):
            place = document.key_place if finding.at_key else document.place
            problems.append(Problem(shown, *place(finding.path), finding.message, code))
    return (None, None, sorted(problems)) if problems else (model, document, [])


def _wrong(model: PhraseShape, knowledge: Knowledge | None) -> Iterator[Found]:
    for name in model.columns if knowledge else ():
        if knowledge and name not in knowledge.questions:
            yield _found(NOWHERE, ("columns", name), missing(name, knowledge.questions, "question"), at_key=True)
    for place, line in enumerate(model.lines):
        if line.suggests is not None and knowledge is not None:
            yield from _suggestion(line.suggests, ("lines", place, "suggests"), knowledge)
        for i, phrase in enumerate(line.phrases):
            yield from _phrase(phrase, ("lines", place, "phrases", i))
    if model.denials is not None:
        yield from _denials(model.denials)


def _suggestion(to: Suggested, at: Path, knowledge: Knowledge) -> Iterator[Found]:
    question = knowledge.questions.get(to.question)
    if question is None:
        yield _found(NOWHERE, (*at, "question"), missing(to.question, knowledge.questions, "question"))
    elif question.kind.several or to.choice not in question.choices:
        near = did_you_mean(to.choice, list(question.choices))
        message = f'"{to.choice}" is not a choice that {to.question} can be answered with{near}'
        yield _found(NOWHERE, (*at, "choice"), message)
    else:
        choice = question.choices[to.choice]
        if choice.supports or choice.against or choice.tag:
            yield _found(A_CAUSE, (*at, "choice"), f'"{to.choice}" speaks for or against a cause; phrases never do')


def _phrase(phrase: str, at: Path) -> Iterator[Found]:
    slots = [found[1] for found in _BRACES.finditer(phrase)]
    if any(slot not in SLOTS for slot in slots):
        allowed = ", ".join(f"{{{slot}}}" for slot in SLOTS)
        yield _found(ANYTHING, at, f"a phrase is plain words; in braces only: {allowed}")
    elif not folded(_BRACES.sub("", phrase)) and slots != ["date"] and _in_any_text(slots):
        yield _found(ANYTHING, at, "a phrase needs words of its own: as it stands, almost any text has it")


def _in_any_text(slots: list[str]) -> bool:
    return len(slots) < _FEWEST_SLOTS or set(slots) == {"word"}


def _denials(denials: Denials) -> Iterator[Found]:
    for key, phrases in (("words", denials.words), ("things", denials.things), ("but_not", denials.but_not)):
        for i, phrase in enumerate(phrases):
            if not _DENIAL.fullmatch(folded(phrase)):
                yield _found(NO_WORDS, ("denials", key, i), f"{key} are plain words, up to four, without signs")
    for i, word in enumerate(denials.over):
        if not _DENIAL.fullmatch(folded(word)) or " " in folded(word):
            yield _found(NO_WORDS, ("denials", "over", i), "over takes single words, without signs")


def _found(code: str, path: Path, message: str, *, at_key: bool = False) -> Found:
    return code, Finding(PHRASES, path, message, at_key)
