"""The line grammar: every row of the table in contracts.md, and what it must never be taken for."""

from __future__ import annotations

import pytest

from orderless.interview.grammar import (
    Back,
    Command,
    Commit,
    Elsewhere,
    Give,
    Help,
    Jump,
    Next,
    Park,
    Say,
    Unclear,
    Unknown,
    parse,
)
from support.talk import TODAY, question_of, shipped

CHOICE, SEVERAL, NAMES_CAUSE = "trigger", "tried", "one_change"
SCALE, NUMBER, MONEY, DATE, TEXT = "matters_now", "cases_per_month", "cost_per_case", "follow_up_date", "topic"
EVERY_TYPE = (CHOICE, SEVERAL, NAMES_CAUSE, SCALE, NUMBER, MONEY, DATE, TEXT)


def meaning(line, question):
    return parse(line, shipped().questions[question], shipped().causes.causes, TODAY)


def same(found, wanted):
    """Whether these are the same kind of intent with the same contents."""
    return type(found) is type(wanted) and (not isinstance(wanted, tuple) or found == wanted)


def key(question, number):
    return list(shipped().questions[question].choices)[number - 1]


@pytest.mark.parametrize(
    ("line", "basis"),
    [
        ("2", "believes"),
        ("2s", "saw"),
        ("2d", "data"),
        ("2p", "performers"),
        ("2 s", "saw"),
        (" 2"[1:] + " ", "believes"),
    ],
)
def test_a_number_answers_a_choice_and_a_letter_says_on_what_it_rests(line, basis):
    """`2`, `2s`, `2d`, `2p`."""
    assert same(meaning(line, CHOICE), Give(key(CHOICE, 2), basis))


@pytest.mark.parametrize("line", ["2 3", "2,3", "2, 3", "3 2 3"])
def test_several_numbers_answer_where_several_may_be_chosen(line):
    """`1 3`, with blanks or commas; a number typed twice counts once."""
    given = meaning(line, SEVERAL)
    assert isinstance(given, Give)
    assert set(given.value) == {key(SEVERAL, 2), key(SEVERAL, 3)}
    assert len(given.value) == 2


def test_several_numbers_carry_one_basis():
    """`2 3 d`."""
    assert same(meaning("2 3 d", SEVERAL), Give((key(SEVERAL, 2), key(SEVERAL, 3)), "data"))


@pytest.mark.parametrize(
    ("line", "question"),
    [("1 3", CHOICE), ("13", CHOICE), ("1 2", SEVERAL), ("0 2", SEVERAL), ("99", SEVERAL), ("42", CHOICE)],
)
def test_numbers_that_are_no_answer_are_refused_and_say_the_way_out(line, question):
    """Two where one is asked, a number that is not there, a choice that stands alone: kept as a note, and said."""
    refused = meaning(line, question)
    assert isinstance(refused, Unclear)
    assert refused.message.endswith("; this is kept as a note")
    assert refused.noted
    assert same(meaning(f" {line}", question), Say("note", line))


@pytest.mark.parametrize("line", ["2=tools,time", "2 = tools, time", "2=tools time"])
def test_causes_are_named_after_an_equals_sign(line):
    """`1=tools,time` answers and names two causes, each by the start of a word."""
    line = line.replace("2", str(list(shipped().questions[NAMES_CAUSE].choices).index("named") + 1))
    assert same(meaning(line, NAMES_CAUSE), Give("named", "believes", ("tools_resources", "workload_time")))


def test_causes_and_a_basis_go_together():
    """`1d=tools`."""
    assert same(meaning("1d=tools", NAMES_CAUSE), Give("named", "data", ("tools_resources",)))


@pytest.mark.parametrize("line", ["1=", "1=zebra", "1=tools,zebra"])
def test_a_cause_that_is_not_known_is_asked_back_with_the_causes_there_are(line):
    """The refusal lists what can be named."""
    refused = meaning(line, NAMES_CAUSE)
    assert isinstance(refused, Unclear)
    assert "tools_resources" in refused.message


def test_a_cause_is_refused_where_the_choice_asks_for_none():
    """`2=tools` on an ordinary choice."""
    assert isinstance(meaning("2=tools", CHOICE), Unclear)


@pytest.mark.parametrize("question", [CHOICE, SEVERAL, NAMES_CAUSE])
def test_nought_on_choices_is_dont_know_yet(question):
    """`0`."""
    assert same(meaning("0", question), Unknown())


@pytest.mark.parametrize("question", EVERY_TYPE)
def test_dk_is_dont_know_yet_everywhere(question):
    """`:dk`."""
    assert same(meaning(":dk", question), Unknown())
    assert same(meaning(":DK", question), Unknown())


@pytest.mark.parametrize(
    ("line", "question", "value", "basis", "said"),
    [
        ("7", SCALE, 7, "believes", ""),
        ("0", SCALE, 0, "believes", ""),
        ("7/10", SCALE, 7, "believes", ""),
        ("7s", SCALE, 7, "saw", ""),
        ("40", NUMBER, 40, "believes", ""),
        ("40d", NUMBER, 40, "data", ""),
        ("40 x 75", MONEY, 3000, "believes", "40 x 75"),
        ("friday", DATE, "2026-11-27", "believes", "friday"),
        ("2027-03-01", DATE, "2027-03-01", "believes", ""),
        ("the CRM", TEXT, "the CRM", "believes", ""),
        ("2", TEXT, "2", "believes", ""),
    ],
)
def test_a_line_that_parses_is_the_answer(line, question, value, basis, said):
    """On scales, numbers, money and dates; on text questions whatever is typed."""
    assert same(meaning(line, question), Give(value, basis, (), said))


