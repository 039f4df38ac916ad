"""Decide: walk the ordered table, first match wins, and say what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from orderless.bank.knowledge import Knowledge
from orderless.bank.rules import Rule
from orderless.decision.case import Case
from orderless.decision.verdict import LeadingCauseFound, Leaning, Verdict
from orderless.interview.answers import State
from orderless.rules.predicates import first_row

__all__ = ["ASK_AT_MOST", "decide"]

ASK_AT_MOST = 3


def decide(knowledge: Knowledge, state: State) -> Verdict:
    """The verdict on this state. There is always exactly one: the table ends in a rule that always matches."""
    case = Case.of(knowledge, state)
    place, rule = case.evaluator.rule(case.found)
    response = knowledge.decision.outcomes[rule.outcome].response
    variant = case.variant(rule.outcome)
    missing = tuple(dict.fromkeys(_missing(case, rule)))
    return Verdict(
        case=case,
        outcome=rule.outcome,
        response=response,
        title=(variant.title if variant else None) or knowledge.replies.outcomes[rule.outcome].title,
        rule=rule,
        place=place,
        worth=case.worth,
        priority=case.priority,
        leaning=_leaning(case) if response == "not_yet" else None,
        leading_cause=_leading_cause(case),
        unknown=missing,
        ask_next=(missing or _again(case, rule))[:ASK_AT_MOST] if response == "not_yet" else (),
    )


def _leaning(case: Case) -> Leaning:
    row = first_row(case.evaluator.leaning, case.found.values, case.found.numbers)
    assert row is not None, "the last line of the leaning always holds"
    return Leaning(row[1].response, row[1].because)


def _leading_cause(case: Case) -> LeadingCauseFound | None:
    """The cause with the most evidence among those of the first line that has any."""
    values, numbers = case.found.values, case.found.numbers
    index = case.evaluator.rulebook.index
    statuses, weights = index.statuses, index.weights
    for when, line in case.evaluator.leading:
        wanted = line.statuses
        found = [cause for cause in line.causes if values[statuses + cause] & wanted]
        if found and when.holds(values, numbers):
            # max() keeps the first of equals: the order of the taxonomy breaks ties
            best = max(found, key=lambda cause: numbers[weights + cause] or 0)
            cause = case.knowledge.causes.causes[best]
            return LeadingCauseFound(cause.id, cause.family)
    return None


def _again(case: Case, rule: Rule) -> tuple[str, ...]:
    """Where nothing is missing, an answer itself is in the way: what would have to be answered otherwise."""
    return tuple(question for question in rule.ask if question in case.found.path)


def _missing(case: Case, rule: Rule) -> Iterator[str]:
    """Questions on the path that matter and have no answer: the rule's own first, then the must-know, then the core."""
    path, answers = case.found.path, case.found.answers
    wanted = (*rule.ask, *(question for item in case.must_know_open for question in item.ask))
    yield from (question for question in wanted if question not in answers and question in path)
    yield from case.gate_open
