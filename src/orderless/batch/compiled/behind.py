"""The answers that a condition rests on, as one number with a bit for each question: see `rests_on`."""

from __future__ import annotations

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
from orderless.bank.knowledge import FLAGS
from orderless.batch.compiled import statuses
from orderless.batch.compiled.conditions import condition
from orderless.batch.compiled.draft import Draft
from orderless.batch.compiled.text import FALSE, TRUE, any_of

__all__ = ["NONE", "behind", "behind_fact", "together"]

NONE = "0"


def together(parts: list[str]) -> str:
    """The answers of all these."""
    left = [part for part in dict.fromkeys(parts) if part != NONE]
    return left[0] if len(left) == 1 else f"({' | '.join(left)})" if left else NONE


def where(holds: str, part: str) -> str:
    """These answers, where this holds."""
    if part == NONE or holds == FALSE:
        return NONE
    return part if holds == TRUE else f"({part} if {holds} else 0)"


def behind(draft: Draft, tree: Tree) -> str:
    """An expression for the answers that make this condition what it is."""
    match tree:
        case AllOf(parts):
            return together([behind(draft, part) for part in parts])
        case AnyOf(parts):
            return _any(draft, parts)
        case Not(part):
            return behind(draft, part)
        case Holds(name, _):
            return NONE if name in FLAGS else behind(draft, draft.knowledge.decision.derived[name])
        case FactIs(fact, _):
            return behind_fact(draft, fact)
        case Known(facts):
            return together([behind_fact(draft, fact) for fact in facts])
        case _:
            return _counted(draft, tree)


def _any(draft: Draft, parts: tuple[Tree, ...]) -> str:
    """Of the parts those that hold; where none does, all."""
    each = [(condition(draft, part), behind(draft, part)) for part in parts]
    some, whole = any_of(holds for holds, _ in each), together([part for _, part in each])
    met = together([where(holds, part) for holds, part in each])
    if some in (TRUE, FALSE) or met == whole:
        return met if some == TRUE else whole
    return f"({met} if {some} else {whole})"


def _counted(draft: Draft, tree: Tree) -> str:
    match tree:
        case Number(name, _, _):
            place = draft.question_place[name]
            return where(f"n{place} is not None", f"{1 << place:d}") if name in draft.numbers else NONE
        case CauseIs(cause, _):
            return _cause(draft, cause)
        case Count(among, wanted, _, _):
            met = [(c, statuses.is_one_of(draft, c, wanted) if wanted else TRUE) for c in draft.among(among)]
            return together([where(holds, _cause(draft, cause)) for cause, holds in met])
        case StrongestAnswer(among, _):
            return together([_cause(draft, cause) for cause in draft.among(among)])
    raise TypeError(f"not a condition: {type(tree).__name__}")


def behind_fact(draft: Draft, fact: str) -> str:
    """The answers that gave a fact or judgement its value."""
    if fact in ("worth", "priority"):
        return {"worth": "rw", "priority": "rp"}[fact]
    return f"m{draft.fact_place[fact]}" if fact in draft.settable else NONE


def _cause(draft: Draft, cause: str) -> str:
    """The answers that speak for or against a cause, directly or through facts together."""
    if cause not in draft.movable:
        return NONE
    rows = enumerate(draft.knowledge.decision.combine)
    facts = [
        where(f"q{place}", behind(draft, row.when))
        for place, row in rows
        if (cause in row.supports or cause in row.against) and f"q{place}" in draft.out.have
    ]
    return together([f"g{draft.cause_place[cause]}", *facts])
