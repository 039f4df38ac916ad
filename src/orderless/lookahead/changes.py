"""Answers given otherwise: those that are one step from the answer held, and each in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.english import listed, lowered, number_words
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
    if question.type in ("number", "money"):
        yield from (Answer("answered", amount) for amount in amounts if held is None or amount != held.value)
    elif question.type == "scale":
        yield from (Answer("answered", band.up_to) for band in question.bands)
    elif question.type == "text" and held is None:
        yield Answer("answered", "answered")
    keys, causes = (held.keys, held.causes) if held is not None else ((), ())
    for key, choice in question.choices.items():
        named = families.get(choice.tag.family, ()) if choice.tag is not None else ()
        if key in keys:
            rest = tuple(one for one in keys if one != key)
            if rest:
                yield Answer("answered", rest, causes if _asks_for_cause(question, rest) else ())
            value = keys if question.type == "choices" else key
            yield from (Answer("answered", value, (cause,)) for cause in named if (cause,) != causes)
        elif question.type == "choices":
            beside = tuple(one for one in keys if not choice.alone and not question.choices[one].alone)
            kept = causes if _asks_for_cause(question, beside) else ()
            more = [(*kept, cause) for cause in named if cause not in kept] or [kept]
            yield from (Answer("answered", (*beside, key), each) for each in more)
        else:
            yield from (Answer("answered", key, (cause,)) for cause in named)
            if choice.tag is None:
                yield Answer("answered", key)


def _asks_for_cause(question: Question, keys: Iterable[str]) -> bool:
    return any(question.choices[key].tag is not None for key in keys)


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
        words = f"“{question.label}” is {number_words(answer.value)}"
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
