"""The same lines, typed into any face, make the same events; and they are the right ones."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from session.test_without_a_terminal import hold
from support.program import run
from support.talk import answer_to, events, shipped
from support.term import Terminal

GOLDEN = Path(__file__).parent / "golden" / "transcript.txt"

SCRIPT = (
    "We need a 30-minute refresher on the CRM by Friday.",
    "CRM",  # on a choice: a note
    answer_to("trigger", "going_wrong") + "s",
    "3 teams affected",
    '"they just never fill it in',
    "~the VP feels threatened",
    ":quote 2",
    ":note 1 the CRM, again",
    ":move 1 cost of waiting",
    ":drop 4",
    ":undo",
    ":quote 9",
    "= nobody opens a record after the call",
    "=1",
    "@in_the_way = the form asks for the address three times",
    ":share",
    "~nobody reads this",
    ":share",
    ":notes",
    answer_to("stakes", "business_target"),
    "/could if they had",
    answer_to("can_do", "most_could") + "d",
    "@in_the_way the form has 42 fields",
    f"@in_the_way {answer_to('in_the_way', 'nothing')}",
    ":undo",
    "0",
    "<",
    ":clear",
    answer_to("scope", "one_team"),
    "?",
    "- sales lead",
    "+ sales lead: send the figures by the next board",
    "99",
    "22% now, 30 by Q2, 90 a month",
    ":keep 3",
    ":keep 9",
    ":keep",
    ":undo",
    ":undo",
    ":nope",
    " 2",
    "",
    "@cases_per_month 40",
    "@cost_per_case 40 x 75 + 500",
    "@matters_now 7s",
    "@follow_up_date 2027-03-01",
    "@goal_name renewals – “größer” 日本 😀",
    "@one_change 1d=tools,time",
    f"@goal {answer_to('goal', 'named_number')}",
    "/number_gap",
    answer_to("number_gap", "both_known"),
    "22% now, 30 by June, 64 people",
    ":keep",
    ":dk",
    ":part the 410 people in California",
    "@matters_now 9",
    "@in_the_way = nobody opens a record there either",
    "@in_the_way a note of theirs",
    ":part the rest",
    ":part rename the other 1,890",
    ":part",
    ":share",
    ":part 1",
    ":share",
    ":part drop the other 1,890",
    ":undo",
    ":part -",
    ":told",
    ":told",
    ":why",
    ":end",
    "<",
    ":end",
    "",
    ":end",
    "1 by 2027-03-01",
    "1 the team lead: send the figures by the next board",
    "1",
    "",
    "2 3",
    ":end",  # the part that was not wrapped up yet
    "",
)


@pytest.fixture(scope="module")
def piped(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The events of the script, piped into the plain face."""
    home = tmp_path_factory.mktemp("piped")
    ran = run("interview", stdin="".join(f"{line}\n" for line in SCRIPT), home=home)
    assert ran.code == 0, ran.stderr
    return events(next((home / "sessions").glob("*.jsonl")))


def typed(
    face: str, home: Path, env: Mapping[str, str] | None = None, end: str = "\r", leave: str = ""
) -> list[dict[str, Any]]:
    """The events of the script, typed ahead in one burst as soon as the first question is up.

    Before that, so many lines would be a paste (`test_pasted_early.py`).
    """
    with Terminal("interview", "--ui", face, home=home, env=env) as terminal:
        terminal.wait_for("What did they ask for")
        terminal.type("".join(line + end for line in SCRIPT) + leave)
        if not leave:
            terminal.wait_for("Show now:")
            terminal.type(end)
        assert terminal.wait_end() == 0, terminal.text
        assert terminal.settings == terminal.settings_before
    return events(next((home / "sessions").glob("*.jsonl")))


def test_the_plain_face_on_a_terminal_makes_the_same_events_as_piped(piped, tmp_path):
    """Typed ahead in one burst: nothing is lost."""
    assert typed("plain", tmp_path, end="\n") == piped


def test_the_line_face_makes_the_same_events_as_the_plain_one(piped, tmp_path):
    """Typed ahead in one burst, as soon as there is a question and before keys are read: nothing is lost."""
    assert typed("line", tmp_path) == piped


def test_the_cockpit_makes_the_same_events_as_the_plain_face(piped, tmp_path):
    """Typed ahead in one burst, before keys are read: nothing is lost, and nothing is answered twice."""
    assert typed("cockpit", tmp_path, leave="\r") == piped


def test_the_session_alone_makes_the_same_events_as_the_plain_face(piped, tmp_path):
    """Without a terminal, line by line: what the faces add is only what is seen."""
    journal, _ = hold(SCRIPT, tmp_path)
    assert events(journal) == piped


def test_the_events_are_the_right_ones(piped):
    """Faces that agree could all be wrong, so a transcript is kept to be read; ORDERLESS_GOLDEN=1 renews it."""
    got = "".join(f"{_told(event)}\n" for event in piped)
    if os.environ.get("ORDERLESS_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(got, encoding="utf-8")
    assert got == GOLDEN.read_text(encoding="utf-8")


def _told(event: Mapping[str, Any]) -> str:
    """An event on one line, in the order a person asks: number, kind, where, what, and the rest by name."""
    rest = {key: value for key, value in event.items() if key not in ("n", "k", "q", "value", "text", "knowledge")}
    what = event.get("text", event.get("value", ""))
    more = " ".join(f"{key}={value}" for key, value in sorted(rest.items()))
    return f"{event['n']:>2} {event['k']:8} {event.get('q', '-'):16} {what} | {more}".rstrip()


def test_the_script_uses_every_kind_of_event_the_faces_can_make(piped):
    """All of the journal's kinds but follow-up and override, which no face of the interview makes."""
    kinds = {
        "start",
        "request",
        "answer",
        "clear",
        "park",
        "note",
        "quote",
        "finding",
        "part",
        "edit",
        "commit",
        "directed",
        "undo",
        "finish",
    }
    assert {event["k"] for event in piped} == kinds
    assert {"goal_name", "cost_per_case"} <= shipped().questions.keys()
