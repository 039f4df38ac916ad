"""A last look before a document goes to a stakeholder: what in its free text somebody may not want to have sent.

It looks at what people typed, not at the words of the knowledge, and only at what stands on this very document. It is a
help for the eye and no guarantee: it knows capital letters, figures and a list of words, and nothing of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.bank.share_check import ShareCheck
from orderless.decision.verdict import Verdict
from orderless.documents.doc import Doc
from orderless.documents.findings import findings
from orderless.documents.heard import may_be_named
from orderless.documents.names import Lexicon, names_in, who_is_named, with_names_of, words_in
from orderless.documents.page_text import PageText, texts_in
from orderless.documents.role_answers import role_words
from orderless.documents.settling import facts_named
from orderless.documents.telling_words import says_the_same
from orderless.documents.voice import is_us
from orderless.documents.wording import capitalised, one_line, title_of, without_stop
from orderless.interview.answers import Part, State
from orderless.interview.overlay import kept_parts

__all__ = ["KINDS", "Found", "blanks_on", "clashes_in", "look_over", "loose_ends"]

Kind = Literal["name", "address", "figure", "word", "clash", "days", "reader", "blank"]

KINDS: dict[Kind, str] = {
    "name": "names",
    "address": "addresses and numbers of people",
    "figure": "figures",
    "word": "words to weigh",
    "clash": "answers that do not go together",
    "days": "days that do not fit",
    "reader": "who reads it",
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
_BLANK = re.compile(r"\.{6} \(([^)]*)(\)?)")
"""A blank, and whether it is closed."""
_MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}|(?:19|20)\d{{2}}|{_DAY}(?: of)? {_MONTH}|{_MONTH} {_DAY})\b", re.IGNORECASE
)


class Found(NamedTuple):
    """One thing to look at again: the words, where they stand, and for a word of the list why it is on it.

    What contradicts itself is told in a sentence (`words`), with the line to type that mends it.
    """

    kind: Kind
    words: str
    where: str
    because: str = ""
    mend: str = ""


def look_over(
    verdict: Verdict,
    doc: Doc,
    check: ShareCheck,
    whole: State | None = None,
    edited: Iterable[tuple[str, str]] = (),
) -> tuple[Found, ...]:
    """The things in the free text of this document that are worth another look, each once, in the order of KINDS.

    A figure is named where it stands first: a page has many.

    `whole` is the state of the whole order, where the verdict is that of a part, which knows nothing of the others.
    `edited` are texts on the document that somebody edited, each after where it stands.
    """
    on_page = PageText(doc)
    state = whole or verdict.case.state
    parts = (("a part", part.name) for part in kept_parts(state) if on_page.has(part.name))
    texts, edits = (*_free_texts(verdict), *parts), tuple(edited)
    words = _lexicon(verdict.case.knowledge, state, check, (text for _, text in edits))
    seen: dict[Found, None] = {}
    for where, text in texts:
        names = on_page.those_on_it(names_in(text, words), text)
        seen.update(dict.fromkeys(Found("name", name, where) for name in names))
    for where, who in _people_named(verdict):
        names = on_page.those_on_it(who_is_named(who, words), who)
        seen.update(dict.fromkeys(Found("name", name, where) for name in names))
    for where, text in (*texts, *_people_named(verdict)):
        if on_page.has(text):
            seen.update(dict.fromkeys(_found_in(where, text, check)))
    seen.update(dict.fromkeys(_found_in_edits(edits, words, check, frozenset(seen))))
    order, figures = list(KINDS), set[str]()
    for found in [found for found in seen if found.kind == "figure"]:
        if found.words in figures:
            del seen[found]
        figures.add(found.words)
    return tuple(sorted(seen, key=lambda found: order.index(found.kind)))


def _found_in(where: str, text: str, check: ShareCheck) -> Iterator[Found]:
    """All but names."""
    yield from (Found(*found, where=where) for found in _addresses(text))
    yield from (Found("figure", figure, where) for figure in _figures(text))
    yield from (Found("word", word, where, why) for word, why in _risky(text, check))


def _found_in_edits(
    edits: Iterable[tuple[str, str]], words: Lexicon, check: ShareCheck, told: frozenset[Found]
) -> Iterator[Found]:
    """What was edited holds much that was typed before: what was found there is not told again."""
    known = {(found.kind, found.words) for found in told}
    for where, text in edits:
        names = (Found("name", name, where) for name in names_in(text, words))
        yield from (
            found for found in (*names, *_found_in(where, text, check)) if (found.kind, found.words) not in known
        )


def clashes_in(verdict: Verdict) -> tuple[Found, ...]:
    """The answers that cannot all be right, as the knowledge names them."""
    return tuple(Found("clash", clash.say, "", mend=clash.mend) for clash in verdict.clashes)


def blanks_on(doc: Doc) -> tuple[Found, ...]:
    """What is still to be filled in on this document, each once."""
    names = dict.fromkeys(name for text in texts_in(doc) for name, closed in _BLANK.findall(text) if closed)
    return tuple(Found("blank", name, "") for name in names)


def _free_texts(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """Every typed text that may be on a shared document, and before it what the text is; but for who did or said it."""
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
        if note.shared and not note.private and note.kind != "finding":
            yield "their words" if note.kind == "quote" else "a note", note.text
    yield from (("a finding", one.note.text) for one in findings(verdict))
    for promise in state.commitments:
        if promise.shared:
            yield "a promise", promise.what


def _people_named(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """Whoever promised something that may be on a shared document, or is named as the source of a finding."""
    yield from (("a promise", promise.who) for promise in verdict.case.state.commitments if promise.shared)
    yield from (("a finding", one.answer.who) for one in findings(verdict) if one.answer is not None)


def _lexicon(knowledge: Knowledge, state: State, check: ShareCheck, edited: Iterable[str]) -> Lexicon:
    """What the knowledge and everything that was typed in this talk tell of words: also what is on no page."""
    own = " ".join(text.decode("utf-8", "replace") for text in knowledge.files.values())
    known = frozenset(word for word in words_in(own) if word.islower())
    roles = _small(check.roles)
    words = Lexicon(known, never=roles | _small(check.not_names), roles=roles)
    return with_names_of(words, (*_typed(state), *edited), tuple(_people(state)))


def _small(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for text in words for word in words_in(text))


def _whole_and_parts(state: State) -> tuple[State | Part, ...]:
    return (state, *state.parts)


def _typed(state: State) -> Iterator[str]:
    """Every text that was typed, private ones too, of the whole order and of its parts."""
    yield state.request
    for one in _whole_and_parts(state):
        for answer in one.answers.values():
            yield from (answer.value if isinstance(answer.value, str) else "", answer.said, answer.note, answer.quote)
        yield from (note.text for note in one.notes)
        yield from (promise.what for promise in one.commitments)
        yield one.override.because if one.override else ""
    yield from (part.name for part in state.parts)


def _people(state: State) -> Iterator[str]:
    """Whoever is to do or to tell something."""
    for one in _whole_and_parts(state):
        yield from (answer.who for answer in one.answers.values())
        yield from (promise.who for promise in one.commitments)


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


def loose_ends(verdict: Verdict, doc: Doc) -> Iterator[Found]:
    """The facts that are asked for though a finding states them, and a reader whom nobody named, on this document."""
    page = PageText(doc)
    yield from _asked_though_said(verdict, page)
    yield from _reader_not_named(verdict, page)


def _asked_though_said(verdict: Verdict, page: PageText) -> Iterator[Found]:
    """A fact that would settle it, which most of the words of a finding tell already."""
    question, asked = verdict.case.knowledge.with_role("facts"), facts_named(verdict)
    told = [one_line(one.note.text) for one in findings(verdict)]
    for fact in asked:
        said = next((words for words in told if says_the_same(fact, [words])), None)
        if said is not None and page.has(fact):
            left = "; ".join(one for one in asked if one != fact)
            yield Found(
                "clash",
                f"“{fact}” is still asked for, and this was heard: “{without_stop(said)}”.",
                "",
                mend=f"@{question} {left or '0'}",
            )


def _reader_not_named(verdict: Verdict, page: PageText) -> Iterator[Found]:
    """Somebody who promised something may be the one who reads it, and would be `you` then."""
    question = verdict.case.knowledge.with_role("present")
    if question is None or role_words(verdict, "present"):
        return
    for promise in verdict.case.state.commitments:
        who = one_line(promise.who)
        if promise.shared and who.casefold() != "you" and not is_us(verdict.case.knowledge, who) and page.has(who):
            said = f"Nobody said who was there, so whoever reads this is not “you”: {capitalised(who)} may be."
            yield Found("reader", said, "", mend=f"@{question} {who}, L&D")
            return
