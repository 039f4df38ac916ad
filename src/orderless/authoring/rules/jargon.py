"""A word of our own trade is said to somebody outside it. They nod, and answer a question they did not understand.

Say what it means: "a number on your plan" for a KPI, "the people who do it" for the learners.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from orderless.authoring.example_banks import asking
from orderless.authoring.rule import Finding, Rule, said_aloud
from orderless.bank.knowledge import Knowledge

# A list of ours: words of learning and development and of management that people outside use otherwise or not at all.
_WORDS = (
    "KPIs?", "ROI", "LMS", "SMEs?", "TNA", "ADDIE", "OKRs?",
    "needs analysis", "root causes?", "performance gaps?", "skills? gaps?", "learning objectives?", "learners?",
    "competenc(?:y|ies|e)", "upskill(?:ing)?", "reskill(?:ing)?", "micro-?learning", "blended", "Kirkpatrick",
    "transfer of learning", "learning transfer", "stakeholders?", "deliverables?", "synerg(?:y|ies)", "bandwidth",
    "alignment", "leverage", "touch base", "low-hanging fruit", "learning interventions?",
)  # fmt: skip
_JARGON = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Spoken words of the trade."""
    for said in said_aloud(knowledge):
        for word in dict.fromkeys(_JARGON.findall(said.text)):
            yield Finding(said.file, said.path, f'"{word}" is a word of our trade; say what it means')


RULE = Rule(
    "W504",
    "warning",
    "Jargon said aloud",
    __doc__ or "",
    asking("Which KPI would better tools move?"),
    asking("Which number on your plan would better tools move?"),
    check,
)
