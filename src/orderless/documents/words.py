"""Which words answer a case: those of the outcome, or of its variant that fits; with slots not yet filled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from orderless.bank.conditions import names
from orderless.bank.replies import Email, Manner, Reply, Step, Variant, slots_in
from orderless.decision.case import holds
from orderless.decision.verdict import Verdict

__all__ = [
    "READY",
    "Words",
    "decided_otherwise",
    "manner_of",
    "outcome_of",
    "said_in_ways",
    "slots_within",
    "uses",
    "words_of",
]


class Words(NamedTuple):
    """The words of one answer, with slots not yet filled. `steps` are those whose condition holds."""

    title: str
    brief: str
    headline: tuple[str, ...]
    order: tuple[str, ...]
    reason: str
    carries: tuple[str, ...]
    spoken: tuple[str, ...]
    email: Email
    steps: tuple[Step, ...]
    will_not: str
    alternative: str
    caution: str

    def texts(self) -> Iterator[str]:
        """Every text in them that may hold slots."""
        yield from (
            self.title,
            *self.headline,
            *self.order,
            self.reason,
            self.caution,
            *self.spoken,
            self.email.subject,
            self.email.body,
            self.will_not,
            self.alternative,
        )
        for step in self.steps:
            yield from (step.who, step.what, step.by)


def outcome_of(verdict: Verdict) -> str:
    """The outcome to put into words: the consultant's own where they decided otherwise, else the table's."""
    override = verdict.case.state.override
    known = verdict.case.knowledge.replies.outcomes
    return override.outcome if override and override.outcome in known else verdict.outcome


def decided_otherwise(verdict: Verdict) -> bool:
    """Whether the consultant's own decision counts, and is another than the table's."""
    return outcome_of(verdict) != verdict.outcome


def words_of(verdict: Verdict) -> Words:
    """The words for this case: those of the variant that fits; the outcome's own words for all that it leaves out.

    A variant tells why the answers lead to this outcome. If the consultant decided otherwise, they do not lead there,
    and a variant would give the stakeholder reasons that nobody gave. So only the outcome's own words are used then.
    """
    replies = verdict.case.knowledge.replies
    reply = replies.outcomes[outcome_of(verdict)]
    if decided_otherwise(verdict):
        held = tuple(step for step in reply.steps if holds(step.when, verdict.case))
        words = _merged(reply, None, held, _caution(verdict))
        plain = tuple(way for way in words.headline if not uses(verdict, "causes", way))  # nobody gave that reason
        return words._replace(headline=plain, reason=replies.own_decision or words.reason)
    variant = verdict.case.variant(outcome_of(verdict))
    steps = variant.steps if variant and variant.steps is not None else reply.steps
    held = tuple(step for step in steps if holds(step.when, verdict.case))
    return _merged(reply, variant, held, _caution(verdict))


def _caution(verdict: Verdict) -> str:
    """The words that ask for a short check before a yes, if the yes rests on beliefs alone; else empty."""
    outcome, replies = outcome_of(verdict), verdict.case.knowledge.replies
    response = verdict.case.knowledge.decision.outcomes[outcome].response
    unsure = response == "yes" and verdict.confidence == "low" and replies.outcomes[outcome].diagnosed
    return (replies.short_check or "") if unsure else ""


def _merged(reply: Reply, variant: Variant | None, steps: tuple[Step, ...], caution: str) -> Words:
    own: Reply | Variant = variant or reply
    return Words(
        title=own.title or reply.title,
        brief=own.brief or own.title or reply.brief or reply.title,
        headline=reply.headline if own.headline is None else own.headline,
        order=reply.order if own.order is None else own.order,
        reason=own.reason or reply.reason,
        carries=reply.carries if own.carries is None else own.carries,
        spoken=own.spoken or reply.spoken,
        email=own.email or reply.email,
        steps=steps,
        will_not=own.will_not or reply.will_not or "",
        alternative=own.alternative or reply.alternative or "",
        caution=caution,
    )


def slots_within(verdict: Verdict, *texts: str) -> Iterator[str]:
    """The names of the slots in these texts, and in the ways to say them; with the day in those that say it."""
    slots = verdict.case.knowledge.replies.slots
    for name in slots_in(*texts):
        yield name
        if name in slots:
            yield from slots_in(*(way.say for way in slots[name].ways))
            if slots[name].computed in ("ready", "ready_by"):
                yield READY


def said_in_ways(verdict: Verdict, *texts: str) -> Iterator[str]:
    """The questions whose answers choose a way to say something in these texts, such as what waiting costs."""
    knowledge = verdict.case.knowledge
    ways = (
        way
        for name in slots_in(*texts)
        if name in knowledge.replies.slots
        for way in knowledge.replies.slots[name].ways
    )
    facts = (named.name for way in ways if holds(way.when, verdict.case) for named in names(way.when))
    return (question for fact in facts for question in knowledge.setters.get(fact, ()))


READY = "ready_date"
"""The slot of the day on which it is ready."""


def uses(verdict: Verdict, computed: str, *texts: str) -> bool:
    """Whether one of these texts has a slot that is worked out in this way."""
    slots = verdict.case.knowledge.replies.slots
    return any(slots[name].computed == computed for name in slots_within(verdict, *texts) if name in slots)


def manner_of(verdict: Verdict) -> Manner | None:
    """How to give the answer: the first line whose condition holds. Its advice is for the consultant alone."""
    manners = verdict.case.knowledge.replies.manner
    return next((manner for manner in manners if holds(manner.when, verdict.case)), None)
