"""The days that are due: all that are stored, until they are done, moved or taken back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from knowledge.interviews import often, shipped
from orderless.interview.events import fold, live
from orderless.register.days import KINDS, bucket_of, days_of
from orderless.register.fold import request_of
from register.journals import DATE_QUESTIONS, ID, journals, numbered

PROMISE = {"k": "commit", "who": "the planner", "what": "send the list", "by": "2027-03-09"}
CHECK = {"k": "answer", "q": "check_back_date", "value": "2027-04-01"}


def items(*events):
    return {item.event: item for item in request_of(ID, numbered(list(events)), shipped()).items}


def due(*events):
    return [(item.event, item.day) for item in request_of(ID, numbered(list(events)), shipped()).due]


def stored(records):
    """The events of all days that a journal stores, worked out anew from the state of the interview."""
    state, counted = fold(records), live(records)
    said = [state, *(part for part in state.parts if not part.dropped)]
    answers = [one.answers[q] for one in said for q in DATE_QUESTIONS if q in one.answers]
    found = {answer.n for answer in answers if answer.state == "answered"}
    return found | {promise.n for one in said for promise in one.commitments}, counted


@often
@given(journals())
def test_every_day_that_is_stored_is_due_until_it_is_done_or_moved(records):
    """Whatever happens to the request; what was done is not due, unless it was moved since."""
    expected, counted = stored(records)
    found = {item.event: item for item in request_of(ID, records, shipped()).items}
    for event in expected:
        last = next((r["k"] for r in reversed(counted) if r.get("of") == event and r["k"] in ("done", "move")), None)
        edited = [r["n"] for r in counted if r["k"] == "edit" and r.get("of") == event and "by" in r]
        done = [r["n"] for r in counted if r["k"] == "done" and r.get("of") == event and r["n"] > event]
        if last is None or not done:
            assert found[event].open
        elif last == "done" and (not edited or edited[-1] < done[-1]):
            assert found[event].standing == "done"


@often
@given(journals())
def test_what_is_not_stored_any_more_is_not_due(records):
    """A day that was taken back, replaced, or said of a part that was dropped."""
    expected, _ = stored(records)
    for item in request_of(ID, records, shipped()).items:
        if item.kind not in ("wanted", "restart", "expected", "unsaid", "look"):
            assert item.open <= (item.event in expected)
    assert fold(records) == fold(records)


@pytest.mark.parametrize("question", DATE_QUESTIONS)
def test_each_question_for_a_day_of_the_shipped_knowledge_has_a_kind_of_its_own(question):
    (item,) = items({"k": "answer", "q": question, "value": "2027-04-01"}).values()
    assert item.kind != "day"
    assert item.words == shipped().questions[question].heading


def test_a_day_is_due_when_its_offer_is_taken_and_not_before():
    offer = {"k": "offer", "q": "check_back_date", "value": "2027-04-01", "day": "2027-02-01", "until": "2027-02-09"}
    take = {
        "k": "take",
        "of": 2,
        "q": "check_back_date",
        "state": "answered",
        "value": "2027-04-01",
        "day": "2027-02-01",
    }
    assert due(offer) == []
    assert due(offer, take) == [(3, "2027-04-01")]
    assert due(offer, take, {"k": "undo", "of": 3}) == []
    assert due(CHECK, {**take, "value": "2027-06-01"}) == [(3, "2027-06-01")]
    words = {"k": "take", "of": 2, "q": "check_back_date", "text": "some time in spring"}
    assert due(CHECK, words) == [(2, "2027-04-01")]


def test_a_promise_is_due_in_its_words_and_by_whom():
    (item,) = items(PROMISE).values()
    assert (item.kind, item.day, item.who, item.words, item.standing) == (
        *("promise", "2027-03-09", "the planner", "send the list", "open"),
    )


def test_a_day_that_cannot_be_read_is_kept_in_its_words():
    (item,) = items({**PROMISE, "by": "before the quarter ends"}).values()
    assert (item.day, item.said, item.open) == ("", "before the quarter ends", True)
    assert bucket_of(item, date(2027, 3, 1)) == "no day"


def test_done_moved_and_moved_after_it_was_done():
    assert due(PROMISE, {"k": "done", "of": 2}) == []
    assert due(PROMISE, {"k": "move", "of": 2, "day": "2027-03-20"}) == [(2, "2027-03-20")]
    twice = (PROMISE, *({"k": "move", "of": 2, "day": day} for day in ("2027-03-20", "2027-03-30")))
    assert items(*twice)[2].first == "2027-03-09"
    assert due(PROMISE, {"k": "done", "of": 2}, {"k": "move", "of": 2, "day": "2027-03-20"}) == [(2, "2027-03-20")]
    assert due(PROMISE, {"k": "done", "of": 2}, {"k": "undo", "of": 3}) == [(2, "2027-03-09")]


def test_another_answer_takes_the_place_of_the_first_which_is_gone_and_not_forgotten():
    found = items(CHECK, {**CHECK, "value": "2027-05-01"})
    assert [(one.event, one.day, one.standing) for one in found.values()] == [
        (2, "2027-04-01", "gone"),
        (3, "2027-05-01", "open"),
    ]
    assert items(CHECK, {"k": "clear", "q": "check_back_date"})[2].standing == "gone"
    late = items(CHECK, {**CHECK, "value": "2027-05-01"}, {"k": "done", "of": 2}, {"k": "move", "of": 2, "day": "x"})
    assert late[2].standing == "gone"
    assert items(CHECK, {"k": "undo", "of": 2})[2].standing == "gone"
    assert items(CHECK, {**CHECK, "state": "unknown"})[2].standing == "gone"


def test_a_promise_is_corrected_and_dropped():
    edited = items(PROMISE, {"k": "edit", "of": 2, "who": "you", "by": "2027-03-10"})[2]
    assert (edited.who, edited.words, edited.day, edited.first) == ("you", "send the list", "2027-03-10", "")
    assert items(PROMISE, {"k": "edit", "of": 2, "delete": True})[2].standing == "gone"


def test_a_part_that_was_dropped_owes_nothing_and_owes_again_when_it_is_back():
    part = {"k": "part", "id": "p1", "name": "the new ones"}
    said = (part, {**PROMISE, "in": "p1"}, {**CHECK, "in": "p1"}, CHECK)
    assert due(*said) == [(3, "2027-03-09"), (4, "2027-04-01"), (5, "2027-04-01")]
    assert due(*said, {**part, "drop": True}) == [(5, "2027-04-01")]
    assert len(due(*said, {**part, "drop": True}, part)) == 3
    renamed = {"k": "part", "id": "p1", "rename": "the newest"}
    assert len(due(*said, {**part, "drop": True}, renamed)) == 1


def test_the_day_they_want_it_by_is_due_and_is_set_anew():
    asked = {"k": "asked", "wanted_by": "2027-03-05"}
    assert due(asked) == [(2, "2027-03-05")]
    later = {"k": "set", "field": "wanted_by", "value": "2027-03-12"}
    assert due(asked, later) == [(2, "2027-03-12")]
    assert due(asked, {**later, "value": ""}) == []
    assert due({"k": "asked"}, later) == [(3, "2027-03-12")]


def test_a_request_that_was_moved_comes_up_on_its_day_until_it_begins():
    moved = {"k": "move", "day": "2027-06-01", "reason": "the reorganisation"}
    assert due(moved) == [(2, "2027-06-01")]
    assert due(moved, {**moved, "day": "2027-07-01"}) == [(3, "2027-07-01")]
    for event in ("begin", "done", "close", "asked_again"):
        assert due(moved, {"k": event}) == []
    assert due(moved, {"k": "done", "of": 2}) == []


LATER = ({"k": "override", "outcome": "not_now", "because": "."}, {"k": "finish"})


def test_later_needs_a_day_or_what_would_bring_it_back():
    """Without either it stands in what is due, without a day, until one is named."""
    item = items(CHECK, *LATER)[4]
    assert (item.kind, item.day, item.said, item.open) == ("restart", "", "", True)
    start = {"k": "answer", "q": "start_date", "value": "2027-09-01"}
    assert due(start, *LATER) == [(2, "2027-09-01")]
    assert due(*LATER, start) == [(4, "2027-09-01")]
    trigger = {"k": "answer", "q": "trigger_to_restart", "value": "two more plants ask"}
    assert due(trigger, *LATER) == []
    assert due({"k": "override", "outcome": "strategic_yes", "because": "."}, {"k": "finish"}) == []


def test_the_day_that_was_missing_is_named_and_stays():
    """Whatever is answered afterwards."""
    named = {"k": "move", "of": 3, "day": "2027-06-01"}
    assert due(*LATER, named) == [(3, "2027-06-01")]
    assert due(*LATER, named, LATER[1]) == [(3, "2027-06-01")]
    assert due(*LATER, named, {**LATER[0], "outcome": "strategic_yes"}) == [(3, "2027-06-01")]
    assert due(*LATER, {"k": "done", "of": 3}) == []
    assert due(*LATER, {"k": "move", "day": "2027-07-01"}) == [(4, "2027-07-01")]


def test_the_day_they_want_it_by_is_the_one_it_was_moved_to_in_lists_as_well():
    def wanted(*events):
        return request_of(ID, numbered(list(events)), shipped()).wanted_by

    asked = {"k": "asked", "wanted_by": "before the summer"}
    assert wanted(asked) == "before the summer"
    assert wanted(asked, {"k": "move", "of": 2, "day": "2027-06-01"}) == "2027-06-01"
    assert wanted(asked, {"k": "done", "of": 2}) == "before the summer"
    assert wanted(asked, {"k": "set", "field": "wanted_by", "value": ""}) == ""


@pytest.mark.parametrize("who", ["me", "us", "I", "We"])
def test_what_we_promised_ourselves_is_due_without_a_name(who):
    assert items({**PROMISE, "who": who})[2].who == ""


def test_what_we_expect_is_due_by_its_day():
    expected = {"k": "expect", "words": "late notes go from 40 towards 10", "by": "2027-06-01", "sure": "likely"}
    (item,) = items(expected).values()
    assert (item.kind, item.day, item.words) == ("expected", "2027-06-01", "late notes go from 40 towards 10")
    assert due(expected, {**expected, "by": "2027-08-01"}) == [(3, "2027-08-01")]


def test_each_planned_look_is_due_by_itself():
    """The first asks whether it happens; saying it anew takes the place of that one alone."""
    first = {"k": "expect", "look": "happening", "title": "Is it happening?", "by": "2027-02-01"}
    last = {"k": "expect", "look": "helped", "title": "Did it help?", "words": "it moves", "by": "2027-06-01"}
    assert due(first, last, {**first, "by": "2027-03-01"}) == [(4, "2027-03-01"), (3, "2027-06-01")]
    assert (items(first)[2].kind, items(first)[2].words) == ("look", "Is it happening?")


def test_what_nobody_said_of_an_expectation_stands_there_until_somebody_does():
    last = {"k": "expect", "look": "helped", "title": "Did it help?", "words": "it moves", "by": "2027-06-01"}
    assert KINDS[items(last)[2].kind] == "what we expect (how sure: not said)"
    assert KINDS[items({**last, "sure": "likely"})[2].kind] == "what we expect"
    assert items(last)[2].words == "Did it help? it moves"


def test_a_promise_made_in_a_look_back_is_due_and_nothing_else_of_it_is():
    look = {"k": "look", "look": 1, "in": "p1"}
    promise = {**look, "does": "commit", "who": "team lead", "what": "the list", "by": "2027-06-01"}
    day = {**look, "does": "answer", "q": "follow_up_date", "state": "answered", "value": "2027-01-01"}
    made = items(promise, day)
    assert [(one.kind, one.day, one.who, one.words, one.part) for one in made.values()] == [
        ("promise", "2027-06-01", "team lead", "the list", "p1")
    ]
    assert due(promise, {**look, "does": "edit", "of": 2, "delete": True}) == []
    assert due(promise, {"k": "undo", "look": 1, "of": 2}) == []


def test_who_owes_a_day_is_who_was_named_for_it():
    facts = items({"k": "answer", "q": "facts_from", "value": "the planner"}, {**CHECK, "q": "facts_by"})
    assert facts[3].who == "the planner"
    assert items(CHECK)[2].who == ""


@pytest.mark.parametrize(
    ("day", "bucket"),
    [
        ("2027-02-28", "overdue"),
        ("2027-03-01", "this week"),
        ("2027-03-07", "this week"),
        ("2027-03-08", "later"),
        ("someday", "no day"),
    ],
)
def test_this_week_is_the_day_itself_and_the_six_after_it(day, bucket):
    (item,) = items({**PROMISE, "by": day}).values()
    assert bucket_of(item, date(2027, 3, 1)) == bucket


@pytest.mark.parametrize(
    ("event", "what"),
    [
        (PROMISE, "send the list"),
        (CHECK, "check back"),
        (
            {"k": "expect", "look": "happening", "title": "Is it happening?", "by": "2027-02-01"},
            "look back: Is it happening?",
        ),
        ({"k": "expect", "title": "Did it help?", "words": "w", "sure": "likely"}, "look back: Did it help?"),
        ({"k": "expect", "title": "Did it help?", "words": "w"}, "look back: Did it help? (how sure: not said)"),
        ({"k": "expect", "words": "w", "sure": "likely"}, "what we expect"),
        ({"k": "move", "day": "2027-06-01"}, "start"),
        ({"k": "move", "day": "after the summer"}, "start"),
    ],
)
def test_what_is_due_says_what_it_is_about(event, what):
    (item,) = items(event).values()
    assert item.what == what


def test_a_day_of_ones_own_question_is_called_by_it():
    records = numbered([{"k": "answer", "q": "audit_day", "value": "2027-06-01"}])
    (item,) = days_of(records, {"audit_day": "When the audit is"}, {})
    assert (item.kind, item.what) == ("day", "when the audit is")
    item = items(CHECK, *LATER)[4]
    assert item.what == "start, and from which day"
