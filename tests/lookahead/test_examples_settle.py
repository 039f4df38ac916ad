"""On published cases, half told: what is named settles it when it is answered, and what is said to flip, flips."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.interviews import EXAMPLES, answers_to, read, shipped, state_of
from orderless.decision.decide import decide, nearest_rule
from orderless.interview.answers import State
from orderless.lookahead.counterfactual import changed, counterfactual
from orderless.lookahead.next_question import next_best
from orderless.lookahead.outcomes import look_ahead

CASES = EXAMPLES[::12]


def half_told(path: Path) -> tuple[State, State]:
    whole = state_of(read(path))
    kept = list(whole.answers)[::2]
    return State(answers={question: whole.answers[question] for question in kept}), whole


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_answering_exactly_what_is_named_settles_it(path: Path) -> None:
    """As the case has it where it says, else the first answer there is; then no later answer changes the outcome."""
    state, whole = half_told(path)
    asked: list[str] = []
    while (best := next_best(decide(shipped(), state), look_ahead(shipped(), state))) is not None:
        assert best.question not in asked
        asked.append(best.question)
        told = whole.answers.get(best.question)
        answered = told is not None and told.state == "answered"
        answer = told if told is not None and answered else next(answers_to(shipped().questions[best.question]))
        state = State(answers={**state.answers, best.question: answer})
    ahead = look_ahead(shipped(), state)
    assert ahead.settled
    assert ahead.possible_outcomes == (decide(shipped(), state).outcome,)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_it_says_would_flip_it_comes_true(path: Path) -> None:
    """Each change that is printed is entered, and the outcome is the one that was named."""
    state, _ = half_told(path)
    flips = counterfactual(decide(shipped(), state))
    assert flips
    for flip in flips:
        assert decide(shipped(), changed(state, flip.changes)).outcome == flip.outcome
        assert flip.say.startswith("Becomes ")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_nearest_rule_did_not_fire_and_lacks_something(path: Path) -> None:
    """There is always one, it is not the one that fired, and what it lacks is named."""
    verdict = decide(shipped(), state_of(read(path)))
    nearest = nearest_rule(verdict)
    assert nearest is not None
    assert nearest.rule is not verdict.rule
    assert nearest.unmet
