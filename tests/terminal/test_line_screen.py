"""The line face on a real terminal: what is on the screen, at 80 and at 44 columns."""

from __future__ import annotations

import re

import pytest

from support.drawing import drawn
from support.talk import answer_to, events, shipped, talking

SIZES = {"80x24": (80, 24), "44x24": (44, 24)}


def unwrapped(text):
    """The screen as one line, so that wrapping does not matter."""
    return " ".join(text.replace("»", " ").split())


def has_all_choices(text, question):
    """Whether each choice of this question stands whole on the screen, with its number, and don't-know last."""
    shown = unwrapped(text)
    labels = [choice.label for choice in shipped().questions[question].choices.values()]
    return all(f"{n}) {label}" in shown for n, label in enumerate(labels, 1)) and "0) Don't know yet" in shown


@pytest.mark.parametrize("size", SIZES)
def test_the_first_question_and_a_choice_show_everything_there_is_to_see(terminal, size):
    """Question, all choices wrapped at words, note line with the cursor in it, hint, status; nothing armed."""
    columns, rows = SIZES[size]
    face = terminal("interview", "--ui", "line", columns=columns, rows=rows)
    assert "[for you] What did they ask for" in unwrapped(face.text)
    face.type("We need it.\r")
    text = face.wait_for(lambda text: has_all_choices(text, "trigger") and "Enter: on to:" in text)
    assert "“What happened that made you reach out now?”" in unwrapped(text)
    assert "»" not in text
    assert face.line_with("note>") == "note>"
    assert face.cursor == (len("note> "), face.lines.index("note>"))
    assert max(map(len, face.lines)) <= columns
    words = set(re.findall(r"\w+", unwrapped(text)))
    for choice in shipped().questions["trigger"].choices.values():
        assert set(re.findall(r"\w+", choice.label)) <= words


def test_when_nothing_could_change_it_any_more_the_status_says_so(terminal):
    """A named rule, whom it covers, and harm this week: the call may end."""
    face = terminal("interview", "--ui", "line")
    face.type("We need it.\r")
    face.wait_for("Why now")
    face.type(
        f"{answer_to('trigger', 'rule_named')}\r@stakes {answer_to('stakes', 'harm_this_week')}\r@rule_covers 1\r"
    )
    face.wait_for(lambda text: "Settled, :end wraps up." in unwrapped(text))


def wordiest():
    """The questions that take most rows."""
    asked = [one for one in shipped().questions.values() if one.choices]
    asked.sort(key=lambda one: sum(2 + len(choice.label) // 32 for choice in one.choices.values()))
    return [one.id for one in asked[-6:]]


@pytest.mark.parametrize("question", wordiest())
def test_the_longest_questions_fit_with_note_line_hint_and_status(question):
    """On 44 columns and 24 rows, and with help on 80: opening, notes and heading give way, choices never."""
    talk = talking(*(f"@{question} note {n}" for n in range(3)), knowledge=shipped())
    talk.route.at = question
    for columns, talk.route.help_shown in ((44, False), (80, True)):
        text = "\n".join(drawn(talk, columns, 24))
        assert has_all_choices(text, question), text
        assert "\nnote>\n  Enter: on to: " in text


def test_digits_arrows_and_words_arm_answer_and_note(terminal, journal):
    """A digit moves the pointer, an arrow arms, Enter answers, words disarm and become a note."""
    face = terminal("interview", "--ui", "line")
    face.type("We need it.\r")
    face.wait_for(lambda text: has_all_choices(text, "trigger"))
    face.type("3")
    face.wait_for(" »  3)")
    face.wait_for("Enter: answer People are joining")
    face.type(" teams affected")
    face.wait_for("Enter: a note on this question")
    assert "»" not in face.text
    face.type("\r")
    face.wait_for("note: 3 teams affected")
    face.type("\x1b[B\x1b[B")
    face.wait_for(" »  2)")
    face.wait_for("Enter: answer Something new is coming")
    face.type("\r")
    face.wait_for("what would it cost you")
    assert [(e["k"], e.get("q"), e.get("text", e.get("value"))) for e in events(journal())[2:]] == [
        ("note", "trigger", "3 teams affected"),
        ("answer", "trigger", "new_thing"),
    ]
    # a resize in the middle of a line keeps what is typed, and the line is still there once
    face.type("half a th")
    face.wait_for("note> half a th")
    face.resize(44, 24)
    face.wait_for("note> half a th")
    face.type("ought\r")
    face.wait_until(lambda: events(journal())[-1]["k"] == "note")
    assert events(journal())[-1]["text"] == "half a thought"
    # Ctrl-D wraps up, from there to the notes, the end and the summary
    face.type("\x04")
    face.wait_for("Wrap-up:")
    face.type(":end\r")
    face.wait_for("Which of these go on the page?")
    face.type("2\r")
    face.wait_for("Show now:")
    face.type("\n")
    assert face.wait_end() == 0
    assert [e["k"] for e in events(journal())[-2:]] == ["edit", "finish"]
    assert face.settings == face.settings_before


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {}], ids=["NO_COLOR", "colours allowed"])
def test_no_colour_is_needed_none_is_sent_and_the_window_title_is_left_alone(terminal, env):
    """Bold, reverse and marks carry the meaning on light and dark alike. A title shows in share pickers."""
    face = terminal("interview", "--ui", "line", env=env)
    face.type("We need it.\r2")
    face.wait_for(" »  2)")
    codes = {code for found in re.findall(rb"\x1b\[([0-9;]*)m", face.raw) for code in found.split(b";")}
    colours = {code for code in codes if re.fullmatch(rb"3[0-8]|4[0-8]|9[0-7]|10[0-7]", code)}
    assert colours == set()
    assert b"\x1b]" not in face.raw


