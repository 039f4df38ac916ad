"""Whether one text says what others say already, by the words in it that tell something. No meaning is understood."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["figures_in", "has_word", "is_said_by", "says_the_same", "telling_words"]

_BEGINNING = 5
"""Letters that words of one stem share, such as `approve` and `approval`."""
_COMMON = frozenset(
    """
    about after again along also been before being both come does done each from have here into just
    more most once only other over some such take than that their them then there these they this those
    three until what when where whether which while will with would your ours week today
    """.split()  # noqa: SIM905
)
_AT_LEAST, _SHARE, _MOST = 3, 0.6, 0.7
"""So many telling words, and such a share of those of the shorter text, are in both where they say the same."""


def telling_words(text: str) -> set[str]:
    """The beginnings of the words of a text that tell something."""
    words = re.findall(r"[^\W\d_]{4,}", text.casefold())
    return {word[:_BEGINNING] for word in words if word not in _COMMON}


def has_word(text: str, words: Iterable[str]) -> bool:
    """Whether a text has one of these words, where a `*` at the end of one stands for any letters."""
    has = re.findall(r"[^\W\d_]+", text.casefold())
    return any(
        one.startswith(word.removesuffix("*")) if word.endswith("*") else one == word for one in has for word in words
    )


_SPELT = {
    word: str(number)
    for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)  # noqa: SIM905
}


def figures_in(text: str) -> set[str]:
    """The numbers of a text, without their commas; small ones also where they are spelt out, but for `one`."""
    spelt = {_SPELT[word] for word in re.findall(r"[a-z]+", text.casefold()) if word in _SPELT}
    return spelt | {figure.replace(",", "").rstrip(".") for figure in re.findall(r"\d[\d,.]*", text)}


def is_said_by(text: str, others: str) -> bool:
    """Whether the other words have all figures of this text, of which there are some, and most of what it tells."""
    figures, telling = figures_in(text), telling_words(text)
    twice = len(telling & telling_words(others))
    return bool(figures) and figures <= figures_in(others) and twice >= _AT_LEAST and twice >= _MOST * len(telling)


def says_the_same(text: str, others: Iterable[str]) -> bool:
    """Whether this text and one of the others say the same thing, be it that one of them says more of it."""
    telling = telling_words(text)
    for other in map(telling_words, others):
        both = len(telling & other)
        if both >= _AT_LEAST and both >= _SHARE * min(len(telling), len(other)):
            return True
    return False
