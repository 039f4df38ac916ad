"""One figure with the words around it, as the answer to one question that `catches` such words.

All the words of a piece must be expected: before the figure, after it, or such as make it no other figure ("about").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, assert_never

from orderless.bank.answer_types.base import Parsed, Value
from orderless.bank.answer_types.typed import tidy
from orderless.bank.questions import Catch, Period, Question
from orderless.interview.answers import Basis
from orderless.interview.figures import Figure, Sign, Token, is_day_word

__all__ = ["LEADING", "Caught", "Match", "given", "match"]


class Caught(NamedTuple):
    """An answer that a line holds: the value, what is typed at its question to give it, and the words it came from."""

    question: str
    value: Value
    line: str
    said: str
    basis: Basis


class Match(NamedTuple):
    """A figure as the answer to a question. `sure`: by its own words, whatever else stands in the line.

    `said` is all of it in their words, `words` the figure, `until` the day after it, `worked` how the value was worked
    out. `hour`: it could be a time of the day.
    """

    question: Question
    value: Value
    sure: bool
    said: str
    words: str
    until: str
    worked: str
    sign: Sign
    hour: bool


def match(question: Question, piece: Sequence[Token], line: str, *, bare: bool = False) -> Match | None:
    """The answer that this piece of the line gives to this question; `bare`: its figure needs no words."""
    around = _around(piece)
    if question.catches is None or around is None:
        return None
    book = _phrases(question.catches)
    before = _fit(book.before, around.before, must=True)
    leads = before or _fit(book.lead, around.before)
    after = _fit(book.after, around.after, must=True)
    among = _fit(book.in_figures, around.after, must=True)
    behind = after or among or _fit((), around.after)
    sure = before is not None or after is not None
    if leads is None or behind is None or not (sure or among or bare):
        return None
    return _valued(question, question.catches, around, line, (leads, behind), sure=sure)


def given(one: Match, beside: Iterable[Match], basis: Basis) -> Caught:
    """The answer that a match comes to. A bare figure in words takes the % of one that measures the same."""
    catch = one.question.catches
    if not isinstance(one.value, str):
        return Caught(one.question.id, one.value, one.said, f"{one.said}{one.worked}", basis)
    like = {other.question.id: other.sign for other in beside}.get(catch.like or "") if catch is not None else None
    value = f"{one.words}{'%' if like == '%' and one.sign == '' else ''}{one.until}"
    return Caught(one.question.id, value, value, "" if one.said == value else one.said, basis)


LEADING = frozenset(
    ("and", "but", "so", "well", "ok", "okay", "then", "just", "also", "for", "anyway", "all", "the", "our")
)
"""Words that may stand before all others in a piece."""
_ROUGHLY = frozenset(
    {
        "about",
        "around",
        "roughly",
        "approximately",
        "approx",
        "maybe",
        "perhaps",
        "probably",
        "say",
        "some",
        "ca",
        "circa",
    }
)
_TRAILING = (("or", "so"), ("i", "think"), ("i", "guess"), ("in", "total"), ("on", "average"), ("altogether",))


class _Around(NamedTuple):
    """One figure and the tokens beside it; where all of it begins, where the figure does with `about`, and the end."""

    before: tuple[Token, ...]
    token: Token
    figure: Figure
    after: tuple[Token, ...]
    start: int
    rough: int
    end: int


def _around(piece: Sequence[Token]) -> _Around | None:
    """The figure of a piece with what stands beside it; None if there is not exactly one, or something odd."""
    places = [place for place, token in enumerate(piece) if token.figure is not None]
    if len(places) != 1 or any(token.kind not in ("word", "figure", "day") for token in piece):
        return None
    token, before, after = piece[places[0]], list(piece[: places[0]]), _without_trailing(piece[places[0] + 1 :])
    while before and before[0].text in LEADING:
        before.pop(0)
    rough = next((one for one in reversed(range(len(before))) if before[one].text not in _ROUGHLY), -1) + 1
    assert token.figure is not None
    return _Around(
        before=tuple(one for one in before if one.text not in _ROUGHLY),
        token=token,
        figure=token.figure,
        after=after,
        start=(before or [token])[0].start,
        rough=(before[rough:] or [token])[0].start,
        end=(after or (token,))[-1].end,
    )


def _without_trailing(after: Sequence[Token]) -> tuple[Token, ...]:
    """What follows a figure, without words that make it no other: `or so`."""
    texts = tuple(token.text for token in after)
    left = len(texts) - next((len(one) for one in _TRAILING if texts[-len(one) :] == one), 0)
    while left and texts[left - 1] in _ROUGHLY:
        left -= 1
    return tuple(after[:left])


_HOURS = 24


def _valued(
    question: Question, catch: Catch, around: _Around, line: str, fits: tuple[_Fit, _Fit], *, sure: bool
) -> Match | None:
    """The match with its value; None if such a figure is no answer to the question."""
    figure, by, period = around.figure, fits[1].by, fits[0].period or fits[1].period
    until = f" {_MONTH_OR_DAY.sub(_capital, _words(line, by.start, around.end))}" if by is not None else ""
    words = _words(line, around.rough, around.token.end)
    value = _value(question, catch, figure, f"{words}{until}", named=bool(around.after))
    if value is None or (catch.per is None) != (period is None):
        return None
    worked = " × 8 h" if figure.days and catch.time else ""
    if period is not None and catch.per is not None and isinstance(value, int | float):
        value, worked = _per(value, period, catch.per)
    if not _reads(question, value):
        return None
    hour = bool(around.before) and around.before[-1].text == "at" and figure.sign == "" and figure.number <= _HOURS
    said = _words(line, around.start, around.end)
    return Match(question, value, sure, said, words, until, worked, figure.sign, hour)


_MONTH_OR_DAY = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?<=\d )may|(?<=of )may|may(?= \d))\b"
)


def _capital(found: re.Match[str]) -> str:
    return found[0].capitalize()


def _words(line: str, start: int, end: int) -> str:
    """These words with single blanks; a sign for "about" is spelt out, since it begins a private note."""
    return re.sub(r"^[~≈] ?", "about ", " ".join(line[start:end].split()))


_IN_MINUTES = {"minutes": 1, "hours": 60}


def _value(question: Question, catch: Catch, figure: Figure, words: str, *, named: bool) -> Value | None:
    """What a figure comes to at this question. A year is a number only where it is said of what."""
    kind = question.kind.caught
    if catch.time is not None:
        return tidy(figure.number / _IN_MINUTES[catch.time]) if figure.sign == "time" and kind == "number" else None
    match kind:
        case None:
            return None
        case "words":
            return words if figure.sign != "time" and not figure.year else None
        case "number":
            return tidy(figure.number) if figure.sign == "" and (named or not figure.year) else None
        case "percentage":
            return tidy(figure.number) if figure.sign == "%" else None
        case "money":
            return tidy(figure.number) if figure.sign in ("", "money") and not figure.year else None
    assert_never(kind)


_ANY_DAY = date(2000, 1, 1)
"""Numbers and texts are read alike on every day."""


def _reads(question: Question, value: Value) -> bool:
    """Whether the question can be answered so at all: 120% is no percentage."""
    read = question.kind.read(question, question.kind.line(question, value), _ANY_DAY)
    return isinstance(read, Parsed) and read.value == value


# -------------------------------------------------------------------------------------------------- words and phrases


class _Fit(NamedTuple):
    """Words that stand where they are expected: the time that is named in them, and where a day begins."""

    period: Period | None = None
    by: Token | None = None


Phrase = tuple[str, ...]


class _Phrases(NamedTuple):
    before: tuple[Phrase, ...]
    after: tuple[Phrase, ...]
    in_figures: tuple[Phrase, ...]
    lead: tuple[Phrase, ...]


@lru_cache(maxsize=256)
def _phrases(catch: Catch) -> _Phrases:
    """The phrases of a question, word by word."""
    return _Phrases(
        *(
            tuple(tuple(one.split()) for one in each)
            for each in (catch.before, catch.after, catch.in_figures, catch.lead)
        )
    )


def _fit(phrases: Iterable[Phrase], words: Sequence[Token], *, must: bool = False) -> _Fit | None:
    """How these words fit the first phrase that they fit. No words fit as well, unless one phrase `must` be there."""
    if not words and not must:
        return _Fit()
    return next((fit for phrase in phrases if (fit := _fits(phrase, words)) is not None), None)


def _fits(phrase: Phrase, words: Sequence[Token]) -> _Fit | None:
    at, period = 0, None
    for slot in phrase:
        here = words[at:]
        if slot == "{by}":
            return _Fit(period, here[0]) if _is_by(here) else None
        if slot == "{per}":
            period, used = _period(here)
        else:
            used = int(bool(here) and _is_word(here[0], slot))
        if not used:
            return None
        at += used
    return _Fit(period) if at == len(words) else None


_OTHER_NUMBERS = frozenset(
    {"more", "less", "fewer", "extra", "additional", "other", "percent", "points", "thousand", "million", "billion"}
    | {"hundred", "dozen", "yen", "kronor", "kroner", "zloty", "rupees", "cents", "pence", "quid", "bucks", "weeks"}
    | {"months", "years", "seconds", "per", "a", "an"}
)
"""Words that make a number another one, or money or time; and no things that could be counted."""


def _is_word(token: Token, slot: str) -> bool:
    if token.kind != "word":
        return False
    return token.text not in _OTHER_NUMBERS if slot == "{word}" else token.text == slot


_PER = frozenset(("a", "an", "per", "each", "every"))
_PERIODS: Mapping[str, Period] = {
    **dict.fromkeys(("week", "wk"), "week"),
    **dict.fromkeys(("month", "mo"), "month"),
    **dict.fromkeys(("quarter",), "quarter"),
    **dict.fromkeys(("year", "yr", "annum"), "year"),
}
_ADVERBS: Mapping[str, Period] = {
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
_IN_A_YEAR: Mapping[Period, int] = {"week": 52, "month": 12, "quarter": 4, "year": 1}


def _period(words: Sequence[Token]) -> tuple[Period | None, int]:
    """The time that `a week`, `per week`, `/week` or `weekly` names, and in how many words; None and 0 for none."""
    texts = [token.text for token in words[:2]]
    if texts and texts[0] in _ADVERBS:
        return _ADVERBS[texts[0]], 1
    found = _PERIODS.get(texts[1]) if len(texts) > 1 and texts[0] in _PER else None
    return found, 2 if found else 0


_ONE_DECIMAL = 10
"""From here on one decimal is enough for what was a guess; below it two are, and three could be read as thousands."""


def _per(number: float, period: Period, wanted: Period) -> tuple[int | float, str]:
    """So many in one time as so many in another, and how that was worked out."""
    times, by = _IN_A_YEAR[period], _IN_A_YEAR[wanted]
    if times == by:
        return tidy(number), ""
    exact = number * times / by
    worked = f" × {times // by}" if times % by == 0 else f" / {by // times}" if by % times == 0 else f" × {times}/{by}"
    return tidy(round(exact, 1) if exact >= _ONE_DECIMAL else round(exact, 2)), worked


_BY = frozenset(("by", "until", "till", "before"))
_OF_A_DAY = frozenset(("the", "end", "start", "beginning", "middle", "mid", "early", "late", "of", "next", "this"))
_A_TIME = frozenset(("year", "quarter", "half", "summer", "autumn", "spring", "winter", "christmas", "year-end"))


def _is_by(words: Sequence[Token]) -> bool:
    """Whether these say until when, to their end: `by the end of Q2`."""
    if len(words) < 2 or words[0].text not in _BY:
        return False
    named = [word.kind == "day" or word.text in _A_TIME or is_day_word(word.text) for word in words[1:]]
    return any(named) and all(name or word.text in _OF_A_DAY for name, word in zip(named, words[1:], strict=True))
