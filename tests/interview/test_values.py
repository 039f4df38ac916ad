"""Numbers, money as a sum, dates, scales: what is read, what is refused, and that nobody is trapped."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderless.bank.answer_types.base import Parsed, Refused
from support.talk import TODAY, events, shipped, talking

SCALE, NUMBER, MONEY, DATE, TEXT = "matters_now", "cases_per_month", "cost_per_case", "follow_up_date", "topic"


def read(question, text):
    asked = shipped().questions[question]
    return asked.kind.read(asked, text, TODAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3000", 3000),
        ("3,000", 3000),
        ("3 000", 3000),
        ("3\u00a0000", 3000),
        ("3\u202f000", 3000),
        ("1,234,567.89", 1234567.89),
        ("3k", 3000),
        ("3K", 3000),
        ("1.5m", 1_500_000),
        ("2.5", 2.5),
        ("£40", 40),
        ("$ 40", 40),
        ("40 €", 40),
        ("€1.2k", 1200),
        ("40 x 75", 3000),
        ("40x75", 3000),
        ("40 × 75", 3000),
        ("40*75", 3000),
        ("40 x £75", 3000),
        ("1,200 x 3k", 3_600_000),
        ("40 x 75 + 500", 3500),
        ("40 x 75 + 12 x 30", 3360),
        ("3 x 4 x 5", 60),
        ("50% x 3000", 1500),
        ("0", 0),
        ("0.1 + 0.2", 0.3),
        ("about 500 euros", 500),
        ("roughly 40 x 75 USD", 3000),
        ("~ £1.2k", 1200),
    ],
)
def test_money_is_an_amount_or_a_sum(text, value):
    """Signs, separators, k and m, cases times cost, and sums of these."""
    parsed = read(MONEY, text)
    assert isinstance(parsed, Parsed)
    assert parsed.value == value


@pytest.mark.parametrize("text", ["about 40", "~40", "circa 40", "around 40"])
def test_a_figure_that_is_only_about_right_keeps_what_was_said(text):
    """Nobody on a call says a bare number."""
    assert read(NUMBER, text) == Parsed(40, text)


@pytest.mark.parametrize(
    ("question", "text", "value", "words"),
    [
        (NUMBER, "3 to 5", 4, "3 to 5 cases a month"),
        (NUMBER, "70-160", 115, "70-160 cases a month"),
        (NUMBER, "between 3 and 5", 4, "between 3 and 5 cases a month"),
        (NUMBER, "about 3 to 5 cases a month", 4, "about 3 to 5 cases a month"),
        (MONEY, "3k to 5k", 4000, "3k to 5k"),
        (MONEY, "80 to 100 euros", 90, "80 to 100 euros"),
    ],
)
def test_a_range_counts_as_what_lies_between_and_stands_as_it_was_said(question, text, value, words):
    parsed = read(question, text)
    asked = shipped().questions[question]
    assert parsed == Parsed(value, text)
    assert asked.kind.words(asked, parsed.value, parsed.said) == words


@pytest.mark.parametrize("text", ["3 to 5 days", "5 to 3", "3 to 3", "3 to", "to 5", "3 to many", "1 to 2 to 3"])
def test_what_is_no_range_of_what_was_asked_is_refused(text):
    """Days are no cases: the number would be another."""
    assert isinstance(read(NUMBER, text), Refused)


def test_a_sum_keeps_the_text_it_was_worked_out_from():
    """`40 x 75` stays to be seen; a bare amount needs no such memory."""
    assert read(MONEY, "40 x 75") == Parsed(3000, "40 x 75")
    assert read(MONEY, "3k") == Parsed(3000)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "40 x",
        "x 75",
        "40 75 x",
        "40 + ",
        "1,00",
        "12,5",
        "1,2345",
        "-40",
        "4e5",
        "inf",
        "nan",
        "1e999",
        "1_000",
        ".",
    ],
)
def test_what_is_no_amount_is_refused_with_an_example(text):
    """Also what Python would take for a number."""
    refused = read(MONEY, text)
    assert isinstance(refused, Refused)
    assert "40 x 75" in refused.message


@pytest.mark.parametrize("text", ["9" * 400, "9" * 400 + " x 0", "1m x 1m x 1m", "0 x " + "9" * 400, "9" * 400 + "%"])
@pytest.mark.parametrize("question", [NUMBER, MONEY])
def test_amounts_beyond_any_budget_are_refused_not_kept_as_infinity(text, question):
    """What a number cannot hold could not be saved either."""
    assert isinstance(read(question, text), Refused)


@pytest.mark.parametrize(("text", "value"), [(str(i), i) for i in range(11)] + [("7/10", 7), ("7 / 10", 7)])
def test_a_scale_goes_from_nought_to_ten(text, value):
    """Both ends count."""
    assert read(SCALE, text) == Parsed(value)


@pytest.mark.parametrize("text", ["11", "-1", "7.5", "99", "100", "7/5", "seven", ""])
def test_a_scale_has_no_more_than_that(text):
    """Whole numbers only."""
    assert isinstance(read(SCALE, text), Refused)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-01", "2027-03-01"),
        ("today", "2026-11-20"),
        ("tomorrow", "2026-11-21"),
        ("friday", "2026-11-27"),
        ("Fri", "2026-11-27"),
        ("monday", "2026-11-23"),
        ("thu", "2026-11-26"),
        ("+60", "2027-01-19"),
        ("+0", "2026-11-20"),
        ("60 days", "2027-01-19"),
        ("2w", "2026-12-04"),
        ("2 weeks", "2026-12-04"),
        ("+1 day", "2026-11-21"),
        ("+999w", "2046-01-12"),
    ],
)
def test_a_date_is_a_day_a_weekday_or_a_time_from_now(text, day):
    """A weekday is the next one, never today."""
    parsed = read(DATE, text)
    assert isinstance(parsed, Parsed)
    assert parsed.value == day


@pytest.mark.parametrize("text", ["2027-02-29", "2027-13-01", "01/03/2027", "fr", "+1000", "60", "someday", ""])
def test_days_that_do_not_exist_or_could_be_two_are_refused(text):
    """01/03 is March in one country and January in another, so it is asked again."""
    refused = read(DATE, text)
    assert isinstance(refused, Refused)
    assert "2027-03-01" in refused.message


@given(st.text(max_size=40), st.sampled_from([SCALE, NUMBER, MONEY, DATE, TEXT]))
def test_no_text_breaks_a_reader_and_no_value_is_beyond_json(text, question):
    """Any text is read or refused; what is read is finite."""
    parsed = read(question, text)
    if isinstance(parsed, Parsed) and isinstance(parsed.value, float | int):
        assert math.isfinite(parsed.value)
        assert parsed.value >= 0


@given(
    st.text(alphabet="0123456789,. kmKM%xX×*+£$€\u00a0٣²", max_size=25), st.sampled_from([SCALE, NUMBER, MONEY, DATE])
)
def test_no_jumble_of_digits_and_signs_breaks_a_reader(text, question):
    """The same with texts that look like numbers."""
    parsed = read(question, text)
    if isinstance(parsed, Parsed) and isinstance(parsed.value, float | int):
        assert math.isfinite(parsed.value)


@pytest.mark.parametrize("question", [SCALE, NUMBER, MONEY, DATE])
@pytest.mark.parametrize("way_out", ["", ":dk", "-", "<", " 99 of them", "~later", ":end"])
def test_validation_never_traps(question, way_out):
    """After a refused value, kept as a note, the question can be left, noted at, parked or wrapped up."""
    refused = ("12,5,", "99/", "2027-99-99")
    talk = talking(f"/{question}", *refused)
    assert talk.at == question
    assert [(event["k"], event["q"], event["text"]) for event in events(talk.records)] == [
        ("note", question, text) for text in refused
    ]
    talk.enter(way_out)
    assert talk.at != question or len(talk.records) > len(refused) or talk.stage != "talk"
