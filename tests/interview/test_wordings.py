"""What was edited in a document is an event beside the talk: folded, reset, and no step of the talk itself."""

from __future__ import annotations

import pytest

from orderless.interview.answers import Wording
from orderless.interview.events import fold, of_the_talk
from orderless.interview.looks import last_undoable
from orderless.interview.versions import schema_of
from orderless.interview.wordings import wording_record


def state_after(*events):
    return fold([{"n": n, "at": "", **event} for n, event in enumerate(events, 1)])


def test_the_last_words_of_a_block_stand_and_others_stay():
    state = state_after(
        wording_record("summary", "heard", "one", "d1"),
        wording_record("summary", "steps", "", "d2"),
        wording_record("reply", "letter", "dear", "d3"),
        wording_record("summary", "heard", "two", "d4"),
    )
    assert state.wordings == {
        "summary": {"steps": Wording("", "d2", 2), "heard": Wording("two", "d4", 4)},
        "reply": {"letter": Wording("dear", "d3", 3)},
    }


def test_without_words_the_programs_own_are_back_and_without_a_block_all_of_them():
    edits = (wording_record("summary", "heard", "one", "d"), wording_record("summary", "steps", "two", "d"))
    other = wording_record("reply", "letter", "dear", "d")
    assert list(state_after(*edits, other, wording_record("summary", "heard")).wordings["summary"]) == ["steps"]
    after = state_after(*edits, other, wording_record("summary")).wordings
    assert (after["summary"], list(after["reply"])) == ({}, ["letter"])


@pytest.mark.parametrize(
    "broken",
    [
        {"k": "wording"},
        {"k": "wording", "document": 1, "block": "heard", "text": "x"},
        {"k": "wording", "document": "summary", "block": ["heard"], "text": "x"},
        {"k": "wording", "document": "summary", "block": "heard", "text": None},
        {"k": "wording", "document": "summary", "block": "heard", "text": {"a": 1}},
    ],
)
def test_an_event_of_another_hand_says_nothing(broken):
    assert (
        state_after(wording_record("summary", "heard", "one", "d"), broken).wordings["summary"]["heard"].text == "one"
    )


def test_an_edit_needs_the_newer_format_and_neither_goes_on_with_a_talk_nor_is_undone_by_it():
    """What was wrapped up stays so, and `:undo` takes back what was said."""
    said = {"n": 1, "k": "note", "text": "said", "at": ""}
    edit = {"n": 3, "at": "", **wording_record("summary", "heard", "one", "d")}
    assert schema_of(edit) == 2
    assert not of_the_talk(edit)
    assert last_undoable([said, edit]) == said
    assert fold([said, {"n": 2, "k": "finish", "at": ""}, edit]).finished
