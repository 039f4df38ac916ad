"""No rule leads to this outcome, so its reply is never given. A rule is missing, or the outcome can go."""

from __future__ import annotations

from collections.abc import Iterator

from orderless.authoring.rule import Finding, Rule
from orderless.bank.checks.finding import DECISION
from orderless.bank.knowledge import Knowledge


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Outcomes without a rule."""
    given = {rule.outcome for rule in knowledge.decision.rules}
    for outcome in knowledge.decision.outcomes:
        if outcome not in given:
            yield Finding(DECISION, ("outcomes", outcome), f'no rule leads to "{outcome}"', at_key=True)


_OUTCOME = 'outcomes:\n  later: {response: "no", name: Later}\n'
_REPLY = """\
outcomes:
  later:
    title: Later
    reason: There is no room now.
    spoken: ["Not now.", "In spring, then."]
    email: {subject: Later, body: In spring.}
"""

RULE = Rule(
    "D315",
    "warning",
    "An outcome that no rule gives",
    __doc__ or "",
    {"decision.yaml": _OUTCOME, "replies.yaml": _REPLY},
    {
        "decision.yaml": _OUTCOME
        + """\
rules:
  - id: N1
    when: {room: none_left}
    outcome: later
    because: There is no room.
""",
        "replies.yaml": _REPLY,
    },
    check,
)
