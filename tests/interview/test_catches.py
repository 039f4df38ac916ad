"""Figures in a line and whose they are: right, or not offered; readable at the question; in time that grows evenly."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderless.interview.catches import caught, caught_together
from orderless.interview.grammar import Give, parse
from support.talk import TODAY, question_of, shipped

ALL = list(shipped().questions.values())
CATCHING = {question.id: question for question in ALL if question.catches is not None}


def held(line):
    """What the shipped questions catch of this line: question, value."""
    return [(one.question, one.value) for one in caught(line, ALL)]


@pytest.mark.parametrize(
    ("line", "question", "value"),
    [
        ("22% now", "number_now", "22%"),
        ("22 now", "number_now", "22"),
        ("at 22", "number_now", "22"),
        ("today 22", "number_now", "22"),
        ("we're at 22", "number_now", "22"),
        ("We’re at 22 percent", "number_now", "22 percent"),
        ("~22% now", "number_now", "about 22%"),
        ("maybe 22 % at the moment", "number_now", "maybe 22 %"),
        ("our win rate is 22% now", "number_now", "22%"),
        ("30 by Q2", "number_target", "30 by Q2"),
        ("I want 30% by the end of Q2 2027", "number_target", "30% by the end of Q2 2027"),
        ("want 30", "number_target", "30"),
        ("to 30", "number_target", "30"),
        ("target: 30", "number_target", "30"),
        ("30% wanted by 31 December", "number_target", "30% by 31 December"),
        ("30 by 2027", "number_target", "30 by 2027"),
        ("90 a month", "cases_per_month", 90),
        ("90 proposals/month", "cases_per_month", 90),
        ("We run maybe 90 proposals a month", "cases_per_month", 90),
        ("1,200 calls per month", "cases_per_month", 1200),
        ("20 a week", "cases_per_month", 86.7),
        ("240 a year", "cases_per_month", 20),
        ("9 a quarter", "cases_per_month", 3),
        ("40k each", "cost_per_case", 40_000),
        ("75 per case", "cost_per_case", 75),
        ("one case costs 75 euros", "cost_per_case", 75),
        ("quoted 78,000", "quoted", 78_000),
        ("78,000 plus travel", "quoted", 78_000),
        ("the vendor quoted €1.2m", "quoted", 1_200_000),
        ("30 000 quoted", "quoted", 30_000),
        ("300 000 quoted", "quoted", 300_000),
        ("quoted “30,000”", "quoted", 30_000),
        ("12 euros a head", "cost_a_head", 12),
        ("Vendor: 12 per person", "cost_a_head", 12),
        ("2,300 people", "head_count", 2300),
        ("all 64 account execs", "head_count", 64),
        ("45 min", "seat_minutes", 45),
        ("two days", "seat_minutes", 960),
        ("2 x 4 hours", "seat_minutes", 480),
        ("half a day each", "seat_minutes", 240),
        ("a two-day negotiation workshop", "seat_minutes", 960),
        ("60 an hour", "hour_cost", 60),
        ("EUR 60/h", "hour_cost", 60),
        ("the fix costs 5k", "fix_cost", 5000),
    ],
)
def test_a_figure_goes_to_the_question_whose_words_stand_around_it(line, question, value):
    assert held(line) == [(question, value)]


@pytest.mark.parametrize("day", ["1 March", "March 1", "31 March", "March 31"])
def test_a_target_has_the_day_by_which_it_is_wanted(day):
    assert held(f"30 by {day}") == [("number_target", f"30 by {day}")]


@pytest.mark.parametrize("no_day", ["0 March", "March 0", "32 March", "March 32", "011 March"])
def test_no_month_has_such_a_day(no_day):
    assert held(f"30 by {no_day}") == []


@pytest.mark.parametrize(
    "line",
    [
        "from 31",
        "we went from 31 to 22",
        "20-30 a month",
        "20 - 30 a month",
        "20 to 30 a month",
        "between 20 and 30 a month",
        "over 90 a month",
        "90 more a month",
        "90 thousand a month",
        "3,000 euros a month",
        "90 a month?",
        "+3% now",
        "-5% now",
        "22% now, 25% today",
        "My top five win at 38",
        "competitors: at 22",
        "at 9, tomorrow",
        "Friday, at 9",
        "at 9:30",
        "at 9am",
        "at 2026",
        "target 2030",
        "2026 now",
        "12/5 now",
        "at 020 7946 0000",
        "at +44 20 7946",
        "at 0171",
        "30 by the end",
        "version 2.1.3 now",
        "at 2.1.3",
        "#12 now",
        "ISO 9001 now",
        "quoted 78.000",
        "quoted 1.2 million",
        "9 days, they had signed elsewhere by then",
        "410 people in California",
        "2 managers, they never coach",
        "3 teams affected",
        "one and a half days",
        "1 h 30",
        "2 d",
        "64 x 45 min",
        "the workshop on 20 January",
        "120%",
        "42",
        "",
        "now",
        "1" * 400 + " now",
        "22% now" + " and so on" * 200,
    ],
)
def test_what_could_mean_something_else_is_offered_to_nobody(line):
    assert held(line) == []


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("22% now, 30 by Q2, 90 a month", ["number_now", "number_target", "cases_per_month"]),
        ("we're at 22 percent, from 31. I want 30 by end of Q2. Average deal 40k.", ["number_now", "number_target"]),
        ("2,300 people × 45 min", ["head_count", "seat_minutes"]),
        ("64 execs x 2 x 4 hours", ["head_count", "seat_minutes"]),
        ("Budget – 30 000. Vendor: 12 a head. 2,300 people × 45 min.", ["cost_a_head", "head_count", "seat_minutes"]),
        ("quoted 78,000 plus travel for 64 people", ["quoted", "head_count"]),
        ("64 people and two days, it is about trust", ["head_count", "seat_minutes"]),
        ("64 people, two days, it is about trust", []),
        ("12 each, 2,300 people", ["head_count"]),
    ],
)
def test_each_piece_of_a_line_counts_by_itself_and_bare_ones_only_among_figures(line, fields):
    assert [question for question, _ in held(line)] == fields


def test_a_bare_figure_takes_the_sign_of_the_one_that_measures_the_same():
    assert dict(held("22% now, 30 by Q2")) == {"number_now": "22%", "number_target": "30% by Q2"}
    assert dict(held("22 now, 30% by Q2")) == {"number_now": "22%", "number_target": "30% by Q2"}
    assert dict(held("22% now, want 5,000 euros")) == {"number_now": "22%", "number_target": "5,000 euros"}


def test_how_a_value_was_worked_out_is_said_with_it():
    said = {one.question: one.said for line in ("20 a week", "2 days each") for one in caught(line, ALL)}
    assert said == {"cases_per_month": "20 a week × 52/12", "seat_minutes": "2 days each × 8 h"}


@pytest.mark.parametrize(
    ("line", "basis"), [("22% now d", "data"), ("22% now, 90 a month s", "saw"), ("22% now", "believes")]
)
def test_a_letter_at_the_end_of_the_line_says_how_all_of_it_is_known(line, basis):
    assert {one.basis for one in caught(line, ALL)} == {basis}
    assert held("64 people, 2 d") == [], "or two days are meant"


# ---------------------------------------------------------------------------------------------------- asked together

PAIR = [CATCHING["number_now"], CATCHING["number_target"]]


@pytest.mark.parametrize(
    ("line", "now", "wanted"),
    [
        ("22% now, 30% by end of Q2", "22%", "30% by end of Q2"),
        ("30 by Q2, we're at 22%", "22%", "30% by Q2"),
        ("22%, 30%", "22%", "30%"),
        ("22, 30", "22", "30"),
        ("from 22 to 30% by June", "22%", "30% by June"),
        ("22 → 30", "22", "30"),
        ("22 percent and 30", "22 percent", "30%"),
    ],
)
def test_a_line_that_holds_all_that_was_asked_for_answers_all_of_it(line, now, wanted):
    found = caught_together(line, PAIR)
    assert found is not None
    assert [one.value for one in found[0]] == [now, wanted]
    assert found[1] is False


@pytest.mark.parametrize(
    "line", ["22%", "22% now", "31, 22 now", "22%, 30%?", "22-30", "one, 30", "22, 30, 40", "2026, 2027"]
)
def test_a_line_that_does_not_is_no_answer_to_all(line):
    assert caught_together(line, PAIR) is None


def test_what_a_line_says_besides_is_not_dropped():
    found = caught_together("22% now, 30 by Q2, 90 a month", PAIR)
    assert found is not None
    assert found[1] is True


# ------------------------------------------------------------------------------------------------------- any line

NUMBERS = st.sampled_from(
    ["22", "22%", "40k", "2,300", "30 000", "1.5", "€5", "75 euros", "45 min", "two days", "2026", "~9", "0"]
)
WORDS = st.sampled_from(
    [
        *(
            "now",
            "at",
            "by Q2",
            "a month",
            "a week",
            "each",
            "people",
            "plus travel",
            "a head",
            "an hour",
            "want",
            "from",
        ),
        *("to", "or", "about", "quoted", "x", "×", ",", ".", "and", "for", "we're", "?", "-", "d", "%", "course", "="),
        *('"', "~", "2 x", "/month"),
    ]
)
LINES = st.one_of(
    st.lists(st.one_of(NUMBERS, WORDS), max_size=9).map(" ".join),
    st.lists(st.one_of(NUMBERS, WORDS), max_size=9).map("".join),
    st.text(max_size=30),
    st.text(alphabet="0123456789 %,.kx×-–/amonthbyQ2?~", max_size=30),
)


@given(LINES)
def test_whatever_is_offered_is_read_by_its_question_as_the_same_answer(line):
    """Taking it is the same as typing it there."""
    for one in caught(line, ALL):
        given = parse(one.line, shipped().questions[one.question], shipped().causes.causes, TODAY)
        assert isinstance(given, Give), one
        assert given.value == one.value
        assert given.said == ("" if one.line == one.value else one.said)
        assert isinstance(one.value, str) or one.line.removeprefix("about ") in " ".join(line.split())


@given(LINES)
def test_no_question_gets_two_answers_and_it_does_not_matter_which_is_asked_first(line):
    found = caught(line, ALL)
    assert len({one.question for one in found}) == len(found)
    assert caught(line, reversed(ALL)) == found


@pytest.mark.parametrize(
    "piece", ["2 x ", "22% now, ", "1,", "1 ", "x", "about ", "2x", "two days ", "~(", "a/", "30 by Q2 and ", "€"]
)
def test_a_long_line_takes_no_long_time(piece):
    """What is longer than a line is not looked at; what is as long as one is looked at once."""
    for many in (1_000, 200_000):
        line = (piece * many)[:many]
        begin = time.process_time()
        caught(line, ALL)
        assert time.process_time() - begin < 0.3


# ---------------------------------------------------------------------------------------------- questions of one's own


def own(**fields):
    return question_of(**{"unit": None, **fields})


@pytest.mark.parametrize(
    ("fields", "line", "value"),
    [
        ({"type": "percentage", "catches": {"after": ["now"]}}, "22% now", 22),
        ({"type": "percentage", "catches": {"after": ["now"]}}, "22 now", None),
        ({"type": "percentage", "catches": {"after": ["now"]}}, "120% now", None),
        ({"type": "number", "catches": {"after": ["now"]}}, "22% now", None),
        ({"type": "number", "catches": {"after": ["visits {per}"], "per": "year"}}, "2 visits a week", 104),
        ({"type": "number", "catches": {"after": ["visits {per}"], "per": "week"}}, "104 visits a year", 2),
        ({"type": "number", "catches": {"before": ["volume"], "after": ["{per}"], "per": "week"}}, "volume 90", None),
        ({"type": "number", "catches": {"after": ["away"], "time": "hours"}}, "90 min away", 1.5),
        ({"type": "money", "catches": {"after": ["now"]}}, "22% now", None),
        ({"type": "money", "catches": {"before": ["{word} price"]}}, "list price 22", 22),
    ],
)
def test_what_a_figure_must_be_follows_from_the_type_of_the_question(fields, line, value):
    found = caught(line, [own(**fields)])
    assert [one.value for one in found] == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"type": "date", "catches": {"after": ["now"]}}, "`catches` is for figures"),
        ({"type": "number", "catches": {"after": ["{by}", "{day}"]}}, "in braces stands one of"),
        ({"type": "number", "catches": {"after": ["Now!"]}}, "small letters"),
        ({"type": "number", "catches": {"after": ["{per}"]}}, "wants `per:`"),
        ({"type": "money", "role": "people"}, 'cannot have the role "people"'),
        ({"type": "text", "role": "quote"}, 'cannot have the role "quote"'),
    ],
)
def test_words_that_can_never_stand_there_are_refused(fields, wrong):
    with pytest.raises(ValueError, match=wrong):
        own(**fields)


def test_a_figure_that_two_questions_want_is_offered_to_neither():
    one, other = (own(id=name, type="money", catches={"after": ["each"]}) for name in ("one", "other"))
    assert caught("40 each", [one, other]) == ()
