"""The cockpit's screen as rows: every question at every size, what gives way, and what is never left out."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from orderless.terminal.cockpit.text_rows import ASCII, row_width
from orderless.terminal.plain import FIRST_LINES
from support.cockpit import SIZES, at_input, screen_text
from support.talk import answer_to, numbered, shipped, talking

GOLDEN = Path(__file__).parent / "golden"
ASKED = [one.id for one in shipped().questions.values() if one.choices]
TALK = (
    "Everyone needs a refresher on the CRM by Friday.",
    answer_to("trigger", "going_wrong") + "s",
    answer_to("stakes", "business_target") + "d",
    "0",
    answer_to("can_do", "most_could") + "d",
    "- sales lead",
    "/slows them",
    "the form has 42 fields",
    '"nobody ever looks at it',
    "~the VP feels threatened",
)


def numbers(question):
    return [str(place) for place in range(1, len(shipped().questions[question].choices) + 1)] + ["0"]


def at(question, *lines):
    talk = talking(*lines)
    talk.route.at = question
    return talk


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_every_choice_of_every_question_is_on_the_screen(size):
    """With notes, help and a message competing for the room; and the frame fits the screen to the cell."""
    for question in ASKED:
        talk = at(question, *(f"@{question} note number {n}" for n in range(4)))
        talk.route.help_shown = True
        frame = at_input(talk, told=("Something was said. " * 4,), size=size).frame(*size)
        assert [row_width(row) for row in frame.rows] == [size[0]] * size[1]
        text = screen_text(frame)
        for number in numbers(question):
            assert re.search(rf"(^|[ ▸│]){number:>2} \S", text, re.MULTILINE), f"{question} {number}\n{text}"
        assert "\nnote>\n" in text


@pytest.mark.parametrize("size", SIZES[:3], ids=lambda size: "x".join(map(str, size)))
def test_from_60_by_20_on_every_choice_is_whole_unless_others_want_the_room(size):
    """Label by label, however wrapped."""
    for question in ASKED:
        frame = at_input(at(question), size=size).frame(*size)
        shown = " ".join(re.split(r"\s+|│.*", screen_text(frame))) if size[0] < 72 else main_pane(frame)
        for choice in shipped().questions[question].choices.values():
            assert choice.label in shown, f"{question}: {choice.label}\n{screen_text(frame)}"


def main_pane(frame):
    """What stands in the main pane, as one line."""
    parts = [screen_text(frame).split("\n")[place].split("│") for place in range(len(frame.rows))]
    mains = [part[1] if len(part) == 3 else part[0] for part in parts if len(part) > 1]
    return " ".join(" ".join(mains).split())


def test_below_40_by_12_the_choices_scroll_around_the_one_that_is_pointed_at():
    """Nothing breaks, and what Enter would answer is in sight."""
    talk = at("in_the_way")
    for size in ((30, 8), (20, 6), (12, 4), (5, 3), (1, 1)):
        typing = at_input(talk, "9", size=size)
        frame = typing.frame(*size)
        assert [row_width(row) for row in frame.rows] == [size[0]] * len(frame.rows)
        assert len(frame.rows) <= size[1]
    assert "▸ 9" in screen_text(at_input(talk, "9", size=(30, 8)).frame(30, 8))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_the_screen_is_what_it_was(size):
    """Golden screens, to be read; ORDERLESS_GOLDEN=1 renews them."""
    text = screen_text(at_input(talking(*TALK), "3d", size=size, ahead=True).frame(*size)) + "\n"
    golden = GOLDEN / f"cockpit-{size[0]}x{size[1]}.txt"
    if os.environ.get("ORDERLESS_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_what_is_typed_arms_choices_and_the_hint_says_what_enter_does():
    """A digit arms, words disarm; Enter on nothing goes on."""
    talk = at("in_the_way")
    armed = screen_text(at_input(talk, "3 5").frame(80, 24))
    assert re.findall(r"▸ ?(\d)", armed.replace("▸*", "")) == ["3", "5"]
    assert "Enter: answer" in armed
    note = screen_text(at_input(talk, "3 teams affected").frame(80, 24))
    assert not re.search(r"▸ \d", note)
    assert "Enter: a note on this question" in note
    assert "Enter: on to" in screen_text(at_input(talk).frame(80, 24))


def test_arrows_point_and_typing_takes_the_pointer_away():
    """Round and round, don't know last; and only while nothing is typed."""
    typing = at_input(at("goal"))
    for _ in range(len(numbers("goal")) + 1):
        typing.point(1)
    assert typing.line == "1"
    typing.point(-1)
    assert typing.line == "0"
    typing.buffer.insert_text("x")
    typing.changed()
    assert typing.line == "x"
    typing.point(1)
    assert typing.line == "x"


