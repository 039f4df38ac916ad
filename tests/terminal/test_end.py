"""The end of an interview: what is offered to a person at a terminal, and what a pipe gets without a question."""

from __future__ import annotations

import shlex
import sys

import pytest

from support.program import run_here
from support.talk import answer_to, events

FAST_NO = ("We need a course.", "1", answer_to("stakes", "nothing_much"))


def ended(terminal, face, *, answer, lines=FAST_NO):
    """What is on the terminal after a whole interview and this answer to what is offered."""
    run = terminal("interview", "--ui", face, ready="\n>" if face == "plain" else None, rows=60, columns=100)
    enter = "\n" if face == "plain" else "\r"
    run.type("".join(line + enter for line in (*lines, ":end", ":end")))
    run.wait_for("Show now: 1 the page to share, 2 the reply, 3 both; Enter shows neither:")
    before = len(run.raw)
    run.type(answer + enter)
    assert run.wait_end() == 0
    assert run.settings == run.settings_before
    return run.raw[before:].decode()


PAGE, REPLY = "What you asked for", "To send"


@pytest.mark.parametrize(
    ("face", "answer", "page", "reply"),
    [
        ("plain", "1", True, False),
        ("plain", "", False, False),
        ("line", "2", False, True),
        ("line", "", False, False),
    ],
)
def test_a_person_is_offered_the_page_and_the_reply(terminal, face, answer, page, reply):
    """The cockpit offers them on its own screen, of which nothing stays."""
    shown = ended(terminal, face, answer=answer)
    assert (REPLY in shown) is reply
    assert (PAGE in shown) is page


def test_what_is_no_answer_to_the_offer_is_asked_again_and_the_end_of_input_shows_neither(terminal):
    """Nobody has to choose."""
    run = terminal("interview", "--ui", "plain", ready="\n>")
    run.type("We need a course.\n:end\n:end\n")
    run.wait_for("Show now:")
    run.type("page\n")
    run.wait_for(lambda text: text.count("Show now:") == 2)
    run.type("\x04")
    assert run.wait_end() == 0


def test_into_a_file_the_page_goes_without_a_question(terminal, home, tmp_path):
    """`orderless interview > page.md`: the talk is on the terminal, the page in the file."""
    page = tmp_path / "page.md"
    command = f"{shlex.quote(sys.executable)} -m orderless interview > {shlex.quote(str(page))}"
    run = terminal(ready="\n>", command=["sh", "-c", command])
    run.type("We need a course.\n:end\n:end\n")
    assert run.wait_end() == 0
    assert "Show now" not in run.text
    assert "We need a course." in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("lines", [["a note"], ["+ sales lead: a list"], ["a note", "+ sales lead: a list"], []])
def test_a_piped_script_that_ends_with_end_finishes(home, lines):
    """What the last lists would still ask is passed over: nothing is ticked, promises stand; the page is the result."""
    script = ["We need a course.", *lines, ":end", ":end"]
    ran = run_here("interview", stdin="".join(f"{line}\n" for line in script), home=home)
    assert ran.code == 0
    assert "We need a course." in ran.stdout
    assert "Show now" not in ran.stderr
    (journal,) = (home / "sessions").glob("*.jsonl")
    assert events(journal)[-1]["k"] == "finish"
    assert not any(event["k"] == "edit" for event in events(journal))
    assert ("Sales lead" in ran.stdout) is ("+ sales lead: a list" in lines)


def test_a_piped_script_that_ends_before_the_lists_is_input_that_ended_early(home):
    """4, as ever."""
    assert run_here("interview", stdin="We need a course.\n:end\n", home=home).code == 4


def test_a_promise_that_was_taken_off_is_not_on_the_page_but_in_the_record(home):
    """By its number, at the wrap-up."""
    script = "We need a course.\n+ sales lead: a list\n+ shift lead: a look\n:end\n:end\n1\n"
    ran = run_here("interview", stdin=script, home=home)
    assert "Sales lead" not in ran.stdout
    assert "Shift lead" in ran.stdout
    record = run_here("summary", "--for", "me", home=home).stdout
    assert "sales lead" in record.lower()
