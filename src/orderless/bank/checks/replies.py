"""Each outcome has its words, and each slot in them names what fills it."""

from __future__ import annotations

from collections.abc import Iterator

from orderless.bank.checks.finding import REPLIES, Finding, Path, missing
from orderless.bank.knowledge import Knowledge
from orderless.bank.replies import Reply, Variant, slots_in


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


def _words(knowledge: Knowledge, words: Reply | Variant, path: Path) -> Iterator[Finding]:
    yield from _slots(knowledge, (*path, "title"), words.title)
    yield from _slots(knowledge, (*path, "reason"), words.reason)
    yield from _slots(knowledge, (*path, "will_not"), words.will_not)
    yield from _slots(knowledge, (*path, "alternative"), words.alternative)
    for i, sample in enumerate(words.spoken or ()):
        yield from _slots(knowledge, (*path, "spoken", i), sample)
    if words.email is not None:
        yield from _slots(knowledge, (*path, "email", "subject"), words.email.subject)
        yield from _slots(knowledge, (*path, "email", "body"), words.email.body)
    for i, step in enumerate(words.steps or ()):
        yield from _slots(knowledge, (*path, "steps", i), step.who, step.what, step.by)
        for j, slot in enumerate(step.needs):
            if slot not in knowledge.replies.slots:
                yield Finding(REPLIES, (*path, "steps", i, "needs", j), missing(slot, knowledge.replies.slots, "slot"))
    for i, slot in enumerate(words.carries or ()):
        if slot not in knowledge.replies.slots:
            yield Finding(REPLIES, (*path, "carries", i), missing(slot, knowledge.replies.slots, "slot"))


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
            yield Finding(REPLIES, path, missing(slot.question, knowledge.questions, "question"))
        elif knowledge.is_private(slot.question):
            yield Finding(REPLIES, path, f'"{slot.question}" is private, so it cannot fill words that are shared')
        elif unheard := [k for k, choice in knowledge.questions[slot.question].choices.items() if choice.heard == ""]:
            message = f'"{slot.question}" cannot fill a slot: its choice "{unheard[0]}" has an empty `heard`'
            yield Finding(REPLIES, path, message)
