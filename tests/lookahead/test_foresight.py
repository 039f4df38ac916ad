"""What looking ahead adds to the verdict as JSON: what it found, under the names that are documented."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from knowledge.small_worlds import world
from orderless.decision.decide import decide
from orderless.lookahead.counterfactual import Change, counterfactual
from orderless.lookahead.foresight import foresight
from orderless.lookahead.next_question import next_best
from orderless.lookahead.outcomes import look_ahead


def as_told(change: Change) -> Mapping[str, Any]:
    """A change as the contract has it: the question, the new answer, and causes only where some are named."""
    value = change.answer.value
    told: dict[str, Any] = {"question": change.question, "to": [*value] if isinstance(value, tuple) else value}
    if change.answer.causes:
        told["causes"] = [*change.answer.causes]
    return told


@pytest.mark.parametrize("name", ["facts_and_paths", "causes", "named_causes"])
def test_it_tells_what_looking_ahead_found(name: str) -> None:
    knowledge, seen = world(name).knowledge, Counter[str]()
    for state in world(name).states[::13]:
        verdict = decide(knowledge, state)
        ahead, flips = look_ahead(knowledge, state), counterfactual(verdict)
        best, told = next_best(verdict, ahead), foresight(verdict)
        assert json.loads(json.dumps(told)) == {
            "possible_outcomes": [*ahead.possible_outcomes],
            "settled": ahead.settled,
            "next": {"question": best.question, "why": best.why} if best is not None else None,
            "counterfactual": [
                {
                    "change": as_told(flip.changes[0]),
                    "also": as_told(flip.changes[1]) if len(flip.changes) == 2 else None,
                    "outcome": flip.outcome,
                    "say": flip.say,
                }
                for flip in flips
            ],
        }
        seen.update(f"{len(flip.changes)} changes" for flip in flips)
        seen.update("causes" for flip in flips if flip.changes[0].answer.causes)
        seen.update("settled" if ahead.settled else "open" for _ in (1,))
    assert seen["1 changes"]
    assert seen["settled"]
    assert seen["open"]
    assert seen["causes"] or name != "named_causes"
    assert seen["2 changes"] or name != "facts_and_paths"
