"""Offers in the faces: under the choices at every size, never instead of one, and taken with the same line."""

from __future__ import annotations

import re

import pytest

from orderless.cli.loading import recorder_for
from orderless.session.proposing import propose
from orderless.terminal.cockpit.text_rows import ASCII, SIGNS, row_width, width_of
from support.cockpit import SIZES, at_input, screen_text
from support.offered import KNOWN, OLD, WORDS, WROTE, offering
from support.talk import TODAY, events, shipped

REQUEST = "We need a course."
MANY = tuple(WROTE._replace(text=f"written {n} " + "words " * 40) for n in range(5))


def frame_of(talk, size, marks=SIGNS):
    return at_input(talk, size=size, marks=marks).frame(*size)


def unwrapped(text):
    """What stands in the pane of the question, without the breaks of lines."""
    panes = (line.split("│") for line in text.split("\n"))
    return " ".join(line[len(line) // 2 if len(line) > 2 else 0].strip() for line in panes)


@pytest.mark.parametrize("size", [*SIZES, (44, 24), (44, 16)], ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("offers", [(WROTE,), (WROTE, OLD), MANY], ids=["one", "two", "five long ones"])
def test_the_cockpit_shows_them_under_the_choices_and_no_choice_goes_for_one(size, offers):
    talk = offering(*offers, lines=(REQUEST, "/can_do"))
    frame = frame_of(talk, size)
    assert [row_width(row) for row in frame.rows] == [size[0]] * size[1]
    text = screen_text(frame)
    choices = len(shipped().questions["can_do"].choices)
    for number in (*range(1, choices + 1), 0):
        assert re.search(rf"(^|[ ▸│]){number:>2} \S", text, re.MULTILINE), text
    assert text.index("They wrote") > text.index(" 0 Don't know yet"[:8])
    assert ":take" in text.split("They wrote")[1]
    assert "Most could" in unwrapped(text).split("They wrote")[1]


def test_where_there_is_room_an_offer_is_whole():
    text = unwrapped(screen_text(frame_of(offering(WROTE, OLD, lines=(REQUEST, "/can_do")), (80, 30))))
    for offer in (
        "They wrote on 3 November, in the form (sales VP): Most could do all of it,",
        "too old to lean on. :take 2",
    ):
        assert offer in text


def test_where_there_is_little_what_is_offered_stands_before_from_whom():
    text = screen_text(frame_of(offering(OLD, lines=(REQUEST, "/can_do")), (44, 16)))
    assert "° Known (too old): Some people coul… :take" in text


def test_the_agenda_has_a_mark_for_it_in_each_set_of_signs():
    talk = offering(WROTE, KNOWN, lines=(REQUEST,))
    assert re.search(r"° Could if they had to", screen_text(frame_of(talk, (80, 24))))
    assert re.search(r"o Could if they had to", screen_text(frame_of(talk, (80, 24), ASCII)))
    assert "°" in screen_text(frame_of(talk, (60, 20))).split("\n")[0]
    talk.enter("@can_do :take")
    assert re.search(r"✓ Could if they had to", screen_text(frame_of(talk, (80, 24))))
    assert width_of(SIGNS.offered) == width_of(ASCII.offered) == 1


def test_a_shared_cockpit_shows_none_and_no_mark():
    talk = offering(WROTE, OLD, lines=(REQUEST, "/can_do", ":share"))
    text = screen_text(frame_of(talk, (120, 40)))
    assert not any(sign in text for sign in ("They wrote", "Known:", ":take", "°"))


FACES = {"cockpit": ((80, 24), "\r"), "line": ((44, 24), "\r"), "plain": ((80, 24), "\n")}


@pytest.fixture
def offered(home, monkeypatch):
    """A session in the data folder for which something was proposed."""
    monkeypatch.setenv("ORDERLESS_HOME", str(home))
    recorder = recorder_for(shipped(), save=True)
    recorder.add({"k": "request", "text": REQUEST})
    propose(recorder, (WORDS, WROTE), TODAY)
    recorder.close()


@pytest.mark.parametrize("face", FACES)
@pytest.mark.usefixtures("offered")
def test_in_each_face_it_stands_at_its_question_and_take_keeps_it(face, terminal, journal):
    (columns, rows), enter = FACES[face]
    before = len(events(journal()))
    screen = terminal("resume", "last", "--ui", face, columns=columns, rows=rows, ready="We lost two")
    screen.type(f":take{enter}")
    screen.wait_for("Kept as their words")
    screen.type(f"/can_do{enter}")
    screen.wait_for("Most could do all of it, “some")
    screen.type(enter)  # alone it means on, and takes nothing
    screen.wait_for("Is there already something")
    screen.type(f"/can_do{enter}")
    screen.wait_for("Most could do all of it, “some")
    screen.type(f":take{enter}")
    screen.wait_for("Kept: Could if they had to")
    taken = events(journal())[before:]
    assert [(event["k"], event["q"], event.get("value"), event.get("text")) for event in taken] == [
        ("take", "trigger", None, "We lost two deals in October."),
        ("take", "can_do", "most_could", None),
    ]
