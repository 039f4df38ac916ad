"""Notes that were taken already: made a quote, worded anew, filed elsewhere, dropped; by number, and undone."""

from __future__ import annotations

import pytest

from orderless.interview.events import fold
from support.talk import Memory, shipped, talking

REQUEST = "We need a course."


def noted(keep=None):
    """Three notes at the first question: one, a quote, a private one."""
    return talking(REQUEST, "first", '"second', "~third", keep=keep)


def held(talk):
    return [(note.kind, note.text, note.question, note.private) for note in talk.state.notes]


BEFORE = [
    ("note", "first", "trigger", False),
    ("quote", "second", "trigger", False),
    ("note", "third", "trigger", True),
]


def test_notes_numbers_them():
    """All of them, in the order they were taken, each with its question."""
    label = shipped().questions["trigger"].label
    assert noted().enter(":notes") == [f"1. first [{label}]", f'2. "second" [{label}]', f"3. private: third [{label}]"]


@pytest.mark.parametrize(
    ("line", "place", "after", "hint"),
    [
        (":quote 1", 0, ("quote", "first", "trigger", False), "as their words: “first”"),
        (":quote", 2, ("quote", "third", "trigger", True), "as their words: “third”"),
        (":note 2 other words", 1, ("quote", "other words", "trigger", False), "note 2 will read: other words"),
        (":move 1 can_do", 0, ("note", "first", "can_do", False), "file “first” at Could if they had to"),
        (":move 3 @stakes", 2, ("note", "third", "stakes", True), "file “third” at Cost of waiting"),
        (":drop 2", 1, None, "drop “second”"),
    ],
)
def test_a_note_is_changed_by_its_number_and_undone(line, place, after, hint):
    """The hint says which note before Enter; what it was stays private; undo brings the old one back; no move."""
    keep = Memory()
    talk = noted(keep)
    assert talk.hint(line) == f"Enter: {hint}"
    talk.enter(line)
    changed = [note if at != place else after for at, note in enumerate(BEFORE)]
    assert held(talk) == [note for note in changed if note is not None]
    assert talk.at == "trigger"
    assert fold(keep.records) == talk.state
    talk.enter(":undo")
    assert held(talk) == BEFORE


NO_NOTE = """:quote 4|:quote 0|:quote 2|:quote x|:note|:note 1|:note x|:move 1|:move 1 zzzzz|:move 9 can_do|:drop
|:drop all|:drop -1|:drop ²|:drop ٤"""


@pytest.mark.parametrize("line", NO_NOTE.replace("\n", "").split("|"))
def test_what_names_no_note_changes_nothing_and_says_what_would_do(line):
    """Before Enter, too."""
    talk = noted()
    before = list(talk.records)
    assert not talk.hint(line).startswith("Enter:")
    (told,) = talk.enter(line)
    assert told == talk.hint(line)
    assert talk.records == before


def test_words_that_were_ticked_are_ticked_again_when_they_have_changed():
    """Nobody agreed to the new words."""
    talk = talking(REQUEST, "first", ":end", ":end", "1")
    assert talk.state.notes[0].shared
    again = talking(keep=Memory(talk.records))
    told = again.enter(":note 1 other words")
    assert "It is off the page; its number in the list puts it back" in told[0]
    assert not again.state.notes[0].shared


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["1s"], "Undid: Why now: Something is going wrong (they saw it)."),
        (["0"], "Undid: Why now: don't know yet."),
        (["- sales lead"], "Undid: Why now: parked, to ask sales lead."),
        (["3 teams"], "Undid: note “3 teams”."),
        (['"so they say'], "Undid: quote “so they say”."),
        (["+ shift lead: a list by friday"], "Undid: promise shift lead: a list by Friday 27 November 2026."),
        (["first", ":note 1 other words"], "Undid: a change of the note “other words”."),
        (["first", ":drop 1"], "Undid: a change of a note that was dropped."),
        ([":told"], "Undid: told to go ahead."),
        ([":told", ":told"], "Undid: told to go ahead, taken back."),
        ([":override 1 because they said so"], "Undid: your own decision, "),
        ([":override 1 because they said so", ":override off"], "Undid: your own decision taken back."),
        (["1", "<", ":clear"], "Undid: Why now cleared."),
        (["<", ":clear"], "Undid: the request cleared."),
        ([], "Undid: the request “We need a course.”."),
    ],
)
def test_undo_says_what_it_took_back(lines, said):
    """In the words of what was entered, for every kind."""
    (told,) = talking(REQUEST, *lines).enter(":undo")
    assert told.startswith(said)


# ----------------------------------------------------------------------------------------------- to another part


def in_parts(*lines, keep=None):
    return talking(REQUEST, ":part the night shift", ":part the others", ":part -", *lines, keep=keep)


def where(whole, text):
    """The parts in which something of these words is, the whole order first."""
    found = []
    for said in (whole, *whole.parts):
        words = [*(note.text for note in said.notes), *(one.what for one in said.commitments)]
        found += [getattr(said, "name", "")] * words.count(text)
    return found


@pytest.mark.parametrize(
    ("named", "there"),
    [("the night shift", ["the night shift"]), ("2", ["the others"]), ("-", [""]), ("The Others", ["the others"])],
)
def test_a_finding_goes_to_another_part_by_its_name_or_number_and_back(named, there):
    """And is nowhere else; undone, it is where it was, and the journal says the same."""
    keep = Memory()
    talk = in_parts("@why_now = The night was not there", keep=keep)
    place = len(talk.state.notes)
    talk.enter(f":move {place} part {named}")
    assert where(talk.recorder.whole, "The night was not there") == there
    assert where(fold(keep.records), "The night was not there") == there
    talk.enter(":undo")
    assert where(talk.recorder.whole, "The night was not there") == [""]


def test_a_finding_of_a_part_goes_to_the_whole_order():
    talk = in_parts(":part the others", "@why_now = Only the others have it")
    assert where(talk.recorder.whole, "Only the others have it") == ["the others"]
    talk.enter(f":move {len(talk.state.notes)} part -")
    assert where(talk.recorder.whole, "Only the others have it") == [""]


@pytest.mark.parametrize("named", ["", "nobody", "9", "0"])
def test_a_part_that_is_not_there_gets_nothing(named):
    talk = in_parts("first")
    (told,) = talk.enter(f":move 1 part {named}")
    assert "Which part?" in told
    assert where(talk.recorder.whole, "first") == [""]


def test_what_becomes_of_it_is_said_before_and_afterwards():
    talk = in_parts("first")
    assert "put “first” with “the others”" in talk.hint(":move 1 part the others")
    assert talk.enter(":move 1 part the others") == ["Now with “the others”: “first”."]
