"""Which question a column of old requests may answer: how alike its name and values are to the words of the knowledge.

Likeness runs from 0 to 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from orderless.bank.answer_types.cells import fold
from orderless.bank.questions import Question
from orderless.batch.mapping.column_profile import Profile
from orderless.batch.mapping.mapping import UNKNOWN_WORDS, known_values

__all__ = ["Asked", "Guess", "dealt_out", "guesses_for", "values_for"]

_SURE = 78
"""Likeness from which a question is proposed."""
_LIKELY, _AHEAD = 62, 8
"""From here, a question is proposed if it is so far ahead of the next. Less likely ones are named in a comment."""
_NUMBERS_SURE = 90
"""For numbers there are only names to go by."""
_CALLED_SO = 90
"""A name that is nearly a usual name for a question proposes it, however its values are worded."""
_WORTH_NAMING = 50
_HARDLY = 40
_COMMONEST = 12
"""Values of a column by which it is judged."""
_DENIALS, _DENIED = (" no ", " no,", " not ", "n't ", "n’t ", " nobody ", " nothing ", " never ", " none "), 20


class _Texts:
    """Short folded texts that others are compared with, all at once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._all = texts
        self._several = [place for place, text in enumerate(texts) if " " in text]
        self._of_several = [texts[place] for place in self._several]

    def alike(self, one: str) -> list[float]:
        """How alike each of them is to this text: as a whole, and as bags of words where both have several.

        What is hardly alike is not worked out, and counts as 0.
        """
        found = [0.0] * len(self._all)
        for _, likeness, place in _extract(one, self._all, fuzz.ratio, _HARDLY):
            found[place] = likeness
        if " " not in one:  # a single word is part of too many texts: "No" of "no change"
            return found
        for scorer, share in ((fuzz.token_sort_ratio, 0.95), (fuzz.token_set_ratio, 0.85)):
            for _, likeness, place in _extract(one, self._of_several, scorer, _HARDLY / share):
                at = self._several[place]
                found[at] = max(found[at], share * likeness)
        return found


def _extract(one: str, texts: Sequence[str], scorer: Any, least: float) -> Any:
    return process.extract(one, texts, scorer=scorer, processor=None, limit=None, score_cutoff=least)


class Asked:
    """The words of one question and its choices, folded once."""

    def __init__(self, question: Question, called: Sequence[str] = ()) -> None:
        """`called`: what columns that answer it are usually called."""
        self.question = question
        names = (question.id, question.id.replace("_", " "), question.label, question.heading, question.ask)
        asked = question.before_call
        in_form = (asked.ask,) if asked and (asked.choices or not asked.words) else ()
        self.own_names = frozenset(_bare(fold(name)) for name in (*names, *in_form))
        """Its words, also those of the form before the talk where that offers its answers; its label, heading, id."""
        self.names = _Texts([*self.own_names, *(_bare(fold(one)) for one in called)])
        known = known_values(question, frozenset())
        self.exact = {value: meant.choice for value, meant in known.items() if meant is not None}
        """The key of a choice by its labels, its key, and its key in words."""
        words = [
            (key, fold(text))
            for key, choice in question.choices.items()
            for text in (key.replace("_", " "), choice.label, choice.heard or "")
        ]
        self._words = _Texts([_bare(text) for _, text in words if text])
        self._keys = [(key, _denies(text)) for key, text in words if text]
        self._like: dict[str, list[tuple[str, float]]] = {}

    def choices_like(self, value: str) -> list[tuple[str, float]]:
        """The choices by their likeness to a value, likeliest first; one that is meant word for word stands alone."""
        text = fold(value)
        if key := self.exact.get(text):
            return [(key, 100)]
        if text not in self._like:
            bare, denies = _bare(text), _denies(text)
            each = dict.fromkeys(self.question.choices, 0.0)
            for likeness, (key, denied) in zip(self._words.alike(bare), self._keys, strict=True):
                each[key] = max(each[key], likeness - (_DENIED if denied != denies else 0))
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
            likeness = 100 if exact else max(max(asked.names.alike(name)) for name in names)
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
    counted = [(value, many) for value, many in values if fold(value) not in UNKNOWN_WORDS]
    if not asked.exact or not counted:
        return 0
    every = sum(many for _, many in counted)
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
