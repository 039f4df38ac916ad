"""Whatever is answered, nothing changes: the question costs a minute of a call and buys nothing.

A question matters when an answer moves a cause or sets a fact that something reads; when its number stands in a sum or
a condition; when it fills a slot of a reply; when a rule asks for it; when it is core and the gate counts core
questions; when it has a role, or searches what exists. Text and dates always count, since they are kept and printed
as they were said.
"""

from __future__ import annotations

from collections.abc import Iterator

from orderless.authoring.rule import Finding, Rule, facts_read, moves_a_cause, questions_read
from orderless.bank.checks.finding import each_question
from orderless.bank.knowledge import Knowledge, effects_of


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Questions whose answers nothing looks at."""
    facts, used = facts_read(knowledge), questions_read(knowledge)
    for file, path, question in each_question(knowledge):
        counted = question.core and knowledge.decision.gate.core
        if counted or question.kind.as_said or question.role or question.search or question.id in used:
            continue
        sets = {fact for effect in effects_of(question) for fact in effect.sets}
        if not moves_a_cause(question) and not sets & facts:
            yield Finding(file, path, f'no answer to "{question.id}" changes anything: no cause, no rule, no reply')


def _bank(third: str) -> str:
    return f"""\
bank: morale
title: Morale
version: 1
order: 4
questions:
  - id: morale
    ask: How is the mood in the team?
    label: Mood
    heading: The mood
    why: It tells how they will take a change.
    probes: ["Since when?"]
    type: choice
    choices:
      good: {{label: Good}}
      poor: {{label: {third}}}
"""


RULE = Rule(
    "B111",
    "warning",
    "A question that can never matter",
    __doc__ or "",
    {"morale.yaml": _bank("Poor")},
    {"morale.yaml": _bank("Poor, supports: {tools: weak}")},
    check,
)
