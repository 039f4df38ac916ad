"""Do all names in the knowledge lead somewhere? Checked once all files are read; every finding says where and what.

Each check is a generator over the assembled knowledge and has a code, which the manual explains (docs/checks.md). Only
what would make the program fail or go wrong is checked here, at each start; what is merely unwise is found by
`orderless banks check`, whose rules are in `authoring/rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from orderless.bank.checks import decision, questions
from orderless.bank.checks import decision as replies
from orderless.bank.checks import questions as order
from orderless.bank.checks.finding import Finding
from orderless.bank.follow_up import FOLLOW_UP, look_knowledge
from orderless.bank.knowledge import Knowledge
from orderless.bank.people_map import MAP, map_knowledge

__all__ = ["CODES", "Finding", "cross_check"]

Check = Callable[[Knowledge], Iterator[Finding]]

_FIRST: tuple[tuple[str, Check], ...] = (("B101", questions.bank_names), ("C203", order.no_circles))
_CHECKS: tuple[tuple[str, Check], ...] = (
    ("B102", questions.unique_questions),
    ("B103", questions.unique_causes),
    ("B104", questions.effects),
    ("B105", questions.named_questions),
    ("C201", questions.conditions),
    ("C202", order.only_earlier),
    ("C204", order.combinations_rest_on_facts),
    ("C205", order.sums_come_first),
    ("D301", decision.facts_are_set),
    ("D302", decision.rule_names),
    ("D303", decision.sum_names),
    ("D304", decision.sources),
    ("D306", decision.weighing_names),
    ("R401", replies.outcomes_have_replies),
    ("R402", replies.slots_are_declared),
    ("R403", replies.slots_are_filled),
    ("R404", replies.days_have_questions),
)
CODES: tuple[str, ...] = tuple(code for code, _ in (*_FIRST, *_CHECKS))


def cross_check(knowledge: Knowledge) -> Iterator[tuple[str, Finding]]:
    """Everything that leads nowhere in this knowledge, each with the code of its check.

    Where files cannot be told apart or names go in circles, only that: nothing else could be placed or followed.
    """
    first = [(code, finding) for code, check in _FIRST for finding in check(knowledge)]
    yield from first
    for code, check in () if first else _CHECKS:
        yield from ((code, finding) for finding in check(knowledge))
    if knowledge.follow_up is not None and not first:
        yield from _of_its_own(look_knowledge(knowledge), FOLLOW_UP, ("readings", "reading"))
    if knowledge.map is not None and not first:
        yield from _of_its_own(map_knowledge(knowledge), MAP, ("moves", "move"))


_NO_BOOK = ("B101", "R401", "R402", "R403", "R404", "D304")
"""Checks of what such a table does not have: files, replies. Its sources are looked up by the check for authors."""


def _of_its_own(table: Knowledge, file: str, outcomes: tuple[str, str]) -> Iterator[tuple[str, Finding]]:
    """What leads nowhere in the questions and rules of a file that is a knowledge of its own, each at its place there.

    `outcomes` are the keys under which it has what a decision table calls outcomes, and an outcome.
    """
    many, one = outcomes
    keys: Mapping[str | int, str] = {"outcomes": many, "outcome": one}
    for code, check in (*_FIRST, *_CHECKS):
        for finding in check(table) if code not in _NO_BOOK else ():
            path = tuple(keys.get(key, key) for key in finding.path)
            message = finding.message.replace("there is no outcome", f"there is no {one}")
            yield code, replace(finding, file=file, path=path, message=message)
