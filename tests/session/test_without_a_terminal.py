"""A whole conversation without a terminal: lines are handed in as they come, and what may be seen is asked for.

This is all that another face needs. That its journal is the same as that of the cockpit, the line and the plain face
is held by `tests/terminal/test_same_events.py`, which hands the same lines to each.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from orderless.interview.versions import start_record
from orderless.session.conversation import Conversation
from orderless.session.recorder import Recorder
from orderless.session.view import screen_of
from orderless.storage.sessions import Sessions
from support.talk import answer_to, events, shipped


def hold(lines: Iterable[str], home: Path) -> tuple[Path, list[str]]:
    """The journal of a talk of these lines, and what the consultant was told and shown last."""
    sessions = Sessions(home / "sessions")
    session, journal = sessions.create()
    recorder = Recorder(shipped(), journal, session=session, draft=sessions.draft(session))
    recorder.add(start_record(shipped().pinned))
    talk = Conversation(recorder, today=date.today())
    told: list[str] = []
    for line in lines:
        told = talk.enter(line)
    shown = [screen_of(talk).ask, talk.outlook.standing, *told]
    recorder.close()
    return journal.path, shown


def test_a_talk_is_held_line_by_line(tmp_path):
    lines = ["We need a course.", answer_to("trigger", "going_wrong"), "3 teams affected"]
    journal, shown = hold(lines, tmp_path)
    assert [event["k"] for event in events(journal)] == ["start", "request", "answer", "note"]
    assert shown[-1] == "Noted."
    assert shown[1].startswith("Not yet")
    assert shown[0] in {question.ask for question in shipped().questions.values()}


def test_it_can_be_gone_on_with(tmp_path):
    journal, _ = hold(["We need a course."], tmp_path)
    with Sessions(tmp_path / "sessions").open(journal.stem) as opened:
        talk = Conversation(Recorder(shipped(), opened), today=date.today())
        assert talk.state.request == "We need a course."
        talk.enter(answer_to("trigger", "going_wrong"))
        assert talk.state.answers["trigger"].value == "going_wrong"
