"""What a page says of its own case, and says once: facts that would settle it, steps, promises, sources, causes."""

from __future__ import annotations

from datetime import date

import pytest

from orderless.documents.causes_named import named_causes
from orderless.documents.markdown import to_markdown
from orderless.documents.reply import reply
from orderless.documents.shared import SharedSummary, summarise
from orderless.documents.slots import letter_findings
from orderless.documents.voice import LETTER
from orderless.session.conversation import Conversation
from support.talk import answer_to, numbered, talking

DAY = date(2026, 11, 30)
ORDER = "Two hours for 160 nurses on ordering infusions"


def page_of(talk: Conversation) -> SharedSummary:
    return summarise(talk.outlook.verdict, DAY)


# --------------------------------------------------------------------------------------------- while there is no answer

FACTS = "@facts_wanted how many bags came back for blood values; how many were ordered just in case."


def test_what_would_settle_it_stands_in_the_words_of_the_case():
    """In place of general questions, on the page, in the letter and aloud; and nothing is asked beside it."""
    talk = talking(ORDER, FACTS)
    page = page_of(talk)
    assert page.settle == ("How many bags came back for blood values", "How many were ordered just in case")
    assert not page.not_known
    assert not page.agreed
    words = to_markdown(reply(talk.outlook.verdict))
    assert "- How many bags came back for blood values\n- How many were ordered just in case\n" in words
    aloud = "how many bags came back for blood values; how many were ordered just in case."
    assert f"What would settle it: {aloud}" in words


def test_without_them_the_questions_stand_that_would_decide_most():
    assert all(line.endswith("?") or "(we look into that)" in line for line in page_of(talking(ORDER)).settle)


def test_many_facts_are_three_lines_of_a_letter_and_none_is_lost():
    talk = talking(ORDER, "@facts_wanted the list; the folder; the times; the names of the wards")
    assert page_of(talk).settle == ("The list", "The folder", "The times", "The names of the wards")
    assert "- The list\n- The folder\n- The times; the names of the wards\n" in to_markdown(reply(talk.outlook.verdict))


def test_once_there_is_an_answer_nobody_asks_what_would_settle_it():
    fast_no = (answer_to("trigger", "wish"), f"@existing_content {answer_to('existing_content', 'fits')}")
    page = page_of(talking(ORDER, FACTS, *fast_no))
    assert page.response == "no"
    assert page.settle == ()


def test_once_others_have_promised_something_nobody_is_asked_to_help_in_general():
    """What we promise ourselves takes nothing off."""
    general = "Answer what you can of what stands above, and say who knows the rest"
    assert general in [step.what for step in page_of(talking(ORDER)).steps]
    assert general in [step.what for step in page_of(talking(ORDER, "+ L&D: a look by friday")).steps]
    promised = page_of(talking(ORDER, "+ director: the folder by friday"))
    assert general not in [step.what for step in promised.steps]


# --------------------------------------------------------------------------------------------------- steps and promises


@pytest.mark.parametrize(
    ("promises", "twice"),
    [
        (
            ("+ director: the bags by cost centre by friday", "+ director: the quarter folder and the cancelled times"),
            True,
        ),
        (("+ director: the bags by cost centre by friday",), False),
        (("+ director: another date for the committee",), False),
    ],
)
def test_what_promises_say_already_is_no_step_of_its_own(promises, twice):
    """A step of which most is promised, be it by several; a promise of a part of it leaves the step."""
    step = "@first_step get the bags by cost centre, the quarter folder and the times of cancelling"
    steps = [one.what for one in page_of(talking(ORDER, step, *promises)).steps]
    assert ("Get the bags by cost centre, the quarter folder and the times of cancelling" not in steps) is twice


def test_our_own_promise_for_the_day_of_the_answer_is_the_answer():
    """One for another day is another promise."""
    straight = "Give a straight answer"
    day = "@answer_date 2026-12-10"
    assert straight not in [
        s.what for s in page_of(talking(ORDER, day, "+ L&D: come back with it by 2026-12-10")).steps
    ]
    assert straight in [s.what for s in page_of(talking(ORDER, day, "+ L&D: a look at it by 2026-12-09")).steps]
    assert straight in [s.what for s in page_of(talking(ORDER, day, "+ director: a look by 2026-12-10")).steps]


def test_the_reader_who_was_typed_with_you_and_their_role_is_named_once():
    talk = talking(ORDER, "@present operations director, L&D", "+ you, as operations director: the list by friday")
    assert [step.who for step in page_of(talk).steps if step.what == "The list"] == ["You, as operations director"]


def test_a_step_of_nobody_says_so():
    """What the consultant says happens first may be more than there are causes with owners."""
    redirect = (answer_to("trigger", "going_wrong"), f"@in_the_way {answer_to('in_the_way', 'system_or_tool')}s")
    talk = talking(ORDER, *redirect, "@first_step the form is mended; seats are booked", ":override 6 because so")
    assert [step.who for step in page_of(talk).steps if step.what == "Seats are booked"] == ["Still to agree who"]


def test_numbers_without_a_name_ask_what_they_count():
    """At the wrap-up and on the page; not once it is known."""
    asked = talking(ORDER, "22% now, 30 by Q2", ":keep").outlook.carries
    assert "goal_name" in asked
    assert "goal_name" not in talking(ORDER, "22% now, 30 by Q2", ":keep", "@goal_name win rate").outlook.carries
    assert "goal_name" not in talking(ORDER, numbered("trigger", "going_wrong")).outlook.carries


# --------------------------------------------------------------------------------------------------------- the sources


def heard(*lines: str) -> str:
    """All that the page says is behind it or was heard."""
    page = page_of(talking(ORDER, *lines))
    return "\n".join((*(s for one in page.behind for s in one.sentences), *(one.words for one in page.heard)))


