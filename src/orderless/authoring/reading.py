"""Who reads what: the facts and questions that anything in the knowledge looks at."""

from __future__ import annotations

from collections.abc import Iterator

from orderless.bank.checks.questions import each_condition
from orderless.bank.conditions import Named, names
from orderless.bank.knowledge import Knowledge

__all__ = ["facts_read", "names_used", "questions_read"]


def names_used(knowledge: Knowledge) -> Iterator[Named]:
    """Every name in every condition."""
    for _, _, condition in each_condition(knowledge):
        yield from names(condition)


def facts_read(knowledge: Knowledge) -> frozenset[str]:
    """The facts that a condition, a sum or the gate looks at."""
    book = knowledge.decision
    named = {used.name for used in names_used(knowledge) if used.kind == "fact"}
    return frozenset({*named, book.worth.share, *(factor.fact for factor in book.priority.factors), *book.gate.facts})


def questions_read(knowledge: Knowledge) -> frozenset[str]:
    """The questions that sums, conditions, slots, rules or what must be known name."""
    book = knowledge.decision
    return frozenset(
        {
            *(used.name for used in names_used(knowledge) if used.kind == "number"),
            *(book.worth.cases, book.worth.cost, book.worth.fix),
            *(slot.question for slot in knowledge.replies.slots.values() if slot.question is not None),
            *(question for rule in book.rules for question in rule.ask),
            *(question for item in book.must_know for question in item.ask),
        }
    )
