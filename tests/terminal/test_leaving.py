"""Leaving on purpose or not: Ctrl-C, SIGTERM, a closed terminal, kill -9, with a half-typed note each time."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import weakref

import pytest

from orderless.terminal.tty import interrupted, interrupts_are_theirs, interrupts_wait
from support.program import run_here
from support.talk import events

HALF = "half a sentence about ünïcödé"
NARROW = {"columns": 70}  # without side panes, so that sentences are found whole


@pytest.fixture(params=["line", "cockpit"])
def ui(request):
    return request.param


def half_typed(terminal, ui="line"):
    """An interview with a request, a triage question passed over, an answer, and a half-typed note."""
    face = terminal("interview", "--ui", ui, **NARROW)
    face.type("We need it.\r\r4\r")
    face.wait_for("Who would need to do something differently?")
    face.wait_for("Don't know yet")
    face.type(HALF)
    face.wait_for(f"note> {HALF}")
    return face


def kept_answers(journal):
    return [(e["k"], e.get("q")) for e in events(journal())]


KEPT = [("start", None), ("request", None), ("answer", "stakes")]


def resumed(terminal, journal, ui):
    """Resume offers the text again, at the question where it was typed; Enter makes it a note there."""
    again = terminal("resume", "--ui", ui, ready=f"note> {HALF}", **NARROW)
    assert "What was half typed last time is back in the note line." in again.text
    assert "Who would need to do something differently?" in again.text
    again.type("\r")
    again.wait_for(lambda text: HALF in text and "\nnote>\n" in text)
    assert events(journal())[-1] | {"n": 0} == {"n": 0, "k": "note", "q": "scope", "text": HALF}
    assert not journal().with_suffix(".draft").exists()
    again.type("\x03")
    again.wait_for("Ctrl-C again leaves")
    again.type("\x03")
    assert again.wait_end() == 130
    assert again.settings == again.settings_before


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.nightly)], ids=["SIGTERM", "SIGHUP"]
)
def test_a_signal_keeps_answers_and_half_typed_text_and_leaves_the_terminal_as_it_was(terminal, journal, ui, number):
    """Exit 128 + signal; echo and lines are back; the cursor is visible; resume offers the text again."""
    face = half_typed(terminal, ui)
    face.signal(number)
    assert face.wait_end() == 128 + number
    assert face.settings == face.settings_before
    assert face.cursor
    assert kept_answers(journal) == KEPT
    assert journal().with_suffix(".draft").stat().st_mode & 0o777 == 0o600
    resumed(terminal, journal, ui)


def test_a_closed_terminal_keeps_answers_and_half_typed_text(terminal, journal, ui):
    """The window is gone: the program ends at once and lets go of the session."""
    face = half_typed(terminal, ui)
    assert face.hang_up() == 128 + signal.SIGHUP
    assert kept_answers(journal) == KEPT
    resumed(terminal, journal, ui)


def test_kill_9_keeps_answers_and_half_typed_text(terminal, journal, ui):
    """Every acknowledged answer and every letter but those of the last moment."""
    face = half_typed(terminal, ui)
    draft = journal().with_suffix(".draft")
    face.wait_until(lambda: draft.exists() and HALF in draft.read_text(encoding="utf-8"), limit=1)
    face.kill()
    assert kept_answers(journal) == KEPT
    resumed(terminal, journal, ui)


def test_ctrl_c_clears_then_says_saved_then_leaves(terminal, journal, ui):
    """130, where the session is, the terminal as it was, and no draft of what was cleared."""
    face = half_typed(terminal, ui)
    face.type("\x03")
    face.wait_for(lambda text: HALF not in text)
    face.type("\x03")
    face.wait_for("Everything entered is saved. Ctrl-C again leaves")
    face.type("\x03")
    assert face.wait_end() == 130
    assert "orderless resume" in face.text
    assert "Traceback" not in face.text
    assert face.settings == face.settings_before
    assert face.cursor
    assert kept_answers(journal) == KEPT
    assert not journal().with_suffix(".draft").exists()


def test_what_was_cleared_does_not_come_back_however_quickly_one_leaves(terminal, journal):
    """Three times Ctrl-C in one go: the words that were on the disk already are gone."""
    face = half_typed(terminal, "cockpit")
    face.wait_until(lambda: journal().with_suffix(".draft").exists())
    face.type("\x03\x03\x03")
    assert face.wait_end() == 130
    assert not journal().with_suffix(".draft").exists()


def test_sigint_from_outside_is_a_ctrl_c(terminal, journal, ui):
    """`kill -INT`: clears, says saved, leaves."""
    face = half_typed(terminal, ui)
    face.signal(signal.SIGINT)
    face.wait_for(lambda text: HALF not in text)
    face.signal(signal.SIGINT)
    face.wait_for("Ctrl-C again leaves")
    face.signal(signal.SIGINT)
    assert face.wait_end() == 130
    assert kept_answers(journal) == KEPT


def test_a_second_orderless_is_told_who_holds_the_session(terminal, journal, home):
    """Exit 1, how to read it meanwhile; reading works; after the end of the first it can be resumed."""
    face = half_typed(terminal)
    session = journal().stem
    second = run_here("resume", session, home=home)
    assert second.code == 1
    assert f"Session {session} is open in another orderless" in second.stderr
    assert "sessions show" in second.stderr
    assert run_here("sessions", "remove", session, home=home).code == 1
    assert run_here("sessions", "show", session, home=home).code == 0
    face.kill()
    assert run_here("resume", session, stdin="", home=home).code == 4


def test_removing_a_session_on_a_terminal_asks_first(terminal, journal, home):
    """No is no; Ctrl-C is 130; yes removes."""
    run_here("interview", stdin="We need it.\n", home=home)
    session = journal().stem
    asked = f"Remove session {session} for good? [y/N]:"
    for answer, code in (("n\n", 0), ("\n", 0)):
        face = terminal("sessions", "remove", session, ready=asked)
        face.type(answer)
        assert face.wait_end() == code
        assert journal().exists()
    face = terminal("sessions", "remove", session, ready=asked)
    face.type("y\n")
    assert face.wait_end() == 0
    assert list((home / "sessions").iterdir()) == []


def test_ctrl_c_at_a_yes_or_no_question_is_130(terminal, home, journal):
    """Like anywhere else."""
    run_here("interview", stdin="We need it.\n", home=home)
    face = terminal("sessions", "remove", "last", ready="[y/N]:")
    face.type("\x03")
    code = face.wait_end()
    assert journal().exists()
    assert code == 130


@pytest.mark.parametrize(("typed", "written"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_on_a_terminal_a_page_with_a_name_on_it_is_asked_about(terminal, home, tmp_path, typed, written):
    """Yes writes it, no and Enter do not; exit 0 either way, and on the screen alone nothing is asked."""
    file = tmp_path / "answers.yaml"
    file.write_text("request: Abcde Fghij wants it.\nanswers: {trigger: wish, stakes: nothing_much}\n")
    run_here("interview", "--answers", file, home=home)
    face = terminal("summary", "last", "-o", tmp_path / "x.md", ready="Share it so? [y/N]:")
    assert "names: “Abcde Fghij” (the request)" in face.text
    face.type(typed)
    assert face.wait_end() == 0
    assert (tmp_path / "x.md").exists() is written
    assert ("Nothing was written, copied or opened." in face.text) is not written
    unpaged = terminal("summary", "last", ready="Tell us what we got wrong", env={"ORDERLESS_PAGER": "cat"})
    assert unpaged.wait_end() == 0
    assert terminal("--no-input", "summary", "last", "-o", tmp_path / "y.md", ready="Written:").wait_end() == 0


def test_an_interrupt_between_two_prompts_waits_for_the_next():
    """Also where Python drops what a callback raises; two that wait are one too many."""

    class Gone:
        pass

    def interrupt(_gone):
        signal.raise_signal(signal.SIGINT)

    def gone():
        thing = Gone()
        return weakref.ref(thing, interrupt)

    with interrupts_wait():
        assert gone()() is None
        assert interrupted()
        assert not interrupted()
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        assert not interrupted()


def test_an_interrupt_after_the_last_prompt_ends_what_follows_and_leaves_nothing_behind():
    with pytest.raises(KeyboardInterrupt), interrupts_wait():
        signal.raise_signal(signal.SIGINT)
    assert not interrupted()
    with contextlib.suppress(EOFError), interrupts_wait():
        signal.raise_signal(signal.SIGINT)
        raise EOFError
    assert not interrupted()


def test_an_interrupt_while_another_program_has_the_terminal_is_that_program_s(tmp_path):
    """However often: it is not waited with, and the other program is not ended by us."""
    other = (sys.executable, "-c", "import os, signal; [os.kill(os.getppid(), signal.SIGINT) for _ in range(3)]")
    with interrupts_wait(), interrupts_are_theirs():
        assert subprocess.run(other, check=False).returncode == 0
    assert not interrupted()
