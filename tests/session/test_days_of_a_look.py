"""What is due of a look back: done with the look that it was for, and with no other."""

from __future__ import annotations

from datetime import date

import pytest

from orderless.register.fold import request_of
from support.looks import SESSION, SETTING, expecting, looking, through
from support.talk import Memory, shipped, talking
from support.written_cases import case_events

NOT_DONE = "@carried_out 3"
DONE = "@carried_out 1"


def open_days(keep):
    """What is due of a look: day and kind, after the records in this journal."""
    request = request_of(SESSION, keep.records, shipped())
    kinds = ("look", "expected", "unsaid", "check_back", "follow_up")
    return [(one.kind, one.day) for one in request.due if one.kind in kinds]


def test_a_look_that_is_finished_was_what_was_due():
    """Up to its day, whatever the day was called; without one, the next; the later look stays."""
    keep = expecting()
    assert open_days(keep) == [("check_back", "2027-03-29"), ("look", "2027-03-29"), ("expected", "2027-06-14")]
    through(looking(DONE, "@came 2", keep=keep, day=date(2027, 3, 25)))
    assert open_days(keep) == [("expected", "2027-06-14")]
    through(looking(DONE, "@came 1", keep=keep))
    assert open_days(keep) == []


def in_parts(*parts):
    """The journal of a case that was divided into these parts."""
    keep = Memory(case_events(SETTING))
    talking(*(line for part in parts for line in (f":part {part}", "@can_do 4")), keep=keep)
    return keep


def test_a_day_of_the_whole_order_is_done_once_each_of_its_parts_was_looked_at():
    keep = in_parts("the newcomers", "everybody else")
    before = open_days(keep)
    assert before
    through(looking(DONE, "@came 1", keep=keep, part=0))
    assert open_days(keep) == before
    through(looking(DONE, "@came 1", keep=keep, part=1))
    assert open_days(keep) == []


def test_a_day_of_the_whole_order_stays_due_where_a_part_is_to_be_looked_at_again():
    keep = in_parts("the newcomers", "everybody else")
    before = open_days(keep)
    through(looking(DONE, "@came 5", keep=keep, part=0))
    through(looking(DONE, "@came 1", keep=keep, part=1))
    assert open_days(keep) == before[-1:]


def test_where_the_whole_order_is_looked_at_by_itself_its_days_are_done_with_that():
    keep = in_parts("the newcomers")
    before = open_days(keep)
    through(looking(DONE, "@came 1", keep=keep, part=1))
    assert open_days(keep) == before
    through(looking(DONE, "@came 1", keep=keep, part=0))
    assert open_days(keep) == []


def test_a_look_that_was_left_is_for_the_days_up_to_its_own_day():
    """Not to that of a look at another part, which was begun later."""
    keep = in_parts("the newcomers")
    before = open_days(keep)
    looking(DONE, keep=keep, day=date(2027, 1, 4), part=0)
    through(looking(DONE, "@came 1", keep=keep, part=1))
    through(looking("@came 1", keep=keep, part=0))
    assert open_days(keep) == before


def test_a_look_that_is_written_down_later_is_for_the_days_up_to_when_it_was_held():
    keep = expecting()
    through(looking(DONE, "@came 1", "@looked_on 2027-03-29", keep=keep))
    assert open_days(keep) == [("expected", "2027-06-14")]


def test_what_is_too_early_to_say_stays_due():
    keep = expecting()
    through(looking(DONE, "@came 5", keep=keep))
    assert open_days(keep) == [("expected", "2027-06-14")]


def test_a_look_that_was_only_begun_does_nothing_to_what_is_due():
    keep = expecting()
    before = open_days(keep)
    looking(DONE, "@came 1", keep=keep)
    assert open_days(keep) == before


def test_a_promise_made_in_it_is_due():
    keep = expecting()
    looking("+ team lead: the list by 2027-07-01", keep=keep)
    request = request_of(SESSION, keep.records, shipped())
    assert [(one.kind, one.day, one.who) for one in request.due][-1] == ("promise", "2027-07-01", "team lead")


def test_too_early_leaves_an_agreed_day_due_where_nothing_was_expected_in_words():
    keep = Memory(case_events(SETTING))
    days = [one for one in open_days(keep) if one[0] in ("check_back", "follow_up")]
    assert days
    through(looking(DONE, "@came 5", keep=keep))
    assert open_days(keep)[-1] == days[-1]


def test_a_look_long_before_its_day_leaves_the_day_due():
    """So a reminder is not lost because somebody looked in early."""
    keep = Memory(case_events(SETTING))
    before = open_days(keep)
    through(looking(DONE, "@came 1d", keep=keep, day=date(2027, 2, 2)))
    assert open_days(keep) == before


@pytest.mark.parametrize("typed", ["2027-06-15", "2027-07-01", "tomorrow", "+3", "next friday"])
def test_nobody_has_looked_on_a_day_that_is_to_come(typed):
    """What is a number of some kind is said to be none; other words are a note, as they are everywhere."""
    talk = looking()
    told = " ".join(talk.enter(f"@looked_on {typed}"))
    assert "looked_on" not in talk.state.answers
    assert ("day that has been" in told) == any(sign.isdigit() for sign in typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        *(("today", "2027-06-14"), ("yesterday", "2027-06-13"), ("friday", "2027-06-11"), ("monday", "2027-06-14")),
        *(("1 july", "2026-07-01"), ("2027-03-29", "2027-03-29")),
    ],
)
def test_the_day_of_a_look_is_the_last_of_its_name(typed, day):
    assert looking(f"@looked_on {typed}").state.answers["looked_on"].value == day
