"""How long a request waits, and how often its day came without anybody missing it."""

from __future__ import annotations

from datetime import date

import pytest

from orderless.register.fold import request_of
from orderless.register.waiting import Waits, waits_of
from support.talk import shipped


def at(when: str, **event: object) -> dict[str, object]:
    return {"at": f"{when}T12:00:00+00:00", **event}


def waiting(*events: dict[str, object]) -> Waits | None:
    asked = at("2027-03-01", k="asked", words="A course, please", day="2027-03-01")
    records = [{"n": n, **event} for n, event in enumerate((asked, *events), 1)]
    return waits_of(request_of("2027-03-01-abcd", records, shipped()), records)


LATER = at("2027-03-02", k="move", day="2027-05-03")


def test_what_was_put_off_waits_for_its_day():
    assert waiting(LATER) == Waits("2027-05-03", "2027-05-03", 0)


@pytest.mark.parametrize(("today", "unanswered"), [("2027-05-03", 0), ("2027-05-04", 1)])
def test_a_day_that_passes_is_one_that_nobody_answered(today, unanswered):
    found = waiting(LATER)
    assert found is not None
    assert found.unanswered(date.fromisoformat(today)) == unanswered


def test_a_day_that_was_moved_before_it_came_counts_for_nothing():
    assert waiting(LATER, at("2027-05-02", k="move", of=2, day="2027-07-05")) == Waits("2027-07-05", "2027-05-03", 0)


def test_a_day_that_came_and_was_moved_counts_and_nobody_missed_it_since_the_first():
    found = waiting(LATER, at("2027-05-03", k="move", of=2, day="2027-07-05"))
    assert found == Waits("2027-07-05", "2027-05-03", 1)
    assert found.unanswered(date(2027, 7, 6)) == 2


def test_put_off_again_as_a_whole_counts_alike():
    assert waiting(LATER, at("2027-05-10", k="move", day="2027-07-05")) == Waits("2027-07-05", "2027-05-03", 1)


def test_who_asks_again_has_missed_it():
    again = at("2027-05-20", k="asked_again")
    moved = at("2027-05-10", k="move", day="2027-07-05")
    assert waiting(LATER, moved, again) is None
    assert waiting(LATER, moved, again, at("2027-05-21", k="move", day="2027-09-06")) == Waits(
        "2027-09-06", "2027-09-06", 0
    )


def test_what_waits_for_nothing_does_not_wait():
    assert waiting() is None
