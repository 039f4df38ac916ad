"""The end of a talk: what is still parked, the promises and whose names the page will hold, the notes."""

from __future__ import annotations

import random

import pytest

from orderless.errors import CannotDo
from orderless.session.inbox import _ABOUT_NOTES
from orderless.session.telling import SETTLED
from support.talk import Memory, answer_to, numbered, shipped, talking

REQUEST = "We need a course."
FAST_NO = ("1", answer_to("stakes", "nothing_much"))


def at_promises(*lines, keep=None):
    """A talk at its promises: sales lead's has a day, shift lead's has none; after them, a note to tick."""
    promised = ("+ sales lead: send the figures by friday", "+ shift lead: a list of cases")
    talk = talking(REQUEST, "a note", *promised, *lines, ":end", keep=keep)
    told = talk.enter(":end")
    assert talk.stage == "notes"
    return talk, told


def promises(talk):
    return [(one.who, one.what, one.by, one.shared) for one in talk.state.commitments]


BEFORE = [("sales lead", "send the figures", "2026-11-27", True), ("shift lead", "a list of cases", "", True)]


# --------------------------------------------------------------------------------------------------- what is parked


def parked(*lines):
    ours = (numbered("existing_content", "nothing_fits"), numbered("capacity", "have_room"))
    talk = talking(REQUEST, *FAST_NO, *ours, "@can_do - sales lead", "@scope -", ":end")
    asked = []
    while talk.stage == "wrap_up" and talk.at not in ("scope", "can_do"):
        asked.append(talk.enter(""))
    return talk


def test_the_wrap_up_comes_back_to_what_is_parked_and_says_whom_to_ask():
    """Each of them; one that the decision needs comes first."""
    talk = parked()
    told, places = [], []
    while talk.stage == "wrap_up":
        places.append(talk.at)
        told += talk.enter("")
    assert places[0] == "can_do"
    assert "scope" in places
    places = ["can_do", "scope"]
    assert any("Parked. Known by now?" in line for line in told)
    assert {talk.state.status(one) for one in places} == {"parked"}


def test_a_parked_question_is_answered_or_given_a_name_at_the_wrap_up():
    """And then it goes on to the next."""
    talk = parked()
    assert talk.at == "can_do"
    talk.enter("- shift lead")
    assert talk.state.answers["can_do"].who == "shift lead"
    while talk.at != "scope" and talk.stage == "wrap_up":
        talk.enter("")
    talk.enter("1")
    assert talk.state.status("scope") == "answered"
    assert talk.at != "scope" or talk.stage != "wrap_up"


def test_a_second_end_passes_over_what_is_parked():
    """Nobody has to."""
    talk = talking(REQUEST, "- sales lead", ":end")
    talk.enter(":end")
    assert talk.done


# -------------------------------------------------------------------------------------------------------- promises


def test_promises_are_listed_with_what_they_lack_and_where_they_go():
    """That a name leaves the room is said, and how to keep it from doing so."""
    _, (about, *listed) = at_promises()
    assert "shared page" in about
    assert "name" in about
    assert listed == [
        "1. sales lead: send the figures by Friday 27 November 2026",
        "2. shift lead: a list of cases, no day yet",
    ]


@pytest.mark.parametrize(
    ("line", "after", "hint"),
    [
        (
            "2 by friday",
            [BEFORE[0], ("shift lead", "a list of cases", "2026-11-27", True)],
            "a list of cases: by Friday 27 November 2026",
        ),
        (
            "2 by next friday",
            [BEFORE[0], ("shift lead", "a list of cases", "2026-12-04", True)],
            "a list of cases: by Friday 4 December 2026",
        ),
        (
            "2 by the board",
            [BEFORE[0], ("shift lead", "a list of cases", "the board", True)],
            "a list of cases: by the board (no date that can be counted)",
        ),
        (
            "1 the team lead: send it by +1",
            [("the team lead", "send it", "2026-11-21", True), BEFORE[1]],
            "it will read: the team lead: send it by Saturday 21 November 2026",
        ),
        (":drop 1", [BEFORE[1]], "drop: send the figures"),
    ],
)
def test_a_promise_gets_a_day_or_other_words_or_is_dropped_and_the_list_comes_again(line, after, hint):
    """The hint is true; undo brings the old one back, still at the list."""
    talk, _ = at_promises()
    assert talk.hint(line) == f"Enter: {hint}"
    told = talk.enter(line)
    assert promises(talk) == after
    assert len(told) == 1 + len(after)
    talk.enter(":undo")
    assert promises(talk) == BEFORE
    assert talk.stage == "notes"


