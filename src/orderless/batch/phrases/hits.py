"""Find phrases in the words of a request, in time that grows with their length only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from orderless.bank.phrases import SLOTS, Counts, PhraseLine, expression, folded

__all__ = ["Finder", "Hit", "PhraseBook", "accepted", "told"]

_SHOWN = 60
_LONGEST_NAME = 3
"""Words in the name of a topic or an audience."""


class Hit(NamedTuple):
    """A phrase that was found: what it counts as, the words found, and the question and choice it suggests."""

    counts: Counts
    phrase: str
    question: str = ""
    choice: str = ""


class PhraseBook(NamedTuple):
    """The phrases to look for."""

    lines: tuple[PhraseLine, ...]
    columns: Mapping[str, Sequence[str]] = {}
    """What columns are called that answer these questions."""

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that phrases suggest answers to."""
        return tuple(dict.fromkeys(line.suggests.question for line in self.lines if line.suggests))


class _Line(NamedTuple):
    """One line ready to be looked for, and with which words its phrases can begin: most texts have none of them."""

    line: PhraseLine
    pattern: re.Pattern[str]
    begins: frozenset[str]
    begins_with_number: bool


def _ready(line: PhraseLine) -> _Line:
    firsts = [_FIRST.match(folded(phrase)) for phrase in line.phrases]
    words = [found[1] for found in firsts if found and found[1]]
    slots = {found[2] for found in firsts if found and found[2]}
    words += [word for slot in slots & {"month", "weekday"} for word in SLOTS[slot].split("|")]
    always = "word" in slots or None in firsts
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(expression(phrase) for phrase in line.phrases)})(?!\w)")
    return _Line(line, pattern, frozenset([_ANY] if always else words), "number" in slots)


_FIRST = re.compile(r"(\w+)|\{(\w+)\}")
_WORDS = re.compile(r"\w+")
_ANY = ""


class Finder:
    """Looks for all lines of a book at once."""

    def __init__(self, book: PhraseBook) -> None:
        self._lines = [_ready(line) for line in book.lines]

    def hits(self, text: str, names: Sequence[str] = ()) -> Sequence[Hit]:
        """The first phrase of each line that is in this text.

        `names` are those of its topic and its audience: "complaint calls" in a request is no complaint.
        """
        words = _without_names(folded(text), names)
        if not words:
            return ()
        there = {_ANY, *_WORDS.findall(words)}
        digits = any(word[0].isdigit() for word in there if word)
        found = []
        for one in self._lines:
            if one.begins.isdisjoint(there) and not (digits and one.begins_with_number):
                continue
            match = one.pattern.search(words)
            if match is not None:
                to = one.line.suggests
                question, choice = (to.question, to.choice) if to else ("", "")
                found.append(Hit(one.line.counts, match[0][:_SHOWN], question, choice))
        return found


def _without_names(words: str, names: Sequence[str]) -> str:
    """Only short ones are names: a longer one is a request by itself, such as the subject of an e-mail."""
    for name in map(folded, names):
        if name and name in words and name.count(" ") < _LONGEST_NAME:
            words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "\n", words)
    return words


def told(hits: Sequence[Hit]) -> str:
    """The hits in one cell: what each counts as, the answer it suggests, and its phrase."""
    return "; ".join(f"{hit.counts}{_answer(hit)}: {hit.phrase}" for hit in hits)


def _answer(hit: Hit) -> str:
    return f" ({hit.question}={hit.choice})" if hit.question else ""


def accepted(hits: Sequence[Hit], questions: Sequence[str]) -> tuple[str | None, ...]:
    """The answer that the hits suggest to each of these questions; None where they say nothing or disagree."""
    answers: dict[str, set[str]] = {}
    for hit in hits:
        answers.setdefault(hit.question, set()).add(hit.choice)
    return tuple(next(iter(found)) if len(found := answers.get(q, set())) == 1 else None for q in questions)
