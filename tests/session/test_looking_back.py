"""A look back: an interview of its own in the journal of the request, which no talk and no other look can change."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderless.errors import CannotDo
from orderless.interview.events import fold, of_the_talk
from orderless.interview.looks import expectations, last_undoable, looks_in, unwrapped, wrapped
from orderless.register.fold import request_of
from orderless.session.recorder import Recorder
from orderless.session.view import screen_of
from support.looks import LOOK_DAY, SESSION, SETTING, YES, expecting, last_look, looking, parts_in, through
from support.talk import Memory, shipped, talking
from support.written_cases import EVERY_CASE, case_events

NOT_DONE = "@carried_out 3"
DONE = "@carried_out 1"


# --------------------------------------------------------------------------------------------------- what is asked


def test_it_begins_with_whether_it_was_carried_out_in_the_words_of_the_case():
    screen = screen_of(looking())
    assert screen.ask.startswith("Has what was in the way been changed: the time there is for it")
    assert screen.bank == "Looking back"


@pytest.mark.parametrize("case", EVERY_CASE)
def test_every_answer_can_be_looked_back_at(case):
    """Also one that nothing was written down of, and one that is a not yet: it says what such an answer means."""
    keep = Memory(case_events(case))
    talk = looking(DONE, "@came 1d", keep=keep)
    said = talk.recorder.said
    assert said.words
    assert "No expectation was written down." in "\n".join(said.lines)
    assert "......" not in "\n".join((screen_of(talk).ask, *said.lines))
    assert last_look(through(talk) and keep).counts == "came"


def test_the_number_of_then_is_there_already_and_can_be_corrected():
    talk = looking("@number_then 50%")
    assert talk.state.answers["number_then"].value == "50%"
    assert looking().state.answers["number_then"].value == "54%"
    assert looking().at == "carried_out"


def test_what_was_said_is_shown_and_told_again():
    talk = looking()
    said = "\n".join(talk.enter(":why"))
    assert "We expected by 14 June 2027: late notes fall." in said
    assert "You were: likely." in said
    assert screen_of(talk).standing == "We expected by 14 June 2027: late notes fall."


def test_what_was_expected_stands_beside_the_question_once():
    for lines in ((), ("1", "@came 1")):
        picture = looking(*lines, keep=expecting(words="notes fall")).outlook.picture
        assert f"{picture.title}\n{picture.because}".count("notes fall") == 1


@pytest.mark.parametrize("line", [":told", ":override 1 because", ":brought", ":part some of them", ":whatif"])
def test_what_decides_has_no_place_in_it(line):
    talk = looking()
    before = len(talk.records)
    assert len(talk.enter(line)) == 1
    assert talk.hint(line) == talk.enter(line)[0]
    assert len(talk.records) == before


# --------------------------------------------------------------------------------------------------- what it comes to


@pytest.mark.parametrize(
    ("lines", "reading", "counts"),
    [
        ([NOT_DONE], "void", ""),
        ([NOT_DONE, "@moved_anyway 1"], "void", ""),
        ([DONE, "@came 1"], "as_expected", "came"),
        ([DONE, "@came 2"], "partly", "partly"),
        ([DONE, "@came 3"], "did_not", "did_not"),
        ([DONE, "@came 4", "@cannot_tell_why 2"], "cannot_tell", ""),
        ([DONE, "@came 5"], "too_early", ""),
        ([], "open", ""),
        (["@came 3"], "did_not", "did_not"),
        (["@came 3", NOT_DONE], "void", ""),
    ],
)
def test_what_was_not_carried_out_is_void_and_never_a_miss(lines, reading, counts):
    keep = expecting()
    through(looking(*lines, keep=keep))
    look = last_look(keep)
    assert (look.reading, look.counts, look.finished) == (reading, counts, True)


def test_after_the_setting_first_it_says_what_moved_and_never_why():
    assert "It was changed, and nothing moved." in screen_of(looking(DONE, "@came 3")).standing
    assert "it moved without training" in screen_of(looking(DONE, "@came 1")).standing
    assert "it moved all the same" in screen_of(looking(NOT_DONE, "@moved_anyway 1")).standing
    assert "changed" not in screen_of(looking(DONE, "@came 3", keep=expecting(YES))).standing
    said = " ".join(rule.say for rule in shipped().follow_up.rules)
    assert not [word for word in ("cause", "moved it", "right place", "due to") if word in said]


def test_while_others_see_the_screen_nothing_of_the_expectation_is_on_it():
    talk = looking(":share", keep=expecting(tell="zqtell", sure="nearly_sure"))
    shown = [*screen_of(talk), *talk.enter(":why"), talk.hint("~zq"), talk.hint("1")]
    talk.enter("/another")
    shown += [*screen_of(talk), *talk.enter("4")]
    assert not any("expected" in str(one) or "nearly" in str(one) or "zq" in str(one) for one in shown)
    assert not any("They built or bought" in str(one) for one in shown)


# ------------------------------------------------------------------------------------------------------- kept apart


def test_a_later_look_changes_no_earlier_one_and_none_changes_the_talk():
    keep = expecting()
    state = fold(keep.records)
    through(looking(DONE, "@came 2", keep=keep, day=date(2027, 3, 29)))
    first = looks_in(keep.records)[0]
    talk = looking(DONE, "@came 1", ":undo", ":undo", ":undo", ":undo", ":undo", keep=keep)
    assert talk.enter(":undo") == ["Nothing to undo."]
    through(looking("@came 3", keep=keep))
    assert looks_in(keep.records)[0] == first
    assert [look.number for look in looks_in(keep.records)] == [1, 2]
    assert fold(keep.records) == state


def test_undo_in_a_talk_reaches_no_look_and_nothing_that_was_looked_at():
    """What was expected stands for good once somebody has looked; before that it can be taken back."""
    keep = expecting()
    undone = last_undoable(keep.records)
    assert undone is not None
    assert undone["k"] == "expect"
    through(looking(DONE, "@came 1", keep=keep))
    undone = last_undoable(keep.records)
    assert undone is not None
    assert of_the_talk(undone)
    looks, expected = looks_in(keep.records), expectations(keep.records)
    talking(":undo", ":undo", ":undo", keep=keep)
    assert looks_in(keep.records) == looks
    assert expectations(keep.records) == expected


def test_a_look_at_one_part_leaves_what_is_expected_of_another_open():
    keep = expecting()
    start = wrapped({"k": "start", "schema": 2, "day": "2027-03-29"}, 1, "p1")
    keep.append({**start, "at": ""})
    undone = last_undoable(keep.records)
    assert undone is not None
    assert undone["k"] == "expect"


def test_undo_in_a_look_leaves_the_request_answered():
    """What is taken back in a look is no event of the talk."""
    keep = expecting()
    looking(DONE, ":undo", keep=keep)
    assert [record["k"] for record in keep.records if of_the_talk(record)][-1] == "finish"
    assert request_of(SESSION, keep.records, shipped()).answered_on


def test_a_look_that_was_left_is_gone_on_with_and_one_that_is_finished_is_not():
    keep = expecting()
    looking(DONE, keep=keep)
    again = looking(keep=keep, day=LOOK_DAY + timedelta(days=1))
    assert again.state.answers["carried_out"].value == "done"
    through(again)
    looking(keep=keep)
    assert [(look.number, look.day, look.finished) for look in looks_in(keep.records)] == [
        (1, "2027-06-14", True),
        (2, "2027-06-14", False),
    ]


def test_a_journal_of_before_says_its_new_version_first():
    """So that a program that knows no looks leaves it alone."""
    keep = Memory([{"n": 1, "k": "start", "schema": 1, "knowledge": {}, "at": ""}, *_renumbered(case_events(SETTING))])
    begun = fold(keep.records)
    looking(DONE, keep=keep)
    kinds = [(record["k"], record.get("schema")) for record in keep.records if record["k"] in ("start", "look")]
    assert kinds[:2] == [("start", 1), ("start", 2)]
    assert fold(keep.records) == begun


def _renumbered(events):
    return [{**event, "n": event["n"] + 1} for event in events]


def test_nothing_changes_where_it_cannot_be_kept():
    keep = expecting()
    talk = looking(keep=keep)
    keep.refuse = CannotDo("The disk is full.")
    with pytest.raises(CannotDo):
        talk.enter("1")
    assert "carried_out" not in talk.state.answers


def test_each_part_of_an_order_has_a_look_of_its_own():
    keep = Memory(case_events(SETTING))
    talking(":part the newcomers", "@can_do 4", keep=keep)
    looking(DONE, "@came 1", keep=keep, part=1)
    (look,) = looks_in(keep.records)
    assert look.part == "p1"
    assert looks_in(keep.records, "") == ()
    assert {record["in"] for record in keep.records if record["k"] == "look"} == {"p1"}


# ------------------------------------------------------------------------------------------------------- properties

LINES = st.sampled_from(
    [
        *("1", "2", "3", "4s", "0", "", "<", "?", ":undo", ":clear", ":end", ":notes", ":why", "-", "- planner", ":dk"),
        *("a note", "~a private note", '"their words', "= a finding", "+ team lead: a list by +14", ":share", "=1"),
        *(
            "@came 1",
            "@came 5",
            "@carried_out 3",
            "@carried_out 1",
            "/number",
            ":drop 1",
            ":part x",
            ":told",
            "by friday",
        ),
    ]
)


@given(st.lists(LINES, max_size=25), st.lists(LINES, max_size=25))
def test_whatever_is_typed_in_a_look_touches_nothing_else(first, second):
    keep = expecting()
    talk, state = list(keep.records), fold(keep.records)
    for look, lines in enumerate((first, second), 1):
        back = looking(keep=keep)
        before = looks_in(keep.records)
        for line in lines:
            if not back.done:
                back.enter(line)
        assert looks_in(keep.records)[: len(before) - 1] == before[:-1]
        if not back.done and look == 1:
            through(back)
    assert keep.records[: len(talk)] == talk
    assert fold(keep.records) == state
    added = keep.records[len(talk) :]
    assert {record["k"] for record in added} <= {"start", "look", "undo", "done"}
    assert all("look" in record for record in added if record["k"] in ("look", "undo"))


def without_times(records):
    return [{key: value for key, value in record.items() if key != "at"} for record in records]


@given(st.lists(LINES, max_size=25))
def test_a_look_is_read_from_its_journal_as_it_was_entered(lines):
    """What the recorder holds is what another run would read."""
    keep = expecting()
    talk = looking(keep=keep)
    for line in lines:
        if not talk.done:
            talk.enter(line)
    (look,) = looks_in(json.loads(json.dumps(keep.records)))
    assert without_times(look.records) == without_times(json.loads(json.dumps(talk.records)))
    assert look.finished == talk.done


_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 9), st.text(max_size=5), st.lists(st.text(max_size=3), max_size=2)
)
_KEYS = st.sampled_from(
    ["look", "does", "in", "q", "state", "value", "of", "by", "words", "typed", "day", "expected", "reading"]
)


@given(
    st.lists(
        st.tuples(st.sampled_from(["look", "undo", "expect", "move", "done"]), st.dictionaries(_KEYS, _VALUES)),
        max_size=12,
    )
)
def test_any_events_are_looks_and_never_an_error(events):
    records = [{**fields, "k": kind, "n": n, "at": ""} for n, (kind, fields) in enumerate(events, 1)]
    for look in looks_in(records):
        fold(look.records)
    keep = Memory([*case_events(SETTING), *_after(records)])
    Recorder(shipped(), keep)
    request_of(SESSION, keep.records, shipped())
    talk = looking("1", keep=keep)
    assert talk.state.answers["carried_out"].value == "done"


def _after(records):
    start = len(case_events(SETTING))
    return [{**record, "n": record["n"] + start} for record in records]


@given(
    st.dictionaries(st.sampled_from(["q", "text", "value", "of", "private", "from"]), st.text(max_size=5)),
    st.integers(1, 9),
)
def test_an_event_comes_out_as_it_was_wrapped(fields, look):
    record = {"k": "note", **fields}
    assert unwrapped({**wrapped(record, look, "p1"), "n": 1, "crc": "x"}) == {**record, "n": 1}


def test_the_parts_of_a_talk_are_those_it_was_decided_in():
    assert [part.id for part in parts_in(expecting().records)] == [""]
