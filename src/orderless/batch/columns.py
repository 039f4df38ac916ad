"""The columns of a decision: the names of the verdict as JSON, flattened, each one text or number to a cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from orderless.bank.shape import Family
from orderless.decision.verdict import Verdict
from orderless.decision.weighing import FAMILIES

__all__ = ["COLUMNS", "DECIDED", "PREFIX", "REFUSED", "SUGGESTED", "Output", "flat", "joined"]

PREFIX = "orderless_"
"""Each added column has a name that begins so; none can be mistaken for one of the requester's own."""

REFUSED = PREFIX + "refused"
"""Why a row was not decided; empty where it was."""

SUGGESTED = PREFIX + "suggested"
"""What the words of a request suggest, each with its phrase; `;` between them."""

Output = str | int | float
"""One cell. Empty text where there is nothing to say."""


def joined(items: tuple[str, ...]) -> str:
    """Several ids in one cell."""
    return ";".join(items)


def _causes(verdict: Verdict) -> str:
    found = verdict.case.evidence.causes.values()
    return joined(tuple(f"{c.cause}:{c.status}" for c in found if c.status in ("supported", "possible")))


def _break_even(verdict: Verdict) -> Output:
    share = verdict.worth.break_even
    return "" if share is None else round(share, 4)


def _weight(family: Family) -> Callable[[Verdict], Output]:
    return lambda verdict: verdict.weighing.families[family].weight


def _sides(family: Family) -> Callable[[Verdict], Output]:
    return lambda verdict: verdict.weighing.families[family].sides


DECIDED: Mapping[str, Callable[[Verdict], Output]] = {
    "response": lambda v: v.response,
    "leaning": lambda v: (v.leaning.response if v.leaning else None) or "",
    "headline": lambda v: v.headline,
    "outcome": lambda v: v.outcome,
    "title": lambda v: v.title,
    "rule": lambda v: v.rule.id,
    "because": lambda v: v.rule.because,
    "leaning_because": lambda v: v.leaning.because if v.leaning else "",
    "confidence": lambda v: v.confidence,
    "priority_low": lambda v: v.priority.low,
    "priority_high": lambda v: v.priority.high,
    "priority_band": lambda v: v.priority.band,
    "worth_answer": lambda v: v.worth.answer,
    "worth_break_even": _break_even,
    "leading_cause_id": lambda v: v.leading_cause.id if v.leading_cause else "",
    "leading_cause_family": lambda v: v.leading_cause.family if v.leading_cause else "",
    "causes": _causes,
    **{f"weighing_{family}": _weight(family) for family in FAMILIES},
    **{f"sides_{family}": _sides(family) for family in FAMILIES},
    "set_aside": lambda v: joined(v.set_aside),
    "contradictions": lambda v: joined(tuple("+".join(one.questions) for one in v.clashes)),
    "unknown": lambda v: joined(v.unknown),
    "ask_next": lambda v: joined(v.ask_next),
}
"""What can be said of a decided row, and where it stands in a verdict.

`causes` holds those that are supported or possible, as `id:status`, in the order of the taxonomy. `weighing_…` is what
speaks for a family less what speaks against it, by weight; `sides_…` from how many sides it was looked at;
`contradictions` holds the questions whose answers do not go together, as `one+other`.
"""

COLUMNS: tuple[str, ...] = (
    "response",
    "leaning",
    "outcome",
    "rule",
    "confidence",
    "priority_low",
    "priority_high",
    "priority_band",
    "worth_answer",
    "worth_break_even",
    "leading_cause_id",
    "leading_cause_family",
    "causes",
    *(f"{what}_{family}" for what in ("weighing", "sides") for family in FAMILIES),
    "set_aside",
    "contradictions",
    "unknown",
    "ask_next",
)
"""The columns that a review writes; the rest of DECIDED says in words what these say with ids."""


def flat(verdict: Verdict, columns: tuple[str, ...] = tuple(DECIDED)) -> tuple[Output, ...]:
    """The cells of these columns as the explaining evaluator has them."""
    return tuple(DECIDED[column](verdict) for column in columns)
