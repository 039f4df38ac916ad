"""What a set of conversations shows of the knowledge: rules, outcomes, leanings, combinations and choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from orderless.bank.knowledge import Knowledge
from orderless.decision.case import holds
from orderless.decision.verdict import Verdict

__all__ = ["Covered", "coverage"]


class Covered(NamedTuple):
    """Of one kind of thing: how many there are, how many of them some conversation shows, and which none does."""

    what: str
    shown: int
    all: int
    missing: tuple[str, ...]


def coverage(knowledge: Knowledge, verdicts: Sequence[Verdict]) -> tuple[Covered, ...]:
    """What these verdicts show. A choice counts where it was answered on the path."""
    book = knowledge.decision
    choices = [f"{q.id}: {key}" for q in knowledge.questions.values() for key in q.choices]
    met = [i for i, row in enumerate(book.combine) if any(holds(row.when, verdict.case) for verdict in verdicts)]
    leanings = {verdict.leaning.because for verdict in verdicts if verdict.leaning}
    return (
        _covered("outcomes", book.outcomes, {verdict.outcome for verdict in verdicts}),
        _covered("rules", [rule.id for rule in book.rules], {verdict.rule.id for verdict in verdicts}),
        _covered("leanings", [line.because for line in book.leaning], leanings),
        _covered("combinations", [row.because for row in book.combine], {book.combine[i].because for i in met}),
        _covered("choices", choices, {choice for verdict in verdicts for choice in _chosen(verdict)}),
    )


def _covered(what: str, everything: Iterable[str], shown: set[str]) -> Covered:
    names = list(dict.fromkeys(everything))
    missing = tuple(name for name in names if name not in shown)
    return Covered(what, len(names) - len(missing), len(names), missing)


def _chosen(verdict: Verdict) -> Iterable[str]:
    for question, answer in verdict.case.evidence.answers.items():
        yield from (f"{question}: {key}" for key in answer.keys)
