"""The question holds its answer, or blame: "don't you think …" gets a yes, and "why don't they …" a defence.

Ask what happens, and what gets in the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from orderless.authoring.example_banks import asking
from orderless.authoring.rule import Finding, Rule, said_aloud
from orderless.bank.knowledge import Knowledge

# No answer inside the question: the same textbook as for W501. "What gets in the way" before "why don't they" is the
# habit of performance consulting that the shipped banks follow. The phrases are a list of ours.
_LEADING = re.compile(
    r"^(?:so |and |but )?(?:don't you|do you not|wouldn't (?:you|it)|isn't (?:it|that|there)|aren't (?:you|they)|"
    r"shouldn't|surely|would you agree|do you agree|you (?:do )?agree|obviously|why (?:don't|can't|won't|didn't))\b"
    r"|, (?:right|isn't it|don't you think|wouldn't you say|aren't they|don't they)\?$",
    re.IGNORECASE,
)


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Spoken words that push towards an answer or put somebody on the defensive."""
    for said in said_aloud(knowledge):
        found = _LEADING.search(said.text.replace("’", "'"))
        if found is not None:
            yield Finding(said.file, said.path, f'"{found[0].strip(" ,")}" pushes towards an answer; ask what happens')


RULE = Rule(
    "W503",
    "warning",
    "A leading question",
    __doc__ or "",
    asking("Don't you think the tools are to blame?"),
    asking("What gets in the way?"),
    check,
)
