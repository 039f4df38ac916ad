"""The findings of a case: sentences in its own words, the causes that each carries, and the answer each stands for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from orderless.decision.verdict import Verdict
from orderless.documents.heard import likely_causes
from orderless.documents.telling_words import is_said_by
from orderless.interview.answers import Answer, Note

__all__ = ["Finding", "by_evidence", "carried", "findings", "said_once"]


class Finding(NamedTuple):
    """A finding that may leave the room; `causes` are those that its answer supports now, the most likely first."""

    note: Note
    causes: tuple[str, ...]
    answer: Answer | None


def carried(verdict: Verdict, question: str | None) -> tuple[str, ...]:
    """The causes that the answer to this question supports now, as the page orders causes."""
    causes = verdict.case.evidence.causes
    return tuple(
        cause
        for cause in likely_causes(verdict)
        if any(one.question == question and one.toward == "supports" for one in causes[cause].signals)
    )


def findings(verdict: Verdict) -> tuple[Finding, ...]:
    """The findings of a case, best evidence first: for the likeliest cause, seen or measured, then as they were said.

    Left out are those at a question that does not apply, or that the stakeholder must not know of.
    """
    case = verdict.case
    found = [
        note
        for note in case.state.notes
        if note.kind == "finding"
        and not note.private
        and note.question is not None
        and case.knowledge.holds_findings(note.question)
        and (note.question in case.evidence.path or note.question in case.evidence.answers)
        and note.text.strip()
    ]
    answers = case.evidence.answers
    return tuple(
        Finding(note, carried(verdict, note.question), answers.get(note.question or ""))
        for note in by_evidence(verdict, found)
    )


def said_once(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """These, each sentence once, without those that speak for no cause and say only what the others say already."""
    left = list({" ".join(one.note.text.casefold().split()): one for one in reversed(tuple(found))}.values())[::-1]
    for one in [one for one in reversed(left) if not one.causes]:
        if is_said_by(one.note.text, " ".join(other.note.text for other in left if other is not one)):
            left.remove(one)
    return tuple(left)


def by_evidence(verdict: Verdict, notes: Iterable[Note]) -> list[Note]:
    """The notes, best evidence first: for the likeliest cause, seen or measured; else in their order."""
    likely, firm = likely_causes(verdict), verdict.case.knowledge.decision.confidence.firm
    answers = verdict.case.evidence.answers

    def rank(note: Note) -> tuple[int, bool]:
        causes = carried(verdict, note.question)
        answer = answers.get(note.question or "")
        return likely.index(causes[0]) if causes else len(likely), answer is None or answer.basis not in firm

    return sorted(notes, key=rank)
