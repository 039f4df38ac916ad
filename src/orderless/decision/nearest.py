"""The rule that came nearest to firing and did not, and which of its parts are not met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from orderless.bank.conditions import AllOf, AnyOf, FactIs, Holds, Not, Tree
from orderless.bank.rules import Rule
from orderless.decision.case import Case, holds
from orderless.decision.verdict import Verdict

__all__ = ["Nearest", "Unmet", "nearest_rule"]


class Unmet(NamedTuple):
    """An innermost condition that is not as a rule needs it: it would have to hold, or not to."""

    condition: Tree
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
