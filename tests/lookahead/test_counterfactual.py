"""What would flip the headline: it does, nothing smaller does, and what is said is in the knowledge's own words."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from knowledge.interviews import answers_to, completed, interviews, nearly_done, shipped
from knowledge.tiny_knowledge import FILES, checked
from orderless.decision.decide import decide
from orderless.interview.answers import Answer, State
from orderless.lookahead.counterfactual import Change, _Found, _Search, changed, counterfactual, in_words, other_answers
from support.counts import examples

_some = settings(
    max_examples=examples(60), deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
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


def test_an_amount_on_either_side_of_where_worth_turns_is_found() -> None:
    """Also where it turns at a whole amount, which itself still counts to one side."""
    dice, book, turned = random.Random(8), shipped().decision.worth, 0
    for _ in range(60):
        state = nearly_done(dice, 2)
        held = {book.cases: 40, book.cost: 75, book.fix: dice.choice((0, 10**7))}
        state = replace(state, answers={**state.answers, **{q: Answer("answered", n) for q, n in held.items()}})
        verdict = decide(shipped(), state)
        reached = {flip.response for flip in counterfactual(verdict)}
        yearly = 40 * 12 * 75 * book.shares.get(verdict.case.fact(book.share), 1)
        for limit in (book.yes_up_to, book.no_from):
            for amount in (round(limit * yearly) + step for step in (-1, 0, 1)):
                after = decide(shipped(), changed(state, [Change(book.fix, Answer("answered", amount))]))
                assert after.response == verdict.response or after.response in reached
                turned += after.response != verdict.response
    assert turned > 10


def test_what_does_not_come_out_is_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is found by looking is decided on before it is told: here, a change that changes nothing."""
    state = State(answers={"trigger": Answer("answered", "going_wrong")})
    verdict = decide(shipped(), state)
    same = _Found((Change("trigger", Answer("answered", "going_wrong")),), "yes")
    for search in ("singles", "pairs"):
        monkeypatch.setattr(_Search, search, lambda _self, _wanted: iter([same]))
    assert counterfactual(verdict) == ()


@pytest.mark.parametrize(
    ("held", "to", "said"),
    [
        (("several_named",), ("several_named", "want_to_learn"), "the people asked for help to learn it as well"),
        (
            ("several_named", "want_to_learn"),
            ("several_named",),
            "for “What the people say” the answer is no longer “They asked for training themselves”",
        ),
    ],
)
def test_of_several_choices_only_the_one_that_comes_or_goes_is_told(
    held: tuple[str, ...], to: tuple[str, ...], said: str
) -> None:
    """A list of all that stays the same would hide the change."""
    state = State(answers={"performers_say": Answer("answered", held)})
    assert in_words(shipped(), state, Change("performers_say", Answer("answered", to))) == said


def test_another_cause_for_the_same_choice_is_a_change_and_is_told_as_one() -> None:
    """Naming the cause otherwise can flip it as another choice can."""
    question = shipped().questions["one_change"]
    key = next(key for key, choice in question.choices.items() if choice.tag is not None)
    first, other = shipped().causes.causes[0].id, shipped().causes.causes[1]
    held = Answer("answered", key, (first,))
    families = {"any": (first, other.id)}
    found = [one for one in other_answers(question, held, families, ()) if one.value == key]
    assert found == [Answer("answered", key, (other.id,))]
    said = in_words(shipped(), State(answers={question.id: held}), Change(question.id, found[0]))
    assert said == f"the cause named at “{question.label}” is {other.name.lower()}"
