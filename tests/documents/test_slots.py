"""Slots: what fills them, how it sits in its sentence, and the blank where nothing does."""

from __future__ import annotations

from typing import Any

import pytest

from orderless.documents.reply import reply_in_words
from orderless.documents.settling import open_questions
from orderless.documents.slots import condition_lines, fill, open_slots
from orderless.interview.answers import Answer, Override

FIX = {"why_now": "it_broke", "can_they": ("they_could", "saw"), "in_the_way": (("slow_system",), "data")}


@pytest.mark.parametrize(
    ("given", "text", "expected"),
    [
        ({"how_sure": 7}, "They are {sure} sure.", "They are 7 out of 10 sure."),
        ({"cases_seen": 1250}, "{cases}", "1,250 cases"),
        ({"cases_seen": 2.5}, "{cases}", "2.5 cases"),
        ({"case_cost": Answer("answered", 3000, said="40 x 75")}, "It costs {cost}.", "It costs 3,000 (40 x 75)."),
        ({"case_cost": 12.5}, "It costs {cost}.", "It costs 12.50."),
        ({"look_date": "2027-03-01"}, "On {look} we look.", "On 1 March 2027 we look."),
        ({"in_the_way": ("no_time",)}, "I asked about {obstacle}.", "I asked about not enough time."),
        ({"in_the_way": ("slow_system",)}, "I heard that {obstacle}.", "I heard that the system slows the work."),
        ({"goal_words": "on-time quotes."}, "You want {goal} to move.", "You want on-time quotes to move."),
        ({"goal_words": "on-time quotes."}, "You want {goal}.", "You want on-time quotes."),
        ({"goal_words": "on-time quotes"}, "{goal} matter.", "On-time quotes matter."),
        ({"goal_words": "iPad use"}, "{goal} matters.", "iPad use matters."),
        ({"goal_words": "which one?"}, "We ask: {goal}.", "We ask: which one?"),
        ({"goal_words": "a\n# b\n\n- c"}, "Now {goal} here", "Now a # b - c here"),
        ({"goal_words": "{owner} {request}"}, "Now {goal}", "Now {owner} {request}"),
        ({}, "You want {goal}, on {look}.", "You want ...... (the goal), on ...... (date)."),
        ({"goal_words": None}, "{goal}", "...... (the goal)"),
        ({"goal_words": Answer("parked", who="team lead")}, "{goal}", "...... (the goal)"),
    ],
)
def test_an_answer_fills_its_slot(case: Any, given: dict[str, Any], text: str, expected: str) -> None:
    """Numbers, sums, dates, choices and text, each as it reads inside a sentence; a blank where there is none."""
    assert fill(case(why_now="it_broke", **given), text) == expected


def test_the_request_keeps_its_own_full_stop_inside_quotation_marks(case: Any) -> None:
    """In quotation marks the words stay whole; a subject line has the first sentence, or no topic."""
    verdict = case("We need a course. It is urgent.\nThank you.", **FIX)
    assert fill(verdict, 'You asked: "{request}"') == 'You asked: "We need a course. It is urgent. Thank you."'
    assert fill(verdict, "{topic}: yes") == "We need a course: yes"
    long = case("please " * 40, **FIX)
    assert fill(long, "{topic}: yes") == "...... (the topic): yes"
    assert reply_in_words(long).subject == "Where I would start"
    assert reply_in_words(verdict).subject == "We need a course: where I would start"


def test_causes_are_in_share_safe_words(case: Any) -> None:
    """The leading cause, its fix and owner, and the next one; small letters inside a sentence."""
    verdict = case(**{**FIX, "in_the_way": ("slow_system", "no_time")})
    assert fill(verdict, "It is this: {cause}.") == "It is this: the tools make the right way slower."
    assert fill(verdict, "{cause}.") == "The tools make the right way slower."
    assert fill(verdict, "We {cure} with {keeper}.") == "We repair what is broken with whoever runs the system."
    assert fill(verdict, "And {other}.") == "And at busy times there isn't room to do it this way."
    assert fill(case(why_now="new_thing"), "{cause}") == "...... (what is in the way)"


def test_facts_say_where_they_come_from(case: Any) -> None:
    """Two things heard; the firm ones that the answer rests on first; never what speaks against it first."""
    verdict = case(**FIX)
    assert fill(verdict, "{one}") == "The system slows the work"
    assert fill(verdict, "{two}") == "Most people could do it if they had to"
    assert fill(case(in_the_way=("no_time",)), "{one}") == "What gets in the way: not enough time"
    assert fill(case(why_now=None), "{one}") == "...... (what I heard)"


def test_sums_are_written_in_figures(case: Any) -> None:
    """Cost in a year, cost of the fix, and the share it would have to remove."""
    verdict = case(cases_seen=10, case_cost=50, fix_sum=9000)
    assert verdict.outcome == "leave_it"
    assert fill(verdict, "{yearly} {price} {even}") == "6,000 9,000 150%"
    assert fill(case(cases_seen=10), "{yearly}") == "...... (the cost in a year)"


def test_questions_are_asked_and_our_own_named_last(case: Any) -> None:
    """Questions for the stakeholder as they are asked; for oneself the heading; private ones not at all."""
    verdict = case(why_now="new_thing")
    assert open_questions(verdict) == (
        "If they had to get it right today, could they?",
        "What would I see slow them down?",
        "What it would move (we look into that)",
    )
    assert fill(verdict, "So far it leans {lean}.") == "So far it leans neither way."


def test_conditions_are_those_that_hold(case: Any) -> None:
    """Each line whose condition holds, once, with its own slots filled."""
    verdict = case(**FIX, change_owner="the IT desk")
    assert condition_lines(verdict) == (
        "The tools make the right way easy: the IT desk sees to it.",
        "There is one sign that it helped, seen by ...... (date).",
    )


def test_open_slots_are_the_questions_still_to_ask(case: Any) -> None:
    """In the order the reply carries them; asked is asked, whatever the answer; nothing before the first answer."""
    assert open_slots(case(**FIX)) == ("change_owner", "our_part", "meet_by", "look_date")
    asked = {"change_owner": "sales lead", "our_part": None, "meet_by": Answer("parked", who="team lead")}
    assert open_slots(case(**FIX, **asked)) == ("look_date",)
    assert open_slots(case(why_now="new_thing")) == ("told_by",)
    assert open_slots(case("")) == ()


def test_an_override_brings_its_own_words(case: Any) -> None:
    """What the consultant decided is what the stakeholder hears, and what the wrap-up asks for."""
    verdict = case(**FIX, state_override=Override("build_it", "zq"))
    assert open_slots(verdict) == ("look_date", "what_moves")
