"""Do all names in the knowledge lead somewhere? Checked once all files are read; every finding says where and what.

Each check is a generator over the assembled knowledge; `cross_check` runs them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from orderless.bank.checks import decision, order, questions, replies
from orderless.bank.checks.finding import Finding
from orderless.bank.knowledge import Knowledge

__all__ = ["Finding", "cross_check"]

_CHECKS: tuple[Callable[[Knowledge], Iterator[Finding]], ...] = (
    questions.unique_questions,
    questions.unique_causes,
    questions.effects,
    questions.conditions,
    order.only_earlier,
    order.combinations_rest_on_facts,
    order.sums_come_first,
    decision.facts_are_set,
    decision.rule_names,
    decision.sum_names,
    decision.sources,
    replies.replies_complete,
    replies.slots_are_filled,
)


def cross_check(knowledge: Knowledge) -> Iterator[Finding]:
    """Everything that leads nowhere in this knowledge.

    Where files cannot be told apart or names go in circles, only that: nothing else could be placed or followed.
    """
    first = [*questions.bank_names(knowledge), *order.no_circles(knowledge)]
    yield from first
    for check in () if first else _CHECKS:
        yield from check(knowledge)
