"""A first mapping proposes what names and values say, writes how numbers and dates are written only where the values
show it, and can be read back as it stands."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import shipped
from orderless.batch.mapping.load import read_mapping
from orderless.batch.mapping.mapping import Mapping
from orderless.batch.mapping.profile import profiles
from orderless.batch.mapping.shape import ROLES, ColumnShape
from orderless.batch.mapping.suggest import suggested_mapping
from orderless.batch.phrases.load import load_phrases
from orderless.batch.tables.table import Cell, Table

ROWS = 60
DEPARTMENTS = ("Claims", "Logistics", "IT")


def suggested(**columns: Sequence[Cell]) -> str:
    """The first mapping for a table with these columns; their cells repeat."""
    return first_mapping(columns)


def first_mapping(columns: dict[str, Sequence[Cell]]) -> str:
    rows = ((n + 2, [cells[n % len(cells)] for cells in columns.values()]) for n in range(ROWS))
    table = Table("requests.csv", tuple(columns), rows)
    called = load_phrases(None, shipped()).columns
    return suggested_mapping(profiles(table), shipped(), table.name, called=called)


def read(text: str) -> Mapping:
    found, problems = read_mapping(text.encode(), "map.yaml", shipped())
    assert found is not None, "\n".join(map(str, problems))
    return found


def shape(name: str, cells: Sequence[Cell]) -> ColumnShape | None:
    """What is proposed for this column when it stands alone."""
    columns = read(first_mapping({name: cells})).columns
    return columns[0].shape if columns else None


def role(name: str, cells: Sequence[Cell]) -> str | None:
    found = shape(name, cells)
    return found.role if found else None


NUMBERED = [f"R-{n}" for n in range(ROWS)]
DAYS = [f"2026-03-{1 + n % 28:02}" for n in range(ROWS)]
AMOUNTS = ["500", "1200", "80"]


@pytest.mark.parametrize(
    ("name", "cells", "expected"),
    [
        *((name, NUMBERED, "id") for name in ("Ref", "Ticket no.", "Issue key", "Case ID")),
        *((name, DEPARTMENTS, "department") for name in ("Team", "Unit", "Business unit", "Your dept.")),
        *((name, AMOUNTS, "money") for name in ("Cost", "Cost EUR", "Budget (USD)", "Spend")),
        *((name, ["yes", "no", "x"], "delivered") for name in ("Built?", "Delivered", "Done?")),
        ("Status", ["Open", "Closed", "On hold"], "delivered"),
        *((name, ["HRBP", "team lead"], "requester") for name in ("Requested by", "Raised by", "Submitted by (role)")),
        *((name, DAYS, "date") for name in ("Received on", "Date of request", "Created")),
        *((name, AMOUNTS, "hours") for name in ("Effort h", "Hours spent")),
    ],
)
def test_a_usual_name_with_fitting_values_is_offered_a_role(name: str, cells: Sequence[Cell], expected: str) -> None:
    assert role(name, cells) == expected


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Ref", DEPARTMENTS),  # the same few again and again name no request
        ("No. of learners", NUMBERED),
        ("Team size", AMOUNTS),
        ("Team lead", ["A", "B"]),
        ("Cost", DEPARTMENTS),
        ("Cost per head", AMOUNTS),
        ("Status", ["Contractor", "Employee"]),
        ("State", ["Texas", "Ohio"]),
        ("Due date", DAYS),
        ("Completed on", DAYS),
        ("Received on", ["Monday", "Tuesday"]),
    ],
)
def test_a_like_name_of_another_thing_or_other_values_are_offered_none(name: str, cells: Sequence[Cell]) -> None:
    assert role(name, cells) is None


def test_a_role_goes_to_the_likeliest_column_and_the_other_is_told_of_it() -> None:
    text = first_mapping({"Total costs of the course": AMOUNTS, "Costs total": AMOUNTS, "Cost": AMOUNTS})
    assert [(column.name, column.shape.role) for column in read(text).columns] == [("Cost", "money")]
    assert text.count("role money (") == 1


def test_a_column_that_nothing_is_offered_for_may_have_a_role_and_the_roles_are_listed_once() -> None:
    text = suggested(Channel=["Form", "Phone"])
    assert '# "Channel": {question: }  # or {role: }' in text
    assert text.count(", ".join(ROLES)) == 1


def test_what_does_not_say_whether_it_was_built_is_left_to_a_person() -> None:
    text = first_mapping({"Built?": ["yes", "no", "x", "Cancelled"]})
    assert '# "x":  # 15 times: "yes" or "no"' in text
    assert '# "yes"' not in text
    assert "Cancelled" not in text
    live = text.replace('# "x": ', '"x": "yes"')
    assert read(live).columns[0].shape.values == {"x": "yes"}


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("How bad is it?", "stakes"),
        ("Severity", "stakes"),
        ("Business impact", "stakes"),
        ("How many people are affected?", "scope"),
        ("Needed by", "urgency"),
        ("Deadline", "urgency"),
        ("Do we have anything already?", "existing_content"),
        ("Could they do it today?", "can_do"),
        ("What is in the way?", "in_the_way"),
        ("Why now?", "trigger"),
        ("Success criteria", "measure"),
        ("Prior training", "taught"),
    ],
)
def test_a_usual_heading_is_offered_its_question_however_its_values_are_worded(name: str, question: str) -> None:
    for values in (["grün", "gelb", "rot"], ["1", "2", "3"]):
        found = shape(name, values)
        assert found is not None
        assert found.question == question


def test_usual_headings_belong_to_one_question_each() -> None:
    names = [name.casefold() for names in load_phrases(None, shipped()).columns.values() for name in names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        (["12,5", "40"], "comma"),
        (["1.250,00", "3.000"], "comma"),
        (["€ 12,50", "7"], "comma"),
        (["12.5", "40"], "point"),
        (["1,250.00", "3,000"], "point"),
        (["500", "40"], None),
        (["3.000", "500"], None),
        (["3,000", "500"], None),
        (["12,5", "12.5"], None),
        ([12.5, 1250.75], None),  # a workbook holds numbers, and no signs
    ],
)
def test_how_numbers_are_written_is_said_where_the_values_show_it(cells: Sequence[Cell], decimal: str | None) -> None:
    found = shape("Cost", cells)
    assert found is not None
    assert found.decimal == decimal


def test_a_number_that_can_be_read_in_two_ways_is_asked_about() -> None:
    assert "# decimal: comma or point?" in suggested(Cost=["3.000", "500"])
    assert "# decimal: both are here" in suggested(Cost=["12,5", "12.5"])
    assert "decimal:" not in suggested(Cost=["500", "40"])


def test_a_question_that_asks_for_a_number_is_told_how_they_are_written_and_an_id_is_not() -> None:
    text = first_mapping({"Cases per month": ["12,5", "40"], "Ref": [f"{n},5" for n in range(ROWS)]})
    by_name = {column.name: column.shape for column in read(text).columns}
    assert by_name["Cases per month"].question == "cases_per_month"
    assert by_name["Cases per month"].decimal == "comma"
    assert by_name["Ref"].decimal is None


def test_what_is_no_number_among_amounts_is_named() -> None:
    text = first_mapping({"Cost": ["500", "3.000,00", "12,50", "2 Tage"]})
    assert read(text).columns[0].shape.role == "money"
    assert '# no numbers: "2 Tage" (15)' in text


@pytest.mark.parametrize(("name", "unit"), [("Days spent", "days"), ("Effort (min)", "minutes"), ("Effort h", None)])
def test_a_name_says_in_what_effort_is_counted(name: str, unit: str | None) -> None:
    found = shape(name, AMOUNTS)
    assert found is not None
    assert (found.role, found.unit) == ("hours", unit)


@pytest.mark.parametrize(
    ("cells", "order", "asked"),
    [
        (["24.09.2025", "03.04.2026"], None, False),
        (["2025-09-24", "2026-04-03"], None, False),
        (["24/09/2025", "03/04/2026"], "day_first", False),
        (["09/24/2025", "03/04/2026"], "month_first", False),
        (["03/04/2026", "05/06/2026"], None, True),
        (["24/09/2025", "25/09/2025", "09/26/2025", "03/04/2026"], "day_first", False),
    ],
)
def test_the_order_of_dates_is_said_where_a_day_above_12_shows_it(
    cells: Sequence[Cell], order: str | None, asked: bool
) -> None:
    text = suggested(Received=cells)
    shape = read(text).columns[0].shape
    assert (shape.role, shape.dates) == ("date", order)
    assert ("# dates: day_first or month_first?" in text) is asked


@given(
    st.dictionaries(
        st.sampled_from(["Ref", "Team", "Cost", "Built?", "Received on", "Effort h", "Deadline", "Cases per month"]),
        st.lists(
            st.sampled_from(["12,5", "1.250,00", "3.000", "03/04/2026", "24.09.2025", "yes", "x", "n/a", "", None, "?"])
            | st.text(max_size=40)
            | st.floats(0, 1e6),
            min_size=1,
            max_size=8,
        ),
        min_size=1,
    )
)
def test_whatever_an_export_holds_its_first_mapping_can_be_read_back(columns: dict[str, Sequence[Cell]]) -> None:
    read(first_mapping(columns))
