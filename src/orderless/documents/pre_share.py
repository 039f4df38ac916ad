"""A last look before a document goes to a stakeholder: what in its free text somebody may not want to have sent.

It looks at what people typed, not at the words of the knowledge, and only at what stands on this very document. It is a
help for the eye and no guarantee: it knows capital letters, figures and a list of words, and nothing of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Literal, NamedTuple

from orderless.bank.share_check import ShareCheck
from orderless.decision.verdict import Verdict
from orderless.documents.doc import Doc
from orderless.documents.heard import may_be_named
from orderless.documents.wording import one_line, title_of, without_stop
from orderless.interview.answers import State

__all__ = ["KINDS", "Found", "blanks_on", "look_over"]

Kind = Literal["name", "address", "figure", "word", "blank"]

KINDS: dict[Kind, str] = {
    "name": "names",
    "address": "addresses and numbers of people",
    "figure": "figures",
    "word": "words to weigh",
    "blank": "still blank",
}
"""What is looked for, in the order in which it is told."""

# Each of these takes time linear in the text, however long its words are. A run of characters is read once, whether or
# not it turns out to be a match: the part that makes it one is optional, or is looked for at one place only.
_ADDRESS = re.compile(r"[\w.+-]+(@[\w-]+(?:\.[\w-]+)+)?")
"""The part of an address before its @, then the rest if there is one: only then it is an address."""
_TELEPHONE = re.compile(r"(?<![\w.,])(?:\+|00|0|\()\d(?:[\s()/.-]?\d){6,14}(?!\w)")
_UNIT = r"(?:[€$£¥]|(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?)\b)"
_AMOUNT = re.compile(
    r"(?P<money>[€$£¥]\s?\d[\d.,]*(?:\s?(?:k|m|bn|million|thousand)\b)?)"
    rf"|\d[\d.,]*(?P<unit>\s?(?:{_UNIT}|%|per ?cent\b))?"
)
"""An amount of money, or any figure; `unit` is what follows it and makes it money or a share, if anything."""
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d.,]*\d\b(?!-)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?:^|(?<!\b[A-Z])[.?!]|[:;“\"•]|\s[-–—])\s*$|\n[^\S\n]*$")
_BLANK = re.compile(r"\.{6} \(([^)]*)(\)?)")
"""A blank, and whether it is closed."""
_NEVER = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december", "i", "i'm", "i'd", "i've", "i'll", "mr", "mrs", "ms", "dr"),
)
"""Words with a capital that are no names."""
_SOMETIMES = frozenset({"mark", "will", "rose", "grace", "joy", "hope", "art", "bill", "may"})
"""Names that are words of the language too."""
_DOES = frozenset(
    (
        *("said", "says", "told", "tells", "thinks", "wants", "wanted", "asked", "asks", "is", "was", "has", "had"),
        *("will", "does", "did", "doesn't", "didn't", "isn't", "wasn't", "never", "always", "and", "needs", "runs"),
    )
)
"""Words that show that the word before them is a name: at the beginning of a sentence every word has a capital."""
_DATE = re.compile(r"\b(?:\d{4}-\d{2}-\d{2}|(?:19|20)\d{2})\b")


class Found(NamedTuple):
    """One thing to look at again: the words, where they stand, and for a word of the list why it is on it."""

    kind: Kind
    words: str
    where: str
    because: str = ""


def look_over(verdict: Verdict, doc: Doc, check: ShareCheck) -> tuple[Found, ...]:
    """The things in the free text of this document that are worth another look, each once, in the order of KINDS."""
    on_page = _squeezed(" ".join(_texts(doc)))
    seen: dict[Found, None] = {}
    known = _known_words(verdict, check)
    for where, text in _free_texts(verdict):
        if text.strip() and _squeezed(text) in on_page:
            seen.update(dict.fromkeys(Found(*found, where=where) for found in _addresses(text)))
            seen.update(dict.fromkeys(Found("name", name, where) for name in _names(text, known)))
            seen.update(dict.fromkeys(Found("figure", figure, where) for figure in _figures(text)))
            seen.update(dict.fromkeys(Found("word", word, where, why) for word, why in _risky(text, check)))
    order = list(KINDS)
    return tuple(sorted(seen, key=lambda found: order.index(found.kind)))


def blanks_on(doc: Doc) -> tuple[Found, ...]:
    """What is still to be filled in on this document, each once."""
    names = dict.fromkeys(name for text in _texts(doc) for name, closed in _BLANK.findall(text) if closed)
    return tuple(Found("blank", name, "") for name in names)


def _free_texts(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """Every typed text that may be on a shared document, and before it what the text is."""
    case = verdict.case
    state: State = case.state
    yield "the request", state.request
    for name, answer in case.evidence.answers.items():
        if may_be_named(case.knowledge, name):
            asked = case.knowledge.questions[name]
            if asked.kind.free_text and isinstance(answer.value, str):
                yield "the request" if asked.role == "request" else title_of(asked).lower(), answer.value
            yield title_of(asked).lower(), answer.said
    for note in state.notes:
        if note.shared and not note.private:
            yield "their words" if note.kind == "quote" else "a note", note.text
    for promise in state.commitments:
        yield "a promise", promise.who
        yield "a promise", promise.what


def _texts(value: object) -> Iterator[str]:
    """Every text inside a document, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _squeezed(text: str) -> str:
    """The form in which texts are compared: a slot may have changed first letter, line ends and full stop."""
    return without_stop(one_line(text)).casefold()


