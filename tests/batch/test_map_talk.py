"""A mapping made in a talk: Enter all the way is the first mapping itself, and what is said instead stands in it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from knowledge.interviews import shipped
from orderless.bank.answer_types.cells import Cell
from orderless.batch.mapping.column_profile import profiles
from orderless.batch.mapping.found_columns import Found, found_out, questions_asked
from orderless.batch.mapping.map_talk import MapTalk
from orderless.batch.mapping.mapping import Mapping, known_to
from orderless.batch.mapping.mapping_file import ROLES
from orderless.batch.mapping.read_mapping import read_mapping
from orderless.batch.mapping.separators import Labels
from orderless.batch.mapping.suggest import suggested_mapping
from orderless.batch.tables.table import Table

ROWS = 24
COLUMNS: dict[str, Sequence[Cell]] = {
    "Ticket": [f"R-{n}" for n in range(ROWS)],
    "Team": ["Claims", "IT"],
    "Colour": ["red", "blue", "green"],
    "Why did you reach out now?": ["Something is going wrong", "Something new"],
    "Tried/told_people": ["1", "0"],
    "Tried/made_aid": ["0", "1"],
    "Cost": ["500", "1200"],
}


def looked_at(columns: dict[str, Sequence[Cell]] = COLUMNS) -> Sequence[Found]:
    rows = ((n + 2, [cells[n % len(cells)] for cells in columns.values()]) for n in range(ROWS))
    table = Table("requests.csv", tuple(columns), rows)
    return found_out(profiles(table, Labels(known_to(shipped()))), questions_asked(shipped()))


def a_talk(columns: dict[str, Sequence[Cell]] = COLUMNS) -> MapTalk:
    return MapTalk(looked_at(columns), questions_asked(shipped()))


def written(talk: MapTalk) -> str:
    return suggested_mapping(talk.found, "requests.csv")


def read(talk: MapTalk) -> Mapping:
    found, problems = read_mapping(written(talk).encode(), "map.yaml", shipped())
    assert found is not None, "\n".join(map(str, problems))
    return found


def meanings(talk: MapTalk) -> dict[str, str | None]:
    """The role or the question of each column that means something."""
    return {one.name: one.shape.role or one.shape.question for one in read(talk).columns}


def said(talk: MapTalk, *lines: str) -> list[str]:
    """Type these, and return all that was said to them."""
    return [told for line in lines for told in talk.take(line)]


def number_of(talk: MapTalk, meaning: str) -> str:
    """The number of this meaning for the column that is asked about."""
    (others,) = (line for line in talk.shown() if line.startswith("  Or: "))
    return next(one.split()[0] for one in others.removeprefix("  Or: ").split(", ") if one.endswith(meaning))


def test_enter_all_the_way_is_the_first_mapping_itself() -> None:
    talk = a_talk()
    said(talk, *[""] * len(COLUMNS))
    assert talk.finished
    assert written(talk) == suggested_mapping(looked_at(), "requests.csv")
    assert meanings(talk)["Team"] == "department"


def test_a_column_is_shown_with_its_commonest_values_and_what_they_would_mean() -> None:
    talk = a_talk()
    said(talk, "", "", "")
    shown = "\n".join(talk.shown())
    assert 'Column 4 of 7: "Why did you reach out now?"' in shown
    assert '"Something is going wrong" (12) means going_wrong' in shown
    assert "question trigger: " in shown


def test_a_number_takes_another_meaning() -> None:
    talk = a_talk()
    said(talk, "", "")
    said(talk, number_of(talk, "role format"), "", "", "", "")
    assert meanings(talk)["Colour"] == "format"
    assert "role: format  # as said in the talk" in written(talk)


@pytest.mark.parametrize(("typed", "meaning"), [("audience", "audience"), ("aud", "audience"), ("Can do", "can_do")])
def test_a_name_or_its_beginning_takes_any_role_or_question(typed: str, meaning: str) -> None:
    talk = a_talk()
    said(talk, "", "", typed, "", "", "", "")
    assert meanings(talk)["Colour"] == meaning


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("co", "Which of these?"), ("zzz", "No role and no question"), ("99", "There is no 99"), ("0", "There is no 0")],
)
def test_what_means_nothing_is_said_and_the_column_asked_about_again(typed: str, answer: str) -> None:
    talk = a_talk()
    said(talk, "", "")
    assert said(talk, typed)[0].startswith(answer)
    assert talk.reached == 2


def test_a_column_that_is_left_out_stands_as_a_comment() -> None:
    talk = a_talk()
    said(talk, "-", *[""] * 6)
    assert "Ticket" not in meanings(talk)
    assert '# "Ticket": left out in the talk' in written(talk)


def test_a_meaning_that_is_given_to_another_column_is_lost_to_the_first_and_that_is_said() -> None:
    talk = a_talk()
    told = said(talk, "", "", "department")
    assert told == ['"Team" does not mean this any more; b goes back to it.']
    said(talk, "", "", "", "")
    assert meanings(talk)["Colour"] == "department"
    assert "Team" not in meanings(talk)


def test_going_back_undoes_what_was_said_also_for_other_columns() -> None:
    talk = a_talk()
    said(talk, "", "", "department", "b")
    assert talk.reached == 2
    said(talk, *[""] * 5)
    assert written(talk) == suggested_mapping(looked_at(), "requests.csv")
    assert said(a_talk(), "b") == ["This is the first column."]


def test_a_tick_can_be_said_to_tick_another_choice() -> None:
    talk = a_talk()
    said(talk, "", "", "", "")
    assert "a tick for told_people, of the question tried" in "\n".join(talk.shown())
    choice = next(line for line in talk.shown() if line.startswith("  Or: ")).split(", ")[0].split()[-1]
    said(talk, "1", "", "")
    shape = next(one.shape for one in read(talk).columns if one.name == "Tried/told_people")
    assert (shape.question, shape.choice) == ("tried", choice)
    assert choice != "told_people"


def test_what_was_not_reached_stands_as_proposed_and_says_so() -> None:
    talk = a_talk()
    said(talk, "", "-")
    text = written(talk)
    assert text.count("not reached in the talk") == 5
    assert meanings(talk)["Cost"] == "money"


@pytest.mark.parametrize("name", [*ROLES, *shipped().questions])
def test_every_role_and_question_can_be_said_of_a_column_and_reads_back(name: str) -> None:
    talk = a_talk({"Colour": ["red", "blue", "green"]})
    said(talk, name)
    role_or_question = {one.shape.role or one.shape.question for one in read(talk).columns}
    assert role_or_question == {name}
