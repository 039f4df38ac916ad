"""Who speaks in a document and who reads it, and how a sentence says where it comes from.

A reply is spoken or written to one person: `I` and `you`. A page is passed on, so it says `we`, and says once who its
reader is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.decision.verdict import Verdict
from orderless.documents.role_answers import role_words
from orderless.documents.wording import without_stop
from orderless.interview.answers import Answer

__all__ = [
    "LETTER",
    "PASSED_ON",
    "Voice",
    "is_us",
    "letter_voice",
    "names_reader",
    "page_voice",
    "reader_role",
    "said_to_reader",
    "sentence",
    "source_clause",
    "to_reader",
]


PASSED_ON = "as heard from people who do the work"
"""Where a sentence comes from that those who do the work are said to have said: true whoever told it."""


class Voice(NamedTuple):
    """What the writer and the reader are called inside a sentence.

    `performers` is how a sentence says that it comes from the people who do the work: only somebody who was there said
    it; else whoever was there heard it from them.
    """

    us: str
    reader: str
    performers: str = PASSED_ON


LETTER = Voice("I", "you")
"""The voice of a letter of which nobody knows who was there."""

_BETWEEN = re.compile(r"[,;&/+]|\band\b|\bwith\b")
_ARTICLE = re.compile(r"(?:the|a|an|our|their) ", re.IGNORECASE)
_US = frozenset({"i", "me", "us", "we", "myself", "ourselves", "l&d", "ld", "learning", "development", "consultant"})
_ROLE_AT_MOST = 40
"""Characters: what is longer is no role but a sentence about somebody."""


def page_voice(verdict: Verdict) -> Voice:
    """The voice of a page: the reader goes by their role, if one is known."""
    role = reader_role(verdict)
    reader = f"the {role}" if role else "you"
    return Voice("we", reader, _from_performers(verdict, reader))


def letter_voice(verdict: Verdict) -> Voice:
    """The voice of a letter: `I` and `you`."""
    return LETTER._replace(performers=_from_performers(verdict, LETTER.reader))


def _from_performers(verdict: Verdict, reader: str) -> str:
    """How a sentence says that it comes from the people who do the work: second-hand, unless one of them was there."""
    if any(_does_the_work(verdict, role) for role in _others_there(verdict)):
        return "as people who do the work said"
    return f"as {reader} heard from the people who do the work" if reader_role(verdict) else PASSED_ON


def _does_the_work(verdict: Verdict, role: str) -> bool:
    """Whether somebody who was there does the work: one of the people whom it is about, or several of no title."""
    words = {*re.findall(r"\w+", role.casefold())}
    about = {*re.findall(r"\w+", _doers(verdict).casefold())}
    if words & _TITLES:
        return False
    return bool({_one(word) for word in words} & {_one(word) for word in about if len(word) >= _TELLS}) or bool(
        re.match(r"(?:\d+|two|three|four|five|six|some|several|a few) ", role.casefold())
    )


def _doers(verdict: Verdict) -> str:
    """Who does the work, as far as it was said."""
    answer = verdict.case.evidence.answers.get(verdict.case.knowledge.replies.page.doers or "")
    return str(answer.value) if answer is not None else ""


def _one(word: str) -> str:
    """`nurse` of `nurses`."""
    return word.removesuffix("s")


_TELLS = 3
"""Letters of a word that tells whom something is about."""


def reader_role(verdict: Verdict) -> str:
    """The role of the one who reads it: the only one in the conversation beside ourselves; else empty."""
    others = _others_there(verdict)
    return others[0] if len(others) == 1 and len(others[0]) <= _ROLE_AT_MOST else ""


def _others_there(verdict: Verdict) -> list[str]:
    """The roles in the conversation beside ourselves."""
    present = role_words(verdict, "present")
    roles = [_ARTICLE.sub("", role.strip(), count=1) for role in _BETWEEN.split(_without_us(present)) if role.strip()]
    return [role for role in roles if not is_us(verdict.case.knowledge, role)]


def _without_us(text: str) -> str:
    """`L&D` holds a sign that stands between roles too."""
    return re.sub(r"\bl\s*&\s*d\b", "ld", " ".join(text.split()).rstrip("."), flags=re.IGNORECASE)


def is_us(knowledge: Knowledge, name: str) -> bool:
    """Whether this is what we are called, such as `I`, `we` or `L&D`."""
    name = _without_us(name)
    ours = {(knowledge.house.us or "").casefold(), (knowledge.replies.page.us or "").casefold()}
    return bool(name) and name.casefold() in _US | ours


def names_reader(verdict: Verdict, words: str) -> bool:
    """Whether these words, such as the name of an owner, mean the one who reads it."""
    role = reader_role(verdict)
    if words.strip().casefold() == "you":
        return True
    named = {*re.findall(r"\w+", _ARTICLE.sub("", " ".join(words.split()), count=1).casefold())}
    called = {*re.findall(r"\w+", role.casefold())}
    return bool(named) and (named == called or (named < called and bool(named & _TITLES)))


def to_reader(verdict: Verdict, who: str) -> str:
    """Who does something, with the reader as `you` also where their role stands beside others."""
    if names_reader(verdict, who):
        return "you"
    role = re.escape(reader_role(verdict))
    beside_others = rf"(^|[,;/&] ?| and | with )(?:the )?{role}(?=$|[,;/&]| and | with )"
    return re.sub(beside_others, r"\1you", who, flags=re.IGNORECASE) if role else who


def said_to_reader(verdict: Verdict, sentence_: str) -> str:
    """A sentence that names its reader by their role, as it is said to them: `is changed by you`."""
    role = re.escape(reader_role(verdict))
    return re.sub(rf"\bthe {role}\b", "you", sentence_, flags=re.IGNORECASE) if role else sentence_


_TITLES = frozenset(
    {"vp", "svp", "evp", "ceo", "cfo", "coo", "cto", "cio", "chro", "chief", "director", "head", "manager", "lead"}
    | {"leader", "officer", "president", "partner", "principal", "supervisor", "coordinator", "owner"}
)
"""A title alone means the only one in the conversation who has it; a department alone means nobody."""


def source_clause(knowledge: Knowledge, answer: Answer | None, voice: Voice, *, naming: bool) -> str:
    """Where a sentence comes from, to stand at its end: `as I saw`. Empty for what the stakeholder told us.

    With `naming`, whoever said it stands in it as the consultant typed it: a finding is written to be read. Everywhere
    else nobody is named. What was seen or measured has no source unless somebody was named with it: it is mostly known
    from a talk, and then nobody can say that its listener saw it, or that figures show each number in it.
    """
    if answer is None:
        return ""
    who = answer.who.strip()
    ours = is_us(knowledge, who)
    named = who if naming and not ours else ""
    if answer.brought:
        return "as your own findings say" if voice.reader == "you" else f"as the findings of {voice.reader} say"
    match answer.basis:
        case "saw":
            return f"as {voice.us if ours else named} saw" if ours or named else ""
        case "data":
            return f"as the figures from {named} show" if named else ""
        case "performers":
            return _of_performers(knowledge, who, voice, named=bool(named))
    return f"as {named} said" if named else ""


def _of_performers(knowledge: Knowledge, who: str, voice: Voice, *, named: bool) -> str:
    """What the people who do the work said: to us, if we say so; else as the voice has it, or as whoever is named."""
    if is_us(knowledge, who):
        return "as people who do the work said"
    return f"as {who} said" if named else voice.performers


def sentence(text: str, source: str) -> str:
    """The text with where it comes from, as one sentence without its final stop."""
    text = " ".join(text.split())
    if not source or (source.endswith((" said", " who do the work")) and " said " in text):
        return without_stop(text)
    if text.endswith(("?", "!")):
        return f"{text} ({source})"
    return f"{without_stop(text)}, {source}"
