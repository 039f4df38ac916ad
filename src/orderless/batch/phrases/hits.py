"""Find phrases in the words of a request, in time that grows with their length only."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from orderless.bank.phrases import Counts, Denials, Doubted, PhraseLine, folded
from orderless.batch.phrases.denied import Denied, parted
from orderless.batch.phrases.ready import Ready, ready

__all__ = ["PERHAPS", "Finder", "Hit", "PhraseBook", "accepted", "told"]

PERHAPS = "perhaps "
"""Stands before what a phrase counts as where it may mean nothing."""
_SHOWN = 60
_LONGEST_NAME = 3
"""Words in the name of a topic or an audience."""


class Hit(NamedTuple):
    """A phrase that was found: what it counts as, the words found, and the question and choice it suggests.

    What is there only `perhaps`, since it is denied or part of a name, suggests nothing.
    """

    counts: Counts
    phrase: str
    question: str = ""
    choice: str = ""
    perhaps: bool = False


class PhraseBook(NamedTuple):
    """The phrases to look for."""

    lines: tuple[PhraseLine, ...]
    columns: Mapping[str, Sequence[str]] = {}
    """What columns are called that answer these questions."""
    denials: Denials | None = None

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that phrases suggest answers to."""
        return tuple(dict.fromkeys(line.suggests.question for line in self.lines if line.suggests))


_WORDS = re.compile(r"\w+")
_WEIGHT: Mapping[Doubted, int] = {"counts": 0, "perhaps": 1, "out": 2}


class Finder:
    """Looks for all lines of a book at once."""

    def __init__(self, book: PhraseBook) -> None:
        self._lines = [ready(line) for line in book.lines]
        self._denied = Denied(book.denials) if book.denials is not None else None

    def hits(self, text: str, names: Sequence[str] = ()) -> Sequence[Hit]:
        """The first phrase of each line that is in this text, or else the first that perhaps is.

        `names` are those of its topic and its audience: "complaint calls" in a request is no complaint.
        """
        words = folded(text)
        there = frozenset(_WORDS.findall(words))
        denied = self._denied
        if denied is not None:
            if denied.begins.isdisjoint(there):
                denied = None
            else:
                marked = parted(text)
                words = words if marked == text else folded(marked)
        digits = any(word[0].isdigit() for word in there)
        spans: list[_Spans] | None = None
        found = []
        for one in self._lines:
            if not one.may_be_in(there, digits=digits):
                continue
            match = one.pattern.search(words)
            if match is None:
                continue
            spans = _spans(words, names) if spans is None else spans
            hit = _first(one, words, match, spans, denied)
            if hit is not None:
                found.append(hit)
        return found


class _Spans(NamedTuple):
    """Where one name stands in a text."""

    starts: list[int]
    length: int

    def hold(self, match: re.Match[str]) -> bool:
        """Whether all of it is part of the name."""
        place = bisect_right(self.starts, match.start()) - 1
        return place >= 0 and match.end() <= self.starts[place] + self.length


def _spans(words: str, names: Sequence[str]) -> list[_Spans]:
    """Only short ones are names: a longer one is a request by itself, such as the subject of an e-mail."""
    found = []
    for name in map(folded, names):
        if name and name in words and name.count(" ") < _LONGEST_NAME:
            starts = [one.start() for one in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", words)]
            found.append(_Spans(starts, len(name)))
    return found


def _first(one: Ready, words: str, match: re.Match[str], names: Iterable[_Spans], denied: Denied | None) -> Hit | None:
    """What this line comes to, from its first match on: a later one may mean what the first does not."""
    perhaps = None
    line, counts = one.line, one.line.counts
    if denied is None and not names:
        return _hit(line, match[0])
    before: tuple[int, int] | None = None
    for found in one.pattern.finditer(words, match.start()):
        since = _denied_since(words, found, before, denied)
        before = None if since is None else (since, found.end())
        doubts: list[Doubted] = [line.if_denied] if since is not None else []
        if any(spans.hold(found) for spans in names):
            doubts.append(line.in_names)
        doubt = max(doubts, key=_WEIGHT.__getitem__, default="counts")
        if doubt == "counts":
            return _hit(line, found[0])
        if doubt == "perhaps" and perhaps is None:
            shown = words[found.start() if since is None else since : found.end()]
            perhaps = Hit(counts, shown[:_SHOWN], perhaps=True)
    return perhaps


def _denied_since(
    words: str, found: re.Match[str], before: tuple[int, int] | None, denied: Denied | None
) -> int | None:
    """Where its denial begins, if there is one; `before` are the beginning and the end of a denied phrase before it."""
    if denied is None:
        return None
    if before is not None and denied.carries(words[before[1] : found.start()]):
        return before[0]
    return denied.since(words, found.start())


def _hit(line: PhraseLine, phrase: str) -> Hit:
    to = line.suggests
    return Hit(line.counts, phrase[:_SHOWN], *((to.question, to.choice) if to else ()))


def told(hits: Sequence[Hit]) -> str:
    """The hits in one cell: what each counts as, the answer it suggests, and its phrase."""
    return "; ".join(f"{PERHAPS if hit.perhaps else ''}{hit.counts}{_answer(hit)}: {hit.phrase}" for hit in hits)


def _answer(hit: Hit) -> str:
    return f" ({hit.question}={hit.choice})" if hit.question else ""


def accepted(hits: Sequence[Hit], questions: Sequence[str]) -> tuple[str | None, ...]:
    """The answer that the hits suggest to each of these questions; None where they say nothing or disagree."""
    answers: dict[str, set[str]] = {}
    for hit in hits:
        answers.setdefault(hit.question, set()).add(hit.choice)
    return tuple(next(iter(found)) if len(found := answers.get(q, set())) == 1 else None for q in questions)
