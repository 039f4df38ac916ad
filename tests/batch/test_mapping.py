"""A mapping says what columns mean, strictly; nothing is guessed, and what it does not know is refused."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import shipped, sometimes
from orderless.bank.answer_types.cells import Unfit
from orderless.batch.decider import Decider, prepare
from orderless.batch.mapping.bind import Misfit, bind
from orderless.batch.mapping.column_cells import amount_reader
from orderless.batch.mapping.mapping import Mapping, exact_mapping, kinds_of, layout_of
from orderless.batch.mapping.read_mapping import Named, read_mapping
from orderless.batch.tables.table import Nested, Unread
from orderless.decision.decide import decide
from orderless.errors import BadInput
from orderless.interview.answers import Answer, State

TODAY = date(2026, 11, 22)


def mapping(text: str) -> Mapping:
    found, problems = read_mapping(text.encode(), "map.yaml", shipped())
    assert found is not None, "\n".join(map(str, problems))
    return found


def problems(text: str) -> list[str]:
    found, wrong = read_mapping(text.encode(), "map.yaml", shipped())
    assert found is None
    return [str(problem) for problem in wrong]


def values(text: str, **row: object) -> object:
    """What the mapping makes of one row, by question."""
    read = mapping(text)
    bound = bind(read, shipped(), tuple(row), "requests.csv", TODAY)
    found = bound.values(bound.pick(tuple(row.values())))  # type: ignore[arg-type]
    if isinstance(found, list):
        return found
    slots = layout_of(read).slots
    return {slot.question: value for slot, value in zip(slots, found, strict=True) if slot.kind == "answer"}


WHY_NOW = "columns: {Why now: {question: trigger, values: {Broken: going_wrong, Not sure: unknown, '7': wish}}}"


@pytest.mark.parametrize(
    ("cell", "choice"),
    [
        ("Broken", "going_wrong"),
        ("  bROKEN ", "going_wrong"),
        ("new_thing", "new_thing"),
        ("New thing", "new_thing"),
        ("Something is going wrong", "going_wrong"),
        ("SOMETHING  IS going wrong", "going_wrong"),
        ("not sure", None),
        ("Don't know", None),
        ("", None),
        (None, None),
        ("   ", None),
        (7, "wish"),
        (7.0, "wish"),
    ],
)
def test_a_value_means_what_the_mapping_says_or_the_choice_itself(cell: object, choice: str | None) -> None:
    assert values(WHY_NOW, **{"Why now": cell}) == {"trigger": choice}


@pytest.mark.parametrize("cell", ["Brokn", "going", "0", True, "=1+1"])
def test_a_value_that_is_not_known_is_refused_with_its_column(cell: object) -> None:
    found = values(WHY_NOW, **{"Why now": cell})
    assert isinstance(found, list)
    assert isinstance(found[0], Misfit)
    assert found[0].column == "Why now"
    assert "values" in found[0].reason
    assert str(cell) not in found[0].reason.split()


def test_a_mapping_in_which_every_value_is_still_a_comment_can_be_read() -> None:
    assert (
        mapping("columns:\n  A:\n    question: trigger\n    values:\n      # B: wish\n").columns[0].shape.values == {}
    )


def test_a_cell_that_cannot_be_had_is_no_empty_cell_in_a_column_that_answers() -> None:
    found = values(WHY_NOW, **{"Why now": Unread("the file holds a formula and not its result")})
    assert found == [Misfit("Why now", "the file holds a formula and not its result")]


def test_a_cell_that_answers_and_names_causes_is_refused_once() -> None:
    named = "{question: one_change, values: {The tool: {choice: named, causes: [tools_resources]}}}"
    found = values(f"columns: {{A: {named}, B: {{flag: directed}}}}", A=Unread("a formula"), B=Unread("a formula"))
    assert found == [Misfit("A", "a formula"), Misfit("B", "a formula")]


def test_every_cell_that_does_not_fit_is_told() -> None:
    text = "columns: {A: {question: trigger}, B: {question: stakes}, C: {question: scope}}"
    found = values(text, A="x", B="nothing_much", C="y")
    assert isinstance(found, list)
    assert [misfit.column for misfit in found] == ["A", "C"]


@pytest.mark.parametrize(
    ("cell", "keys"),
    [
        ("tools", ("tools",)),
        ("tools; Time", ("tools", "time")),
        ("tools;;tools ;", ("tools",)),
        ("unknown", None),
        ("tools; unknown", ("tools",)),
    ],
)
def test_several_values_in_a_cell_are_several_choices(cell: str, keys: tuple[str, ...] | None) -> None:
    first, second = [key for key, one in shipped().questions["in_the_way"].choices.items() if not one.alone][:2]
    text = f"columns: {{A: {{question: in_the_way, values: {{tools: {first}, time: {second}}}}}}}"
    named = {"tools": first, "time": second}
    wanted = None if keys is None else tuple(named[key] for key in keys)
    assert values(text, A=cell) == {"in_the_way": wanted}


@pytest.mark.parametrize(
    ("separator", "cell", "keys"),
    [
        (",", "Trained them, no lasting change, Told people", ("trained_no_change", "told_people")),
        (",", "Told people,Trained them, no lasting change", ("told_people", "trained_no_change")),
        (", ", "Told people, Wrote a guide or a checklist", ("told_people", "made_aid")),
        (";", "Told people;Trained them, no lasting change;", ("told_people", "trained_no_change")),
        (";#", ";#Told people;#Wrote a guide or a checklist;#", ("told_people", "made_aid")),
        (";", ";#Told people;#Wrote a guide or a checklist;#", ("told_people", "made_aid")),
        (" ", "told_people made_aid", ("told_people", "made_aid")),
        (" ", "Told people Wrote a guide or a checklist", ("told_people", "made_aid")),
        ("\n", "Told people\nTrained them, no lasting change", ("told_people", "trained_no_change")),
        (";", '["told_people", "made_aid"]', ("told_people", "made_aid")),
        (",", '["Trained them, no lasting change", "Told people"]', ("trained_no_change", "told_people")),
        (";", "['told_people', 'made_aid']", ("told_people", "made_aid")),
        (";", "[]", None),
        (";", "[null]", None),
    ],
)
def test_a_label_is_matched_whole_before_a_cell_is_taken_apart(
    separator: str, cell: str, keys: tuple[str, ...] | None
) -> None:
    text = f"columns: {{A: {{question: tried, separator: {json.dumps(separator)}}}}}"
    assert values(text, A=cell) == {"tried": keys}
    assert values(text, A=Nested(cell)) == {"tried": keys}


def test_the_longest_label_is_matched_and_as_much_as_can_be_is_known() -> None:
    meant = "{A: told_people, 'A, B': made_aid, 'B, C': warned}"
    text = f"columns: {{T: {{question: tried, separator: ',', values: {meant}}}}}"
    assert values(text, T="A, B, C, A") == {"tried": ("told_people", "warned")}
    assert values(text, T="A, B, A") == {"tried": ("made_aid", "told_people")}
    found = values(text, T="A, B, X")
    assert isinstance(found, list)


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("A wish, and nothing has happened", "wish"),
        ("A wish or an idea; nothing has happened", "wish"),  # as its label was before
        ("A wish or an idea; nothing has happened;", "wish"),
        ("A wish or an idea; nothing has happened\u00a0", "wish"),
        ('["wish"]', "wish"),
        (";#wish;#", "wish"),
        ("[]", None),
    ],
)
def test_a_single_value_is_read_in_whatever_a_form_tool_puts_around_it(cell: str, key: str | None) -> None:
    assert values("columns: {A: {question: trigger}}", A=cell) == {"trigger": key}


def test_a_list_of_several_is_refused_where_one_is_asked_for() -> None:
    found = values("columns: {A: {question: trigger}}", A='["wish", "going_wrong"]')
    assert isinstance(found, list)
    assert "takes one" in found[0].reason


def test_a_choice_that_stands_alone_is_refused_beside_another() -> None:
    alone = next(key for key, choice in shipped().questions["skipped"].choices.items() if choice.alone)
    (misfit,) = values("columns: {A: {question: skipped}}", A=f"{alone}; nothing_happens")  # type: ignore[misc, attr-defined]
    assert misfit.reason.startswith(f"{alone} can only stand alone; ")
    text = "columns: {A: {question: skipped, values: {None of it: unknown}}}"
    assert values(text, A="None of it; nothing_happens") == {"skipped": ("nothing_happens",)}


def test_values_can_name_causes_where_the_choice_asks_for_them() -> None:
    read = mapping(
        "columns: {A: {question: one_change, values: {The tool: {choice: named, causes: [tools_resources]}}}}"
    )
    bound = bind(read, shipped(), ("A",), "requests.csv", TODAY)
    assert [slot.kind for slot in layout_of(read).slots] == ["answer", "causes"]
    assert bound.values(bound.pick(("the tool",))) == ("named", ("tools_resources",))
    assert bound.values(bound.pick((None,))) == (None, ())


@pytest.mark.parametrize(
    ("column", "cell", "amount"),
    [
        ("", "40", 40.0),
        ("", 40, 40.0),
        ("", "1,200", 1200.0),
        ("", "about 3k", 3000.0),
        ("unit: thousands,", "2.5", 2500.0),
        ("unit: thousands,", "about 3k", 3000.0),
        ("unit: percent,", "12", 0.12),
        ("unit: percent,", "12 %", 0.12),
        ("decimal: comma,", "2,5", 2.5),
        ("decimal: comma,", "1.200,50", 1200.5),
        ("decimal: point,", "3.000", 3.0),
        ("", "36,5", 36.5),
        ("", "1.234,56", 1234.56),
        ("", "0.500", 0.5),
        ("decimal: comma,", "4.80", "refused"),
        ("decimal: comma,", "0.500", "refused"),
        ("decimal: point,", "36,5", "refused"),
        ("decimal: point,", "91,94", "refused"),
        ("decimal: point,", "1.234,56", "refused"),
        ("decimal: comma,", "1 234,5", 1234.5),
        ("", "1,23,4", "refused"),
        ("", Unread("a formula"), "refused"),
        ("", "n/a", "refused"),
        ("", "3.000", "refused"),
        ("", "-5", "refused"),
        ("", -5, "refused"),
        ("", float("nan"), "refused"),
        ("", True, "refused"),
        ("", "1e400", "refused"),
        ("", "unknown", None),
    ],
)
def test_numbers_are_read_as_the_column_says(column: str, cell: object, amount: object) -> None:
    found = values(f"columns: {{A: {{{column} question: cases_per_month}}}}", A=cell)
    assert isinstance(found, list) if amount == "refused" else found == {"cases_per_month": amount}


@pytest.mark.parametrize(
    ("order", "cell", "day"),
    [
        ("", "2026-03-04", "2026-03-04"),
        ("", "2026-03-04 09:30:00", "2026-03-04"),
        ("", datetime(2026, 3, 4, 9, 30), "2026-03-04"),
        ("", date(2026, 3, 4), "2026-03-04"),
        ("", "4.3.2026", "2026-03-04"),
        ("", "13/02/2026", "2026-02-13"),
        ("", "5 March 2026", "2026-03-05"),
        ("", "03/04/2026", "refused"),
        ("dates: day_first,", "03/04/2026", "2026-04-03"),
        ("dates: month_first,", "03/04/2026", "2026-03-04"),
        ("dates: month_first,", "13/02/2026", "refused"),
        ("", "31/02/2026", "refused"),
        ("", "2026/03/04", "2026-03-04"),
        ("", "2026.3.4", "2026-03-04"),
        ("", "04.03.26", "2026-03-04"),
        ("", "04.03.99", "1999-03-04"),
        ("dates: day_first,", "4/3/26", "2026-03-04"),
        ("dates: month_first,", "3/4/26", "2026-03-04"),
        ("", "25/07/26", "refused"),
        ("", "25-07-26", "refused"),
        ("dates: day_first,", "04/03/026", "refused"),
        ("dates: day_first,", "Wed 04/03/2026", "2026-03-04"),
        ("", "Wednesday, 4 March 2026", "2026-03-04"),
        ("", "2026-03", "refused"),
        ("", "46085", "refused"),
        ("", "soon", "refused"),
        ("", "", None),
    ],
)
def test_dates_are_never_guessed(order: str, cell: object, day: object) -> None:
    found = values(f"columns: {{A: {{{order} question: follow_up_date}}}}", A=cell)
    assert isinstance(found, list) if day == "refused" else found == {"follow_up_date": day}


@pytest.mark.parametrize(
    "cell",
    [
        "03-Nov-20",
        "3-NOV-2020",
        "3/Nov/20 12:17",
        "03/Nov/20 9:17 AM",
        "03/Nov/2020:12:17:33 +0000",
        "Tue Nov 03 2020 12:17:33 GMT+0100 (Central European Standard Time)",
        "Tue Nov  3 12:17:33 2020",
        "Tue Nov  3 12:17:33 UTC 2020",
        "Tue, 03 Nov 2020 12:17:33 +0000",
        "Nov. 3, 2020, 2:01 p.m.",
        "Nov. 3, 2020, noon",
        "Nov 3, 2020 12:17",
        "Nov 03, 2020 at 9:17 AM",
        "November 3, 2020",
        "Tuesday, November 3, 2020 12:17:33 PM",
        "2020-Nov-03",
        "2020/11/03 12:17:33 PM GMT+2",
        "2020-11-03T12:17:33.000+0000",
        "20201103",
        "1604405853000",
        1604405853000,
        "2020年11月3日",
    ],
)
@pytest.mark.parametrize("order", ["", "dates: day_first,", "dates: month_first,"])
def test_a_date_that_a_machine_wrote_is_read_whatever_the_order_of_others(order: str, cell: object) -> None:
    text = f"columns: {{A: {{{order} question: follow_up_date}}}}"
    assert values(text, A=cell) == {"follow_up_date": "2020-11-03"}


@pytest.mark.parametrize(
    "cell",
    [
        *("3. März 2026", "3 mars 2026", "3 marzo 2026", "3 de marzo de 2026", "3 de março de 2026", "3 mrt. 2026"),
        *("3 mar. 2026", "Di., 3. März 2026 12:17 Uhr", "mardi 3 mars 2026 à 14:30", "3 marca 2026", "3 марта 2026 г."),
        *("2026. március 3.", "3 Mart 2026", "3. maaliskuuta 2026", "3. marts 2026", "Di, 03.03.2026"),
    ],
)
def test_months_in_other_languages_are_read(cell: str) -> None:
    pytest.importorskip("babel")
    assert values("columns: {A: {question: follow_up_date}}", A=cell) == {"follow_up_date": "2026-03-03"}


@pytest.mark.parametrize(
    "cell", ["03-Foo-20", "31-Feb-20", "Nov 2020", "Nov 20", "3 x 2020", "1604405853", "99999999999999"]
)
def test_what_only_looks_like_a_date_of_a_machine_is_refused(cell: str) -> None:
    found = values("columns: {A: {question: follow_up_date, dates: day_first}}", A=cell)
    assert isinstance(found, list)
    assert "dates:" not in found[0].reason  # which the mapping says already
    assert "say `dates:" in values("columns: {A: {question: follow_up_date}}", A=cell)[0].reason


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("12", 12),
        ("12 h", 12),
        ("12h", 12),
        ("ca. 40 hrs", 40),
        ("1,5 Std.", 1.5),
        ("90 min", 1.5),
        ("2 days", 15),
        ("1 week", 37.5),
        ("1 h 30 min", 1.5),
        ("2 days, 4 hours and 30 minutes", 19.5),
        ("1.200 h", "refused"),
        ("500 EUR", "refused"),
        ("£12", "refused"),
        ("1.2m", "refused"),
        ("1h30", "refused"),
        ("10 - 12", "refused"),
        ("-4 h", "refused"),
        ("half a day", "refused"),
        ("1 " * 10_000 + "h", "refused"),
    ],
)
def test_hours_are_read_in_the_unit_that_stands_with_them(cell: str, hours: object) -> None:
    """A unit in the cell goes before that of the column; a day is as long as the mapping says."""
    for unit, of_the_column in (("hours", 1), ("days", 7.5)):
        found = amount("hours", cell, f"unit: {unit}")
        alone = cell.isdecimal() and not isinstance(hours, str)
        assert found == (12 * of_the_column if alone else hours)


@pytest.mark.parametrize(
    ("cell", "money"),
    [
        ("500", 500),
        ("500 EUR", 500),
        ("EUR 500", 500),
        ("US$ 1,200.50", 1200.5),
        ("€ 1.200,50", 1200.5),
        ("1'500.- CHF", 1500),
        ("500,-", 500),
        ("500.–", 500),
        ("₹ 5k", 5000),
        ("about 1.200,50 euros", 1200.5),
        ("3 x EUR 40", 120),
        ("kr. 200", 200),
        ("12 h", "refused"),
        ("500 apples", "refused"),
        ("between 500 and 600", "refused"),
        ("-200", "refused"),
    ],
)
def test_money_is_read_with_its_currency_before_or_behind(cell: str, money: object) -> None:
    assert amount("money", cell) == money


@pytest.mark.parametrize(
    ("cell", "money"),
    [
        ("5", 5000),
        ("£5k", 5000),
        ("approx. 2m USD", 2_000_000),
        ("3 x 5 + 1", 16_000),
        ("3 x 5k", "refused"),
        ("5k + 200", "refused"),
    ],
)
def test_a_figure_that_names_its_unit_is_not_multiplied_by_that_of_the_column(cell: str, money: object) -> None:
    assert amount("money", cell, "unit: thousands") == money


def amount(role: str, cell: str, more: str = "") -> object:
    """What the report makes of a cell in the column with this role."""
    read = mapping(f"columns: {{A: {{role: {role}, {more}}}}}\nhours_a_day: 7.5")
    try:
        return amount_reader(read.columns[0], read)[cell]
    except Unfit:
        return "refused"


def test_constants_hold_in_every_row() -> None:
    text = "columns: {A: {question: trigger}}\nconstants: {learner_role: staff, cases_per_month: 12}"
    assert values(text, A="wish") == {"trigger": "wish", "learner_role": "staff", "cases_per_month": 12}


def test_columns_are_found_whatever_their_case_and_blanks() -> None:
    assert values("columns: {why  NOW: {question: trigger}}", **{"Why now": "wish"}) == {"trigger": "wish"}


def test_an_exact_name_goes_before_one_that_differs_in_case_or_blanks() -> None:
    """JSON lines and Parquet can hold both; a name that may mean either is refused, and which they are is said."""
    row = {"why now": "wish", "Why Now": "going_wrong", "Why  now": "new_thing"}
    assert values("columns: {Why Now: {question: trigger}}", **row) == {"trigger": "going_wrong"}
    both = mapping("columns: {A: {question: trigger}, B: {role: hours}}")
    columns = tuple(one._replace(name=name) for one, name in zip(both.columns, ("a b", "A b"), strict=True))
    bound = bind(both._replace(columns=columns), shipped(), ("A b", "a b"), "requests.csv", TODAY)
    assert bound.pick((1, "wish")) == ("wish",)
    assert bound.roles == {"hours": 0}
    assert kinds_of(both._replace(columns=columns), shipped(), ("A b", "a b")) == {0: "number"}
    told = r'requests.csv has the columns "Why now" and "WHY NOW", and "why now" may be either; write its name exactly'
    with pytest.raises(BadInput, match=told):
        values("columns: {why now: {question: trigger}}", **{"Why now": "wish", "WHY NOW": "wish"})


def test_two_columns_that_differ_in_case_only_can_both_be_named_where_both_are_there() -> None:
    text = b"columns: {Why: {question: trigger}, why: {role: topic}, Who: {role: audience}, who: {role: format}}"
    found, wrong = read_mapping(text, "map.yaml", shipped(), Named("a.jsonl", ("Why", "why", "WHO")))
    assert found is None
    assert ["but for case" in one.message for one in wrong] == [True]
    found, wrong = read_mapping(text, "map.yaml", shipped(), Named("a.jsonl", ("Why", "why", "Who", "who")))
    assert found is not None
    (one,) = read_mapping(b"columns: {wHy: {role: topic}}", "m.yaml", shipped(), Named("a.jsonl", ("Why", "why")))[1]
    assert str(one).startswith('m.yaml:1:11: a.jsonl has the columns "Why" and "why", and "wHy" may be either')


def test_without_a_mapping_a_role_is_that_of_the_column_with_its_exact_name() -> None:
    found = exact_mapping(shipped(), ("Hours", "trigger", "hours", "HOURS"))
    assert [(column.name, column.shape.role) for column in found.columns] == [("trigger", None), ("hours", "hours")]
    with pytest.raises(BadInput, match=r'^The columns "Hours" and "HOURS" are called alike; .* has the role hours.$'):
        exact_mapping(shipped(), ("Hours", "trigger", "HOURS"))


def test_a_column_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(BadInput, match=r'requests.csv has no column "Whynow".*did you mean "Why now"'):
        values("columns: {Whynow: {question: trigger}}", **{"Why now": "wish"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("columns: {A: {question: triger}}", 'map.yaml:1:25: there is no question "triger"; did you mean "trigger"?'),
        ("columns: {A: {}}", "say what this column holds"),
        ("columns: {A: {question: trigger, values: {x: wsh}}}", 'did you mean "wish"?'),
        (
            "columns: {A: {question: goal_name, values: {x: y}}}",
            'out, and name words for "not known" under',
        ),
        ("columns: {A: {question: trigger}, B: {question: trigger}}", "another column answers this question"),
        ("columns: {A: {role: topic}, B: {role: topic}}", "another column has this role"),
        ("columns: {A: {question: trigger}, a: {question: stakes}}", "the same column"),
        ("columns: {A: {question: trigger, values: {x: wish, ' X': going_wrong}}}", "stands twice"),
        ("columns: {A: {role: delivered, values: {x: 'yes', ' X': 'no'}}}", "stands twice"),
        ("columns: {A: {question: trigger, unit: hours}}", "`unit` is for columns with numbers"),
        ("columns: {A: {question: cases_per_month, unit: hours}}", "for the column with the role hours"),
        ("columns: {A: {question: trigger, dates: day_first}}", "`dates` is for columns with dates"),
        ("columns: {A: {role: departement}}", "department"),
        ("columns: {A: {question: trigger}}\nconstants: {trigger: wish}", "leave out one of the two"),
        ("columns: {A: {question: trigger}}\nconstants: {stakes: hi}", "expected one of"),
        ("columns: {A: {question: trigger}}\nconstants: {cases_per_month: many}", "expected a number"),
        ("columns: {A: {question: trigger, values: {x: {choice: wish, causes: [feedback]}}}}", "cannot|not a cause"),
        ("columns: {A: {question: trigger}}\nbase: data", 'unknown key "base"'),
        ("columns: {A: {role: delivered, values: {Open: maybe}}}", "yes or no"),
        ("columns: {A: {flag: directed, values: {Open: maybe}}}", "yes or no"),
        ("columns: {A: {flag: directed, question: trigger}}", "answers no question beside it"),
        ("columns: {A: {flag: directed}, B: {flag: directed}}", "another column has this flag already"),
        ("columns: {A: {flag: directed}}\ndirected: true", "leave out one of the two"),
        ("columns: {A: {role: id}}\ndirected: 'yes'", '"directed": expected true or false'),
        ("columns: {A: {flag: gate_met}}", '"flag" is not one of "directed"'),
    ],
)
def test_what_is_wrong_with_a_mapping_is_told_with_its_place(text: str, told: str) -> None:
    found = problems(text)
    assert any(line.startswith("map.yaml:") for line in found)
    assert any(words in line for line in found for words in told.split("|"))


DIRECTED = """
columns:
  Scope: {question: scope}
  In the way: {question: one_change, values: {Tool: {choice: named, causes: [tools_resources]}}}
  Above: {flag: directed, values: {Decided: "yes"}}
