"""After this answer a look back has nothing to look at: `expected` in `follow_up.yaml` does not say what will happen.

A no that says nothing of what it expects can never turn out wrong, and so nobody learns from it. Say what will be seen
if the answer was right, in words that you would say to the stakeholder.
"""

from __future__ import annotations

from collections.abc import Iterator

from orderless.authoring.rule import Finding, Rule
from orderless.bank.checks.finding import missing
from orderless.bank.follow_up import FOLLOW_UP
from orderless.bank.knowledge import Knowledge


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Outcomes without an expectation, and expectations of no outcome."""
    book, outcomes = knowledge.follow_up, knowledge.decision.outcomes
    if book is None:
        return
    for outcome in outcomes:
        if outcome not in book.expected:
            message = f'nothing says what is to be expected of the outcome "{outcome}"'
            yield Finding(FOLLOW_UP, ("expected",), message, at_key=True)
    for outcome in book.expected:
        if outcome not in outcomes:
            yield Finding(FOLLOW_UP, ("expected", outcome), missing(outcome, outcomes, "outcome"), at_key=True)
    for i, row in enumerate(book.rules):
        for j, outcome in enumerate(row.outcomes):
            if outcome not in outcomes:
                yield Finding(FOLLOW_UP, ("rules", i, "outcomes", j), missing(outcome, outcomes, "outcome"))


BOOK = """\
version: 1
title: Looking back
facts: {came: [did_not, as_expected]}
expected:
  build: {say: ["Work goes on in one room."]}
  mend: {say: ["It gets better by itself."]}
  ask_first: {say: ["The facts are there."]}
looks:
  - {id: helped, title: Did it help?, days: [{days: 60, because: "60 days, as a rule"}]}
sure: {likely: {say: likely, of_100: 80}}
readings:
  came: {name: It came, heard: It came, counts: came}
  open: {name: Nothing yet, heard: Nothing yet}
rules:
  - {id: C1, when: {came: as_expected}, reading: came, say: It came.}
  - {id: Z, when: {}, reading: open, say: Nothing can be said yet.}
email: {subject: [How does it stand?], body: [["How does it stand?"]]}
questions:
  - id: came
    ask: Has it come?
    label: Came
    heading: What came of it
    why: To learn from it.
    probes: [Who has seen it?]
    type: choice
    choices:
      as_expected: {label: As expected, sets: {came: as_expected}}
      did_not: {label: "No", sets: {came: did_not}}
"""

RULE = Rule(
    "F501",
    "warning",
    "An answer of which nothing is expected",
    __doc__ or "",
    {FOLLOW_UP: BOOK.replace('  mend: {say: ["It gets better by itself."]}\n', "")},
    {FOLLOW_UP: BOOK},
    check,
)
