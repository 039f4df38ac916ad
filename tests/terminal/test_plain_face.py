"""The plain face: no escape byte, one fact a line, words instead of marks; for screen readers and scripts."""

from __future__ import annotations

import io
import re
import signal

import pytest

from orderless.terminal.plain import PlainFace
from support.talk import answer_to, shipped, talking

LINE = re.compile(
    r"|".join(
        (
            r"",
            r"[^.]+\. \d+ questions? left to ask\. .+",
            r"(To open|Ask|For you|Why|Probe|Exists|Answer so far|Note): .+",
            r"\d+\. .+",
            r"\(.+; Enter goes on\)",
        )
    )
)


def shown(talk, typed="\n"):
    """What the face shows before it reads a line, line by line."""
    out = io.StringIO()
    PlainFace(io.StringIO(typed), out).ask(talk, "")
    assert out.getvalue().endswith("> ")
    return out.getvalue().removesuffix("> ").splitlines()


def test_when_nothing_could_change_it_any_more_it_says_so():
    """A named rule, whom it covers, and harm this week; a rule alone leaves it open."""
    line = "Nothing you could still ask changes this; :end wraps up."
    trigger, stakes = answer_to("trigger", "rule_named"), f"@stakes {answer_to('stakes', 'harm_this_week')}"
    assert line not in shown(talking("words", trigger))
    assert line not in shown(talking("words", trigger, stakes))
    assert line in shown(talking("words", trigger, stakes, "@rule_covers 1"))


@pytest.mark.parametrize("question", list(shipped().questions))
def test_every_question_is_one_fact_a_line_in_words(question):
    """With help on and with an answer: no marks, no columns, nothing that is told by its place alone."""
    talk = talking("?")
    talk.route.at = question
    lines = shown(talk)
    assert all(LINE.fullmatch(line) for line in lines), lines
    asked = shipped().questions[question]
    assert [line for line in lines if re.match(r"\d+\. ", line)] == [
        f"{place}. {choice.label}" for place, choice in enumerate(asked.choices.values(), 1)
    ]
    assert f"Why: {asked.why}" in lines
    assert "\x1b" not in "".join(lines)


def test_a_question_for_oneself_is_tagged_and_has_no_spoken_form():
    """`For you:` instead of `Ask:`."""
    talk = talking("/existing_content")
    lines = shown(talk)
    assert any(line.startswith("For you: ") for line in lines)
    assert not any(line.startswith("Ask: ") for line in lines)


def test_the_chosen_answer_and_notes_are_told_in_words():
    """`, chosen` at the choice, and what stands so far with its basis."""
    lines = shown(talking("/can_do", "1s", "/can_do", "a note", "~private", '"quote'))
    label = shipped().questions["can_do"].choices["most_could"].label
    assert f"1. {label}, chosen" in lines
    assert f"Answer so far: {label} (they saw it)" in lines
    assert lines[-4:-1] == ["Note: a note", "Note: private: private", 'Note: "quote"']


def test_the_same_question_is_not_read_out_twice():
    """After a note only the prompt comes again; a screen reader would read it all once more."""
    talk = talking()
    out = io.StringIO()
    face = PlainFace(io.StringIO("x\n"), out)
    face.ask(talk, "")
    first = out.getvalue()
    with pytest.raises(EOFError):
        face.ask(talk, "")
    assert out.getvalue() == first + "> "


def test_lines_are_wrapped_at_words_on_a_terminal_and_left_whole_in_a_pipe():
    """`width` 0 leaves them whole."""
    wide, narrow = io.StringIO(), io.StringIO()
    PlainFace(io.StringIO("\n"), wide).ask(talking(), "")
    PlainFace(io.StringIO("\n"), narrow, 40).ask(talking(), "")
    assert max(map(len, wide.getvalue().splitlines())) > 100
    assert max(map(len, narrow.getvalue().splitlines())) <= 40
    assert " ".join(narrow.getvalue().split()) == " ".join(wide.getvalue().split())


def test_no_escape_byte_reaches_the_terminal_from_start_to_end(terminal):
    """Raw bytes of a whole interview with help, notes, promises, a jump, the wrap-up and the summary."""
    with_plain = terminal("interview", "--ui", "plain", ready="\n>")
    script = [
        "We need it.",
        "?",
        "1",
        "3 teams",
        ":why",
        "/can_do",
        "2",
        "- sales lead",
        "@can_do 99",
        ":list",
        ":end",
        ":end",
        "1",
    ]
    with_plain.type("".join(f"{line}\n" for line in script))
    with_plain.wait_for("Show now:")
    with_plain.type("1\n")
    assert with_plain.wait_end() == 0
    assert b"\x1b" not in with_plain.raw
    assert b"\x07" not in with_plain.raw
    assert with_plain.settings == with_plain.settings_before


@pytest.mark.parametrize(
    "env", [{"ACCESSIBLE": "1"}, {"TERM": "dumb"}, {"ORDERLESS_UI": "plain"}], ids=lambda env: next(iter(env))
)
def test_the_environment_chooses_the_plain_face_on_a_terminal(terminal, env, journal):
    """Ctrl-D there leaves with everything kept; it says how to go on and exits 4."""
    face = terminal("interview", env=env, ready="\n>")
    face.type("We need it.\n")
    face.wait_for("reach out now")
    face.type("\x04")
    assert face.wait_end() == 4
    assert b"\x1b" not in face.raw
    assert "goes on from here" in face.text
    assert b'"k":"request"' in journal().read_bytes()


def test_ctrl_c_leaves_the_plain_face_with_130_and_everything_kept(terminal, journal):
    """It says where the session is; the terminal is as it was."""
    face = terminal("interview", "--ui", "plain", ready="\n>")
    face.type("We need it.\n")
    face.wait_for("reach out now")
    face.type("half a line\x03")
    assert face.wait_end() == 130
    assert "orderless resume" in face.text
    assert "Traceback" not in face.text
    assert face.settings == face.settings_before
    assert b'"k":"request"' in journal().read_bytes()


def test_sigterm_ends_the_plain_face_with_everything_kept(terminal, journal):
    """128 + 15, the terminal as it was."""
    face = terminal("interview", "--ui", "plain", ready="\n>")
    face.type("We need it.\n")
    face.wait_for("reach out now")
    face.signal(signal.SIGTERM)
    assert face.wait_end() == 128 + signal.SIGTERM
    assert b"\x1b" not in face.raw
    assert face.settings == face.settings_before
    assert b'"k":"request"' in journal().read_bytes()


def test_how_it_works_is_told_once_on_a_terminal(terminal):
    """Numbers, notes, and the first signs of the grammar; not again on resume."""
    face = terminal("interview", "--ui", "plain", ready="\n>")
    for sign in ("? tells why", ":undo", ":end wraps up", '"words', "~text", "+ who"):
        assert sign in face.text
    face.type("\x03")
    face.wait_end()
    again = terminal("resume", "--ui", "plain", ready="\n>")
    assert "? tells why" not in again.text


def test_answers_are_numbered_as_the_grammar_counts_them():
    """What stands before a choice is what answers it."""
    lines = shown(talking("/can_do"))
    number = answer_to("can_do", "lack_means")
    assert f"{number}. {shipped().questions['can_do'].choices['lack_means'].label}" in lines
