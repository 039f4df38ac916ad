"""One line for an answer and what was found, and for a question by the name that the screen has for it."""

from __future__ import annotations

import pytest

from support.talk import answer_to, talking

REQUEST = "We need a course."
WAY = answer_to("in_the_way", "too_many_steps")
SENTENCE = "discounts above ten percent took nine days"


@pytest.mark.parametrize("line", [f"{WAY}s = {SENTENCE}", f"{WAY} s = {SENTENCE}"])
def test_an_answer_and_a_finding_come_in_one_line(line):
    """The hint says so; each is an event of its own, so `:undo` takes one and then the other."""
    talk = talking(REQUEST, "/in_the_way")
    assert talk.hint(line).startswith(
        "Enter: answer Too many steps, hand-offs or approvals (they saw it), and a finding"
    )
    talk.enter(line)
    assert talk.state.answers["in_the_way"].keys == ("too_many_steps",)
    assert talk.state.answers["in_the_way"].basis == "saw"
    assert [(note.kind, note.question, note.text) for note in talk.state.notes] == [("finding", "in_the_way", SENTENCE)]
    talk.enter(":undo")
    talk.enter(":undo")
    assert "in_the_way" not in talk.state.answers
    assert not talk.state.notes


def test_so_they_do_elsewhere_and_with_a_number():
    talk = talking(
        REQUEST, f"@in_the_way {WAY}d = {SENTENCE}", "@cases_per_month 40 = it happened forty times in October"
    )
    assert talk.at not in ("in_the_way", "cases_per_month")
    assert talk.state.answers["in_the_way"].basis == "data"
    assert talk.state.answers["cases_per_month"].value == 40
    assert [note.question for note in talk.state.notes] == ["in_the_way", "cases_per_month"]


def test_two_words_are_a_finding_where_no_cause_is_asked_for():
    talk = talking(REQUEST, f"@history {answer_to('history', 'slipped')} = five complaints")
    assert [(note.kind, note.text) for note in talk.state.notes] == [("finding", "five complaints")]
    assert talk.state.answers["history"].keys == ("slipped",)


def test_what_nobody_knows_can_be_said_in_the_same_line():
    """`0 = sentence`: the sentence is kept, and the question goes on the list to find out."""
    talk = talking(REQUEST, "@in_the_way 0 = nobody has counted which wards order too early")
    assert talk.state.status("in_the_way") == "unknown"
    assert [note.kind for note in talk.state.notes] == ["finding"]


@pytest.mark.parametrize("line", ["1d=tools,time", "1d = tools, time", "1 = tools"])
def test_causes_after_the_sign_are_causes_still(line):
    talk = talking(REQUEST, f"@one_change {line}")
    assert talk.state.answers["one_change"].causes
    assert not talk.state.notes


def test_at_a_question_for_you_alone_the_sentence_is_a_private_note():
    talk = talking(REQUEST, f"@existing_content {answer_to('existing_content', 'fits')} = films are there and are ours")
    assert [(note.kind, note.private) for note in talk.state.notes] == [("note", True)]
    assert talk.state.answers["existing_content"].keys == ("fits",)


@pytest.mark.parametrize("line", ["99 = this is a sentence of its own", "what = this is one", f"{WAY} ="])
def test_what_is_no_answer_before_the_sign_is_none(line):
    talk = talking(REQUEST, f"@in_the_way {line}")
    assert "in_the_way" not in talk.state.answers
    assert not any(note.kind == "finding" for note in talk.state.notes)


# ------------------------------------------------------------------------------------------------ by the name on screen


@pytest.mark.parametrize(
    ("line", "question", "kept"),
    [
        ("@why now 1", "trigger", "answer"),
        ("@Why now 1", "trigger", "answer"),
        ("@why now a mail from the insurer came", "trigger", "note"),
        ("@cost of waiting 4", "stakes", "answer"),
        ("@those who do it well - the controller", "top_performers", "parked"),
        ("@last time Every bag is written down", "last_time", "note"),
        ("@how it is looked at", None, ""),
    ],
)
def test_a_question_is_named_as_the_screen_has_it(line, question, kept):
    """By all words of its name: what comes after them is the line."""
    talk = talking(REQUEST)
    questions = talk.knowledge.questions
    if question is not None:
        question = next(one.id for one in questions.values() if line[1:].lower().startswith(one.label.lower()))
    talk.enter(line)
    if kept == "note":
        assert talk.state.notes[-1].question == question
        assert talk.state.notes[-1].text == line[len(questions[question].label) + 2 :]
    elif question:
        assert talk.state.status(question) == {"answer": "answered", "parked": "parked"}[kept]


@pytest.mark.parametrize(
    "line", ["@What drives the date 1", "@date of my answer 2026-12-10", "@What becomes of what was asked for: no"]
)
def test_so_it_is_as_a_page_has_it(line):
    """By its heading there, and by what stands in a blank."""
    assert talking(REQUEST).hint(line).startswith("Enter: at ")


def test_the_hint_for_a_finding_elsewhere_says_that_it_will_be_private():
    hint = talking(REQUEST).hint("@what already exists = films are there")
    assert hint == (
        "Enter: at What already exists, staying here: a private note: what stands at this question is for you alone"
    )


def test_a_private_question_is_not_named_by_its_words():
    """Nobody lands there by chance while others see the screen."""
    talk = talking(REQUEST)
    for asked in talk.knowledge.questions.values():
        if talk.knowledge.is_private(asked.id) and " " in asked.label:
            line = f"@{asked.label} x"
            talk.enter(line)
            assert talk.state.status(asked.id) is None
