"""The case as the rules see it: evidence, sums and flags behind one view of names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from orderless.bank.conditions import Tree
from orderless.bank.knowledge import Knowledge
from orderless.bank.replies import Variant
from orderless.bank.rules import MustKnow
from orderless.bank.shape import Status, Strength
from orderless.decision.sums import PrioritySum, WorthSum, priority, worth
from orderless.evidence.conditions import holds
from orderless.evidence.weigh import Evidence, weigh
from orderless.interview.answers import State

__all__ = ["Case"]


@dataclass(frozen=True)
class Case:
    """Everything a rule may ask about one interview. `facts` and judgements share one space of names."""

    knowledge: Knowledge
    state: State
    evidence: Evidence
    worth: WorthSum
    priority: PrioritySum
    _names: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, knowledge: Knowledge, state: State) -> Case:
        """Weigh the answers of this state and do the sums."""
        evidence = weigh(knowledge, state)
        return cls(knowledge, state, evidence, worth(evidence), priority(evidence))

    def fact(self, name: str) -> str:
        """The value of a fact or judgement, or `unknown`."""
        if name == "worth":
            return self.worth.answer
        return self.priority.band if name == "priority" else self.evidence.fact(name)

    def status(self, cause: str) -> Status:
        """The status of a cause."""
        return self.evidence.status(cause)

    def number(self, name: str) -> float | None:
        """The number answered to a question, if any."""
        return self.evidence.number(name)

    def answer_strengths(self, cause: str) -> Iterator[Strength]:
        """How strongly single answers support a cause."""
        return self.evidence.answer_strengths(cause)

    def named(self, name: str) -> bool:
        """Whether a named condition or a flag holds."""
        if name not in self._names:
            self._names[name] = self._named(name)
        return self._names[name]

    def _named(self, name: str) -> bool:
        if name == "directed":
            return self.state.directed
        if name == "gate_met":
            return not self.gate_open
        if name == "must_know_met":
            return not self.must_know_open
        return holds(self.knowledge.decision.derived[name], self)

    @cached_property
    def gate_open(self) -> tuple[str, ...]:
        """The questions that an unconditional yes still needs answered, in the order of the path."""
        gate = self.knowledge.decision.gate
        setters = {question for fact in gate.facts for question in self.knowledge.setters.get(fact, ())}
        return tuple(
            question
            for question in self.evidence.path
            if ((gate.core and self.knowledge.questions[question].core) or question in setters)
            and question not in self.evidence.answers
        )

    @cached_property
    def must_know_open(self) -> tuple[MustKnow, ...]:
        """What must be known before a yes, applies here, and is not known."""
        items = self.knowledge.decision.must_know
        return tuple(item for item in items if holds(item.when, self) and not holds(item.known, self))

    def variant(self, outcome: str) -> Variant | None:
        """Which variant of this outcome's words fits the case: the first whose condition holds."""
        variants = self.knowledge.replies.outcomes[outcome].variants
        return next((variant for variant in variants if holds(variant.when, self)), None)

    def behind_fact(self, name: str) -> Iterable[str]:
        """The questions whose answers gave a fact or judgement its value."""
        if name == "worth":
            return self.worth.rests_on
        return self.priority.rests_on if name == "priority" else self.evidence.behind_fact(name)

    def behind_cause(self, cause: str) -> Iterable[str]:
        """The questions whose answers speak for or against a cause."""
        return self.evidence.behind_cause(cause)

    def behind_name(self, name: str) -> Tree | None:
        """The condition behind a name; None for a flag of the whole interview."""
        return self.knowledge.decision.derived.get(name)
