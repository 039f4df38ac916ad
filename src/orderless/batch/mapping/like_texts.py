"""How alike a text is to each of many, with as few comparisons as give the same figures as comparing it with all.

A text is compared as a whole, as a bag of words, and by the words that both have. The bags are sorted once, and words
in common are looked at only where there are any: without them they come to no more than the bags do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz, process

__all__ = ["LikeTexts"]

_HARDLY = 40
"""Likeness (0 to 100) below which texts are not alike at all."""
_AS_BAGS, _BY_COMMON_WORDS = 0.95, 0.85
"""What a likeness counts that leaves out the order of the words, or the words that only one of both has."""


class LikeTexts:
    """Short folded texts that others are compared with. Texts are added first, and compared with then."""

    def __init__(self) -> None:
        self._all: list[str] = []
        self._several: list[int] = []
        """The places of texts of several words: a single word is part of too many texts, as "No" is of "no change"."""
        self._bags: list[str] = []
        self._with_word: dict[str, list[int]] = {}
        self._repeating: list[int] = []
        """The places of texts that have a word twice, which the words in common leave out."""
        self._compared: dict[str, Sequence[float]] = {}

    def add(self, texts: Sequence[str]) -> range:
        """Add these; returns where they lie."""
        begin = len(self._all)
        for place, text in enumerate(texts, begin):
            self._all.append(text)
            if " " in text:
                words = text.split()
                self._several.append(place)
                self._bags.append(_bag(words))
                for word in dict.fromkeys(words):
                    self._with_word.setdefault(word, []).append(place)
                if len(set(words)) < len(words):
                    self._repeating.append(place)
        self._compared.clear()
        return range(begin, len(self._all))

    def at_most(self, one: str, where: range) -> float:
        """How alike the likeliest of the texts that lie there is to this one."""
        return max(self._compare(one)[where.start : where.stop], default=0.0)

    def alike(self, one: str, where: range) -> Sequence[float]:
        """How alike the texts that lie there are to this one (0 to 100); what is hardly alike counts as 0."""
        return self._compare(one)[where.start : where.stop]

    def _compare(self, one: str) -> Sequence[float]:
        found = self._compared.get(one)
        if found is None:
            found = self._compared[one] = self._compare_with_all(one)
        return found

    def _compare_with_all(self, one: str) -> Sequence[float]:
        likeness = [0.0] * len(self._all)
        for alike, place in _extract(one, self._all, fuzz.ratio, _HARDLY):
            likeness[place] = alike
        if " " not in one:
            return likeness
        words = one.split()
        for alike, at in _extract(_bag(words), self._bags, fuzz.ratio, _HARDLY / _AS_BAGS):
            place = self._several[at]
            likeness[place] = max(likeness[place], _AS_BAGS * alike)
        places = self._in_common(words)
        texts = [self._all[place] for place in places]
        for alike, at in _extract(one, texts, fuzz.token_set_ratio, _HARDLY / _BY_COMMON_WORDS):
            place = places[at]
            likeness[place] = max(likeness[place], _BY_COMMON_WORDS * alike)
        return likeness

    def _in_common(self, words: Sequence[str]) -> Sequence[int]:
        """The places of texts that have one of these words, or where a word that stands twice makes a difference."""
        if len(set(words)) < len(words):
            return self._several
        common = {place for word in words for place in self._with_word.get(word, ())}
        return list(common.union(self._repeating))


def _bag(words: Sequence[str]) -> str:
    return " ".join(sorted(words))


def _extract(one: str, texts: Sequence[str], scorer: Any, least: float) -> Any:
    """The likeness and the place of each text that is at least so much alike."""
    found = process.extract(one, texts, scorer=scorer, processor=None, limit=None, score_cutoff=least)
    return ((likeness, place) for _, likeness, place in found)
