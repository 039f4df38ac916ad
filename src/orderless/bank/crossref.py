"""Do all names in the knowledge lead somewhere? Checked once all files are read; every finding says where and what.

Each check is a generator over the assembled knowledge; `cross_check` runs them all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from orderless.bank.conditions import CauseIs, Count, Named, StrongestAnswer, Tree, names, walk
from orderless.bank.knowledge import FLAGS, JUDGEMENTS, Knowledge, effects_of
from orderless.bank.questions import Bank, Choice, Effects, Question
from orderless.bank.replies import Reply, Variant, slots_in
from orderless.bank.shape import UNKNOWN
from orderless.bank.shape_problems import did_you_mean

__all__ = ["Finding", "cross_check"]

DECISION, REPLIES, CAUSES = "decision.yaml", "replies.yaml", "causes.yaml"
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """One name that leads nowhere: in which file, at which path of keys, and what to do."""

    file: str
    path: Path
    message: str
    at_key: bool = False


def _missing(word: str, known: Collection[str], what: str) -> str:
    return f'there is no {what} "{word}"{did_you_mean(word, list(known))}'


def _file_of(bank: Bank) -> str:
    return f"{bank.bank}.yaml"


def _each_question(knowledge: Knowledge) -> Iterator[tuple[str, Path, Question]]:
    for bank in knowledge.banks:
        for i, question in enumerate(bank.questions):
            yield _file_of(bank), ("questions", i), question


def _each_effect(question: Question) -> Iterator[tuple[Path, Effects]]:
    for key, choice in question.choices.items():
        yield ("choices", key), choice
    for i, band in enumerate(question.bands):
        yield ("bands", i), band


def bank_names(knowledge: Knowledge) -> Iterator[Finding]:
    """A bank is named like its file, so that an overlay replaces what it means to replace."""
    for name in knowledge.files:
        stem = name.removesuffix(".yaml")
        known = {"causes", "decision", "replies", "references", "content", *(bank.bank for bank in knowledge.banks)}
        if stem not in known:
            yield Finding(name, ("bank",), f'the bank in this file must be called "{stem}", like the file')


def unique_questions(knowledge: Knowledge) -> Iterator[Finding]:
    """A question id stands once over all banks, and so does each role."""
    first: dict[str, str] = {}
    roles: dict[str, str] = {}
    for file, path, question in _each_question(knowledge):
        if question.id in first:
            yield Finding(file, (*path, "id"), f'question id "{question.id}" is already used in {first[question.id]}')
        first.setdefault(question.id, file)
        if question.role in roles:
            yield Finding(file, (*path, "role"), f'"{roles[question.role]}" already has the role "{question.role}"')
        elif question.role is not None:
            roles[question.role] = question.id


def effects(knowledge: Knowledge) -> Iterator[Finding]:
    """Effects move causes that exist and set facts to values they can have."""
    for file, path, question in _each_question(knowledge):
        for place, effect in _each_effect(question):
            yield from _effect(knowledge, file, (*path, *place), effect)
    for i, combination in enumerate(knowledge.decision.combine):
        for side in ("supports", "against"):
            for cause in getattr(combination, side):
                if cause not in knowledge.cause:
                    message = _missing(cause, knowledge.cause, "cause")
                    yield Finding(DECISION, ("combine", i, side, cause), message, at_key=True)


def _effect(knowledge: Knowledge, file: str, path: Path, effect: Effects) -> Iterator[Finding]:
    for side, moved in (("supports", effect.supports), ("against", effect.against)):
        for cause in moved:
            if cause not in knowledge.cause:
                yield Finding(file, (*path, side, cause), _missing(cause, knowledge.cause, "cause"), at_key=True)
    facts = knowledge.decision.facts
    for fact, value in effect.sets.items():
        if fact not in facts:
            yield Finding(file, (*path, "sets", fact), _missing(fact, facts, "fact"), at_key=True)
        elif value not in facts[fact]:
            yield Finding(file, (*path, "sets", fact), _not_a_value(fact, value, facts[fact]))
    if isinstance(effect, Choice) and effect.tag and effect.tag.family != "any":
        families = {cause.family for cause in knowledge.causes.causes}
        if effect.tag.family not in families:
            yield Finding(file, (*path, "tag", "family"), f'no cause is in the family "{effect.tag.family}"')


def _not_a_value(fact: str, value: str, values: Collection[str]) -> str:
    return f'"{fact}" cannot be "{value}"; its values are: {", ".join(values)}{did_you_mean(value, list(values))}'


def _named(knowledge: Knowledge, used: Named) -> str | None:
    """What is wrong with one name in a condition, or None."""
    facts = knowledge.decision.facts
    if used.kind == "fact":
        values = facts.get(used.name, JUDGEMENTS.get(used.name))
        if values is None:
            return _missing(used.name, [*facts, *JUDGEMENTS], "fact")
        wrong = next((value for value in used.values if value not in (*values, UNKNOWN)), None)
        return None if wrong is None else _not_a_value(used.name, wrong, (*values, UNKNOWN))
    if used.kind == "cause":
        return None if used.name in knowledge.cause else _missing(used.name, knowledge.cause, "cause")
    if used.kind == "number":
        question = knowledge.questions.get(used.name)
        counted = question is not None and question.type in ("scale", "number", "money")
        return None if counted else f'"{used.name}" is not a question that is answered with a number'
    known = [*knowledge.decision.derived, *FLAGS]
    return None if used.name in known else _missing(used.name, known, "named condition")


def conditions(knowledge: Knowledge) -> Iterator[Finding]:
    """Every name in every condition exists and can have the values asked for."""
    for file, path, condition in _each_condition(knowledge):
        for used in names(condition):
            message = _named(knowledge, used)
            if message is not None:
                yield Finding(file, path, message)


def _each_condition(knowledge: Knowledge) -> Iterator[tuple[str, Path, Tree]]:
    for file, path, question in _each_question(knowledge):
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


def only_earlier(knowledge: Knowledge) -> Iterator[Finding]:
    """The path is settled in the author's order: a question's `when` may only use what earlier questions set."""
    facts: set[str] = set()
    causes: set[str] = set()
    numbers: set[str] = set()
    for file, path, question in _each_question(knowledge):
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
            yield Finding(DECISION, ("rules", i, "outcome"), _missing(rule.outcome, book.outcomes, "outcome"))
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
            yield Finding(DECISION, ("gate", "facts"), _missing(fact, book.facts, "fact"))
    for i, line in enumerate(book.leading_cause):
        for cause in line.causes:
            if cause not in knowledge.cause:
                yield Finding(DECISION, ("leading_cause", i, "causes"), _missing(cause, knowledge.cause, "cause"))


def _questions(knowledge: Knowledge, ids: Collection[str], path: Path) -> Iterator[Finding]:
    for question in ids:
        if question not in knowledge.questions:
            yield Finding(DECISION, path, _missing(question, knowledge.questions, "question"))


def _fact_values(knowledge: Knowledge, fact: str, values: Collection[str], path: Path) -> Iterator[Finding]:
    facts = knowledge.decision.facts
    if fact not in facts:
        yield Finding(DECISION, path, _missing(fact, facts, "fact"))
        return
    for value in values:
        if value not in facts[fact]:
            yield Finding(DECISION, (*path, value), _not_a_value(fact, value, facts[fact]), at_key=True)


def replies_complete(knowledge: Knowledge) -> Iterator[Finding]:
    """Each outcome has its words, and each slot in them names what fills it."""
    outcomes, replies = knowledge.decision.outcomes, knowledge.replies
    for name in outcomes:
        if name not in replies.outcomes:
            yield Finding(REPLIES, ("outcomes",), f'the outcome "{name}" has no reply')
    for name, reply in replies.outcomes.items():
        path: Path = ("outcomes", name)
        if name not in outcomes:
            yield Finding(REPLIES, path, _missing(name, outcomes, "outcome"), at_key=True)
        yield from _words(knowledge, reply, path)
        for i, variant in enumerate(reply.variants):
            yield from _words(knowledge, variant, (*path, "variants", i))
    yield from _slots(knowledge, ("short_check",), replies.short_check)
    for i, line in enumerate(replies.conditions):
        yield from _slots(knowledge, ("conditions", i, "say"), line.say)
    for i, manner in enumerate(replies.manner):
        yield from _slots(knowledge, ("manner", i, "opening"), manner.opening)


def _words(knowledge: Knowledge, words: Reply | Variant, path: Path) -> Iterator[Finding]:
    yield from _slots(knowledge, (*path, "title"), words.title)
    yield from _slots(knowledge, (*path, "reason"), words.reason)
    yield from _slots(knowledge, (*path, "will_not"), words.will_not)
    for i, sample in enumerate(words.spoken or ()):
        yield from _slots(knowledge, (*path, "spoken", i), sample)
    if words.email is not None:
        yield from _slots(knowledge, (*path, "email", "subject"), words.email.subject)
        yield from _slots(knowledge, (*path, "email", "body"), words.email.body)
    for i, step in enumerate(words.steps or ()):
        yield from _slots(knowledge, (*path, "steps", i), step.who, step.what, step.by)
    for i, slot in enumerate(words.carries or ()):
        if slot not in knowledge.replies.slots:
            yield Finding(REPLIES, (*path, "carries", i), _missing(slot, knowledge.replies.slots, "slot"))


def _slots(knowledge: Knowledge, path: Path, *texts: str | None) -> Iterator[Finding]:
    for slot in slots_in(*texts):
        if slot not in knowledge.replies.slots:
            yield Finding(REPLIES, path, f"{{{slot}}} is not declared under slots: say which question fills it")


def slots_are_filled(knowledge: Knowledge) -> Iterator[Finding]:
    """A slot's question exists and may be seen by the stakeholder."""
    for name, slot in knowledge.replies.slots.items():
        if slot.question is None:
            continue
        path: Path = ("slots", name, "question")
        if slot.question not in knowledge.questions:
            yield Finding(REPLIES, path, _missing(slot.question, knowledge.questions, "question"))
        elif knowledge.is_private(slot.question):
            yield Finding(REPLIES, path, f'"{slot.question}" is private, so it cannot fill words that are shared')