@pytest.mark.parametrize(
    ("basis", "finding", "source"),
    [
        ("s", "approvals take nine days", ""),
        ("d", "approvals take nine days", ""),
        ("p", "approvals take nine days", "as heard from people who do the work"),
        ("p", "the rest know that approvals take nine days, two of them said", ""),
        ("d", "approvals take nine days, from memory", ""),
        ("", "approvals take nine days", ""),
    ],
)
def test_a_source_stands_where_it_holds_for_the_sentence(basis, finding, source):
    """Not where the sentence says so itself, nor figures where it has none."""
    words = heard(f"@in_the_way {answer_to('in_the_way', 'too_many_steps')}{basis}", f"@in_the_way = {finding}")
    assert (f"{finding}, {source}" if source else finding) in words.lower()
    assert source or ", as " not in words


def test_a_source_stands_at_none_of_several_sentences_nor_after_several_choices():
    """How an answer is known need not be how each of them is."""
    one, two = "approvals take nine days", "the form asks three times"
    answer, source = (
        f"@in_the_way {answer_to('in_the_way', 'too_many_steps')}p",
        ", as heard from people who do the work",
    )
    assert f"{one}{source}" in heard(answer, f"@in_the_way = {one}").lower()
    assert source not in heard(answer, f"@in_the_way = {one}", f"@in_the_way = {two}")
    several = ",".join(answer_to("in_the_way", choice) for choice in ("too_many_steps", "system_or_tool"))
    assert source not in heard(f"@in_the_way {several}p", f"@in_the_way = {one}")


# ---------------------------------------------------------------------------------------------------------- the causes


def test_causes_that_only_one_finding_speaks_for_stand_together_over_it():
    """Each once: no cause is left with a label where its finding stands under another."""
    several = ",".join(answer_to("in_the_way", choice) for choice in ("finding_information", "system_or_tool"))
    talk = talking(ORDER, f"@in_the_way {several}s", "@in_the_way = the list is a sheet nobody keeps")
    named = named_causes(talk.outlook.verdict, LETTER)
    assert [one.sentences for one in named] == [("the list is a sheet nobody keeps",)]
    assert named[0].about == "How people find the answer when they need it; the tools and supplies"


# ---------------------------------------------------------------------------------------------------------- the reader


@pytest.mark.parametrize(
    ("who", "reader"), [("VP", True), ("the VP", True), ("VP sales", True), ("sales", False), ("VP finance", False)]
)
def test_a_title_alone_is_the_one_who_was_there(who, reader):
    """A department is nobody, and another one with the title is another."""
    talk = talking(ORDER, "@present VP sales, L&D", f"+ {who}: the figures by friday")
    promised = next(step for step in page_of(talk).steps if step.what == "The figures")
    assert promised.yours is reader


# --------------------------------------------------------------------------------------------------------- the figures


@pytest.mark.parametrize(
    ("line", "question", "words"),
    [
        ("7 a year", "cases_per_month", "7 a year"),
        ("24 a year", "cases_per_month", "24 a year"),
        ("90 a month", "cases_per_month", "90 cases a month"),
        ("90 proposals a month", "cases_per_month", "90 proposals a month"),
        ("quoted 22,000", "quoted", "22,000"),
        ("quoted €22,000 plus travel", "quoted", "€22,000 plus travel"),
        ("quoted 22k", "quoted", "22,000 (quoted 22k)"),
    ],
)
def test_a_figure_stands_as_it_was_said_and_once(line, question, words):
    """What was worked out for another time, and what holds the amount itself; else both."""
    talk = talking(ORDER, line, ":keep")
    answer = talk.state.answers[question]
    asked = talk.knowledge.questions[question]
    assert asked.kind.words(asked, answer.value, answer.said) == words


def test_the_urgent_sentence_has_no_hole_in_it():
    """Who is responsible for safety may not be known while it is typed; the wrap-up asks all the same."""
    talk = talking(ORDER, f"@stakes {answer_to('stakes', 'harm_possible')}", "@interim_control two on every lift")
    words = to_markdown(reply(talk.outlook.verdict))
    assert "whoever is responsible for safety" in words
    assert "...... (who is responsible" not in words
    assert "safety_owner" in talk.outlook.carries


def test_a_step_of_ours_is_not_taken_for_what_somebody_else_promised():
    """They say the same words of two things: a list that they send, and one that we make of it."""
    redirect = (answer_to("trigger", "going_wrong"), f"@in_the_way {answer_to('in_the_way', 'system_or_tool')}s")
    offer = "@our_offer a list of the October errors by kind"
    talk = talking(
        ORDER, *redirect, offer, "+ director: send the October error list by friday", ":override 6 because so"
    )
    assert [step.what for step in page_of(talk).steps if "by kind" in step.what]


def test_a_finding_that_was_typed_twice_is_said_once_aloud():
    """It may speak for two causes, at two questions; the page has it under each, the speaker says it once."""
    both = (
        "@in_the_way 10 = Since April the plan has 14 stops a day",
        "@busy_day 3 = Since April the plan has 14 stops a day",
    )
    letter = letter_findings(talking(ORDER, "@trigger 1", *both).outlook.verdict)
    assert "\n".join(letter).count("14 stops") == 1


def test_steps_with_commas_of_their_own_are_parted_by_semicolons():
    redirect = ("@trigger 1", "@first_step let them swap, if the client agrees; ask the crew how they do it")
    verdict = talking(ORDER, *redirect, ":override 6 because so").outlook.verdict
    assert "let them swap, if the client agrees; and ask the crew" in to_markdown(reply(verdict))
