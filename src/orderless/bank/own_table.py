"""A few questions, facts and rules as a knowledge of their own, so that what is held over them is an interview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from orderless.bank.causes import CauseBook
from orderless.bank.conditions import AllOf, AnyOf
from orderless.bank.knowledge import ContentBook, Knowledge, digest_of
from orderless.bank.questions import Bank, Question
from orderless.bank.replies import Email, Reply, ReplyBook
from orderless.bank.rules import DecisionBook, Gate, LeadingCause, Lean, Outcome, Priority, Rule, Worth
from orderless.bank.shape import Response, Seq

__all__ = ["Comes", "own_table"]

_NO_SUM = "no_sum"
"""A decision has a sum, and these have none: its amounts are a question that never applies."""


class Comes(NamedTuple):
    """One thing that the rules can come to: its name, how it is heard, and as which response it counts."""

    name: str
    heard: str
    response: Response = "not_yet"


def own_table(
    knowledge: Knowledge,
    file: str,
    bank: Bank,
    facts: dict[str, Seq[str]],
    outcomes: Mapping[str, Comes],
    rules: tuple[Rule, ...],
) -> Knowledge:
    """This bank with these facts and rules as a knowledge of its own, which has the sources and the look of another.

    `file` is where they were read from: what is made of other texts of it has another digest.
    """
    made = replace(
        knowledge,
        banks=(bank, _no_sums()),
        causes=CauseBook.model_construct(**{**knowledge.causes.__dict__, "causes": ()}),
        decision=_decision(knowledge, bank, facts, outcomes, rules),
        replies=ReplyBook(
            version=bank.version, slots={}, outcomes={name: _reply(one.heard) for name, one in outcomes.items()}
        ),
        content=ContentBook(),
    )
    made.__dict__["digest"] = digest_of({file: knowledge.files.get(file, b"")})
    return made


@cache
def _no_sums() -> Bank:
    """The question that never applies, in a bank that is never on the agenda."""
    words = "No sum is made of a look"
    question = Question(id=_NO_SUM, ask=words, label=_NO_SUM, heading=words, why=words, type="number", when=AnyOf(()))
    return Bank(bank=_NO_SUM, title=words, version=1, order=2, stage="closing", questions=(question,))


def _decision(
    knowledge: Knowledge,
    bank: Bank,
    facts: dict[str, Seq[str]],
    outcomes: Mapping[str, Comes],
    rules: tuple[Rule, ...],
) -> DecisionBook:
    return DecisionBook(
        id=bank.bank,
        version=str(bank.version),
        outcomes={name: Outcome(response=one.response, name=one.name) for name, one in outcomes.items()},
        facts=facts,
        gate=Gate(core=False),
        worth=Worth(
            cases=_NO_SUM,
            cost=_NO_SUM,
            fix=_NO_SUM,
            share=next(iter(facts)),
            shares={},
            yes_up_to=0.0,
            no_from=1.0,
        ),
        priority=Priority(factors=(), high=1, medium=1),
        confidence=knowledge.decision.confidence,
        rules=rules,
        leaning=(Lean(when=AllOf(), response=None, because=bank.title),),
        leading_cause=(LeadingCause(status=("supported",)),),
    )


def _reply(heard: str) -> Reply:
    return Reply(title=heard, reason=heard, spoken=(heard, heard), email=Email(subject=heard, body=heard))
