"""Two things are asked at once. People answer the second and forget the first, and one answer has to stand for both.

A spoken `ask` with two question marks is meant, or one that goes on with "and who", "or did they" and the like. Ask the
second as a probe, or as a question of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from orderless.authoring.example_banks import asking
from orderless.authoring.rule import Finding, Rule, questions_said
from orderless.bank.knowledge import Knowledge

# One thing per question: common advice for surveys and interviews (University of Minnesota open textbook, Information
# Strategies for Communicators, 15.8). The words that begin a question in English are a list of ours.
_SECOND = re.compile(
    r"(?<=[\w,] )(?:and (?:(?:to|for|from|with|by) )?(?:who|whom|whose|what|when|where|which|why|how)|"
    r"(?:and|or) (?:do|does|did|is|are|was|were|can|could|will|would|has|have|had) "
    r"(?:they|you|it|that|this|these|we))\b",
    re.IGNORECASE,
)


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Spoken questions that ask two things."""
    for file, path, question in questions_said(knowledge):
        second = _SECOND.search(question.ask)
        if question.ask.count("?") > 1:
            yield Finding(file, (*path, "ask"), "two questions in one: ask one, and make the other a probe")
        elif second is not None:
            yield Finding(file, (*path, "ask"), f'two questions in one ("{second[0]} …"): make the second a probe')


RULE = Rule(
    "W501",
    "warning",
    "Two questions in one",
    __doc__ or "",
    asking("Which tool is it, and who looks after it?"),
    asking("Which tool is it?"),
    check,
)
