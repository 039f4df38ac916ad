"""This condition has a name under `derived`, and nothing uses it. Perhaps a rule was meant to; or it can go."""

from __future__ import annotations

from collections.abc import Iterator

from orderless.authoring.rule import Finding, Rule, names_used
from orderless.bank.checks.finding import DECISION
from orderless.bank.knowledge import Knowledge


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Named conditions that nothing names."""
    used = {one.name for one in names_used(knowledge) if one.kind == "derived"}
    for name in knowledge.decision.derived:
        if name not in used:
            yield Finding(DECISION, ("derived", name), f'nothing uses the named condition "{name}"', at_key=True)


_DERIVED = "derived:\n  crowded: {room: none_left}\n"

RULE = Rule(
    "C214",
    "hint",
    "A named condition that nothing uses",
    __doc__ or "",
    {"decision.yaml": _DERIVED},
    {
        "decision.yaml": _DERIVED
        + """\
combine:
  - when: {crowded: true, can_do: most_could}
    supports: {tools: weak}
    because: They could do it, and there is no room.
"""
    },
    check,
)
