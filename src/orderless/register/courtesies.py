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

_SIGNS_OFF = frozenset(
    {
        *("regards", "best regards", "kind regards", "warm regards", "with kind regards", "with best regards"),
        *("best", "best wishes", "all the best", "kindest regards", "many thanks", "thanks", "thank you"),
        *("thanks a lot", "thanks so much", "thanks in advance", "thank you in advance", "thank you very much"),
        *("thanks very much", "many thanks in advance", "thanks and regards", "cheers", "sincerely", "br", "kr"),
        *("yours", "yours sincerely", "yours faithfully", "yours truly", "sincerely yours", "respectfully", "rgds"),
    }
)
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
    return said.rstrip(_CLOSES).lower() in _SIGNS_OFF or (head.lower() in _SIGNS_OFF and _are_names(name))


def _could_sign(line: str) -> bool:
    """Whether a line below a sign-off could be of a signature: short, and no sentence."""
    said = line.strip()
    sentence = said.endswith((".", "?", "!")) and sum(word[0].islower() for word in said.split()) > 1
    begins = said.lower().startswith((">", "- ", "* ", "ps", "p.s"))
    return len(said) <= _LINE_AT_MOST and not sentence and not begins and not said.endswith(":")