constants: {trigger: senior_asked}
"""


@pytest.mark.parametrize(
    ("cell", "directed"),
    [
        ("yes", True),
        (" DECIDED", True),
        (True, True),
        (1, True),
        ("no", False),
        ("", False),
        (None, False),
        ("?", False),
    ],
)
def test_a_flag_is_decided_on_as_an_interview_would(cell: object, directed: bool) -> None:
    """From a column, and from the mapping for all rows."""
    answers = {"scope": Answer("answered", "one_team"), "trigger": Answer("answered", "senior_asked")}
    live = decide(shipped(), State(answers=answers, directed=directed))
    assert (live.outcome == "yes_required_minimum") is directed
    assert decided(DIRECTED, Scope="one_team", **{"In the way": "", "Above": cell}) == live.outcome
    rest = DIRECTED.replace("  Above:", "# Above:") + f"directed: {str(directed).lower()}\n"
    assert decided(rest, Scope="one_team", **{"In the way": ""}) == live.outcome


def test_a_flag_that_is_neither_yes_nor_no_refuses_its_row() -> None:
    """Nobody was told to go ahead by a word that means nothing here."""
    (misfit,) = values(DIRECTED, Scope="one_team", **{"In the way": "", "Above": "Perhaps"})  # type: ignore[misc]
    assert (misfit.column, misfit.value) == ("Above", "Perhaps")
    assert "neither yes nor no" in misfit.reason


def decided(text: str, **row: object) -> str:
    """The outcome of one row."""
    job = prepare(shipped(), mapping(text), TODAY, columns=("outcome",))
    decider = Decider(job, tuple(row), "requests.csv")
    (found,) = decider.decide([decider.pick(tuple(row.values()))])  # type: ignore[arg-type]
    return str(found.cells[0])


def test_a_value_that_is_unknown_is_decided_as_an_empty_cell() -> None:
    """So a copy of a column can leave to the other question what belongs to it, as the guide says."""
    text = "columns: {Reason: {question: trigger}, Obstacle: {question: in_the_way, values: {Never shown: %s}}}"
    job = prepare(shipped(), mapping(text % "unknown"), TODAY, columns=("outcome", "causes", "unknown", "priority_low"))
    decider = Decider(job, ("Reason", "Obstacle"), "requests.csv")
    rows = [decider.pick(("going_wrong", cell)) for cell in ("Never shown", "", "not_enough_time")]
    unknown, empty, known = decider.decide(rows)
    assert unknown == empty
    assert known != empty


ALL_WRONG = """\
columns:
  A: {question: triger, bsis: saw}
  Reason: {question: can_do, unit: hour, values: {x: mst_could, y: [too_new], z: {choic: wish}}}
  C: {question: scpe, values: [a]}
  D: trigger
