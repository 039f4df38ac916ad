"""Decide: walk the ordered table, first match wins, and say what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orderless.bank.knowledge import Knowledge
from orderless.bank.rules import Rule
from orderless.decision.case import Case
from orderless.decision.verdict import LeadingCauseFound, Leaning, Verdict
from orderless.interview.answers import State

__all__ = ["ASK_AT_MOST", "decide"]

ASK_AT_MOST = 3


def decide(knowledge: Knowledge, state: State) -> Verdict:
    """The verdict on this state. There is always exactly one: the table ends in a rule that always matches."""
    case = Case.of(knowledge, state)
    values, numbers = case.found.values, case.found.numbers
    place, rule = next(
        (place, rule) for place, (when, rule) in enumerate(case.evaluator.rules) if when(values, numbers)
    )
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
    values, numbers = case.found.values, case.found.numbers
    line = next(line for when, line in case.evaluator.leaning if when(values, numbers))
    return Leaning(line.response, line.because)


def _leading_cause(case: Case) -> LeadingCauseFound | None:
    """The cause with the most evidence among those of the first line that has any."""
    values, numbers = case.found.values, case.found.numbers
    index = case.evaluator.rulebook.index
    for when, line in case.evaluator.leading:
        found = [cause for cause in line.causes if values[index.statuses + cause] & line.statuses]
        if found and when(values, numbers):
            # max() keeps the first of equals: the order of the taxonomy breaks ties
            best = max(found, key=lambda cause: numbers[index.weights + cause] or 0)
            cause = case.knowledge.causes.causes[best]
            return LeadingCauseFound(cause.id, cause.family)
    return None


def _again(case: Case, rule: Rule) -> tuple[str, ...]:
    """Where nothing is missing, an answer itself is in the way: what would have to be answered otherwise."""
    return tuple(question for question in rule.ask if question in case.found.path)


def _missing(case: Case, rule: Rule) -> Iterator[str]:
    """Questions on the path that matter and have no answer: the rule's own first, then the must-know, then the core."""
    path, answers = set(case.found.path), case.found.answers
    wanted: Iterable[str] = (*rule.ask, *(q for item in case.must_know_open for q in item.ask), *case.gate_open)
    return (question for question in wanted if question in path and question not in answers)
