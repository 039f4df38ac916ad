"""Parts of an order: overlays that begin with all that is known, and have a verdict of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orderless.decision.parts import decided_parts
from orderless.documents.findings import findings
from orderless.interview.events import fold, live
from orderless.interview.overlay import covers_all, is_the_rest, part_named, view_of, why_no_name
from orderless.session.share_view import HIDDEN
from orderless.session.view import masked, screen_of
from support.counts import examples
from support.talk import Memory, numbered, shipped, talking
from support.work import steepening

REQUEST = "We need a course for everybody."
HERE, REST = "the 410 people in California", "the rest"
WORKS, FAILS = numbered("process_works", "works"), numbered("process_works", "not_every_case")


def kinds(talk):
    return [record["k"] for record in talk.records]


def open_one(talk):
    """The name of the part that is open, as it is shown."""
    return screen_of(talk).part


def value(talk, question="process_works"):
    answer = talk.state.answers.get(question)
    return answer and answer.value


# ------------------------------------------------------------------------------------------------ each line


def test_a_name_begins_a_part_with_all_that_is_known_and_the_same_question_on_the_screen():
    talk = talking(REQUEST, FAILS)
    at, before = talk.at, talk.state
    assert open_one(talk) == ""
    assert talk.hint(f":part {HERE}") == f"Enter: a new part, “{HERE}”, that begins with all that is known"
    told = talk.enter(f":part {HERE}")
    assert told[0] == f"“{HERE}” begins with all that is known."
    assert told[-1] == talk.outlook.standing
    assert talk.records[-1]["k"] == "part"
    assert {key: talk.records[-1][key] for key in ("id", "name")} == {"id": "p1", "name": HERE}
    assert kinds(talk)[-2] == "start", "0.1 must see that this is newer"
    assert (talk.at, open_one(talk)) == (at, HERE)
    assert replace(talk.state, part="", started="") == before


@pytest.mark.parametrize("name", [HERE, HERE.upper(), f"  {HERE.replace(' ', '   ')}", "1"])
def test_a_name_that_is_there_is_gone_to_whatever_its_capitals_and_its_number_does_it_too(name):
    talk = talking(REQUEST, f":part {HERE}", FAILS, ":part -")
    assert talk.hint(f":part {name}") == f"Enter: go to the part “{HERE}”"
    assert talk.enter(f":part {name}") == [f"Now for “{HERE}”.", talk.outlook.standing]
    assert len(talk.recorder.whole.parts) == 1
    assert value(talk) == "not_every_case"


def test_what_is_entered_in_a_part_is_said_of_it_alone():
    talk = talking(REQUEST, f":part {HERE}", FAILS, ":part -")
    assert value(talk) is None
    assert [record.get("in") for record in talk.records if record["k"] == "answer"] == ["p1"]


def test_a_sign_goes_back_to_the_whole_order():
    talk = talking(REQUEST, f":part {HERE}")
    assert talk.hint(":part -") == "Enter: back to the whole order"
    assert talk.enter(":part -")[0] == "The whole order again."
    assert open_one(talk) == "the whole order"


@pytest.mark.parametrize(("line", "name"), [(":part -", "The whole order"), (f":part {HERE}", f"“{HERE}”")])
def test_what_is_open_already_is_not_opened_again(line, name):
    talk = talking(REQUEST, f":part {HERE}", *([":part -"] if line == ":part -" else []))
    before = list(talk.records)
    assert talk.enter(line) == [f"{name} is open already."]
    assert talk.hint(line) == f"{name} is open already."
    assert list(talk.records) == before


def test_alone_it_lists_them_with_what_is_open_and_how_each_stands():
    talk = talking(REQUEST)
    assert talk.enter(":part")[0].startswith("No parts yet.")
    for line in (f":part {HERE}", FAILS, ":part north", ":part drop north", ":part 1"):
        talk.enter(line)
    assert talk.hint(":part").startswith("Enter: the parts, with how each stands")
    whole, here, dropped = talk.enter(":part")
    assert whole == f"- the whole order: {talking(REQUEST).outlook.standing}"
    assert here == f"1 {HERE} (open, 1 answer of its own): {talk.outlook.standing}"
    assert dropped == "Dropped, and brought back by :part with the number: 2 north."


@pytest.mark.parametrize("which", [HERE, "1", "THE 410 people in California"])
def test_a_part_that_is_dropped_closes_and_its_name_brings_it_back_with_its_answers(which):
    talk = talking(REQUEST, f":part {HERE}", FAILS)
    assert talk.hint(f":part drop {which}") == f"Enter: drop the part “{HERE}”; its answers are kept"
    assert talk.enter(f":part drop {which}")[0].startswith(f"Dropped: “{HERE}”; :part and its name brings it back")
    assert (open_one(talk), value(talk)) == ("", None)
    assert decided_parts(shipped(), talk.recorder.whole)[1:] == ()
    assert talk.hint(f":part {which}") == f"Enter: bring back the part “{HERE}”"
    assert talk.enter(f":part {which}")[0] == f"Brought back: “{HERE}”, with its answers."
    assert (open_one(talk), value(talk)) == (HERE, "not_every_case")


def test_another_part_can_be_dropped_while_one_is_open():
    talk = talking(REQUEST, ":part north", ":part south")
    talk.enter(":part drop north")
    assert open_one(talk) == "south"


def test_a_new_name_for_the_open_part_and_for_another():
    talk = talking(REQUEST, ":part north", ":part south", ":part rename the south")
    assert open_one(talk) == "the south"
    assert talk.hint(":part rename north = up there") == "Enter: call the part “north” “up there”"
    assert talk.enter(":part rename north = up there") == ["“north” is called “up there” now."]
    talk.enter(":part rename 2 = down there")
    assert [part.name for part in talk.recorder.whole.parts] == ["up there", "down there"]
    assert open_one(talk) == "down there"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (":part 7", "There is no part 7; :part lists them."),
        (":part drop", "Which part? "),
        (":part drop west", "Which part? "),
        (":part rename", "Which part, and its new name? "),
        (":part rename west = east", "Which part, and its new name? "),
        (":part rename north = south", "Another part is called “south”."),
        (":part rename north = -", "Drop, rename, - and the whole order have"),
        (":part -x", "Drop, rename, - and the whole order have"),
        (":part a = b", "The name of a part holds a word, and no =."),
        (":part 4 / 5", "The name of a part holds a word, and no =."),
        (f":part {'x' * 81}", "The name of a part has at most 80 characters."),
    ],
)
def test_what_is_no_change_says_why_as_it_is_typed_and_keeps_nothing(line, why):
    talk = talking(REQUEST, ":part north", ":part south", ":part -")
    before = list(talk.records)
    (told,) = talk.enter(line)
    assert told.startswith(why)
    assert talk.hint(line) == told
    assert list(talk.records) == before


def test_a_name_may_have_eighty_characters():
    assert open_one(talking(REQUEST, f":part {'x' * 80}")) == "x" * 80


def test_a_name_that_is_free_again_may_be_taken():
    """That of a part which was called otherwise; and capitals of its own name."""
    talk = talking(REQUEST, ":part north", ":part rename North", ":part rename up there", ":part north")
    assert [part.name for part in talk.recorder.whole.parts] == ["up there", "north"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (":part west", "Undid: the part “west”."),
        (":part -", "Undid: on to the whole order; back where it was open before."),
        (":part north", "Undid: on to “north”; back where it was open before."),
        (":part drop south", "Undid: “south” dropped."),
        (":part rename east", "Undid: the name “east”."),
    ],
)
def test_each_is_undone_with_its_words_and_where_it_was_typed(line, told):
    talk = talking(REQUEST, ":part north", FAILS, ":part south", WORKS, "/can_do")
    before, at = talk.recorder.whole, talk.at
    talk.enter(line)
    assert talk.recorder.whole != before
    talk.enter("/trigger")
    assert talk.enter(":undo") == [told]
    assert talk.recorder.whole == before
    assert talk.at == at


def test_an_answer_of_a_part_is_undone_in_its_words():
    talk = talking(REQUEST, WORKS, f":part {HERE}", FAILS)
    assert talk.enter(":undo")[0].startswith("Undid: Process as written:")
    assert value(talk) == "works"


# ---------------------------------------------------------------------------------------------- what shows through


@pytest.mark.parametrize("later", [False, True])
def test_an_answer_of_the_whole_shows_through_earlier_or_later_until_the_part_has_its_own(later):
    lines = [f":part {HERE}", ":part -", WORKS] if later else [WORKS, f":part {HERE}"]
    talk = talking(REQUEST, *lines, *([":part 1"] if later else []))
    assert value(talk) == "works"
    talk.enter(FAILS)
    assert value(talk) == "not_every_case"
    talk.enter(":part -")
    assert value(talk) == "works"
    talk.enter(numbered("process_works", "works_slowly"))
    talk.enter(":part 1")
    assert value(talk) == "not_every_case"


def test_clearing_in_a_part_takes_its_own_answer_away_and_no_other():
    talk = talking(REQUEST, WORKS, f":part {HERE}", FAILS, "/process_works")
    talk.enter(":clear")
    assert value(talk) == "works"
    before = list(talk.records)
    assert talk.enter(":clear")[0].startswith("That holds for the whole order")
    assert list(talk.records) == before


def test_the_request_is_that_of_the_whole_order_wherever_it_is_entered():
    talk = talking(f":part {HERE}", "@request a course", ":part -")
    assert talk.state.request == "a course"
    talk.enter(":part 1")
    talk.enter("@request :dk")
    assert "in" not in talk.records[-1]


def test_notes_quotes_and_promises_belong_where_they_were_made_and_the_wholes_show_through():
    talk = talking(REQUEST, "of all", "+ HR: mail by friday", f":part {HERE}", "of some", '"theirs', "+ Legal: a look")
    assert [note.text for note in talk.state.notes] == ["of all", "of some", "theirs"]
    assert [one.who for one in talk.state.commitments] == ["HR", "Legal"]
    talk.enter(":part -")
    assert [note.text for note in talk.state.notes] == ["of all"]
    assert [one.who for one in talk.state.commitments] == ["HR"]


def test_a_note_is_one_note_a_change_of_it_holds_wherever_it_shows():
    talk = talking(REQUEST, "of all", f":part {HERE}", ":note 1 of everybody")
    assert talk.state.notes[0].text == "of everybody"
    talk.enter(":part -")
    assert talk.state.notes[0].text == "of everybody"
    talk.enter(":part 1")
    talk.enter(":drop 1")
    talk.enter(":part -")
    assert talk.state.notes == ()


def test_told_shows_through_and_can_differ():
    talk = talking(REQUEST, ":told", f":part {HERE}")
    assert talk.state.directed
    talk.enter(":told")
    assert not talk.state.directed
    talk.enter(":part -")
    assert talk.state.directed


def test_an_own_decision_is_about_one_verdict_and_does_not_show_through():
    talk = talking(REQUEST, ":override 2 because they said so", f":part {HERE}")
    assert talk.state.override is None
    talk.enter(":override 3 because of the law")
    talk.enter(":part -")
    of_whole = talk.state.override
    assert of_whole.because == "they said so"
    talk.enter(":part 1")
    talk.enter(":override off")
    assert talk.state.override is None
    assert talk.recorder.whole.override == of_whole


# -------------------------------------------------------------------------------------------------------- findings


def found(talk):
    return [(one.note.text, one.causes) for one in findings(talk.outlook.verdict)]


def test_a_finding_of_a_part_is_not_one_of_the_whole_even_when_its_note_is():
    talk = talking(REQUEST, FAILS, "/process_works", "nine days", f":part {HERE}", "=1", "= and once more")
    assert found(talk) == [("nine days", ("process_design",)), ("and once more", ("process_design",))]
    talk.enter(":part -")
    assert found(talk) == []
    assert [(note.kind, note.text) for note in talk.state.notes] == [("note", "nine days")]
    talk.enter(":note 1 ten days")
    talk.enter(":part 1")
    assert found(talk)[0][0] == "ten days"


def test_a_finding_of_the_whole_is_one_in_a_part_while_its_answer_shows_through():
    talk = talking(REQUEST, FAILS, "@process_works = nine days", f":part {HERE}")
    assert found(talk) == [("nine days", ("process_design",))]
    talk.enter(WORKS)
    assert found(talk) == []
    assert talk.state.notes[0].kind == "note"
    talk.enter(FAILS + "d")
    assert found(talk) == [("nine days", ("process_design",))], "the same answer, known better"


def test_a_finding_is_a_note_again_where_no_answer_is_left_for_it():
    talk = talking(REQUEST, FAILS, f":part {HERE}", FAILS, "@process_works = nine days", "/process_works", ":clear")
    assert found(talk) == [("nine days", ("process_design",))], "the answer of the whole stands there"
    for line in (":part -", "/process_works", ":clear", ":part 1"):
        talk.enter(line)
    assert [note.kind for note in talk.state.notes] == ["note"]


def test_a_part_with_an_answer_of_its_own_keeps_its_finding_when_the_whole_is_cleared():
    talk = talking(REQUEST, FAILS, f":part {HERE}", FAILS, "@process_works = nine days", ":part -", "/process_works")
    talk.enter(":clear")
    talk.enter(":part 1")
    assert found(talk) == [("nine days", ("process_design",))]


# ------------------------------------------------------------------------------------------------------- verdicts


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        *(
            (name, True)
            for name in ("the other 1,890", "The Others", "THE REST of them", "everybody else", "all others")
        ),
        ("everyone else", True),
        *((name, False) for name in ("the restaurant", "others", "the otherwise", "rest", "all", "everybody")),
    ],
)
def test_a_part_named_as_the_rest_makes_the_parts_cover_all(name, rest):
    talk = talking(REQUEST, f":part {HERE}")
    told = talk.enter(f":part {name}")
    assert is_the_rest(name) is rest is covers_all(talk.recorder.whole)
    assert any("left off the page" in line for line in told) is rest
    ids = [one.id for one in decided_parts(shipped(), talk.recorder.whole)]
    assert ids == (["p1", "p2"] if rest else ["", "p1", "p2"])
    if rest:
        assert "is on the page" in talk.enter(":part drop 2")[1]
        assert [one.id for one in decided_parts(shipped(), talk.recorder.whole)] == ["", "p1"]


def test_without_parts_there_is_the_verdict_on_the_whole_alone():
    talk = talking(REQUEST, FAILS)
    (only,) = decided_parts(shipped(), talk.recorder.whole)
    assert (only.id, only.name) == ("", "")
    assert only.verdict == talk.outlook.verdict


def test_each_part_is_decided_on_what_holds_for_it():
    talk = talking(REQUEST, numbered("can_do", "most_could"), f":part {HERE}", numbered("can_do", "most_could_not"))
    whole, here = decided_parts(shipped(), talk.recorder.whole)
    assert whole.verdict.case.fact("can_do") != here.verdict.case.fact("can_do")
    assert here.name == HERE
    assert here.verdict == talk.outlook.verdict


def test_the_verdict_as_json_holds_the_parts_by_id():
    talk = talking(REQUEST, f":part {HERE}", numbered("can_do", "most_could"), ":part west", ":part drop west")
    told = talk.recorder.as_json()
    (part,) = told["parts"]
    assert part.keys() - {"id"} == told.keys() - {"parts", "parts_cover_all"}
    assert part["id"] == "p1"
    assert part["facts"] != told["facts"]
    assert HERE not in str(told)
    assert told["parts_cover_all"] is False
    assert talking(REQUEST).recorder.as_json()["parts"] == []


# -------------------------------------------------------------------------------------------------------- wrap-up


def wrapped_up(talk):
    while not talk.done:
        talk.enter(":end")
    return talk


def test_the_wrap_up_is_that_of_the_open_part_and_names_what_is_left():
    talk = talking(REQUEST, f":part {HERE}", f":part {REST}")
    left = f"This wraps up “{REST}”; still to be wrapped up: “{HERE}”."
    assert talk.enter(":end")[0] == left
    while open_one(talk) == REST:
        talk.enter(":end")
    assert (talk.stage, open_one(talk)) == ("wrap_up", HERE)
    assert [part.finished for part in talk.recorder.whole.parts] == [False, True]
    wrapped_up(talk)
    assert [record["in"] for record in talk.records if record["k"] == "finish"] == ["p2", "p1"]
    assert [one["id"] for one in talk.records[-1]["verdict"]["parts"]] == ["p1", "p2"]


def test_where_the_parts_cover_all_the_wrap_up_begins_with_the_first_of_them():
    """The whole order is nobody's then, so there is nothing of it to wrap up."""
    talk = talking(REQUEST, f":part {HERE}", f":part {REST}", ":part -")
    assert talk.enter(":end")[0] == f"Now for “{HERE}”."
    assert open_one(talk) == HERE


