"""A question with several answers may have a column for each choice, or several columns; a column may answer two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from batch.test_first_mapping import first_mapping, misfits, read
from batch.test_mapping import problems, values
from orderless.batch.tables.table import Cell

TICKED = "columns: {A: {question: tried, choice: told_people}, B: {question: tried, choice: made_aid}}"


@pytest.mark.parametrize(
    ("one", "other", "keys"),
    [
        ("1", "0", ("told_people",)),
        (1, 1, ("told_people", "made_aid")),
        ("0", "0", None),
        ("x", "", ("told_people",)),
        ("", "✓", ("made_aid",)),
        (True, False, ("told_people",)),
        ("TRUE", "true", ("told_people", "made_aid")),
        ("Yes", "No", ("told_people",)),
        ("Told people", None, ("told_people",)),
        ("told_people", "made_aid", ("told_people", "made_aid")),
        ("A", "", ("told_people",)),  # the name of the column
        ("unknown", "1", ("made_aid",)),
        ("", "", None),
        (None, None, None),
    ],
)
def test_a_tick_is_read_however_form_tools_write_it(one: Cell, other: Cell, keys: tuple[str, ...] | None) -> None:
    assert values(TICKED, A=one, B=other) == {"tried": keys}


def test_what_is_no_tick_refuses_the_row_and_can_be_given_a_meaning() -> None:
    found = values(TICKED, A="often", B="1")
    assert isinstance(found, list)
    assert found[0].column == "A and B"
    assert "no tick" in found[0].reason
    said = TICKED.replace("choice: told_people", 'choice: told_people, values: {often: "yes", never: "no"}')
    assert values(said, A="often", B="") == {"tried": ("told_people",)}
    assert values(said, A="never", B="") == {"tried": None}


def test_one_column_alone_may_tick_a_choice() -> None:
    assert values("columns: {A: {question: tried, choice: warned}}", A="x") == {"tried": ("warned",)}
    assert values("columns: {A: {question: trigger, choice: wish}}", A="x") == {"trigger": "wish"}


def test_a_question_that_takes_one_refuses_two_ticks() -> None:
    text = "columns: {A: {question: trigger, choice: wish}, B: {question: trigger, choice: going_wrong}}"
    assert values(text, A="1", B="0") == {"trigger": "wish"}
    found = values(text, A="1", B="1")
    assert isinstance(found, list)
    assert "takes one" in found[0].reason


def test_a_choice_that_stands_alone_is_refused_beside_another_column() -> None:
    text = "columns: {A: {question: tried, choice: nothing_yet}, B: {question: tried, choice: warned}}"
    assert values(text, A="1", B="0") == {"tried": ("nothing_yet",)}
    found = values(text, A="1", B="1")
    assert isinstance(found, list)
    assert "only stand alone" in found[0].reason


def test_several_columns_of_several_values_are_answered_together() -> None:
    text = "columns: {A: {question: tried}, B: {question: tried, values: {Guide: made_aid, Nothing more: unknown}}}"
    assert values(text, A="told_people;warned", B="guide") == {"tried": ("told_people", "warned", "made_aid")}
    assert values(text, A="warned", B="nothing more") == {"tried": ("warned",)}


def test_two_columns_that_do_not_say_so_still_answer_no_question_that_takes_one() -> None:
    assert "answers this question already" in problems("columns: {A: {question: trigger}, B: {question: trigger}}")[0]


def test_one_column_may_feed_two_questions() -> None:
    text = """
columns:
  Obstacle:
    question: in_the_way
    values: {No time: not_enough_time}
    also:
      - {question: taught, values: {Never shown how: never_shown}}
"""
    assert values(text, Obstacle="No time") == {"in_the_way": ("not_enough_time",), "taught": None}
    assert values(text, Obstacle="never shown how") == {"in_the_way": None, "taught": "never_shown"}
    assert values(text, Obstacle="") == {"in_the_way": None, "taught": None}
    found = values(text, Obstacle="something else")
    assert isinstance(found, list)
    assert [one.column for one in found] == ["Obstacle"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns: {A: {choice: warned, role: id}}", "needs a `question:`"),
        ("columns: {A: {question: tried, choice: warnde}}", "not a choice of tried"),
        ("columns: {A: {question: cases_per_month, choice: many}}", "not a choice of cases_per_month"),
        ("columns: {A: {question: tried, choice: warned, values: {x: told_people}}}", "whether this value is a tick"),
        ("columns: {A: {question: tried, also: [{role: id}]}}", "each with `question:`"),
        ("columns: {A: {role: id, also: [{question: tried}]}}", "beside a `question:`"),
        ("columns: {A: {question: tried, also: [{question: tired}]}}", 'no question "tired"'),
    ],
)
def test_what_is_wrong_with_a_tick_or_a_second_question_is_said(text: str, said: str) -> None:
    assert any(said in one for one in problems(text))


# ------------------------------------------------------------------------------------------------- a first mapping

LABELS = {"Told people": "told_people", "Wrote a guide or a checklist": "made_aid", "Nothing yet": "nothing_yet"}


def ticks(name: str, yes: Cell, no: Cell) -> Mapping[str, Sequence[Cell]]:
    cells = ((yes, no, no), (yes, no, yes), (no, yes, no))
    return {
        name.format(label): [yes if cells[row][place] == yes else no for row in range(3)]
        for place, label in enumerate(LABELS)
    }


@pytest.mark.parametrize(
    "name",
    [
        "What have you already tried?/{}",
        "What have you already tried? [{}]",
        "What have you already tried? - {}",
        "What have you tried so far?: {}",
        "Tried ({})",
        "{}",
    ],
)
@pytest.mark.parametrize(("yes", "no"), [("1", "0"), (1, 0), ("x", ""), ("TRUE", "FALSE"), (True, None), ("Yes", "No")])
def test_a_column_for_each_choice_is_offered_as_ticks(name: str, yes: Cell, no: Cell) -> None:
    columns = {"Ref": ["A-1", "A-2", "A-3"], **ticks(name, yes, no)}
    found = {column.name: column.shape for column in read(first_mapping(columns)).columns}
    for label, key in LABELS.items():
        shape = found[name.format(label)]
        assert (shape.question, shape.choice) == ("tried", key)
    assert not misfits(columns, first_mapping(columns))


def test_a_label_as_a_tick_is_offered_as_a_tick() -> None:
    columns = {f"Tried [{label}]": [label, None, None] for label in LABELS}
    found = read(first_mapping(columns)).columns
    assert [(column.shape.question, column.shape.choice) for column in found] == [
        ("tried", key) for key in LABELS.values()
    ]


def test_a_tick_of_something_unknown_is_left_to_a_person() -> None:
    columns = {**ticks("Tried/{}", "1", "0"), "Tried/Sang a song": ["1", "0", "0"]}
    text = first_mapping(columns)
    assert '# "Tried/Sang a song": {question: tried, choice: }' in text
    assert len(read(text).columns) == len(LABELS)


def test_ticks_beside_a_column_with_the_same_answers_are_not_offered_twice() -> None:
    columns = {"tried": ["told_people made_aid", "told_people", "nothing_yet"], **ticks("tried/{}", "1", "0")}
    text = first_mapping(columns)
    assert [column.name for column in read(text).columns] == ["tried"]
    assert text.count("another column answers this already") == len(LABELS)


def test_yes_and_no_of_other_things_are_no_ticks_of_a_question() -> None:
    text = first_mapping({"Consent - e-mail": ["TRUE", "FALSE"], "Consent - phone": ["TRUE", "FALSE"]})
    assert not read(text).columns
    assert '{question: , choice: }  # it ticks "phone"' in text