def test_a_search_lists_the_questions_while_it_is_typed_and_enter_takes_the_first():
    """With / and with @; in the note line nothing has happened yet."""
    talk = talking("We need it.")
    text = screen_text(at_input(talk, "/goal").frame(80, 24))
    assert "▸ · Goal it serves (@goal)" in text
    assert "Enter: go to Goal it serves" in text
    text = screen_text(at_input(talk, "@can").frame(80, 24))
    assert "▸ · Could if they had to (@can_do)" in text


def test_a_long_telling_is_paged_and_a_short_one_is_not():
    """Every line of it can be reached; Enter on the empty line closes it once it was seen."""
    talk = talking(*TALK)
    told = talk.enter(":list")
    typing = at_input(talk, told=told)
    assert not typing.pager_closes
    pages = [screen_text(typing.frame(80, 24))]
    assert typing.pager_closes
    assert "Enter: close this" in pages[0]
    for _ in range(20):
        typing.scroll(0, 1, (80, 24))
        pages.append(screen_text(typing.frame(80, 24)))
    for line in told:
        assert any(line in page for page in pages), line
    assert pages[-1] == pages[-2]
    typing.scroll(0, -99, (80, 24))
    assert screen_text(typing.frame(80, 24)) == pages[0]
    assert at_input(talk, told=["Noted."]).pager is None


def test_notes_to_tick_stay_in_sight_and_scroll():
    """Also when a line was not understood, and on a screen that cannot hold them all."""
    talk = talking("We need it.", *(f"note number {n}" for n in range(1, 31)))
    told = talk.enter(":end")
    while talk.stage != "notes":
        told = talk.enter(":end")
    typing = at_input(talk, told=told)
    first = screen_text(typing.frame(80, 24))
    assert "1. note number 1" in first
    assert "30. note number 30" not in first
    typing.scroll(0, 9, (80, 24))
    assert "30. note number 30" in screen_text(typing.frame(80, 24))
    typing.show(talk, talk.enter("99"), (80, 24))
    again = screen_text(typing.frame(80, 24))
    assert "29. note number 29" in again
    assert "Numbers from 1 to 30" in again


def test_the_agenda_tells_every_state_apart():
    """Answered, don't know, parked, to ask, best next, not on this path, for oneself; and notes are counted."""
    talk = talking(*TALK, "@goal a thought")
    text = screen_text(at_input(talk, ahead=True).frame(120, 40))
    agenda = "\n".join(line.split("│")[0].rstrip() for line in text.split("\n"))
    assert "✓ Cost of waiting" in agenda
    assert "? How many it concerns" in agenda
    assert "‖*What already exists" in agenda
    assert "·*What a yes moves" in agenda
    assert re.search(r"· Goal it serves +\+1", agenda)
    assert re.search(r"not on this path", agenda)
    assert "»" in agenda
    assert "▸ What slows them down" in agenda


def test_the_live_picture_has_causes_what_is_missing_and_what_can_still_come():
    """Bars, status words, leaning, possible outcomes, the best question and what would flip it."""
    talk = talking(*TALK, numbered("in_the_way", "system_or_tool"))
    text = screen_text(at_input(talk, ahead=True).frame(120, 40))
    picture = "\n".join(line.split("│")[-1].strip() for line in text.split("\n") if line.count("│") == 2)
    for wanted in (
        "Not yet, leans no",
        "outcomes possible",
        "Causes",
        "Tools",
        "█",
        "Missing:",
        "Possible (",
        "Becomes a yes",
    ):
        assert wanted in picture, f"{wanted}\n{picture}"


def test_without_the_signs_everything_is_ascii():
    """Where the encoding has none of them."""
    for size in SIZES:
        assert screen_text(
            at_input(talking(*TALK[:-3]), "2", size=size, marks=ASCII, ahead=True).frame(*size)
        ).isascii()


def test_the_first_lines_give_way_to_choices():
    """They are read at the first question, which has room."""
    talk = at("in_the_way")
    text = screen_text(at_input(talk, first=FIRST_LINES, size=(40, 12)).frame(40, 12))
    assert FIRST_LINES[0][:20] not in text
    text = " ".join(screen_text(at_input(talking(), first=FIRST_LINES).frame(80, 24)).split())
    assert "any other" in text


@pytest.mark.parametrize("shared", [False, True])
def test_a_question_elsewhere_shows_its_choices_once_it_is_named(shared):
    """So that it can be answered without going there; never while others see the screen."""
    talk = talking("We need a course.", *([":share"] if shared else []))
    labels = [choice.label for choice in talk.knowledge.questions["stakes"].choices.values()]
    text = screen_text(at_input(talk, "@cost of waiting ", size=(80, 24)).frame(80, 24))
    assert (f"1 {labels[0]}" in text) is not shared
    assert (f"4 {labels[3]}" in text) is not shared
