"""Decide: walk the ordered table, first match wins, and say what it rests on and what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from orderless.bank.knowledge import Knowledge
from orderless.bank.rules import LeadingCause, Rule
from orderless.decision.case import Case
from orderless.decision.sums import confidence
from orderless.decision.verdict import LeadingCauseFound, Leaning, Verdict
from orderless.evidence.conditions import holds, rests_on
from orderless.interview.answers import State

__all__ = ["ASK_AT_MOST", "decide"]

ASK_AT_MOST = 3


def decide(knowledge: Knowledge, state: State) -> Verdict:
    """The verdict on this state. There is always exactly one: the table ends in a rule that always matches."""
    case = Case.of(knowledge, state)
    rule = next(rule for rule in knowledge.decision.rules if holds(rule.when, case))
    response = knowledge.decision.outcomes[rule.outcome].response
    behind = rests_on(rule.when, case)
    variant = case.variant(rule.outcome)
    missing = tuple(dict.fromkeys(_missing(case, rule)))
    return Verdict(
        case=case,
        outcome=rule.outcome,
        response=response,
        title=(variant.title if variant else None) or knowledge.replies.outcomes[rule.outcome].title,
        rule=rule,
        confidence=confidence(case.evidence, behind),
        worth=case.worth,
        priority=case.priority,
        leaning=_leaning(case) if response == "not_yet" else None,
        leading_cause=_leading_cause(case),
        rests_on=tuple(question for question in case.evidence.path if question in behind),
        unknown=missing,
        ask_next=(missing or _again(case, rule))[:ASK_AT_MOST] if response == "not_yet" else (),
    )


def _leaning(case: Case) -> Leaning:
    line = next(line for line in case.knowledge.decision.leaning if holds(line.when, case))
    return Leaning(line.response, line.because)


def _leading_cause(case: Case) -> LeadingCauseFound | None:
    for line in case.knowledge.decision.leading_cause:
        found = list(_candidates(case, line)) if holds(line.when, case) else []
        if found:
            # max() keeps the first of equals: the order of the taxonomy breaks ties
            best = max(found, key=lambda cause: case.evidence.cause(cause).weight)
            return LeadingCauseFound(best, case.knowledge.cause[best].family)
    return None


def _candidates(case: Case, line: LeadingCause) -> Iterable[str]:
    for cause in case.knowledge.causes.causes:
        listed = cause.id in line.causes or not line.causes
        if listed and line.family in (None, cause.family) and case.status(cause.id) in line.status:
            yield cause.id


def _again(case: Case, rule: Rule) -> tuple[str, ...]:
    """Where nothing is missing, an answer itself is in the way: what would have to be answered otherwise."""
    return tuple(question for question in rule.ask if question in case.evidence.path)


def _missing(case: Case, rule: Rule) -> Iterable[str]:
    """Questions on the path that matter and have no answer: the rule's own first, then the must-know, then the core."""
    path = set(case.evidence.path)
    wanted = [*rule.ask, *(question for item in case.must_know_open for question in item.ask), *case.gate_open]
    return (question for question in wanted if question in path and question not in case.evidence.answers)
