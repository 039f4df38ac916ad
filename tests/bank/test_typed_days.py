"""Days as people type them: what has one plain meaning is that day, and what could be two days is none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderless.bank.answer_types.cell_days import day_reader
from orderless.bank.answer_types.cells import ColumnForm, Unfit
from orderless.bank.answer_types.typed_days import day_of, read_day
from orderless.english import weekday_words

TODAY = date(2026, 11, 20)
"""A Friday."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = st.dates(date(1990, 1, 1), date(2200, 1, 1))


@given(st.sampled_from(WEEKDAYS), st.integers(3, 9), DAYS)
def test_a_weekday_is_1_to_7_days_ahead_and_the_next_one_seven_more(name: str, letters: int, today: date) -> None:
    """From any day, with `this` or without, short or whole."""
    word = name[:letters]
    coming, following = day_of(word, today), day_of(f"next {word}", today)
    assert coming is not None
    assert coming.weekday() == WEEKDAYS.index(name)
    assert 1 <= (coming - today).days <= 7
    assert day_of(f"this {word}", today) == coming
    assert following == coming + timedelta(days=7)


@given(DAYS, DAYS)
def test_a_day_can_be_typed_as_it_is_echoed(day: date, today: date) -> None:
    """With its weekday, which must be the right one."""
    echoed = weekday_words(day)
    assert day_of(echoed, today) == day
    wrong = weekday_words(day + timedelta(days=1)).split()[0]
    assert day_of(" ".join([wrong, *echoed.split()[1:]]), today) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-20"),
        ("Tomorrow.", "2026-11-21"),
        ("this friday", "2026-11-27"),
        ("next  Friday", "2026-12-04"),
        ("in two weeks", "2026-12-04"),
        ("a week", "2026-11-27"),
        ("in 10 days", "2026-11-30"),
        ("in 1 day", "2026-11-21"),
        ("twelve days", "2026-12-02"),
        ("+60", "2027-01-19"),
        ("end of month", "2026-11-30"),
        ("the end of this month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of year", "2026-12-31"),
        ("end of next year", "2027-12-31"),
        ("end of february", "2027-02-28"),
        ("end of feb 2028", "2028-02-29"),
        ("End of November", "2026-11-30"),
        ("end of december", "2026-12-31"),
        ("the 5th of december", "2026-12-05"),
        ("5 of dec", "2026-12-05"),
        ("dec 5", "2026-12-05"),
        ("Tuesday 8 December", "2026-12-08"),
        ("tue, 2026-12-08", "2026-12-08"),
        ("20 november", "2026-11-20"),
        ("19 november", "2027-11-19"),
    ],
)
def test_what_has_one_meaning_is_that_day(text: str, day: str) -> None:
    """Whatever its capitals and blanks, with a full stop or none."""
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        *("next week", "this week", "end of week", "end of the quarter", "q2", "end of q2", "spring", "in a month"),
        *("friday 8 december", "next today", "next 5 december", "end of this february", "end of month 2027", "the 5th"),
        *(
            "this",
            "next",
            "in",
            "end of",
            "fr",
            "tuesday tuesday",
            "last friday",
            "in 1000 days",
            "",
            ".",
            "30 february",
        ),
    ],
)
def test_what_could_be_two_days_or_is_none_is_not_read(text: str) -> None:
    """A weekday that is not that of its day, a week, a quarter whose year nobody knows."""
    assert day_of(text, TODAY) is None


@given(st.text(alphabet="0123456789 +-.,thendofmaruiyw\u0661", max_size=24), st.dates())
def test_no_text_breaks_the_reader_on_any_day(text: str, today: date) -> None:
    """The last day that there is has no tomorrow."""
    day = read_day(text, today)
    assert day is None or date.fromisoformat(day).isoformat() == day


@pytest.mark.parametrize(
    "cell", ["next friday", "friday", "in two weeks", "end of march 2026", "the 4th of March 2026", "5 march", "+60"]
)
def test_a_cell_of_a_table_is_read_from_no_day_and_takes_no_such_words(cell: str) -> None:
    """A table was written on a day that nobody knows; a month in words with a year is a day there as ever."""
    read = day_reader(ColumnForm())
    with pytest.raises(Unfit):
        read(cell)
    assert read("Wed 4 March 2026") == "2026-03-04"
