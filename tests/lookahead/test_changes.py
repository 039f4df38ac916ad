"""Answers given otherwise: each that is one step away, of every type of question, and the change in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from knowledge.small_worlds import World, made
from orderless.interview.answers import Answer, State
from orderless.lookahead.counterfactual import Change, changed, in_words, other_answers

FAMILIES = {"skill": ("skill", "practice"), "any": ("tools", "skill", "practice")}

WORLD: dict[str, Any] = {
    "questions": {
        "one_of": {
            "type": "choice",
            "choices": {
                "plain": {"heard": "It is plain"},
                "tagged": {"tag": {"family": "skill", "strength": "weak"}},
                "other": {},
            },
        },
        "some_of": {
            "type": "choices",
            "choices": {
                "plain": {"heard": "It is plain"},
                "tagged": {"tag": {"family": "skill", "strength": "weak"}, "heard": "It is theirs"},
                "other": {"sets": {"it": "so"}},
                "none": {"alone": True, "sets": {"it": "not_so"}},
            },
        },
        "on_a_scale": {"type": "scale", "bands": [{"up_to": 3}, {"up_to": 10}]},
        "many": {"type": "number"},
        "words": {"type": "text"},
    },
    "answers": {},
    "decision": {"facts": {"it": ["so", "not_so"]}, "rules": []},
}


@pytest.fixture(scope="module")
def world() -> World:
    return made(WORLD)


def given(value: Any, *causes: str) -> Answer:
    return Answer("answered", value, causes)


@pytest.mark.parametrize(
    ("question", "held", "others"),
    [
        # one choice of several: each of the others; one that asks for a cause once for each cause
        ("one_of", None, [given("plain"), given("tagged", "skill"), given("tagged", "practice"), given("other")]),
        ("one_of", given("plain"), [given("tagged", "skill"), given("tagged", "practice"), given("other")]),
        ("one_of", given("tagged", "skill"), [given("plain"), given("tagged", "practice"), given("other")]),
        (
            "one_of",
            given("tagged", "skill", "practice"),
            [given("plain"), given("tagged", "skill"), given("tagged", "practice"), given("other")],
        ),
        # several choices: one less, or one more beside those that may stand beside it
        (
            "some_of",
            None,
            [
                given(("plain",)),
                given(("tagged",), "skill"),
                given(("tagged",), "practice"),
                given(("other",)),
                given(("none",)),
            ],
        ),
        (
            "some_of",
            given(("plain", "other")),
            [
                given(("other",)),
                given(("plain", "other", "tagged"), "skill"),
                given(("plain", "other", "tagged"), "practice"),
                given(("plain",)),
                given(("none",)),
            ],
        ),
        # a cause goes with the choice that asked for it, and a further one joins it
        (
            "some_of",
            given(("plain", "tagged"), "skill"),
            [
                given(("tagged",), "skill"),
                given(("plain",)),
                given(("plain", "tagged"), "practice"),
                given(("plain", "tagged", "other"), "skill"),
                given(("none",)),
            ],
        ),
        (
            "some_of",
            given(("none",)),
            [given(("plain",)), given(("tagged",), "skill"), given(("tagged",), "practice"), given(("other",))],
        ),
        # a scale by the ends of its bands; amounts as they are named, but for the one that is held; text once
        ("on_a_scale", None, [given(3), given(10)]),
        ("on_a_scale", given(2), [given(3), given(10)]),
        ("many", None, [given(5), given(7)]),
        ("many", given(5), [given(7)]),
        ("words", None, [given("answered")]),
        ("words", given("some words"), []),
    ],
)
def test_each_answer_that_is_one_step_away(
    world: World, question: str, held: Answer | None, others: list[Answer]
) -> None:
    found = list(other_answers(world.knowledge.questions[question], held, FAMILIES, (5, 7)))
    assert found == others


def test_a_changed_interview_has_the_change_and_all_the_rest() -> None:
    state = State(request="a course", answers={"one_of": given("plain"), "many": given(5)}, directed=True)
    after = changed(state, [Change("many", given(7)), Change("words", given("answered"))])
    assert after == replace(state, answers={"one_of": given("plain"), "many": given(7), "words": given("answered")})


@pytest.mark.parametrize(
    ("question", "held", "to", "said"),
    [
        ("one_of", None, given("plain"), "it is plain"),
        ("one_of", given("other"), given("plain"), "it is plain"),
        ("one_of", None, given("other"), "for “one_of” the answer is “other”"),
        ("one_of", None, given("tagged", "skill"), "for “one_of” the answer is “tagged” (skill)"),
        ("one_of", given("tagged", "skill"), given("tagged", "practice"), "the cause named at “one_of” is practice"),
        ("some_of", None, given(("plain", "tagged"), "skill"), "it is plain and it is theirs (skill)"),
        ("some_of", given(("plain",)), given(("plain", "other")), "for “some_of” the answer is also “other”"),
        ("some_of", given(("other",)), given(("other", "plain")), "it is plain as well"),
        ("some_of", given(("plain",)), given(("none",)), "for “some_of” the answer is “none”"),
        ("some_of", given(("plain", "other")), given(("plain",)), "for “some_of” the answer is no longer “other”"),
        ("some_of", None, given(("plain", "other")), "for “some_of” the answer is “plain” and “other”"),
        (
            "some_of",
            given(("tagged",), "skill"),
            given(("tagged", "plain"), "skill", "practice"),
            "it is plain as well (practice)",
        ),
        ("on_a_scale", given(2), given(10), "“on_a_scale” is 10"),
        ("many", None, given(1200), "“many” is 1,200"),
        ("words", None, given("answered"), "“words” is answered"),
    ],
)
def test_a_change_is_told_by_what_comes_or_goes(
    world: World, question: str, held: Answer | None, to: Answer, said: str
) -> None:
    """As the shared page words it where it can; with the causes that are newly named."""
    state = State(answers={question: held} if held is not None else {})
    assert in_words(world.knowledge, state, Change(question, to)) == said