def test_a_question_for_oneself_is_tagged_and_not_in_quotes():
    """It has no spoken form."""
    shown = unwrapped("\n".join(drawn(talking("/existing"), 80, 24)))
    assert "[for you] Is there already something that covers this, besides what they ask for?" in shown
    assert "“Is there" not in shown


def test_help_is_shown_with_all_choices_at_80_columns():
    """Why we ask and the probes, and nothing pushed off for it."""
    text = "\n".join(drawn(talking("/could if", "?"), 80, 24))
    assert has_all_choices(text, "can_do")
    for probe in shipped().questions["can_do"].probes:
        assert f"probe: {probe}" in unwrapped(text)
    assert "why: " in text


def test_an_answer_given_before_is_marked():
    """With a mark at the choice, not by colour."""
    lines = drawn(talking("We need it.", answer_to("trigger", "wish"), "<"), 80, 24)
    assert [line for line in lines if "✓" in line] == ["   10) A wish, and nothing has happened  ✓"]
    assert "    0) Don't know yet  ✓" in drawn(talking("We need it.", "0", "<"), 80, 24)


def test_a_long_answer_is_wrapped_in_the_note_line_and_the_hint_stays_short():
    """The text is seen once, not twice."""
    text = "\n".join(drawn(talking(), 80, 24, kept="word " * 60))
    assert text.count("word") < 60 + 15
    assert len(text[text.index("Enter: answer") :].split("\n Not yet")[0].splitlines()) <= 2


def test_notes_and_what_stands_so_far_are_on_the_screen():
    """The last three notes, private ones and quotes told apart; an amount with the sum it came from."""
    talk = talking("/cost_per_case", "40 x 75", "/cost_per_case", "a note of mine", '"quoted', "~hidden")
    lines = drawn(talk, 80, 24)
    assert "  so far: 3,000 (40 x 75)" in lines
    assert [line for line in lines if line.startswith("  note: ")] == [
        "  note: a note of mine",
        '  note: "quoted"',
        "  note: private: hidden",
    ]


def test_choices_that_do_not_fit_scroll_and_the_hint_says_how_many(terminal):
    """At 40 by 12 some are out of sight; the arrows bring them, and a digit its own. With room nothing is said."""
    face = terminal("interview", "--ui", "line", columns=40, rows=12)
    face.type("We need it.\r")
    face.wait_for("note>")
    face.type("/what gets in the way\r")
    text = face.wait_for("1) Nothing in the way")
    text = face.wait_for(lambda text: re.search(r"Up and down show \d+ more choices\.", text) is not None)
    assert "Too complicated" not in text
    assert "7)" not in text
    face.type("\x1b[B" * 7)
    face.wait_for("»  7)")
    face.type("9")
    text = face.wait_for("»  9)")
    assert "note> 9" in text
    assert "more choice" not in text, "with something typed the arrows move nothing"
    face.resize(80, 40)
    face.wait_for(lambda text: " 1) Nothing" in text and " 0) Don't know yet" in text and "more choice" not in text)
