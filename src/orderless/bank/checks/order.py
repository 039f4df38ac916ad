"""What must be known before what: conditions on earlier answers, named conditions without circles, sums after facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from orderless.bank.checks.finding import DECISION, Finding, each_question
from orderless.bank.conditions import CauseIs, Count, StrongestAnswer, Tree, names, walk
from orderless.bank.knowledge import FLAGS, JUDGEMENTS, Knowledge, effects_of
from orderless.bank.questions import Choice


def only_earlier(knowledge: Knowledge) -> Iterator[Finding]:
    """The path is settled in the author's order: a question's `when` may only use what earlier questions set."""
    facts: set[str] = set()
    causes: set[str] = set()
    numbers: set[str] = set()
    for file, path, question in each_question(knowledge):
        for used in names(question.when) if question.when is not None else ():
            seen = {"fact": facts, "cause": causes, "number": numbers}.get(used.kind)
            if seen is not None and used.name not in seen:
                message = f'"{used.name}" is not set by any earlier question, so this can never be asked'
                yield Finding(file, (*path, "when"), message)
            elif used.kind == "derived" and not _early_enough(knowledge, used.name, facts):
                message = f'"{used.name}" rests on sums or on facts that only later questions set'
                yield Finding(file, (*path, "when"), message)
        for effect in effects_of(question):
            facts |= set(effect.sets)
            causes |= {*effect.supports, *effect.against}
            if isinstance(effect, Choice) and effect.tag:
                causes |= {c.id for c in knowledge.causes.causes if effect.tag.family in ("any", c.family)}
        numbers.add(question.id)


def _early_enough(knowledge: Knowledge, name: str, facts: Collection[str]) -> bool:
    """Whether a named condition uses only facts set so far and no judgement or flag of the whole interview."""
    if name in FLAGS or name not in knowledge.decision.derived:
        return name not in FLAGS
    for used in names(knowledge.decision.derived[name]):
        if used.kind == "fact" and used.name not in facts:
            return False
        if used.kind == "derived" and not _early_enough(knowledge, used.name, facts):
            return False
    return True


def combinations_rest_on_facts(knowledge: Knowledge) -> Iterator[Finding]:
    """A combination rule adds to causes, so it may not rest on them."""
    for i, combination in enumerate(knowledge.decision.combine):
        if not _facts_only(knowledge, combination.when):
            yield Finding(
                DECISION, ("combine", i, "when"), "a combination may only look at facts, not at causes or sums"
            )


def _facts_only(knowledge: Knowledge, condition: Tree) -> bool:
    if any(isinstance(node, CauseIs | Count | StrongestAnswer) for node in walk(condition)):
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