def test_a_promise_that_was_gone_through_in_one_part_does_not_come_up_in_the_next():
    made = ("+ HR: the mail by friday", f":part {HERE}", f":part {REST}", "+ Legal: a look", ":part 1", ":end")
    talk = talking(REQUEST, *made)
    assert [one.who for one in talk.route.inbox.promises] == ["HR"]
    talk.enter(":end")
    talk.enter("1")
    talk.enter("")
    assert talk.recorder.whole.part == "p2"
    assert talk.enter(":end")[1:] == ["1. Legal: a look, no day yet"]
    talk.enter(":end")
    assert talk.done
    assert [one.shared for one in talk.state.commitments] == [False, True]


def test_the_last_one_to_be_wrapped_up_says_nothing_of_others():
    keep = Memory()
    wrapped_up(talking(REQUEST, f":part {HERE}", f":part {REST}", keep=keep))
    talk = talking(":part 1", keep=keep)
    assert not any("wraps up" in line for line in talk.enter(":end"))


def test_the_whole_is_wrapped_up_too_unless_the_parts_cover_all():
    talk = talking(REQUEST, f":part {HERE}")
    assert talk.enter(":end")[0] == f"This wraps up “{HERE}”; still to be wrapped up: the whole order."


@pytest.mark.parametrize("skips", [1, 2])
def test_a_part_can_be_opened_from_the_wrap_up_and_the_talk_goes_on_in_it(skips):
    talk = talking(REQUEST, "a note", f":part {HERE}", *[":end"] * skips)
    assert talk.stage == ("wrap_up", "notes")[skips - 1]
    assert talk.hint(":part -") == "Enter: back to the whole order"
    talk.enter(":part -")
    assert (talk.stage, open_one(talk)) == ("talk", "the whole order")
    talk.enter(":undo")
    assert (talk.stage, open_one(talk)) == ("talk", HERE)


