"""A condition in which one part rules out another is never met, so whatever stands under it is dead.

Looked at is the form of the condition: named conditions are opened up, `not` and lists of values are worked out, and
the values a fact or cause can have are known. Two facts that merely never come together are not noticed.
"""

from __future__ import annotations

from collections.abc import Iterator

from orderless.authoring.logic import Logic
from orderless.authoring.rule import Finding, Rule
from orderless.bank.checks.questions import each_condition
from orderless.bank.knowledge import Knowledge


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Conditions that contradict themselves, with the parts that do."""
    logic = Logic(knowledge)
    for file, path, condition in each_condition(knowledge):
        if logic.impossible(condition):
            yield Finding(file, path, f"this can never hold: {logic.clash(condition)} rule each other out")


RULE = Rule(
    "C211",
    "warning",
    "A condition that can never hold",
    __doc__ or "",
    {
        "decision.yaml": """\
combine:
  - when: {all: [{can_do: most_could}, {room: has_room}, {not: {known: [can_do]}}]}
    against: {skill: weak}
    because: They could do it.
"""
    },
    {
        "decision.yaml": """\
combine:
  - when: {all: [{can_do: most_could}, {room: has_room}]}
    against: {skill: weak}
    because: They could do it.
"""
    },
    check,
)
