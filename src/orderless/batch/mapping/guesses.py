"""Which question a column of old requests may answer: how alike its name and values are to the words of the knowledge.

Likeness runs from 0 to 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from orderless.bank.answer_types.cells import fold
from orderless.bank.questions import Question
from orderless.batch.mapping.column_profile import Profile
from orderless.batch.mapping.like_texts import LikeTexts
from orderless.batch.mapping.mapping import UNKNOWN_WORDS, known_values

__all__ = ["Among", "Asked", "Guess", "dealt_out", "guesses_for", "values_for"]

_SURE = 78
"""Likeness from which a question is proposed."""
_LIKELY, _AHEAD = 62, 8
"""From here, a question is proposed if it is so far ahead of the next. Less likely ones are named in a comment."""
_NUMBERS_SURE = 90
"""For numbers there are only names to go by."""
_CALLED_SO = 90
"""A name that is nearly a usual name for a question proposes it, however its values are worded."""
_WORTH_NAMING = 50
_COMMONEST = 12
"""Values of a column by which it is judged."""
_DENIALS, _DENIED = (" no ", " no,", " not ", "n't ", "n’t ", " nobody ", " nothing ", " never ", " none "), 20


@lru_cache(maxsize=1 << 14)
def _folded(value: str) -> str:
    """The same values are looked at for each question."""
    return fold(value)


class Among(NamedTuple):
    """The words of all questions, so that a name or a value is compared with all of them at once."""

    names: LikeTexts
    choices: LikeTexts


class Asked:
    """The words of one question and its choices, folded once."""

    def __init__(self, question: Question, called: Sequence[str] = (), among: Among | None = None) -> None:
        """`called`: what columns that answer it are usually called. `among`: where the words of all questions lie."""
        self.question = question
        self._names, self._choices = among or Among(LikeTexts(), LikeTexts())
        names = (question.id, question.id.replace("_", " "), question.label, question.heading, question.ask)
        asked = question.before_call
        in_form = (asked.ask,) if asked and (asked.choices or not asked.words) else ()
        self.own_names = frozenset(_bare(fold(name)) for name in (*names, *in_form))
        """Its words, also those of the form before the talk where that offers its answers; its label, heading, id."""
        self._names_lie = self._names.add([*self.own_names, *(_bare(fold(one)) for one in called)])
        known = known_values(question, frozenset())
        self.exact = {value: meant.choice for value, meant in known.items() if meant is not None}
        """The key of a choice by its labels, its key, and its key in words."""
        words = [
            (key, fold(text))
            for key, choice in question.choices.items()
            for text in (key.replace("_", " "), choice.label, choice.heard or "")
        ]
        self._choices_lie = self._choices.add([_bare(text) for _, text in words if text])
        self._keys = [(key, _denies(text)) for key, text in words if text]
        self._like: dict[str, list[tuple[str, float]]] = {}

    def name_like(self, name: str) -> float:
        """How alike the likeliest of its names is to this one, folded and bare."""
        return max(self._names.alike(name, self._names_lie))

    def at_most(self, value: str) -> float:
        """No choice is more like this value than this; found without comparing it any closer."""
        text = _folded(value)
        return 100 if text in self.exact else self._choices.at_most(_bare(text), self._choices_lie)

    def choices_like(self, value: str) -> list[tuple[str, float]]:
        """The choices by their likeness to a value, likeliest first; one that is meant word for word stands alone."""
        text = _folded(value)
        if key := self.exact.get(text):
            return [(key, 100)]
        if text not in self._like:
            bare, denies = _bare(text), _denies(text)
            each = dict.fromkeys(self.question.choices, 0.0)
            for likeness, (key, denied) in zip(self._choices.alike(bare, self._choices_lie), self._keys, strict=True):
                likeness -= _DENIED if denied != denies else 0
                if likeness > each[key]:
                    each[key] = likeness
            self._like[text] = sorted(each.items(), key=lambda found: -found[1])
        return self._like[text]


def _bare(text: str) -> str:
    """Without signs around it that say nothing: a form marks with a star what must be filled in."""
    return text.strip("?:.* ")


def _denies(text: str) -> bool:
    return any(sign in f" {text} " for sign in _DENIALS)


class Guess(NamedTuple):
    """A question for a column, and how alike their names and their values are (0 to 100)."""

    asked: Asked
    name: float
    values: float
    exact: int = 0
    """Whether the name is that of the question, word for word; it wins where others are as likely. 2: all its words, as
    against a label such as "Start date", which a form tool may use for a column of its own."""

    @property
    def question(self) -> Question:
        """The question itself."""
        return self.asked.question

    @property
    def total(self) -> float:
        """How alike they are altogether."""
        return self.name if not self.question.choices else 0.4 * self.name + 0.6 * self.values

    @property
    def sure(self) -> bool:
        """Whether it is proposed even if another guess is nearly as likely."""
        if not self.question.choices:
            return bool(self.exact) or self.name >= _NUMBERS_SURE
        return self.total >= _SURE or self.name >= _CALLED_SO


def guesses_for(profile: Profile, questions: Sequence[Asked]) -> list[Guess]:
    """Which of these questions this column may answer, likeliest first."""
    if not profile.filled:
        return []
    names = _names_of(profile)
    found = []
    for asked in questions:
        exact = 0 if asked.own_names.isdisjoint(names) else 1 + (_bare(fold(asked.question.ask)) in names)
        if _fits(asked.question, profile, exact=bool(exact)):
            likeness = 100 if exact else max(map(asked.name_like, names))
            wanted = 0 if likeness >= _CALLED_SO else (_WORTH_NAMING - 0.4 * likeness) / 0.6
            found.append(Guess(asked, likeness, _value_likeness(profile, asked, wanted), exact))
    return sorted((one for one in found if one.sure or one.total >= _WORTH_NAMING), key=lambda g: (-g.total, -g.exact))


def _names_of(profile: Profile) -> Sequence[str]:
    """The names to compare: the column's, what stands behind the groups in it (`about/can_do`), a second header's."""
    name = profile.name.strip()
    behind = name.rpartition("/")[2] if " " not in name else ""
    return [_bare(fold(one)) for one in dict.fromkeys((name, behind, profile.said)) if one]


def _fits(question: Question, profile: Profile, *, exact: bool) -> bool:
    """Whether the cells can answer this question. Several values in a cell fit only a question that takes several."""
    kind = question.kind
    if kind.guessed_by == "choices":
        single = not profile.separator or not profile.lists
        plain = not profile.dates and not profile.free_text
        return plain and profile.few and (kind.several or single)
    if kind.guessed_by is None:
        return exact and (kind.cells_are != "date" or bool(profile.dates))
    return not profile.free_text and profile.half(kind.guessed_by)


def values_for(profile: Profile, question: Question) -> Sequence[tuple[str, int]]:
    """The values of this column as the question reads them, with how often each stands there."""
    return profile.parts if question.kind.several else profile.values


def _value_likeness(profile: Profile, asked: Asked, wanted: float) -> float:
    """The mean likeness of the commonest values to their likeliest choices; each counts as often as it occurs.

    Where it cannot reach what is `wanted`, 0: the rest is not looked at.
    """
    values = values_for(profile, asked.question)[:_COMMONEST]
    counted = [(value, many) for value, many in values if _folded(value) not in UNKNOWN_WORDS]
    if not asked.exact or not counted:
        return 0
    every = sum(many for _, many in counted)
    if sum(asked.at_most(value) * many for value, many in counted) / every < wanted:
        return 0
    missing = 0.0
    for value, many in counted:
        missing += (100 - asked.choices_like(value)[0][1]) * many
        if 100 - missing / every < wanted:
            return 0
    return 100 - missing / every


def dealt_out(guesses: Mapping[str, Sequence[Guess]]) -> dict[str, Guess]:
    """Each question to the column that is likeliest to answer it, each column to one question."""
    every = [(guess, name) for name, found in guesses.items() for guess in _proposed(found)]
    taken: dict[str, Guess] = {}
    questions: set[str] = set()
    for guess, name in sorted(every, key=lambda one: (-one[0].total, -one[0].exact)):
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