def _known_words(verdict: Verdict, check: ShareCheck) -> frozenset[str]:
    """The words that the knowledge uses in small letters: they are no names, not even at the start of a sentence."""
    own = " ".join(text.decode("utf-8", "replace") for text in verdict.case.knowledge.files.values())
    small = {word for word in _WORD.findall(own) if word.islower()}
    return frozenset((*small, *_NEVER, *(word.casefold() for name in check.not_names for word in _WORD.findall(name))))


def _names(text: str, known: frozenset[str]) -> Iterator[str]:
    """Words with a capital that may be personal names; neighbours count as one name."""
    words = list(_WORD.finditer(text))
    named = [_may_be_name(text, words, place, known) for place in range(len(words))]
    run: list[str] = []
    for place, word in enumerate(words):
        beside = place > 0 and named[place - 1] and text[words[place - 1].end() : word.start()] in (" ", "\u00a0")
        if run and not (named[place] and beside):
            yield " ".join(run)
            run = []
        if named[place]:
            run.append(_bare(word[0]))
    if run:
        yield " ".join(run)


def _bare(word: str) -> str:
    """The word without its genitive, and with a straight apostrophe."""
    return re.sub(r"'s$", "", word.replace("’", "'"))


def _may_be_name(text: str, words: Sequence[re.Match[str]], place: int, known: frozenset[str]) -> bool:
    word = words[place]
    bare = _bare(word[0])
    small = bare.casefold()
    if not bare[0].isupper() or len(bare) < 2 or bare.isupper() or (small in known and small not in _SOMETIMES):
        return False
    # only the text between the two words can end a sentence; looking at no more keeps this linear
    if _SENTENCE_END.search(text, words[place - 1].end() if place else 0, word.start()) is None:
        return True
    # at the beginning of a sentence every word has a capital: only the word after it can tell
    after = words[place + 1] if place + 1 < len(words) else None
    if after is None:
        return place == 0
    beside = text[word.end() : after.start()] == " "
    follows = beside and (after[0].casefold().replace("’", "'") in _DOES or after[0][0].isupper())
    return follows or bare != word[0].replace("’", "'")


def _addresses(text: str) -> Iterator[tuple[Kind, str]]:
    yield from (("address", found[0]) for found in _ADDRESS.finditer(text) if found[1])
    yield from (("address", found.strip()) for found in _TELEPHONE.findall(text))


def _figures(text: str) -> Iterator[str]:
    """Amounts, percentages, and numbers of two digits or more that are no telephone number."""
    without = _ADDRESS.sub(lambda found: " " if found[1] else found[0], text)
    rest = _DATE.sub(" ", _TELEPHONE.sub(" ", without))
    for found in _AMOUNT.finditer(rest):
        figure = found if found["money"] or found["unit"] else _NUMBER.match(rest, found.start())
        if figure:
            yield figure[0].strip().rstrip(".,")


def _risky(text: str, check: ShareCheck) -> Iterator[tuple[str, str]]:
    for group in check.risky:
        for match in _pattern(group.words).finditer(text):
            yield match[0], group.because


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """These words whole, in any case; `*` is any run of letters, and an apostrophe may be a curly one."""
    each = (re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each) or '(?!)'})(?!\w)", re.IGNORECASE)
