"""The verdict: what the table says, why, how sure, which way it leans, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from orderless.bank.rules import Rule
from orderless.bank.shape import Response
from orderless.decision.case import Case, Level, PrioritySum, WorthSum, confidence
from orderless.decision.weighing import Clash, Weighing, clashes, set_aside, weighing

__all__ = ["HEADLINES", "SCHEMA", "LeadingCauseFound", "Leaning", "Verdict", "as_it_stands"]

SCHEMA = 2
"""The version of the verdict as JSON."""

HEADLINES: Mapping[Response, str] = {"yes": "strategic yes", "no": "strategic no", "not_yet": "not yet"}


class Leaning(NamedTuple):
    """Which way the evidence points while there is no verdict."""

    response: str | None
    because: str


class LeadingCauseFound(NamedTuple):
    """The cause with the most evidence."""

    id: str
    family: str


@dataclass(frozen=True)
class Verdict:
    """One decision. `rule` stands at `place` in the table; `unknown` are the questions that are missing.

    `case` is what the rules looked at, for whoever words or explains the decision.
    """

    case: Case = field(repr=False)
    outcome: str
    response: Response
    title: str
    rule: Rule = field(repr=False)
    place: int
    worth: WorthSum
    priority: PrioritySum
    leaning: Leaning | None
    leading_cause: LeadingCauseFound | None
    unknown: tuple[str, ...]
    ask_next: tuple[str, ...]

    @cached_property
    def rests_on(self) -> tuple[str, ...]:
        """The questions whose answers the rule rests on, in the author's order."""
        behind = self.case.evidence.trace.rests_on(self.case.evaluator.rulebook.rules[self.place].when)
        return tuple(question for question in self.case.found.answers if question in behind)

    @cached_property
    def confidence(self) -> Level:
        """How sure the answers make us that the rule rests on."""
        answers = self.case.found.answers
        return confidence(
            self.case.knowledge.decision.confidence,
            [answers[question] for question in self.rests_on if question in answers],
        )

    @cached_property
    def weighing(self) -> Weighing:
        """What speaks for each family of causes."""
        return weighing(self.case)

    @cached_property
    def set_aside(self) -> tuple[str, ...]:
        """The questions that have an answer and do not apply."""
        return set_aside(self.case)

    @cached_property
    def clashes(self) -> tuple[Clash, ...]:
        """Answers that contradict each other."""
        return clashes(self.case)

    @property
    def headline(self) -> str:
        """Our own word for the answer; the stakeholder reads `title`."""
        return HEADLINES[self.response]


def as_it_stands(verdict: Verdict, session: str | None) -> dict[str, Any]:
    """The verdict as JSON, without looking ahead: ids, numbers and the knowledge's own words, never a client's."""
    case, leaning = verdict.case, verdict.leaning
    knowledge, evidence = case.knowledge, case.evidence
    known = [found for found in evidence.causes.values() if found.status != "unknown"]
    override = case.state.override
    return {
        "schema": SCHEMA,
        "session": session,
        "response": verdict.response,
        "leaning": leaning.response if leaning else None,
        "headline": verdict.headline,
        "outcome": verdict.outcome,
        "title": verdict.title,
        "rule": verdict.rule.id,
        "because": verdict.rule.because,
        "urgent": verdict.rule.urgent,
        "confidence": verdict.confidence,
        "priority": {"low": verdict.priority.low, "high": verdict.priority.high, "band": verdict.priority.band},
        "worth": {"answer": verdict.worth.answer, "break_even": _rounded(verdict.worth.break_even)},
        "leaning_because": leaning.because if leaning else None,
        "leading_cause": verdict.leading_cause._asdict() if verdict.leading_cause else None,
        "causes": [{"id": c.cause, "status": c.status, "weight": c.weight} for c in known],
        "weighing": _weighed(verdict.weighing),
        "facts": dict(sorted(evidence.facts.items())),
        "unknown": list(verdict.unknown),
        "ask_next": list(verdict.ask_next),
        "set_aside": list(verdict.set_aside),
        "contradictions": [one._asdict() | {"questions": list(one.questions)} for one in verdict.clashes],
        "override": {"outcome": override.outcome, "because": override.because} if override else None,
        "knowledge": {
            "id": knowledge.decision.id,
            "version": knowledge.decision.version,
            "digest": knowledge.digest,
        },
    }


def _weighed(found: Weighing) -> dict[str, Any]:
    return {
        **{family: one.weight for family, one in found.families.items()},
        "sides": {family: one.sides for family, one in found.families.items()},
        "say": found.say,
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
