"""Where a request stands: one word, always, and the one that its journal comes to."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given

from knowledge.interviews import EXAMPLES, often, read, shipped
from orderless.register.fold import request_of
from orderless.register.request import plain, request_from
from orderless.register.status import STATUSES, Status, status_of_outcome
from register.journals import ID, journals, numbered

BY_OUTCOME = {
    "strategic_yes": "ready",
    "yes_with_conditions": "ready",
    "yes_required_minimum": "ready",
    "not_yet": "facts out",
    "not_now": "later",
    "no_redirect": "with someone else",
    "no_existing_content": "with someone else",
    "no_light_coaching": "with someone else",
    "no_not_worth": "closed",
}
ASKED = {"k": "asked", "words": "We need a course.", "topic": "Notes", "day": "2027-02-26"}
SAID = {"k": "answer", "q": "trigger", "value": "going_wrong"}


def folded(*events, begun=False):
    return request_of(ID, numbered(list(events), begun=begun), shipped())


def decided(outcome, *more):
    """A request with a decision of one's own, wrapped up."""
    own = {"k": "override", "outcome": outcome, "because": "we know them"}
    return folded(SAID, own, {"k": "finish"}, *more, begun=True)


@often
@given(journals(hostile=True))
def test_any_journal_comes_to_exactly_one_status_and_never_to_an_error(records):
    """Whatever stands in it."""
    found = request_of(ID, records, shipped())
    assert found.status in STATUSES
    assert (found.closed_as != "") == (found.status == "closed")
    assert request_from(json.loads(json.dumps(plain(found)))) == found


def test_the_words_are_those_of_the_type():
    assert set(STATUSES) == set(get_args(Status))


@pytest.mark.parametrize(("outcome", "status"), BY_OUTCOME.items())
def test_each_outcome_has_its_status(outcome, status):
    """Decided by hand here, so that none is forgotten; a decision of one's own goes before the program's."""
    found = decided(outcome)
    assert found.status == status
    assert set(BY_OUTCOME) == set(shipped().decision.outcomes)
    if status not in ("facts out",):
        assert found.answer == shipped().decision.outcomes[outcome].name


def test_an_outcome_of_somebody_elses_knowledge_has_a_status_by_its_response():
    assert [status_of_outcome("of_mine", one) for one in ("yes", "no", "not_yet")] == ["ready", "closed", "facts out"]


def test_what_nobody_talked_about_is_asked_and_work_is_ready():
    assert folded(ASKED).status == "asked"
    assert folded({**ASKED, "work": True, "days": 30}).status == "ready"
    begun = folded(ASKED, {"k": "start", "schema": 1, "knowledge": {}}, {"k": "request", "text": "x"})
    assert (begun.status, begun.talked_on) == ("asked", "")


def test_a_talk_that_is_not_wrapped_up_has_facts_out_and_says_which_way_it_leans():
    found = folded(SAID, {"k": "override", "outcome": "no_redirect", "because": "."}, begun=True)
    assert (found.status, found.answer) == ("facts out", "not wrapped up, leaning no")
    assert found.answered_on == ""


@pytest.mark.parametrize(
    ("events", "status", "why"),
    [
        ([{"k": "begin"}], "under way", ""),
        ([{"k": "begin"}, {"k": "stop"}], "ready", ""),
        ([{"k": "begin"}, {"k": "swap", "for": "x"}], "ready", ""),
        ([{"k": "begin"}, {"k": "done"}], "closed", "done"),
        ([{"k": "begin"}, {"k": "done"}, {"k": "stop"}], "closed", "done"),
        ([{"k": "close", "reason": "lapsed"}, {"k": "swap"}], "closed", "lapsed"),
        ([{"k": "move", "day": "2027-06-01"}, {"k": "stop"}], "later", ""),
        ([{"k": "move", "day": "2027-06-01"}, {"k": "begin"}, {"k": "stop"}], "ready", ""),
        ([{"k": "move", "day": "2027-06-01"}, {"k": "done", "of": 5}], "ready", ""),
        ([{"k": "move", "day": "2027-06-01"}, {"k": "done", "of": 4}], "later", ""),
        ([{"k": "close", "reason": "lapsed"}], "closed", "lapsed"),
        ([{"k": "close", "reason": 7}], "closed", "dropped"),
        ([{"k": "close", "reason": "dropped"}, {"k": "asked_again"}], "ready", ""),
        ([{"k": "move", "day": "2027-06-01"}], "later", ""),
        ([{"k": "move", "day": "2027-06-01"}, {"k": "begin"}], "under way", ""),
        ([{"k": "done", "of": 3}], "ready", ""),
        ([{"k": "begin"}, {"k": "finish"}], "under way", ""),
        ([{"k": "close", "reason": "dropped"}, SAID, {"k": "finish"}], "ready", ""),
        ([{"k": "close", "reason": "dropped"}, {"k": "undo", "of": 5}], "ready", ""),
    ],
)
def test_what_happens_to_a_request_afterwards_moves_it(events, status, why):
    found = decided("strategic_yes", *events)
    assert (found.status, found.closed_as) == (status, why)


