"""A question with choices is said aloud and has nothing to follow it up with, or no real reason to be asked.

The first answer is seldom the whole of it. `probes` are what the consultant says next, and `why` is what helps to
decide whether the question is worth asking today; "to know" helps nobody. (A `why` that is missing altogether is an
error.)
"""

from __future__ import annotations

from collections.abc import Iterator

from orderless.authoring.rule import Finding, Rule, questions_said
from orderless.bank.checks.finding import each_question
from orderless.bank.knowledge import Knowledge

FEWEST_WORDS = 4
"""A reason of fewer words is none. The limit is ours; the shortest reason that is shipped has six."""


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Spoken questions with choices or a scale but no probe, and reasons that are none."""
    for file, path, question in questions_said(knowledge):
        if question.kind.probed and not question.probes:
            yield Finding(file, path, f'"{question.id}" has no probe: what is said next, when the answer is thin?')
    for file, path, question in each_question(knowledge):
        if len(question.why.split()) < FEWEST_WORDS:
            yield Finding(file, (*path, "why"), f'"{question.why}" is no reason to ask: what does the answer decide?')


def _bank(probes: str) -> str:
    return f"""\
bank: checklists
title: Checklists
version: 1
order: 4
questions:
  - id: checklist_used
    ask: When is the checklist used?
    label: Checklist used
    heading: When the checklist is used
    why: A list that lies in a drawer helps nobody.
{probes}    type: choice
    choices:
      each_time: {{label: Each time, against: {{tools: weak}}}}
      hardly_ever: {{label: Hardly ever, supports: {{tools: weak}}}}
"""


RULE = Rule(
    "B113",
    "warning",
    "No probe, or no reason to ask",
    __doc__ or "",
    {"checklists.yaml": _bank("")},
    {"checklists.yaml": _bank('    probes: ["Where is it kept?"]\n')},
    check,
)
