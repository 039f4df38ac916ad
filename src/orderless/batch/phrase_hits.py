"""Find plain phrases in a request that suggest something about it, in time that grows with its length only."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from orderless.bank.checks.phrases import read_phrases
from orderless.bank.files import phrases_file, read_bytes
from orderless.bank.knowledge import Knowledge
from orderless.bank.phrases import Counts, Denials, Doubted, PhraseLine, expression, folded
from orderless.batch.phrase_search import DIGIT, first_words, starts_of
from orderless.errors import BadInput

__all__ = [
    "PERHAPS",
    "Denied",
    "Finder",
    "Hit",
    "PhraseBook",
    "Ready",
    "accepted",
    "load_phrases",
    "parted",
    "ready",
    "told",
]


class Ready(NamedTuple):
    """A line and the expression for its phrases."""

    line: PhraseLine
    pattern: re.Pattern[str]


def ready(line: PhraseLine) -> Ready:
    """This line made ready."""
    return Ready(line, re.compile(rf"(?<!\w)(?:{'|'.join(map(expression, line.phrases))})(?!\w)"))


_LONGEST = 4
"""The most words in a denial: "no one in the"."""
_FARTHEST = 6
"""How many words before a phrase are looked at for a denial."""
_BACK = 90
_OPENING = "(\"'[*\u201c\u201e\u2018"
_TOKEN = re.compile(r"\S+")
_FIRST = re.compile(r"\w+")
_PART = re.compile(r"\n[^\S\n]*(?:\n|[-*\u2022\u2013]\s|\d{1,2}[.)]\s)|\s[-\u2013]\s")
"""Where a sentence ends without a full stop: at an item of a list, an empty line, a dash. No two steps compete."""


def parted(text: str) -> str:
    """The text with a full stop for each list item, empty line and dash: folding would leave none of these."""
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
        """The first words of all denials: a text without any of them denies nothing."""

    def since(self, words: str, start: int) -> int | None:
        """Where the denial of the phrase at `start` begins in these folded words; None if nothing denies it."""
        tokens = _before(words, start)
        another = False
        for place in range(len(tokens) - 1, -1, -1):
            word = tokens[place][1]
            if not word[-1:].isalnum():
                return None  # a denial does not reach past punctuation
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
        """Whether a denial of what is before these words denies what is after them, too, as in "errors or delays"."""
        between = words.split()
        return bool(between) and self._over.issuperset(between)


def _before(words: str, start: int) -> list[tuple[int, str]]:
    """The last words before this place, each with its own place, and without an opening quote or bracket."""
    since = max(0, start - _BACK)
    tokens = [(one.start(), one[0].lstrip(_OPENING)) for one in _TOKEN.finditer(words, since, start)]
    if since and words[since - 1] != " ":
        del tokens[:1]  # the search began within this word
    if tokens and not tokens[-1][1]:
        tokens.pop()
    return tokens[-_FARTHEST:]


def _ending(tokens: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The phrases of up to four words that end here, the longest first, each with where it begins."""
    last = tokens[-_LONGEST:]
    return [(last[i][0], " ".join(word for _, word in last[i:])) for i in range(len(last))]


PERHAPS = "perhaps "
"""Put before the kind of a phrase that may mean nothing here."""
_SHOWN = 60
_LONGEST_NAME = 3
"""The most words in the name of a topic or an audience."""


