"""A sentence on how you decide was written for other rules than those of `decision.yaml` today.

The page on where you want to be promises how you decide (`decides` in `vision.yaml`), and a promise that the rules do
not keep is worse than none: until it is mended the sentence is left off the page. Read the rules that lead to its
`outcomes` again, word the sentence anew if it says something else, and put the fingerprint that stands in this message
under `of`.
"""

from __future__ import annotations

from collections.abc import Iterator

from orderless.authoring.rule import Finding, Rule
from orderless.bank.checks.finding import missing
from orderless.bank.knowledge import Knowledge
from orderless.bank.vision import VISION, fingerprint


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Sentences whose fingerprint is another today, outcomes that do not exist, and outcomes without a sentence."""
    book, outcomes = knowledge.vision, knowledge.decision.outcomes
    if book is None:
        return
    for i, one in enumerate(book.decides):
        for j, outcome in enumerate(one.outcomes):
            if outcome not in outcomes:
                yield Finding(VISION, ("decides", i, "outcomes", j), missing(outcome, outcomes, "outcome"))
        now = fingerprint(knowledge, one.outcomes)
        if now != one.of:
            message = f"what leads there has changed since this was written: read it again, and then say `of: {now}`"
            yield Finding(VISION, ("decides", i, "of"), message)
    said = {outcome for one in book.decides for outcome in one.outcomes}
    for outcome in outcomes:
        if outcome not in said:
            yield Finding(VISION, ("decides",), f'no sentence says when it is "{outcome}"', at_key=True)


BOOK = """\
version: 1
title: Where we want to be
page: [come_for]
decides_heading: How we decide
decides:
  - {say: We build what people cannot do yet., outcomes: [build, mend, ask_first], of: "@OF@"}
less: come_for
step: come_for
step_by: come_for
questions:
  - id: come_for
    ask: What do they come for?
    label: Come for
    heading: Come for
    why: To learn.
    type: text
    asked_of: self
"""
_OF = "66e514ab"

RULE = Rule(
    "F503",
    "warning",
    "A promise on how we decide that the rules do not keep",
    __doc__ or "",
    {VISION: BOOK.replace("@OF@", "00000000")},
    {VISION: BOOK.replace("@OF@", _OF)},
    check,
)