def test_notes_of_the_list_are_found_for_the_open_part():
    talk = talking(REQUEST, FAILS, "/process_works", "nine days", f":part {HERE}", ":end", ":end")
    assert talk.stage == "notes"
    talk.enter("1")
    assert (talk.stage, open_one(talk)) == ("wrap_up", "the whole order")
    assert talk.recorder.whole.parts[0].finished
    talk.enter(":part 1")
    assert found(talk) == [("nine days", ("process_design",))]
    assert [note.kind for note in talk.recorder.whole.notes] == ["note"]


# ---------------------------------------------------------------------------------------- resumed, damaged, shared


def test_resume_opens_the_part_it_was_left_in_at_its_question():
    keep = Memory()
    talk = talking(REQUEST, f":part {HERE}", "/can_do", "a note", ":part -", ":part 1", keep=keep)
    again = talking(keep=Memory(keep.records))
    assert open_one(again) == HERE
    assert again.at == talk.at


def test_answers_of_a_part_whose_beginning_was_lost_are_kept_under_its_id():
    keep = Memory()
    talking(REQUEST, f":part {HERE}", FAILS, keep=keep)
    records = [record for record in keep.records if record["k"] != "part"]
    talk = talking(":part 1", keep=Memory(records))
    assert (open_one(talk), value(talk)) == ("p1", "not_every_case")


