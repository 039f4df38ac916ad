"""What readers of pages and replies would have written otherwise: days, goals, steps, causes and headlines.

Each is a kind of sentence that was false, said twice or left a hole, whatever the case.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from orderless.decision.parts import decided_parts
from orderless.documents.by_when import day_to_be_through
from orderless.documents.days_on_page import days_that_do_not_fit
from orderless.documents.markdown import to_markdown
from orderless.documents.parted import order_reply, order_summary
from orderless.documents.reply import reply_page
from orderless.documents.slots import HEADLINE_AT_MOST
from orderless.documents.stakeholder import stakeholder_page
from support.talk import TODAY, answer_to, numbered, shipped, talking

DAY = date(2026, 11, 20)
ASKED = "The course for all 180 people by 31 January"
RULE = (
    numbered("trigger", "rule_named"),
    numbered("rule_covers", "all_as_asked"),
    "@scope_limit four hours for eleven",
)
REDIRECT = (
    numbered("trigger", "going_wrong"),
    f"@in_the_way {answer_to('in_the_way', 'system_or_tool')}s",
    f"@around_the_work {answer_to('around_the_work', 'layout_space')}s",
    ":override 6 because so",
)


NOBODY_OWNS_IT = (
    numbered("trigger", "going_wrong"),
    numbered("stakes", "team_number"),
    numbered("scope", "several_teams"),
    f"{numbered('can_do', 'most_could')}s",
    numbered("existing_content", "used_no_change"),
    numbered("goal", "team_goal"),
    f"{numbered('last_time', 'number_shows')}d",
    f"{numbered('standard_known', 'written_seen')}s",
    f"{numbered('in_the_way', 'not_enough_time')}s",
    f"{numbered('right_way_cost', 'time_not_there')}p",
    numbered("skipped", "nothing_happens"),
    numbered("env_owner", "nobody_would"),
    numbered("measure", "existing_number"),
    f"{numbered('taught', 'recent_unclear')}d",
    f"{numbered('found_out', 'within_days')}s",
)
"""Enough to be sent to what is around the work, which nobody is said to own."""


def documents(*lines: str) -> tuple[str, str]:
    """The page and the reply of a talk with these lines, in all its parts."""
    parts = decided_parts(shipped(), talking(*lines).recorder.whole)
    return to_markdown(stakeholder_page(order_summary(parts, DAY))), to_markdown(reply_page(order_reply(parts)))


def letter(reply: str) -> str:
    """The part of a reply that is sent."""
    return reply.partition("## To send")[2]


# ------------------------------------------------------------------------------------------------------- the days


@pytest.mark.parametrize(
    ("ready", "said", "beside"),
    [
        (
            "2027-01-31",
            "there in time for people to be through with it by 31 January 2027",
            "With people through with it",
        ),
        (
            "2027-01-10",
            "ready by 10 January 2027, for people to be through with it by 31 January",
            "By 10 January 2027,",
        ),
        (
            "2027-02-10",
            "later than the day that was named, 31 January 2027",
            "By 10 February 2027; the day that was named",
        ),
    ],
)
def test_a_day_that_it_is_ready_is_said_beside_the_day_by_which_people_must_be_through(ready, said, beside):
    page, reply = documents(ASKED, *RULE, f"@ready_date {ready}")
    assert said in letter(reply)
    assert beside in page
    assert "Ready by" not in page


def test_where_no_such_day_was_named_only_the_one_is_said():
    page, reply = documents("The course for all 180 people", *RULE, "@ready_date 2027-01-31")
    assert "It will be ready by 31 January 2027." in reply
    assert "through with it" not in page + reply


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("= About 150 are due by 15 January", date(2027, 1, 15)),
        ("= 8 cards run out on 15 January", date(2027, 1, 15)),
        ("= The school has seats in January; book by 11 December", date(2027, 1, 31)),
        ("= 31 December is the insurer's date", date(2027, 1, 31)),
    ],
)
def test_what_is_due_goes_before_what_was_asked_for_and_the_day_of_something_else_is_none(told, day):
    talk = talking(ASKED, *RULE, numbered("urgency", "fixed_date"), f"@urgency {told}")
    assert day_to_be_through(talk.outlook.verdict) == day


def test_a_day_in_a_private_note_is_on_no_page():
    talk = talking("The course", *RULE, numbered("urgency", "fixed_date"), "@urgency ~ due by 15 January")
    assert day_to_be_through(talk.outlook.verdict) is None


def test_before_it_leaves_a_ready_day_that_is_too_late_is_found_with_the_line_that_mends_it():
    def found(ready: str) -> list[str]:
        verdict = talking(ASKED, *RULE, f"@ready_date {ready}").outlook.verdict
        return [one.mend for one in days_that_do_not_fit(verdict, stakeholder_page_of(verdict), TODAY)]

    assert found("2027-02-10") == ["@ready_date 31 january 2027"]
    assert found("2027-01-31") == []


def stakeholder_page_of(verdict):
    from orderless.documents.shared import summarise

    return stakeholder_page(summarise(verdict, DAY))


# ------------------------------------------------------------------------------------------------------- the goal

NO_GOAL = numbered("goal", "none_named")
GOAL = (numbered("goal", "named_number"), "@goal_name Drift complaints in a season", "@number_now 5")


@pytest.mark.parametrize("told_of", ["the crews", ""], ids=["of a part", "of the whole order"])
def test_no_part_says_that_there_is_no_goal_where_another_has_one(told_of):
    """The goal is on the page, under its part or over all; nobody is asked for one."""
    of_the_crews = (":part the crews", *(GOAL if told_of else ()), *REDIRECT)
    others = (":part the other 146 people", numbered("trigger", "wish"), NO_GOAL, numbered("stakes", "nothing_much"))
    page, reply = documents(ASKED, *(() if told_of else GOAL), *of_the_crews, *others)
    assert "Drift complaints in a season" in page
    assert "Drift complaints in a season" in reply
    assert "No goal" not in page + reply
    assert shipped().questions["goal"].ask not in page + reply


def test_a_goal_of_one_part_stands_there_and_over_no_other():
    of_the_crews = (":part the crews", *GOAL, *REDIRECT)
    page, _ = documents(ASKED, *of_the_crews, ":part the others", numbered("trigger", "wish"))
    assert page.count("Drift complaints in a season") == 1
    assert page.index("## The crews") < page.index("Drift complaints in a season") < page.index("## The others")


def test_where_no_goal_was_told_the_page_says_so():
    page, _ = documents(ASKED, numbered("trigger", "wish"), NO_GOAL, numbered("stakes", "nothing_much"))
    assert "No goal has been named yet" in page


# ---------------------------------------------------------------------------------------------- skill, and waiting


@pytest.mark.parametrize(
    ("known", "then"),
    [
        ((), "look at skill next"),
        ((numbered("can_do", "most_could"), numbered("history", "do_it_now")), "look again at what is behind it"),
    ],
)
def test_skill_is_looked_at_next_only_where_it_may_still_be_behind_it(known, then):
    page, reply = documents(ASKED, *REDIRECT, *known, "@check_back 2027-03-01")
    assert f"if it has not shifted, {then}" in page
    assert f"if it has not shifted, we {then}" in reply
    assert ("skill" in page + reply) is ("skill" in then)


@pytest.mark.parametrize(
    ("stakes", "said"),
    [
        ("nothing_much", "Left alone, little would change."),
        ("annoyance", "Left alone, this costs some extra work."),
        ("team_number", ""),
    ],
)
def test_what_it_costs_to_leave_it_is_said_only_where_somebody_said_so(stakes, said):
    page, reply = documents(ASKED, numbered("trigger", "wish"), numbered("stakes", stakes), ":override 7 because so")
    assert not re.search("costs little|cost more to put right", page + reply)
    assert (said in reply) if said else "Left alone" not in page + reply
    assert "Little would change if this waited" not in reply


# ------------------------------------------------------------------------------------------- who does what, by when


def test_steps_and_promises_are_one_list_in_the_order_of_their_days():
    """On the page the last look comes last; in the letter the same lines stand under one title."""
    lines = (
        "@present director, L&D",
        "@first_step IT: repair the form",
        "+ director: send the October list by 2026-12-04",
        "+ L&D: come to the standup by 2026-12-01",
        "+ director: ask the works council",
        "@check_back 2027-03-01",
    )
    page, reply = documents(ASKED, *REDIRECT, *lines)
    steps = re.findall(r"\[ \] \*\*.+?:\*\* (.+?)(?: – |$)", page, re.MULTILINE)
    assert [step.split()[0] for step in steps] == ["Repair", "Come", "Send", "Ask", "Look"]
    listed = letter(reply).partition("Who does what, by when:")[2]
    assert re.findall(r"^- .+", listed, re.MULTILINE) == [
        "- IT: repair the form",
        "- L&D: come to the standup – 1 December 2026",
        "- You: send the October list – 4 December 2026",
        "- You: ask the works council",
    ]


def test_the_last_look_comes_last_also_where_its_day_is_not_known():
    page, _ = documents(ASKED, *REDIRECT, "+ director: send the list by 2026-12-04", "+ director: ask the council")
    steps = re.findall(r"\[ \] \*\*.+?:\*\* (.+?)(?: – |$)", page, re.MULTILINE)
    assert [step.split()[0] for step in steps[-3:]] == ["Send", "Ask", "Look"]


def test_nobody_is_asked_who_owns_what_somebody_is_named_with():
    asked = shipped().questions["owner_name"].ask
    named = (*NOBODY_OWNS_IT, numbered("env_owner", "named_owner"))
    assert asked in documents(ASKED, *named, "@first_step repair the form")[0]
    assert asked not in documents(ASKED, *named, "@first_step IT: repair the form")[0]


def test_nothing_is_prepared_or_brought_where_nobody_said_what():
    """No hole stands where a sentence can do without."""
    page, reply = documents(ASKED, *REDIRECT, "@first_step IT: repair the form")
    assert "Prepare this" not in page
    assert "......" not in letter(reply)
    assert "What I will bring" not in reply
    assert "Prepare this: a list of the errors" in documents(ASKED, *REDIRECT, "@our_offer a list of the errors")[0]


def test_a_day_that_nobody_named_is_a_gap_in_words():
    page, _ = documents(ASKED, *REDIRECT)
    assert "A day still to be agreed" in page or "a day still to be agreed" in page


@pytest.mark.parametrize(
    ("line", "looked_for"),
    [
        ("@topic forms", True),
        ("@first_step IT: repair the form", False),
        ("+ director: find out who owns the form", False),
        ("+ director: send the list", True),
    ],
)
def test_nobody_is_looked_for_who_is_named_or_whom_somebody_promised_to_find(line, looked_for):
    page, reply = documents(ASKED, *NOBODY_OWNS_IT, line)
    assert ("Find the person who can change it" in page) is looked_for, page
    assert "the first step is to find that person" not in reply


def test_a_step_that_says_what_the_same_person_promised_is_left_to_the_promise():
    worth = (numbered("trigger", "wish"), numbered("stakes", "nothing_much"), ":override 7 because so")
    offer = "@our_offer a list of who must go and who need not"
    page, _ = documents(ASKED, *worth, offer, "+ L&D: say who must go and who need not by wednesday")
    assert "Send this" not in page
    assert "Send this" in documents(ASKED, *worth, offer, "+ director: say who must go and who need not")[0]


# ------------------------------------------------------------------------------------------------------ the causes


def test_a_cause_is_said_in_the_words_of_its_finding_without_a_label_of_ours():
    page, reply = documents(ASKED, *REDIRECT, "@in_the_way = The form asks three times for the number")
    assert "The form asks three times for the number" in page
    for words in (shipped().cause["tools_resources"].plain, shipped().cause["tools_resources"].share):
        assert words.lower() not in (page + reply).lower()


def test_without_a_finding_what_was_heard_stands_in_place_of_a_general_sentence():
    """Once, and not again among what was heard."""
    page, reply = documents(ASKED, *REDIRECT)
    assert page.count("The system or tool slows the work") == 1
    assert letter(reply).count("The system or tool slows the work") == 1
    assert shipped().cause["tools_resources"].share not in page + reply


def test_what_was_only_told_says_so_beside_what_was_seen():
    seen = (f"@in_the_way {answer_to('in_the_way', 'system_or_tool')}s", "@in_the_way = The form asks three times")
    told = (numbered("busy_day", "not_enough"), "@busy_day = The last visit ends after six")
    page, _ = documents(ASKED, *REDIRECT[:1], *seen, *told, ":override 6 because so")
    assert "- Perhaps also: the form asks three times\n" in page
    assert "- The last visit ends after six, as you told us\n" in page
    only_told = documents(ASKED, *REDIRECT[:1], *told, ":override 6 because so")[0]
    assert "*As you told us:*\n\n- The last visit ends after six\n" in only_told


@pytest.mark.parametrize(
    ("present", "page_says", "letter_says"),
    [
        (
            "@present director, L&D",
            "as the director heard from the people who do the work",
            "as you heard from the people",
        ),
        ("@present director, two nurses, L&D", "as people who do the work said", "as people who do the work said"),
        ("@present director, head of care, L&D", "as heard from people who do the work", "as heard from people"),
        ("@topic infusions", "as heard from people who do the work", "as heard from people who do the work"),
    ],
)
def test_people_who_do_the_work_said_it_only_where_one_of_them_was_there(present, page_says, letter_says):
    told = (f"@in_the_way {answer_to('in_the_way', 'system_or_tool')}p", "@in_the_way = The form asks three times")
    page, reply = documents(ASKED, numbered("trigger", "going_wrong"), *told, present, ":override 6 because so")
    assert f"The form asks three times, {page_says}" in page
    assert f"The form asks three times, {letter_says}" in reply


def test_whom_it_is_about_may_have_been_there():
    told = (f"@in_the_way {answer_to('in_the_way', 'system_or_tool')}p", "@in_the_way = The form asks three times")
    there = ("@audience nurses on nine wards", "@present nurse, L&D")
    page, _ = documents(ASKED, numbered("trigger", "going_wrong"), *told, *there, ":override 6 because so")
    assert "as people who do the work said" in page


# --------------------------------------------------------------------------------------------------- the headline


def test_a_headline_of_three_parts_is_two_lines_and_sends_nobody_to_look_where_it_says_what_to_do():
    lines = (
        ":part the eleven people whose card runs out in January",
        *RULE,
        ":part the weed crews, about the drift",
        *REDIRECT,
        "@first_step you and the dispatcher: let crews swap stops when the wind is up, if the client agrees; L&D: ask",
        ":part the other 146 people",
        numbered("trigger", "wish"),
        numbered("stakes", "nothing_much"),
    )
    page, _ = documents(ASKED, *lines)
    title = page.partition("\n")[0]
    assert len(title) <= HEADLINE_AT_MOST + len("# ")
    assert "look first at what is in the way" not in title.lower()
    assert "the weed crews" in title


def test_a_long_first_step_heads_the_page_as_far_as_it_can_be_read_at_a_glance():
    step = "repair the form on the tablets of the three depots, " + "with all the fields that nobody can fill in " * 3
    page, _ = documents(ASKED, *REDIRECT, f"@first_step {step}")
    assert "repair the form on the tablets of the three depots" in page.partition("\n")[0].lower()
    assert "look first at" not in page.partition("\n")[0].lower()