@pytest.mark.parametrize("line", [":note 1 other words of mine", ":quote 1"])
def test_a_note_is_changed_in_the_list_of_notes_and_not_among_promises(line):
    talk, _ = at_promises()
    assert "Notes come in the next list: there they are changed." in " ".join(talk.enter(line))
    assert promises(talk) == BEFORE


def test_a_number_takes_a_promise_off_the_page_and_the_list_comes_again():
    """It stays in the record; the same number puts it back, now or another time."""
    talk, _ = at_promises()
    assert talk.hint("2") == "Enter: off the page: a list of cases"
    told = talk.enter("2")
    assert promises(talk) == [BEFORE[0], (*BEFORE[1][:3], False)]
    assert "2. shift lead: a list of cases, no day yet (not on the shared page)" in told
    assert talk.hint("2") == "Enter: back on the page: a list of cases"
    talk.enter("2")
    assert promises(talk) == BEFORE
    talk.enter("2")
    assert talk.enter("")[0].startswith("Which of these go on the page?")
    again, listed = at_promises(keep=Memory([record for record in talk.records if record["k"] != "finish"]))
    assert "2. shift lead: a list of cases, no day yet (not on the shared page)" in listed
    again.enter("2")
    assert again.state.commitments[1].shared


@pytest.mark.parametrize(
    "line", ["@topic late notes", "+ team lead: another list by friday", "~ not for others", '"they said so"']
)
def test_what_is_said_while_promises_are_gone_through_is_kept(line):
    """An answer elsewhere, another promise, a private note, their words: as in the talk; then the list comes again."""
    talk, _ = at_promises()
    before = len(talk.records)
    told = talk.enter(line)
    assert len(talk.records) == before + 1
    assert any(one.startswith("1. sales lead: send the figures") for one in told)
    assert talk.stage == "notes"


@pytest.mark.parametrize("line", ["", ":end"])
def test_enter_leaves_promises_as_they_are_and_goes_on(line):
    """To the notes."""
    talk, _ = at_promises()
    assert talk.enter(line)[0].startswith("Which of these")
    assert promises(talk) == BEFORE


@pytest.mark.parametrize("line", ["3", "x", "2 x", "by friday", ":drop", ":drop 3", "1 2 by friday", "2 by", ":why"])
def test_what_is_no_change_of_a_promise_says_so_and_changes_nothing(line):
    """Before Enter, too."""
    talk, _ = at_promises()
    before = list(talk.records)
    assert not talk.hint(line).startswith("Enter:")
    assert talk.enter(line) == [talk.hint(line)]
    assert talk.records == before


def test_back_leaves_the_lists_for_the_talk():
    """Something comes to mind at the last moment."""
    talk, _ = at_promises()
    talk.enter("<")
    assert talk.stage == "wrap_up"
    talk.enter(" one more note")
    assert talk.state.notes[-1].text == "one more note"
    while talk.stage == "wrap_up":
        told = talk.enter("")
    assert told[1].startswith("1. sales lead")


# ----------------------------------------------------------------------------------------------------------- notes


def test_notes_are_changed_by_the_numbers_they_are_ticked_by():
    """A private note has no number there, so the numbers are others than in `:notes`."""
    talk = talking(REQUEST, "~private", "first", "second", ":end", ":end")
    assert talk.hint(":quote 2") == "Enter: as their words: “second”"
    assert talk.enter(":quote 2")[0] == "Their words: “second”."
    talk.enter(":note 1 other words")
    talk.enter(":move 1 can_do")
    told = talk.enter(":drop 2")
    assert told[1:] == [
        _ABOUT_NOTES,
        f"1. other words [{shipped().questions['can_do'].label}]",
    ]
    talk.enter("1")
    assert talk.done
    assert [(note.text, note.shared) for note in talk.state.notes] == [("private", False), ("other words", True)]


