"""Odd locales, no colour, dumb terminals, streams that are closed or that break: never a traceback."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from support.program import in_shell, run, run_here

TALK = "Wir müssen “schulen” 日本 😀\n1\n~private ünïcödé\n:end\n:end\n:end\n"

PLACES = {
    "C": {"LANG": "C", "LC_ALL": "C"},
    "C without UTF-8 mode": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "ascii strict": {"PYTHONIOENCODING": "ascii:strict"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "utf-16": {"PYTHONIOENCODING": "utf-16"},
    "no locale, no terminal": {"LANG": "", "TERM": ""},
    "NO_COLOR, dumb": {"NO_COLOR": "1", "TERM": "dumb"},
    "unknown TERM": {"TERM": "nonsense-9000"},
}


@pytest.mark.parametrize("place", PLACES)
def test_a_whole_interview_runs_in_any_environment_and_keeps_every_letter(place, tmp_path):
    """Piped: UTF-8 in and out whatever the locale says; no escape byte."""
    ran = run("interview", stdin=TALK, env=PLACES[place], home=tmp_path)
    assert ran.code == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    assert "\x1b" not in ran.stdout + ran.stderr
    assert "müssen “schulen” 日本 😀" in ran.stdout


@pytest.mark.parametrize(
    "line",
    [
        "orderless banks show | head -1",
        "orderless banks show --json | true",
        "orderless --help | true",
        "printf 'We need it.\\n1\\n:end\\n:end\\n' | orderless interview 2>&1 | head -2",
        "printf 'We need it.\\n1\\n:end\\n:end\\n' | orderless interview 2>/dev/null | true",
    ],
)
def test_a_reader_that_goes_away_is_no_fault(line, tmp_path):
    """`| head` ends the program quietly."""
    done = in_shell(line, tmp_path)
    assert done.stderr == ""
    assert "fault" not in done.stdout


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="there is no such signal")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_review_whose_reader_goes_away_ends_as_any_program_does(workers, tmp_path):
    requests = "{ echo trigger; yes wish | head -50000; } > $HOME/r.csv"
    review = f"orderless review $HOME/r.csv --workers {workers} | head -1"
    done = in_shell(f"{requests}; {review}; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert done.stdout.startswith("trigger,orderless_response,")
    assert done.stderr == ""
    assert done.code == 128 + signal.SIGPIPE


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("orderless banks check >&-", 0),
        ("orderless interview <&-", 4),
        ("printf 'x\\n:end\\n:end\\n' | orderless interview --no-save 2>&-", 0),
    ],
)
def test_a_stream_that_is_closed_from_the_start_is_no_fault(line, code, tmp_path):
    """As some schedulers start programs."""
    done = in_shell(line, tmp_path)
    assert "Traceback" not in done.stderr
    assert "fault" not in done.stderr
    assert done.code == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_to_a_full_disk_is_one_sentence_and_the_session_is_kept(tmp_path):
    """Exit 1; nothing pretends to have been written."""
    done = in_shell("printf 'We need it.\\n:end\\n:end\\n' | orderless interview > /dev/full", tmp_path)
    assert done.code == 1
    assert "Standard output cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    (journal,) = (tmp_path / "sessions").glob("*.jsonl")
    assert b'"k":"finish"' in journal.read_bytes()


def test_bytes_that_are_no_text_are_kept_as_signs_and_break_nothing(tmp_path):
    """latin-1 into a UTF-8 pipe, NUL, half a surrogate, odd line ends: each line is kept, and can be read again."""
    raw = b"request\n caf\xe9 \xff\xfe\n a\x00b\n \xed\xa0\x80\n" + " a\u2028b\x85c\r\n last\r\n".encode()
    ran = run("interview", stdin=raw, home=tmp_path)
    assert ran.code == 4
    assert "Traceback" not in ran.stderr
    shown = run_here("sessions", "show", "--json", home=tmp_path)
    texts = [event["text"] for event in json.loads(shown.stdout)["events"] if "text" in event]
    assert texts == ["request", "caf\ufffd \ufffd\ufffd", "a␀b", "\ufffd\ufffd\ufffd", "a\nb\ufffdc", "last"]
    assert run_here("summary", "--for", "me", home=tmp_path).code == 0


def test_ctrl_c_while_the_knowledge_is_read_is_no_fault(monkeypatch):
    """pydantic-core says it in its own way when it comes while a model is built."""
    from pydantic_core import SchemaError

    def interrupted(_banks):
        raise SchemaError('Error building "model" validator:\n  KeyboardInterrupt: ')

    monkeypatch.setattr("orderless.cli.interview.knowledge_to_use", interrupted)
    ran = run_here("interview", "--example", "expense-report-vat")
    assert (ran.code, ran.stdout) == (130, "")
    assert ran.stderr == "Interrupted. What was acknowledged is saved.\n"


def test_ctrl_c_while_a_class_is_built_is_no_fault(monkeypatch):
    """Python makes a RuntimeError of it, behind which it stands."""

    class Part:
        def __set_name__(self, owner, name):
            raise KeyboardInterrupt

    def interrupted(_banks):
        type("Whole", (), {"part": Part()})

    monkeypatch.setattr("orderless.cli.interview.knowledge_to_use", interrupted)
    ran = run_here("interview", "--example", "expense-report-vat")
    assert ran.code == 130
    assert "fault" not in ran.stderr
