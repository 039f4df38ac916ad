"""One line of phrases made ready to be looked for: one expression, and what a text must have for it to be tried."""

from __future__ import annotations

import re
from typing import NamedTuple

from orderless.bank.phrases import SLOTS, PhraseLine, expression, folded

__all__ = ["Ready", "ready"]

_SLOT = re.compile(r"\{\w+\}")
_STANDS_FOR = "\0"
_WHOLE_WORD = re.compile(rf"(?<![\w{_STANDS_FOR}])\w+(?![\w{_STANDS_FOR}])")
_NAME = re.compile(r"(?<!\w)\{(month|weekday)\}(?!\w)")
_DIGIT = re.compile(r"(?<!\w)\{(?:number|date)\}")


class Ready(NamedTuple):
    """A line, its expression, and its keys: each of its phrases has one of them as a word of its own."""

    line: PhraseLine
    pattern: re.Pattern[str]
    keys: frozenset[str]
    number_is_key: bool
    """A phrase has no key but a number; then any word that begins with a digit is one."""
    always: bool
    """A phrase has no key at all."""

    def may_be_in(self, there: frozenset[str], *, digits: bool) -> bool:
        """Whether a text with these words can have any of the phrases; most have none of them."""
        return self.always or (digits and self.number_is_key) or not self.keys.isdisjoint(there)


def ready(line: PhraseLine) -> Ready:
    """This line made ready."""
    keys: set[str] = set()
    number = always = False
    for phrase in map(folded, line.phrases):
        name = _NAME.search(phrase)
        words = _WHOLE_WORD.findall(_SLOT.sub(_STANDS_FOR, phrase))
        if name:
            keys.update(SLOTS[name[1]].split("|"))  # rarer than the "in" or "by" before it
        elif words:
            keys.add(max(words, key=len))  # the longest word of a phrase is mostly its rarest
        elif _DIGIT.search(phrase):
            number = True
        else:
            always = True
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(expression, line.phrases))})(?!\w)")
    return Ready(line, pattern, frozenset(keys), number, always)
