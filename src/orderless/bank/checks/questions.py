"""Questions, what their answers move, the names in every condition, and what must be known before what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from orderless.bank.checks.finding import (
    CAUSES,
    DECISION,
    REPLIES,
    Finding,
    Path,
    each_effect,
    each_question,
    missing,
    not_a_value,
)
from orderless.bank.conditions import Named, OfCauses, Tree, names, walk
from orderless.bank.knowledge import BOOKS, FLAGS, JUDGEMENTS, Knowledge, effects_of
from orderless.bank.questions import Choice, Effects, Question
from orderless.bank.shape import UNKNOWN

__all__ = [
    "bank_names",
    "combinations_rest_on_facts",
    "conditions",
    "each_condition",
    "effects",
    "named_questions",
    "no_circles",
    "only_earlier",
    "sums_come_first",
    "unique_causes",
    "unique_questions",
    "wrong_names",
]


def bank_names(knowledge: Knowledge) -> Iterator[Finding]:
    """A bank is named like its file, so that an overlay replaces what it means to replace."""
    for name in knowledge.files:
        stem = name.removesuffix(".yaml")
        known = {*BOOKS, *(bank.bank for bank in knowledge.banks)}
        if stem not in known:
            yield Finding(name, ("bank",), f'the bank in this file must be called "{stem}", like the file')


def unique_questions(knowledge: Knowledge) -> Iterator[Finding]:
    """A question id stands once over all banks, and so does each role."""
    first: dict[str, str] = {}
    roles: dict[str, str] = {}
    for file, path, question in each_question(knowledge):
        if question.id in first:
            yield Finding(file, (*path, "id"), f'question id "{question.id}" is already used in {first[question.id]}')
        first.setdefault(question.id, file)
        if question.role in roles:
            yield Finding(file, (*path, "role"), f'"{roles[question.role]}" already has the role "{question.role}"')
        elif question.role is not None:
            roles[question.role] = question.id


def named_questions(knowledge: Knowledge) -> Iterator[Finding]:
    """The questions that come after a choice exist, and so do those that a figure is told from."""
    for file, path, question in each_question(knowledge):
        for place, ids in _named_by(question):
            for one in ids:
                if one not in knowledge.questions:
                    yield Finding(file, (*path, *place), missing(one, knowledge.questions, "question"))


def _named_by(question: Question) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """The ids of questions that stand in this one, with the place of each list in it."""
    for key, choice in question.choices.items():
        yield ("choices", key, "then"), choice.then
    if question.catches is not None:
        yield ("catches", "unless"), question.catches.unless
        yield ("catches", "like"), (question.catches.like,) if question.catches.like else ()


def unique_causes(knowledge: Knowledge) -> Iterator[Finding]:
    """A cause id stands once."""
    seen: set[str] = set()
    for i, cause in enumerate(knowledge.causes.causes):
        if cause.id in seen:
            yield Finding(CAUSES, ("causes", i, "id"), f'cause "{cause.id}" stands twice')
        seen.add(cause.id)


def effects(knowledge: Knowledge) -> Iterator[Finding]:
    """Effects move causes that exist and set facts to values they can have."""
    for file, path, question in each_question(knowledge):
        for place, effect in each_effect(question):
            yield from _effect(knowledge, file, (*path, *place), effect)
    for i, combination in enumerate(knowledge.decision.combine):
        for side in ("supports", "against"):
            for cause in getattr(combination, side):
                if cause not in knowledge.cause:
                    message = missing(cause, knowledge.cause, "cause")
                    yield Finding(DECISION, ("combine", i, side, cause), message, at_key=True)


def _effect(knowledge: Knowledge, file: str, path: Path, effect: Effects) -> Iterator[Finding]:
    for side, moved in (("supports", effect.supports), ("against", effect.against)):
        for cause in moved:
            if cause not in knowledge.cause:
                yield Finding(file, (*path, side, cause), missing(cause, knowledge.cause, "cause"), at_key=True)
    facts = knowledge.decision.facts
    for fact, value in effect.sets.items():
        if fact not in facts:
            yield Finding(file, (*path, "sets", fact), missing(fact, facts, "fact"), at_key=True)
        elif value not in facts[fact]:
            yield Finding(file, (*path, "sets", fact), not_a_value(fact, value, facts[fact]))
    if isinstance(effect, Choice) and effect.tag and effect.tag.family != "any":
        families = {cause.family for cause in knowledge.causes.causes}
        if effect.tag.family not in families:
            yield Finding(file, (*path, "tag", "family"), f'no cause is in the family "{effect.tag.family}"')


def conditions(knowledge: Knowledge) -> Iterator[Finding]:
    """Every name in every condition exists and can have the values asked for."""
    for file, path, condition in each_condition(knowledge):
        yield from (Finding(file, path, message) for message in wrong_names(knowledge, condition))


def wrong_names(knowledge: Knowledge, condition: Tree) -> Iterator[str]:
    """What is wrong with the names in one condition, a sentence each."""
    found = (_named(knowledge, used) for used in names(condition))
    return (message for message in found if message is not None)


def _named(knowledge: Knowledge, used: Named) -> str | None:
    """What is wrong with one name in a condition, or None."""
    match used.kind:
        case "fact":
            return _fact(knowledge, used)
        case "cause":
            return None if used.name in knowledge.cause else missing(used.name, knowledge.cause, "cause")
        case "number":
            question = knowledge.questions.get(used.name)
            counted = question is not None and question.kind.numeric
            return None if counted else f'"{used.name}" is not a question that is answered with a number'
        case "derived":
            known = [*knowledge.decision.derived, *FLAGS]
            return None if used.name in known else missing(used.name, known, "named condition")
    assert_never(used.kind)


def _fact(knowledge: Knowledge, used: Named) -> str | None:
    facts = knowledge.decision.facts
    values = facts.get(used.name, JUDGEMENTS.get(used.name))
    if values is None:
        return missing(used.name, [*facts, *JUDGEMENTS], "fact")
    wrong = next((value for value in used.values if value not in (*values, UNKNOWN)), None)
    return None if wrong is None else not_a_value(used.name, wrong, tuple(dict.fromkeys((*values, UNKNOWN))))


def each_condition(knowledge: Knowledge) -> Iterator[tuple[str, Path, Tree]]:
    """Every condition of the knowledge with its file and path of keys, in the order of use."""
    for file, path, question in each_question(knowledge):
        if question.when is not None:
            yield file, (*path, "when"), question.when
    book = knowledge.decision
    for name, condition in book.derived.items():
        yield DECISION, ("derived", name), condition
    for section in ("combine", "must_know", "rules", "leaning", "leading_cause"):
        for i, row in enumerate(getattr(book, section)):
            yield DECISION, (section, i, "when"), row.when
    for i, item in enumerate(book.must_know):
        yield DECISION, ("must_know", i, "known"), item.known
    for i, row in enumerate(book.worth.otherwise):
        yield DECISION, ("worth", "otherwise", i, "when"), row.when
    yield from _reply_conditions(knowledge)


def _reply_conditions(knowledge: Knowledge) -> Iterator[tuple[str, Path, Tree]]:
    for name, slot in knowledge.replies.slots.items():
        for i, way in enumerate(slot.ways):
            yield REPLIES, ("slots", name, "ways", i, "when"), way.when
    for section in ("conditions", "manner"):
        for i, row in enumerate(getattr(knowledge.replies, section)):
            yield REPLIES, (section, i, "when"), row.when
    for name, reply in knowledge.replies.outcomes.items():
        for i, variant in enumerate(reply.variants):
            yield REPLIES, ("outcomes", name, "variants", i, "when"), variant.when
            for j, step in enumerate(variant.steps or ()):
                yield REPLIES, ("outcomes", name, "variants", i, "steps", j), step.when
        for i, step in enumerate(reply.steps):
            yield REPLIES, ("outcomes", name, "steps", i), step.when


@dataclass
class _SetSoFar:
    """What the questions so far can set. Causes that combinations move count as set from the start."""

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