@pytest.mark.parametrize("part", [{"id": 3}, {"id": "x"}, {}, {"id": "p1", "name": 4}, {"id": "p1", "rename": []}])
def test_a_record_of_another_hand_says_nothing(part):
    records = [{"n": 1, "k": "request", "text": REQUEST}, {"n": 2, "k": "part", **part}]
    assert fold(records) == fold(records[:1])
    said = {"n": 2, "k": "note", "text": "x", "in": part.get("id", "p")}
    assert part.get("id") == "p1" or fold([records[0], said]) == fold(records[:1])


def test_others_never_see_the_name_of_a_part():
    talk = talking(REQUEST, f":part {HERE}", ":share")
    assert open_one(talk) == "****"
    for line in (":part the others", ":part drop 1", ":prat the 410 people", ":part rename them"):
        assert talk.hint(line) == "Enter takes it"
        assert masked(talk, line) == "*" * len(line)
    assert talk.hint(":part") == HIDDEN
    assert talk.enter(":part") == [HIDDEN]
    assert talk.enter(":part the others") == ["Kept."]
    assert talk.enter(":undo") == ["Undone."]
    talk.enter(":prat the 410 people")
    assert screen_of(talk).notes == ()
    assert not any("wrapped up" in line for line in talk.enter(":end"))
    talk.enter(":share")
    assert open_one(talk) == HERE


