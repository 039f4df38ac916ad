"""Numbers caught as they fall: offered, taken with a line, undone; never lost, never shown where they must not be."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orderless.documents.shared import summarise
from orderless.interview.events import fold
from orderless.session.share_view import HIDDEN
from orderless.session.view import screen_of
from support.counts import examples
from support.talk import TODAY, Memory, answer_to, events, numbered, shipped, talking

REQUEST = "We need a course."
LINE = "22% now, 30 by Q2, 90 a month"
GOAL = numbered("goal", "named_number")
COULD_FILL = (
    "Could fill: 1 Number today: 22%; 2 Number wanted: 30% by Q2; 3 Cases a month: 90 cases a month. "
    ":keep takes all, :keep 1 3 some."
)
NOTHING_LEFT = "There is nothing left to keep."


def answered(talk):
    return {q: (one.value, one.said, one.basis) for q, one in talk.state.answers.items() if one.state == "answered"}


def kinds(talk):
    return [event["k"] for event in talk.records]


# ------------------------------------------------------------------------------------------------ kept and offered


@pytest.mark.parametrize("question", ["trigger", "tried", "matters_now", "cases_per_month", "follow_up_date", "can_do"])
def test_a_line_of_figures_is_a_note_at_any_question_and_says_which_fields_it_could_fill(question):
    """Nothing is answered, nothing goes on, and the next line is read like any other."""
    talk = talking(REQUEST, GOAL, f"/{question}")
    before = screen_of(talk)
    told = talk.enter(LINE)
    assert told[0] == "Noted."
    assert told[1].startswith("Could fill: ")
    assert [(note.question, note.text) for note in talk.state.notes] == [(question, LINE)]
    assert screen_of(talk)._replace(notes=()) == before
    assert set(answered(talk)) == {"goal"}


def test_at_a_question_that_wants_text_it_stays_the_answer():
    talk = talking(REQUEST, "/audience")
    assert talk.enter(LINE)[:2] == [f"Roles or teams: {LINE}", COULD_FILL]
    assert answered(talk) == {"audience": (LINE, "", "believes")}
    talk.enter(":keep")
    assert answered(talk)["number_now"] == ("22%", "22% now", "believes")


def test_the_request_itself_can_offer():
    talk = talking()
    told = talk.enter("A two-day workshop for all 64 account execs")
    assert told[1].startswith("Could fill: 1 Time for each: 960 minutes each; 2 How many people: 64 people. ")
    talk.enter(":keep")
    assert {"head_count", "seat_minutes"} <= set(answered(talk))


@pytest.mark.parametrize("line", [f'"{LINE}', f" {LINE}", f"= {LINE}"])
def test_quotes_forced_notes_and_findings_offer_as_well(line):
    assert COULD_FILL in talking(REQUEST, GOAL).enter(line)


def test_a_private_note_offers_nothing_for_its_figures_must_not_leave():
    talk = talking(REQUEST, f"~{LINE}")
    assert talk.enter(":keep")[0].startswith(NOTHING_LEFT)


def test_what_a_field_holds_already_is_not_offered_and_another_value_is_said_beside_it():
    talk = talking(REQUEST, GOAL, "@number_now 22%", "@cases_per_month 80")
    told = talk.enter(LINE)[1]
    assert told.startswith("Could fill: 1 Number wanted: 30% by Q2; 2 Cases a month: 90 cases a month (now 80 cases a ")


@pytest.mark.parametrize("line", ["42", "1 2", "3 teams affected", "99"])
def test_a_number_at_a_choice_that_could_fill_nothing_is_kept_all_the_same(line):
    talk = talking(REQUEST)
    told = talk.enter(line)
    assert [(note.question, note.text) for note in talk.state.notes] == [("trigger", line)]
    assert talk.at == "trigger"
    assert not any("Could fill" in one for one in told)


def test_a_number_that_is_a_choice_still_answers():
    talk = talking(REQUEST, "2")
    assert answered(talk) == {"trigger": (list(shipped().questions["trigger"].choices)[1], "", "believes")}


# ----------------------------------------------------------------------------------------------------------- taken


def test_keep_takes_all_of_it_each_an_answer_with_the_words_it_came_from():
    keep = Memory()
    talk = talking(REQUEST, GOAL, LINE, keep=keep)
    assert talk.hint(":keep") == "Enter: Number today: 22%; Number wanted: 30% by Q2; Cases a month: 90 cases a month"
    assert talk.enter(":keep") == [
        "Number today: 22% (22% now)",
        "Number wanted: 30% by Q2 (30 by Q2)",
        "Cases a month: 90 cases a month (90 a month)",
    ]
    first = {key: value for key, value in keep.records[-3].items() if key not in ("n", "at")}
    about = {"q": "number_now", "from": "trigger"}
    assert first == about | {"k": "answer", "state": "answered", "value": "22%", "said": "22% now", "basis": "believes"}
    assert talk.at == "trigger"
    assert fold(keep.records) == talk.state
    assert talk.enter(":keep")[0].startswith(NOTHING_LEFT)
    assert talk.hint(":keep").startswith(NOTHING_LEFT)


def test_numbers_take_some_in_their_order_and_the_rest_keeps_its_numbers():
    talk = talking(REQUEST, GOAL, LINE)
    assert [one.partition(":")[0] for one in talk.enter(":keep 3, 1")] == ["Cases a month", "Number today"]
    for wrong in (":keep 1", ":keep 4", ":keep 2 x", ":keep 0"):
        assert talk.enter(wrong) == ["Which? :keep and the numbers of what is left: 2 Number wanted: 30% by Q2."]
    talk.enter(":keep 2")
    assert talk.enter(":keep 2")[0].startswith(NOTHING_LEFT)


def test_undo_takes_them_back_one_by_one_and_then_they_are_offered_again():
    talk = talking(REQUEST, GOAL, LINE, ":keep")
    for field in ("Cases a month", "Number wanted", "Number today"):
        assert talk.enter(":undo")[0].startswith(f"Undid: {field}: ")
        assert talk.at == "trigger"
    assert len(talk.enter(":keep")) == 3


def test_the_last_line_that_offers_something_counts_and_one_that_offers_nothing_does_not():
    talk = talking(REQUEST, "90 a month", "75 per case", "3 teams affected", "and nothing at all")
    assert talk.enter(":keep") == ["Cost of one case: 75 (75 per case)"]
    assert talk.enter(":keep")[0].startswith(NOTHING_LEFT), "and not the line before it"


def test_what_was_answered_since_is_not_taken_over():
    talk = talking(REQUEST, GOAL, LINE, "@number_now 25%")
    assert len(talk.enter(":keep")) == 2
    assert answered(talk)["number_now"][0] == "25%"


def test_a_note_that_is_worded_anew_or_dropped_offers_what_it_says_now():
    talk = talking(REQUEST, "90 a month", ":note 1 80 a month")
    assert talk.enter(":keep") == ["Cases a month: 80 cases a month (80 a month)"]
    assert talking(REQUEST, "90 a month", ":drop 1").enter(":keep")[0].startswith(NOTHING_LEFT)


def test_a_letter_at_the_end_says_how_it_is_known():
    talk = talking(REQUEST, GOAL, f"{LINE} d", ":keep")
    assert {answered(talk)[field][2] for field in ("number_now", "number_target", "cases_per_month")} == {"data"}
    assert talk.state.notes[0].text == f"{LINE} d"


def test_what_fills_the_question_on_the_screen_goes_on_from_it():
    talk = talking(REQUEST, "/cases_per_month", "90 a month, 75 per case")
    assert [one.partition(":")[0] for one in talk.enter(":keep")][:2] == ["Cost of one case", "Cases a month"]
    assert talk.at != "cases_per_month"


def test_a_number_told_before_the_goal_is_named_counts_and_is_on_the_page():
    """Nobody tells numbers in the order of the questions."""
    talk = talking(REQUEST, "22% now")
    assert talk.enter(":keep") == ["Number today: 22% (22% now)"]
    assert "number_now" in talk.outlook.verdict.case.evidence.answers
    assert "Today: 22%" in summarise(talk.outlook.verdict, TODAY).aim


def test_what_does_not_apply_yet_is_kept_and_counts_as_soon_as_it_does():
    """Where a question counts only while it applies; a number told early would else seem to be lost."""
    known = shipped()
    banks = tuple(
        bank.model_copy({"questions": tuple(one.model_copy({"counts": None}) for one in bank.questions)})
        for bank in known.banks
    )
    talk = talking(REQUEST, "22% now", knowledge=replace(known, banks=banks))
    assert talk.enter(":keep") == ["Number today: 22% (22% now); it counts as soon as it applies"]
    assert "number_now" not in talk.outlook.verdict.case.evidence.answers
    talk.enter(GOAL)
    assert "number_now" in talk.outlook.verdict.case.evidence.answers


def test_it_is_the_same_after_a_break():
    keep = Memory()
    talking(REQUEST, GOAL, LINE, ":keep 1", keep=keep)
    assert len(talking(keep=Memory(keep.records)).enter(":keep")) == 2


def test_it_can_be_taken_while_the_notes_are_gone_through():
    talk = talking(REQUEST, "90 a month", ":end", ":end")
    assert talk.stage == "notes"
    assert talk.hint(":keep") == "Enter: Cases a month: 90 cases a month"
    told = talk.enter(":keep")
    assert told[0] == "Cases a month: 90 cases a month (90 a month)"
    assert told[-1] == "1. 90 a month [Why now]"


def test_a_diagnosis_that_they_bring_gives_its_basis():
    talk = talking(REQUEST, ":brought performers", "90 a month", ":keep")
    answer = talk.state.answers["cases_per_month"]
    assert (answer.basis, answer.brought) == ("performers", True)


# -------------------------------------------------------------------------------------------------- while others look


def test_while_shared_a_field_that_others_never_see_is_neither_named_nor_taken():
    """It comes last, so that the numbers of the others are the same before and after."""
    line = "5k to fix it, 90 a month"
    talk = talking(REQUEST, ":share")
    assert talk.enter(line) == ["Noted.", "Could fill: 1 Cases a month: 90 cases a month. :keep takes it."]
    assert talk.enter(":keep 2") == [HIDDEN]
    assert talk.enter(":keep") == ["Cases a month: 90 cases a month (90 a month)"]
    assert "fix_cost" not in answered(talk)
    talk.enter(":share")
    assert talk.enter(":keep") == ["Cost of the fix: 5,000 (5k to fix it)"]
    assert (
        talking(REQUEST).enter(line)[1].startswith("Could fill: 1 Cases a month: 90 cases a month; 2 Cost of the fix: ")
    )


def test_while_shared_nothing_of_a_note_that_others_did_not_see_is_shown_or_taken():
    talk = talking(REQUEST, "90 a month", ":share")
    for line in (":keep", ":keep 1", ":keep 7"):
        assert talk.enter(line) == [HIDDEN]
        assert "90" not in talk.hint(line)
    assert answered(talk) == {}


def test_while_shared_a_line_at_a_hidden_question_offers_nothing():
    talk = talking(REQUEST, "/capacity", ":share")
    assert talk.enter(" 90 a month") == ["Kept."]
    assert talk.enter(":keep") == [HIDDEN]


# ------------------------------------------------------------------------------------------------- both in one line


BOTH = (REQUEST, GOAL, "/number_gap")


def asked_for_both(*lines, keep=None):
    return talking(*BOTH, answer_to("number_gap", "both_known"), *lines, keep=keep)


def test_that_both_are_known_asks_for_both_at_once():
    talk = asked_for_both()
    assert talk.at == "number_now"
    assert screen_of(talk).ask == "What is it today? Where does it need to be?"
    assert screen_of(talk).how.startswith("one line can answer all of it; ")


@pytest.mark.parametrize(
    ("line", "now", "wanted"),
    [
        ("22% now, 30% by end of Q2", "22%", "30% by end of Q2"),
        ("22, 30", "22", "30"),
        ("from 22 to 30%", "22%", "30%"),
    ],
)
def test_a_line_that_holds_both_fills_both_and_goes_back_to_where_the_talk_was(line, now, wanted):
    keep = Memory()
    talk = asked_for_both(keep=keep)
    assert talk.hint(line) == f"Enter: answer Number today: {now}; Number wanted: {wanted}; then back to Why now"
    told = talk.enter(line)
    assert told[-1] == "Back to Why now."
    assert [(event["k"], event["q"], event["value"]) for event in events(keep.records)[-2:]] == [
        ("answer", "number_now", now),
        ("answer", "number_target", wanted),
    ]
    assert talk.enter(":undo")[0].startswith("Undid: Number wanted")
    assert set(answered(talk)) == {"goal", "number_gap", "number_now"}
    assert talk.enter(":undo")[0].startswith("Undid: Number today")
    assert screen_of(talk).ask == "What is it today? Where does it need to be?"


def test_a_line_that_holds_one_answers_that_and_asks_for_the_other():
    talk = asked_for_both()
    assert "back to" not in talk.hint("22% now")
    talk.enter("22% now")
    assert (talk.at, screen_of(talk).ask) == ("number_target", "Where does it need to be?")
    assert answered(talk)["number_now"] == ("22%", "22% now", "believes")
    assert talk.enter("30%")[-1] == "Back to Why now."


def test_what_the_line_says_besides_is_kept_as_a_note_and_offered():
    talk = asked_for_both()
    assert talk.enter(LINE)[-1] == "Could fill: 3 Cases a month: 90 cases a month. :keep takes it."
    assert kinds(talk)[-3:] == ["note", "answer", "answer"]
    assert talk.state.notes[0].text == LINE
    assert talk.enter(":keep") == ["Cases a month: 90 cases a month (90 a month)"]


def test_enter_passes_over_them_like_any_question():
    talk = asked_for_both("")
    assert talk.at not in ("number_now", "number_target")


@pytest.mark.parametrize("lines", [("@number_now 22%", "@number_target 30%"), ("22% now, want 30", ":keep")])
def test_what_is_known_already_is_not_asked_again(lines):
    talk = talking(*BOTH, *lines, answer_to("number_gap", "both_known"))
    assert talk.at == "trigger"
    one = talking(*BOTH, "@number_now 22%", answer_to("number_gap", "both_known"))
    assert screen_of(one).ask == "Where does it need to be?"


@pytest.mark.parametrize("choice", ["one_known", "neither_known"])
def test_where_they_are_not_both_known_nothing_more_is_asked(choice):
    talk = talking(*BOTH, answer_to("number_gap", choice))
    assert talk.at == "trigger"
    talk.enter("/number_now")
    assert screen_of(talk).ask == "What is it today?"
    talk.enter("22, 30")
    assert answered(talk)["number_now"][0] == "22, 30", "it is one answer where one is asked for"


def test_with_few_minutes_only_what_can_change_the_outcome_is_asked():
    keep = Memory([{"n": 1, "k": "start", "schema": 1, "knowledge": {}, "minutes": 5}])
    talk = talking(*BOTH, answer_to("number_gap", "both_known"), keep=keep)
    assert talk.at != "number_now"


# --------------------------------------------------------------------------------------------------- nothing is lost

FIGURES = st.from_regex(r"[0-9]{1,4}[%k]?( (now|a month|each|by Q2|people|min|or so|d))?", fullmatch=True)
SAID = st.one_of(
    st.lists(FIGURES, min_size=1, max_size=3).map(", ".join),
    st.lists(FIGURES, min_size=1, max_size=3).map(" ".join),
    st.from_regex(r"[0-9.,%x+ -]{1,8}", fullmatch=True).filter(lambda line: line.strip()),
)


def is_told(line):
    """Whether the grammar reads the line as something that is said, not as a sign, a list or a search."""
    return re.match(r"\s*[:/@=<?+~\"-]", line) is None and re.search(r"\d", line) is not None


@settings(deadline=None, max_examples=examples(300), suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(list(shipped().questions)), SAID.filter(is_told), st.booleans())
def test_no_line_loses_a_number_at_whatever_question_it_is_typed(question, line, shared):
    """Each digit of it is in the journal: in a note, in an answer, or as the number of the choice that it was."""
    talk = talking(REQUEST, *([":share"] if shared else []))
    talk.route.at = question
    before = len(talk.records)
    talk.enter(line)
    added = talk.records[before:]
    asked = shipped().questions[question]
    assert added
    if added[0]["k"] == "answer" and asked.choices:
        return
    kept = " ".join(str(event.get(key, "")) for event in added for key in ("text", "value", "said"))
    assert added[0]["k"] in ("note", "answer", "request")
    if added[0]["k"] == "note" or asked.kind.free_text:
        assert all(number in kept for number in re.findall(r"\d+", line))


@settings(deadline=None, max_examples=examples(200), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SAID.filter(is_told), min_size=1, max_size=4).map(", ".join))
def test_taking_what_was_offered_is_the_same_as_typing_it_there(line):
    taken = talking(REQUEST, GOAL, f" {line}")
    held = taken.figures.taken("", taken.at)
    offered = [] if isinstance(held, str) else held
    taken.enter(":keep")
    typed = talking(REQUEST, GOAL, f" {line}", *(f"@{one.question} {one.line}" for one in offered))
    values = [{q: answer.value for q, answer in talk.state.answers.items()} for talk in (taken, typed)]
    assert values[0] == values[1]
    assert set(values[0]) == {"goal", *(one.question for one in offered)}
    assert taken.outlook.verdict.outcome == typed.outlook.verdict.outcome


def test_what_two_figures_come_to_is_said_when_both_are_there():
    """Before a page says it: figures of another thing make a cost that nobody has."""
    talk = talking("We need a course.", "90 proposals a month, 40k each")
    told = talk.enter(":keep")
    assert told[-1] == "That comes to about 43,200,000 a year, if each is a case gone wrong; :undo takes it back."
    assert not any("a year" in line for line in talking("We need a course.", "90 a month").enter(":keep"))
    talk.enter("22% now")
    assert not any("43,200,000" in line for line in talk.enter(":keep"))


# ------------------------------------------------------------------------------------------------ what it comes to

ORDER = ("@quoted 22000", "@head_count 48", "@seat_minutes 480")


def test_once_all_of_it_is_known_it_is_said_what_the_order_comes_to():
    """So that the price on the paper is not set beside the problem as if that were all."""
    talk = talking("A one-day course", *ORDER)
    told = talk.enter("@hour_cost 35")
    assert (
        "What they ask for comes to about 35,440 with everybody's time. If that is what it would take: @fix_cost 35440"
        in told
    )
    talk.enter("@fix_cost 35440")
    assert talk.state.answers["fix_cost"].value == 35440
    assert not [line for line in talk.enter("@quoted 23000") if "comes to" in line]


def test_what_the_order_comes_to_is_not_said_for_other_answers_nor_while_others_see_it():
    talk = talking("A one-day course", *ORDER)
    assert not [line for line in talk.enter("@trigger 1") if "comes to" in line]
    talk.enter(":share")
    assert not [line for line in talk.enter("@hour_cost 35") if "35,440" in line]
