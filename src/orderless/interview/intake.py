"""Taking in a diagnosis that the stakeholder brings: their evidence is entered, and not asked for again.

A second diagnosis of what has been diagnosed wastes time and tells people that they are not trusted (guide, section 1).
"""

from __future__ import annotations

from collections.abc import Iterable

from orderless.bank.knowledge import Knowledge
from orderless.interview.answers import BASES, Answer, Basis, State
from orderless.interview.order import is_open

__all__ = ["Intake", "read_basis"]


def read_basis(typed: str) -> Basis | None:
    """The basis named by these words or their beginning; data where nothing is said, None where it is no basis."""
    return next((basis for basis in ("data", *BASES) if basis.startswith(typed.strip().lower())), None)


class Intake:
    """Where the taking in stands: on what basis it counts, what was taken, and what was passed over."""

    def __init__(self, basis: Basis) -> None:
        self.basis: Basis = basis
        self.taken: set[str] = set()
        self.passed: set[str] = set()

    def take(self, question: str, answer: Answer) -> Answer:
        """The answer as theirs. A basis that was typed stands; otherwise it is that of what they brought."""
        self.taken.add(question)
        basis = self.basis if answer.basis == "believes" else answer.basis
        return answer._replace(basis=basis, brought=True)

    def next(self, knowledge: Knowledge, state: State, wanted: Iterable[str], here: str) -> str | None:
        """The next of the wanted questions that their findings could answer and that nobody passed over yet."""
        return next(
            (
                question
                for question in wanted
                if question not in self.passed
                and question != here
                and knowledge.questions[question].asked_of == "stakeholder"
                and not knowledge.questions[question].kind.as_said
                and is_open(knowledge, state, question)
            ),
            None,
        )
