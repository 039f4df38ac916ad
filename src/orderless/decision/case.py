"""The case as the rules see it: what the answers come to, by name, and the sums as they are shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from orderless.bank.conditions import Margin, Tree
from orderless.bank.knowledge import JUDGEMENTS, Knowledge
from orderless.bank.replies import Variant
from orderless.bank.rules import Confidence, MustKnow
from orderless.bank.shape import Status, Strength
from orderless.interview.answers import Answer, State
from orderless.rules.evaluate import Evaluation, Evaluator, evaluator_of
from orderless.rules.predicates import first_row, lead
from orderless.rules.rulebook import BANDS, Band
from orderless.rules.terms import NumberBetween
from orderless.rules.trace import Evidence

__all__ = ["Case", "Level", "PrioritySum", "WorthSum", "confidence", "holds"]

Level = Literal["high", "medium", "low"]


class WorthSum(NamedTuple):
    """Is the problem worth more than its fix? Money in the consultant's own currency; `break_even` is a share.

    `because` says why where no sum could be made.
    """

    answer: str
    yearly_cost: float | None = None
    fix_cost: float | None = None
    break_even: float | None = None
    because: str = ""


class PrioritySum(NamedTuple):
    """The priority as a range of points, and the band it certainly falls in."""

    low: int
    high: int
    band: Band
    unknown: tuple[str, ...] = ()  # names of the factors that nobody has answered


def confidence(book: Confidence, answers: Collection[Answer]) -> Level:
    """How sure these answers make us: by how many kinds of source, and whether any is firm."""
    kinds = {answer.basis for answer in answers}
    firm = sum(answer.basis in book.firm for answer in answers)
    for level in book.levels:
        if len(kinds) >= level.kinds and firm >= level.firm and _people(answers) >= level.people:
            return level.level
    return "low"


def _people(answers: Iterable[Answer]) -> int:
    return len({answer.who.casefold() for answer in answers if answer.who})


@dataclass(frozen=True)
class Case:
    """Everything a rule may ask about one interview. `facts` and judgements share one space of names."""

    knowledge: Knowledge
    state: State
    evaluator: Evaluator
    found: Evaluation

    @classmethod
    def of(cls, knowledge: Knowledge, state: State) -> Case:
        """Evaluate the answers of this state."""
        evaluator = evaluator_of(knowledge)
        return cls(knowledge, state, evaluator, evaluator.evaluate(state))

    @cached_property
    def evidence(self) -> Evidence:
        """What the answers tell us, by name."""
        return Evidence(self.evaluator, self.found)

    @cached_property
    def worth(self) -> WorthSum:
        """The judgement of worth, with its amounts."""
        yearly, fix, break_even, row = self.found.worth
        index, rows = self.evaluator.rulebook.index, self.evaluator.rulebook.worth.otherwise
        answer = JUDGEMENTS["worth"][self.found.values[index.worth].bit_length() - 1]
        return WorthSum(answer, yearly, fix, break_even, "" if row is None else rows[row].because)

    @cached_property
    def priority(self) -> PrioritySum:
        """The priority, as points and as a band."""
        rulebook, values = self.evaluator.rulebook, self.found.values
        band = BANDS[values[rulebook.index.priority].bit_length() - 1]
        unknown = (
            one.name for one in rulebook.priority.factors if one.points[values[one.fact].bit_length() - 1] is None
        )
        return PrioritySum(*self.found.points, band, tuple(unknown))

    def fact(self, name: str) -> str:
        """The value of a fact or judgement, or `unknown`."""
        return self.evidence.fact(name)

    def status(self, cause: str) -> Status:
        """The status of a cause."""
        return self.evidence.status(cause)

    def number(self, name: str) -> float | None:
        """The number answered to a question, if any."""
        return self.evidence.number(name)

    def answer_strengths(self, cause: str) -> Iterator[Strength]:
        """How strongly single answers support a cause."""
        return self.evidence.answer_strengths(cause)

    @property
    def gate_open(self) -> tuple[str, ...]:
        """The questions that an unconditional yes still needs answered, in the order of the path."""
        return self.found.gaps

    @cached_property
    def must_know_open(self) -> tuple[MustKnow, ...]:
        """What must be known before a yes, applies here, and is not known."""
        values, numbers = self.found.values, self.found.numbers
        return tuple(
            item
            for when, known, item in self.evaluator.needed
            if when.holds(values, numbers) and not known.holds(values, numbers)
        )

    def variant(self, outcome: str) -> Variant | None:
        """Which variant of this outcome's words fits the case: the first whose condition holds."""
        values, numbers = self.found.values, self.found.numbers
        found = first_row(self.evaluator.variants[outcome], values, numbers)
        return None if found is None else found[1]

    def lead(self, margin: Margin) -> float:
        """How far the causes of a margin are ahead now; 0 where its families have none."""
        term = self.evaluator.rulebook.term(margin)
        return lead(term.rows, self.found.numbers) if isinstance(term, NumberBetween) and term.rows else 0

    def behind_fact(self, name: str) -> Iterable[str]:
        """The questions whose answers gave a fact or judgement its value."""
        return self.evidence.trace.behind_fact(name)

    def behind_cause(self, cause: str) -> Iterable[str]:
        """The questions whose answers speak for or against a cause."""
        return self.evidence.trace.behind_cause(cause)

    def behind_name(self, name: str) -> Tree | None:
        """The condition behind a name; None for a flag of the whole interview."""
        return self.knowledge.decision.derived.get(name)


def holds(condition: Tree, case: Case) -> bool:
    """Whether a condition of the knowledge is met. A number that is not known lies in no range."""
    return bool(case.evaluator.test_of(condition)(case.found.values, case.found.numbers))