constants: {scop: one_team, can_do: [x], stakes: hi}
hours_a_day: 7,5
"""


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Shapes, and the names in whatever is left without what has the wrong shape; each with its place."""
    found, wrong = read_mapping(
        ALL_WRONG.encode(), "map.yaml", shipped(), Named("a.csv", ("a", "Reason why", "C", "D"))
    )
    assert found is None
    assert [(one.line, one.message.split(";")[0].split(":")[0][:44]) for one in wrong] == [
        (2, 'there is no question "triger"'),
        (2, 'unknown key "bsis"'),
        (3, 'a.csv has no column "Reason"'),
        (3, '"unit" is not one of "minutes", "hours", "da'),
        (3, '"mst_could" is not a choice of can_do'),
        (3, "say what this value means"),
        (3, '"causes" is missing'),
        (3, '"choice" is missing'),
        (3, 'unknown key "choic"'),
        (4, 'there is no question "scpe"'),
        (4, '"values"'),
        (5, '"D"'),
        (6, 'there is no question "scop"'),
        (6, "expected one answer"),
        (6, "expected one of"),
        (7, "`hours_a_day` is a number above 0 and up to "),
    ]


@pytest.mark.parametrize("hours", ["0", "-1", "25", "eight", "7,5", "true", "[8]", "", ".nan", "1e999"])
def test_hours_a_day_that_cannot_be_are_refused_in_a_sentence(hours: str) -> None:
    """With an example of what can be."""
    (line,) = problems(f"columns: {{A: {{role: hours, unit: days}}}}\nhours_a_day: {hours}\n")
    assert line.startswith("map.yaml:2:")
    assert line.endswith("`hours_a_day` is a number above 0 and up to 24, such as 7.5 with a point")
    assert mapping("columns: {A: {role: hours, unit: days}}\nhours_a_day: '7.5'\n").hours_a_day == 7.5


