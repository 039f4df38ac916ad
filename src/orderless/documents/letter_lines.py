"""What a letter says that was heard: the causes in the words of the case, and what else there is; a sentence each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from orderless.bank.knowledge import Knowledge
from orderless.decision.verdict import Verdict
from orderless.documents.causes_named import named_causes, other_findings, said, said_as_causes, without_causes
from orderless.documents.findings import findings, said_once
from orderless.documents.goal_told import denies_goal
from orderless.documents.heard import telling
from orderless.documents.voice import Voice, letter_voice, sentence, source_clause
from orderless.documents.wording import capitalised, heard_words, is_sentence, lowered, small, title_of
from orderless.documents.words import said_in_ways, words_of
from orderless.interview.answers import Answer

__all__ = ["letter_causes", "letter_facts", "letter_findings", "letter_others"]

_FINDINGS_AT_MOST = 7
_FACTS = 2


def letter_findings(verdict: Verdict) -> tuple[str, ...]:
    """What the answer rests on, a sentence each, with where it comes from: the findings, at most seven.

    Where there are fewer than two, what was heard fills up to two: the share-safe wording of answers that the verdict
    rests on or that are core, at questions where no finding stands.
    """
    voice = letter_voice(verdict)
    lines = [said(verdict, one, voice) for one in said_once(findings(verdict))[:_FINDINGS_AT_MOST]]
    return (*lines, *islice(_coded(verdict, voice), max(0, _FACTS - len(lines))))


def letter_causes(verdict: Verdict) -> tuple[str, ...]:
    """What seems to be behind it, a sentence each: the findings that speak for a cause, else what was heard of it.

    What is only possible says so, unless nothing is more than that.
    """
    named = sorted(named_causes(verdict, letter_voice(verdict)), key=lambda one: not one.supported)
    sure = any(one.supported for one in named)
    lines = (
        f"Perhaps also: {small(text)}" if sure and not one.supported else text
        for one in named
        for text in one.sentences
    )
    return tuple(dict.fromkeys(map(capitalised, lines)))


def letter_others(verdict: Verdict) -> tuple[str, ...]:
    """What was heard besides what seems to be behind it; where nothing stands at all, the answers that tell most."""
    voice = letter_voice(verdict)
    besides = tuple(said(verdict, one, voice) for one in other_findings(verdict))
    causes = letter_causes(verdict)
    as_causes = said_as_causes(named_causes(verdict, voice))
    room = max(0, _FACTS - len(causes) - len(besides))
    return (*besides[: max(1, _FINDINGS_AT_MOST - len(causes))], *islice(_coded(verdict, voice, as_causes), room))


def letter_facts(verdict: Verdict) -> tuple[str, ...]:
    """The findings that tell most, at most two, to be said; where there is none, one thing that was heard."""
    many = max(1, min(_FACTS, len(said_once(findings(verdict)))))
    return letter_findings(verdict)[:many]


def _coded(verdict: Verdict, voice: Voice, but: Collection[tuple[str, str]] = ()) -> Iterator[str]:
    """The answers that the verdict rests on, or that are core, where no finding stands; without these choices."""
    taken = {one.note.question for one in findings(verdict)}
    taken.update(said_in_ways(verdict, words_of(verdict).email.body))
    knowledge = verdict.case.knowledge
    for question, answer in telling(verdict):
        if denies_goal(verdict, question):  # another part of the talk may hold one
            continue
        if question not in taken and (question in verdict.rests_on or knowledge.questions[question].core):
            fact = _fact(knowledge, question, without_causes(question, answer, but), voice)
            if fact:
                yield fact


def _fact(knowledge: Knowledge, question: str, answer: Answer, voice: Voice) -> str:
    asked = knowledge.questions[question]
    words = heard_words(knowledge, asked, answer)
    if not words:
        return ""
    about = words if is_sentence(asked, answer) else f"{title_of(asked)}: {lowered(words)}"
    return sentence(about, source_clause(knowledge, answer, voice, naming=False))
