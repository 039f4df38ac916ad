"""Every rule of the table, every leaning and every combination can happen."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

from knowledge.interviews import CONVERSATIONS, EXAMPLES, pool, read, shipped, starts, state_of
from orderless.decision.case import holds
from orderless.decision.decide import decide
from orderless.decision.verdict import Verdict
from orderless.interview.answers import State

RANDOM = 800


def told() -> Iterator[State]:
    yield from (state_of(read(path)) for path in (*CONVERSATIONS, *EXAMPLES))


def made_up() -> Iterator[State]:
    """The same random interviews every time, most of them near a written conversation."""
    dice = random.Random(7)
    for _ in range(RANDOM):
        answers = {**dice.choice(starts()), **dict(dice.choices(pool(), k=dice.choice((1, 2, 4, 8, 16))))}
        yield State(answers=answers, directed=dice.random() < 0.05)


@cache
def verdicts() -> tuple[Verdict, ...]:
    return tuple(decide(shipped(), state) for state in (*told(), *made_up()))


def test_every_rule_is_reached() -> None:
    """A rule that no interview ends in says nothing: the rules above it always come first."""
    reached = {verdict.rule.id for verdict in verdicts()}
    assert [rule.id for rule in shipped().decision.rules if rule.id not in reached] == []


def test_every_rule_is_reached_by_a_told_conversation() -> None:
    """For every rule somebody has written down a conversation that ends in it."""
    reached = {decide(shipped(), state).rule.id for state in told()}
    assert [rule.id for rule in shipped().decision.rules if rule.id not in reached] == []


def test_every_leaning_is_reached() -> None:
    """Each line of the leaning gives the leaning of some interview."""
    reached = {verdict.leaning.because for verdict in verdicts() if verdict.leaning}
    assert [line.because for line in shipped().decision.leaning if line.because not in reached] == []


def test_every_combination_is_reached() -> None:
    """Each combination of facts holds in some interview."""
    unmet = [c for c in shipped().decision.combine if not any(holds(c.when, v.case) for v in verdicts())]
    assert [combination.because for combination in unmet] == []


def test_everything_that_must_be_known_can_be_missing() -> None:
    """Each thing that must be known is missing in some interview, and asking for it is on its path."""
    missing = {item.name for verdict in verdicts() for item in verdict.case.must_know_open}
    assert [item.name for item in shipped().decision.must_know if item.name not in missing] == []
