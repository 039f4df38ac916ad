"""The small table of money: real sums from what was told, in hours where an hour has no price, and nothing private."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.interviews import shipped
from orderless.decision.decide import decide
from orderless.documents.money import money_table
from orderless.interview.answers import Answer, Override, State

PROBLEM = {"cases_per_month": 90, "cost_per_case": 75}
QUOTE = {"quoted": 78_000}
SEATS = {"head_count": 64, "seat_minutes": 960}
HOUR = {"hour_cost": 60}
FIX = {"fix_cost": 5_000}
ALL_OF_THEM = "2,300 people × 45 min × 60 an hour = 103,500"


def verdict(answers, knowledge=None, **said):
    given_answers = {q: Answer("answered", value, said=said.get(q, "")) for q, value in answers.items()}
    return decide(knowledge or shipped(), State(answers=given_answers))


def rows(answers, **said):
    table = money_table(verdict(answers, **said))
    return None if table is None else dict(table.rows)


def test_the_three_stand_beside_one_another_with_the_sums_that_they_come_from():
    table = money_table(verdict({**PROBLEM, **QUOTE, **SEATS, **HOUR, **FIX}))
    assert table is not None
    assert table.header == ("What", "What it costs")
    assert table.rows == (
        ("The problem, a year", "90 a month × 12 × 75 = about 81,000"),
        (
            "What was asked for",
            "78,000 quoted, plus seat time: 64 people × 2 days × 8 h × 60 an hour = 61,440; together 139,440",
        ),
        ("Instead", "5,000"),
    )


@pytest.mark.parametrize("known", [(), (PROBLEM,), (QUOTE, SEATS, HOUR), (FIX,), ({"cases_per_month": 90}, QUOTE)])
def test_one_row_alone_is_no_table(known):
    assert rows({key: value for one in known for key, value in one.items()}) is None


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (QUOTE, "78,000 quoted"),
        ({"cost_a_head": 12, "head_count": 2300}, "12 a head × 2,300 people = 27,600"),
        ({"cost_a_head": 12}, "12 a head"),
        ({**QUOTE, "cost_a_head": 12}, "78,000 quoted; 12 a head"),
        ({"head_count": 2300, "seat_minutes": 45}, "seat time: 2,300 people × 45 min = 1,725 hours of people's time"),
        (
            {"head_count": 2300, "seat_minutes": 45, "hour_cost": 60, "cost_a_head": 12},
            f"12 a head × 2,300 people = 27,600, plus seat time: {ALL_OF_THEM}; together 131,100",
        ),
        ({**QUOTE, **SEATS}, "78,000 quoted, plus seat time: 64 people × 2 days × 8 h = 1,024 hours of people's time"),
        ({**QUOTE, "head_count": 64, "hour_cost": 60}, "78,000 quoted"),
        ({"head_count": 10, "seat_minutes": 90, **HOUR}, "seat time: 10 people × 1.5 h × 60 an hour = 900"),
        ({"head_count": 10, "seat_minutes": 60}, "seat time: 10 people × 1 h = 10 hours of people's time"),
        ({"head_count": 6, "seat_minutes": 70}, "seat time: 6 people × 70 min = 7 hours of people's time"),
        ({"head_count": 10, "seat_minutes": 480}, "seat time: 10 people × 1 day × 8 h = 80 hours of people's time"),
    ],
)
def test_what_is_known_of_the_order_is_worked_out_and_what_is_not_stays_hours_or_out(order, words):
    assert rows({**PROBLEM, **order})["What was asked for"] == words


@pytest.mark.parametrize("order", [{"head_count": 64}, {"seat_minutes": 45, "hour_cost": 60}, {"hour_cost": 60}])
def test_without_people_or_time_there_is_no_seat_time(order):
    assert rows({**PROBLEM, **order}) is None


def test_what_comes_on_top_of_a_quote_is_said_and_not_added():
    told = rows({**QUOTE, **SEATS, **HOUR, **FIX}, quoted="78,000 plus travel")["What was asked for"]
    assert told.startswith("78,000 quoted plus travel, plus seat time: ")
    assert told.endswith("; together 139,440, without travel")
    assert rows({**QUOTE, **FIX}, quoted="78,000 + VAT")["What was asked for"] == "78,000 quoted plus vat"


def test_the_share_that_depends_on_this_work_is_part_of_the_sum():
    """The same amount as elsewhere on the page."""
    answers = {**PROBLEM, **FIX, "goal": "named_number", "line_of_sight": "about_half"}
    assert rows(answers)["The problem, a year"] == (
        "90 a month × 12 × 75 × 50% that depends on this work = about 40,500"
    )
    assert verdict(answers).worth.yearly_cost == 40_500


@pytest.mark.parametrize(
    ("cases", "said", "cost", "words"),
    [
        (0.58, "7 a year / 12", 86, "7 a year × 86 = about 600"),
        (21.7, "5 a week × 52/12", 900, "5 a week × 52 × 900 = about 234,000"),
        (30, "90 a quarter / 3", 75, "90 a quarter × 4 × 75 = about 27,000"),
        (71, "", 310, "71 a month × 12 × 310 = about 264,000"),
        (0.5, "", 1.5, "0.5 a month × 12 × 1.50 = about 9"),
    ],
)
def test_what_was_said_stands_in_the_sum_and_it_is_no_surer_than_that(cases, said, cost, words):
    """Nobody says 0.58 a month, or that an estimate comes to 598.56."""
    told = rows({"cases_per_month": cases, "cost_per_case": cost, **QUOTE}, cases_per_month=said)
    assert told["The problem, a year"] == words


def test_a_sum_that_a_fix_was_worked_out_from_is_shown_and_other_words_are_not():
    assert rows({**PROBLEM, "fix_cost": 3_000}, fix_cost="40 x 75")["Instead"] == "40 x 75 = 3,000"
    assert rows({**PROBLEM, **FIX}, fix_cost="the fix costs 5k")["Instead"] == "5,000"


def test_beside_a_yes_it_is_no_other_thing():
    state = State(answers={q: Answer("answered", value) for q, value in {**PROBLEM, **FIX}.items()})
    yes = replace(state, override=Override("strategic_yes", "they need it"))
    table = money_table(decide(shipped(), yes))
    assert table is not None
    assert [name for name, _ in table.rows] == ["The problem, a year", "What we propose"]


@pytest.mark.parametrize("state", ["unknown", "parked"])
def test_what_is_not_known_is_no_row(state):
    answers = {q: Answer("answered", value) for q, value in {**PROBLEM, **QUOTE, **FIX}.items()}
    table = money_table(decide(shipped(), State(answers={**answers, "quoted": Answer(state)})))
    assert table is not None
    assert [name for name, _ in table.rows] == ["The problem, a year", "Instead"]


@pytest.mark.parametrize("hidden", ["quoted", "fix_cost", "cost_per_case", "head_count"])
def test_an_answer_that_they_must_not_know_of_is_in_no_sum(hidden):
    known = shipped()
    banks = tuple(
        bank.model_copy(
            {
                "questions": tuple(
                    one.model_copy({"share": one.share.model_copy({"hide": True})}) if one.id == hidden else one
                    for one in bank.questions
                )
            }
        )
        for bank in known.banks
    )
    answers = {**PROBLEM, **QUOTE, **SEATS, **HOUR, **FIX, hidden: 4321}
    table = money_table(verdict(answers, replace(known, banks=banks)))
    assert table is not None
    assert "4,321" not in str(table.rows)


def test_knowledge_without_these_questions_has_the_other_two_rows():
    """That of version 0.1 has none of them."""
    known = shipped()
    banks = tuple(
        bank.model_copy({"questions": tuple(one.model_copy({"role": None}) for one in bank.questions)})
        for bank in known.banks
    )
    table = money_table(verdict({**PROBLEM, **QUOTE, **FIX}, replace(known, banks=banks)))
    assert table is not None
    assert len(table.rows) == 2


NUMBERS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys([*PROBLEM, *QUOTE, *SEATS, *HOUR, *FIX, "cost_a_head"], st.integers(0, 10**6))
)


@given(NUMBERS)
def test_there_is_a_table_where_two_of_the_three_are_known_and_every_sum_in_it_is_right(answers):
    known = answers.keys()
    three = (
        known >= {"cases_per_month", "cost_per_case"},
        bool(known & {"quoted", "cost_a_head"}) or known >= {"head_count", "seat_minutes"},
        "fix_cost" in known,
    )
    table = money_table(verdict(answers))
    assert (table is not None) == (sum(three) >= 2)
    if table is not None:
        assert len(table.rows) == sum(three)
        assert all(len(row) == len(table.header) and all(row) for row in table.rows)


@given(*[st.integers(1, 10**4)] * 4)
def test_the_order_comes_to_the_quote_and_the_hours_of_everybody_at_the_price_of_an_hour(quote, people, minutes, hour):
    order = {"quoted": quote, "head_count": people, "seat_minutes": minutes, "hour_cost": hour}
    told = rows({**PROBLEM, **order})["What was asked for"].rpartition("; together ")[2]
    assert float(told.replace(",", "")) == pytest.approx(quote + people * minutes * hour / 60, abs=0.51)
