"""Live, looking ahead with nothing left open, and compiled: three evaluators that mean the same.

On every shipped conversation and example, whole and without each one of its answers, they say the same of all that
they have a word for: outcome, rule, facts, statuses, worth, priority, every condition, what must be known and the gate.
"""

from __future__ import annotations

import pytest

from knowledge.interviews import shipped
from orderless.bank.knowledge import FLAGS, JUDGEMENTS
from orderless.batch.columns import DECIDED
from orderless.interview.answers import State
from support.three_ways import (
    COMPILED_GIVES,
    PINNED_GIVES,
    TOLD,
    differences,
    on_shipped,
    told,
    whole_and_one_short,
)


@pytest.mark.parametrize("name", TOLD)
def test_every_conversation_whole_and_one_answer_short_is_decided_alike(name: str) -> None:
    ways = on_shipped()
    for state in whole_and_one_short(told(name)):
        wanted = ways.live(state)
        assert not differences(ways.pinned(state), wanted)
        assert not differences(ways.compiled(state), wanted)


@pytest.mark.parametrize("name", TOLD)
def test_a_further_look_and_one_among_open_questions_see_the_same(name: str) -> None:
    ways, state = on_shipped(), told(name)
    wanted = ways.live(state)
    assert not differences(ways.pinned_again(state), wanted)
    assert not differences(ways.pinned_among_open(state), wanted)


def test_each_evaluator_says_all_that_it_has_a_word_for() -> None:
    """What is not said cannot be compared: no fact that a rule asks for, cause, condition or column is left out."""
    ways = on_shipped()
    wanted, seen, cells = ways.live(State()), ways.pinned(State()), ways.compiled(State())
    assert {kind for kind, _ in seen} == PINNED_GIVES
    assert {kind for kind, _ in cells} == COMPILED_GIVES
    assert {name for _, name in cells} == set(DECIDED)
    book = shipped().decision
    assert {name for kind, name in seen if kind == "status"} == set(shipped().cause)
    of_the_leading_cause = {"skill_not_behind"}  # which looking ahead never asks for
    assert {name for kind, name in seen if kind == "condition"} == {*book.derived, *FLAGS} - of_the_leading_cause
    assert {name for kind, name in seen if kind == "rule"} == {rule.id for rule in book.rules}
    assert {*JUDGEMENTS, "harm", "capacity"} <= {name for kind, name in seen if kind == "fact"}
    assert not {*seen, *cells} - {*wanted}


def test_a_difference_is_told_with_both_sides() -> None:
    """The comparison itself can fail: of what both say, and of what only one says."""
    wanted = on_shipped().live(State())
    said = {**on_shipped().pinned(State()), ("decided", "outcome"): "strategic_yes", ("fact", "weather"): "fine"}
    assert differences(said, wanted) == [
        (("decided", "outcome"), "strategic_yes", "not_yet"),
        (("fact", "weather"), "fine", None),
    ]
