"""What the figures in a line could answer: which question wants which, and with what answer.

An answer that is offered is right, or it is not offered: a piece of the line counts only where one question alone wants
it, and all its words. What is offered can be typed at its question, and means the same there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from orderless.bank.answer_types.base import Value
from orderless.bank.questions import Question
from orderless.interview.answers import Basis
from orderless.interview.figures import Token, is_day_word, tokens
from orderless.interview.worded_figures import LEADING, Caught, Match, given, match

__all__ = ["caught", "caught_alone", "caught_together"]

_LONGEST = 1_000
"""Characters of a line in which figures are looked for: what is longer was pasted, and says more than its figures."""
_MOST = 40
"""Pieces of a line; what has more is a list or a table."""


def caught(line: str, questions: Iterable[Question]) -> tuple[Caught, ...]:
    """What a line holds for these questions, in the order of the line; for each question one answer at most."""
    text, basis = _without_basis(line)
    parts = _pieces(text)
    asked = [question for question in questions if question.catches is not None] if parts else []
    found = [_wanted(part, asked, text) for part in parts]
    stands = [one for place, one in enumerate(found) if one is not None and _stands(place, parts, found)]
    clear = _clear(stands)
    return tuple(given(one, clear, basis) for one in clear)


def caught_alone(line: str, question: Question) -> Caught | None:
    """The answer to this question if the line says that and nothing else."""
    text, basis = _without_basis(line)
    parts = _pieces(text) if question.catches is not None else ()
    found = match(question, parts[0].tokens, text) if len(parts) == 1 and not parts[0].asked else None
    return None if found is None else given(found, (), basis)


def caught_together(line: str, questions: Sequence[Question]) -> tuple[tuple[Caught, ...], bool] | None:
    """The answers to all these questions, if the line holds them; and whether it holds something else.

    They were asked for in this order, so that figures without words count as well if there are as many: `22%, 30%`.
    """
    text, basis = _without_basis(line)
    found = caught(line, questions)
    if len(found) == len(questions):
        turn = [question.id for question in questions]
        return tuple(sorted(found, key=lambda one: turn.index(one.question))), len(_pieces(text)) > len(found)
    parts = _pieces(text, at=_ON_THE_WAY)
    turns = [match(question, part.tokens, text, bare=True) for question, part in zip(questions, parts, strict=False)]
    held = [one for one in turns if one is not None]
    asked = any(part.asked for part in parts)
    if asked or len(parts) != len(questions) or len(held) < len(parts) or _crossed(parts, questions, text):
        return None
    return tuple(given(one, held, basis) for one in held), False


_ON_THE_WAY = frozenset(("to", "then", "from", "→"))
"""What stands between figures that are said in their order: `from 22 to 30`."""
_BASES: Mapping[str, Basis] = {"s": "saw", "d": "data", "p": "performers"}
_BARE = re.compile(r"[£$€]?\d[\d.,]*k?")


def _without_basis(line: str) -> tuple[str, Basis]:
    """The line without a letter at its end that says how it is known, and what that says. `2 d` is rather two days."""
    words = line.rsplit(maxsplit=2) if len(line) <= _LONGEST else []
    if len(words) < 2 or words[-1] not in _BASES or _BARE.fullmatch(words[-2]):
        return line, "believes"
    return line.rstrip()[:-1], _BASES[words[-1]]


# ------------------------------------------------------------------------------------------------------------ in pieces


class _Piece(NamedTuple):
    """Words that belong together; those of one `group` stand between the same marks. `asked`: nobody said so yet."""

    tokens: tuple[Token, ...]
    group: int
    asked: bool


_JOINING = frozenset(("and", "but", "while", "with"))


def _pieces(line: str, *, at: frozenset[str] = frozenset()) -> tuple[_Piece, ...]:
    """The pieces of a line in their order, but for those that only fill a gap; `at`: more words at which to cut."""
    found: list[_Piece] = []
    for group, (held, asked) in enumerate(_between_breaks(tokens(line))) if len(line) <= _LONGEST else ():
        found += [_Piece(part, group, asked) for part in _parts(held, at)]
    told = tuple(piece for piece in found if any(one.kind != "word" or one.text not in LEADING for one in piece.tokens))
    return told if len(told) <= _MOST else ()


def _between_breaks(all_tokens: Iterable[Token]) -> Iterator[tuple[list[Token], bool]]:
    held: list[Token] = []
    for token in all_tokens:
        if token.kind == "break":
            yield held, token.text == "?"
            held = []
        else:
            held.append(token)
    yield held, False


def _parts(held: Iterable[Token], at: frozenset[str]) -> Iterator[tuple[Token, ...]]:
    """The pieces between two breaks: cut at what joins, before `from`, and at a `for` that does not come first."""
    part: list[Token] = []
    for token in held:
        between = token.text == "and" and any(one.text == "between" for one in part)
        if token.kind == "times" or token.text in at or (token.text in _JOINING and not between):
            yield tuple(part)
            part = []
        elif part and token.kind == "word" and token.text in ("from", "for"):
            yield tuple(part[:-1] if part[-1].text in ("down", "up") else part)
            part = [token] if token.text == "from" else []
        else:
            part.append(token)
    yield tuple(part)


# ---------------------------------------------------------------------------------------------------- among one another


def _wanted(part: _Piece, questions: Iterable[Question], text: str) -> Match | None:
    """The match of the one question that wants this piece; None where none does, or more than one."""
    if part.asked:
        return None
    found = [one for question in questions if (one := match(question, part.tokens, text)) is not None]
    best = [one for one in found if one.sure] or found
    return best[0] if len(best) == 1 else None


def _stands(place: int, parts: Sequence[_Piece], found: Sequence[Match | None]) -> bool:
    """Whether the match at this place counts beside what else stands in the line."""
    one = found[place]
    if one is None or (one.hour and any(_is_a_day(part) for part in parts[max(place - 1, 0) : place + 2])):
        return False
    beside = [other for other, part in zip(found, parts, strict=True) if part.group == parts[place].group]
    return one.sure or None not in found or (len(beside) > 1 and None not in beside)


def _is_a_day(part: _Piece) -> bool:
    named = ("on", "next", "this")
    return all(one.kind == "day" or one.text in named or is_day_word(one.text) for one in part.tokens)


def _clear(matches: Sequence[Match]) -> list[Match]:
    """Without questions that get two answers, and without those that may have none beside another's."""
    values: dict[str, set[Value]] = {}
    for one in matches:
        values.setdefault(one.question.id, set()).add(one.value)
    first: dict[str, Match] = {}
    for one in matches:
        unless = one.question.catches.unless if one.question.catches is not None else ()
        if len(values[one.question.id]) == 1 and values.keys().isdisjoint(unless):
            first.setdefault(one.question.id, one)
    return list(first.values())


def _crossed(parts: Sequence[_Piece], questions: Sequence[Question], text: str) -> bool:
    """Whether the words of a piece are those of another question than the one whose turn it is."""
    return any(
        place != turn and match(question, part.tokens, text) is not None
        for turn, part in enumerate(parts)
        for place, question in enumerate(questions)
    )