@pytest.mark.parametrize("question", EVERY_TYPE)
@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("", Next()),
        ("   ", Next()),
        ("<", Back()),
        ("/tools and time", Jump("tools and time")),
        ("/", Jump("")),
        ("@can_do 2s", Elsewhere("can_do", "2s")),
        ("@can_do some words", Elsewhere("can_do", "some words")),
        ("@trigger 1 = They lost it", Elsewhere("trigger", "1 = They lost it")),
        ("@why now 1d = They lost it", Elsewhere("why now", "1d = They lost it")),
        ("@could if they 1,3 = They do", Elsewhere("could if they", "1,3 = They do")),
        ("@why now = They lost it", Elsewhere("why now", "= They lost it")),
        ("@trigger = They lost it", Elsewhere("trigger", "= They lost it")),
        ("-", Park("")),
        ("- sales lead", Park("sales lead")),
        ('"we just need a course', Say("quote", "we just need a course")),
        ('"we just need a course"', Say("quote", "we just need a course")),
        ("“we just need a course”", Say("quote", "we just need a course")),
        ("~the VP feels threatened", Say("private", "the VP feels threatened")),
        (" 2", Say("note", "2")),
        (" :end", Say("note", ":end")),
        ("+ sales lead: send the report by Friday", Commit("sales lead", "send the report", "2026-11-27")),
        ("+ sales lead: send it by hand by the next board", Commit("sales lead", "send it by hand", "the next board")),
        ("+sales lead: stand by me", Commit("sales lead", "stand", "me")),
        ("+ sales lead: send the report", Commit("sales lead", "send the report", "")),
        ("?", Help()),
        (":why", Command("why")),
        (":whatif", Command("whatif")),
        (":undo", Command("undo")),
        (":u", Command("undo")),
        (":edit", Command("edit")),
        (":share", Command("share")),
        (":end", Command("end")),
        (":told", Command("told")),
        (":clear", Command("clear")),
        (":list", Command("list")),
        (":notes", Command("notes")),
    ],
)
def test_a_first_sign_means_the_same_on_every_type_of_question(line, intent, question):
    """Next, back, jump, elsewhere, park, quote, private, note, promise, help and commands."""
    assert same(meaning(line, question), intent)


@pytest.mark.parametrize(
    "line",
    [
        "3 teams affected",
        "2 or 3 of them",
        "2.",
        "2/3 of them",
        "1-2 weeks",
        "-5% this year",
        "--",
        "40 x 75",
        "2026",
        "1a",
        "no",
    ],
)
def test_on_choices_other_text_is_a_note_even_when_it_starts_with_a_digit(line):
    """`3 teams affected` can never be answer 3."""
    assert same(meaning(line, CHOICE), Say("note", line))


@pytest.mark.parametrize("question", [SCALE, NUMBER, MONEY, DATE])
@pytest.mark.parametrize("line", ["about forty, I think", "it varies", "ask sales lead first"])
def test_on_numbers_and_dates_words_are_a_note(line, question):
    """Nobody has to find the right format before they may write something down."""
    assert same(meaning(line, question), Say("note", line))


@pytest.mark.parametrize(
    ("line", "question"),
    [("11", SCALE), ("7.5", SCALE), ("-3", NUMBER), ("12,5", NUMBER), ("40 x", MONEY), ("2027-13-45", DATE)],
)
def test_a_near_miss_says_what_would_be_an_answer(line, question):
    """A number that is out of bounds, half a sum, a day that does not exist: an example of what would do."""
    refused = meaning(line, question)
    assert isinstance(refused, Unclear)
    assert refused.message.startswith("expected ")
    assert refused.noted
    assert same(meaning(f" {line}", question), Say("note", line))


@pytest.mark.parametrize("line", [":nope", ":", ":undo!", "~", '"', "“”", "+ sales lead", "+ : what", "+ who:"])
def test_half_a_sign_is_neither_a_note_nor_a_command(line):
    """What begins like a sign and is not one is said, not filed."""
    assert meaning(line, CHOICE).noted is False


@pytest.mark.parametrize(
    ("line", "question", "value", "basis", "said"),
    [
        ("90 a month", NUMBER, 90, "believes", "90 a month"),
        ("20 cases a week d", NUMBER, 86.7, "data", "20 cases a week × 52/12"),
        ("40k each", MONEY, 40_000, "believes", "40k each"),
        ("22% now", "number_now", "22%", "believes", "22% now"),
        ("22%", "number_now", "22%", "believes", ""),
        ("the target is 30%", "number_target", "30%", "believes", "target is 30%"),
    ],
)
def test_a_figure_in_the_words_that_its_question_catches_is_the_answer(line, question, value, basis, said):
    """The value is kept beside the words; on a text question it is what can stand in a sentence."""
    assert same(meaning(line, question), Give(value, basis, (), said))


@pytest.mark.parametrize(
    ("line", "question"), [("90 a month, 75 each", NUMBER), ("90 a month?", NUMBER), ("90 more a month", NUMBER)]
)
def test_what_says_more_or_less_than_that_is_a_note(line, question):
    assert same(meaning(line, question), Say("note", line))


def test_a_promise_is_no_date():
    """`+60` is a date on a date question, `+ 60 ...` the beginning of a promise."""
    assert same(meaning("+60", DATE), Give("2027-01-19", "believes", (), "+60"))
    assert isinstance(meaning("+ 60", DATE), Unclear)


def test_two_digits_and_a_letter_stay_a_choice_only_where_there_are_so_many():
    """A question with twelve choices takes `12s`."""
    question = question_of(type="choice", choices={f"c{i}": {"label": f"C{i}"} for i in range(1, 13)})
    assert same(parse("12s", question, (), TODAY), Give("c12", "saw"))