# ------------------------------------------------------------------------------------------------------ properties

QUESTIONS = st.sampled_from([question.id for question in shipped().questions.values() if question.choices])
SAID = st.one_of(
    st.builds("@{} {}".format, QUESTIONS, st.sampled_from(["1", "2", "3d", "0", ":dk", "- Al", "a note", "= found"])),
    st.sampled_from(["a note", '"theirs', "~mine", "+ A: b by c", ":told", ":clear", ":undo", ":quote 1", ":drop 1"]),
    st.sampled_from(
        ["=1", "=2", ":note 1 anew", ":move 1 stakes", ":override 2 because", ":override off", "1", "", "<"]
    ),
)
WHERE = st.sampled_from([":part a", ":part b", ":part the rest", ":part -", ":part drop a", ":part rename c"])
TALKS = st.lists(st.one_of(SAID, SAID, SAID, WHERE), max_size=16)
patient = settings(max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow], deadline=None)


@patient
@given(TALKS)
def test_nothing_that_is_said_of_a_part_changes_the_whole(lines):
    """It is what it would be, had nothing been said of parts. (A changed note is changed wherever it shows.)"""
    talk = talking(REQUEST, *lines)
    without = [record for record in live(talk.records) if not record.get("in") and record["k"] != "part"]
    assert replace(talk.recorder.whole, parts=(), part="") == fold(without)


