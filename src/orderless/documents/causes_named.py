"""The causes that a document names: each with the findings that speak for it, and with a step of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from orderless.bank.causes import Cause
from orderless.bank.shape import Family, Strength
from orderless.decision.verdict import Verdict
from orderless.documents.findings import Finding, findings, said_once
from orderless.documents.heard import likely_causes, may_be_heard
from orderless.documents.voice import Voice, sentence, source_clause
from orderless.documents.wording import capitalised, listed, lowered, without_stop
from orderless.interview.answers import Answer

__all__ = [
    "CauseStep",
    "Named",
    "cause_steps",
    "first_steps",
    "named_causes",
    "other_findings",
    "plain_causes",
    "said",
    "said_as_causes",
    "without_causes",
]

_ONE_STATEMENT = 12
"""Words: a longer sentence says more than one thing (readers of pages found the source false of most such)."""

_PERHAPS_AT_MOST = 2
"""Causes that are only possible, where no finding stands: more of them would say nothing."""


class HeardOf(NamedTuple):
    """A choice that speaks for a cause, in its share-safe words."""

    question: str
    key: str
    words: str
    answer: Answer


class Named(NamedTuple):
    """A cause as a document has it: what it is about, its findings as sentences, and whether it is supported.

    Without a finding `about` is empty, and the one sentence is what was heard of it: the choice that speaks for it most
    (`heard`), else the share-safe wording of the cause.
    """

    cause: str
    about: str
    sentences: tuple[str, ...]
    supported: bool
    from_findings: tuple[Finding, ...] = ()
    heard: HeardOf | None = None

    @property
    def answers(self) -> tuple[Answer | None, ...]:
        """The answer behind each sentence; none for the share-safe wording."""
        return (self.heard.answer,) if self.heard else tuple(one.answer for one in self.from_findings)


class CauseStep(NamedTuple):
    """What happens first about a cause: who does it (a phrase), and what; whether the consultant said so."""

    who: str
    what: str
    own: bool = False


def said(verdict: Verdict, finding: Finding, voice: Voice) -> str:
    """A finding as a sentence that says where it comes from, without its final stop.

    How its answer is known need not hold for each of several statements. So a sentence stands without it if it is long,
    if there are others at its question, or several choices in the answer; and if it says itself where it comes from, or
    is to come from figures and has none.
    """
    text = f"“{finding.note.text}”" if finding.note.was == "quote" else finding.note.text
    clause = source_clause(verdict.case.knowledge, finding.answer, voice, naming=True)
    return sentence(text, clause if _holds_for_all(verdict, finding, text) else "")


def _holds_for_all(verdict: Verdict, finding: Finding, text: str) -> bool:
    """Whether how the answer is known is how this sentence is known."""
    answer = finding.answer
    if answer is None or len(answer.keys) > 1 or ";" in text or len(text.split()) > _ONE_STATEMENT:
        return False
    if _SAYS_SOURCE.search(text) or (answer.basis == "data" and not _HAS_FIGURE.search(text)):
        return False
    return sum(1 for one in findings(verdict) if one.note.question == finding.note.question) == 1


_HAS_FIGURE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|half|most"
    r"|third|quarter|twice|more|fewer|less)\b",
    re.IGNORECASE,
)
_SAYS_SOURCE = re.compile(
    r"\b(?:says?|said|told|tells?|saw|seen|heard|reports?|reported|according|from memory|the figures?|guess(?:es)?"
    r"|estimates?|estimated|believes?|thinks?|knows?)\b",
    re.IGNORECASE,
)


def named_causes(verdict: Verdict, voice: Voice) -> tuple[Named, ...]:
    """Every supported cause, and of the possible ones those with a finding; without any finding, at most two others.

    Each finding stands once, at the likeliest of the causes that it carries. A cause that has no finding but those of
    a likelier one, and is as sure, is named with that one.
    """
    evidence, causes = verdict.case.evidence, verdict.case.knowledge.cause
    found = findings(verdict)
    named: list[Named] = []
    perhaps = 0
    likely = likely_causes(verdict)
    together = _said_together(verdict, found)
    told = any(one.causes for one in found)
    for cause in likely:
        supported = evidence.status(cause) == "supported"
        own = tuple(one for one in found if one.causes[:1] == (cause,))
        if cause in together:
            continue
        if not supported and not own:
            perhaps += 1
            if told or perhaps > _PERHAPS_AT_MOST:
                continue
        with_it = [cause, *(one for one in likely if together.get(one) == cause)]
        about = capitalised("; ".join(plain for one in with_it if (plain := causes[one].plain))) if own else ""
        heard = None if own else _heard_of(verdict, cause)
        sentences = tuple(said(verdict, one, voice) for one in own) or (_share(verdict, cause, heard, voice),)
        named.append(Named(cause, about, sentences, supported, own, heard))
    return tuple(named)


def _share(verdict: Verdict, cause: str, heard: HeardOf | None, voice: Voice) -> str:
    """A cause of which there is no finding, in a sentence."""
    if heard is None:
        return verdict.case.knowledge.cause[cause].share
    return sentence(heard.words, source_clause(verdict.case.knowledge, heard.answer, voice, naming=False))


def _heard_of(verdict: Verdict, cause: str) -> HeardOf | None:
    """The choice that speaks most for a cause, of those that may be heard and say what is behind it.

    A choice that settles a fact besides says something else first, unless it speaks strongly for the cause.
    """
    knowledge, answers = verdict.case.knowledge, verdict.case.evidence.answers
    found = [
        (choice.supports[cause], HeardOf(question, key, choice.heard, answer))
        for question, answer in answers.items()
        if may_be_heard(knowledge, question)
        for key in answer.keys
        if (choice := knowledge.questions[question].choices.get(key)) is not None
        and choice.heard
        and cause in choice.supports
        and (not choice.sets or choice.supports[cause] == "strong")
    ]
    return max(found, key=lambda one: _STRENGTH[one[0]], default=(None, None))[1]


def said_as_causes(causes: Iterable[Named]) -> frozenset[tuple[str, str]]:
    """The choices, each with its question, that stand as what seems to be behind it."""
    return frozenset((one.heard.question, one.heard.key) for one in causes if one.heard)


def without_causes(question: str, answer: Answer, said: Collection[tuple[str, str]]) -> Answer:
    """An answer without the choices that are said as what seems to be behind it."""
    left = tuple(key for key in answer.keys if (question, key) not in said)
    return answer if len(left) == len(answer.keys) else answer._replace(value=left)


_STRENGTH: Mapping[Strength, int] = {"strong": 3, "moderate": 2, "weak": 1}


def _said_together(verdict: Verdict, found: Sequence[Finding]) -> dict[str, str]:
    """Causes that only findings of a likelier one speak for, and that are as sure: each with that likelier one."""
    evidence = verdict.case.evidence
    first = {one.causes[0] for one in found if one.causes}
    return {
        cause: one.causes[0]
        for one in reversed(found)
        for cause in one.causes[1:]
        if cause not in first and evidence.status(cause) == evidence.status(one.causes[0])
    }


def other_findings(verdict: Verdict) -> tuple[Finding, ...]:
    """The findings that speak for no cause that is likely, and say something new."""
    return tuple(one for one in said_once(findings(verdict)) if not one.causes)


def plain_causes(verdict: Verdict, family: Family | None = None) -> str | None:
    """The supported causes, of one family or of all, in plain words, as part of a sentence: `the tools and supplies`.

    Where none is supported, the likeliest of the possible ones. None where nothing is likely, or has no plain words.
    """
    evidence, causes = verdict.case.evidence, verdict.case.knowledge.cause
    likely = [cause for cause in likely_causes(verdict) if family in (None, causes[cause].family)]
    wanted = [cause for cause in likely if evidence.status(cause) == "supported"] or likely[:1]
    return listed([plain for cause in wanted if (plain := causes[cause].plain)]) or None


def first_steps(typed: str) -> tuple[CauseStep, ...]:
    """What happens first, as the consultant typed it: `;` between several, and before each, if it was said, `who:`."""
    steps = []
    for one in filter(None, (without_stop(part.strip()) for part in typed.split(";"))):
        who, colon, what = one.partition(": ")
        steps.append(
            CauseStep(who.strip(), what.strip(), own=True) if colon and what.strip() else CauseStep("", one, own=True)
        )
    return tuple(steps)


def cause_steps(verdict: Verdict, *, first: Sequence[CauseStep], owner: str) -> tuple[CauseStep, ...]:
    """A step for each supported cause around the work or in the person, the likeliest first.

    What the consultant said happens first stands for the causes in that order, and any more of it after them; `owner`
    changes what is first. What builds a skill is a step of the answer itself.
    """
    evidence, causes = verdict.case.evidence, verdict.case.knowledge.cause
    wanted = [
        causes[cause]
        for cause in likely_causes(verdict)
        if evidence.status(cause) == "supported" and causes[cause].family != "skill"
    ]
    given = zip_longest(first, wanted)
    return tuple(_step(said, cause, owner if place == 0 else "") for place, (said, cause) in enumerate(given))


def _step(said: CauseStep | None, cause: Cause | None, owner: str) -> CauseStep:
    """The step that was said, else that of the cause; who does it is who was named, else whoever owns the cause."""
    who = (said.who if said else "") or owner or (cause.owner if cause else "")
    if said:
        return said._replace(who=who)
    return CauseStep(who, lowered(cause.step or cause.fix) if cause else "")
