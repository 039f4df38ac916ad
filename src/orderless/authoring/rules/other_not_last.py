"""A choice for everything else stands before others.

Whoever listens to a list takes the catch-all when it comes, and never hears what follows. Put it last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from orderless.authoring.rule import Finding, Rule
from orderless.bank.checks.finding import each_question
from orderless.bank.knowledge import Knowledge

_KEYS = frozenset({"other", "others", "anything_else", "something_else", "none_of_these", "none_of_them"})
_LABEL = re.compile(r"(others?|(any|some)thing else|none of (these|them|the above))\W*", re.IGNORECASE)


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Choices for everything else that are not the last."""
    for file, path, question in each_question(knowledge):
        for key, choice in list(question.choices.items())[:-1]:
            if key in _KEYS or _LABEL.fullmatch(choice.label):
                yield Finding(file, (*path, "choices", key), f'"{choice.label}" must come last', at_key=True)


def _bank(*choices: str) -> str:
    lines = "".join(f"      {choice}\n" for choice in choices)
    return f"""\
bank: delays
title: Delays
version: 1
order: 4
questions:
  - id: delayed_by
    ask: What holds the work up?
    label: Held up by
    heading: What holds the work up
    why: It shows where to look first.
    probes: ["How often?"]
    type: choice
    choices:
{lines}"""


_TOOLS = "tools: {label: The tools, supports: {tools: moderate}}"
_OTHER = "other: {label: Something else}"
_PEOPLE = "nobody_knows_how: {label: Nobody knows how, supports: {skill: weak}}"

RULE = Rule(
    "B112",
    "warning",
    '"Other" is not the last choice',
    __doc__ or "",
    {"delays.yaml": _bank(_TOOLS, _OTHER, _PEOPLE)},
    {"delays.yaml": _bank(_TOOLS, _PEOPLE, _OTHER)},
    check,
)
