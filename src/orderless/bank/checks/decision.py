"""What the decision names: outcomes, questions, facts and causes, sources, and the words of each outcome."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from orderless.bank.checks.finding import CAUSES, DECISION, REPLIES, Finding, Path, each_question, missing, not_a_value
from orderless.bank.knowledge import Knowledge
from orderless.bank.replies import Reply, Variant, slots_in

__all__ = [
    "facts_are_set",
    "outcomes_have_replies",
    "rule_names",
    "slots_are_declared",
    "slots_are_filled",
    "sources",
    "sum_names",
    "weighing_names",
]


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


def weighing_names(knowledge: Knowledge) -> Iterator[Finding]:
    """Facts that the weighing counts as sides exist, and so do the questions and choices of each contradiction."""
    book = knowledge.decision
    for family, facts in (book.weighing.sides if book.weighing else {}).items():
        for fact in facts:
            if fact not in book.facts:
                yield Finding(DECISION, ("weighing", "sides", family), missing(fact, book.facts, "fact"))
    for i, row in enumerate(book.contradictions):
        named = [*row.answers.items(), *((question, (key,) if key else ()) for question, key in row.mend.items())]
        for question, keys in named:
            path = ("contradictions", i)
            yield from _questions(knowledge, (question,), path)
            if question in knowledge.questions:
                choices = knowledge.questions[question].choices
                yield from (Finding(DECISION, path, missing(k, choices, "choice")) for k in keys if k not in choices)


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


def outcomes_have_replies(knowledge: Knowledge) -> Iterator[Finding]:
    """Each outcome has its words, and there are words for nothing else."""
    outcomes, replies = knowledge.decision.outcomes, knowledge.replies
    for name in outcomes:
        if name not in replies.outcomes:
            yield Finding(REPLIES, ("outcomes",), f'the outcome "{name}" has no reply')
    for name in replies.outcomes:
        if name not in outcomes:
            yield Finding(REPLIES, ("outcomes", name), missing(name, outcomes, "outcome"), at_key=True)


def slots_are_declared(knowledge: Knowledge) -> Iterator[Finding]:
    """Each slot in the words is declared, so that something fills it."""
    replies = knowledge.replies
    for name, reply in replies.outcomes.items():
        path: Path = ("outcomes", name)
        yield from _words(knowledge, reply, path)
        for i, variant in enumerate(reply.variants):
            yield from _words(knowledge, variant, (*path, "variants", i))
    yield from _ways(knowledge)
    yield from _slots(knowledge, ("short_check",), replies.short_check)
    yield from _slots(knowledge, ("own_decision",), replies.own_decision)
    for part, lines in (("lean", replies.page.lean), ("aim", replies.page.aim), ("know", replies.page.know)):
        for i, ways in enumerate(lines):
            for j, way in enumerate(ways):
                yield from _slots(knowledge, ("page", part, i, j), way)
    for i, line in enumerate(replies.conditions):
        yield from _slots(knowledge, ("conditions", i, "say"), line.say)
    for i, manner in enumerate(replies.manner):
        yield from _slots(knowledge, ("manner", i, "opening"), manner.opening)


def _ways(knowledge: Knowledge) -> Iterator[Finding]:
    slots = knowledge.replies.slots
    for name, slot in slots.items():
        for i, other in enumerate(slot.unless):
            if other not in slots:
                yield Finding(REPLIES, ("slots", name, "unless", i), missing(other, slots, "slot"))
        for i, one in enumerate(slot.ways):
            path: Path = ("slots", name, "ways", i, "say")
            yield from _slots(knowledge, path, one.say)
            if any(inner in slots and slots[inner].ways for inner in slots_in(one.say)):
                yield Finding(REPLIES, path, "a slot that has `ways` cannot stand in a way of another")


def _words(knowledge: Knowledge, words: Reply | Variant, path: Path) -> Iterator[Finding]:
    yield from _said(knowledge, words, path)
    if words.email is not None:
        yield from _slots(knowledge, (*path, "email", "subject"), words.email.subject)
        yield from _slots(knowledge, (*path, "email", "body"), words.email.body)
    for i, step in enumerate(words.steps or ()):
        yield from _slots(knowledge, (*path, "steps", i), step.who, step.what, step.by)
        for key, slots in (("needs", step.needs), ("until_known", step.until_known)):
            for j, slot in enumerate(slots):
                if slot not in knowledge.replies.slots:
                    yield Finding(REPLIES, (*path, "steps", i, key, j), missing(slot, knowledge.replies.slots, "slot"))
    for i, slot in enumerate(words.carries or ()):
        if slot not in knowledge.replies.slots:
            yield Finding(REPLIES, (*path, "carries", i), missing(slot, knowledge.replies.slots, "slot"))


def _said(knowledge: Knowledge, words: Reply | Variant, path: Path) -> Iterator[Finding]:
    """The texts of an answer but its e-mail and its steps."""
    for part in ("title", "reason", "will_not", "alternative"):
        yield from _slots(knowledge, (*path, part), getattr(words, part))
    for part in ("headline", "order", "spoken"):
        for i, way in enumerate(getattr(words, part) or ()):
            yield from _slots(knowledge, (*path, part, i), way)


def _slots(knowledge: Knowledge, path: Path, *texts: str | None) -> Iterator[Finding]:
    for slot in slots_in(*texts):
        if slot not in knowledge.replies.slots:
            yield Finding(REPLIES, path, f"{{{slot}}} is not declared under slots: say which question fills it")


def slots_are_filled(knowledge: Knowledge) -> Iterator[Finding]:
    """A slot's question exists and may be seen by the stakeholder."""
    doers = knowledge.replies.page.doers
    if doers is not None and doers not in knowledge.questions:
        yield Finding(REPLIES, ("page", "doers"), missing(doers, knowledge.questions, "question"))
    for name, slot in knowledge.replies.slots.items():
        if slot.question is None:
            continue
        path: Path = ("slots", name, "question")
        if slot.question not in knowledge.questions:
            yield Finding(REPLIES, path, missing(slot.question, knowledge.questions, "question"))
        elif knowledge.is_private(slot.question):
            yield Finding(REPLIES, path, f'"{slot.question}" is private, so it cannot fill words that are shared')
        elif unheard := [k for k, choice in knowledge.questions[slot.question].choices.items() if choice.heard == ""]:
            message = f'"{slot.question}" cannot fill a slot: its choice "{unheard[0]}" has an empty `heard`'
            yield Finding(REPLIES, path, message)


def days_have_questions(knowledge: Knowledge) -> Iterator[Finding]:
    """The questions under `order_of_days` exist and are answered with a day."""
    for i, row in enumerate(knowledge.replies.order_of_days):
        places: list[tuple[Path, str]] = [(("then", j), name) for j, name in enumerate(row.then)]
        for place, name in [*([(("first",), row.first)] if row.first else []), *places]:
            path: Path = ("order_of_days", i, *place)
            asked = knowledge.questions.get(name)
            if asked is None:
                yield Finding(REPLIES, path, missing(name, knowledge.questions, "question"))
            elif not asked.kind.agreed:
                yield Finding(REPLIES, path, f'"{name}" is not answered with a day: its type is {asked.type}')
