"""Which question a column of old requests may answer: how alike its name and values are to the words of the knowledge.

Likeness runs from 0 to 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from orderless.bank.answer_types.cells import fold
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.batch.mapping.column_profile import Profile
from orderless.batch.mapping.mapping import UNKNOWN_WORDS

__all__ = ["Guess", "choices_like", "dealt_out", "guesses_for", "values_for"]

_SURE = 78
"""Likeness from which a question is proposed."""
_LIKELY, _AHEAD = 62, 8
"""From here, a question is proposed if it is so far ahead of the next. Less likely ones are named in a comment."""
_NUMBERS_SURE = 90
"""For numbers there are only names to go by."""
_CALLED_SO = 90
"""A name that is nearly a usual name for a question proposes it, however its values are worded."""
_WORTH_NAMING = 50
_DENIALS, _DENIED = (" no ", " no,", " not ", "n't ", "n’t ", " nobody ", " nothing ", " never ", " none "), 20


class Guess(NamedTuple):
    """A question for a column, and how alike their names and their values are (0 to 100)."""

    question: Question
    name: float
    values: float

    @property
    def total(self) -> float:
        """How alike they are altogether."""
        return self.name if not self.question.choices else 0.4 * self.name + 0.6 * self.values

    @property
    def sure(self) -> bool:
        """Whether it is proposed even if another guess is nearly as likely."""
        if not self.question.choices:
            return self.name >= _NUMBERS_SURE
        return self.total >= _SURE or self.name >= _CALLED_SO


def guesses_for(profile: Profile, knowledge: Knowledge, called: Mapping[str, Sequence[str]]) -> list[Guess]:
    """The questions that this column may answer, likeliest first; `called`: usual names of columns, by question."""
    if profile.free_text or not profile.filled:
        return []
    fitting = (question for question in knowledge.questions.values() if _fits(question, profile))
    found = (
        Guess(q, _name_likeness(profile.name, q, called.get(q.id, ())), _value_likeness(profile, q)) for q in fitting
    )
    return sorted((guess for guess in found if guess.sure or guess.total >= _WORTH_NAMING), key=lambda g: -g.total)


def _fits(question: Question, profile: Profile) -> bool:
    """Whether the cells can answer this question. Several values in a cell fit only a question that takes several."""
    kind = question.kind
    if kind.guessed_by == "choices":
        return profile.few and not profile.dates and (kind.several or not profile.separator)
    return kind.guessed_by is not None and profile.half(kind.guessed_by)


def values_for(profile: Profile, question: Question) -> Sequence[tuple[str, int]]:
    """The values of this column as the question reads them, with how often each stands there."""
    return profile.parts if question.kind.several else profile.values


def _name_likeness(name: str, question: Question, called: Sequence[str]) -> float:
    words = (question.id.replace("_", " "), question.label, question.heading, question.ask, *called)
    return max(_alike(name, word) for word in words)


def _alike(one: str, other: str) -> float:
    """How alike two short texts are: as a whole, and as bags of words where both have several."""
    one, other = fold(one).strip("?:. "), fold(other).strip("?:. ")
    likeness = max(fuzz.ratio(one, other), 0.95 * fuzz.token_sort_ratio(one, other))
    if " " in one and " " in other:  # a single word is part of too many texts: "No" of "no change"
        likeness = max(likeness, 0.85 * fuzz.token_set_ratio(one, other))
    return float(likeness)


def _value_likeness(profile: Profile, question: Question) -> float:
    """The mean likeness of the values to their likeliest choices; each value counts as often as it occurs."""
    counted = [(value, many) for value, many in values_for(profile, question) if fold(value) not in UNKNOWN_WORDS]
    if not question.choices or not counted:
        return 0
    total = sum(choices_like(value, question)[0][1] * many for value, many in counted)
    return total / sum(many for _, many in counted)


def choices_like(value: str, question: Question) -> list[tuple[str, float]]:
    """The choices by their likeness to a value, likeliest first."""
    each = (
        (key, max(_means(value, text) for text in (key.replace("_", " "), choice.label, choice.heard or "")))
        for key, choice in question.choices.items()
    )
    return sorted(each, key=lambda found: -found[1])


def _means(value: str, text: str) -> float:
    """How alike they are; less so where only one of them says no."""
    one, other = (any(sign in f" {fold(each)} " for sign in _DENIALS) for each in (value, text))
    return _alike(value, text) - (_DENIED if one != other else 0)


def dealt_out(guesses: Mapping[str, Sequence[Guess]]) -> dict[str, Guess]:
    """Each question to the column that is likeliest to answer it, each column to one question."""
    every = [(guess, name) for name, found in guesses.items() for guess in _proposed(found)]
    taken: dict[str, Guess] = {}
    questions: set[str] = set()
    for guess, name in sorted(every, key=lambda one: -one[0].total):
        if name not in taken and guess.question.id not in questions:
            taken[name] = guess
            questions.add(guess.question.id)
    return taken


def _proposed(guesses: Sequence[Guess]) -> Sequence[Guess]:
    """Those that are likely enough to be proposed."""
    best = [guess for guess in guesses if guess.sure]
    if best or not guesses or not guesses[0].question.choices:
        return best
    ahead = guesses[0].total - (guesses[1].total if len(guesses) > 1 else 0)
    return guesses[:1] if guesses[0].total >= _LIKELY and ahead >= _AHEAD else []
