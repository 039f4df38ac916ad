"""One compiled decision while it is written: what each thing is called in it, and what the knowledge makes of it.

Names are a letter and a number, so that no id of the knowledge ever becomes a name in the source:
`a` answer, `c` causes named with it, `b` its basis, `w` who said it, `p` on the path, `n` its number;
`f` rank of a fact's value (worst is 0, unknown is last), `m` the answers behind it;
`s` and `o` what supports and opposes a cause, `k` its status, `g` the answers behind it;
`z` an answer strong enough for a condition, `q` a combination holds, `d` a named condition, `h` a must-know is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, get_args

from orderless.bank.conditions import (
    Among,
    FactIs,
    Known,
    Number,
    StrongestAnswer,
    Tree,
    walk,
)
from orderless.bank.knowledge import JUDGEMENTS, Knowledge, effects_of
from orderless.bank.questions import Choice, Question
from orderless.bank.shape import UNKNOWN, Status
from orderless.batch.compiled.layout import Layout
from orderless.batch.compiled.text import Lines

__all__ = ["STATUSES", "Draft"]

STATUSES: tuple[Status, ...] = get_args(Status)
"""A status is held as its place here."""


class _Row(Protocol):
    """A row of a table of the knowledge."""

    @property
    def when(self) -> Tree:
        """When it applies."""


@dataclass
class Draft:
    """The knowledge and the layout it is written for; what questions written so far can have set; and the source."""

    knowledge: Knowledge
    layout: Layout
    outputs: frozenset[str]
    traced: bool = False
    """Whether the answers behind facts and causes are kept: only confidence asks for them."""
    out: Lines = field(default_factory=Lines)
    settable: set[str] = field(default_factory=set)
    movable: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    settled: bool = False
    """Whether the causes have their final status."""
    path: dict[str, str] = field(default_factory=dict)
    """For each question whose place on the path is asked for later: the expression that says whether it is on it."""

    @cached_property
    def question_place(self) -> dict[str, int]:
        """The number of each question."""
        return {question: place for place, question in enumerate(self.knowledge.questions)}

    @cached_property
    def fact_place(self) -> dict[str, int]:
        """The number of each fact."""
        return {fact: place for place, fact in enumerate(self.knowledge.decision.facts)}

    @cached_property
    def cause_place(self) -> dict[str, int]:
        """The number of each cause."""
        return {cause: place for place, cause in enumerate(self.knowledge.cause)}

    @cached_property
    def name_place(self) -> dict[str, int]:
        """The number of each named condition."""
        return {name: place for place, name in enumerate(self.knowledge.decision.derived)}

    def values(self, fact: str) -> tuple[str, ...]:
        """The values of a fact or judgement, each at its rank; `unknown` has a rank too."""
        return JUDGEMENTS[fact] if fact in JUDGEMENTS else (*self.knowledge.decision.facts[fact], UNKNOWN)

    def fact(self, name: str) -> str:
        """What holds the rank of a fact or judgement."""
        return {"worth": "vw", "priority": "vp"}.get(name) or f"f{self.fact_place[name]}"

    def among(self, among: Among) -> tuple[str, ...]:
        """The causes that are meant, in the order of the taxonomy unless they are listed."""
        causes = self.knowledge.causes.causes
        return among.causes or tuple(cause.id for cause in causes if among.family in (None, cause.family))

    @cached_property
    def conditions(self) -> Sequence[Tree]:
        """Every condition that the decision or the path can look at."""
        book = self.knowledge.decision
        questions = (question.when for question in self.knowledge.questions.values() if question.when is not None)
        tables: tuple[tuple[_Row, ...], ...] = (book.combine, book.must_know, book.worth.otherwise, book.rules)
        rows = (row for table in (*tables, book.leaning, book.leading_cause) for row in table)
        known = (item.known for item in book.must_know)
        variants = (v.when for reply in self.knowledge.replies.outcomes.values() for v in reply.variants if v.title)
        return [*questions, *book.derived.values(), *(row.when for row in rows), *known, *variants]

    def _nodes(self) -> Iterator[Tree]:
        for condition in self.conditions:
            yield from walk(condition)

    @cached_property
    def facts_used(self) -> frozenset[str]:
        """The facts that some condition or sum looks at."""
        book = self.knowledge.decision
        found = {book.worth.share, *(factor.fact for factor in book.priority.factors)}
        for node in self._nodes():
            if isinstance(node, FactIs):
                found.add(node.fact)
            elif isinstance(node, Known):
                found.update(node.facts)
        return frozenset(found)

    @cached_property
    def numbers_used(self) -> frozenset[str]:
        """The questions whose number some condition or sum looks at."""
        book = self.knowledge.decision.worth
        found = {node.name for node in self._nodes() if isinstance(node, Number)}
        return frozenset(found | {book.cases, book.cost, book.fix})

    @cached_property
    def strong_answers(self) -> Sequence[tuple[frozenset[str], int]]:
        """For each different look at single answers: the causes meant, and the least weight of the answer."""
        scale = self.knowledge.causes.scale
        asked = (node for node in self._nodes() if isinstance(node, StrongestAnswer))
        return list(dict.fromkeys((frozenset(self.among(node.among)), scale[node.at_least]) for node in asked))

    def strong(self, node: StrongestAnswer) -> str:
        """What says whether an answer was that strong."""
        key = (frozenset(self.among(node.among)), self.knowledge.causes.scale[node.at_least])
        return f"z{self.strong_answers.index(key)}"

    @cached_property
    def listed(self) -> frozenset[str]:
        """The questions that can be named as missing, so that it must be known whether they are on the path."""
        book = self.knowledge.decision
        by_rules = (question for rule in book.rules for question in rule.ask)
        by_must_know = (question for item in book.must_know for question in item.ask)
        return frozenset((*by_rules, *by_must_know, *self.gate))

    @cached_property
    def gate(self) -> tuple[str, ...]:
        """The questions that an unconditional yes needs answered where they are on the path."""
        gate = self.knowledge.decision.gate
        setters = {question for fact in gate.facts for question in self.knowledge.setters.get(fact, ())}
        questions = self.knowledge.questions.values()
        return tuple(q.id for q in questions if (gate.core and q.core) or q.id in setters)

    def tags_of(self, question: Question) -> bool:
        """Whether causes can be named with an answer to this question."""
        return any(isinstance(choice, Choice) and choice.tag is not None for choice in effects_of(question))
