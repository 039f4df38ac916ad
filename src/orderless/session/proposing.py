"""Proposals into the journal of a request: each that fits its question once, however often it is proposed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from orderless.bank.answer_types.base import Parsed, Value, keys_of
from orderless.bank.knowledge import Knowledge
from orderless.bank.questions import Question
from orderless.english import one_line
from orderless.interview.clean import clean
from orderless.interview.offered import Proposal, offer_record
from orderless.session.recorder import Recorder

__all__ = ["fitted", "propose"]


def propose(recorder: Recorder, proposals: Iterable[Proposal], today: date) -> int:
    """Keep those that the journal does not have yet, and return how many. Called when a talk begins or goes on.

    One is the same as another if its question, value, words, source, day and whoever says it are. What no question
    asks for, and what proposes nothing, is left out. Raises CannotDo when one cannot be made durable.
    """
    held = {_same(offer.proposal) for offer in recorder.whole.offers}
    kept = 0
    for proposal in proposals:
        one = fitted(recorder.knowledge, proposal, today)
        if one is not None and _same(one) not in held:
            recorder.add(offer_record(one))
            held.add(_same(one))
            kept += 1
    return kept


def _same(proposal: Proposal) -> tuple[object, ...]:
    return proposal.question, proposal.value, proposal.text, proposal.who, proposal.source, proposal.day


def fitted(knowledge: Knowledge, proposal: Proposal, today: date) -> Proposal | None:
    """The proposal with a value that its question can be answered with, else with its words alone; None if it has none.

    `today` is for days such as `friday`.
    """
    question = knowledge.questions.get(proposal.question)
    if question is None:
        return None
    text = clean(proposal.text).strip()
    value = _value(question, text if proposal.value is None and question.kind.free_text else proposal.value, today)
    if value is None and not text:
        return None
    return proposal._replace(
        value=value,
        text="" if question.kind.free_text and text == value else text,
        causes=_causes(knowledge, question, value, proposal.causes),
        who=_line(proposal.who),
        source=_line(proposal.source),
        day=_line(proposal.day),
        until=_line(proposal.until),
    )


def _line(text: str) -> str:
    return one_line(clean(text))


def _value(question: Question, value: Value | None, today: date) -> Value | None:
    """The value as an answer to this question has it; None if it is none."""
    if value is None or value == "":
        return None
    raw = list(value) if isinstance(value, tuple) else clean(value).strip() if isinstance(value, str) else value
    found = question.kind.from_file(question, raw, today)
    return found.value if isinstance(found, Parsed) else None


def _causes(knowledge: Knowledge, question: Question, value: Value | None, causes: Iterable[str]) -> tuple[str, ...]:
    """Those that the choices which are proposed can name."""
    tags = [question.choices[key].tag for key in keys_of(value) if key in question.choices]
    families = {tag.family for tag in tags if tag is not None}
    known = (knowledge.cause[cause] for cause in causes if cause in knowledge.cause)
    return tuple(cause.id for cause in known if not families.isdisjoint({"any", cause.family}))