def test_when_the_last_note_is_dropped_there_is_nothing_left_to_tick():
    """It finishes."""
    talk = talking(REQUEST, "first", ":end", ":end")
    talk.enter(":drop 1")
    assert talk.done


def test_undoing_more_than_a_change_leaves_the_lists():
    """The note itself is taken back: there may be nothing to tick any more."""
    talk = talking(REQUEST, "first", "1", ":end", ":end")
    talk.enter(":undo")
    assert talk.state.answers == {}
    assert (talk.stage, talk.at) == ("wrap_up", "trigger")
    talk.enter("1")
    assert talk.state.status("trigger") == "answered"


# ----------------------------------------------------------------------------------------------- stopping, once


def test_one_sentence_says_that_one_may_stop_where_triage_is_the_last_of_what_must_be_asked():
    """The end of triage and the end of what must be asked fall together: not two offers, one after the other."""
    talk = talking(REQUEST, *FAST_NO, "@existing_content 1")
    while left := [q for q in talk.outlook.order.left_to_ask if q != "urgency"]:
        talk.enter(f"@{left[0]} :dk")
    talk.route.at = "urgency"
    told = talk.enter(":dk")
    assert talk.outlook.response == "no"
    assert sum(":end wraps up" in said for said in told) == 1
    assert sum(talk.outlook.standing in said for said in told) == 1


def test_where_it_is_settled_the_screen_says_so_and_no_sentence_does_again():
    """What stands is said at the end of triage and of what must be asked; that one may stop, by the screen."""
    named, harm = answer_to("trigger", "rule_named"), answer_to("stakes", "harm_this_week")
    talk = talking(REQUEST, named, answer_to("rule_covers", "all_as_asked"), harm)
    assert talk.settled()
    told = [said for _ in range(40) for said in talk.enter(":dk")]
    assert sum(talk.outlook.standing in said for said in told) == 2
    assert not any("stop" in said or ":end wraps up" in said for said in told if said != SETTLED)


def test_a_disk_that_fails_while_promises_are_taken_off_puts_none_back_on():
    """Entered again, the same numbers mean the same: off, as the list that was told had them on."""
    keep = Memory()
    talk, _ = at_promises(keep=keep)
    assert [one.shared for one in talk.state.commitments] == [True] * len(talk.state.commitments)
    append = keep.append

    def once(record):
        keep.refuse = CannotDo("the disk is full") if any(one["k"] == "edit" for one in keep.records) else None
        return append(record)

    keep.append = once
    with pytest.raises(CannotDo):
        talk.enter("1 2")
    keep.refuse, keep.append = None, append
    talk.enter("1 2")
    assert [one.shared for one in talk.state.commitments][:2] == [False, False]


# ------------------------------------------------------------------------------------------------------- the budget


def prompts_of(talk, answering):
    """How many prompts there are from `:end` to the end; `answering` says what is entered at a question.

    A choice that asks for a cause stays for one: that is the same prompt.
    """
    asked, before = 0, None
    while not talk.done:
        asked += talk.at != before or talk.stage != "wrap_up"
        again, before = talk.at == before, talk.at
        talk.enter(answering(talk) if talk.stage == "wrap_up" and not again else "")
    return asked


def begun(seed):
    """A talk with some answers, parked questions, notes and promises, in which chance decides."""
    chance = random.Random(seed)
    talk = talking(REQUEST)
    questions = [one for one in shipped().questions.values() if one.choices and chance.random() < chance.random()]
    for one in questions:
        talk.enter(f"@{one.id} {chance.choice(['-', '0', *map(str, range(1, len(one.choices) + 1))])}")
    for line in chance.sample(("a note", "+ lead: a list", "~secret", "= nobody answers the desk", '"it hurts'), 3):
        talk.enter(line)
    talk.enter(":end")
    return talk


@pytest.mark.parametrize("seed", range(60))
def test_a_wrap_up_has_at_most_eight_prompts_however_much_is_open(seed):
    """Skipping all of it, and answering all of it, which may change the outcome on the way."""
    assert prompts_of(begun(seed), lambda talk: "") <= 8
    assert prompts_of(begun(seed), lambda talk: "1" if talk.question.choices else ":dk") <= 8


