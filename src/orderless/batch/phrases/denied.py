"""Whether a phrase is denied by the words before it: a walk from the phrase to the left, a few words at most."""

from __future__ import annotations

import re

from orderless.bank.phrases import Denials, folded

__all__ = ["Denied", "parted"]

_LONGEST = 4
"""Words in what denies: "no one in the"."""
_FARTHEST = 6
"""Words that are looked at before a phrase."""
_BACK = 90
_OPENING = "(\"'[*\u201c\u201e\u2018"
_TOKEN = re.compile(r"\S+")
_FIRST = re.compile(r"\w+")
_PART = re.compile(r"\n[^\S\n]*(?:\n|[-*\u2022\u2013]\s|\d{1,2}[.)]\s)|\s[-\u2013]\s")
"""Where something ends without a sign: before a line of a list, an empty line, a dash. No two of its steps compete."""


def parted(text: str) -> str:
    """The text with a full stop where a list, an empty line or a dash parts it: what is compared has none of them."""
    return _PART.sub(" . ", text)


class Denied:
    """The denials of a book, ready to be looked for."""

    def __init__(self, denials: Denials) -> None:
        self._words = frozenset(map(folded, denials.words))
        self._things = frozenset(map(folded, denials.things))
        self._over = frozenset(map(folded, denials.over))
        self._but_not = frozenset(map(folded, denials.but_not))
        found = [_FIRST.search(phrase) for phrase in self._words | self._things]
        self.begins = frozenset(one[0] for one in found if one)
        """With which words denials begin: a text without any of them denies nothing."""

    def since(self, words: str, start: int) -> int | None:
        """Where the denial begins of what stands at `start` of these folded words; None where nothing denies it."""
        tokens = _before(words, start)
        another = False
        for place in range(len(tokens) - 1, -1, -1):
            word = tokens[place][1]
            if not word[-1:].isalnum():
                return None  # a sign ends what a word can deny
            ends = _ending(tokens[: place + 1])
            if any(phrase in self._but_not for _, phrase in ends):
                return None
            for begin, phrase in ends:
                if phrase in self._things or (phrase in self._words and not another):
                    return begin
            if word not in self._over:
                if another:
                    return None
                another = True
        return None

    def carries(self, words: str) -> bool:
        """Whether a denial of what stands before these words denies what stands after them, too: "errors or delays"."""
        between = words.split()
        return bool(between) and self._over.issuperset(between)


def _before(words: str, start: int) -> list[tuple[int, str]]:
    """The last words before this place, each with where it begins and without what opens a quotation."""
    since = max(0, start - _BACK)
    tokens = [(one.start(), one[0].lstrip(_OPENING)) for one in _TOKEN.finditer(words, since, start)]
    if since and words[since - 1] != " ":
        del tokens[:1]  # only its end was looked at
    if tokens and not tokens[-1][1]:
        tokens.pop()
    return tokens[-_FARTHEST:]


def _ending(tokens: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The phrases of up to four words that end here, the longest first, each with where it begins."""
    last = tokens[-_LONGEST:]
    return [(last[i][0], " ".join(word for _, word in last[i:])) for i in range(len(last))]
