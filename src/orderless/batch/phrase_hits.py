"""Find plain phrases in a request that suggest something about it, in time that grows with its length only."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from orderless.bank.checks.phrases import read_phrases
from orderless.bank.files import phrases_file, read_bytes
from orderless.bank.knowledge import Knowledge
from orderless.bank.phrases import SLOTS, Counts, Denials, Doubted, PhraseLine, expression, folded
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

_SLOT = re.compile(r"\{\w+\}")
_STANDS_FOR = "\0"
_WHOLE_WORD = re.compile(rf"(?<![\w{_STANDS_FOR}])\w+(?![\w{_STANDS_FOR}])")
_NAME = re.compile(r"(?<!\w)\{(month|weekday)\}(?!\w)")
_DIGIT = re.compile(r"(?<!\w)\{(?:number|date)\}")


class Ready(NamedTuple):
    """A line, its expression and its keys: each phrase of the line holds one of the keys as a whole word."""

    line: PhraseLine
    pattern: re.Pattern[str]
    keys: frozenset[str]
    number_is_key: bool
    """Some phrase has no key but a number; then any word that begins with a digit counts as a key."""
    always: bool
    """Some phrase has no key at all, so the line is always looked for."""

    def may_be_in(self, there: frozenset[str], *, digits: bool) -> bool:
        """Whether a text with these words can hold any of the phrases; most texts cannot."""
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


_WORDS = re.compile(r"\w+")
_WEIGHT: Mapping[Doubted, int] = {"counts": 0, "perhaps": 1, "out": 2}


class _Sought(NamedTuple):
    """One phrase of a line: where it can begin is found by what stands for itself in it, which is quickest."""

    line: int
    beginning: str
    """What every match begins with, word for word; empty if that is a number, a name or any word."""
    by_digit: bool
    """Whether every match begins with a digit."""
    pattern: re.Pattern[str]

    def first_in(self, words: str, digits: Sequence[int]) -> int:
        """Where it stands first in these folded words, as whole words; -1 if it does not.

        `digits` are the places where a word begins with a digit.
        """
        if self.by_digit:
            return next((at for at in digits if self.pattern.match(words, at)), -1)
        if not self.beginning:
            found = self.pattern.search(words)
            return -1 if found is None else found.start()
        at = words.find(self.beginning)
        while at >= 0 and not self.pattern.match(words, at):
            at = words.find(self.beginning, at + 1)
        return at


_DIGIT_FIRST = re.compile(r"(?<!\w)\d")


class Finder:
    """Looks for all lines of a book at once: each phrase only where a text holds the word that it needs."""

    def __init__(self, book: PhraseBook) -> None:
        self._lines = [ready(line) for line in book.lines]
        self._denied = Denied(book.denials) if book.denials is not None else None
        self._by_key: dict[str, list[_Sought]] = {}
        self._by_digit: list[_Sought] = []
        self._always: list[_Sought] = []
        for place, line in enumerate(book.lines):
            for phrase in line.phrases:
                self._take_in(place, line, phrase)
        self._keys = frozenset(self._by_key)

    def _take_in(self, place: int, line: PhraseLine, phrase: str) -> None:
        alone = ready(line.model_copy({"phrases": (phrase,)}))
        beginning, slot, _ = folded(phrase).partition("{")
        by_digit = not beginning and folded(phrase).startswith("{number}")
        sought = _Sought(place, beginning if slot else folded(phrase), by_digit, alone.pattern)
        for key in alone.keys:
            self._by_key.setdefault(key, []).append(sought)
        if alone.number_is_key:
            self._by_digit.append(sought)
        if alone.always:
            self._always.append(sought)

    def hits(self, text: str, names: Sequence[str] = ()) -> Sequence[Hit]:
        """For each line, the first of its phrases that is in this text, or else the first that perhaps is.

        `names` are the topic and the audience of the request: "complaint calls" as a topic is no complaint.
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
        begins = self._begins(words, there)
        spans = _spans(words, names) if begins else []
        found = []
        for place, start in sorted(begins.items()):
            one = self._lines[place]
            match = one.pattern.match(words, start)
            hit = _first(one, words, match, spans, denied) if match is not None else None
            if hit is not None:
                found.append(hit)
        return found

    def _begins(self, words: str, there: frozenset[str]) -> dict[int, int]:
        """Where the first phrase of each line begins, for the lines that have one in these words."""
        begins: dict[int, int] = {}
        digits = [found.start() for found in _DIGIT_FIRST.finditer(words)]
        for some in (
            self._always,
            self._by_digit if digits else (),
            *(self._by_key[word] for word in self._keys & there),
        ):
            for one in some:
                at = one.first_in(words, digits)
                if at >= 0 and at < begins.get(one.line, at + 1):
                    begins[one.line] = at
        return begins


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
    for name in map(folded, names):
        if name and name in words and name.count(" ") < _LONGEST_NAME:
            starts = [one.start() for one in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", words)]
            found.append(_Spans(starts, len(name)))
    return found


def _first(one: Ready, words: str, match: re.Match[str], names: Iterable[_Spans], denied: Denied | None) -> Hit | None:
    """The hit of this line, from its first match on: where the first match is in doubt, a later one may count."""
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
