"""The line face key by key, without a terminal: what each key enters, arms or leaves alone."""

from __future__ import annotations

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from orderless.terminal.line import LineFace
from support.talk import answer_to, talking

UP, DOWN, ENTER, TAB, SHIFT_TAB, F1 = "\x1b[A", "\x1b[B", "\r", "\t", "\x1b[Z", "\x1bOP"
CTRL_C, CTRL_D, CTRL_Z, BACKSPACE, LEFT, HOME = "\x03", "\x04", "\x1a", "\x7f", "\x1b[D", "\x01"
PASTE = "\x1b[200~{}\x1b[201~".format


class Drafts:
    """What the face would keep of each keystroke."""

    def __init__(self):
        self.kept = None
        self.all = []

    def write(self, text):
        self.kept = text
        self.all.append(text)

    def delete(self):
        self.kept = None


def press(*keys, at="trigger", kept="", drafts=None, talk=None):
    """The line that these keys enter."""
    talk = talk or talking(f"/{at}")
    face = LineFace(lambda: drafts)
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        typed.send_text("".join(keys))
        return face.ask(talk, kept)


def test_nothing_is_armed_at_the_start():
    """Enter alone goes on; it never answers."""
    assert press(ENTER) == ""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ([DOWN], "1"),
        ([DOWN, DOWN], "2"),
        ([UP], "0"),
        ([UP, UP], "11"),
        ([DOWN, UP], "0"),
        ([UP, DOWN], "1"),
    ],
)
def test_arrows_arm_a_choice_and_enter_answers(keys, line):
    """Round at both ends; don't-know-yet is the last."""
    assert press(*keys, ENTER) == line


@pytest.mark.parametrize("digit", "0123456789")
def test_a_digit_is_typed_and_enter_answers(digit):
    """It stands in the note line until then."""
    assert press(digit, ENTER) == digit


def test_a_digit_after_which_words_come_is_a_note():
    """`3 teams affected` is entered as it stands."""
    assert press("3 teams affected", ENTER) == "3 teams affected"


def test_typing_disarms_what_arrows_had_armed():
    """Down, then words: the words count."""
    assert press(DOWN, DOWN, "some words", ENTER) == "some words"
    assert press(DOWN, "x", BACKSPACE, ENTER) == ""


def test_arrows_do_nothing_once_something_is_typed():
    """Words can never turn into an answer."""
    assert press("words", DOWN, DOWN, ENTER) == "words"


@pytest.mark.parametrize(("key", "line"), [(TAB, ""), (SHIFT_TAB, "<"), (F1, "?"), (CTRL_D, ":end"), (CTRL_Z, ":undo")])
def test_a_key_stands_for_a_line_of_the_grammar(key, line):
    """Only as long as nothing is typed: then it throws nothing away."""
    assert press(key) == line
    assert press("words", key, ENTER) == "words"


def test_the_usual_editing_keys_work_in_the_note_line():
    """Backspace, arrows left, Home."""
    assert press("wrods", BACKSPACE * 4, "ords", LEFT, LEFT, "X", HOME, "Y", ENTER) == "YworXds"


def test_a_paste_of_several_lines_is_one_note_and_answers_nothing():
    """A pasted `2` in the middle stays words, and lines of nothing but numbers choose nothing."""
    assert press(PASTE("first\n2\nlast"), ENTER) == " first\n2\nlast"
    assert press(PASTE("1\r\n3\r\n"), ENTER, at="tried") == " 1\n3"


def test_a_pasted_end_of_line_enters_nothing_by_itself():
    """Whoever pastes still presses Enter."""
    assert press(PASTE("1\n"), BACKSPACE, BACKSPACE, "note", ENTER) == "note"


def test_ctrl_c_clears_the_line_first_then_says_saved_then_leaves(capsys):
    """Three presses."""
    with pytest.raises(KeyboardInterrupt):
        press("words", CTRL_C, CTRL_C, CTRL_C, drafts=Drafts())
    assert capsys.readouterr().out.count("Everything entered is saved. Ctrl-C again leaves") == 1
    with pytest.raises(KeyboardInterrupt):
        press(CTRL_C, CTRL_C)
    assert "This session is not kept. Ctrl-C again leaves" in capsys.readouterr().out
    assert press("words", CTRL_C, "other", ENTER) == "other"


def test_after_the_second_ctrl_c_anything_else_goes_on():
    """And a later Ctrl-C begins anew."""
    assert press(CTRL_C, "words", ENTER) == "words"


def test_kept_text_is_in_the_note_line_and_can_be_edited():
    """A draft, or what a disk refused."""
    assert press(ENTER, kept="half typed") == "half typed"
    assert press(" more", ENTER, kept="half typed") == "half typed more"


def test_every_keystroke_is_kept_as_a_draft():
    """And none is left when the line is empty again."""
    drafts = Drafts()
    press("abc", ENTER, drafts=drafts)
    assert drafts.all == ["@trigger\na", "@trigger\nab", "@trigger\nabc"]
    press("a", BACKSPACE, ENTER, drafts=drafts)
    assert drafts.kept is None


@pytest.mark.parametrize("at", ["topic", "cases_per_month", "cost_per_case", "follow_up_date", "matters_now"])
def test_questions_without_choices_take_a_line(at):
    """Text, number, money, date, scale: arrows do nothing, Enter alone goes on."""
    assert press(DOWN, UP, ENTER, at=at) == ""
    assert press("40 x 75", ENTER, at=at) == "40 x 75"
    assert press(CTRL_D, at=at) == ":end"


def test_ticking_notes_takes_a_line_too():
    """There is no question on the screen then."""
    talk = talking("We need it.", "a note", ":end", ":end")
    assert press("1", ENTER, talk=talk) == "1"


def test_several_choices_are_typed_as_numbers():
    """Arrows arm one; digits name several."""
    first, second = answer_to("tried", "told_people"), answer_to("tried", "warned")
    assert press(f"{first} {second}", ENTER, at="tried") == f"{first} {second}"
