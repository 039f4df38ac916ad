"""What would flip the headline: it does, nothing smaller does, and what is said is in the knowledge's own words."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings

from knowledge.interviews import answers_to, completed, interviews, shipped
from knowledge.tiny_knowledge import FILES, checked
from orderless.decision.counterfactual import Change, changed, counterfactual
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State

_some = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@_some
@given(interviews())
def test_what_is_said_to_flip_the_headline_flips_it(state: State) -> None:
    """Entering the changed answers gives the outcome that was named, under another headline."""
    verdict = decide(shipped(), state)
    found = counterfactual(verdict)
    assert len(found) <= 3
    for flip in found:
        after = decide(shipped(), changed(state, flip.changes))
        assert (after.outcome, after.response) == (flip.outcome, flip.response)
        assert after.response != verdict.response


@_some
@given(interviews())
def test_no_part_of_two_changes_will_do(state: State) -> None:
    """Two changes are only named where neither flips the headline to the same answer by itself."""
    for flip in counterfactual(decide(shipped(), state)):
        for change in flip.changes if len(flip.changes) > 1 else ():
            assert decide(shipped(), changed(state, [change])).response != flip.response


@settings(_some, max_examples=8)
@given(interviews())
def test_one_change_is_found_where_one_would_do(state: State) -> None:
    """Each headline that one choice at a question on the path leads to is among those found."""
    verdict = decide(shipped(), state)
    reached = {flip.response for flip in counterfactual(verdict)}
    for question in verdict.case.evidence.path:
        asked = shipped().questions[question]
        for answer in list(answers_to(asked))[: len(asked.choices)] if asked.type == "choice" else ():
            after = decide(shipped(), changed(state, [Change(question, answer)]))
            assert after.response == verdict.response or after.response in reached, (question, answer)


def test_what_is_private_is_never_suggested() -> None:
    """Pull, trust and promises cannot change an answer, so nobody is told to change them."""
    dice = random.Random(5)
    private = {question.id for bank in shipped().banks if bank.private for question in bank.questions}
    for _ in range(20):
        for flip in counterfactual(decide(shipped(), completed(State(), dice))):
            assert private.isdisjoint(change.question for change in flip.changes)


@pytest.mark.parametrize(
    ("choice", "say"),
    [
        ("they_could_not", "Becomes a no (“Mend it”) if for “Could they” the answer is “Could” and for “Tools”"),
        ("they_could", "Becomes a no (“Mend it”) if for “Tools” the answer is “They fail”."),
    ],
)
def test_by_hand(choice: str, say: str) -> None:
    """In a knowledge small enough to see through: tools come first, and are only asked of those who could."""
    tiny, _ = checked(FILES)
    assert tiny is not None
    verdict = decide(tiny, State(answers={"can_they": Answer("answered", choice)}))
    assert any(flip.say.startswith(say) for flip in counterfactual(verdict)), counterfactual(verdict)