KEYS = st.sampled_from(["A", "B", "question", "values", "role", "choice", "causes", "basis", "short", "long", "str"])
ANY = st.recursive(
    st.sampled_from([None, True, 3, "x", "trigger", "wish", "unknown", "saw", "hours"]),
    lambda part: st.lists(part, max_size=2) | st.dictionaries(KEYS, part, max_size=3),
    max_leaves=8,
)


@given(columns=ANY, constants=ANY, unknown=ANY)
@sometimes
def test_whatever_a_mapping_holds_it_is_read_or_told(columns: object, constants: object, unknown: object) -> None:
    """Never anything else, and never without a place or in words that are not ours."""
    text = json.dumps({"columns": columns, "constants": constants, "unknown": unknown})
    found, wrong = read_mapping(text.encode(), "map.yaml", shipped())
    assert (found is None) == bool(wrong)
    assert all(one.line and not one.message.startswith("Input should") for one in wrong)


def test_amounts_and_days_are_known_by_the_mapping_and_an_id_is_neither() -> None:
    """By question or by role, wherever the column stands; even where an id answers a question."""
    text = """
columns:
  No: {role: id, question: cases_per_month}
  Price: {question: fix_cost}
  Hours: {role: hours}
  On: {role: date}
  Reason: {question: trigger}
"""
    found = kinds_of(mapping(text), shipped(), ("on", "Other", "Reason", "NO", "Hours", "Price"))
    assert found == {0: "date", 4: "number", 5: "number"}


def test_the_mapping_in_the_guide_can_be_used_as_it_stands() -> None:
    """Its questions, choices and causes are those of the shipped knowledge."""
    guide = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(# map.yaml\n.*?)```", guide, re.DOTALL)
    read = mapping(text)
    assert {"trigger", "cases_per_month"} <= {column.shape.question for column in read.columns}
    assert read.hours_a_day == 7.5


def test_without_a_mapping_only_exact_ids_count() -> None:
    found = exact_mapping(shipped(), ("trigger", "Trigger", "can do", "Department", "request"))
    assert [(c.name, c.shape.question, c.shape.role) for c in found.columns] == [
        ("trigger", "trigger", None),
        ("Department", None, "department"),
        ("request", "request", "request"),
    ]
