"""A question is said in one breath, or the listener answers its first half. Cut it, or move the rest into a probe."""

from __future__ import annotations

from collections.abc import Iterator

from orderless.authoring.example_banks import asking
from orderless.authoring.rule import Finding, Rule, questions_said
from orderless.bank.knowledge import Knowledge

MOST_WORDS = 20
"""In one spoken question. The limit is ours; the longest that is shipped has sixteen."""


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Spoken questions with too many words."""
    for file, path, question in questions_said(knowledge):
        words = len(question.ask.split())
        if words > MOST_WORDS:
            yield Finding(file, (*path, "ask"), f"{words} words are hard to follow by ear; at most {MOST_WORDS}")


RULE = Rule(
    "W502",
    "warning",
    "A question that is too long to say",
    __doc__ or "",
    asking(
        "Thinking back over the last two or three months and all of the people in your part of the house, "
        "which of the tools gets in their way?"
    ),
    asking("Which of the tools gets in their way?"),
    check,
)
