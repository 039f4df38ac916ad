"""The form before the talk, as the banks mark it: its order, its words, and what is left out of it."""

from __future__ import annotations

import re

import pytest

from knowledge.interviews import shipped
from orderless.authoring.rules.form_unfit import RULE
from orderless.bank.before_call import form_of
from orderless.bank.load import read_model
from orderless.bank.questions import Bank
from support.filled_forms import changed, form_shipped

_NAMES_THE_ANSWER = re.compile(r"\b(?:re)?train|\bcourses?\b|\bworkshops?\b|e-?learning", re.IGNORECASE)


def test_the_shipped_form_has_six_questions_and_three_of_them_are_in_the_mail() -> None:
    form = form_shipped()
    assert [item.number for item in form.items] == [1, 2, 3, 4, 5, 6, 0]
    assert [item.number for item in form.in_mail] == [1, 2, 5]
    assert list(RULE.check(shipped())) == []  # type: ignore[misc]


def test_no_word_of_it_names_what_they_came_to_order() -> None:
    words = [
        text for field in form_shipped().fields.values() for text in (field.ask, field.words, *field.choices.values())
    ]
    assert [one for one in words if _NAMES_THE_ANSWER.search(one)] == []
    assert _NAMES_THE_ANSWER.search("Trained them")  # so it can fail


def test_those_beside_a_question_come_under_its_number_in_the_order_of_the_banks() -> None:
    second = form_shipped().items[1]
    assert [field.question.id for field in second.fields] == [
        "doing_it_well",
        "goal_name",
        "number_now",
        "number_target",
    ]
    assert second.lead.only_words


def test_choices_without_words_of_the_form_are_those_of_the_talk() -> None:
    """And of a question whose words are asked for, none are offered."""
    plain = form_of(changed(shipped(), "scope", choices={}))
    labels = [choice.label for choice in shipped().questions["scope"].choices.values()]
    assert list(plain.fields["scope"].choices.values()) == labels
    assert form_shipped().fields["trigger"].choices == {}


def test_a_form_that_asks_something_else_has_another_mark() -> None:
    assert form_of(changed(shipped(), "stakes", ask="What would it cost?")).mark != form_shipped().mark


@pytest.mark.parametrize(
    ("question", "update", "words"),
    [
        ("stakes", {"mail": False}, "2 questions are marked"),
        ("stakes", {"order": 4}, '"stakes" is number 4 already'),
        ("urgency", {"order": None, "last": True}, '"present" closes the form already'),
        ("tried", {"order": None, "beside": "scope"}, "no question of the form has the number 4"),
        ("scope", {"choices": {"one_teem": "One team"}}, 'did you mean "one_team"'),
        ("stakes", {"call": ("harm_this_week",)}, 'there is no choice in the form "harm_this_week"'),
        ("audience", {"beside": "audience"}, 'there is no question with a number in the form "audience"'),
        ("audience", {"mail": True}, "can be in the mail"),
        ("audience", {"ask": "That number today?"}, 'asks this in the same words for "audience"'),
        ("audience", {"words": "More"}, "this question has none"),
    ],
)
def test_what_makes_no_form_is_named_at_its_place(question: str, update: dict[str, object], words: str) -> None:
    found = [one.message for one in RULE.check(changed(shipped(), question, **update))]  # type: ignore[misc]
    assert any(words in one for one in found), found


def test_what_is_private_is_never_asked() -> None:
    asker = shipped().questions["asker"]
    marked = shipped().questions["trigger"].before_call
    assert marked is not None
    banks = [
        bank.model_copy(
            {
                "questions": tuple(
                    q.model_copy({"before_call": marked}) if q.id == asker.id else q for q in bank.questions
                )
            }
        )
        for bank in shipped().banks
    ]
    from dataclasses import replace

    knowledge = replace(shipped(), banks=tuple(banks))
    assert "what is private is never asked in a form" in [one.message for one in RULE.check(knowledge)]  # type: ignore[misc]


@pytest.mark.parametrize("place", ["", "order: 1, last: true, ", "order: 1, beside: other, "])
def test_its_place_is_said_once(place: str) -> None:
    text = f"""\
bank: one
title: One
version: 1
order: 1
questions:
  - id: who
    ask: Who is it?
    label: Who
    heading: Who
    why: To know.
    type: text
    before_call: {{{place}ask: Who?}}
"""
    _, _, problems = read_model(Bank, text.encode(), "one.yaml")
    assert [one.line for one in problems] == [12]
    assert "where it stands in the form" in problems[0].message
