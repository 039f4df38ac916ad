"""No answer and no combination speaks for or against this cause, so it stays unknown for ever.

A condition on it is never met, and it can never be the leading cause. Give a choice `supports` or `against` for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from orderless.authoring.rule import Finding, Rule
from orderless.bank.checks.finding import CAUSES
from orderless.bank.knowledge import Knowledge, effects_of
from orderless.bank.questions import Choice


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Causes that nothing moves."""
    moved = {cause for row in knowledge.decision.combine for cause in (*row.supports, *row.against)}
    families: set[str] = set()
    for question in knowledge.questions.values():
        for effect in effects_of(question):
            moved |= {*effect.supports, *effect.against}
            if isinstance(effect, Choice) and effect.tag:
                families.add(effect.tag.family)
    for i, cause in enumerate(knowledge.causes.causes):
        if cause.id not in moved and not families & {"any", cause.family}:
            yield Finding(CAUSES, ("causes", i, "id"), f'nothing speaks for or against "{cause.id}"')


_CAUSE = """\
causes:
  - id: noise
    family: environment
    name: Noise
    is: It is too loud.
    tell: It goes wrong where it is loud.
    disconfirm: It goes wrong in quiet rooms too.
    fix: close the door
    owner: whoever runs the building
    offer: to listen for an hour
    share: The noise makes it hard to do it well
"""

RULE = Rule(
    "D314",
    "warning",
    "A cause that nothing moves",
    __doc__ or "",
    {"causes.yaml": _CAUSE},
    {
        "causes.yaml": _CAUSE,
        "decision.yaml": """\
combine:
  - when: {can_do: most_could, room: none_left}
    supports: {noise: weak}
    because: They could do it if it were less crowded.
""",
    },
    check,
)
