"""Five questions or more in one bank carry the same condition, written out each time.

When it changes, one of them will be forgotten. Give the condition a name under `derived` in `decision.yaml` and write
the name: `when: goal_named`.
"""

from __future__ import annotations

from collections.abc import Iterator

from orderless.authoring.logic import written
from orderless.authoring.rule import Finding, Rule
from orderless.bank.checks.finding import file_of
from orderless.bank.conditions import Holds
from orderless.bank.knowledge import Knowledge

MOST = 4
"""So many may be alike; the fifth is too many."""


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """The first question of five or more with one condition."""
    for bank in knowledge.banks:
        alike: dict[str, list[int]] = {}
        for i, question in enumerate(bank.questions):
            if question.when is not None and not isinstance(question.when, Holds):
                alike.setdefault(written(question.when), []).append(i)
        for condition, places in alike.items():
            if len(places) > MOST:
                message = f"{len(places)} questions here have the condition `{condition}`: name it under `derived`"
                yield Finding(file_of(bank), ("questions", places[0], "when"), message)


def _five(condition: str) -> str:
    return """\
bank: details
title: Details
version: 1
order: 4
questions:
""" + "".join(
        f"""\
  - id: detail_{name}
    ask: What is the {name} of it?
    label: The {name}
    heading: The {name}
    why: It helps to picture it.
    type: text
    when: {condition}
"""
        for name in ("size", "place", "colour", "weight", "age")
    )


RULE = Rule(
    "C213",
    "hint",
    "Five questions with the same condition",
    __doc__ or "",
    {"details.yaml": _five("{can_do: most_could}")},
    {"decision.yaml": "derived:\n  they_could: {can_do: most_could}\n", "details.yaml": _five("they_could")},
    check,
)
