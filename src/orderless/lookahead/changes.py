"""Answers given otherwise: those that are one step from the answer held, and each in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from orderless.bank.answer_types.base import Other
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.english import listed, lowered
from orderless.interview.answers import Answer, State
from orderless.rules.evaluate import counting_answer

__all__ = ["Change", "changed", "in_words", "other_answers"]


class Change(NamedTuple):
    """An answer as it would be."""

    question: str
    answer: Answer


def changed(state: State, changes: Iterable[Change]) -> State:
    """The state with these changes made."""
    return replace(state, answers={**state.answers, **{one.question: one.answer for one in changes}})


def other_answers(
    question: Question, held: Answer | None, families: Mapping[str, tuple[str, ...]], amounts: Iterable[int]
) -> Iterator[Answer]:
    """The answers that are one step from the one held: another choice, one more or less, another cause or amount."""
    now = Other(() if held.value is None else held.value, held.causes) if held is not None else None
    for one in question.kind.other_answers(question, now, families, amounts):
        yield Answer("answered", one.value, one.causes)


def in_words(knowledge: Knowledge, state: State, change: Change) -> str:
    """The changed answer as part of a sentence: as the shared summary words it where it can."""
    question, answer = knowledge.questions[change.question], change.answer
    held = counting_answer(question, state)
    known = held.causes if held is not None else ()
    named = listed([knowledge.cause[cause].name.lower() for cause in answer.causes if cause not in known])
    if held is not None and question.choices and held.keys == answer.keys:
        return f"the cause named at “{question.label}” is {named}"
    if question.choices:
        words = _choices_in_words(question, held.keys if held is not None else (), answer.keys)
    elif isinstance(answer.value, int | float):
        words = f"“{question.label}” is {question.kind.figure(answer.value)}"
    else:
        words = f"“{question.label}” is answered"
    return f"{words} ({named})" if named else words


def _choices_in_words(question: Question, held: Sequence[str], keys: Sequence[str]) -> str:
    """What is chosen; where one choice of several comes or goes, that one."""
    more = [key for key in keys if key not in held]
    fewer = [key for key in held if key not in keys]
    if fewer and not more:
        return f"for “{question.label}” the answer is no longer “{question.choices[fewer[0]].label}”"
    added = bool(more and held and not fewer)
    chosen = [question.choices[key] for key in (more if added else keys)]
    if all(choice.heard for choice in chosen):
        said = " and ".join(lowered(str(choice.heard)) for choice in chosen)
        return f"{said} as well" if added else said
    labels = listed([f"“{choice.label}”" for choice in chosen])
    return f"for “{question.label}” the answer is {'also ' if added else ''}{labels}"
