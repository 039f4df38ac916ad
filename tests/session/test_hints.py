"""What Enter will do is always shown, and it is true."""

from __future__ import annotations

import pytest

from support.talk import answer_to, shipped, talking

CHOICE, NUMBER, TEXT = "trigger", "cases_per_month", "topic"


def hint(line, at=CHOICE):
    return talking(f"/{at}").hint(line)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2", "answer Something new is coming"),
        ("2s", "(they saw it)"),
        ("2d", "(from data)"),
        ("2p", "(the people doing the work said so)"),
        ("0", "don't know yet"),
        (":dk", "don't know yet"),
        ("", "on to: "),
        ("<", "back to the question before"),
        ("/cost of waiting", "go to"),
        ("/", "list the questions"),
        ("@can_do 2", "staying here"),
        ("-", "park it"),
        ("- sales lead", "park it, to ask sales lead"),
        ('"words', "their words, kept as a quote"),
        ("~words", "never shared"),
        ("words", "a note on this question"),
        (" 2", "a note on this question"),
        ("3 teams affected", "a note on this question"),
        ("+ sales lead: call by Friday", "sales lead will call by Friday 27 November 2026"),
        ("+ sales lead: call by next fri", "sales lead will call by Friday 4 December 2026"),
        ("+ sales lead: call by the board", "sales lead will call by the board (no date that can be counted)"),
        ("+ sales lead: call", "(add: by when)"),
        ("?", "why we ask"),
        (":why", "the decision so far"),
        (":whatif", "which answers would change the decision"),
        (":undo", "take back"),
        (":edit", "in your editor"),
        (":share", "share view"),
        (":end", "wrap up"),
        (":clear", "clear the answer"),
        (":list", "all questions"),
        (":notes", "all notes"),
        (":told", "told to go ahead"),
        (":offers", "what is offered"),
    ],
)
def test_each_kind_of_line_says_what_enter_does(line, says):
    """One hint a row of the grammar."""
    assert hint(line).startswith("Enter: ")
    assert says in hint(line)


@pytest.mark.parametrize("line", ["42", "1 3", ":nope", "2=tools", "~"])
def test_what_is_no_line_says_what_would_be_and_does_not_promise_enter(line):
    """Nothing would happen, so it does not begin with `Enter:`."""
    assert hint(line)
    assert not hint(line).startswith("Enter:")


def test_named_causes_are_shown():
    """`1=tools` shows the cause it was taken for."""
    assert "named: tools_resources" in hint("1=tools", "one_change")


def test_a_sum_shows_its_result():
    """The result is seen before Enter."""
    assert "answer 3,000" in hint("40 x 75", "cost_per_case")
    assert "answer 40 cases a month" in hint("40", NUMBER)


def test_a_refused_number_shows_what_would_do():
    """Before Enter, so that nobody has to fail first."""
    assert "expected an amount" in hint("40 x", "cost_per_case")


def test_filing_elsewhere_names_the_question_it_goes_to():
    """`@can` shows where it will land, and says so when it would land nowhere."""
    assert shipped().questions["can_do"].label in hint("@can_do 2")
    assert "answer" in hint("@can_do 2")
    assert not hint("@zzzzzz 2").startswith("Enter: file")


def test_filing_at_the_question_on_the_screen_says_what_that_does():
    """It is an answer like any other there, and goes on."""
    assert hint("@can_do 2", at="can_do") == hint("2", at="can_do")


def test_a_jump_names_the_question_it_goes_to():
    """`/tools` shows the first match; no match is said before Enter."""
    assert shipped().questions["stakes"].label in hint("/cost of waiting")
    assert "no question fits" in hint("/zzzzzzz").lower()


@pytest.mark.parametrize("line", ["", "1", "-", "?", "/cost", ":dk"])
def test_the_question_that_empty_would_go_to_is_the_one_it_goes_to(line):
    """`on to: X` is a promise."""
    talk = talking("We need a course.", line)
    said = talk.hint("")
    talk.enter("")
    assert said.partition(";")[0] == f"Enter: on to: {talk.question.label}"


def test_after_a_jump_the_hint_says_that_an_answer_returns_and_where_to():
    """On an empty line and on an answer; not on a note, which stays; and it is true."""
    talk = talking("We need a course.", "/can_do")
    back = shipped().questions["trigger"].label
    assert talk.hint("").endswith(f"; an answer goes back to {back}")
    for line in ("1", ":dk", "- sales lead"):
        assert talk.hint(line).endswith(f"; then back to {back}")
    assert back not in talk.hint("a note")
    talk.enter("1")
    assert talk.question.label == back
    assert "back" not in talk.hint("1")


def test_a_long_text_is_not_said_twice_in_full():
    """The hint is one or two lines, however long the answer is."""
    assert len(hint("word " * 500, TEXT)) < 160


def test_at_the_last_question_of_the_wrap_up_the_hint_says_that_enter_finishes():
    """There, Enter does not go on to another question: it ends the interview."""
    talk = talking("We need a course.", ":end")
    for _ in range(50):
        said = talk.hint("")
        talk.enter("")
        if talk.stage != "wrap_up":
            break
        assert said == f"Enter: on to: {talk.question.label}"
    assert talk.done
    assert said.startswith("Enter: ")
    assert "summary" in said


def test_ticking_notes_has_a_hint_of_its_own():
    """Numbers share, Enter shares none."""
    talk = talking("We need a course.", " a note", ":end", ":end")
    assert talk.stage == "notes"
    assert "none of them is shared" in talk.hint("")
    assert "may go on the shared page" in talk.hint("1")


@pytest.mark.parametrize("question", list(shipped().questions))
def test_every_question_can_be_answered_as_its_how_to_says(question):
    """A hint for the first choice, a number, a date or text is an answer, on every shipped question."""
    asked = shipped().questions[question]
    line = {
        "scale": "7",
        "number": "40",
        "percentage": "22%",
        "money": "40 x 75",
        "date": "friday",
        "text": "words",
    }.get(asked.type, answer_to(question, next(iter(asked.choices), "")) if asked.choices else "")
    talk = talking()
    talk.route.at = question
    assert talk.hint(line).startswith("Enter: answer ")
