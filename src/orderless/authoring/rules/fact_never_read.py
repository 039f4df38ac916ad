"""Answers set this fact, and nothing looks at it: no condition, no sum, no part of the gate.

Either a rule was meant to use it, or the fact can go. Keep it where it belongs to the record (facts are part of the
verdict as JSON), and say so in a silence.
"""

from __future__ import annotations

from collections.abc import Iterator

from orderless.authoring.rule import Finding, Rule, facts_read
from orderless.bank.checks.finding import DECISION
from orderless.bank.knowledge import Knowledge


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Facts that nothing reads."""
    read = facts_read(knowledge)
    for fact in knowledge.decision.facts:
        if fact not in read:
            yield Finding(DECISION, ("facts", fact), f'answers set "{fact}", and nothing ever reads it', at_key=True)


_BANK = """\
bank: sites
title: Sites
version: 1
order: 4
questions:
  - id: site
    ask: Where do these people work?
    label: Site
    heading: Where they work
    why: On the road, a tool on a desk is of no use.
    probes: ["All of them?"]
    type: choice
    choices:
      on_the_road: {label: On the road, sets: {site: on_the_road}, supports: {tools: weak}}
      in_one_place: {label: In one place, sets: {site: in_one_place}}
"""
_FACT = "facts:\n  site: [on_the_road, in_one_place]\n"

RULE = Rule(
    "D311",
    "hint",
    "A fact that is set and never read",
    __doc__ or "",
    {"decision.yaml": _FACT, "sites.yaml": _BANK},
    {
        "decision.yaml": _FACT
        + """\
combine:
  - when: {site: on_the_road, can_do: most_could}
    supports: {tools: weak}
    because: They could do it, and what they need stands on a desk.
""",
        "sites.yaml": _BANK,
    },
    check,
)
