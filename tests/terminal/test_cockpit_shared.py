"""Share view: what others can see on the screen at any size, while typing too, and what stays when it is left."""

from __future__ import annotations

import pytest

from support.cockpit import SIZES, at_input, screen_text
from support.talk import answer_to, numbered, shipped, talking

CANARY = "KANARIENVOGEL"
LINES = (
    "We need it.",
    answer_to("trigger", "going_wrong"),
    answer_to("stakes", "business_target"),
    f"a note with {CANARY}",
    f"~a private note with {CANARY}",
    f'"their words with {CANARY}',
    f"@power {CANARY} pulls",
    f"@existing_content {CANARY} exists",
    f"- {CANARY}",
    numbered("can_do", "most_could"),
    numbered("in_the_way", "system_or_tool"),
)
PRIVATE = (
    CANARY,
    "private",
    "leans",
    "confidence",
    "Not yet",
    "Tools, systems",
    "possible",
    "Best asked",
    "Missing",
    "Becomes",
    *(bank.title for bank in shipped().banks),
    *(
        question.label
        for question in shipped().questions.values()
        if question.asked_of == "self" or shipped().is_private(question.id)
    ),
)


BY_DAY = [(80, 24), (40, 12)]
"""The others are looked at by night: each takes seconds."""


def shown(typing, size):
    return screen_text(typing.frame(*size))


@pytest.fixture
def shared():
    return talking(*LINES, ":share")


@pytest.mark.parametrize(
    "size",
    [size if size in BY_DAY else pytest.param(size, marks=pytest.mark.nightly) for size in SIZES],
    ids=lambda size: "x".join(map(str, size)),
)
def test_nothing_private_is_on_a_shared_screen(shared, size):
    """At every question, with whatever is told there, and with what was looked ahead before."""
    for question in shipped().questions:
        shared.route.at = question
        for line in ("?", ":why", ":notes", ":list", ":whatif"):
            text = shown(at_input(shared, told=shared.enter(line), size=size, ahead=True), size)
            for private in PRIVATE:
                assert private not in text, f"{private!r} at {question} after {line}\n{text}"
    assert "SHARE VIEW" in text


def test_the_questions_that_may_be_seen_are_still_there(shared):
    """With their choices, and marked as answered."""
    shared.route.at = "goal"
    text = shown(at_input(shared), (80, 24))
    assert shipped().questions["goal"].ask.split()[0] in text
    assert "1 " in text
    assert "✓ Cost of waiting" in text


@pytest.mark.parametrize(
    "typed", [f"~{CANARY}", f" ~{CANARY}"[1:], f"@goal ~{CANARY}", f"@power {CANARY}", f":override 3 because {CANARY}"]
)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_private_typing_is_masked(shared, typed, size):
    """A star for each character; neither the line nor the hint repeats it."""
    text = shown(at_input(shared, typed, size=size), size)
    assert CANARY not in text
    assert "***" in text


def test_a_search_shows_no_question_that_others_may_not_see(shared):
    """Whatever is searched for."""
    for words in ("/pull", "/power", "/exists", "/a", "@power", "@trust", "@ex"):
        text = shown(at_input(shared, words), (80, 24))
        for private in PRIVATE:
            assert private not in text, f"{private!r} with {words}\n{text}"


def test_looking_ahead_is_not_even_tried(shared):
    """What is not known cannot be shown."""
    typing = at_input(shared, ahead=True)
    assert typing.scene is not None
    assert typing.scene.picture is None
    assert typing.scene.ahead == (None, None, None)


def test_ending_share_view_shows_it_all_again():
    """Within one line."""
    talk = talking(*LINES, ":share", ":share")
    assert "leans" in shown(at_input(talk), (120, 40))
