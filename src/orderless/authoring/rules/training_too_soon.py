"""Training, course or workshop is said before the cause is known, and from then on the talk is about a course.

Looked at is what is said aloud (openings, questions, probes) up to the last question that can move a cause. What the
consultant reads, such as the labels of choices, may have the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from orderless.authoring.example_banks import asking
from orderless.authoring.rule import Finding, Rule, said_aloud
from orderless.bank.knowledge import Knowledge

# Training, course, workshop: Cathy Moore's advice on intake forms. The rest of the list names the same things.
_WORDS = re.compile(
    r"\b(?:re)?train(?:ed|ing|ings)?\b|\bcourses?\b|\bworkshops?\b|\be-?learning\b|\bwebinars?\b|\bcurriculum\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"\bof course\b|\b(?:in|over) the course of\b|\bchanges? (?:of )?course\b", re.IGNORECASE)


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Spoken words for the answer that was ordered, while the cause is open."""
    for said in said_aloud(knowledge):
        found = _WORDS.search(_OTHERWISE.sub("", said.text)) if said.before_the_cause else None
        if found is not None:
            yield Finding(said.file, said.path, f'"{found[0]}" is said before the cause is known')


RULE = Rule(
    "W505",
    "warning",
    "Training, before the cause is known",
    __doc__ or "",
    asking("Which tool should the course be about?"),
    asking("Which tool is it about?"),
    check,
)
