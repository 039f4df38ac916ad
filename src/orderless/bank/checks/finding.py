"""One thing that is wrong with the knowledge as a whole, and what the checks share."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Bank, Effects, Question
from orderless.english import did_you_mean

__all__ = [
    "CAUSES",
    "DECISION",
    "REPLIES",
    "Finding",
    "Path",
    "each_effect",
    "each_question",
    "file_of",
    "missing",
    "not_a_value",
]

DECISION, REPLIES, CAUSES = "decision.yaml", "replies.yaml", "causes.yaml"
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """One name that leads nowhere: in which file, at which path of keys, and what to do."""

    file: str
    path: Path
    message: str
    at_key: bool = False


def missing(word: str, known: Collection[str], what: str) -> str:
    """There is no such thing, and what may have been meant."""
    return f'there is no {what} "{word}"{did_you_mean(word, list(known))}'


def not_a_value(fact: str, value: str, values: Collection[str]) -> str:
    """A fact cannot have this value, and which it can."""
    return f'"{fact}" cannot be "{value}"; its values are: {", ".join(values)}{did_you_mean(value, list(values))}'


def file_of(bank: Bank) -> str:
    """The file a bank stands in."""
    return f"{bank.bank}.yaml"


def each_question(knowledge: Knowledge) -> Iterator[tuple[str, Path, Question]]:
    """Every question with its file and its path of keys there."""
    for bank in knowledge.banks:
        for i, question in enumerate(bank.questions):
            yield file_of(bank), ("questions", i), question


def each_effect(question: Question) -> Iterator[tuple[Path, Effects]]:
    """Everything that answers to a question move, with its path of keys in the question."""
    for key, choice in question.choices.items():
        yield ("choices", key), choice
    for i, band in enumerate(question.bands):
        yield ("bands", i), band
