"""The day on which somebody asked: the last one of this name, today included."""

from __future__ import annotations

from datetime import date

import pytest

from orderless.bank.answer_types.typed_days import day_that_was

WEDNESDAY = date(2027, 3, 10)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("wednesday", WEDNESDAY),
        ("wed", WEDNESDAY),
        ("tuesday", date(2027, 3, 9)),
        ("thursday", date(2027, 3, 4)),
        ("yesterday", date(2027, 3, 9)),
        ("today", WEDNESDAY),
        ("tomorrow", None),
        ("1 march", date(2027, 3, 1)),
        ("2 april", date(2026, 4, 2)),
        ("we", None),
    ],
)
def test_a_day_that_was_is_the_last_of_its_name(typed: str, day: date | None):
    """A day that is still to come is none."""
    assert day_that_was(typed, WEDNESDAY) == day
