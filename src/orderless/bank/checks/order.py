"""What must be known before what: conditions on earlier answers, named conditions without circles, sums after facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from orderless.bank.checks.finding import DECISION, Finding, each_question
from orderless.bank.conditions import Named, OfCauses, Tree, names, walk
from orderless.bank.knowledge import FLAGS, JUDGEMENTS, Knowledge, effects_of
from orderless.bank.questions import Choice, Question


@dataclass
class _SetSoFar:
    """What the questions so far can set. What facts together move counts as set from the start."""

    knowledge: Knowledge
    facts: set[str] = field(default_factory=set)
    causes: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    def add(self, question: Question) -> None:
        for effect in effects_of(question):
            self.facts |= set(effect.sets)
            self.causes |= {*effect.supports, *effect.against}
            if isinstance(effect, Choice) and effect.tag:
                family = effect.tag.family
                self.causes |= {cause.id for cause in self.knowledge.causes.causes if family in ("any", cause.family)}
        self.numbers.add(question.id)

    def covers(self, used: Named) -> bool:
        """Whether a name in a condition rests only on what is set so far, and on no sum or flag of the whole."""
        match used.kind:
            case "fact":
                return used.name in self.facts
            case "cause":
                return used.name in self.causes
            case "number":
                return used.name in self.numbers
            case "derived":
                inner = self.knowledge.decision.derived.get(used.name)
                return used.name not in FLAGS and (inner is None or all(self.covers(one) for one in names(inner)))
        assert_never(used.kind)


def only_earlier(knowledge: Knowledge) -> Iterator[Finding]:
    """The path is settled in the author's order: a question's `when` may only use what earlier questions set."""
    together = (cause for rule in knowledge.decision.combine for cause in (*rule.supports, *rule.against))
    so_far = _SetSoFar(knowledge, causes=set(together))
    for file, path, question in each_question(knowledge):
        for used in names(question.when) if question.when is not None else ():
            if so_far.covers(used):
                continue
            if used.kind == "derived":
                message = f'"{used.name}" rests on sums or on facts that only later questions set'
            else:
                message = f'"{used.name}" is not set by any earlier question, so this can never be asked'
            yield Finding(file, (*path, "when"), message)
        so_far.add(question)


def combinations_rest_on_facts(knowledge: Knowledge) -> Iterator[Finding]:
    """A combination rule adds to causes, so it may not rest on them."""
    for i, combination in enumerate(knowledge.decision.combine):
        if not _facts_only(knowledge, combination.when):
            yield Finding(
                DECISION, ("combine", i, "when"), "a combination may only look at facts, not at causes or sums"
            )


def _facts_only(knowledge: Knowledge, condition: Tree) -> bool:
    if any(isinstance(node, OfCauses) for node in walk(condition)):
        return False
    derived = knowledge.decision.derived
    return all(
        used.name not in JUDGEMENTS
        if used.kind == "fact"
        else used.kind == "number" or (used.name in derived and _facts_only(knowledge, derived[used.name]))
        for used in names(condition)
    )


def sums_come_first(knowledge: Knowledge) -> Iterator[Finding]:
    """What a sum or flag is worked out from may not rest on that sum or flag."""
    book = knowledge.decision
    for i, row in enumerate(book.worth.otherwise):
        if _uses(knowledge, row.when, {*JUDGEMENTS, *FLAGS}):
            yield Finding(
                DECISION, ("worth", "otherwise", i, "when"), "this comes before the sums: use facts and causes"
            )
    for i, item in enumerate(book.must_know):
        if _uses(knowledge, item.when, {"must_know_met"}) or _uses(knowledge, item.known, {"must_know_met"}):
            yield Finding(DECISION, ("must_know", i), "what must be known cannot rest on itself")


def _uses(knowledge: Knowledge, condition: Tree, wanted: Collection[str]) -> bool:
    derived = knowledge.decision.derived
    return any(
        used.name in wanted
        or (used.kind == "derived" and used.name in derived and _uses(knowledge, derived[used.name], wanted))
        for used in names(condition)
    )


def no_circles(knowledge: Knowledge) -> Iterator[Finding]:
    """Named conditions do not rest on themselves, and judgements and flags keep their names."""
    derived = knowledge.decision.derived
    for name in derived:
        if name in (*FLAGS, *JUDGEMENTS) or name in knowledge.decision.facts:
            yield Finding(DECISION, ("derived", name), f'"{name}" already means something else', at_key=True)
        if _reaches(derived, name, name, frozenset()):
            yield Finding(DECISION, ("derived", name), f'"{name}" rests on itself', at_key=True)
    for fact in knowledge.decision.facts:
        if fact in JUDGEMENTS:
            yield Finding(DECISION, ("facts", fact), f'"{fact}" is worked out, it cannot be a fact', at_key=True)


def _reaches(derived: Mapping[str, Tree], start: str, goal: str, seen: frozenset[str]) -> bool:
    further = [used.name for used in names(derived[start]) if used.kind == "derived" and used.name in derived]
    return any(name == goal or _reaches(derived, name, goal, seen | {name}) for name in further if name not in seen)
