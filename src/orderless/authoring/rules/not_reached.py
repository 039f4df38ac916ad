"""A search through interviews found none that ends in this rule.

This proves nothing: the rule may need a combination that the search did not come upon. It starts from nothing and from
what it has reached before, changes one answer at a time, and keeps what comes nearer to the condition; the same search
each time. Write a conversation that ends in the rule: if you cannot, take the rule out.
"""

from __future__ import annotations

from collections.abc import Iterator

from orderless.authoring.rule import Finding, Rule
from orderless.authoring.rule_search import TRIES, unreached
from orderless.bank.checks.finding import DECISION
from orderless.bank.knowledge import Knowledge


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Rules that no interview was found for, and that are not known to be impossible."""
    for i in unreached(knowledge):
        rule = knowledge.decision.rules[i]
        message = f"no answers were found that end in rule {rule.id} (tried {TRIES:,} interviews)"
        yield Finding(DECISION, ("rules", i), message, at_key=True)


RULE = Rule(
    "D313",
    "hint",
    "A rule that no answers were found for",
    __doc__ or "",
    {
        "decision.yaml": """\
rules:
  - id: N2
    when: {tools_broken: true, cause: {tools: [ruled_out]}}
    outcome: ask_first
    because: The tools are broken, and the tools are fine.
derived:
  tools_broken: {evidence: {causes: [tools], at_least: strong}}
"""
    },
    {
        "decision.yaml": """\
rules:
  - id: N2
    when: {tools_broken: true, room: none_left}
    outcome: ask_first
    because: The tools are broken, and there is no room.
derived:
  tools_broken: {evidence: {causes: [tools], at_least: strong}}
"""
    },
    check,
)