def sources(knowledge: Knowledge) -> Iterator[Finding]:
    """Every source that is cited can be looked up."""
    for file, path, cited in _each_citing(knowledge):
        for i, source in enumerate(cited):
            if source not in knowledge.references.references:
                yield Finding(file, (*path, "sources", i), f'"{source}" is not in references.yaml')


def _each_citing(knowledge: Knowledge) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    for file, path, question in _each_question(knowledge):
        yield file, path, question.sources
    for i, cause in enumerate(knowledge.causes.causes):
        yield CAUSES, ("causes", i), cause.sources
    for i, combination in enumerate(knowledge.decision.combine):
        yield DECISION, ("combine", i), combination.sources
    for i, rule in enumerate(knowledge.decision.rules):
        yield DECISION, ("rules", i), rule.sources


_CHECKS: tuple[Callable[[Knowledge], Iterator[Finding]], ...] = (
    bank_names,
    unique_questions,
    effects,
    conditions,
    only_earlier,
    combinations_rest_on_facts,
    sums_come_first,
    facts_are_set,
    rule_names,
    sum_names,
    replies_complete,
    slots_are_filled,
    sources,
)


def cross_check(knowledge: Knowledge) -> Iterator[Finding]:
    """Everything that leads nowhere in this knowledge. Where names go in circles, only the circles."""
    circles = list(no_circles(knowledge))
    yield from circles
    for check in () if circles else _CHECKS:
        yield from check(knowledge)
