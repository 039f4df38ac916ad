"""What the decision names: outcomes, questions, facts, causes; and the sources that anything cites."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from orderless.bank.checks.finding import CAUSES, DECISION, Finding, Path, each_question, missing, not_a_value
from orderless.bank.knowledge import Knowledge


def facts_are_set(knowledge: Knowledge) -> Iterator[Finding]:
    """A fact that no question sets can never decide anything."""
    for fact, values in knowledge.decision.facts.items():
        if fact not in knowledge.setters:
            yield Finding(DECISION, ("facts", fact), f'no question sets "{fact}"', at_key=True)
        if len(set(values)) != len(values):
            yield Finding(DECISION, ("facts", fact), f'"{fact}" lists a value twice')


def rule_names(knowledge: Knowledge) -> Iterator[Finding]:
    """Outcomes and questions that the rules name exist; rule ids are unique."""
    book = knowledge.decision
    seen: set[str] = set()
    for i, rule in enumerate(book.rules):
        if rule.outcome not in book.outcomes:
            yield Finding(DECISION, ("rules", i, "outcome"), missing(rule.outcome, book.outcomes, "outcome"))
        if rule.id in seen:
            yield Finding(DECISION, ("rules", i, "id"), f'rule "{rule.id}" stands twice')
        seen.add(rule.id)
        yield from _questions(knowledge, rule.ask, ("rules", i, "ask"))


def sum_names(knowledge: Knowledge) -> Iterator[Finding]:
    """Questions, facts and causes that the sums, the gate and the leading cause name exist."""
    book = knowledge.decision
    for i, item in enumerate(book.must_know):
        yield from _questions(knowledge, item.ask, ("must_know", i, "ask"))
    for key in ("cases", "cost", "fix"):
        yield from _questions(knowledge, (getattr(book.worth, key),), ("worth", key))
    yield from _fact_values(knowledge, book.worth.share, book.worth.shares, ("worth", "shares"))
    for i, factor in enumerate(book.priority.factors):
        yield from _fact_values(knowledge, factor.fact, factor.points, ("priority", "factors", i, "points"))
    for fact in book.gate.facts:
        if fact not in book.facts:
            yield Finding(DECISION, ("gate", "facts"), missing(fact, book.facts, "fact"))
    for i, line in enumerate(book.leading_cause):
        for cause in line.causes:
            if cause not in knowledge.cause:
                yield Finding(DECISION, ("leading_cause", i, "causes"), missing(cause, knowledge.cause, "cause"))


def _questions(knowledge: Knowledge, ids: Collection[str], path: Path) -> Iterator[Finding]:
    for question in ids:
        if question not in knowledge.questions:
            yield Finding(DECISION, path, missing(question, knowledge.questions, "question"))


def _fact_values(knowledge: Knowledge, fact: str, values: Collection[str], path: Path) -> Iterator[Finding]:
    facts = knowledge.decision.facts
    if fact not in facts:
        yield Finding(DECISION, path, missing(fact, facts, "fact"))
        return
    for value in values:
        if value not in facts[fact]:
            yield Finding(DECISION, (*path, value), not_a_value(fact, value, facts[fact]), at_key=True)


def sources(knowledge: Knowledge) -> Iterator[Finding]:
    """Every source that is cited can be looked up."""
    for file, path, cited in _each_citing(knowledge):
        for i, source in enumerate(cited):
            if source not in knowledge.references.references:
                yield Finding(file, (*path, "sources", i), f'"{source}" is not in references.yaml')


def _each_citing(knowledge: Knowledge) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    for file, path, question in each_question(knowledge):
        yield file, path, question.sources
    for i, cause in enumerate(knowledge.causes.causes):
        yield CAUSES, ("causes", i), cause.sources
    for i, combination in enumerate(knowledge.decision.combine):
        yield DECISION, ("combine", i), combination.sources
    for i, rule in enumerate(knowledge.decision.rules):
        yield DECISION, ("rules", i), rule.sources