def test_the_most_useful_comes_first():
    """What happens first and what becomes of the order before the dates; then who was there, then the rest."""
    talk = talking(
        REQUEST,
        numbered("trigger", "going_wrong"),
        numbered("stakes", "team_number"),
        numbered("can_do", "most_could"),
        numbered("process_works", "not_every_case"),
        numbered("in_the_way", "too_many_steps"),
    )
    talk.route.stage = "talk"
    queue = talk.outlook.order.of_the_wrap_up(())
    carried = [question for question in queue if question in talk.outlook.carries]
    assert carried == [question for question in talk.outlook.carries if question in queue]
    assert queue.index("present") == queue.index(carried[3]) + 1
    assert "topic" not in queue or queue.index("topic") > queue.index(carried[-1])


def test_what_was_skipped_comes_back_when_one_goes_back():
    """From the list of promises, a date that was passed over is asked again; what was answered is not."""
    talk = talking(REQUEST, *FAST_NO, "+ lead: a list", ":end")
    passed = []
    while talk.stage == "wrap_up":
        passed.append(talk.at)
        talk.enter("")
    assert shipped().questions[passed[-1]].type in ("date", "text", "choice")
    talk.enter("<")
    again = []
    while talk.stage == "wrap_up":
        again.append(talk.at)
        talk.enter("")
    assert set(again) == set(passed)


def test_what_the_wrap_up_asked_is_found_by_words_and_answered_anew():
    """After the end of a talk something is put better; a question that this reply does not take up is not found."""
    talk = talking(REQUEST, *FAST_NO, "@first_step look at ten cases")
    assert "first_step" in talk.outlook.order.to_find
    talk.enter("/what happens first")
    assert talk.at == "first_step"
    talk.enter("look at twenty cases")
    assert talk.state.answers["first_step"].value == "look at twenty cases"
    assert "content_link" not in talk.outlook.order.to_find


@pytest.mark.parametrize(
    ("lines", "weighs"),
    [
        ((numbered("trigger", "wish"), numbered("existing_content", "fits")), False),
        ((numbered("trigger", "going_wrong"),), True),
    ],
)
def test_what_a_yes_would_move_is_asked_only_while_there_may_be_a_yes(lines: tuple[str, ...], weighs: bool) -> None:
    """Beside a no it decides nothing."""
    talk = talking("We need a course.", *lines)
    assert (talk.outlook.response == "no") is not weighs
    queue = talk.outlook.order.of_the_wrap_up((), len(talk.knowledge.questions))
    assert ("capacity" in queue) is weighs


# --------------------------------------------------------------------------------------------- later, and elsewhere


def to_the_notes(talk):
    while talk.stage != "notes" or talk.route.inbox.step != "notes":
        talk.enter("" if talk.stage == "notes" else ":end")
    return talk


def test_a_note_that_was_ticked_can_be_taken_off_at_a_later_wrap_up():
    """It stands in the list, marked; Enter leaves it, its number takes it off, and puts it back after that."""
    talk = to_the_notes(talking(REQUEST, "a note of ours"))
    talk.enter("1")
    assert [note.shared for note in talk.state.notes] == [True]
    for line, shared in (("", True), ("1", False), ("1", True)):
        told = to_the_notes(talk).route.inbox.listed()
        assert ("takes it off" in told[1]) is talk.state.notes[0].shared
        assert ("off" in talk.hint("1")) is talk.state.notes[0].shared
        talk.enter(line)
        assert [note.shared for note in talk.state.notes] == [shared]


def test_a_promise_goes_to_another_part_from_the_list():
    talk = talking(REQUEST, ":part the night", ":part -", "+ lead: a list by friday", ":end", ":end")
    while talk.stage != "notes":
        talk.enter(":end")
    assert "put “a list” with “the night”" in talk.hint(":move 1 part the night")
    talk.enter(":move 1 part the night")
    whole = talk.recorder.whole
    assert [one.what for one in whole.parts[0].commitments] == ["a list"]
    assert not whole.commitments
