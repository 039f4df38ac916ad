"""What we expect, at the end of the wrap-up: one screen, only where there is a decision; nothing is assumed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orderless.bank.follow_up import LookDay
from orderless.bank.validation import validated
from orderless.decision.decide import decide
from orderless.documents.expected import expected_of
from orderless.interview.events import fold
from orderless.interview.looks import expectations, wrapped
from orderless.register.fold import request_of
from orderless.session.drive import converse
from orderless.session.order import WRAP_UP_AT_MOST
from support.scripted import Script
from support.talk import Memory, answer_to, numbered, shipped, talking
from support.written_cases import EVERY_CASE, case_events

YES = "build-it"
SETTING = "fix-the-setting"


def at_the_screen(case: str, *lines: str, keep: Memory | None = None):
    """The talk of a written case, at the screen that asks what is expected; and what was told there."""
    talk = talking(keep=keep or Memory(case_events(case)))
    told = talk.enter(":end")
    while not talk.done and talk.route.inbox.step != "expected":
        told = talk.enter("" if talk.stage == "notes" else ":end")
    for line in lines:
        told = talk.enter(line)
    return talk, told


def kept(talk):
    return expectations(talk.records)[-1]


def test_the_expectation_its_day_and_the_looks_are_offered_with_their_reasons():
    talk, told = at_the_screen(SETTING)
    screen = "\n".join(told)
    assert "By Monday 14 June 2027: what is in the way is changed by the regional sales leads" in screen
    assert "from 54% towards 90%" in screen
    assert "Is it happening? Monday 29 March 2027 (as agreed)." in screen
    assert "Did it help? Monday 14 June 2027 (four months" in screen
    assert "3. likely" in told
    assert not talk.done


def test_enter_keeps_the_expectation_and_its_days_and_nothing_that_was_not_said():
    talk, told = at_the_screen(SETTING, "")
    assert talk.done
    (last,) = expectations(talk.records)
    assert (last.look, last.by, last.sure, last.tell) == ("helped", "2027-06-14", "", "")
    assert last.words.startswith("What is in the way is changed")
    assert "sure" not in talk.records[-2]
    assert told[0].endswith("Not said: how sure you are and what would show it wrong.")


def test_a_look_whose_day_was_not_agreed_is_kept_by_itself():
    """An agreed day is due already."""
    talk, _ = at_the_screen(YES, "")
    first, last = expectations(talk.records)
    assert (first.look, first.by, first.words) == ("happening", "2027-04-05", "")
    assert (last.look, last.by) == ("helped", "2027-05-03")


def test_a_day_that_is_agreed_later_takes_the_place_of_the_look_that_was_counted():
    """What the screen shows is what is due: the day that was agreed, and no other for that look."""
    talk, _ = at_the_screen(YES, "")
    keep = Memory(talk.records)
    again = talking("@follow_up_date 2027-03-15", keep=keep)
    assert not again.done
    again, told = at_the_screen(YES, keep=keep)
    assert "Is it happening? Monday 15 March 2027 (as agreed)." in "\n".join(told)
    again.enter("")
    due = [(one.kind, one.day) for one in request_of("2026-11-20-abcd", keep.records, shipped()).due]
    looks = [day for kind, day in due if kind in ("look", "follow_up")]
    assert looks == ["2027-03-15"]


def test_a_question_mark_says_why_it_is_asked_and_is_no_answer():
    talk, told = at_the_screen(SETTING, "?")
    assert told[0].startswith("Afterwards everybody knew it all along.")
    assert expectations(talk.records) == ()


@pytest.mark.parametrize(
    ("lines", "sure", "tell"),
    [
        (["3", ""], "likely", ""),
        (["nearly sure", ""], "nearly_sure", ""),
        (["the notes stay late", ""], "", "the notes stay late"),
        (["3 the notes stay late"], "likely", "the notes stay late"),
        (["3", "the notes stay late"], "likely", "the notes stay late"),
        (["2", "4 none of it moves"], "nearly_sure", "none of it moves"),
    ],
)
def test_a_number_says_how_sure_and_words_say_what_would_show_us_wrong(lines, sure, tell):
    """Once both are said the talk goes on by itself."""
    talk, _ = at_the_screen(SETTING, *lines)
    assert talk.done
    assert (kept(talk).sure, kept(talk).tell) == (sure, tell)


def test_another_day_and_other_words_are_kept_and_say_that_they_were_typed():
    talk, _ = at_the_screen(SETTING, "by 1 july 2027", "= they write the notes the same day", "")
    assert (kept(talk).by, kept(talk).words) == ("2027-07-01", "they write the notes the same day")
    assert kept(talk).typed == ("by", "words")


@pytest.mark.parametrize("line", ["9", "7 reasons", "by yesterday", "by friday 13", "by 2020-01-01", "="])
def test_what_cannot_be_meant_is_said_and_keeps_nothing(line):
    talk, told = at_the_screen(SETTING, line)
    assert len(told) == 1
    assert expectations(talk.records) == ()
    assert not talk.done


@pytest.mark.parametrize("line", ["-", ":end"])
def test_no_expectation_is_kept_where_none_is_wanted(line):
    talk, _ = at_the_screen(SETTING, line)
    assert talk.done
    assert expectations(talk.records) == ()


def test_input_that_ends_at_the_screen_keeps_none():
    """Nobody pressed Enter."""
    talk, _ = at_the_screen(SETTING)
    assert converse(talk, Script())
    assert talk.done
    assert expectations(talk.records) == ()


def test_a_condition_on_what_the_knowledge_does_not_have_never_holds():
    """A session of before is read with the knowledge of before, and looked back at with the follow_up.yaml of today."""
    book = shipped().follow_up
    other = validated(LookDay, {"when": {"weather": "sunny"}, "days": 7, "because": "a week, while the sun shines"})
    looks = tuple(look.model_copy({"days": (other, *look.days)}) for look in book.looks)
    knowledge = replace(shipped(), follow_up=book.model_copy({"looks": looks}))
    offered = expected_of(decide(knowledge, fold(case_events(YES))), date(2026, 11, 20))
    assert [look.because for look in offered.looks] == [
        "four weeks: soon enough to put right what has not begun",
        "as agreed",
    ]


def test_there_is_no_such_screen_without_a_decision():
    talk, _ = at_the_screen("a-few-facts-first")
    assert talk.done
    assert expectations(talk.records) == ()


def test_the_wrap_up_with_it_has_no_more_prompts_than_it_may():
    """From the first question of the wrap-up to the end, with promises, notes and the expectation."""
    fast_no = ("We need a course.", "1", answer_to("stakes", "nothing_much"), numbered("existing_content", "fits"))
    talk = talking(*fast_no, "@scope -", "@can_do -", "@urgency -", "a note", "+ team lead: a list", ":end")
    prompts = 0
    while not talk.done:
        prompts += 1
        talk.enter("")
    assert prompts == WRAP_UP_AT_MOST
    assert expectations(talk.records)


def test_undo_takes_back_what_was_said_and_the_screen_comes_again():
    talk, told = at_the_screen(SETTING, "3", ":undo")
    assert told[0].startswith("Undid: what you expect by Monday 14 June 2027")
    assert "3. likely" in told
    assert all(one.words == "" for one in expectations(talk.records))


def test_a_resumed_talk_offers_what_was_not_said_and_keeps_the_rest():
    talk, _ = at_the_screen(SETTING, "by 1 july 2027", "")
    again, told = at_the_screen(SETTING, keep=Memory(talk.records))
    assert told[1].startswith("By Thursday 1 July 2027")
    again.enter("3 nothing moves")
    assert (kept(again).by, kept(again).sure) == ("2027-07-01", "likely")


@pytest.mark.parametrize("line", ["", "-", ":end"])
def test_what_is_all_said_stays_as_it_is_where_nothing_else_is_typed(line):
    talk, _ = at_the_screen(SETTING, "3 nothing moves")
    again, told = at_the_screen(SETTING, keep=Memory(talk.records))
    assert told[-1].startswith("Enter keeps it as it stands here.")
    again.enter(line)
    assert again.done
    assert expectations(again.records) == expectations(talk.records)


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("by 1 july 2027", {"by": "2027-07-01"}),
        ("4", {"sure": "nearly_sure"}),
        ("it never moves", {"tell": "it never moves"}),
        ("= they write them at once", {"words": "they write them at once"}),
    ],
)
def test_until_the_first_look_all_of_it_can_be_changed_also_when_all_was_said(line, changed):
    talk, _ = at_the_screen(SETTING, "3 nothing moves")
    first = kept(talk)
    again, _ = at_the_screen(SETTING, line, keep=Memory(talk.records))
    assert again.done
    told = {name: getattr(kept(again), name) for name in ("by", "sure", "tell", "words")}
    assert told == {name: getattr(first, name) for name in told} | changed


def test_what_was_looked_back_at_can_no_longer_be_expected_otherwise():
    """After the fact, everybody knew it."""
    talk, _ = at_the_screen(SETTING, "")
    begun = wrapped({"k": "start", "schema": 2, "day": "2027-03-29"}, 1, "")
    looked = Memory([*talk.records, {**begun, "n": len(talk.records) + 1, "at": ""}])
    again, _ = at_the_screen(SETTING, keep=looked)
    assert again.done


def test_nothing_of_it_is_said_while_others_see_the_screen():
    talk, _ = at_the_screen(SETTING)
    talk.enter(":share")
    assert talk.is_private("3 the sales director will not do it")
    assert not any("sales" in line for line in talk.enter("3 the sales director will not do it"))


@pytest.mark.parametrize("case", EVERY_CASE)
def test_each_decision_that_was_written_down_has_an_expectation_that_can_be_filled(case):
    """No blank, and a day after today."""
    talk, _ = at_the_screen(case, "")
    for one in expectations(talk.records):
        assert one.by > talk.today.isoformat()
        assert "......" not in one.words
        assert "{" not in one.words


def test_what_was_expected_of_another_answer_is_expected_no_more():
    """Neither at the wrap-up nor at a look: the new answer has its own, and nobody has said how sure they are."""
    talk, _ = at_the_screen(SETTING, "4 the notes stay late")
    again, told = at_the_screen(SETTING, keep=and_then(talk, OTHERWISE))
    assert "moves without any training" not in "\n".join(told)
    assert "What would show us that we had it wrong?" in told
    again.enter("")
    assert kept(again).sure == ""


def test_saying_how_sure_later_moves_no_day():
    """Also one that was moved since: what is kept stands, and only what is missing is asked."""
    talk, _ = at_the_screen(SETTING, "")
    first = kept(talk)
    moved = {"k": "move", "of": first.n, "day": "2027-09-01"}
    again, _ = at_the_screen(SETTING, "3", keep=and_then(talk, moved))
    assert (kept(again).by, kept(again).words, kept(again).sure) == ("2027-09-01", first.words, "likely")


OTHERWISE = {"k": "override", "outcome": "yes_with_conditions", "because": "they asked again"}


def and_then(talk, event):
    """What was kept of a talk that is gone on with, and one event more."""
    records = [record for record in talk.records if record["k"] != "finish"]
    return Memory([*records, {**event, "n": max(record["n"] for record in talk.records) + 1}])
