"""The greeting and the sign-off of a letter: they hold names, ask for nothing, and are found where it is plain.

What is in doubt stays: a name too many can be taken out by hand, and a word of a request that is lost is not missed.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Letter", "without_courtesies"]

_GREETS = ("hi", "hello", "hey", "dear", "good morning", "good afternoon", "good evening", "greetings")
_CALLED = frozenset(
    {
        *(
            "all",
            "everyone",
            "everybody",
            "team",
            "both",
            "there",
            "folks",
            "colleague",
            "colleagues",
            "and",
            "&",
            "or",
        ),
        *("sir", "madam", "mr.", "mrs.", "ms.", "dr.", "prof."),
    }
)
"""What a greeting calls people beside names, which begin with a capital."""
_GREETED_AT_MOST = 8

_FAREWELLS = frozenset(
    {
        *("regards", "best", "wishes", "thanks", "thank", "cheers", "sincerely", "yours", "respectfully", "cordially"),
        *("br", "kr", "rgds", "thx"),
    }
)
_BEFORE_THEM = frozenset({"kind", "kindest", "warm", "warmest", "friendly", "many", "with", "all", "my", "and"})
_BESIDE_THEM = frozenset(
    {
        *(
            "and",
            "&",
            "/",
            "+",
            "with",
            "in",
            "the",
            "all",
            "a",
            "so",
            "very",
            "much",
            "many",
            "lot",
            "again",
            "advance",
        ),
        *("kind", "kindest", "warm", "warmest", "you", "faithfully", "truly", "for", "your", "help", "time", "my"),
    }
)
"""What a sign-off is made of: a farewell, what can stand before the first, and such words beside it."""
_LINES_AFTER = 12
"""Lines of a signature, at most: a name, a role, a firm, where to call."""

_LINE_AT_MOST = 80
_CLOSES = ",.!:;–—-"


class Letter(NamedTuple):
    """The words of a letter between its greeting and its sign-off, and both of these: empty where there is none."""

    words: str
    greeting: str
    sign_off: str


def without_courtesies(text: str) -> Letter:
    """The words of this letter. Where nothing else would be left, all of it stays."""
    lines = text.strip().split("\n")
    first = 1 if _is_greeting(lines[0]) else 0
    last = _sign_off(lines)
    words = "\n".join(lines[first:last]).strip()
    if not words:
        return Letter(text.strip(), "", "")
    return Letter(words, lines[0].strip() if first else "", "\n".join(lines[last:]).strip())


def _is_greeting(line: str) -> bool:
    """Whether this line greets somebody and says nothing else, such as `Dear Jo and all,`."""
    said = " ".join(line[: _LINE_AT_MOST + 1].split())
    bare = said.rstrip(_CLOSES + " ")
    greets = (one for one in _GREETS if f"{bare.lower()} ".startswith((f"{one} ", f"{one}, ")))
    greeting = next(greets, "")
    if not greeting or len(said) > _LINE_AT_MOST:
        return False
    return bare.lower() == greeting or (said[-1] in ",!–—-" and _are_names(bare[len(greeting) :]))


def _are_names(words: str) -> bool:
    """Whether these words call people, as `Jo, Dr. Ng and all` do."""
    called = [word.strip(",") for word in words.split()]
    return 0 < len(called) <= _GREETED_AT_MOST and all(
        word.lower() in _CALLED or (word[:1].isupper() and not any(mark in word for mark in ".?:;!"))
        for word in called
        if word
    )


def _sign_off(lines: list[str]) -> int:
    """The place of the line with which the letter is signed off; how many lines there are where it is not."""
    for place in range(len(lines) - 1, max(0, len(lines) - _LINES_AFTER - 2), -1):
        if _signs_off(lines[place][: _LINE_AT_MOST + 1]) and all(map(_could_sign, lines[place + 1 :])):
            return place
    return len(lines)


def _signs_off(line: str) -> bool:
    """Whether this line signs off: `Kind regards,`, or `Thanks, Jo`."""
    said = " ".join(line.split())
    head, _, name = said.partition(",")
    return _is_farewell(said.replace(",", " ")) or (_is_farewell(head) and _are_names(name))


def _is_farewell(words: str) -> bool:
    said = words.lower().strip(_CLOSES + " ").split()
    begins = bool(said) and (said[0] in _FAREWELLS or said[0] in _BEFORE_THEM)
    return begins and not _FAREWELLS.isdisjoint(said) and _FAREWELLS.union(_BESIDE_THEM).issuperset(said)


def _could_sign(line: str) -> bool:
    """Whether a line below a sign-off could be of a signature: short, and no sentence."""
    said = line.strip()
    sentence = said.endswith((".", "?", "!")) and sum(word[0].islower() for word in said.split()) > 1
    begins = said.lower().startswith((">", "- ", "* ", "ps", "p.s"))
    return len(said) <= _LINE_AT_MOST and not sentence and not begins and not said.endswith(":")
