"""decision.yaml: facts and how they merge, what evidence combines to, the ordered decision table, the leaning."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from orderless.bank.conditions import AllOf, Condition
from orderless.bank.replies import slots_in
from orderless.bank.shape import (
    Family,
    Id,
    Limits,
    Response,
    Seq,
    Shape,
    SourceId,
    Status,
    Strength,
    Text,
    checked,
    wrong,
)

__all__ = [
    "Combination",
    "ConfidenceLevel",
    "Contradiction",
    "DecisionBook",
    "Factor",
    "Gate",
    "LeadingCause",
    "Lean",
    "MustKnow",
    "Outcome",
    "Priority",
    "Rule",
    "Weighing",
    "Worth",
    "WorthRule",
]


class Outcome(Shape):
    """One possible outcome, and the plain answer it amounts to."""

    response: Response
    name: Text


class Combination(Shape):
    """Facts that together tell more than each alone; printed when used."""

    when: Condition
    supports: dict[Id, Strength] = {}
    against: dict[Id, Strength] = {}
    because: Text
    sources: Seq[SourceId] = ()


class MustKnow(Shape):
    """Something that must be known before a yes to building anything: when it applies, and what counts as known."""

    name: Text
    when: Condition = AllOf()
    known: Condition
    ask: Annotated[Seq[Id], Limits(min_length=1)]


class Gate(Shape):
    """What must have been answered for the flag `gate_met`, so that silence never buys a yes.

    `core`: every core question on the path; `facts`: every question on the path that can set one of these facts.
    """

    core: bool = True
    facts: Seq[Id] = ()


class WorthRule(Shape):
    """A judgement of worth where the sum cannot be made."""

    when: Condition
    answer: Literal["yes", "no", "unknown"]
    because: Text


class Worth(Shape):
    """Is the problem worth more than its fix? Names of questions and a fact; shares of the cost of the fix.

    Yearly cost = cases a month x 12 x cost of a case x the share that comes from these people. The break-even is the
    share of the problem that the fix must remove to pay back in a year.
    """

    cases: Id
    cost: Id
    fix: Id
    share: Id
    shares: dict[Id, float]
    yes_up_to: float
    no_from: float
    otherwise: Seq[WorthRule] = ()


class Factor(Shape):
    """One factor of the priority: points (0 to 3) by the value of a fact."""

    name: Text
    fact: Id
    points: dict[Id, Annotated[int, Limits(ge=0, le=3)]]
    zero_is_low: bool = False


class Priority(Shape):
    """A plain priority of 0 to 12 with its unknowns as a range."""

    factors: Annotated[Seq[Factor], Limits(min_length=1)]
    high: int
    medium: int


class ConfidenceLevel(Shape):
    """A level of confidence and what the answers that the verdict rests on must show for it; first match wins."""

    level: Literal["high", "medium", "low"]
    kinds: int = 0  # different bases among those answers
    firm: int = 0  # of these, answers with a firm basis
    people: int = 0  # different people who said them


class Confidence(Shape):
    """How sure the answers make us, and which bases count as firm."""

    firm: Seq[Literal["saw", "data", "performers"]]
    levels: Annotated[Seq[ConfidenceLevel], Limits(min_length=1)]


class Rule(Shape):
    """One row of the decision table: first match wins."""

    id: Annotated[str, Limits(pattern=r"^[A-Z][A-Z0-9]{0,7}$")]
    when: Condition
    outcome: Id
    because: Text
    ask: Seq[Id] = ()
    within: Text | None = None
    urgent: Text | None = None
    sources: Seq[SourceId] = ()


def _weighing_slots(say: str) -> str:
    allowed = [f"{family}_{what}" for family in get_args(Family) for what in ("for", "sides")]
    for name in slots_in(say):
        if name not in allowed:
            message = f'no slot is called "{name}"; slots: {", ".join(allowed)}'
            raise wrong("no_slot", "{message}", message=message)
    return say


class Lean(Shape):
    """Which way the evidence points when there is no verdict yet: first match wins; the last has no condition."""

    when: Condition
    response: Literal["yes", "no"] | None
    because: Text


class Weighing(Shape):
    """How the weighing of the families is laid out. It decides nothing: `margin` conditions do.

    `sides`: the facts that count as sides of a family when they are known. In a family without any, its causes do.
    `say` has slots `{skill_for}` and `{skill_sides}`, and the same of each family.
    """

    sides: dict[Family, Seq[Id]] = {}
    say: Annotated[Text, checked(_weighing_slots)]


class Contradiction(Shape):
    """Choices of several questions that cannot all be right, what to say of them, and what mends it.

    `mend` names the questions to answer anew: each with the choice that follows from the other answers, or with null
    where nothing does.
    """

    answers: Annotated[dict[Id, Seq[Id]], Limits(min_length=2)]
    say: Text
    mend: Annotated[dict[Id, Id | None], Limits(min_length=1)]


class LeadingCause(Shape):
    """Where to look for the leading cause: the first line with such a cause gives the one with the most evidence."""

    when: Condition = AllOf()
    family: Family | None = None
    causes: Seq[Id] = ()
    status: Annotated[Seq[Status], Limits(min_length=1)]


def _total(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    if rules[-1].when != AllOf():
        message = "the last rule must always match, so that there is always one outcome: `when: {}`"
        raise wrong("not_total", "{message}", message=message)
    return rules


def _ends_without_lean(leaning: tuple[Lean, ...]) -> tuple[Lean, ...]:
    if leaning[-1].when != AllOf() or leaning[-1].response is not None:
        message = "the last line of the leaning always matches and has no response: `when: {}, response: null`"
        raise wrong("not_total", "{message}", message=message)
    return leaning


class DecisionBook(Shape):
    """decision.yaml as a whole."""

    id: Id
    version: Text
    outcomes: dict[Id, Outcome]
    facts: dict[Id, Annotated[Seq[Id], Limits(min_length=2)]]
    derived: dict[Id, Condition] = {}
    combine: Seq[Combination] = ()
    must_know: Seq[MustKnow] = ()
    gate: Gate = Gate()
    worth: Worth
    priority: Priority
    confidence: Confidence
    rules: Annotated[Seq[Rule], Limits(min_length=1), checked(_total)]
    leaning: Annotated[Seq[Lean], Limits(min_length=1), checked(_ends_without_lean)]
    leading_cause: Annotated[Seq[LeadingCause], Limits(min_length=1)]
    weighing: Weighing | None = None
    contradictions: Seq[Contradiction] = ()