def wrapped_up(outcome):
    """The events of another decision, as the program keeps them."""
    own = {"outcome": outcome, "because": "."}
    return [{"k": "override", **own}, {"k": "finish", "verdict": {"outcome": "not_yet", "override": own, "parts": []}}]


@pytest.mark.parametrize("placed", [{"k": "begin"}, {"k": "move", "day": "2027-06-01"}])
@pytest.mark.parametrize(
    ("outcome", "status"),
    [("not_now", "later"), ("no_redirect", "with someone else"), ("no_not_worth", "closed"), ("not_yet", "facts out")],
)
def test_what_was_put_somewhere_and_then_answered_otherwise_stands_where_the_answer_puts_it(placed, outcome, status):
    """A later decided after somebody began, for one."""
    first = [SAID, *wrapped_up("strategic_yes"), placed]
    assert folded(*first, *wrapped_up(outcome), begun=True).status == status
    found = folded(*first, *wrapped_up(outcome)[:1], begun=True)
    assert (found.status, found.closed_as) == (status, "no" if status == "closed" else "")


@pytest.mark.parametrize(
    ("placed", "outcome", "status"),
    [
        ({"k": "begin"}, "strategic_yes", "under way"),
        ({"k": "begin"}, "yes_with_conditions", "under way"),
        ({"k": "move", "day": "2027-06-01"}, "yes_with_conditions", "ready"),
    ],
)
def test_a_yes_leaves_under_way_what_is(placed, outcome, status):
    events = [SAID, *wrapped_up("strategic_yes"), placed, *wrapped_up(outcome)]
    assert folded(*events, begun=True).status == status


def test_the_same_answer_wrapped_up_once_more_moves_nothing():
    """As when somebody says later how sure they are."""
    events = [SAID, *wrapped_up("strategic_yes"), {"k": "move", "day": "2027-06-01"}, wrapped_up("strategic_yes")[1]]
    assert folded(*events, begun=True).status == "later"


def test_the_status_of_an_order_in_parts_is_that_of_its_least_finished_part():
    own = {"k": "override", "because": "."}
    events = [
        SAID,
        {**own, "outcome": "no_redirect"},
        {"k": "finish"},
        {"k": "part", "id": "p1", "name": "the new ones"},
        {**own, "outcome": "strategic_yes", "in": "p1"},
    ]
    assert folded(*events, begun=True).status == "facts out"
    found = folded(*events, {"k": "finish", "in": "p1"}, begun=True)
    assert (found.status, found.least.name, found.answer) == ("ready", "the new ones", "Build it")
    assert found.answered_on != ""


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_session_of_0_1_is_a_request_that_began_with_the_talk(path):
    """Its words are those of the request, and it is asked on the day in its id."""
    file = read(path)
    found = folded(*file.events, {"k": "finish"}, begun=True)
    assert found.status != "asked"
    assert found.asked_on == ID[:10]
    assert found.talked_on == "2027-03-01"
    assert found.words != ""
    assert (found.area, found.asker, found.work) == ("", "", False)


def test_a_request_is_called_by_its_topic_and_else_by_the_beginning_of_its_words():
    assert folded(ASKED).title == "Notes"
    assert folded(ASKED, {"k": "set", "field": "topic", "value": "Late notes"}).title == "Late notes"
    long = folded({**ASKED, "topic": "", "words": "We need a course on notes\nfor all the people in the four plants."})
    assert long.title == "We need a course on notes for all the people in the four…"
    assert folded({"k": "asked"}).title == ID
    assert folded(ASKED, {"k": "answer", "q": "topic", "value": "Of the talk"}, begun=True).topic == "Notes"
    assert folded({"k": "answer", "q": "topic", "value": "Of the talk"}, begun=True).topic == "Of the talk"


def test_what_is_known_of_a_request_is_what_was_said_last():
    said = {**ASKED, "area": "Sales", "asker": "sales director", "wanted_by": "2027-04-01"}
    found = folded(said, {"k": "set", "field": "area", "value": "Service"}, {"k": "set", "field": "id", "value": "x"})
    assert (found.area, found.asker, found.wanted_by, found.asked_on) == (
        *("Service", "sales director", "2027-04-01", "2027-02-26"),
    )


def test_a_record_whose_question_is_no_text_stops_no_list():
    """It is no question that anybody asked."""
    assert folded(ASKED, {"k": "answer", "q": [1], "value": "x"}).id == ID
    assert folded(ASKED, {"k": "answer", "q": {"a": 1}, "value": "x"}).id == ID