class Hit(NamedTuple):
    """A phrase that was found: what it counts as, the words found, and the question and choice it suggests.

    A phrase that is denied or part of a name is there only `perhaps`, and suggests nothing.
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


_WEIGHT: Mapping[Doubted, int] = {"counts": 0, "perhaps": 1, "out": 2}


class Finder:
    """Looks for all lines of a book at once: one expression finds where any phrase begins, then lines are asked."""

    def __init__(self, book: PhraseBook) -> None:
        self._lines = [ready(line) for line in book.lines]
        self._starts = starts_of(phrase for line in book.lines for phrase in line.phrases)
        self._denied = Denied(book.denials) if book.denials is not None else None
        self._denies = starts_of(self._denied.begins if self._denied is not None else ())
        by_word: dict[str, dict[int, None]] = {}
        for place, line in enumerate(book.lines):
            for word in (word for phrase in line.phrases for word in first_words(phrase)):
                by_word.setdefault(word, {})[place] = None
        any_word, digit = by_word.pop("", {}), by_word.pop(DIGIT, {})
        self._other = tuple(any_word)
        self._digit = tuple({**any_word, **digit})
        self._by_word = {
            word: tuple({**any_word, **places, **(digit if word[0].isdigit() else {})})
            for word, places in by_word.items()
        }

    def hits(self, text: str, names: Sequence[str] = ()) -> Sequence[Hit]:
        """For each line, the first of its phrases that is in this text, or else the first that perhaps is.

        `names` are the topic and the audience of the request: "complaint calls" as a topic is no complaint.
        """
        words = folded(text)
        denied = self._denied if self._denies.search(f" {words}") else None
        if denied is not None and (marked := parted(text)) != text:
            words = folded(marked)
        begins = self._begins(words)
        if not begins:
            return []
        spans = _spans(words, names)
        found = []
        for place in sorted(begins):
            hit = _first(self._lines[place].line, words, begins[place], spans, denied)
            if hit is not None:
                found.append(hit)
        return found

    def _begins(self, words: str) -> dict[int, list[re.Match[str]]]:
        """The phrases of each line in these words, in their order, for the lines that have any; none overlap."""
        found: dict[int, list[re.Match[str]]] = {}
        for start in self._starts.finditer(f" {words}"):
            at = start.start()
            for place in self._asked(start[1]):
                match = self._lines[place].pattern.match(words, at)
                if match is not None:
                    before = found.setdefault(place, [])
                    if not before or before[-1].end() <= at:
                        before.append(match)
        return found

    def _asked(self, word: str) -> Sequence[int]:
        """The lines with a phrase that can begin with this word."""
        return self._by_word.get(word) or (self._digit if word[:1].isdigit() else self._other)


class _Spans(NamedTuple):
    """Where one name stands in a text."""

    starts: list[int]
    length: int

    def hold(self, match: re.Match[str]) -> bool:
        """Whether the whole match is part of the name."""
        place = bisect_right(self.starts, match.start()) - 1
        return place >= 0 and match.end() <= self.starts[place] + self.length


def _spans(words: str, names: Sequence[str]) -> list[_Spans]:
    """Where short names stand in the text. A longer one is a request by itself, such as the subject of an e-mail."""
    found = []
    for name in map(_name, names):
        if name and name in words and name.count(" ") < _LONGEST_NAME:
            found.append(_Spans(list(_places(words, name)), len(name)))
    return found


_name = lru_cache(maxsize=1_024)(folded)
"""The same names come again and again."""


def _places(words: str, name: str) -> Iterator[int]:
    """Where a name stands as whole words."""
    at = words.find(name)
    while at >= 0:
        end = at + len(name)
        whole = not _in_word(words[at - 1 : at]) and not _in_word(words[end : end + 1])
        if whole:
            yield at
        at = words.find(name, end if whole else at + 1)


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _first(
    line: PhraseLine, words: str, matches: Sequence[re.Match[str]], names: Iterable[_Spans], denied: Denied | None
) -> Hit | None:
    """The hit of this line: where its first match is in doubt, a later one may count."""
    perhaps = None
    if denied is None and not names:
        return _hit(line, matches[0][0])
    before: tuple[int, int] | None = None
    for found in matches:
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
            perhaps = Hit(line.counts, shown[:_SHOWN], perhaps=True)
    return perhaps


def _denied_since(
    words: str, found: re.Match[str], before: tuple[int, int] | None, denied: Denied | None
) -> int | None:
    """Where the denial of this match begins, if any. `before`: where the last denial begins and its phrase ends."""
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


def load_phrases(overlay: Path | None, knowledge: Knowledge) -> PhraseBook:
    """The phrases to look for. Raises BadInput with one line a problem."""
    path = phrases_file(overlay)
    raw, problem = read_bytes(path, str(path))
    if raw is None:
        raise BadInput(str(problem))
    model, _, problems = read_phrases(raw, str(path), knowledge)
    if model is None:
        raise BadInput(*(str(one) for one in problems))
    return PhraseBook(model.lines, model.columns, model.denials)
