"""Decide: walk the ordered table, first match wins; say what is missing, and which rule came nearest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from orderless.bank.conditions import AllOf, AnyOf, FactIs, Holds, Leaf, Not, Tree
from orderless.bank.knowledge import Knowledge
from orderless.bank.rules import Rule
from orderless.decision.case import Case, holds
from orderless.decision.verdict import LeadingCauseFound, Leaning, Verdict
from orderless.interview.answers import State
from orderless.rules.predicates import first_row

__all__ = ["ASK_AT_MOST", "Nearest", "Unmet", "decide", "nearest_rule"]

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


class Unmet(NamedTuple):
    """An innermost condition that is not as a rule needs it: it would have to hold, or not to."""

    condition: Leaf
    wanted: bool


class Nearest(NamedTuple):
    """A rule that did not fire, and the fewest conditions that would have to be otherwise."""

    rule: Rule
    unmet: tuple[Unmet, ...]


def nearest_rule(verdict: Verdict) -> Nearest | None:
    """Of the rules before the one that fired, and those with another headline, the one with the fewest unmet parts.

    What an answer contradicts counts twice what nobody has answered; open questions of the gate and open items of the
    must-know count one each. The earlier rule is the nearer of equals.
    """
    found = [(one, sum(_weight(part, verdict.case) for part in one.unmet)) for one in _candidates(verdict)]
    return min(found, key=lambda pair: pair[1], default=(None, 0))[0]


def _candidates(verdict: Verdict) -> Iterator[Nearest]:
    book = verdict.case.knowledge.decision
    before = True
    for rule in book.rules:
        if rule is verdict.rule:
            before = False
        elif before or book.outcomes[rule.outcome].response != verdict.response:
            unmet = tuple(dict.fromkeys(_unmet(rule.when, verdict.case, wanted=True)))
            if unmet:  # a later rule may be met as well, and comes too late
                yield Nearest(rule, unmet)


def _weight(part: Unmet, case: Case) -> int:
    if isinstance(part.condition, Holds) and part.condition.name == "gate_met":
        return max(1, len(case.gate_open))
    if isinstance(part.condition, Holds) and part.condition.name == "must_know_met":
        return max(1, len(case.must_know_open))
    return 2 if _contradicted(part, case) else 1


def _contradicted(part: Unmet, case: Case) -> bool:
    """Whether an answer stands against it: one of the questions that would set the fact is answered."""
    if not part.wanted or not isinstance(part.condition, FactIs):
        return not part.wanted
    setters = case.knowledge.setters.get(part.condition.fact, ())
    return any(question in case.evidence.answers for question in setters)


def _unmet(tree: Tree, case: Case, *, wanted: bool) -> list[Unmet]:
    """The fewest innermost conditions that would have to change for this one to be as wanted."""
    if holds(tree, case) is wanted:
        return []
    match tree:
        case AllOf(parts) | AnyOf(parts):
            each = [_unmet(part, case, wanted=wanted) for part in parts]
            if isinstance(tree, AllOf) is wanted:
                return [part for found in each for part in found]
            return min(each, key=lambda found: sum(_weight(part, case) for part in found))
        case Not(part):
            return _unmet(part, case, wanted=not wanted)
        case Holds(name, expected):
            inner = case.behind_name(name)
            if inner is None:
                return [Unmet(Holds(name), expected is wanted)]
            return _unmet(inner, case, wanted=expected is wanted)
    return [Unmet(tree, wanted)]