@patient
@given(TALKS)
def test_what_holds_for_a_part_is_its_own_and_all_of_the_whole_that_it_does_not_say_otherwise(lines):
    whole = talking(REQUEST, *lines).recorder.whole
    for part in whole.parts:
        view = view_of(whole, part.id)
        assert view.answers == {**whole.answers, **part.answers}
        assert {note.n for note in view.notes} == {note.n for note in (*whole.notes, *part.notes)}
        assert view.request == whole.request
        assert view.override == part.override


@patient
@given(TALKS)
def test_dropping_a_part_and_making_it_anew_brings_it_back(lines):
    talk = talking(REQUEST, *lines, ":part z", "@can_do 1", "= found")
    before, json = talk.state, talk.recorder.as_json()
    talk.enter(":part drop z")
    talk.enter(":part z")
    assert talk.state == before
    assert talk.recorder.as_json() == json


@patient
@given(TALKS)
def test_the_state_grows_as_if_it_were_folded_anew(lines):
    talk = talking(REQUEST, *lines)
    assert talk.recorder.whole == fold(talk.records)
    assert talk.state == view_of(fold(talk.records), talk.recorder.whole.part)


@given(st.text(max_size=90))
def test_any_name_is_taken_and_found_again_or_refused_with_a_reason(name):
    talk = talking(REQUEST)
    told = talk.enter(f":part {name}")
    if talk.recorder.whole.parts:
        (part,) = talk.recorder.whole.parts
        assert why_no_name(part.name) is None
        assert part_named(talk.recorder.whole, part.name) == part
        talk.enter(":part -")
        talk.enter(f":part {part.name}")
        assert talk.recorder.whole.part == part.id
    else:
        assert told


def test_notes_of_a_part_take_time_that_grows_with_their_number():
    """Counted, with the part's notes after some of the whole order: each does the same, however many there are."""

    def ready(notes):
        return lambda: _with_notes(notes)

    assert steepening(ready, 100) < 2.3


def _with_notes(notes):
    recorder = talking().recorder
    for number in range(2 * notes):
        if number == notes:
            recorder.add({"k": "part", "id": "p1", "name": "the newcomers"})
        recorder.add({"k": "note", "q": "topic", "text": f"note {number}"})
        assert next(reversed(recorder.state.notes)).n == recorder.records[-1]["n"]


def test_the_newest_note_of_a_part_is_the_newest_of_both():
    talk = talking(" one", ":part the newcomers", " two", ":part -", " three", ":part the newcomers")
    assert [note.text for note in reversed(talk.state.notes)] == ["three", "two", "one"]
    assert [note.text for note in talk.state.notes] == ["one", "two", "three"]
    assert list(reversed(talking(":part the newcomers").state.notes)) == []
