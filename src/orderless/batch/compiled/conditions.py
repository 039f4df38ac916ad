"""Conditions as expressions: the same tree that the live evaluator walks, with what is constant folded away."""

from __future__ import annotations

from collections.abc import Iterable

from orderless.bank.conditions import (
    AllOf,
    AnyOf,
    CauseIs,
    Count,
    FactIs,
    Holds,
    Known,
    Not,
    Number,
    StrongestAnswer,
    Tree,
)
from orderless.bank.knowledge import FLAGS, JUDGEMENTS
from orderless.bank.shape import UNKNOWN
from orderless.batch.compiled import statuses
from orderless.batch.compiled.draft import STATUSES, Draft
from orderless.batch.compiled.layout import Slot
from orderless.batch.compiled.text import FALSE, TRUE, all_of, any_of, is_in, not_, within

__all__ = ["condition", "fact_is", "gate_met", "missing_here", "must_know_open", "named"]


def condition(draft: Draft, tree: Tree) -> str:
    """An expression that is true where the condition holds. Adds the lines it needs first, where the draft stands."""
    match tree:
        case AllOf(parts):
            return all_of(condition(draft, part) for part in parts)
        case AnyOf(parts):
            return any_of(condition(draft, part) for part in parts)
        case Not(part):
            return not_(condition(draft, part))
        case FactIs(fact, values):
            return fact_is(draft, fact, values)
        case Holds(name, wanted):
            found = named(draft, name)
            return found if wanted else not_(found)
        case _:
            return _counted(draft, tree)


def _counted(draft: Draft, tree: Tree) -> str:
    match tree:
        case Known(facts):
            return all_of(not_(fact_is(draft, fact, (UNKNOWN,))) for fact in facts)
        case CauseIs(cause, wanted):
            return statuses.is_one_of(draft, cause, wanted)
        case Number(name, at_least, less_than):
            place = f"n{draft.question_place[name]}"
            known = name in draft.numbers
            return all_of([f"{place} is not None", within(place, at_least, less_than)]) if known else FALSE
        case Count():
            return _count(draft, tree)
        case StrongestAnswer():
            name = draft.strong(tree)
            return name if set(draft.among(tree.among)) & draft.movable else FALSE
    raise TypeError(f"not a condition: {type(tree).__name__}")


def fact_is(draft: Draft, fact: str, values: Iterable[str]) -> str:
    """A fact or judgement has one of these values."""
    ranks = [rank for rank, value in enumerate(draft.values(fact)) if value in set(values)]
    if fact not in JUDGEMENTS and fact not in draft.settable:
        return TRUE if len(draft.values(fact)) - 1 in ranks else FALSE
    return is_in(draft.fact(fact), ranks, len(draft.values(fact)))


def _count(draft: Draft, tree: Count) -> str:
    wanted = tree.statuses or tuple(status for status in STATUSES if status != UNKNOWN)
    each = [statuses.is_one_of(draft, cause, wanted) for cause in draft.among(tree.among)]
    if tree.at_least == 1 and tree.less_than is None:
        return any_of(each)
    if tree.at_least is None and tree.less_than == 1:
        return not_(any_of(each))
    total = " + ".join(f"({part})" for part in each if part != FALSE) or "0"
    return within(f"({total})", tree.at_least, tree.less_than)


def named(draft: Draft, name: str) -> str:
    """A named condition or a flag holds. Kept under a name of its own where it was worked out already."""
    if name in FLAGS:
        return _flag(draft, name)
    kept = f"d{draft.name_place[name]}"
    return kept if kept in draft.out.have else condition(draft, draft.knowledge.decision.derived[name])


def _flag(draft: Draft, name: str) -> str:
    if name == "directed":
        return "t" if Slot("directed") in draft.layout.slots else FALSE
    if name == "gate_met":
        return gate_met(draft)
    return all_of(not_(must_know_open(draft, place)) for place in range(len(draft.knowledge.decision.must_know)))


def missing_here(draft: Draft, question: str) -> str:
    """A question is on the path and has no answer."""
    unanswered = f"a{draft.question_place[question]} is None" if question in draft.layout.answered else TRUE
    return all_of([unanswered, draft.path[question]])


def gate_met(draft: Draft) -> str:
    """Every question of the gate that is on the path is answered."""
    return not_(any_of(missing_here(draft, question) for question in draft.gate))


def must_know_open(draft: Draft, place: int) -> str:
    """What must be known applies here and is not known."""
    kept = f"h{place}"
    if kept in draft.out.have:
        return kept
    item = draft.knowledge.decision.must_know[place]
    return all_of([condition(draft, item.when), not_(condition(draft, item.known))])
